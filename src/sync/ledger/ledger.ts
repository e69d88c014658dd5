import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import type { RowContent, RowToWrite } from '../../core/command/order.js';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { Dialect } from '../../protocol/access-push/dialect.js';
import { writableNamed } from '../../protocol/access-push/tables/writable.js';
import { encodeRow, keyOf, unitOf } from '../../protocol/access-push/table.js';
import { settingTables } from '../desired/table-order.js';
import type { DesiredRow } from '../desired/desired-row.js';

/** A row of the ledger: what a device should hold, holds, or may hold. */
export interface LedgerEntry {
  readonly sn: string;
  readonly table: string;
  readonly key: string;
  readonly unit: string;
  readonly pin: string;
  readonly desiredHash: string | null;
  readonly desired: Buffer | null;
  readonly heldHash: string | null;
  readonly unknown: boolean;
  readonly version: number;
  readonly commandId: number | null;
  readonly failures: number;
  readonly failed: boolean;
  readonly returnCode: number | null;
}

/** The columns under their names in the code. */
export const entryColumns = `sn, table_name AS "table", key, unit, pin, desired_hash AS "desiredHash", desired,
  held_hash AS "heldHash", unknown, version, command_id AS "commandId", failures, failed,
  return_code AS "returnCode"`;

/** Which rows a comparison is about: those of some persons, or those that are nobody's. */
export interface Scope {
  readonly sn: string;
  /** `['']` = time zones, holidays and the like. */
  readonly pins: readonly string[];
}

interface Written {
  readonly table: string;
  readonly key: string;
  readonly unit: string;
  readonly pin: string;
  readonly hash: string;
  readonly desired: Buffer;
  readonly held: boolean;
  /** Doors or floors that the row opens, or the card that it carries, as a JSON list. */
  readonly scope: string | null;
}

/** A row as it would stand on the wire, its place, and its hash. */
function written(
  seal: SealedBox,
  dialect: Dialect,
  { table: name, row, content, held = false, says }: DesiredRow,
  shared: boolean,
): Written {
  const table = writableNamed(name);
  if (!table) throw new Error(`no table ${name} is declared`);
  return {
    table: name,
    key: keyOf(table, row, dialect),
    unit: unitOf(table, row, dialect),
    // A contact names a person and is the device's all the same.
    pin: shared || typeof row.pin !== 'string' ? '' : row.pin,
    hash: seal.hash(says ?? encodeRow(table, content ? { ...row, [content.field]: content.hash } : row, dialect)),
    desired: seal.sealJson(content ? { ...row, [contentKey]: content } : row),
    held,
    scope: scopeOf(row),
  };
}

function scopeOf({ doors, floors, cardNo }: DesiredRow['row']): string | null {
  if (Array.isArray(doors)) return JSON.stringify(doors);
  if (Array.isArray(floors)) return JSON.stringify(floors);
  return typeof cardNo === 'string' && cardNo !== '' ? JSON.stringify([cardNo]) : null;
}

/** Where a row as it is kept tells what fills it at hand-out; no column has such a name. */
const contentKey = '$content';

/** A row as it is kept, and what fills it. */
export function openDesired(seal: SealedBox, desired: Buffer): Pick<RowToWrite, 'row' | 'content'> {
  const { [contentKey]: content, ...row } = seal.openJson(desired) as Record<string, unknown>;
  return content === undefined ? { row } : { row, content: content as RowContent };
}

const place = ({ table, key }: { table: string; key: string }) => `${table}\n${key}`;

/** Brings what is desired of a device into its ledger. The caller holds the device's lock. */
export class Ledger {
  constructor(
    private readonly sealedBox: SealedBox,
    private readonly commands: CommandService,
  ) {}

  /** @returns whether anything differs from before */
  async want(tx: EntityManager, scope: Scope, dialect: Dialect, desired: readonly DesiredRow[]): Promise<boolean> {
    const there = await this.entries(tx, scope);
    const known = new Map(there.map((entry) => [place(entry), entry]));
    const shared = scope.pins.length === 1 && scope.pins[0] === '';
    const wanted = desired.map((row) => written(this.sealedBox, dialect, row, shared));
    const places = new Set(wanted.map(place));
    const changed = wanted.filter((row) => known.get(place(row))?.desiredHash !== row.hash);
    const gone = there.filter((entry) => entry.desiredHash !== null && !places.has(place(entry)));
    if (changed.length === 0 && gone.length === 0) return false;
    await this.supersede(
      tx,
      [...changed.map((row) => known.get(place(row))), ...gone].flatMap((entry) => entry?.commandId ?? []),
    );
    await this.write(tx, scope.sn, changed);
    await this.markGone(tx, scope.sn, gone);
    return true;
  }

  entries(tx: EntityManager, { sn, pins }: Scope): Promise<LedgerEntry[]> {
    return tx.query(
      `SELECT ${entryColumns} FROM ledger WHERE sn = $1 AND pin = ANY($2) AND key NOT LIKE 'unsupported %' FOR UPDATE`,
      [sn, pins],
    );
  }

