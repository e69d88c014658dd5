import type { EntityManager } from 'typeorm';
import { removalOrder, settingTables } from '../desired/table-order.js';
import type { Comparison, DeviceSide } from './compare.js';
import type { Repair } from './verification.js';

interface RepairRequest {
  readonly sn: string;
  readonly table: string;
  readonly repair: Repair;
  /** Rows of pins that are nobody's may go, too. */
  readonly removeUnknown: boolean;
}

/** Doors that a row opens, or the card that it carries, as the ledger keeps them. */
function scopeOf({ row: { doors, cardNo } }: DeviceSide): string | null {
  if (Array.isArray(doors)) return JSON.stringify(doors);
  return typeof cardNo === 'string' && cardNo !== '' ? JSON.stringify([cardNo]) : null;
}

/**
 * Makes the ledger say what the device holds; sending what differs is sync's work as ever. The caller holds the device's
 * lock. @returns how many rows will be put right
 */
export async function repair(tx: EntityManager, asked: RepairRequest, found: Comparison): Promise<number> {
  if (asked.repair === 'none') return 0;
  const missing = await markMissing(tx, asked, found.missing);
  const different = await markDifferent(
    tx,
    asked,
    found.different.map(({ held }) => held),
  );
  const extra = asked.repair === 'all' ? await noteExtra(tx, asked, found.extra) : 0;
  return missing + different + extra;
}

/** A row may have been written since the device looked: that it is gone is not taken for certain. */
async function markMissing(tx: EntityManager, { sn, table }: RepairRequest, keys: readonly string[]): Promise<number> {
  const [, changed]: [unknown[], number] = await tx.query(
    `UPDATE ledger SET unknown = true, failures = 0, failed = false, retry_at = NULL
     WHERE sn = $1 AND table_name = $2 AND key = ANY($3) AND command_id IS NULL RETURNING key`,
    [sn, table, keys],
  );
  return changed;
}

/** What the device holds more than it should has to go before: its scope says so. */
async function markDifferent(
  tx: EntityManager,
  { sn, table }: RepairRequest,
  held: readonly DeviceSide[],
): Promise<number> {
  const [, changed]: [unknown[], number] = await tx.query(
    `UPDATE ledger l SET unknown = true, failures = 0, failed = false, retry_at = NULL,
       held_scope = (SELECT jsonb_agg(DISTINCT part) FROM jsonb_array_elements(
         coalesce(l.held_scope, '[]') || coalesce(h.scope::jsonb, '[]')) part)
     FROM unnest($3::text[], $4::text[]) AS h (key, scope)
     WHERE l.sn = $1 AND l.table_name = $2 AND l.key = h.key AND l.command_id IS NULL RETURNING l.key`,
    [sn, table, held.map(({ key }) => key), held.map(scopeOf)],
  );
  return changed;
}

/** Rows that should not be there enter the ledger as held and not wanted. What describes the device stays its own. */
async function noteExtra(tx: EntityManager, asked: RepairRequest, extra: readonly DeviceSide[]): Promise<number> {
  const { sn, table, removeUnknown } = asked;
  if (settingTables.has(table) || !removalOrder.includes(table)) return 0;
  const rows: { key: string }[] = await tx.query(
    `INSERT INTO ledger (sn, table_name, key, unit, pin, held_hash, held_scope, unknown, version)
     SELECT $1, $2, e.key, e.unit, e.pin, 'found', e.scope::jsonb, true, nextval('ledger_version')
     FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS e (key, unit, pin, scope)
     WHERE e.pin = '' OR $7 OR EXISTS (SELECT 1 FROM person p WHERE p.pin = e.pin)
     ON CONFLICT DO NOTHING RETURNING key`,
    [
      sn,
      table,
      extra.map(({ key }) => key),
      extra.map(({ unit }) => unit),
      extra.map(({ pin }) => pin),
      extra.map(scopeOf),
      removeUnknown,
    ],
  );
  return rows.length;
}
