import type { Order } from '../../core/command/order.js';
import { Failure } from '../../platform/errors.js';
import { endsBatch } from '../../protocol/attendance-push/commands.js';
import type { CommandText } from '../../protocol/access-push/command.js';
import type { Circumstances } from '../push/command-encoder.js';
import { controlWriters, type AttWriters } from './control-writers.js';
import { rowWriters } from './row-writers.js';

const writers: AttWriters = { ...controlWriters, ...rowWriters };

/** How many commands a terminal gets in one answer (Attendance PUSH 2.4, 10.2). */
export const attBatch = { most: 20, together: { characters: 40_000, ends: endsBatch } } as const;

/** The bytes of an order in Attendance PUSH. @throws Failure if the protocol cannot express it */
export function renderAtt(order: Order, at: Circumstances): CommandText {
  const writer = writers[order.type] as ((order: Order, at: Circumstances) => CommandText) | undefined;
  if (!writer || order.subSn !== undefined) {
    throw new Failure('deviceUnsupported', `an attendance terminal knows no ${order.type}`);
  }
  try {
    return writer(order, at);
  } catch (error) {
    if (error instanceof RangeError) throw new Failure('deviceUnsupported', error.message);
    throw error;
  }
}
