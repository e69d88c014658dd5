import { alarmsOf, type DoorAlarm } from '../../protocol/access-push/rtstate.js';
import type { DoorSigns } from './door-facts.js';

export const connections = ['online', 'offline', 'disabled'] as const;
export const positions = ['open', 'closed', 'noSensor', 'unknown'] as const;
export const locks = ['locked', 'unlocked', 'unknown'] as const;
export const modes = ['normal', 'held', 'lockedDown', 'unknown'] as const;

/** The state of a door in the words of the console. */
export interface DoorCondition {
  readonly connection: (typeof connections)[number];
  readonly position: (typeof positions)[number];
  readonly lock: (typeof locks)[number];
  readonly mode: (typeof modes)[number];
  readonly alarms: readonly DoorAlarm[];
}

const bySensor = ['noSensor', 'closed', 'open', 'unknown'] as const;
const byRelay = ['locked', 'unlocked'] as const;

/** No device reports these: the last acknowledged orders say it. A lock-down goes before a hold. */
function modeOf({ lockDown, hold }: DoorSigns): DoorCondition['mode'] {
  if (lockDown === 'locked') return 'lockedDown';
  if (lockDown === 'unknown' || hold === 'unknown') return 'unknown';
  return hold === 'held' ? 'held' : 'normal';
}

/** What a device that is away reported last may be wrong by now. */
export function conditionOf(signs: DoorSigns): DoorCondition {
  const { status, online, sensor, relay, alarm } = signs;
  const connection = status !== 'approved' ? 'disabled' : online ? 'online' : 'offline';
  const isKnown = connection === 'online';
  return {
    connection,
    position: isKnown && sensor !== null ? bySensor[sensor] : 'unknown',
    lock: isKnown && relay !== null ? byRelay[relay] : 'unknown',
    mode: modeOf(signs),
    alarms: isKnown && alarm !== null ? alarmsOf(alarm) : [],
  };
}

/** Every word of a condition, and `alarm` for a door with any. */
export const wordsOf = ({ connection, position, lock, mode, alarms }: DoorCondition): readonly string[] => [
  ...[connection, position, lock, mode, ...alarms],
  ...(alarms.length > 0 ? ['alarm'] : []),
];
