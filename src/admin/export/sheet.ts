/** A value of an answer as it stands in a cell: lists with commas, objects as they came. */
export type Cell = string | number | boolean | null;

export function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.map((one) => String(cellOf(one) ?? '')).join(',') : JSON.stringify(value);
}

/** Writes rows as they come: nothing of the table is kept. */
export interface SheetWriter {
  /** Bytes of some rows; the first are the headings. */
  rows(rows: readonly (readonly Cell[])[]): Uint8Array;
  /** What comes behind the last row. */
  end(): Uint8Array;
}
