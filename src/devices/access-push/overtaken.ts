import { isRealWall } from '../../protocol/access-push/time.js';

/** A state report: the device's clock in it ('' without), and how long ago it came. */
export interface StateReport {
  readonly time: string;
  readonly secondsAgo: number;
}

/** A device gives a request up after TimeoutSec and says it again after ErrorDelay (10 s and 60 s). */
const longestOnItsWay = 90;

const secondsOf = (wall: string) => Date.parse(`${wall.replace(' ', 'T')}Z`) / 1_000;

/**
 * Whether a report that comes now was made before one that is known. So much older that it cannot have been on its way
 * for so long, it tells of a clock that was set back. Of the same second, what comes later is later.
 */
export function isOvertaken(time: string, newest: StateReport | null): boolean {
  if (!newest || !isRealWall(time) || !isRealWall(newest.time)) return false;
  const older = secondsOf(newest.time) - secondsOf(time);
  return older > 0 && older + newest.secondsAgo < longestOnItsWay;
}
