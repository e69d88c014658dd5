import { bioType } from '../access-push/parameters/bio-support.js';
import type { AnyRow, AnyTable } from '../access-push/table.js';
import type { AttConditions } from './commands.js';
import { face, fvein } from './tables.js';

/** Which part of which template of a type a row has, in the terms of the ledger. */
type Place = 'no' | 'index';

/**
 * A table for templates of one type, on firmware that does not keep them in BIODATA (Attendance PUSH 9.6, 9.7). All
 * conversions of its rows follow from this declaration.
 */
export interface OlderTemplates {
  readonly table: AnyTable;
  /** The tag of its rows in an upload. */
  readonly tag: string;
  readonly type: number;
  /** The meaning of the numbers in a row; a place without a column is 0. */
  readonly columns: Readonly<Record<string, Place>>;
  /** The option that names the algorithm, and the algorithm of devices that name none (A3). */
  readonly version: { readonly option: string; readonly usual: string };
}

export const olderTemplates: readonly OlderTemplates[] = [
  {
    table: face,
    tag: 'face',
    type: bioType.face,
    columns: { fid: 'index' },
    version: { option: 'FaceVersion', usual: '7' },
  },
  {
    table: fvein,
    tag: 'fvein',
    type: bioType.fingerVein,
    columns: { fid: 'no', index: 'index' },
    version: { option: 'FvVersion', usual: '3' },
  },
];

export const olderTemplatesOf = (type: number): OlderTemplates | undefined =>
  olderTemplates.find((older) => older.type === type);

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** The row for a template of the ledger. @param size characters of the content, if that is stored elsewhere */
export function olderRow({ columns }: OlderTemplates, row: AnyRow, size: number | undefined): AnyRow {
  const tmp = textOf(row.tmp);
  const places = Object.entries(columns).map(([column, place]) => [column, row[place]] as const);
  return { pin: row.pin, ...Object.fromEntries(places), valid: row.valid, size: size ?? tmp.length, tmp };
}

/** The conditions of a DELETE for a unit of the ledger, by its lower-cased names: all parts of it (12.2). */
export function olderRemoval({ table, columns }: OlderTemplates, unit: ReadonlyMap<string, string>): AttConditions {
  const keys = Array.isArray(table.unit) ? (table.unit as readonly string[]) : [];
  return Object.fromEntries(
    keys.map((key) => {
      const place = columns[key];
      return [wireName(table, key), place === undefined ? (unit.get(key) ?? '') : (unit.get(place) ?? '0')];
    }),
  );
}

/** The places of a row, by its lower-cased columns as they came. */
export const olderPlace = ({ columns }: OlderTemplates, fields: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(columns).flatMap(([column, place]) => {
      const value = fields.get(column);
      return value === undefined ? [] : [[place, value]];
    }),
  );

function wireName({ fields }: AnyTable, key: string): string {
  const field = fields[key];
  return field && 'name' in field ? field.name : key;
}
