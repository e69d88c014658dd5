import { randomBytes } from 'node:crypto';

const last = { at: 0, made: 0 };

/**
 * 32 hex characters, like the facade's ids. The first twelve are the time, so that new rows are next to each other in
 * an index. The next four count the ids of one millisecond, so that the doors of a panel are listed in their order.
 */
export function newId(now = Date.now()): string {
  last.made = now === last.at ? (last.made + 1) % 0x1_0000 : 0;
  last.at = now;
  const place = last.made.toString(16).padStart(4, '0');
  return now.toString(16).padStart(12, '0') + place + randomBytes(8).toString('hex');
}
