/** The type of a file by its content, not by its name. */
export interface FileFormat {
  readonly kind: 'picture' | 'video';
  /** As the vendor prints it, without the dot. */
  readonly suffix: string;
  /** Its media type, for whoever fetches it. */
  readonly type: string;
}

const picture = (suffix: string, type = `image/${suffix}`): FileFormat => ({ kind: 'picture', suffix, type });
const video = (suffix: string, type = `video/${suffix}`): FileFormat => ({ kind: 'video', suffix, type });

const begins = (text: string, at = 0) => {
  const mark = Buffer.from(text, 'latin1');
  return (head: Buffer) => head.subarray(at, at + mark.length).equals(mark);
};
const all =
  (...tests: readonly ((head: Buffer) => boolean)[]) =>
  (head: Buffer) =>
    tests.every((test) => test(head));

/** The same container also holds pictures (heic, avif): only these brands are films. */
const brand = (...brands: readonly string[]) => {
  const named = new Set(brands);
  return all(begins('ftyp', 4), (head) => named.has(head.toString('latin1', 8, 12)));
};
/** One packet every 188 bytes, each with its sync byte. */
const packets = (head: Buffer) => [0, 188, 376].every((at) => head[at] === 0x47);
/** The second field of a BMP is the length of the file, the third is reserved: letters alone prove nothing. */
const bitmap = all(begins('BM'), (head) => head.length > 18 && head.readUInt32LE(6) === 0);
/** The name of the format is in the first element. */
const webm = all(begins('\x1a\x45\xdf\xa3'), (head) => head.subarray(0, 64).includes('webm'));

/** How each format begins; the first that fits. */
const formats: readonly { readonly is: (head: Buffer) => boolean; readonly format: FileFormat }[] = [
  { is: begins('\xff\xd8\xff'), format: picture('jpg', 'image/jpeg') },
  { is: begins('\x89PNG\r\n\x1a\n'), format: picture('png') },
  { is: begins('GIF87a'), format: picture('gif') },
  { is: begins('GIF89a'), format: picture('gif') },
  { is: bitmap, format: picture('bmp') },
  { is: all(begins('RIFF'), begins('WEBP', 8)), format: picture('webp') },
  { is: brand('qt  '), format: video('mov', 'video/quicktime') },
  { is: brand('3gp4', '3gp5', '3gp6', '3g2a'), format: video('3gp', 'video/3gpp') },
  {
    is: brand('isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'MSNV', 'dash'),
    format: video('mp4'),
  },
  { is: all(begins('RIFF'), begins('AVI ', 8)), format: video('avi', 'video/x-msvideo') },
  { is: webm, format: video('webm') },
  { is: begins('\x1a\x45\xdf\xa3'), format: video('mkv', 'video/x-matroska') },
  { is: begins('FLV\x01'), format: video('flv', 'video/x-flv') },
  { is: begins('\x30\x26\xb2\x75\x8e\x66\xcf\x11'), format: video('wmv', 'video/x-ms-wmv') },
  { is: begins('\x00\x00\x01\xba'), format: video('mpg', 'video/mpeg') },
  { is: packets, format: video('ts', 'video/mp2t') },
];

/** This many bytes show what a file is. */
const headBytes = 512;

/** @returns null for a file that is neither a picture nor a video that screens and browsers show */
export const formatOf = (head: Buffer): FileFormat | null => formats.find(({ is }) => is(head))?.format ?? null;

/** Reads the beginning of a stream; `content` gives all of it, including that beginning. */
export async function sniffed(
  source: AsyncIterable<Buffer>,
): Promise<{ readonly format: FileFormat | null; readonly content: AsyncIterable<Buffer> }> {
  const pieces = source[Symbol.asyncIterator]();
  const begin: Buffer[] = [];
  let gathered = 0;
  while (gathered < headBytes) {
    const next = await pieces.next();
    if (next.done) break;
    begin.push(next.value);
    gathered += next.value.length;
  }
  const head = Buffer.concat(begin);
  return { format: formatOf(head), content: continued(head, pieces) };
}

async function* continued(head: Buffer, pieces: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
}
