import type { Device } from '../../modules/device/device.entity.js';
import { ledgerRecords } from '../../protocol/attendance-push/records.js';
import type { Rec } from '../../protocol/access-push/records.js';
import type { Step } from './verification.js';

/**
 * What terminals that speak Attendance PUSH can be asked for; they do not report anything else (Attendance PUSH 12.3).
 */
const told: ReadonlySet<string> = new Set(['user', 'templatev10', 'biodata']);
const counted: ReadonlySet<string> = new Set(['user']);

type LinkedDevice = Pick<Device, 'link'>;

export const isAtt = ({ link }: LinkedDevice): boolean => link === 'push-att';

export const tellsTable = (device: LinkedDevice, { table }: Step): boolean => !isAtt(device) || told.has(table);
export const countsTable = (device: LinkedDevice, { table }: Step): boolean => !isAtt(device) || counted.has(table);

export const attRecords = (bodies: readonly Buffer[], { table }: Step): Rec[] =>
  bodies.flatMap((body) => ledgerRecords(body.toString('utf8'), table));

/** Nothing found (11.5). Some firmware also answers this when it does not know the query. */
const nothingFound = -1;

/**
 * No rows came: there are none, they are still on their way, or the device does not report them.
 * @param expected rows that it should have
 */
export function withoutRows(returnCode: number | null, expected: number): 'none' | 'wait' | 'unknown' {
  if (expected === 0) return 'none';
  return returnCode === nothingFound ? 'unknown' : 'wait';
}
