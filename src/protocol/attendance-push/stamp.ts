/** The device shall send everything; what comes once it has begun to. */
const all = '0';
/** Nothing is to be gone on with: what firmware sends that keeps no stamps. */
const nothing = '9999';
const longest = 32;

const number = /^\d{1,15}$/;
const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d$/;

const isOlder = (one: string, other: string) =>
  (number.test(one) && number.test(other) && Number(one) < Number(other)) ||
  (iso.test(one) && iso.test(other) && one < other);

/**
 * The stamp to keep after an upload (Attendance PUSH 4.5): the device's own text. One that is older than what we have
 * belongs to an answer, or to a repetition; while everything is sent again nothing is older.
 * @param kept what is kept; `0` while everything is to be sent
 * @param sent what stood with the upload
 */
export function nextStamp(kept: string, sent: string | undefined): string {
  const said = (sent ?? '').trim().slice(0, longest);
  // Some firmware gives back what it was told: kept, it would send everything again for ever.
  const stamp = said === '' || said === all || /[\r\n\0]/.test(said) ? nothing : said;
  if (kept === all) return stamp;
  return said === '' || said === all || isOlder(stamp, kept) ? kept : stamp;
}
