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

const separators = [',', ';', '\t', '|'] as const;

/** What stands most often in the first line, outside of quotes. */
function separatorOf(text: string): string {
  const head = /^(?:"[^"]*"|[^"\r\n])*/.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? '';
  const counts = separators.map((separator) => head.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** A cell and what ends it: in quotes with doubled quotes inside, or plain (RFC 4180). */
const cellBy = (separator: string) => {
  const ends = separator === '|' ? '\\|' : separator;
  return new RegExp(`(?:"((?:[^"]|"")*)"[ ]*|([^${ends}\\r\\n]*))(${ends}|\\r\\n|\\n|\\r|$)`, 'y');
};

const linesIn = (text: string) => text.split(/\r\n|\n|\r/).length - 1;

/**
 * Reads CSV as spreadsheets write it: commas, semicolons or tabs, quotes with line ends inside. Lines that are empty are
 * left out.
 * @throws UnclosedQuote
 */
export function readCsv(text: string): CsvRow[] {
  const separator = separatorOf(text);
  const cell = cellBy(separator);
  const rows: CsvRow[] = [];
  let row = { line: 1, cells: [] as string[] };
  let line = 1;
  const keep = () => {
    if (row.cells.some((one) => one !== '')) rows.push(row);
    row = { line, cells: [] };
  };
  while (cell.lastIndex < text.length) {
    const { all, content, end } = cellAt(cell, text, line);
    row.cells.push(content);
    line += linesIn(all);
    if (end !== separator) keep();
  }
  keep();
  return rows;
}

function cellAt(cell: RegExp, text: string, line: number) {
  const [all = '', quoted, plain = '', end = ''] = cell.exec(text) ?? [];
  if (quoted === undefined && isUnclosed(plain)) throw new UnclosedQuote(line);
  return { all, content: (quoted?.replaceAll('""', '"') ?? plain).trim(), end };
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
  if (begins(bytes, marks.little)) return new TextDecoder('utf-16le').decode(bytes);
  if (begins(bytes, marks.big)) return new TextDecoder('utf-16be').decode(bytes);
  const text = asUtf8(bytes);
  if (text !== null) return text;
  if (begins(bytes, marks.utf8)) throw new MixedText(lineNotUtf8(bytes));
  // Not by TextDecoder: some versions of Node read the code page of Windows as Latin-1.
  return iconv.decode(bytes, 'win1252');
}

function lineNotUtf8(bytes: Buffer): number {
  let line = 1;
  for (let from = 0; ; line++) {
    const end = bytes.indexOf('\n', from);
    if (end < 0 || asUtf8(bytes.subarray(from, end)) === null) return line;
    from = end + 1;
  }
}
