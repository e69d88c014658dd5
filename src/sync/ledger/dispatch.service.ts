import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import type { QueuedOrder } from '../../core/command/command.store.js';
import type { RowToWrite, UnitToDelete } from '../../core/command/order.js';
import { cardFreed } from '../../core/command/row-text.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { DeviceFacts } from '../desired/facts.js';
import { KnownRows, type Filled, type Wording } from './known-rows.js';
import type { LedgerEntry } from './ledger.repository.js';
import { openOf, type Open } from './open-commands.repository.js';
import {
  candidatesOf,
  carriedByDelete,
  carriedByUpdate,
  contentsOf,
  markRowsOfUsersUnknown,
  markTemplatesUnknown,
  renewVersions,
  unitMatesOf,
} from './ledger-dispatch.repository.js';
import { isBlocked, needsDelete, plan, type Candidate, type Planned } from './plan.js';
import { flowOf, roomOf } from './dispatch-room.js';

export const syncOrigin = 'sync';

/** The most bytes of one command, whatever the device announces: it does nothing else while it works on them. */
const mostBytes = 128_000;

type PlannedUpdate = Extract<Planned, { type: 'update' }>;

/** A command, and the rows that it carries. */
interface Draft extends QueuedOrder {
  readonly table: string;
  readonly rows: readonly Pick<LedgerEntry, 'key' | 'pin' | 'bioType'>[];
  readonly isDelete: boolean;
  readonly facts: DeviceFacts;
}

interface DevicePlan {
  readonly facts: DeviceFacts;
  readonly planned: readonly Planned[];
}

/** Turns the difference between what is desired and what is held into commands, a few at a time. */
@Injectable()
export class DispatchService {
  private readonly known: KnownRows;

  constructor(
    private readonly commands: CommandService,
    sealedBox: SealedBox,
  ) {
    this.known = new KnownRows(sealedBox);
  }

  /**
   * The next commands of devices of which some have ended, where most of their window is empty.
   * @param ended whether commands that take something away have ended, or others
   */
  async refill(
    tx: EntityManager,
    devices: readonly DeviceFacts[],
    ended: (sn: string) => { readonly ahead: boolean; readonly others: boolean },
  ): Promise<void> {
    const open = await this.openBy(tx, devices);
    const isTime = (facts: DeviceFacts) => {
      const { ahead = 0, others = 0 } = open.get(facts.sn) ?? {};
      const { refillAt } = flowOf(facts);
      const has = ended(facts.sn);
      return (has.ahead && ahead <= refillAt) || (has.others && others <= refillAt);
    };
    await this.fill(tx, devices.filter(isTime), open);
  }

  /** The next commands of these devices, with one statement of a kind for all of them. The caller holds the devices' locks. */
  async dispatch(tx: EntityManager, ...devices: readonly DeviceFacts[]): Promise<void> {
    await this.fill(tx, devices, await this.openBy(tx, devices));
  }

  private async openBy(tx: EntityManager, devices: readonly DeviceFacts[]): Promise<ReadonlyMap<string, Open>> {
    if (devices.length === 0) return new Map();
    const sns = devices.map(({ sn }) => sn);
    return new Map((await openOf(tx, sns, syncOrigin)).map((one) => [one.sn, one]));
  }

  private async fill(
    tx: EntityManager,
    devices: readonly DeviceFacts[],
    open: ReadonlyMap<string, Open>,
  ): Promise<void> {
    const rooms = devices.flatMap((facts) => roomOf(facts, open.get(facts.sn)));
    if (rooms.length === 0) return;
    const candidates = await candidatesOf(tx, rooms);
    if (candidates.length === 0) return;
    const candidatesBy = bySn(candidates);
    const deleted = rooms.flatMap(({ sn, zonesOverwrite, wholeUsers }) =>
      (candidatesBy.get(sn) ?? []).filter((row) => needsDelete(row, zonesOverwrite) && !isBlocked(row, wholeUsers)),
    );
    const mates = unitsOf(deleted.length === 0 ? [] : await unitMatesOf(tx, deleted));
    const plans = rooms.map(({ facts, ...limits }): DevicePlan => ({
      facts,
      planned: plan(candidatesBy.get(facts.sn) ?? [], (table, units) => mates(facts.sn, table, units), limits),
    }));
    await this.send(tx, plans, mates);
  }

  private async send(tx: EntityManager, plans: readonly DevicePlan[], mates: Mates): Promise<void> {
    const versions = await this.renewed(tx, plans, mates);
    const contents = await this.contents(tx, plans);
    const drafts = plans.flatMap(({ facts, planned }) =>
      planned.flatMap((part) =>
        part.type === 'delete'
          ? [deletion(facts, part, mates, versions)]
          : this.updates(facts, part, versions, contents),
      ),
    );
    const ids = await this.commands.queue(tx, syncOrigin, drafts);
    const carried = (isDelete: boolean) =>
      drafts.flatMap((draft, at) =>
        draft.isDelete === isDelete
          ? draft.rows.map(({ key }) => ({ sn: draft.sn, table: draft.table, key, id: ids[at] ?? 0 }))
          : [],
      );
    await carriedByDelete(tx, carried(true));
    const deleted = drafts.filter(({ isDelete }) => isDelete);
    const of = (table: string, among = deleted) =>
      among.flatMap(({ sn, rows, ...draft }) => (draft.table === table ? rows.map((row) => ({ sn, ...row })) : []));
    await markRowsOfUsersUnknown(
      tx,
      of(
        'user',
        deleted.filter(({ facts }) => flowOf(facts).wholeUsers),
      ),
    );
    await markTemplatesUnknown(tx, of('biophoto'));
    // After the DELETEs: in the end a row that stays is carried by its UPDATE.
    await carriedByUpdate(tx, carried(false));
  }

