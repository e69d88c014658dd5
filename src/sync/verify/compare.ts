import type { Dialect } from '../../protocol/access-push/dialect.js';
import type { Rec } from '../../protocol/access-push/records.js';
import { decodeRow, encodeRow, keyOf, unitOf, type AnyRow, type AnyTable } from '../../protocol/access-push/table.js';
import { fingerAsOrdered, templateV10 } from '../../protocol/access-push/tables/bio.js';
import { user } from '../../protocol/access-push/tables/person.js';

/** A row of the ledger, with its content where the device should hold it. */
export interface LedgerSide {
  readonly key: string;
  readonly row: AnyRow | null;
  /** Acknowledged with its present content, and no command is under way for it. */
  readonly settled: boolean;
  /** After a restore: it should stay, and a command takes something of it away. */
  readonly underWay?: boolean;
}

/** A row as the device holds it. */
export interface DeviceSide {
  readonly key: string;
  readonly unit: string;
  readonly pin: string;
  readonly row: AnyRow;
}

export interface Comparison {
  /** Rows on the device. */
  readonly device: number;
  readonly missing: readonly string[];
  readonly extra: readonly DeviceSide[];
  readonly different: readonly { readonly held: DeviceSide; readonly columns: readonly string[] }[];
  /** Rows that are on their way: they are not judged. */
  readonly pending: number;
  /** Of these, rows of a restored ledger of which only a part is taken away. */
  readonly underWay: number;
  /** Rows whose key cannot be read. */
  readonly unreadable: number;
}

/** Devices store pictures in their own form, so pictures are compared by name. */
const pictures: ReadonlySet<string> = new Set(['biophoto', 'userpic']);
const ofPictures: ReadonlySet<string> = new Set(['content', 'size', 'format', 'url', 'filename', 'postBackTmpFlag']);

/** Columns that firmware leaves out because it does not give away passwords and templates. */
const hides = (table: AnyTable, value: unknown) => table.secret && value === '';

/** @returns the row as the device holds it; null where its key cannot be read */
export function sideOf(table: AnyTable, rec: Rec, dialect: Dialect): DeviceSide | null {
  const told: AnyRow = decodeRow(table, rec, dialect);
  const row = table.name === templateV10.name ? fingerAsOrdered(told) : told;
  const keys = typeof table.key === 'function' ? table.key(dialect) : table.key;
  const isWhole = keys.every((name) => {
    const field = table.fields[name];
    return row[name] !== undefined || (field !== undefined && ('absent' in field || 'when' in field));
  });
  if (!isWhole) return null;
  const pin = typeof row.pin === 'string' ? row.pin : '';
  return { key: keyOf(table, row, dialect), unit: unitOf(table, row, dialect), pin, row };
}

/** Columns that are in both rows and have different values, by their names on the wire. */
export function differing(table: AnyTable, wanted: AnyRow, held: AnyRow, dialect: Dialect): string[] {
  const columns = Object.keys(table.fields).filter((name) => {
    if (wanted[name] === undefined || held[name] === undefined || hides(table, held[name])) return false;
    if (pictures.has(table.name) && ofPictures.has(name)) return false;
    return encodeRow(table, { [name]: wanted[name] }, dialect) !== encodeRow(table, { [name]: held[name] }, dialect);
  });
  return columns.map((name) => {
    const field = table.fields[name];
    return field && 'name' in field ? field.name : name;
  });
}

const isShown = (value: unknown) => value !== undefined && value !== '';

/**
 * What lets a user pass, where the device shows none: the firmware hides it, or it was taken away. A card that this
 * device gets in a row of its own is none of the user's row.
 */
const notShown = (table: AnyTable, wanted: AnyRow, held: AnyRow, dialect: Dialect): string[] =>
  table.name !== user.name
    ? []
    : (['cardNo', 'password'] as const).flatMap((name) => {
        const field = user.fields[name];
        const value = wanted[name];
        const isSent = typeof value === 'string' && field.write(value, dialect) !== '';
        return isSent && !isShown(held[name]) ? [field.name] : [];
      });

/**
 * Compares the rows that a device holds with those that the ledger says it holds.
 * @param isWitness the device decides what is true: what it does not show, it may not have
 */
export function compare(
  table: AnyTable,
  dialect: Dialect,
  records: readonly Rec[],
  ledger: readonly LedgerSide[],
  isWitness = false,
): Comparison {
  const sides = records.map((rec) => sideOf(table, rec, dialect));
  const held = new Map(sides.flatMap((side) => (side ? [[side.key, side] as const] : [])));
  const known = new Map(ledger.map((entry) => [entry.key, entry]));
  const settled = ledger.filter((entry) => entry.settled);
  return {
    device: held.size,
    missing: settled.filter(({ key }) => !held.has(key)).map(({ key }) => key),
    extra: [...held.values()].filter(({ key }) => !known.has(key)),
    different: settled.flatMap(({ key, row }) => {
      const side = held.get(key);
      if (!side || !row) return [];
      const hidden = isWitness ? notShown(table, row, side.row, dialect) : [];
      const columns = [...differing(table, row, side.row, dialect), ...hidden];
      return columns.length > 0 ? [{ held: side, columns }] : [];
    }),
    pending: ledger.length - settled.length,
    underWay: ledger.filter(({ underWay }) => underWay).length,
    unreadable: sides.filter((side) => side === null).length,
  };
}
