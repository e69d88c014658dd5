import type { Cell, SheetWriter } from './sheet.js';

const byteOrderMark = '\ufeff';

/** A table program takes a text that begins like this for a formula, and calculates it. */
const isFormula = /^[=+\-@\t\r]/;

/** RFC 4180; numbers stay numbers, also those below zero. */
function textOf(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const safe = isFormula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** UTF-8 with a byte order mark, which Excel wants to see. */
export class CsvWriter implements SheetWriter {
  private isFirst = true;

  rows(rows: readonly (readonly Cell[])[]): Uint8Array {
    const mark = this.isFirst ? byteOrderMark : '';
    this.isFirst = false;
    return Buffer.from(mark + rows.map((row) => `${row.map(textOf).join(',')}\r\n`).join(''));
  }

  end(): Uint8Array {
    return new Uint8Array();
  }
}
