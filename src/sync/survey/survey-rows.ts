import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { Dialect } from '../../protocol/access-push/dialect.js';
import { isSecretColumn, isSecretOption } from '../../protocol/access-push/secrets.js';
import type { AnyRow, AnyTable } from '../../protocol/access-push/table.js';
import { isSwitched } from '../desired/desired-settings.js';
import { settingTables } from '../desired/table-order.js';
import { differing, type DeviceSide, type LedgerSide } from '../verify/compare.js';
import type { RowToKeep, Standing } from './survey.js';

const wireName = (table: AnyTable, name: string) => {
  const field = table.fields[name];
  return field && 'name' in field ? field.name : name;
};

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

/** A password among parameters is the value of a row, and its name tells that it is one. */
const isSecret = (table: AnyTable, column: string, row: AnyRow) =>
  isSecretColumn(wireName(table, column)) ||
  (column === 'value' && typeof row.name === 'string' && isSecretOption(row.name));

/** The row without its secrets, and their names on the wire where it has them. */
export function withoutSecrets(table: AnyTable, row: AnyRow): { shown: AnyRow; hidden: string[] } {
  const secrets = Object.keys(row).filter((column) => isSecret(table, column, row));
  return {
    shown: Object.fromEntries(Object.entries(row).filter(([column]) => !secrets.includes(column))),
    hidden: secrets.filter((column) => !isEmpty(row[column])).map((column) => wireName(table, column)),
  };
}

function standingOf(
  name: string,
  wanted: LedgerSide | undefined,
  columns: readonly string[],
  row: AnyRow,
): Exclude<Standing, 'missing'> {
  if (!wanted) return settingTables.has(name) && !isSwitched(name, row) ? 'own' : 'foreign';
  if (!wanted.settled) return 'pending';
  return columns.length > 0 ? 'differs' : 'ours';
}

/** What the rows of one table are compared with. */
export interface Judge {
  /** The key of the table. */
  readonly name: string;
  readonly table: AnyTable;
  readonly dialect: Dialect;
  readonly wanted: ReadonlyMap<string, LedgerSide>;
  readonly seal: SealedBox;
}

/** A row that a device reported, compared with what is wanted here. */
export function judged({ name, table, dialect, wanted, seal }: Judge, side: DeviceSide): RowToKeep {
  const known = wanted.get(side.key);
  const columns = known?.settled && known.row ? differing(table, known.row, side.row, dialect) : [];
  const { shown, hidden } = withoutSecrets(table, side.row);
  const password = name === 'user' && typeof side.row.password === 'string' ? side.row.password : '';
  return {
    table: name,
    key: side.key,
    standing: standingOf(name, known, columns, side.row),
    columns,
    row: shown,
    hidden,
    secret: password === '' ? null : seal.seal(Buffer.from(password)),
  };
}

/** A row that the device once acknowledged and did not report. */
export function missed(name: string, table: AnyTable, { key, row }: LedgerSide): RowToKeep {
  const { shown } = withoutSecrets(table, row ?? {});
  return { table: name, key, standing: 'missing', columns: [], row: shown, hidden: [], secret: null };
}
