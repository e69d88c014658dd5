import { conditionOf } from '../../modules/door/door-condition.js';
import type { DoorSigns } from '../../modules/door/door-facts.js';

/** What of a door its retained state is made of. */
export type DoorSeen = Pick<DoorSigns, 'status' | 'online' | 'sensor' | 'relay' | 'alarm'>;

/** Home Assistant's words for a lock. Its template makes `None` of null: that is not known. */
const lockWords = { locked: 'LOCKED', unlocked: 'UNLOCKED', unknown: null } as const;

/** The retained state of a door. */
export function doorStateText(seen: DoorSeen, at: Date): string {
  const { position, lock } = conditionOf({ ...seen, lockDown: 'none', hold: null, until: null });
  const isKnown = seen.status === 'approved' && seen.online;
  return JSON.stringify({
    sensor: position,
    lock: lockWords[lock],
    alarm: isKnown ? (seen.alarm ?? 0) : 0,
    at: at.toISOString(),
  });
}
