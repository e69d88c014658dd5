import type { EntityManager } from 'typeorm';
import { removalOrder, settingTables } from '../desired/table-order.js';
import type { Dialect } from '../../protocol/access-push/dialect.js';
import { placeOf } from '../ledger/ledger-place.js';
import type { Comparison, DeviceSide } from './compare.js';
import type { Repair } from './verification.js';
import { markDifferentUnknown, markMissingUnknown, noteFound } from '../ledger/ledger-unknown.repository.js';

interface RepairRequest {
  readonly sn: string;
  readonly table: string;
  readonly type: number | null;
  readonly dialect: Dialect;
  readonly repair: Repair;
  /** Rows of pins that belong to no person may be deleted, too. */
  readonly removeUnknown: boolean;
}

const users = 'user';

/** The doors that a row opens, or the card that it carries, in the form of the ledger. */
export function scopeOf({ row: { doors, cardNo } }: Pick<DeviceSide, 'row'>): string | null {
  if (Array.isArray(doors)) return JSON.stringify(doors);
  return typeof cardNo === 'string' && cardNo !== '' ? JSON.stringify([cardNo]) : null;
}

/**
 * Writes into the ledger what the device holds; sync then sends the difference as usual. Rows that are not repaired
 * keep the device out of sync until the next comparison. The caller holds the device's lock.
 * @returns how many rows will be repaired
 */
export async function repair(tx: EntityManager, asked: RepairRequest, found: Comparison): Promise<number> {
  const wrong = found.missing.length + found.different.length;
  const mended = asked.repair === 'none' ? 0 : await mend(tx, asked, found);
  const removed = asked.repair === 'all' ? await noteExtra(tx, asked, found.extra) : 0;
  const strays = removalOrder.includes(asked.table) ? found.extra.length - removed : 0;
  const areUsers = asked.table === users;
  await noteLeft(tx, asked, wrong - mended + (areUsers ? 0 : strays));
  if (areUsers) await tx.query('UPDATE device SET extra_users = $2 WHERE sn = $1', [asked.sn, strays]);
  return mended + removed;
}

async function mend(tx: EntityManager, { sn, table }: RepairRequest, found: Comparison): Promise<number> {
  const missing = await markMissingUnknown(tx, sn, table, found.missing);
  // Rights that the device has and should not have must be deleted first: the scope says which these are.
  const different = await markDifferentUnknown(
    tx,
    sn,
    table,
    found.different.map(({ held }) => ({ key: held.key, scope: scopeOf(held) })),
  );
  return missing + different;
}

/** Wrong rows that a comparison did not repair, by table, and by type if the table has several. */
async function noteLeft(tx: EntityManager, { sn, table, type }: RepairRequest, rows: number): Promise<void> {
  await tx.query(
    `UPDATE device SET found_differing = CASE WHEN $3 > 0 THEN found_differing || jsonb_build_object($2::text, $3::int)
       ELSE found_differing - $2::text END WHERE sn = $1`,
    [sn, type === null ? table : `${table} ${type}`, rows],
  );
}

/**
 * Rows that should not be there enter the ledger as held and not desired. In tables that describe the device nothing is
 * deleted.
 */
async function noteExtra(tx: EntityManager, asked: RepairRequest, extra: readonly DeviceSide[]): Promise<number> {
  const { sn, table, dialect, removeUnknown } = asked;
  if (settingTables.has(table) || !removalOrder.includes(table)) return 0;
  const places = extra.map((side) => ({ ...placeOf(table, side.row, dialect), scope: scopeOf(side) }));
  return noteFound(tx, sn, places, removeUnknown);
}
