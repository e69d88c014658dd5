import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { askedSecondsAgo, secondsLeft } from '../../platform/auth/asked-at.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { ifFailed, notify, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { CommandLifeService } from './command-life.service.js';
import { CommandTotals } from './command-totals.js';
import { hasEnded, type Command, type CommandRow, type CommandStatus } from './command.js';
import {
  appendEnds,
  endCommand,
  insertCommand,
  insertCommands,
  lockDevice,
  rewriteOrder,
  toCommand,
  type QueuedOrder,
} from './command.store.js';
import { lifeOf, partCount, type Life, type Order } from './order.js';
import { isGated, isLinkGated, lacking, unspeakable } from './device-capabilities.js';

/** Called inside the settling transaction, so that ledger and queue cannot disagree. */
export type Settler = (tx: EntityManager, command: Command, end: CommandEnd) => Promise<void>;

/** Returns what is still to be sent of a command that is about to be handed out; null = nothing. */
export type HandOut = (tx: EntityManager, command: Command) => Promise<Order | null>;

export interface CommandEnd {
  readonly status: CommandStatus;
  readonly returnCode: number | null;
}

interface EndedRow {
  readonly id: number;
  readonly sn: string;
  readonly kind: Command['kind'];
  readonly outcome: CommandStatus;
}

interface CommandRequest {
  /** Who requests it; the settler of this origin is called at the end. */
  readonly origin: string;
  /** How often the device polls, in seconds. */
  readonly pollSeconds?: number;
  /** For data that must not be sent again automatically: handed out once, and given up after this many seconds. */
  readonly onceWithin?: number;
}

const usualPollSeconds = 5;

/** A gateway that has much to do is so slow, too. */
const tolerated = 1;

/**
 * A door is to open soon after somebody asked for it, not soon after the database wrote that down.
 * @throws Failure unavailable if it is too late already
 */
function inTime(tx: EntityManager, life: Life): Life {
  if (life.kind !== 'control' || life.seconds === null) return life;
  const late = Math.max(0, askedSecondsAgo(tx) - tolerated);
  const seconds = Math.min(life.seconds - late, secondsLeft(tx));
  if (seconds <= 0) throw new Failure('unavailable', 'this took too long: nothing was sent');
  return seconds === life.seconds ? life : { ...life, seconds };
}

/** Attendance terminals accept one option in each command (Attendance PUSH 12.5). */
async function partsOf(tx: EntityManager, sn: string, order: Order): Promise<readonly Order[]> {
  const options = order.type === 'setOptions' ? Object.entries(order.options) : [];
  if (order.type !== 'setOptions' || options.length < 2) return [order];
  const terminals: unknown[] = await tx.query(`SELECT 1 FROM device WHERE sn = $1 AND link = 'push-att'`, [sn]);
  if (terminals.length === 0) return [order];
  return options.map(([name, value]) => ({ ...order, options: { [name]: value } }));
}

/**
 * The queue: requests to devices, and their results. Handing out and settling: delivery.service. Waiting for an end:
 * command-wait.service.
 */
