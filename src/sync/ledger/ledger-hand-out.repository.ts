import type { EntityManager } from 'typeorm';
import type { LedgerRow } from '../../core/command/order.js';
import { deletedWhenLess } from '../desired/table-order.js';
import { carrier, isItsRow } from './ledger.repository.js';

/* What is still true of commands when they are handed out. The caller holds the devices' locks. */

const keysOf = (rows: readonly LedgerRow[]) => rows.map(({ key }) => key);
const versionsOf = (rows: readonly LedgerRow[]) => rows.map(({ version }) => version);

/**
 * Of the rows that the command is to write, those that it still carries in this version. A row that loses doors waits
 * for its DELETE: written without it, it would hide that the device still has them.
 */
export async function stillToWrite(
  tx: EntityManager,
  { sn, id }: { readonly sn: string; readonly id: number },
  table: string,
  rows: readonly LedgerRow[],
): Promise<ReadonlySet<string>> {
  const found: { key: string }[] = await tx.query(
    `SELECT l.key FROM ledger l JOIN unnest($4::text[], $5::bigint[]) AS r (key, version)
       ON l.key = r.key AND l.version = r.version
     WHERE l.sn = $1 AND l.table_name = $2 AND l.command_id = $3 AND l.desired_hash IS NOT NULL
       AND ($2 <> ALL($6) OR coalesce(l.held_scope <@ l.desired_scope, true))`,
    [sn, table, id, keysOf(rows), versionsOf(rows), [...deletedWhenLess]],
  );
  return new Set(found.map(({ key }) => key));
}

/** Notes that the command carries these rows and no others. */
export async function releaseOthers(
  tx: EntityManager,
  { sn, id }: { readonly sn: string; readonly id: number },
  keys: ReadonlySet<string>,
): Promise<void> {
  await tx.query(
    `UPDATE ledger l SET command_id = NULL FROM ${carrier}
     WHERE c.sn = $1 AND c.id = $2 AND ${isItsRow} AND l.key <> ALL($3)`,
    [sn, id, [...keys]],
  );
}

/** Units that have a row which has not changed since their DELETE was planned. */
export function stillToDelete(
  tx: EntityManager,
  sn: string,
  table: string,
  rows: readonly LedgerRow[],
): Promise<{ unit: string; pin: string }[]> {
  return tx.query(
    `SELECT DISTINCT l.unit, l.pin FROM ledger l JOIN unnest($3::text[], $4::bigint[]) AS r (key, version)
       ON l.key = r.key AND l.version = r.version WHERE l.sn = $1 AND l.table_name = $2`,
    [sn, table, keysOf(rows), versionsOf(rows)],
  );
}

/**
 * Devices lose all rows of these units, whatever was planned for them since. A row that is to be deleted and that a
 * command carries needs no mark: it does not count as held meanwhile, and the end of the command says what is known.
 */
export async function markUnitsUnknown(
  tx: EntityManager,
  units: readonly { readonly sn: string; readonly table: string; readonly unit: string; readonly pin: string }[],
): Promise<void> {
  if (units.length === 0) return;
  await tx.query(
    `UPDATE ledger l SET unknown = true FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
       AS u (sn, table_name, unit, pin)
     WHERE l.sn = u.sn AND l.pin = u.pin AND l.table_name = u.table_name AND l.unit = u.unit
       AND l.held_hash IS NOT NULL AND NOT l.unknown AND (l.desired_hash IS NOT NULL OR l.command_id IS NULL)`,
    [
      units.map(({ sn }) => sn),
      units.map(({ table }) => table),
      units.map(({ unit }) => unit),
      units.map(({ pin }) => pin),
    ],
  );
}

/** A row of a command that is about to be handed out. */
export interface RowToHandOut extends LedgerRow {
  readonly sn: string;
  readonly table: string;
  readonly id: number;
}

const handOutArrays = (rows: readonly RowToHandOut[]) => [
  rows.map(({ sn }) => sn),
  rows.map(({ table }) => table),
  keysOf(rows),
  versionsOf(rows),
  rows.map(({ id }) => id),
];
const handOutFrom = `unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::int[])
  AS r (sn, table_name, key, version, id)`;
const isHandedOut = 'l.sn = r.sn AND l.table_name = r.table_name AND l.key = r.key AND l.version = r.version';

/** How many rows each of these commands still has to write, by `stillToWrite`. */
export async function countsToWrite(
  tx: EntityManager,
  rows: readonly RowToHandOut[],
): Promise<ReadonlyMap<number, number>> {
  if (rows.length === 0) return new Map();
  const counts: { id: number; n: number }[] = await tx.query(
    `SELECT r.id, count(*)::int AS n FROM ledger l JOIN ${handOutFrom} ON ${isHandedOut}
     WHERE l.command_id = r.id AND l.desired_hash IS NOT NULL
       AND (l.table_name <> ALL($6) OR coalesce(l.held_scope <@ l.desired_scope, true)) GROUP BY r.id`,
    [...handOutArrays(rows), [...deletedWhenLess]],
  );
  return new Map(counts.map(({ id, n }) => [id, n]));
}

/** The units of these commands that have a row which has not changed since their DELETE was planned. */
export const unitsToDelete = (
  tx: EntityManager,
  rows: readonly RowToHandOut[],
): Promise<{ id: number; sn: string; table: string; unit: string; pin: string }[]> =>
  rows.length === 0
    ? Promise.resolve([])
    : tx.query(
        `SELECT DISTINCT r.id, l.sn, l.table_name AS "table", l.unit, l.pin
         FROM ledger l JOIN ${handOutFrom} ON ${isHandedOut}`,
        handOutArrays(rows),
      );
