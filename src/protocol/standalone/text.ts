/** Encodings that terminals can be set to, by the names that TextDecoder knows. */
export const encodings = [
  'utf-8',
  'gbk',
  'big5',
  'windows-1256',
  'windows-1251',
  'windows-1252',
  'windows-874',
] as const;
export type Encoding = (typeof encodings)[number];

const decoders = new Map<Encoding, InstanceType<typeof TextDecoder>>();
const tables = new Map<Encoding, ReadonlyMap<string, Buffer>>();
const unknownCharacter = Buffer.from('?');

function decoderOf(encoding: Encoding): InstanceType<typeof TextDecoder> {
  const decoder = decoders.get(encoding) ?? new TextDecoder(encoding);
  decoders.set(encoding, decoder);
  return decoder;
}

const isWide = (encoding: Encoding) => encoding === 'gbk' || encoding === 'big5';

/** Node decodes these encodings but cannot encode them: the reverse is a look-up table. */
function tableOf(encoding: Encoding): ReadonlyMap<string, Buffer> {
  const known = tables.get(encoding);
  if (known) return known;
  const decoder = decoderOf(encoding);
  const table = new Map<string, Buffer>();
  const learn = (bytes: Buffer) => {
    const character = decoder.decode(bytes);
    if (!character.includes('\ufffd') && !table.has(character)) table.set(character, bytes);
  };
  for (let byte = 0; byte < 256; byte++) learn(Buffer.from([byte]));
  for (let first = 0x81; first < 0xff && isWide(encoding); first++) {
    for (let second = 0x40; second < 0xff; second++) learn(Buffer.from([first, second]));
  }
  tables.set(encoding, table);
  return table;
}

/**
 * Text in a field: cut at a whole character, and filled with NULs. A character that the encoding does not have becomes
 * `?`.
 */
export function writeText(text: string, width: number, encoding: Encoding = 'utf-8'): Buffer {
  const field = Buffer.alloc(width);
  const table = encoding === 'utf-8' ? null : tableOf(encoding);
  let at = 0;
  for (const character of text.replaceAll('\0', '')) {
    const bytes = table ? (table.get(character) ?? unknownCharacter) : Buffer.from(character, 'utf8');
    if (at + bytes.length > width) break;
    at += bytes.copy(field, at);
  }
  return field;
}

/** Text of a field up to its NUL; the bytes after it may be anything. */
export function readText(bytes: Buffer, from: number, to: number, encoding: Encoding = 'utf-8'): string {
  const end = bytes.subarray(from, to).indexOf(0);
  const field = bytes.subarray(from, end < 0 ? to : from + end);
  // Most fields contain digits.
  return isPlain(field) ? field.toString('latin1') : decoderOf(encoding).decode(field);
}

function isPlain(field: Buffer): boolean {
  for (const byte of field) if (byte > 0x7e || byte < 0x20) return false;
  return true;
}
