import type { EntityManager } from 'typeorm';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { notify } from '../../platform/database/unit-of-work.js';
import type { Command, CommandRow, CommandStatus, OpenCommand, OpenCommandRow } from './command.js';
import type { CommandLifeService } from './command-life.service.js';
import type { Life, Order } from './order.js';
import { lockKey, lockKeys } from '../../platform/database/locks.js';

/**
 * What follows in the transaction looks rows up by their keys. Statistics of a table that has just grown say that a key
 * has thousands of rows; the planner would read the whole table for each.
 */
export const byKey = `set_config('enable_seqscan', 'off', true)`;

export async function looksUpByKey(tx: EntityManager): Promise<void> {
  await tx.query(`SELECT ${byKey}`);
}

/** Claim, settle and sync of one device take this first, for the rest of their transaction (docs/rules.md 3). */
export async function lockDevice(tx: EntityManager, sn: string): Promise<void> {
  await lockKey(tx, 'device', sn, `, ${byKey}`);
}

/** Of several devices at once. */
export async function lockDevices(tx: EntityManager, sns: readonly string[]): Promise<void> {
  await lockKeys(tx, 'device', sns);
}

type PlainRow = Omit<CommandRow, 'status' | 'meant' | 'text' | 'finished_at' | 'return_code' | 'answer'>;

/** Columns that are kept in clear and do not tell its end. */
export const plainOf = (row: PlainRow) => ({
  id: row.id,
  sn: row.sn,
  type: row.type,
  kind: row.kind,
  lane: row.lane,
  ahead: row.ahead,
  once: row.once,
  origin: row.origin,
  attempts: row.attempts,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  retryAt: row.retry_at,
  sentAt: row.sent_at,
});

export function toCommand(seal: SealedBox, row: CommandRow): Command {
  return {
    ...plainOf(row),
    status: row.status,
    order: seal.openJson(row.meant) as Order,
    text: row.text && seal.open(row.text).toString('utf8'),
    finishedAt: row.finished_at,
    returnCode: row.return_code,
    answer: row.answer,
  };
}

interface NewCommand {
  readonly sn: string;
  readonly order: Order;
  readonly life: Life;
  readonly origin: string;
}

/** @returns the number that is used on the wire */
export async function insertCommand(tx: EntityManager, seal: SealedBox, command: NewCommand): Promise<number> {
  const { sn, order, life, origin } = command;
  const rows: { id: number }[] = await tx.query(
    `INSERT INTO command (sn, type, kind, lane, once, origin, meant, created_at, expires_at)
     SELECT $1, $2, $3, $4, $5, $6, $7, at, at + $8::float8 * interval '1 second'
     FROM (SELECT clock_timestamp() AS at) t RETURNING id`,
    [sn, order.type, life.kind, life.lane, life.once, origin, seal.sealJson(order), life.seconds],
  );
  notify(tx, 'due', sn);
  return rows[0]?.id ?? 0;
}

/** An order for a device, to queue together with others. */
export interface QueuedOrder {
  readonly sn: string;
  readonly order: Order;
  /** It takes something away: it goes before all data that does not. */
  readonly ahead?: boolean;
  /** The people whose ledger rows it carries: by them the rows are found again. */
  readonly pins?: readonly string[];
}

/** Queues orders of any number of devices. @returns their numbers, in the order of the orders */
export async function insertCommands(
  tx: EntityManager,
  seal: SealedBox,
  origin: string,
  commands: readonly (QueuedOrder & { readonly life: Life })[],
): Promise<number[]> {
  const numbers: { id: number }[] = await tx.query(
    `SELECT nextval('command_number')::int AS id FROM generate_series(1, $1::int)`,
    [commands.length],
  );
  const ids = numbers.map(({ id }) => id);
  await tx.query(
    `INSERT INTO command (id, sn, type, ahead, meant, kind, lane, once, created_at, expires_at, origin, pins)
     SELECT id, sn, type, ahead, meant, kind, lane, once, at, at + seconds * interval '1 second', $10,
       CASE WHEN pins IS NOT NULL THEN ARRAY(SELECT json_array_elements_text(pins::json)) END
     FROM (SELECT clock_timestamp() AS at) t, unnest($1::int[], $2::text[], $3::text[], $4::boolean[], $5::bytea[], $6::text[], $7::smallint[],
       $8::boolean[], $9::float8[], $11::text[]) AS c (id, sn, type, ahead, meant, kind, lane, once, seconds, pins)`,
    [
      ids,
      commands.map(({ sn }) => sn),
      commands.map(({ order }) => order.type),
      commands.map(({ ahead }) => ahead === true),
      commands.map(({ order }) => seal.sealJson(order)),
      commands.map(({ life }) => life.kind),
      commands.map(({ life }) => life.lane),
      commands.map(({ life }) => life.once),
      commands.map(({ life }) => life.seconds),
      origin,
      commands.map(({ pins }) => (pins ? JSON.stringify([...new Set(pins)]) : null)),
    ],
  );
  for (const sn of new Set(commands.map((command) => command.sn))) notify(tx, 'due', sn);
  return ids;
}

/** Its time is from a clock that has been set back since, so its age is unknown. */
export const isAhead = (stamp: string) => `coalesce(${stamp} > clock_timestamp(), false)`;

