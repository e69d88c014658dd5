import { asCommand } from './command.js';
import type { Dialect } from './dialect.js';
import { scrub } from './field.js';
import { type AnyRow, type AnyTable, encodeRow } from './table.js';

/** Conditions of COUNT and QUERY by column name; all of them must hold (9.1.3, 9.1.4). */
export type Conditions = Readonly<Record<string, string | number>>;

const columnName = /^[A-Za-z_]\w*$/;

/** `Type=9<HT>Pin=1`; RangeError for what is not the name of a column. */
export const conditionText = (conditions: Conditions): string =>
  Object.entries(conditions)
    .map(([name, value]) => {
      if (!columnName.test(name)) throw new RangeError(`not the name of a column: "${name}"`);
      return `${name}=${scrub(String(value))}`;
    })
    .join('\t');

const textOf = (condition: string | Conditions) =>
  typeof condition === 'string' ? condition : conditionText(condition);

/**
 * `DATA UPDATE table row<LF>row` (9.1.1).
 * @param texts of rows that are encoded already
 */
export function updateRows(
  table: AnyTable,
  rows: readonly AnyRow[],
  dialect: Dialect,
  texts?: ReadonlyMap<AnyRow, string>,
) {
  const name = table.nameless?.(dialect) ? '' : `${table.name} `;
  return asCommand(
    `DATA UPDATE ${name}${rows.map((row) => texts?.get(row) ?? encodeRow(table, row, dialect)).join('\n')}`,
  );
}

/** `DATA DELETE table unit<LF>unit` with the texts of unitOf; one `*` swallows the others (9.1.2). */
export const deleteUnits = ({ name }: AnyTable, units: readonly string[]) =>
  asCommand(`DATA DELETE ${name} ${units.includes('*') ? '*' : [...new Set(units)].join('\n')}`);

/** `DATA COUNT table`; the manual's condition `x` is a misprint of `*`, nothing means the whole table (9.1.3). */
export function count(tableName: string, condition: string | Conditions = '') {
  const text = textOf(condition);
  return asCommand(`DATA COUNT ${tableName}${text === '' ? '' : ` ${text}`}`);
}

/** `DATA QUERY` of a table; the rows come by querydata (9.1.4). */
export const query = (tableName: string, fields = '*', filter: string | Conditions = '*') =>
  asCommand(`DATA QUERY tablename=${tableName},fielddesc=${fields},filter=${textOf(filter)}`);

/** The name of the virtual table of Wi-Fi networks in range: with brackets in the query, without them in the answer. */
export const accessPointList = '[APList]';
