import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import type { Order } from '../../core/command/order.js';
import { QueryAnswerService } from '../../core/command/query-answer.service.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { parseRecord, type Rec } from '../../protocol/access-push/records.js';
import { decodeRow } from '../../protocol/access-push/table.js';
import { tableNamed } from '../../protocol/access-push/tables/all.js';
import { ledgerRecords } from '../../protocol/attendance-push/records.js';
import { loadDevices, type DeviceFacts } from '../desired/facts.js';
import { answersOf } from './answers.js';
import { backOff } from './back-off.js';
import { DispatchService, syncOrigin } from './dispatch.service.js';
import { placeOf } from './ledger-place.js';
import { carriedByQuery, carryByQuery, doubtedRows } from './ledger-doubt.repository.js';
import { release, retryLater, rowsGone, tellFailures } from './ledger-outcome.repository.js';
import { noteFound } from './ledger-unknown.repository.js';

const origin = 'doubted deletion';
/** The code of the DELETE that the rows contradict. */
const doubted = -1;

type UnitsOrder = Extract<Order, { type: 'deleteUnits' }>;
type QueryOrder = Extract<Order, { type: 'query' }>;

/** Tables that a terminal can be asked about (Attendance PUSH 12.3). */
const told: ReadonlySet<string> = new Set(['user', 'templatev10', 'biodata']);

/**
 * Terminals answer -1 or -3 to a DELETE if there is nothing to delete, but also if they could not do it. So they are asked
 * for that one row before it counts as gone: the person may still pass there.
 */
@Injectable()
export class DoubtedDeletionService implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly commands: CommandService,
    private readonly answers: QueryAnswerService,
    private readonly dispatcher: DispatchService,
  ) {}

  onModuleInit(): void {
    this.commands.onSettled(origin, (tx, command, end) => this.settled(tx, command, end));
  }

  /** @returns false if the answer can be believed. The caller holds the device's lock */
  async takes(tx: EntityManager, command: Command, { table, units }: UnitsOrder, end: CommandEnd): Promise<boolean> {
    const [first, ...more] = units;
    if (end.returnCode === null || end.returnCode >= 0 || first === undefined || more.length > 0) return false;
    if (!told.has(table)) return false;
    if (!(await answersOf(tx, command.sn)).doubts(end.returnCode, command.text ?? '')) return false;
    // Others have newer versions, or commands of their own, which say more than this answer.
    const rows = await doubtedRows(tx, command, table, first.rows);
    if (rows.length === 0) return true;
    const { sn } = command;
    const order: QueryOrder = { type: 'query', table, filter: first.unit, keepRows: true };
    const pins = rows.map(({ pin }) => pin);
    const [id = 0] = await this.commands.queue(tx, origin, [{ sn, order, pins }]);
    await carryByQuery(tx, { sn, id }, table, rows);
    return true;
  }

  /** Called again for rows that come after the result. */
  private async settled(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    const { order, sn } = command;
    const [facts] = await loadDevices(tx, this.config.siteTimeZone, [sn]);
    if (order.type !== 'query' || !facts) return;
    const found = await this.found(tx, command, order);
    const rows = await carriedByQuery(tx, command);
    if (rows.length === 0) await this.noteLate(tx, facts, order.table, found);
    else if (found.length > 0) await retryLater(tx, command, doubted, backOff);
    else if (end.status === 'done') await rowsGone(tx, rows);
    else if (end.status === 'failed') await this.believe(tx, command, rows);
    else if (end.status === 'unanswered') await retryLater(tx, command, null, backOff);
    else await release(tx, command);
    await tellFailures(tx, sn);
    await this.dispatcher.dispatch(tx, facts);
  }

  /** Some firmware sends all rows, whichever was asked for, and some takes zeros from the front of a number. */
  private async found(
    tx: EntityManager,
    command: Command,
    { table, filter = '' }: QueryOrder,
  ): Promise<readonly Rec[]> {
    const asked = [...parseRecord(filter).fields];
    const bodies = (await this.answers.take(tx, command)) ?? [];
    const plain = (value = '') => value.trim().replace(/^0+(?=.)/, '');
    return bodies
      .flatMap((body) => ledgerRecords(body.toString('utf8'), table))
      .filter(({ fields }) => asked.every(([name, value]) => plain(fields.get(name)) === plain(value)));
  }

  /** Its firmware cannot be asked, so its word is all there is. Of users it may at least tell the number. */
  private async believe(tx: EntityManager, { sn }: Command, rows: Parameters<typeof rowsGone>[1]): Promise<void> {
    await rowsGone(tx, rows);
    if (rows.some(({ table }) => table === 'user'))
      await this.commands.queue(tx, syncOrigin, [{ sn, order: { type: 'count', table: 'user' } }]);
  }

  /** It said that it had none, and then it sent one. */
  private async noteLate(
    tx: EntityManager,
    { sn, dialect }: DeviceFacts,
    name: string,
    records: readonly Rec[],
  ): Promise<void> {
    const table = tableNamed(name);
    if (!table || records.length === 0) return;
    const places = records.map((rec) => placeOf(name, decodeRow(table, rec, dialect), dialect));
    await noteFound(
      tx,
      sn,
      places.map((place) => ({ ...place, scope: null })),
      true,
    );
  }
}
