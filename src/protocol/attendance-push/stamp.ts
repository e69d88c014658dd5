/** The device should send everything. */
const all = '0';
/** There is no place to continue from: for firmware that keeps no stamps. */
const nothing = '9999';
const longest = 32;

const number = /^\d{1,15}$/;
const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d$/;

const isOlder = (one: string, other: string) =>
  (number.test(one) && number.test(other) && Number(one) < Number(other)) ||
  (iso.test(one) && iso.test(other) && one < other);

/**
 * The stamp to keep after an upload (Attendance PUSH 4.5), as the device wrote it. An older stamp than the stored one
 * belongs to an answer or a repetition; while everything is sent again, no stamp counts as older.
 * @param kept the stored stamp; `0` while everything should be sent
 * @param sent the stamp of the upload
 */
export function nextStamp(kept: string, sent: string | undefined): string {
  const said = (sent ?? '').trim().slice(0, longest);
  // Some firmware gives back the stamp that it was told: if that were kept, it would send everything again for ever.
  const stamp = said === '' || said === all || /[\r\n\0]/.test(said) ? nothing : said;
  if (kept === all) return stamp;
  return said === '' || said === all || isOlder(stamp, kept) ? kept : stamp;
}
