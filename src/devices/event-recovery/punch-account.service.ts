import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { Device } from '../../modules/device/device.entity.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { eventHorizon } from '../../modules/transaction/event-horizon.js';
import { requestDelayOf } from '../../modules/device/request-delay.js';
import * as att from '../../protocol/attendance-push/commands.js';
import { splitTime, timesOf, type TimeRange } from './punch-times.js';
import { ReconciliationFailureService } from './reconciliation-failure.service.js';
import { finish, reconciliations, type ReconciliationCause } from './reconciliation.js';

/** The origin of the commands that request it. */
const origin = 'punches';
/** A terminal searches its log before it answers. */
const patienceSeconds = 600;
/** Rows may come after the answer to their query (Attendance PUSH 12.3). */
const lateSeconds = 30;
const earliest = '2000-01-01 00:00:00';
/** How far back a terminal without counts is asked if nobody says from when. */
const uncountedDays = 366;

interface Slice extends TimeRange {
  readonly id: number;
  readonly reconciliationId: number;
  readonly step: 'waiting' | 'count' | 'rows' | 'settling' | 'done';
  readonly commandId: number | null;
  readonly there: number | null;
  readonly here: number | null;
}

const columns = `s.id, s.reconciliation_id AS "reconciliationId", s.step, s.command_id AS "commandId", s.there, s.here,
  to_char(s.from_time, 'YYYY-MM-DD HH24:MI:SS') AS "from", to_char(s.to_time, 'YYYY-MM-DD HH24:MI:SS') AS "to"`;

/**
 * Compares the punches of a terminal with ours (Attendance PUSH 12.5). The terminal counts a period. If it has more
 * punches than are here, the period is halved until it is a month or less, and those punches are requested. They are
 * stored on the one path in; the number of new ones is the number of missing ones. There is one query at a time.
 */
