import type { Order } from '../../core/command/order.js';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';

/** A lock-down or a release that a device was sent, newest first. */
export interface LockCommand {
  /** The sealed order, base64. */
  readonly meant: string;
  /** The device has acknowledged it. */
  readonly isSure: boolean;
}

/** What may be in force on the device whose serial number the given expression is, as JSON. */
export const lockCommands = (sn: string): string => `
  (SELECT coalesce(json_agg(json_build_object('meant', encode(l.meant, 'base64'), 'isSure', l.status = 'done')
     ORDER BY l.id DESC), '[]')
   FROM (SELECT id, meant, status FROM command WHERE sn = ${sn} AND type = 'lockDoor'
     AND status IN ('queued', 'sent', 'done', 'unanswered') ORDER BY id DESC LIMIT 64) l)`;

/**
 * Whether the last lock-down of a door is still in force. A lock-down counts as soon as it may have arrived, a release
 * only once the device has acknowledged it. A yes from here would open the door in spite of its lock-down.
 */
export function isLocked(seal: SealedBox, locks: readonly LockCommand[], number: number): boolean {
  for (const { meant, isSure } of locks) {
    const order = seal.openJson(Buffer.from(meant, 'base64')) as Order;
    if (order.type !== 'lockDoor' || (order.door !== number && order.door !== 0)) continue;
    if (order.locked) return true;
    if (isSure) return false;
  }
  return false;
}
