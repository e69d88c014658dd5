import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import type { RowContent, RowToWrite } from '../../core/command/order.js';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { Dialect } from '../../protocol/access-push/dialect.js';
import { writableNamed } from '../../protocol/access-push/tables/writable.js';
import { encodeRow } from '../../protocol/access-push/table.js';
import type { DesiredRow } from '../desired/desired-row.js';
import {
  entriesOf,
  markUnwanted,
  releaseSuperseded,
  writeReported,
  writeWanted,
  type Scope,
  type WantedRow,
} from './ledger.repository.js';
import { placeOf } from './ledger-place.js';

/** A row with the values that it would have on the wire, its place, and its hash. */
function written(seal: SealedBox, dialect: Dialect, desired: DesiredRow, shared: boolean): WantedRow {
  const { table: name, row, content, held = false, says } = desired;
  const table = writableNamed(name);
  if (!table) throw new Error(`no table ${name} is declared`);
  return {
    ...placeOf(name, row, dialect, shared),
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

/** The column of a stored row that says what fills it at hand-out. No column of a device has this name. */
const contentKey = '$content';

/** A row as it is stored, and what fills it at hand-out. */
export function openDesired(seal: SealedBox, desired: Buffer): Pick<RowToWrite, 'row' | 'content'> {
  const { [contentKey]: content, ...row } = seal.openJson(desired) as Record<string, unknown>;
  return content === undefined ? { row } : { row, content: content as RowContent };
}

const place = ({ table, key }: { table: string; key: string }) => `${table}\n${key}`;

/** Writes into the ledger what a device should hold. The caller holds the device's lock. */
export class Ledger {
  constructor(
    private readonly sealedBox: SealedBox,
    private readonly commands: CommandService,
  ) {}

  /** @returns whether anything differs from before */
  async want(tx: EntityManager, scope: Scope, dialect: Dialect, desired: readonly DesiredRow[]): Promise<boolean> {
    const there = await entriesOf(tx, scope);
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
    if (changed.length > 0) await writeWanted(tx, scope.sn, changed);
    if (gone.length > 0) await markUnwanted(tx, scope.sn, gone);
    return true;
  }

  /**
   * Cancels commands that carry an older version of a row. If a command was handed out, the device may have carried it
   * out or not: all its rows are unknown until something newer is acknowledged (docs/rules.md 3).
   */
  async supersede(tx: EntityManager, commandIds: readonly number[]): Promise<void> {
    const ids = [...new Set(commandIds)];
    if (ids.length === 0) return;
    await releaseSuperseded(tx, ids);
    await this.commands.withdraw(tx, ids);
  }

  /** Rows that a device reported and that must be deleted there. Rows that its ledger already has stay as they are. */
  async wantAbsent(
    tx: EntityManager,
    { sn, shared }: { readonly sn: string; readonly shared: boolean },
    dialect: Dialect,
    rows: readonly DesiredRow[],
  ): Promise<void> {
    const places = rows.map(({ table, row }) => placeOf(table, row, dialect, shared));
    if (places.length > 0) await writeReported(tx, sn, places);
  }
}
