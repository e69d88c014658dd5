/** A file in a tar archive. */
export interface TarFile {
  readonly name: string;
  readonly data: Buffer;
}

const block = 512;
/** The most files: a device packs one file, or one for each table. */
const mostEntries = 1_000;
const regular = new Set(['0', '\0', '7']);

const textAt = (header: Buffer, at: number, length: number) => {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString('utf8');
};

/** Octal digits, or with the highest bit set a number in base 256. */
function sizeOf(header: Buffer): number {
  const field = header.subarray(124, 136);
  if (((field[0] ?? 0) & 0x80) === 0) return Number.parseInt(field.toString('latin1').trim() || '0', 8);
  return field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Sum of the header's bytes with blanks in place of the sum itself. */
const checksumOf = (header: Buffer) => header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);

const isHeader = (header: Buffer) =>
  header.length === block && checksumOf(header) === Number.parseInt(textAt(header, 148, 8).trim(), 8);

function nameOf(header: Buffer): string {
  // GNU's own headers have `ustar` and a blank, and keep times where POSIX has the folder.
  const prefix = header.subarray(257, 263).toString('latin1') === 'ustar\0' ? textAt(header, 345, 155) : '';
  return prefix === '' ? textAt(header, 0, 100) : `${prefix}/${textAt(header, 0, 100)}`;
}

interface Entry {
  readonly type: string;
  readonly name: string;
  readonly data: Buffer;
  /** Where the next entry begins. */
  readonly end: number;
}

/** The entry at a place; null at the end of the archive. */
function entryAt(bytes: Buffer, at: number): Entry | null {
  const header = bytes.subarray(at, at + block);
  if (header.length < block || header.every((byte) => byte === 0)) return null;
  if (!isHeader(header)) throw new RangeError(`no header of a file at ${at}`);
  const size = sizeOf(header);
  const data = bytes.subarray(at + block, at + block + size);
  if (!Number.isSafeInteger(size) || data.length < size) throw new RangeError('an archive that ends too early');
  const type = textAt(header, 156, 1) || '\0';
  return { type, name: nameOf(header), data, end: at + block + Math.ceil(size / block) * block };
}

/**
 * The regular files of a tar archive. Null if the bytes are no archive, so that a package of plain text is recognised.
 * RangeError if the archive ends too early: an incomplete archive must not pass for a complete one.
 */
export function readTar(bytes: Buffer): TarFile[] | null {
  if (!isHeader(bytes.subarray(0, block))) return null;
  const files: TarFile[] = [];
  let longName: string | null = null;
  let entries = 0;
  for (let entry = entryAt(bytes, 0); entry !== null; entry = entryAt(bytes, entry.end)) {
    if (++entries > mostEntries) throw new RangeError(`an archive of more than ${mostEntries} files`);
    if (regular.has(entry.type)) files.push({ name: longName ?? entry.name, data: entry.data });
    // GNU tar puts a name of more than 100 bytes into an entry of its own before the file.
    longName = entry.type === 'L' ? entry.data.toString('utf8').replace(/\0.*$/s, '') : null;
  }
  return files;
}