/** Less of it is sent than was planned: its answer is about that part. */
export async function rewriteOrder(tx: EntityManager, seal: SealedBox, id: number, order: Order): Promise<void> {
  await tx.query('UPDATE command SET meant = $2 WHERE id = $1', [id, seal.sealJson(order)]);
}

/** Commands that may still be handed out or answered, in the order of handing out. */
export async function openCommands(
  tx: EntityManager,
  seal: SealedBox,
  lives: CommandLifeService,
  sn: string,
): Promise<OpenCommand[]> {
  const askedAt = steadyMs();
  const rows: OpenCommandRow[] = await tx.query(
    `SELECT *, ${isAhead('created_at')} AS doubtful,
       retry_at <= clock_timestamp() OR ${isAhead('sent_at')} AS overdue,
       extract(epoch FROM expires_at - clock_timestamp())::float8 AS expires_in,
       extract(epoch FROM clock_timestamp() - sent_at)::float8 AS sent_ago,
       extract(epoch FROM retry_at - clock_timestamp())::float8 AS retry_in
     FROM command WHERE sn = $1 AND status IN ('queued', 'sent') ORDER BY lane, ahead DESC, id LIMIT 100`,
    [sn],
  );
  return rows.map((row) => {
    const endsAt = endOf(lives, row, askedAt);
    return {
      ...toCommand(seal, row),
      status: row.status,
      endsAt,
      expired: row.status === 'queued' && endsAt <= steadyMs(),
      overdue: row.status === 'sent' && row.overdue === true,
      sentAgo: row.sent_ago ?? 0,
      retryIn: row.retry_in ?? Infinity,
    };
  });
}

export interface LifeRow {
  readonly id: number;
  readonly expires_in: number | null;
  readonly doubtful: boolean;
}

/** By both clocks, this gateway's and the database's; in doubt it is over. @param askedAt before the row was read */
export function endOf(lives: CommandLifeService, { id, expires_in, doubtful }: LifeRow, askedAt: number): number {
  if (expires_in === null) return Infinity;
  return lives.note(id, doubtful ? -Infinity : askedAt + 1_000 * expires_in);
}

/**
 * Records how much time the orders of all devices have left, whatever their origin.
 * @returns devices with an order whose time is over
 */
export async function overdueOrders(tx: EntityManager, lives: CommandLifeService): Promise<string[]> {
  const askedAt = steadyMs();
  const rows: (LifeRow & { sn: string })[] = await tx.query(
    `SELECT id, sn, ${isAhead('created_at')} AS doubtful,
       extract(epoch FROM expires_at - clock_timestamp())::float8 AS expires_in
     FROM command WHERE status = 'queued' AND kind = 'control' AND expires_at IS NOT NULL`,
  );
  const over = rows.filter((row) => endOf(lives, row, askedAt) <= steadyMs());
  return over.map(({ sn }) => sn);
}

export async function markSent(
  tx: EntityManager,
  seal: SealedBox,
  id: number,
  sent: { text: string; retryAfter: number },
): Promise<void> {
  await tx.query(
    `UPDATE command SET status = 'sent', attempts = attempts + 1, text = $2, sent_at = clock_timestamp(),
       retry_at = clock_timestamp() + $3 * interval '1 second' WHERE id = $1`,
    [id, seal.seal(sent.text), sent.retryAfter],
  );
}

/** It was claimed and has not left the gateway: this undoes the hand-out. */
export async function markUnsent(tx: EntityManager, id: number): Promise<void> {
  await tx.query(`UPDATE command SET attempts = 0, text = NULL, sent_at = NULL, retry_at = NULL WHERE id = $1`, [id]);
}

/** Ends a command. @returns the seconds since it was queued */
export async function endCommand(
  tx: EntityManager,
  command: Pick<Command, 'id' | 'sn'>,
  status: CommandStatus,
  returnCode: number | null,
): Promise<number | undefined> {
  const [rows]: [{ lasted: number }[], number] = await tx.query(
    `UPDATE command SET status = $2, return_code = $3, finished_at = clock_timestamp(), retry_at = NULL WHERE id = $1
     RETURNING extract(epoch FROM finished_at - created_at)::float8 AS lasted`,
    [command.id, status, returnCode],
  );
  notify(tx, 'command', String(command.id));
  notify(tx, 'due', command.sn);
  return rows[0]?.lasted;
}

export async function appendEnds(tx: EntityManager, ended: readonly Pick<Command, 'id' | 'sn'>[]): Promise<void> {
  if (ended.length === 0) return;
  await tx.query(
    `SELECT feed_append('command', c.sn, c.id) FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS c (sn, id, at)
     ORDER BY c.at`,
    [ended.map(({ sn }) => sn), ended.map(({ id }) => String(id))],
  );
  notify(tx, 'feed');
}

/** Whether there is any work for this device. */
export async function hasOpenCommands(tx: EntityManager, sn: string): Promise<boolean> {
  const found: unknown[] = await tx.query(
    `SELECT 1 FROM command WHERE sn = $1 AND status IN ('queued', 'sent') LIMIT 1`,
    [sn],
  );
  return found.length > 0;
}