@Injectable()
export class PunchAccountService implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandService,
    private readonly registrations: DeviceRegistrationService,
    private readonly failures: ReconciliationFailureService,
  ) {}

  onModuleInit(): void {
    this.commands.onSettled(origin, (tx, command, end) => this.settled(tx, command, end));
  }

  /** The caller holds the device's lock, and knows that the device is online. @returns the id of the comparison */
  async start(
    tx: EntityManager,
    device: Device,
    period: { readonly from?: string | undefined; readonly to?: string | undefined },
    cause: ReconciliationCause,
  ): Promise<number> {
    const timeZone = device.timeZone ?? this.config.siteTimeZone;
    // What is older is gone here, however much of it the terminal still has.
    const horizon = (await eventHorizon(tx)) ?? earliest;
    const { from = earliest, to = wallClockOf(new Date(), timeZone) } = period;
    const range = { from: from < horizon && horizon <= to ? horizon : from, to };
    const [made] = await tx.query<{ id: number }[]>(
      `INSERT INTO reconciliation (sn, cause, status, range, way) VALUES ($1, $2, 'running', $3, 'count') RETURNING id`,
      [device.sn, cause, JSON.stringify({ startTime: range.from, endTime: range.to })],
    );
    const id = made?.id ?? 0;
    await this.add(tx, id, [range]);
    await this.next(tx, id, device);
    return id;
  }

  /** Ends the wait for rows that come after the answer. */
  async look(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const open: Slice[] = await tx.query(
        `SELECT ${columns} FROM punch_account s WHERE s.step = 'settling' ORDER BY s.id LIMIT 20 FOR UPDATE SKIP LOCKED`,
      );
      for (const slice of open) await this.settle(tx, slice);
    });
  }

  private async settled(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    const [slice] = await tx.query<Slice[]>(
      `SELECT ${columns} FROM punch_account s JOIN reconciliation r ON r.id = s.reconciliation_id AND r.status = 'running'
       WHERE s.command_id = $1 FOR UPDATE OF s`,
      [command.id],
    );
    if (!slice) return;
    if (slice.step === 'count') return this.counted(tx, command, end, slice);
    if (end.status !== 'done') return this.fail(tx, command.sn, slice, end);
    await tx.query(
      `UPDATE punch_account SET step = 'settling', seen = here, moved_at = clock_timestamp() WHERE id = $1`,
      [slice.id],
    );
    await this.settle(tx, slice);
  }

  /** A terminal that does not count is asked for everything, a month at a time. */
  private async counted(tx: EntityManager, { id, sn }: Command, end: CommandEnd, slice: Slice): Promise<void> {
    if (end.status !== 'done' && end.status !== 'failed') return this.fail(tx, sn, slice, end);
    const told = (await this.commands.get(tx, id)).answer?.count;
    const device = await this.deviceOf(tx, sn);
    if (!device) return;
    if (end.status === 'failed' || typeof told !== 'number') {
      await this.withoutCounts(tx, slice);
      return this.next(tx, slice.reconciliationId, device);
    }
    await this.compare(tx, device, slice, told);
  }

  /** Nothing is missing; or the period is halved; or it is short enough to request its punches. */
  private async compare(tx: EntityManager, device: Device, slice: Slice, there: number): Promise<void> {
    const here = await this.countOf(tx, device.sn, slice);
    const halves = here < there ? splitTime(slice) : null;
    await tx.query(`UPDATE punch_account SET there = $2, here = $3, step = 'done', command_id = NULL WHERE id = $1`, [
      slice.id,
      there,
      here,
    ]);
    if (here < there && !halves) return this.askRows(tx, device, { ...slice, here });
    if (halves) await this.add(tx, slice.reconciliationId, halves);
    await this.next(tx, slice.reconciliationId, device);
  }

  private async withoutCounts(tx: EntityManager, { reconciliationId: id, to, from }: Slice): Promise<void> {
    await tx.query(`UPDATE reconciliation SET way = 'query' WHERE id = $1`, [id]);
    await tx.query(`DELETE FROM punch_account WHERE reconciliation_id = $1 AND step <> 'done'`, [id]);
    await this.add(tx, id, timesOf({ from: from === earliest ? null : from, to }, uncountedDays));
  }

  /** The next period that was not compared yet; after the last one the comparison is done. */
  private async next(tx: EntityManager, id: number, device: Device): Promise<void> {
    const [slice] = await tx.query<(Slice & { way: string })[]>(
      `SELECT ${columns}, r.way FROM punch_account s JOIN reconciliation r ON r.id = s.reconciliation_id
       WHERE s.reconciliation_id = $1 AND s.step = 'waiting' ORDER BY s.from_time LIMIT 1`,
      [id],
    );
    if (!slice) return this.finish(tx, id, device.sn);
    if (slice.way === 'query') {
      return this.askRows(tx, device, { ...slice, here: await this.countOf(tx, device.sn, slice) });
    }
    await this.ask(tx, device, slice, 'count', att.verifySum(slice.from, slice.to));
  }

  private askRows(tx: EntityManager, device: Device, slice: Slice): Promise<void> {
    return this.ask(tx, device, slice, 'rows', att.queryTime('ATTLOG', slice.from, slice.to));
  }

  private async ask(
    tx: EntityManager,
    device: Device,
    { id, here, reconciliationId }: Slice,
    step: 'count' | 'rows',
    text: string,
  ): Promise<void> {
    const commandId = await this.commands.run(
      tx,
      device.sn,
      { type: 'raw', text },
      { origin, pollSeconds: requestDelayOf(device), onceWithin: patienceSeconds },
    );
    await tx.query('UPDATE punch_account SET step = $2, command_id = $3, here = $4 WHERE id = $1', [
      id,
      step,
      commandId,
      here,
    ]);
    await tx.query('UPDATE reconciliation SET command_id = $2, last_at = clock_timestamp() WHERE id = $1', [
      reconciliationId,
      commandId,
    ]);
  }

  private async settle(tx: EntityManager, slice: Slice): Promise<void> {
    const [row] = await tx.query<{ sn: string; seen: number; late: boolean }[]>(
      `SELECT r.sn, s.seen, s.moved_at < clock_timestamp() - $2 * interval '1 second' AS late
       FROM punch_account s JOIN reconciliation r ON r.id = s.reconciliation_id AND r.status = 'running' WHERE s.id = $1`,
      [slice.id, lateSeconds],
    );
    if (!row) return;
    const now = await this.countOf(tx, row.sn, slice);
    const isAll = slice.there === null ? await this.hasAllTold(tx, slice, now) : now >= slice.there;
    if (isAll || (row.late && now === row.seen)) return this.close(tx, row.sn, slice, now);
    if (now === row.seen) return;
    await tx.query('UPDATE punch_account SET seen = $2, moved_at = clock_timestamp() WHERE id = $1', [slice.id, now]);
    await tx.query('UPDATE reconciliation SET last_at = clock_timestamp() WHERE id = $1', [slice.reconciliationId]);
  }

  /** If the terminal does not count, its answer may say how many there were. */
  private async hasAllTold(tx: EntityManager, { commandId }: Slice, now: number): Promise<boolean> {
    const command = commandId === null ? null : await this.commands.find(tx, commandId);
    const told = command?.returnCode ?? 0;
    return told <= 0 || now >= told;
  }

  private async close(tx: EntityManager, sn: string, slice: Slice, now: number): Promise<void> {
    const { id, reconciliationId, commandId, here } = slice;
    const command = commandId === null ? null : await this.commands.find(tx, commandId);
    const stored = now - (here ?? now);
    const rows = Math.max(Number(command?.answer?.rows ?? 0), command?.returnCode ?? 0, stored);
    await tx.query(
      `INSERT INTO account_package (reconciliation_id, packet, format, body_hash, bytes, records, stored, unreadable)
       SELECT $1, (SELECT count(*) + 1 FROM account_package WHERE reconciliation_id = $1), 'rows', '', 0, $2, $3, 0`,
      [reconciliationId, rows, stored],
    );
    await tx.query(`UPDATE punch_account SET step = 'done', command_id = NULL WHERE id = $1`, [id]);
    const device = await this.deviceOf(tx, sn);
    if (device) await this.next(tx, reconciliationId, device);
  }

  private async finish(tx: EntityManager, id: number, sn: string): Promise<void> {
    const [first] = await tx.query<Slice[]>(
      `SELECT ${columns} FROM punch_account s WHERE s.reconciliation_id = $1 AND s.there IS NOT NULL ORDER BY s.id LIMIT 1`,
      [id],
    );
    const here = first ? await this.countOf(tx, sn, first) : 0;
    const there = first?.there ?? null;
    // Two identical punches count as one punch; unreadable rows are kept aside.
    const reason =
      there !== null && here < there ? `the terminal counts ${there}, and ${here} of them are told apart here` : null;
    await tx.query('UPDATE reconciliation SET announced = $2 WHERE id = $1', [id, there]);
    await finish(tx, id, 'done', reason);
    await tx.query('DELETE FROM punch_account WHERE reconciliation_id = $1', [id]);
    const [done] = await reconciliations(tx, 'r.id = $1', [id]);
    if (done && done.stored > 0) {
      await this.registrations.alert(tx, sn, `${done.stored} of its events were missing and have been stored`);
    }
  }

  private async fail(tx: EntityManager, sn: string, slice: Slice, end: CommandEnd): Promise<void> {
    const reason = `the terminal did not answer it (${end.returnCode ?? end.status})`;
    await this.failures.fail(tx, { id: slice.reconciliationId, sn }, reason);
    await tx.query('DELETE FROM punch_account WHERE reconciliation_id = $1', [slice.reconciliationId]);
  }

  private async add(tx: EntityManager, id: number, times: readonly TimeRange[]): Promise<void> {
    for (const { from, to } of times) {
      await tx.query('INSERT INTO punch_account (reconciliation_id, from_time, to_time) VALUES ($1, $2, $3)', [
        id,
        from,
        to,
      ]);
    }
  }

  /** Punches that are stored here; other reports of a terminal (alarms) do not count. */
  private async countOf(tx: EntityManager, sn: string, { from, to }: TimeRange): Promise<number> {
    const [row] = await tx.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM event WHERE sn = $1 AND event_time BETWEEN $2 AND $3 AND raw NOT ILIKE 'OPLOG%'`,
      [sn, from, to],
    );
    return row?.n ?? 0;
  }

  private async deviceOf(tx: EntityManager, sn: string): Promise<Device | null> {
    return tx.findOneBy(Device, { sn });
  }
}