  /**
   * Commands that carry an older version of a row are stopped. What was handed out may have been carried out or not:
   * all their rows are unknown until something newer is acknowledged (docs/rules.md 3).
   */
  async supersede(tx: EntityManager, commandIds: readonly number[]): Promise<void> {
    const ids = [...new Set(commandIds)];
    if (ids.length === 0) return;
    await tx.query(
      `UPDATE ledger l SET command_id = NULL, unknown = unknown OR c.sent_at IS NOT NULL
       FROM command c WHERE c.id = l.command_id AND l.command_id = ANY($1)`,
      [ids],
    );
    await this.commands.withdraw(tx, ids);
  }

  private async write(tx: EntityManager, sn: string, rows: readonly Written[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `INSERT INTO ledger AS l (sn, table_name, key, unit, pin, desired_hash, desired, desired_scope, held_hash, version)
       SELECT $1, r.table_name, r.key, r.unit, r.pin, r.hash, r.desired, r.scope::jsonb,
         CASE WHEN r.held THEN r.hash END, nextval('ledger_version')
       FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::text[], $9::boolean[])
         AS r (table_name, key, unit, pin, hash, desired, scope, held)
       ON CONFLICT (sn, table_name, key) DO UPDATE SET unit = excluded.unit, desired_hash = excluded.desired_hash,
         desired = excluded.desired, desired_scope = excluded.desired_scope, version = excluded.version, failures = 0,
         failed = false, retry_at = NULL, return_code = NULL,
         -- What was sent and not answered may have been carried out after the device told.
         held_hash = CASE WHEN l.unknown THEN l.held_hash ELSE coalesce(excluded.held_hash, l.held_hash) END`,
      [
        sn,
        rows.map(({ table }) => table),
        rows.map(({ key }) => key),
        rows.map(({ unit }) => unit),
        rows.map(({ pin }) => pin),
        rows.map(({ hash }) => hash),
        rows.map(({ desired }) => desired),
        rows.map(({ scope }) => scope),
        rows.map(({ held }) => held),
      ],
    );
  }

  /** Rows that a device told of and that have to leave it. What its ledger knows of already stays as it is. */
  async wantAbsent(
    tx: EntityManager,
    { sn, shared }: { readonly sn: string; readonly shared: boolean },
    dialect: Dialect,
    rows: readonly DesiredRow[],
  ): Promise<void> {
    const places = rows.map((row) => written(this.sealedBox, dialect, row, shared));
    if (places.length === 0) return;
    await tx.query(
      `INSERT INTO ledger (sn, table_name, key, unit, pin, held_hash, version)
       SELECT $1, r.table_name, r.key, r.unit, r.pin, 'reported', nextval('ledger_version')
       FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS r (table_name, key, unit, pin)
       ON CONFLICT DO NOTHING`,
      [
        sn,
        places.map(({ table }) => table),
        places.map(({ key }) => key),
        places.map(({ unit }) => unit),
        places.map(({ pin }) => pin),
      ],
    );
  }

  private async markGone(tx: EntityManager, sn: string, gone: readonly LedgerEntry[]): Promise<void> {
    if (gone.length === 0) return;
    const places = [sn, gone.map(({ table }) => table), gone.map(({ key }) => key)];
    await tx.query('DELETE FROM ledger WHERE sn = $1 AND table_name = ANY($2) AND key = ANY($3)', [
      sn,
      [...settingTables],
      gone.filter(({ table }) => settingTables.has(table)).map(({ key }) => key),
    ]);
    await tx.query(
      `UPDATE ledger l SET desired_hash = NULL, desired = NULL, desired_scope = NULL, version = nextval('ledger_version'), failures = 0,
         failed = false, retry_at = NULL, return_code = NULL
       FROM unnest($2::text[], $3::text[]) AS r (table_name, key)
       WHERE l.sn = $1 AND l.table_name = r.table_name AND l.key = r.key`,
      places,
    );
    // What never reached the device need not be taken from it.
    await tx.query(
      `DELETE FROM ledger WHERE sn = $1 AND desired_hash IS NULL AND held_hash IS NULL AND NOT unknown AND command_id IS NULL`,
      [sn],
    );
  }

  /**
   * Persons that the device cannot hold are shown as failed from the start: a row that is wanted, without content.
   * Nothing is ever sent of it.
   */
  async noteUnsupported(
    tx: EntityManager,
    sn: string,
    pins: readonly string[],
    unsupported: readonly string[],
  ): Promise<void> {
    await tx.query(
      `DELETE FROM ledger WHERE sn = $1 AND pin = ANY($2) AND NOT pin = ANY($3) AND key LIKE 'unsupported %'`,
      [sn, pins, unsupported],
    );
    await tx.query(
      `INSERT INTO ledger (sn, table_name, key, unit, pin, desired_hash, version, failed)
       SELECT $1, 'user', 'unsupported ' || pin, '', pin, 'unsupported', nextval('ledger_version'), true
       FROM unnest($2::text[]) pin
       ON CONFLICT (sn, table_name, key) DO UPDATE SET failed = true, unknown = false, failures = 0, retry_at = NULL`,
      [sn, unsupported],
    );
  }
}
