const minutesOf = (clock: string): number | null => {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(clock) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
};

/**
 * Minutes from now to a time of day, tomorrow's where it is over today.
 * @param time `17:30`
 * @param now the clock of the site: `16:05:12`
 * @returns 1 to 1440; null where there is no time
 */
export function minutesUntil(time: string, now: string): number | null {
  const [until, from] = [minutesOf(time), minutesOf(now)];
  if (until === null || from === null) return null;
  return until > from ? until - from : until - from + 1440;
}
