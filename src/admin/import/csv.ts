import iconv from 'iconv-lite';

/** A line of a table, with the line number that an editor shows. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A quote is never closed: the cells after it cannot be separated. */
export class UnclosedQuote extends Error {
  constructor(readonly line: number) {
    super(`the quote that opens in line ${line} is never closed`);
  }
}

/** The most columns; no table of persons has as many. */
const mostCells = 500;

export class TooWide extends Error {
  constructor(readonly line: number) {
    super(`line ${line} has more than ${mostCells} cells`);
  }
}

/** The longest cell; a quote that is never closed would make one cell of the whole file. */
const longestCell = 100_000;

export class TooLong extends Error {
  constructor(readonly line: number) {
    super(`line ${line} has a cell of more than ${longestCell} characters: is its quote closed?`);
  }
}

/** As many as a sheet of a spreadsheet has. Empty ones cost time, too. */
const mostLines = 1_048_576;

export class TooManyLines extends Error {
  constructor() {
    super(`it has more than ${mostLines} lines`);
  }
}

const separators = [',', ';', '\t', '|'] as const;
/** The separator is found in this many characters. */
const longestHead = 16_384;

/** The separator that is most frequent in the first line, outside of quotes. */
function separatorOf(text: string): string {
  const head = /^(?:"[^"]*"|[^"\r\n])*/.exec(text.slice(0, longestHead))?.[0].replace(/"[^"]*"/g, '') ?? '';
  const counts = separators.map((separator) => head.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Matches the end of a quoted cell, and a plain cell with its end. */
function cellBy(separator: string) {
  const mark = separator === '|' ? '\\|' : separator;
  const end = `(${mark}|\\r\\n|\\n|\\r|$)`;
  return { behind: new RegExp(`[ ]*${end}`, 'y'), plain: new RegExp(`([^${mark}\\r\\n]*)${end}`, 'y') };
}

type CellBy = ReturnType<typeof cellBy>;

const lineEnds = /\r\n|\n|\r/;
const linesIn = (text: string) => (lineEnds.test(text) ? text.split(lineEnds).length - 1 : 0);

const isEmpty = (cells: readonly string[]) => cells.every((one) => one === '');

/**
 * Reads CSV as spreadsheets write it, line by line: commas, semicolons or tabs, quotes with line ends inside. An empty
 * line has no cells. A caller with millions of lines can let other work run between them.
 * @throws UnclosedQuote, TooWide, TooLong, TooManyLines
 */
export function* csvRows(text: string): Generator<CsvRow> {
  const separator = separatorOf(text);
  const by = cellBy(separator);
  let cells: string[] = [];
  let begin = 1;
  let line = 1;
  for (let at = 0; at < text.length;) {
    const { next, content, end, lines } = cellAt(by, text, at, line);
    cells.push(content);
    if (cells.length > mostCells) throw new TooWide(line);
    line += lines;
    if (line > mostLines) throw new TooManyLines();
    at = next;
    if (end === separator) continue;
    yield { line: begin, cells: isEmpty(cells) ? [] : cells };
    cells = [];
    begin = line;
  }
  if (!isEmpty(cells)) yield { line: begin, cells };
}

interface Cell {
  readonly content: string;
  /** The character that ended it, and where the next one begins. */
  readonly end: string;
  readonly next: number;
  /** Lines that end inside the chunk, or with it. */
  readonly lines: number;
}

/** A cell in quotes with doubled quotes inside, or a plain one (RFC 4180). */
function cellAt(by: CellBy, text: string, at: number, line: number): Cell {
  const quoted = text[at] === '"' ? quotedAt(by, text, at, line) : null;
  if (quoted) return quoted;
  by.plain.lastIndex = at;
  const [, plain = '', end = ''] = by.plain.exec(text) ?? [];
  if (plain.length > longestCell) throw new TooLong(line);
  if (isUnclosed(plain)) throw new UnclosedQuote(line);
  return { content: plain.trim(), end, next: by.plain.lastIndex, lines: linesIn(end) };
}

/**
 * Not a regular expression: for a cell of megabytes it would overflow the stack. Null if the quote does not begin a
 * cell.
 */
function quotedAt({ behind }: CellBy, text: string, at: number, line: number): Cell | null {
  let close = text.indexOf('"', at + 1);
  while (close >= 0 && close - at <= longestCell && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close < 0) return null;
  if (close - at > longestCell) throw new TooLong(line);
  behind.lastIndex = close + 1;
  const found = behind.exec(text);
  if (!found) return null;
  const content = text
    .slice(at + 1, close)
    .replaceAll('""', '"')
    .trim();
  const next = behind.lastIndex;
  return { content, end: found[1] ?? '', next, lines: linesIn(text.slice(at, next)) };
}

const isUnclosed = (plain: string) => plain.startsWith('"') && plain.split('"').length % 2 === 0;

/** The file claims to be UTF-8 and is not: it was joined from two files, or a program stored it in another encoding. */
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

/** Spreadsheets save UTF-8, UTF-16 with a byte order mark, or the code page of their platform. @throws MixedText */
export function decodeText(bytes: Buffer): string {
  if (begins(bytes, marks.little)) return asUtf16(bytes);
  if (begins(bytes, marks.big)) return asUtf16(Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16());
  const text = asUtf8(bytes);
  if (text !== null) return text;
  if (begins(bytes, marks.utf8)) throw new MixedText(lineNotUtf8(bytes));
  // TextDecoder is not used: in some versions of Node it reads the code page of Windows as Latin-1.
  return iconv.decode(bytes, 'win1252');
}

/** Half a surrogate pair cannot be stored: it becomes the replacement character. */
const asUtf16 = (bytes: Buffer): string => bytes.toString('utf16le', 2).replace(/\p{Cs}/gu, '\ufffd');

function lineNotUtf8(bytes: Buffer): number {
  let line = 1;
  for (let from = 0; ; line++) {
    const end = bytes.indexOf('\n', from);
    if (end < 0 || asUtf8(bytes.subarray(from, end)) === null) return line;
    from = end + 1;
  }
}