  /** Rows that stay of what is deleted have another version from then on. */
  private async renewed(tx: EntityManager, plans: readonly DevicePlan[], mates: Mates): Promise<Versions> {
    const rows = plans.flatMap(({ facts: { sn }, planned }) =>
      planned.flatMap((part) => (part.type === 'delete' ? mates(sn, part.table, part.units).filter(part.stays) : [])),
    );
    const renewed = await renewVersions(tx, rows);
    const versions = new Map(renewed.map((row) => [placeOf(row), row.version]));
    return (row) => versions.get(placeOf(row)) ?? row.version;
  }

  /** What the rows that are to be written hold. Of rows that panels share the first is read, and the others only if need be. */
  private async contents(tx: EntityManager, plans: readonly DevicePlan[]): Promise<Contents> {
    const rows = plans.flatMap(({ facts, planned }) => {
      const wording = this.known.wordingOf(facts);
      return planned.flatMap((part) => (part.type === 'update' ? part.rows.map((row) => ({ row, wording })) : []));
    });
    const isShared = plans.length > 1;
    const opened = new Map<LedgerEntry, Filled | null>();
    const isKnown = ({ row, wording }: WordedRow) => {
      const filled = this.known.find(row, wording);
      if (filled) opened.set(row, filled);
      return filled !== null;
    };
    const read = async (unread: readonly WordedRow[]) => {
      const contents = await contentsOf(
        tx,
        unread.map(({ row }) => row),
      );
      unread.forEach(({ row, wording }, at) =>
        opened.set(row, this.known.open(contents[at] ?? null, row, isShared ? wording : null)),
      );
    };
    const unread = rows.filter((one) => !isKnown(one));
    await read([...new Map(unread.map((one) => [this.known.nameOf(one.row, one.wording) ?? one, one])).values()]);
    await read(unread.filter((one) => !opened.has(one.row) && !isKnown(one)));
    return (row) => opened.get(row) ?? null;
  }

  /** Rows with their content, in parts that fit a command. */
  private updates(
    facts: DeviceFacts,
    { table, ahead, rows, ...without }: PlannedUpdate,
    versions: Versions,
    contents: Contents,
  ): Draft[] {
    const most = Math.min(mostBytes, Math.floor(facts.dialect.maxPackageSize / 2) || mostBytes);
    const parts: { row: LedgerEntry; full: RowToWrite }[][] = [];
    let size = most;
    for (const row of rows) {
      const { key, desiredHash } = row;
      const filled = contents(row);
      if (!filled || desiredHash === null) continue;
      const length = row.size + sizeOf(filled);
      if (size + length > most) {
        parts.push([]);
        size = 0;
      }
      size += length;
      const full = { key, version: versions(row), hash: desiredHash, ...filled };
      parts.at(-1)?.push({ row, full: without.withoutCard ? withoutItsCard(full, without) : full });
    }
    return parts.map((part) => ({
      sn: facts.sn,
      order: { type: 'updateRows', table, rows: part.map(({ full }) => full) },
      ...{ facts, table, ahead, isDelete: false, rows: part.map(({ row }) => row) },
      pins: part.map(({ row }) => row.pin),
    }));
  }
}

type Mates = (sn: string, table: string, units: readonly string[]) => readonly LedgerEntry[];
type Versions = (row: LedgerEntry) => number;
interface WordedRow {
  readonly row: LedgerEntry;
  readonly wording: Wording | null;
}
/** What a row should hold; null = nothing. */
type Contents = (row: LedgerEntry) => Filled | null;

function deletion(
  facts: DeviceFacts,
  { table, ahead, units }: Extract<Planned, { type: 'delete' }>,
  mates: Mates,
  versions: Versions,
): Draft {
  const { sn } = facts;
  const rows = mates(sn, table, units);
  const withRows = units.map((unit): UnitToDelete => ({
    unit,
    rows: mates(sn, table, [unit]).map((row) => ({ key: row.key, version: versions(row) })),
  }));
  return {
    sn,
    order: { type: 'deleteUnits', table, units: withRows },
    ...{ facts, table, ahead, isDelete: true, rows },
    pins: rows.map(({ pin }) => pin),
  };
}

function bySn(candidates: readonly Candidate[]): ReadonlyMap<string, Candidate[]> {
  const all = new Map<string, Candidate[]>();
  for (const row of candidates) {
    const here = all.get(row.sn);
    if (here) here.push(row);
    else all.set(row.sn, [row]);
  }
  return all;
}

/** Rows by their units. */
function unitsOf(rows: readonly LedgerEntry[]): Mates {
  const all = new Map<string, LedgerEntry[]>();
  for (const row of rows) {
    const unit = `${row.sn}\n${row.table}\n${row.unit}`;
    const here = all.get(unit);
    if (here) here.push(row);
    else all.set(unit, [row]);
  }
  return (sn, table, units) => units.flatMap((unit) => all.get(`${sn}\n${table}\n${unit}`) ?? []);
}

const placeOf = ({ sn, table, key }: Pick<LedgerEntry, 'sn' | 'table' | 'key'>) => `${sn}\n${table}\n${key}`;

const sizeOf = ({ content }: Pick<RowToWrite, 'content'>) => content?.size ?? 0;

const noRights = { viceCard: '', password: '', privilege: 0 };
const over = { startTime: '2000-01-01 00:00:00', endTime: '2000-01-01 23:59:59' };

const withoutItsCard = (full: RowToWrite, { withoutRights, withoutDates }: Partial<PlannedUpdate>): RowToWrite => ({
  ...full,
  hash: cardFreed,
  row: { ...full.row, cardNo: '', ...(withoutRights ? noRights : {}), ...(withoutDates ? over : {}) },
});
