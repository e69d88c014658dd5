import { packTime } from './time.js';

/*
 * Pictures that a terminal takes of people who punch. No source documents the bodies of these requests. They are
 * written like those of similar requests: a name as for the photo of a person, a period as for punches.
 */

/** Names, or the pictures themselves, of a period. @throws RangeError for text that is no time */
export function attPhotoRange(from: string, to: string): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(packTime(from), 0);
  bytes.writeUInt32LE(packTime(to), 4);
  return bytes;
}

export const attPhotoName = (name: string): Buffer => Buffer.from(`${name.replaceAll('\0', '')}\0`);

/** Names one after the other, with any separator. */
export const readAttPhotoNames = (bytes: Buffer): string[] =>
  bytes
    .toString('latin1')
    .split(/[\0\r\n\t,;]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
