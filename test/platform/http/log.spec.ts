import { expect, it } from 'vitest';
import { newLog } from '../../../src/platform/log.js';

it('lines of the log have the time in a form for people and log readers', () => {
  const lines: string[] = [];
  const before = new Date().toISOString();
  newLog('info', { write: (line) => lines.push(line) }).info({ sn: 'GATE1' }, 'a device has registered');
  const { time, sn, msg } = JSON.parse(lines[0] ?? '') as Record<string, string>;
  expect([sn, msg]).toEqual(['GATE1', 'a device has registered']);
  expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect([before, time, new Date().toISOString()]).toEqual([before, time, new Date().toISOString()].sort());
});
