const longestMs = 24 * 60 * 60 * 1_000;

/** `Sun, 06 Nov 1994 08:49:37 GMT`; the two older forms of RFC 9110 begin with the name of a day, too. */
const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;

/**
 * The header of that name: seconds or a date.
 * @returns how long to wait, at most a day; null where it says nothing that can be read
 */
export function retryAfterMs(header: string | undefined, now = Date.now()): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, longestMs);
  const at = date.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : Math.min(Math.max(at - now, 0), longestMs);
}
