import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import { lockDevice } from '../../core/command/command.store.js';
import type { Order } from '../../core/command/order.js';
import type { Device } from '../../modules/device/device.entity.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { isController, requestDelayOf } from '../../modules/device/request-delay.js';
import { Failure } from '../../platform/errors.js';
import { optionOf, supports } from '../../protocol/access-push/dialect.js';
import { ReconciliationFailureService } from './reconciliation-failure.service.js';
import { PunchAccountService } from './punch-account.service.js';
import {
  finish,
  origin,
  reconciliations,
  type Range,
  type Reconciliation,
  type ReconciliationCause,
} from './reconciliation.js';

const accountBit = 11;

/** Wall clock of the device. Left out, the period begins with the first event and ends with the last. */
export interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The device knows ACCOUNT (4.4, position 11). */
export const knowsAccount = ({ options }: Pick<Device, 'options'>): boolean =>
  supports({ functions: optionOf(options, 'AccSupportFunList') }, accountBit);

/** Lets devices send their events once more, and records what was missing here. */
@Injectable()
export class ReconciliationService implements OnModuleInit {
  constructor(
    private readonly devices: DeviceService,
    private readonly commands: CommandService,
    private readonly failures: ReconciliationFailureService,
    private readonly punches: PunchAccountService,
  ) {}

  onModuleInit(): void {
    this.commands.onSettled(origin, (tx, command, end) => this.settled(tx, command, end));
  }

  /** Newest first; `before` is the last id of the previous page. */
  list(tx: EntityManager, sn: string, page: { limit: number; before?: number | undefined }): Promise<Reconciliation[]> {
    return reconciliations(
      tx,
      'r.sn = $1 AND ($2::bigint IS NULL OR r.id < $2)',
      [sn, page.before ?? null],
      page.limit,
    );
  }

  async get(tx: EntityManager, sn: string, id: number): Promise<Reconciliation> {
    const [found] = await reconciliations(tx, 'r.sn = $1 AND r.id = $2', [sn, id]);
    if (!found) throw new Failure('notFound', `there is no reconciliation ${id} of device ${sn}`);
    return found;
  }

  /**
   * @param cause a request of an operator is refused if the device is away or already busy with one; others are left
   * out then
   */
  async start(
    tx: EntityManager,
    sn: string,
    period: Period,
    cause: ReconciliationCause = 'operator',
  ): Promise<Reconciliation> {
    const device = await this.devices.get(tx, sn);
    await lockDevice(tx, sn);
    if (device.status !== 'approved') throw new Failure('conflict', `device ${sn} is ${device.status}`);
    if (!device.online) throw new Failure('deviceOffline', `device ${sn} is offline`);
    const open = await reconciliations(tx, `r.sn = $1 AND r.status IN ('running', 'received')`, [sn]);
    if (open[0]) throw new Failure('conflict', `device ${sn} is being reconciled already`, { id: open[0].id });
    const id =
      device.link === 'push-att'
        ? await this.punches.start(tx, device, period, cause)
        : await this.begin(tx, device, period, cause);
    return this.get(tx, sn, id);
  }

  private async begin(tx: EntityManager, device: Device, period: Period, cause: ReconciliationCause): Promise<number> {
    const range = await this.rangeOf(tx, device, period);
    const [made] = await tx.query<{ id: number }[]>(
      `INSERT INTO reconciliation (sn, cause, status, range, way) VALUES ($1, $2, 'running', $3, $4) RETURNING id`,
      [device.sn, cause, JSON.stringify(range), knowsAccount(device) ? 'account' : 'query'],
    );
    await this.ask(tx, device, made?.id ?? 0, range);
    return made?.id ?? 0;
  }

  /** Requests the events that a gap in the index stands for. The caller holds the device's lock. */
  async startWaiting(tx: EntityManager, { id, sn, range }: Reconciliation): Promise<void> {
    const device = await this.devices.get(tx, sn);
    const asked = 'startIndex' in range && !isController(device.options) ? behind(range.startIndex - 1) : range;
    await tx.query(
      `UPDATE reconciliation SET status = 'running', due_at = NULL, last_at = clock_timestamp() WHERE id = $1`,
      [id],
    );
    await this.ask(tx, device, id, asked);
  }

