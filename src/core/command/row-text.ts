import { attTables, attRowOf, type Writing } from '../../protocol/attendance-push/ledger.js';
import type { Dialect } from '../../protocol/access-push/dialect.js';
import { encodeRow } from '../../protocol/access-push/table.js';
import { writableNamed } from '../../protocol/access-push/tables/writable.js';
import type { RowToWrite } from './order.js';

/**
 * The hash of a user row whose card went to another user. It matches no desired row, whatever the device's dialect: its
 * text has no card.
 */
export const cardFreed = 'card freed';

/** How a device is written to. */
export interface Written {
  readonly dialect: Dialect;
  /** Of a terminal that speaks Attendance PUSH; null = a panel. */
  readonly att: Writing | null;
}

/** The text of a row whose hash stands in the ledger. A template or photo is in it by its own hash. */
export function rowText(name: string, { row, content }: Pick<RowToWrite, 'row' | 'content'>, at: Written): string {
  // The user of a terminal has its own columns; its templates are compared by those of Access PUSH.
  if (at.att && name === 'user' && attTables.has(name)) {
    const text = attRowOf(name, row, at.att);
    return encodeRow(text.table, text.row, at.dialect);
  }
  const table = writableNamed(name);
  if (!table) throw new Error(`no table ${name} is declared`);
  return encodeRow(table, content ? { ...row, [content.field]: content.hash } : row, at.dialect);
}
