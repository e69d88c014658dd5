import { instantOf, wallClockOf } from '../../platform/database/zone-time.js';

const dayMs = 24 * 60 * 60 * 1_000;

/** The last instant at which it was that time of day, such as 02:30, in the zone. */
export function lastDue(at: string, now: Date, timeZone: string): Date {
  const dueOn = (day: Date) => instantOf(`${wallClockOf(day, timeZone).slice(0, 10)} ${at}:00`, timeZone);
  const today = dueOn(now);
  return today <= now ? today : dueOn(new Date(now.getTime() - dayMs));
}
