import { parseRecord, type Rec } from '../records.js';

/**
 * Cells of a row by HT, or, where it has none, by the blanks before the next name, as the manual's samples show them.
 * One blank at a time: a run of thousands of them must not cost the square of its length.
 */
const cellsOf = (row: string): string[] =>
  row.includes('\t') ? row.split('\t') : row.trim().split(/ (?=[A-Za-z_]{1,40}=)/);

/** A row of one of the special forms, whose values hold no blanks. */
export const looseRecord = (row: string): Rec => ({ ...parseRecord(cellsOf(row).join('\t')), raw: row });

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
