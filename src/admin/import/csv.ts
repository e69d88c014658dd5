import iconv from 'iconv-lite';

/** A line of a table, with the number that an editor shows for it. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A quote that nobody closes: what stands behind it cannot be told apart. */
export class UnclosedQuote extends Error {
  constructor(readonly line: number) {
    super(`the quote that opens in line ${line} is never closed`);
  }
}

/** No table of persons has so many columns. */
const mostCells = 500;

export class TooWide extends Error {
  constructor(readonly line: number) {
    super(`line ${line} has more than ${mostCells} cells`);
  }
}

const separators = [',', ';', '\t', '|'] as const;
/** So much of a table tells its separator. */
const longestHead = 16_384;

/** What stands most often in the first line, outside of quotes. */
function separatorOf(text: string): string {
  const head = /^(?:"[^"]*"|[^"\r\n])*/.exec(text.slice(0, longestHead))?.[0].replace(/"[^"]*"/g, '') ?? '';
  const counts = separators.map((separator) => head.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** What may stand behind a quoted cell, and a plain one with what ends it. */
function cellBy(separator: string) {
  const mark = separator === '|' ? '\\|' : separator;
  const end = `(${mark}|\\r\\n|\\n|\\r|$)`;
  return { behind: new RegExp(`[ ]*${end}`, 'y'), plain: new RegExp(`([^${mark}\\r\\n]*)${end}`, 'y') };
}

type CellBy = ReturnType<typeof cellBy>;

const linesIn = (text: string) => text.split(/\r\n|\n|\r/).length - 1;

/**
 * Reads CSV as spreadsheets write it: commas, semicolons or tabs, quotes with line ends inside. Lines that are empty are
 * left out.
 * @throws UnclosedQuote, TooWide
 */
export function readCsv(text: string): CsvRow[] {
  const separator = separatorOf(text);
  const by = cellBy(separator);
  const rows: CsvRow[] = [];
  let row = { line: 1, cells: [] as string[] };
  let line = 1;
  const keep = () => {
    if (row.cells.some((one) => one !== '')) rows.push(row);
    row = { line, cells: [] };
  };
  for (let at = 0; at < text.length;) {
    const { next, content, end } = cellAt(by, text, at, line);
    row.cells.push(content);
    if (row.cells.length > mostCells) throw new TooWide(line);
    line += linesIn(text.slice(at, next));
    at = next;
    if (end !== separator) keep();
  }
  keep();
  return rows;
}

interface Cell {
  readonly content: string;
  /** What ended it, and where the next one begins. */
  readonly end: string;
  readonly next: number;
}

/** A cell in quotes with doubled quotes inside, or a plain one (RFC 4180). */
function cellAt(by: CellBy, text: string, at: number, line: number): Cell {
  const quoted = text[at] === '"' ? quotedAt(by, text, at) : null;
  if (quoted) return quoted;
  by.plain.lastIndex = at;
  const [, plain = '', end = ''] = by.plain.exec(text) ?? [];
  if (isUnclosed(plain)) throw new UnclosedQuote(line);
  return { content: plain.trim(), end, next: by.plain.lastIndex };
}

/** No expression: one for megabytes in quotes fills the stack. Null where the quote is no cell's. */
function quotedAt({ behind }: CellBy, text: string, at: number): Cell | null {
  let close = text.indexOf('"', at + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close < 0) return null;
  behind.lastIndex = close + 1;
  const found = behind.exec(text);
  if (!found) return null;
  const content = text
    .slice(at + 1, close)
    .replaceAll('""', '"')
    .trim();
  return { content, end: found[1] ?? '', next: behind.lastIndex };
}

const isUnclosed = (plain: string) => plain.startsWith('"') && plain.split('"').length % 2 === 0;

/** A file that says that it is UTF-8 and is not: two files in one, or one that a program stored in another way. */
export class MixedText extends Error {
  constructor(readonly line: number) {
    super(`begins with the mark of UTF-8, and line ${line} is not UTF-8: save it as "CSV UTF-8", or without the mark`);
  }
}

const marks = { utf8: Buffer.of(0xef, 0xbb, 0xbf), little: Buffer.of(0xff, 0xfe), big: Buffer.of(0xfe, 0xff) } as const;
const begins = (bytes: Buffer, mark: Buffer) => bytes.subarray(0, mark.length).equals(mark);

function asUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Spreadsheets save UTF-8, UTF-16 with a mark, or the bytes of their platform. @throws MixedText */
export function decodeText(bytes: Buffer): string {
  if (begins(bytes, marks.little)) return asUtf16(bytes);
  if (begins(bytes, marks.big)) return asUtf16(Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16());
  const text = asUtf8(bytes);
  if (text !== null) return text;
  if (begins(bytes, marks.utf8)) throw new MixedText(lineNotUtf8(bytes));
  // Not by TextDecoder: some versions of Node read the code page of Windows as Latin-1.
  return iconv.decode(bytes, 'win1252');
}

/** Half a character is none: it is shown as unreadable, and can be stored. */
const asUtf16 = (bytes: Buffer): string => bytes.toString('utf16le', 2).replace(/\p{Cs}/gu, '\ufffd');

function lineNotUtf8(bytes: Buffer): number {
  let line = 1;
  for (let from = 0; ; line++) {
    const end = bytes.indexOf('\n', from);
    if (end < 0 || asUtf8(bytes.subarray(from, end)) === null) return line;
    from = end + 1;
  }
}
