import { isTorn, linesWithNul, parseRecord, type Rec } from '../records.js';

/**
 * The fields of a row, separated by HT. If there is none, they are separated by the blanks before the next name, as in
 * the manual's samples. One blank at a time: a run of thousands of them must not cost the square of its length.
 */
const cellsOf = (row: string): string[] =>
  row.includes('\t') ? row.split('\t') : row.trim().split(/ (?=[A-Za-z_]{1,40}=)/);

/** A row of one of the special forms, whose values contain no blanks. */
export const looseRecord = (row: string): Rec => {
  const rec = parseRecord(cellsOf(row).join('\t'));
  return { ...rec, raw: isTorn(row) ? row : row.replaceAll('\0', '') };
};

/** Rows whose NULs are looked at: they name persons and events. */
export const looseRecords = (body: string): Rec[] => linesWithNul(body).map(looseRecord);

export const linesOf = (body: string): string[] =>
  body
    .replaceAll('\0', '')
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '');

export const valueOf = ({ fields }: Rec, name: string): string => (fields.get(name) ?? '').trim();

const most = 2_147_483_647;

/** A whole number of zero or more that a column can hold, else null. */
export function wholeNumber(text: string | undefined): number | null {
  const value = text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  return value <= most ? value : null;
}

export const numberOf = (rec: Rec, name: string): number | null => wholeNumber(valueOf(rec, name));
