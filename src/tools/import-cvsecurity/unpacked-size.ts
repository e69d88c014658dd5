const endOfDirectory = 0x06054b50;
const entryOfDirectory = 0x02014b50;
const shortestEnd = 22;
/** A comment of the archive may follow its end. */
const longestEnd = shortestEnd + 0xffff;

/**
 * Bytes that the files of a ZIP archive have unpacked, as its directory says (APPNOTE 4.3.12). A spreadsheet is such an
 * archive.
 * @returns null if it is no archive that can be read
 */
export function unpackedSize(archive: Buffer): number | null {
  const end = endIn(archive);
  if (end < 0) return null;
  let size = 0;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== entryOfDirectory) return null;
    size += archive.readUInt32LE(at + 24);
    at += 46 + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return size;
}

function endIn(archive: Buffer): number {
  const first = Math.max(0, archive.length - longestEnd);
  for (let at = archive.length - shortestEnd; at >= first; at--)
    if (archive.readUInt32LE(at) === endOfDirectory) return at;
  return -1;
}