  /**
   * Requests once more an answer that could not be read: the device still has all of it.
   * @returns false if it was already requested a second time, or by a raw command of an operator
   */
  async askAgain(tx: EntityManager, { id, sn, range, cause, askedAgain }: Reconciliation): Promise<boolean> {
    const device = await this.devices.find(tx, sn);
    if (!device || askedAgain || cause === 'command') return false;
    await lockDevice(tx, sn);
    await tx.query(
      `UPDATE reconciliation SET asked_again = true, status = 'running', leased_until = NULL,
         last_at = clock_timestamp() WHERE id = $1`,
      [id],
    );
    await this.ask(tx, device, id, range);
    return true;
  }

  /** A terminal sends everything after an index, in one package; a controller sends what is in a period (9.2). */
  private async rangeOf(tx: EntityManager, device: Device, { from, to }: Period): Promise<Range> {
    const whole = from === undefined && to === undefined;
    if (!isController(device.options)) return behind(from === undefined ? 0 : await this.indexBefore(tx, device, from));
    return whole ? { maxIndex: 0 } : { startTime: from ?? earliest, endTime: to ?? latest };
  }

  /** The last index before a moment; 0, which means everything, if the device has restarted its index since. */
  private async indexBefore(tx: EntityManager, { sn, eventEpoch }: Device, from: string): Promise<number> {
    if (eventEpoch > 1) return 0;
    const [last] = await tx.query<{ index: number | null }[]>(
      'SELECT max(log_id) AS index FROM event WHERE sn = $1 AND event_time < $2',
      [sn, from],
    );
    return Math.max(0, last?.index ?? 0);
  }

  private async ask(tx: EntityManager, device: Device, id: number, range: Range): Promise<void> {
    const order: Order = knowsAccount(device)
      ? { type: 'account', range }
      : { type: 'query', table: 'transaction', filter: filterOf(range) };
    await this.queue(tx, device, id, order);
  }

  private async queue(tx: EntityManager, device: Device, id: number, order: Order): Promise<void> {
    // What an earlier request brought is no part of this answer.
    await tx.query('DELETE FROM account_package WHERE reconciliation_id = $1', [id]);
    const commandId = await this.commands.run(tx, device.sn, order, { origin, pollSeconds: requestDelayOf(device) });
    await tx.query(
      'UPDATE reconciliation SET command_id = $2, way = $3, packages = NULL, announced = NULL WHERE id = $1',
      [id, commandId, order.type],
    );
  }

  /** The answer to the request. AccountPackageService takes what has come so far and what comes later. */
  private async settled(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    const [reconciliation] = await reconciliations(tx, 'r.sn = $1 AND r.command_id = $2', [command.sn, command.id]);
    if (!reconciliation) return;
    if (end.status === 'done') return this.answered(tx, reconciliation, end.returnCode);
    if (reconciliation.status !== 'running') return;
    if (end.status === 'failed' && (await this.askOtherwise(tx, command, reconciliation))) return;
    await this.failures.fail(tx, reconciliation, `the device did not answer it (${end.returnCode ?? end.status})`);
  }

  /** Its return code is the number of records (9.2); zero records are an answer, too. */
  private async answered(
    tx: EntityManager,
    { id, status, received }: Reconciliation,
    records: number | null,
  ): Promise<void> {
    await tx.query(
      'UPDATE reconciliation SET announced = coalesce(announced, $2), last_at = clock_timestamp() WHERE id = $1',
      [id, records],
    );
    if (status === 'running' && received === 0 && records === 0) await finish(tx, id, 'done');
  }

  /** The manual itself queries the table if ACCOUNT has failed (9.1.4), and not all firmware knows the period. */
  private async askOtherwise(
    tx: EntityManager,
    { order, sn }: Command,
    { id, range }: Reconciliation,
  ): Promise<boolean> {
    const device = await this.devices.find(tx, sn);
    if (!device) return false;
    const filter = filterOf(range);
    if (order.type === 'account') {
      await this.queue(tx, device, id, { type: 'query', table: 'transaction', filter });
      return true;
    }
    if (order.type !== 'query' || order.filter === '*') return false;
    await this.queue(tx, device, id, { type: 'query', table: 'transaction', filter: '*' });
    return true;
  }
}

const earliest = '2000-01-01 00:00:00';
const latest = '2099-12-31 23:59:59';

const behind = (index: number): Range => ({ maxIndex: Math.max(0, index), packed: true });

/** The condition of a query: a period, which some firmware knows; without a condition everything is sent (9.1.4). */
function filterOf(range: Range): string {
  const period = 'startTime' in range ? [range.startTime, range.endTime] : [range.since ?? '', latest];
  return period[0] === '' ? '*' : `starttime=${period[0]}\tendtime=${period[1]}`;
}