@Injectable()
export class CommandService {
  private readonly settlers = new Map<string, Settler>();
  private readonly handOuts = new Map<string, HandOut>();
  private readonly watchers = new Map<Order['type'], Settler>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
    private readonly lives: CommandLifeService,
    private readonly totals: CommandTotals,
  ) {}

  /** Registers the settler for the end of commands of one origin. */
  onSettled(origin: string, settler: Settler): void {
    this.settlers.set(origin, settler);
  }

  /** Registers the check of what is still true of commands of one origin. */
  onHandOut(origin: string, handOut: HandOut): void {
    this.handOuts.set(origin, handOut);
  }

  /** The command in its present form; null if nothing of it is left to send. The caller holds the device's lock. */
  async current(tx: EntityManager, command: Command): Promise<Command | null> {
    const handOut = this.handOuts.get(command.origin);
    if (handOut === undefined) return command;
    const order = await handOut(tx, command);
    if (order === null) return null;
    if (partCount(order) < partCount(command.order)) await rewriteOrder(tx, this.sealedBox, command.id, order);
    return { ...command, order };
  }

  /** Registers the settler for the end of orders of this type, whatever their origin. */
  onEnded(type: Order['type'], watcher: Settler): void {
    this.watchers.set(type, watcher);
  }

  /**
   * Queues a command. Returns its number, of several the last one's. @throws Failure deviceUnsupported if the device
   * says that it cannot do it
   */
  async run(tx: EntityManager, sn: string, order: Order, asked: CommandRequest): Promise<number> {
    if (isGated(order) || isLinkGated(order)) await this.checkGate(tx, sn, order);
    const usual = lifeOf(order, this.config.commandTtl, asked.pollSeconds ?? usualPollSeconds);
    const life = inTime(
      tx,
      asked.onceWithin === undefined ? usual : { ...usual, once: true, seconds: asked.onceWithin },
    );
    if (order.type === 'setTime') await this.cancelQueued(tx, sn, 'setTime');
    let id = 0;
    for (const part of await partsOf(tx, sn, order)) {
      const queuedAt = steadyMs();
      id = await insertCommand(tx, this.sealedBox, { sn, order: part, life, origin: asked.origin });
      if (life.seconds === null) continue;
      this.noteLife(tx, id, queuedAt + 1_000 * life.seconds);
    }
    return id;
  }

  /**
   * Queues orders of any number of devices with one statement: those that every link has words for, no device lacks
   * anything for, and no device takes in parts.
   * @returns their numbers, in the order of the orders
   */
  async queue(tx: EntityManager, origin: string, orders: readonly QueuedOrder[]): Promise<number[]> {
    if (orders.length === 0) return [];
    const queuedAt = steadyMs();
    const commands = orders.map((one) => ({
      ...one,
      life: lifeOf(one.order, this.config.commandTtl, usualPollSeconds),
    }));
    const ids = await insertCommands(tx, this.sealedBox, origin, commands);
    commands.forEach(({ life: { seconds } }, at) => {
      if (seconds !== null) this.noteLife(tx, ids[at] ?? 0, queuedAt + 1_000 * seconds);
    });
    return ids;
  }

  private noteLife(tx: EntityManager, id: number, endsAt: number): void {
    this.lives.note(id, endsAt);
    // The commit may have succeeded even so. The caller is told that it failed, so the door must not open afterwards.
    ifFailed(tx, () => this.lives.giveUp(id));
  }

  /** Which of these numbers are commands of a device. */
  async own(sn: string, ids: readonly number[]): Promise<ReadonlySet<number>> {
    if (ids.length === 0) return new Set();
    const rows: { id: number }[] = await this.unitOfWork.manager.query(
      'SELECT id FROM command WHERE sn = $1 AND id = ANY($2::bigint[])',
      [sn, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async find(tx: EntityManager, id: number): Promise<Command | null> {
    if (!Number.isSafeInteger(id) || id < 1 || id > 0x7fffffff) return null;
    const rows: CommandRow[] = await tx.query('SELECT * FROM command WHERE id = $1', [id]);
    return rows[0] ? toCommand(this.sealedBox, rows[0]) : null;
  }

  async get(tx: EntityManager, id: number): Promise<Command> {
    const command = await this.find(tx, id);
    if (!command) throw new Failure('notFound', `there is no command ${id}`);
    return command;
  }

  /** Those of these commands that there are. */
  async all(tx: EntityManager, ids: readonly number[]): Promise<Command[]> {
    if (ids.length === 0) return [];
    const rows: CommandRow[] = await tx.query('SELECT * FROM command WHERE id = ANY($1)', [ids]);
    return rows.map((row) => toCommand(this.sealedBox, row));
  }

  /** Cancels a command. If it was handed out, it cannot be cancelled: its outcome is unknown from then on. */
  async cancel(tx: EntityManager, id: number): Promise<void> {
    const { sn } = await this.get(tx, id);
    await lockDevice(tx, sn);
    const command = await this.get(tx, id);
    if (hasEnded(command)) throw new Failure('conflict', `command ${id} has ended: ${command.status}`);
    await this.end(tx, command, { status: command.status === 'queued' ? 'cancelled' : 'unanswered', returnCode: null });
    await appendEnds(tx, [command]);
  }

  /** Cancels a command if no device has received it yet. @returns its state then */
  async cancelUnheard(tx: EntityManager, id: number): Promise<Command> {
    const { sn } = await this.get(tx, id);
    await lockDevice(tx, sn);
    const command = await this.get(tx, id);
    if (command.status !== 'queued') return command;
    await this.end(tx, command, { status: 'cancelled', returnCode: null });
    await appendEnds(tx, [command]);
    return { ...command, status: 'cancelled' };
  }

  /** Cancels door commands that no device has received yet. The caller holds the device's lock. */
  async cancelControl(tx: EntityManager, sn: string): Promise<void> {
    const queued: { id: number }[] = await tx.query(
      `SELECT id FROM command WHERE sn = $1 AND kind = 'control' AND status = 'queued' ORDER BY id`,
      [sn],
    );
    const commands: Command[] = [];
    for (const { id } of queued) commands.push(await this.get(tx, id));
    for (const command of commands) await this.end(tx, command, { status: 'cancelled', returnCode: null });
    await appendEnds(tx, commands);
  }

  /**
   * Stops commands whose rows have a newer version: a queued one is cancelled, one that was handed out is not
   * delivered again. The caller holds the device's lock and knows about the rows: no settler is called.
   */
  async withdraw(tx: EntityManager, ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    const ended: [EndedRow[], number] = await tx.query(
      `UPDATE command SET status = CASE status WHEN 'queued' THEN 'cancelled' ELSE 'unanswered' END,
         finished_at = clock_timestamp(), retry_at = NULL
       WHERE id = ANY($1) AND status IN ('queued', 'sent') RETURNING id, sn, kind, status AS outcome`,
      [ids],
    );
    this.totals.note(tx, ended[0]);
    for (const { id, sn } of ended[0]) {
      notify(tx, 'command', String(id));
      notify(tx, 'due', sn);
    }
  }

  /** Ends a command and calls its settler. The caller appends the end to the feed, last of all. */
  async end(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    const lasted = await endCommand(tx, command, end.status, end.returnCode);
    const { kind, type } = command;
    this.totals.note(tx, [{ kind, type, outcome: end.status, ...(lasted === undefined ? {} : { lasted }) }]);
    await this.settle(tx, command, end);
    await this.watch(tx, command, end);
  }

  /** Calls the settler of the command's origin. */
  async settle(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    await this.settlers.get(command.origin)?.(tx, command, end);
  }

  /** Calls who watches commands of this type. */
  async watch(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    await this.watchers.get(command.type)?.(tx, command, end);
  }

  /**
   * Stores what a device reported with its answer. Some firmware sends it after the result: then the settler is called
   * again.
   */
  async noteAnswer(tx: EntityManager, { id, sn }: Command, answer: Readonly<Record<string, unknown>>): Promise<void> {
    await lockDevice(tx, sn);
    await tx.query(`UPDATE command SET answer = coalesce(answer, '{}') || $2::jsonb WHERE id = $1`, [
      id,
      JSON.stringify(answer),
    ]);
    const command = await this.get(tx, id);
    if (command.status !== 'done') return;
    await this.settlers.get(command.origin)?.(tx, command, { status: 'done', returnCode: command.returnCode });
    notify(tx, 'command', String(id));
  }

  private async checkGate(tx: EntityManager, sn: string, order: Order): Promise<void> {
    const rows: { options: Record<string, string>; link: string }[] = await tx.query(
      'SELECT options, link FROM device WHERE sn = $1',
      [sn],
    );
    const { options = {}, link = '' } = rows[0] ?? {};
    const lack = unspeakable(order, link) ?? lacking(order, options);
    if (lack !== null) throw new Failure('deviceUnsupported', `device ${sn} ${lack}`);
  }

  private async cancelQueued(tx: EntityManager, sn: string, type: Order['type']): Promise<void> {
    const ended: [EndedRow[], number] = await tx.query(
      `UPDATE command SET status = 'cancelled', finished_at = clock_timestamp()
       WHERE sn = $1 AND type = $2 AND status = 'queued' RETURNING id, sn, kind, status AS outcome`,
      [sn, type],
    );
    this.totals.note(tx, ended[0]);
  }
}
