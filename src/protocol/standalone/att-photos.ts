import { packTime } from './time.js';

/*
 * Pictures that a terminal takes of whoever punches. No source has the bodies of these requests; they are written as the
 * requests next to them have theirs: a name as for the photo of a person, a stretch of time as for punches.
 */

/** Names, or the pictures themselves, of a stretch of time. @throws RangeError for what is no time */
export function attPhotoRange(from: string, to: string): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(packTime(from), 0);
  bytes.writeUInt32LE(packTime(to), 4);
  return bytes;
}

export const attPhotoName = (name: string): Buffer => Buffer.from(`${name.replaceAll('\0', '')}\0`);

/** Names behind one another, whatever stands between them. */
export const readAttPhotoNames = (bytes: Buffer): string[] =>
  bytes
    .toString('latin1')
    .split(/[\0\r\n\t,;]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
