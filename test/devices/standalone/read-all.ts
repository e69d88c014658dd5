import type { Punch } from '../../../src/protocol/standalone/attendance.js';
import { Line } from '../../../src/devices/standalone/client/line.js';
import { PunchReader } from '../../../src/devices/standalone/client/punches.js';

export async function readAll(line: Line): Promise<Punch[]> {
  const all: Punch[] = [];
  await new PunchReader(line).run((batch) => void all.push(...batch));
  return all;
}
