import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import type { Order, RowToWrite, UnitToDelete } from '../../core/command/order.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { requestDelayOf } from '../../modules/device/request-delay.js';
import type { DeviceFacts } from '../desired/facts.js';
import { openDesired } from './ledger.js';
import type { LedgerEntry } from './ledger.repository.js';
import {
  candidatesOf,
  carriedByDelete,
  carriedByUpdate,
  doubtAllOf,
  doubtTemplates,
  renewVersions,
  unitMatesOf,
} from './ledger-dispatch.repository.js';
import { plan, type Planned } from './plan.js';
import { speakableTables } from '../desired/speakable.js';

export const syncOrigin = 'sync';

interface Flow {
  /** Data commands that may be open for one device: a month offline must not grow a queue (docs/rules.md 3). */
  readonly window: number;
  /**
   * How many commands may still be open when the next ones are made: they are made a few at a time, not one for each
   * that ends.
   */
  readonly refillAt: number;
  /** Records of one command at most. */
  readonly records: number;
  /** A DELETE of a user deletes everything that belongs to the user. */
  readonly wholeUsers: boolean;
}

/** Attendance terminals take one row in each command, and many commands in each poll. */
const flowOf = ({ device }: DeviceFacts): Flow =>
  device.link === 'push-att'
    ? { window: 40, refillAt: 20, records: 1, wholeUsers: true }
    : { window: 4, refillAt: 2, records: device.maxRecords, wholeUsers: false };
/** The most bytes that one command may have, whatever the device says it can take. */
const mostBytes = 64_000;

/** The stored hash of a user row whose card was given to somebody else: no desired content matches it. */
const cardFreed = 'card freed';

type PlannedUpdate = Extract<Planned, { type: 'update' }>;

/** Turns the difference between what is desired and what is held into commands, a few at a time. */
@Injectable()
export class DispatchService {
  constructor(
    private readonly commands: CommandService,
    private readonly sealedBox: SealedBox,
  ) {}

  /**
   * A command has ended: the next ones are made once most of the window is empty. The caller holds the device's lock.
   */
  async refill(tx: EntityManager, facts: DeviceFacts): Promise<void> {
    if ((await this.open(tx, facts.sn)) <= flowOf(facts).refillAt) await this.dispatch(tx, facts);
  }

  /** The caller holds the device's lock. */
  async dispatch(tx: EntityManager, facts: DeviceFacts): Promise<void> {
    const { sn } = facts;
    const { window, records, wholeUsers } = flowOf(facts);
    const room = window - (await this.open(tx, sn));
    if (room <= 0) return;
    const candidates = await candidatesOf(tx, sn, speakableTables(facts.device.link));
    if (candidates.length === 0) return;
    const mates = await unitMatesOf(tx, sn, candidates);
    const planned = plan(
      candidates,
      (table, units) => mates.filter((row) => row.table === table && units.includes(row.unit)),
      { commands: room, records, wholeUsers, zonesOverwrite: facts.device.quirks.zonesOverwrite === true },
    );
    // Rows that stay after a DELETE of their unit have another version from here on.
    const versions = new Map<string, number>();
    for (const part of planned) await this.send(tx, facts, part, mates, versions);
  }

  private async open(tx: EntityManager, sn: string): Promise<number> {
    const [open] = await tx.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM command
       WHERE sn = $1 AND origin = $2 AND kind = 'data' AND lane = 2 AND status IN ('queued', 'sent')`,
      [sn, syncOrigin],
    );
    return open?.n ?? 0;
  }

  private async send(
    tx: EntityManager,
    facts: DeviceFacts,
    planned: Planned,
    mates: readonly LedgerEntry[],
    versions: Map<string, number>,
  ): Promise<void> {
    if (planned.type === 'delete') return this.sendDelete(tx, facts, planned, mates, versions);
    const current = planned.rows.map((row) => ({ ...row, version: versions.get(placeOf(row)) ?? row.version }));
    for (const rows of this.bySize({ ...planned, rows: current }, facts)) {
      const id = await this.run(tx, facts, { type: 'updateRows', table: planned.table, rows });
      await carriedByUpdate(
        tx,
        facts.sn,
        planned.table,
        rows.map(({ key }) => key),
        id,
      );
    }
  }

  private async sendDelete(
    tx: EntityManager,
    facts: DeviceFacts,
    { table, units }: Extract<Planned, { type: 'delete' }>,
    mates: readonly LedgerEntry[],
    versions: Map<string, number>,
  ): Promise<void> {
    const rows = mates.filter((row) => row.table === table && units.includes(row.unit));
    const keys = rows.map(({ key }) => key);
    for (const { key, version } of await renewVersions(tx, facts.sn, table, keys))
      versions.set(placeOf({ table, key }), version);
    const withRows = units.map((unit): UnitToDelete => ({
      unit,
      rows: rows
        .filter((row) => row.unit === unit)
        .map((row) => ({ key: row.key, version: versions.get(placeOf(row)) ?? row.version })),
    }));
    const id = await this.run(tx, facts, { type: 'deleteUnits', table, units: withRows });
    await carriedByDelete(tx, facts.sn, table, keys, id);
    if (table === 'user' && flowOf(facts).wholeUsers)
      await doubtAllOf(
        tx,
        facts.sn,
        rows.map(({ pin }) => pin),
      );
    if (table === 'biophoto')
      await doubtTemplates(
        tx,
        facts.sn,
        withRows.flatMap(({ rows }) => rows),
      );
  }

  private run(tx: EntityManager, { sn, device }: DeviceFacts, order: Order): Promise<number> {
    return this.commands.run(tx, sn, order, { origin: syncOrigin, pollSeconds: requestDelayOf(device) });
  }

  /** Rows with their content, in groups that fit one command. */
  private bySize({ rows, withoutCard }: PlannedUpdate, { dialect }: DeviceFacts): RowToWrite[][] {
    const most = Math.min(mostBytes, Math.floor(dialect.maxPackageSize / 2) || mostBytes);
    const parts: RowToWrite[][] = [];
    let size = most;
    for (const { key, version, desired, desiredHash } of rows) {
      if (!desired || desiredHash === null) continue;
      const filled = openDesired(this.sealedBox, desired);
      const length = desired.length + sizeOf(filled);
      if (size + length > most) {
        parts.push([]);
        size = 0;
      }
      size += length;
      const full = { key, version, hash: desiredHash, ...filled };
      parts.at(-1)?.push(withoutCard ? withoutItsCard(full) : full);
    }
    return parts;
  }
}

const placeOf = ({ table, key }: Pick<LedgerEntry, 'table' | 'key'>) => `${table}\n${key}`;

const sizeOf = ({ content }: Pick<RowToWrite, 'content'>) => content?.size ?? 0;

const withoutItsCard = (full: RowToWrite): RowToWrite => ({
  ...full,
  hash: cardFreed,
  row: { ...full.row, cardNo: '' },
});
