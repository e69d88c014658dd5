/** From one second to another, both included, by a device's clock: `yyyy-MM-dd HH:mm:ss`. */
export interface TimeRange {
  readonly from: string;
  readonly to: string;
}

const second = 1_000;
const daySeconds = 24 * 60 * 60;
/** The longest period whose punches are requested at once from a terminal (Attendance PUSH 12.3). */
const mostSeconds = 31 * daySeconds;

// Wall clock times are no instants; this zone only serves to calculate with them.
const millis = (wall: string) => Date.parse(`${wall.replace(' ', 'T')}Z`);
const wallOf = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
const secondsIn = ({ from, to }: TimeRange) => (millis(to) - millis(from)) / second + 1;

/**
 * Two halves, divided at the end of a day if there is one between; null for a period that can be requested as it is.
 */
export function splitTime(range: TimeRange): readonly [TimeRange, TimeRange] | null {
  const seconds = secondsIn(range);
  if (seconds <= mostSeconds) return null;
  const middle = millis(range.from) + Math.floor(seconds / 2) * second;
  const midnight = middle - (middle % (daySeconds * second));
  return [
    { from: range.from, to: wallOf(midnight - second) },
    { from: wallOf(midnight), to: range.to },
  ];
}

/** A period in parts of a month or less. @param days how far back to begin if it has no beginning */
export function timesOf(
  { from, to }: { readonly from: string | null; readonly to: string },
  days: number,
): TimeRange[] {
  const end = millis(to);
  const start = from === null ? end - days * daySeconds * second : millis(from);
  const times: TimeRange[] = [];
  for (let at = start; at <= end; at += mostSeconds * second) {
    times.push({ from: wallOf(at), to: wallOf(Math.min(end, at + (mostSeconds - 1) * second)) });
  }
  return times;
}
