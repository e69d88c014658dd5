/** One row of an upload: `user uid=1<HT>pin=1...`, with or without the table's name (7.2, 7.5). */
export interface Rec {
  /** The word before the first field, as sent, or ''. */
  readonly word: string;
  /** Values by lower-cased column name; the first of a repeated name counts. */
  readonly fields: ReadonlyMap<string, string>;
  readonly raw: string;
}

const word = /^\s*([A-Za-z_[\]][\w[\]]*)\s+(?=[~A-Za-z_][\w-]*\s*=)/;
const pair = /^\s*~?([A-Za-z_][\w-]{0,39})\s*=([\s\S]*)$/;
const loneWord = /^\s*([A-Za-z_[\]][\w[\]]*)\s*$/;

const withoutNul = (line: string): string => (line.includes('\0') ? line.replaceAll('\0', '') : line);

/** Lines that hold something, with their NULs. */
export const linesWithNul = (body: string): string[] =>
  body.split(/[\r\n]+/).filter((line) => withoutNul(line).trim() !== '');

/** All rows of a body, whatever the line end; a line without any `name=value` has no fields. Never throws. */
export const parseRecords = (body: string): Rec[] => linesWithNul(body).map(parseRecord);

/** A NUL between two characters of a value; before and after them it fills a field. */
const innerNul = /[^\s\0=]\0+[^\s\0]/;
const beforeValue = /(?:^|\s)~?([A-Za-z_][\w-]{0,39})\s*=/;
/** Columns that say nothing of who, where or when: a NUL may be taken out of them. */
const freeText = /name$|^(?:address|additional|errmsg|msg|title|tmp|template|content|photo\w*)$/i;

/** Whether taking the NULs out would make another value: of `pin=7<NUL>8` another person. */
export const isTorn = (row: string): boolean =>
  innerNul.test(row) &&
  cellsOf(row).some((cell) => innerNul.test(cell) && !freeText.test(beforeValue.exec(withoutNul(cell))?.[1] ?? ''));

/** One row without its line end. A row with a NUL inside a value has no fields, and keeps it. */
export function parseRecord(row: string): Rec {
  if (row.includes('\0') && isTorn(row)) return { word: '', fields: new Map(), raw: row };
  const raw = withoutNul(row);
  const before = word.exec(raw);
  const cells = cellsOf(before ? raw.slice(before[0].length) : raw);
  const fields = fieldsOf(cells);
  // The name may also be followed by an HT; a line without fields has no name.
  const lone = fields.size > 0 ? loneWord.exec(cells[0] ?? '') : null;
  return { word: (before ?? lone)?.[1] ?? '', fields, raw };
}

function fieldsOf(cells: readonly string[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const cell of cells) {
    const [, name, value = ''] = pair.exec(cell) ?? [];
    const key = name?.toLowerCase();
    if (key !== undefined && !fields.has(key)) fields.set(key, value);
  }
  return fields;
}

/**
 * HT separates fields. Only a row without any HT is split at commas, or an event row at blanks, before the next name.
 */
function cellsOf(row: string): string[] {
  if (row.includes('\t')) return row.split('\t');
  const byComma = row.split(/,(?=\s*[A-Za-z_][\w-]*\s*=)/);
  if (byComma.length > 1 || !/^\s*time=/i.test(row)) return byComma;
  // One blank at a time: a run of thousands of them must not cost the square of its length.
  return row.split(/ (?=[A-Za-z_][\w-]*=)/);
}
