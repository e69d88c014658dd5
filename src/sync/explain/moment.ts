import { instantOf, latestClockOf, wallClockOf } from '../../platform/database/zone-time.js';

/** A time that is asked about: an instant, or what the clock of the door shows, `yyyy-MM-dd HH:mm:ss`. */
export type Moment = Date | string;

export interface ClockAt {
  readonly instant: Date;
  readonly clock: string;
  /** The latest that it has shown: it goes back once a year. */
  readonly latestClock: string;
}

/** What a clock in that IANA zone shows then. */
export function clockAt(moment: Moment, timeZone: string): ClockAt {
  const instant = typeof moment === 'string' ? instantOf(moment, timeZone) : moment;
  const clock = typeof moment === 'string' ? moment : wallClockOf(moment, timeZone);
  const latest = latestClockOf(instant, timeZone);
  return { instant, clock, latestClock: latest > clock ? latest : clock };
}
