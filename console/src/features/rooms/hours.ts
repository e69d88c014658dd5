const dayMs = 86_400_000;
const least = 3;

const at = (clock: string) => Date.parse(`${clock.replace(' ', 'T')}Z`);

/** `2026-11-26` of `2026-11-25` and 1. */
export const otherDay = (day: string, days: number): string =>
  new Date(at(`${day} 00:00:00`) + days * dayMs).toISOString().slice(0, 10);

/** Where something stands on a day, in percent; what goes on for longer is cut at the edges. */
export function placeOn(day: string, start: string, end: string): { from: number; length: number } {
  const midnight = at(`${day} 00:00:00`);
  const percent = (clock: string) => Math.min(Math.max((at(clock) - midnight) / dayMs, 0), 1) * 100;
  const from = Math.min(percent(start), 100 - least);
  return { from, length: Math.max(percent(end) - from, least) };
}
