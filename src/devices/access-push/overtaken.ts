import { isRealWall } from '../../protocol/access-push/time.js';

/** A state report: the time of the device's clock in it ('' if none), and how long ago it came. */
export interface StateReport {
  readonly time: string;
  readonly secondsAgo: number;
}

/** A device gives up a request after TimeoutSec and sends it again after ErrorDelay (10 s and 60 s). */
const longestOnItsWay = 90;

const secondsOf = (wall: string) => Date.parse(`${wall.replace(' ', 'T')}Z`) / 1_000;

/**
 * Whether a report that comes now was made before one that is already known. If it is so much older that it cannot have
 * been on its way for so long, the clock was set back. Of two reports of the same second, the one that arrives later is
 * the newer one.
 */
export function isOvertaken(time: string, newest: StateReport | null): boolean {
  if (!newest || !isRealWall(time) || !isRealWall(newest.time)) return false;
  const older = secondsOf(newest.time) - secondsOf(time);
  return older > 0 && older + newest.secondsAgo < longestOnItsWay;
}
