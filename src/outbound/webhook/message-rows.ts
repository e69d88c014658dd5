import type { EntityManager } from 'typeorm';
import type { FeedEntry } from '../feed/feed-entry.js';

export type MessageStatus = 'delivered' | 'pending' | 'dead';

/** What a gap was, for a message that stands for what an endpoint has missed. */
export interface Gap {
  readonly from: string;
  readonly to: string;
}

/** A message as its row has it after an attempt. */
export interface MessageRow {
  readonly position: number;
  readonly messageId: string;
  readonly type: string;
  /** Null if it was never sent. */
  readonly sequence: number | null;
  readonly status: MessageStatus;
  readonly attempts: number;
  readonly nextAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly lastMs: number | null;
  readonly response: string | null;
  readonly firstAt: Date | null;
  readonly lastAt: Date;
  readonly gap: Gap | null;
}

/** A row that waits for its next attempt. */
export interface DueRow {
  readonly position: number;
  readonly messageId: string;
  readonly type: string;
  /** Null: it is sent for the first time (of a replay). */
  readonly sequence: number | null;
  readonly attempts: number;
  readonly nextAt: Date;
  readonly firstAt: Date | null;
  readonly gap: Gap | null;
}

const columns = `"position" bigint, "messageId" text, "type" text, "sequence" bigint, "status" text, "attempts" int,
  "nextAt" timestamptz, "lastStatus" int, "lastError" text, "lastMs" int, "response" text, "firstAt" timestamptz,
  "lastAt" timestamptz, "gap" jsonb`;

export async function writeRows(tx: EntityManager, webhookId: string, rows: readonly MessageRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO webhook_message AS m (webhook_id, position, message_id, type, sequence, status, attempts, next_at,
       last_status, last_error, last_ms, response, first_at, last_at, gap)
     SELECT $1, r."position", r."messageId", r."type", r."sequence", r."status", r."attempts", r."nextAt",
       r."lastStatus", r."lastError", r."lastMs", r."response", r."firstAt", r."lastAt", r."gap"
     FROM json_to_recordset($2::json) AS r (${columns}) ORDER BY r."position"
     ON CONFLICT (webhook_id, position) DO UPDATE SET sequence = excluded.sequence, status = excluded.status,
       attempts = excluded.attempts, next_at = excluded.next_at, last_status = excluded.last_status,
       last_error = excluded.last_error, last_ms = excluded.last_ms, response = excluded.response,
       first_at = excluded.first_at, last_at = excluded.last_at`,
    [webhookId, JSON.stringify(rows)],
  );
}

const due = `position, message_id AS "messageId", type, sequence, attempts, next_at AS "nextAt", first_at AS "firstAt",
  gap`;

/** What waits and may be sent at `now`, in the order of its time. */
export const dueRows = (
  tx: EntityManager,
  webhookId: string,
  now: Date,
  underWay: readonly number[],
  most: number,
): Promise<DueRow[]> =>
  tx.query(
    `SELECT ${due} FROM webhook_message WHERE webhook_id = $1 AND status = 'pending' AND next_at <= $2
       AND position <> ALL($3::bigint[]) ORDER BY next_at, position LIMIT $4`,
    [webhookId, now, underWay, most],
  );

/** Where order is kept: the first that waits, whenever its time is. */
export async function firstPending(tx: EntityManager, webhookId: string): Promise<DueRow | null> {
  const [row]: DueRow[] = await tx.query(
    `SELECT ${due} FROM webhook_message WHERE webhook_id = $1 AND status = 'pending' ORDER BY position LIMIT 1`,
    [webhookId],
  );
  return row ?? null;
}

export interface Waiting {
  /** That were tried and are to be tried again. */
  readonly tried: number;
  /** When the first of all that wait is due. */
  readonly nextAt: Date | null;
}

export async function waitingRows(tx: EntityManager, webhookId: string, underWay: readonly number[]): Promise<Waiting> {
  const [row]: Waiting[] = await tx.query(
    `SELECT count(first_at)::int AS tried, min(next_at) AS "nextAt" FROM webhook_message
     WHERE webhook_id = $1 AND status = 'pending' AND position <> ALL($2::bigint[])`,
    [webhookId, underWay],
  );
  return row ?? { tried: 0, nextAt: null };
}

/** Positions and numbers behind what is recorded without a hole: they are not sent again. */
export async function rowsAhead(
  tx: EntityManager,
  webhookId: string,
  position: number,
  sequence: number,
): Promise<{ positions: Set<number>; sequences: number[] }> {
  const behind: { position: number }[] = await tx.query(
    'SELECT position FROM webhook_message WHERE webhook_id = $1 AND position > $2',
    [webhookId, position],
  );
  const numbered: { sequence: number }[] = await tx.query(
    'SELECT sequence FROM webhook_message WHERE webhook_id = $1 AND sequence > $2',
    [webhookId, sequence],
  );
  return {
    positions: new Set(behind.map((row) => row.position)),
    sequences: numbered.map((row) => row.sequence),
  };
}

/** Numbers of messages that are sent for the first time though they have a row: they are kept before anything is sent. */
export async function keepNumbers(
  tx: EntityManager,
  webhookId: string,
  numbers: readonly { readonly position: number; readonly sequence: number }[],
): Promise<void> {
  if (numbers.length === 0) return;
  await tx.query(
    `UPDATE webhook_message m SET sequence = n.sequence
     FROM json_to_recordset($2::json) AS n (position bigint, sequence bigint)
     WHERE m.webhook_id = $1 AND m.position = n.position AND m.sequence IS NULL`,
    [webhookId, JSON.stringify(numbers)],
  );
}

/** Entries of the feed at certain positions; some may have been removed since. */
export const entriesAt = (tx: EntityManager, positions: readonly number[]): Promise<FeedEntry[]> =>
  tx.query(
    `SELECT position, kind, sn, ref, at, detail FROM feed WHERE position = ANY($1::bigint[]) ORDER BY position`,
    [positions],
  );
