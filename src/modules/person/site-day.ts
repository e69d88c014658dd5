import { instantOf, wallClockOf } from '../../platform/database/zone-time.js';

/** Today's date in that IANA zone, `yyyy-MM-dd`. */
export const dayIn = (timeZone: string, now = new Date()): string => wallClockOf(now, timeZone).slice(0, 10);

/** The instant at which a day begins in that IANA zone. */
export const beginOf = (day: string, timeZone: string): Date => instantOf(`${day} 00:00:00`, timeZone);
