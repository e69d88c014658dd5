import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import { GroupDeliveryService, type Ended } from '../../core/command/group-delivery.service.js';
import type { LedgerRow, Order, RowToWrite, UnitToDelete } from '../../core/command/order.js';
import type { Config } from '../../platform/config.js';
import { grouped } from '../../platform/grouped.js';
import { CONFIG, LOG } from '../../platform/tokens.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { answersOf } from './answers.js';
import { backOff } from './back-off.js';
import { DoubtedDeletionService } from './doubted-deletion.service.js';
import { DeviceSetupService } from '../setup/device-setup.service.js';
import { DispatchService, syncOrigin } from './dispatch.service.js';
import { loadDevices } from '../desired/facts.js';
import {
  acknowledgeRows,
  carriedRows,
  commandsBehind,
  markUsersOfRowsUnknown,
  handOver,
  markFailed,
  release,
  retryLater,
  rowsGone,
  takeBack,
  tellFailures,
  withWaiting,
} from './ledger-outcome.repository.js';

type DataOrder = Extract<Order, { type: 'updateRows' | 'deleteUnits' }>;
type UnitsOrder = Extract<Order, { type: 'deleteUnits' }>;

/** Tables whose rows open doors: the ledger must not forget a row that should have been deleted there. */
const leavesRights: ReadonlySet<string> = new Set([
  'userauthorize',
  'usereleauthorize',
  'superauthorize',
  'mulcarduser',
]);

/** Tables that a device with doors knows: a row is refused as unknown there, not the table. */
const knownToAll: ReadonlySet<string> = new Set(['user', ...leavesRights]);

interface DeviceAnswer {
  readonly code: number;
  readonly meaning: string;
}

/** Attendance PUSH 12.9. */
const hasOlderWords = /^DATA (?:UPDATE|DELETE) (?:USERINFO|FINGERTMP)\b/;

const isData = (order: Order): order is DataOrder => order.type === 'updateRows' || order.type === 'deleteUnits';

const rowsOf = (order: DataOrder): readonly LedgerRow[] =>
  order.type === 'updateRows' ? order.rows : order.units.flatMap(({ rows }) => rows);

const partsOf = (order: DataOrder): readonly (RowToWrite | UnitToDelete)[] =>
  order.type === 'updateRows' ? order.rows : order.units;

const keysOf = (order: DataOrder): string[] => rowsOf(order).map(({ key }) => key);
const unitsOf = ({ units }: UnitsOrder): string[] => units.map(({ unit }) => unit);

const partOf = (order: DataOrder, from: number, to?: number): DataOrder =>
  order.type === 'updateRows'
    ? { ...order, rows: order.rows.slice(from, to) }
    : { ...order, units: order.units.slice(from, to) };

/** What the end of a data command means for the ledger; called inside the settling transaction. */
@Injectable()
export class CommandOutcomeService implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
    private readonly commands: CommandService,
    private readonly groups: GroupDeliveryService,
    private readonly dispatcher: DispatchService,
    private readonly setup: DeviceSetupService,
    private readonly registrations: DeviceRegistrationService,
    private readonly doubts: DoubtedDeletionService,
  ) {}

  onModuleInit(): void {
    this.commands.onSettled(syncOrigin, (tx, command, end) => this.settled(tx, command, end));
    this.groups.onSettled(syncOrigin, (tx, ended) => this.settledTogether(tx, ended));
  }

  private async settled(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    const { order } = command;
    if (isData(order)) await this.data(tx, command, order, end);
    else await this.setup.settled(tx, command, end);
    await this.refill(tx, [command]);
  }

  /** Commands that devices carried out: their rows with one statement of a kind. */
  private async settledTogether(tx: EntityManager, ended: readonly Ended[]): Promise<void> {
    const commands = ended.map(({ command }) => command);
    const rows = commands.flatMap(({ sn, id, order }) =>
      order.type === 'updateRows' ? order.rows.map((row) => ({ ...row, sn, id, table: order.table })) : [],
    );
    await acknowledgeRows(tx, rows);
    await rowsGone(
      tx,
      commands.flatMap(({ sn, id, order }) =>
        order.type === 'deleteUnits' ? rowsOf(order).map((row) => ({ ...row, sn, id, table: order.table })) : [],
      ),
    );
    await this.setup.settledTogether(
      tx,
      ended.filter(({ command }) => !isData(command.order)),
    );
    await this.refill(tx, commands);
  }

  /** Commands have ended: sends the next ones, once most of a window is empty. Mostly there is nothing more to send. */
  private async refill(tx: EntityManager, commands: readonly Command[]): Promise<void> {
    const ended = grouped(commands, ({ sn }) => sn);
    const waiting = await withWaiting(tx, [...ended.keys()]);
    if (waiting.length === 0) return;
    await this.dispatcher.refill(tx, await loadDevices(tx, this.config.siteTimeZone, waiting), (sn) => {
      const here = ended.get(sn) ?? [];
      return { ahead: here.some(({ ahead }) => ahead), others: here.some(({ ahead }) => !ahead) };
    });
  }

  private async data(tx: EntityManager, command: Command, order: DataOrder, end: CommandEnd): Promise<void> {
    if (end.status === 'done' && order.type === 'deleteUnits' && (await this.doubts.takes(tx, command, order, end)))
      return;
    if (end.status === 'done') return this.acknowledged(tx, command, order);
    // A late refusal of a command that was given up: other commands carry its rows now.
    if (command.status === 'unanswered') return;
    if (order.type === 'deleteUnits') await this.holdBack(tx, command, order);
    if (end.status === 'failed' && end.returnCode !== null) return this.refused(tx, command, order, end.returnCode);
    if (end.status === 'failed') return this.backOff(tx, command, null);
    // Cancelled by an operator, or given up: it is not known whether the device carried it out.
    await release(tx, command);
  }

  /**
   * A DELETE of rights was not carried out: the UPDATE behind it is dropped with it. If the UPDATE alone were
   * acknowledged, it would hide that the device still has rights that it should have lost.
   */
  private async holdBack(tx: EntityManager, command: Command, order: UnitsOrder): Promise<void> {
    // In other tables the UPDATE behind it may be sent: a refusal often means that there was nothing to delete.
    if (!leavesRights.has(order.table) && order.units.length === 1) return;
    const ids = await commandsBehind(tx, command, order.table, rowsOf(order));
    if (ids.length === 0) return;
    await takeBack(tx, command, order.table, unitsOf(order), ids);
    await this.commands.withdraw(tx, ids);
  }

  private async acknowledged(tx: EntityManager, { sn, id }: Command, order: DataOrder): Promise<void> {
    const { table } = order;
    if (order.type === 'updateRows') {
      await acknowledgeRows(
        tx,
        order.rows.map((row) => ({ ...row, sn, id, table })),
      );
    } else {
      await rowsGone(
        tx,
        rowsOf(order).map((row) => ({ ...row, sn, id, table })),
      );
    }
  }

  private async refused(tx: EntityManager, command: Command, order: DataOrder, code: number): Promise<void> {
    const answers = await answersOf(tx, command.sn);
    const kind = answers.kind(code, command.text ?? '');
    const rows = rowsOf(order);
    const meaning = answers.meaning(code, command.text ?? '');
    if (kind === 'full')
      await this.registrations.alert(tx, command.sn, `the device is full: it refused data (${code})`);
    if (kind === 'never') return this.unknownTo(tx, command, order, { code, meaning });
    if (kind === 'content') return this.giveUp(tx, command, code, { mayHold: true });
    // The device does not have the user, whatever it said before: the user is sent again, then the row.
    if (kind === 'person') await markUsersOfRowsUnknown(tx, command.sn, order.table, rows);
    if (kind === 'size' && partsOf(order).length > 1) {
      await this.learnSize(tx, command.sn, partsOf(order).length);
      return release(tx, command);
    }
    if (partsOf(order).length > 1) return this.halve(tx, command, order);
    await this.backOff(tx, command, code);
  }

  private async unknownTo(tx: EntityManager, command: Command, order: DataOrder, said: DeviceAnswer): Promise<void> {
    if (await this.learnsWords(tx, command)) return release(tx, command);
    // It may have carried out a part of it, and people whose rows are good must not be refused with the others.
    if (knownToAll.has(order.table) && partsOf(order).length > 1) return this.halve(tx, command, order);
    await this.neverAgain(tx, command, order, said);
  }

  /** A terminal that announces no version may know only the older form of the command, so that form is tried. */
  private async learnsWords(tx: EntityManager, { sn, text }: Command): Promise<boolean> {
    if (!hasOlderWords.test(text ?? '')) return false;
    const antiques: unknown[] = await tx.query(
      `SELECT 1 FROM device WHERE sn = $1 AND link = 'push-att' AND push_version IS NULL`,
      [sn],
    );
    if (antiques.length === 0) return false;
    await this.registrations.learn(tx, sn, { antiqueWords: '1' });
    return true;
  }

  /**
   * Both halves are sent at once. After some rounds the refused record is alone in its command, and only it waits. A
   * half has only records that this command still carries: the others have a newer version or are in another command.
   */
  private async halve(tx: EntityManager, command: Command, order: DataOrder): Promise<void> {
    const still = await this.stillCarried(tx, command, order);
    const middle = Math.ceil(partsOf(still).length / 2);
    for (const half of [partOf(still, 0, middle), partOf(still, middle)]) {
      if (partsOf(half).length === 0) continue;
      const { sn, ahead } = command;
      const [number = 0] = await this.commands.queue(tx, syncOrigin, [{ sn, order: half, ahead }]);
      const [by, names] =
        half.type === 'updateRows' ? (['key', keysOf(half)] as const) : (['unit', unitsOf(half)] as const);
      await handOver(tx, command, number, order.table, by, names);
    }
    await release(tx, command);
  }

  private async stillCarried(tx: EntityManager, command: Command, order: DataOrder): Promise<DataOrder> {
    const rows = await carriedRows(tx, command, order.table, order.type === 'deleteUnits' ? unitsOf(order) : []);
    const carried = rows.filter((row) => row.carried);
    if (order.type === 'updateRows') {
      const versions = new Map(carried.map(({ key, version }) => [key, String(version)]));
      return { ...order, rows: order.rows.filter(({ key, version }) => versions.get(key) === String(version)) };
    }
    const units = unitsOf(order).filter((unit) => carried.some((row) => row.unit === unit));
    return {
      ...order,
      units: units.map((unit) => ({
        unit,
        rows: rows.filter((row) => row.unit === unit).map(({ key, version }) => ({ key, version })),
      })),
    };
  }

  private async backOff(tx: EntityManager, command: Command, code: number | null): Promise<void> {
    await retryLater(tx, command, code, backOff);
    await tellFailures(tx, command.sn);
  }

  /** The firmware does not know the table or a field of it: trying again would not help. */
  private async neverAgain(
    tx: EntityManager,
    command: Command,
    order: DataOrder,
    { code, meaning }: DeviceAnswer,
  ): Promise<void> {
    const { sn } = command;
    await this.giveUp(tx, command, code, { mayHold: knownToAll.has(order.table) && command.attempts > 1 });
    await this.registrations.alert(
      tx,
      sn,
      `its firmware does not know table ${order.table} as it was sent (${code}: ${meaning})`,
    );
    this.log.warn({ sn, table: order.table, code }, 'a table is unknown to this firmware');
  }

  /**
   * These rows are not sent again until their content changes.
   * @param mayHold the device may hold what was handed out before and not answered; it can hold nothing of a table that
   * it does not know
   */
  private async giveUp(
    tx: EntityManager,
    command: Command,
    code: number,
    { mayHold }: { readonly mayHold: boolean },
  ): Promise<void> {
    await markFailed(tx, command, code, mayHold);
    await tellFailures(tx, command.sn);
  }

  private async learnSize(tx: EntityManager, sn: string, refusedRecords: number): Promise<void> {
    await tx.query('UPDATE device SET max_records = $2 WHERE sn = $1', [
      sn,
      Math.max(1, Math.floor(refusedRecords / 2)),
    ]);
  }
}
