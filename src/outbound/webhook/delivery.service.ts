import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { notify, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure, fieldError } from '../../platform/errors.js';
import { EnvelopeService } from '../envelope/envelope.service.js';
import { FeedTailService } from '../feed/feed-tail.service.js';
import type { MessageStatus } from './message-rows.js';
import { WebhookMatcherService } from './webhook-matcher.service.js';
import type { Webhook } from './webhook.entity.js';

/** What became of a message, for those who ask. */
export interface Delivery {
  readonly position: number;
  readonly messageId: string;
  readonly type: string;
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
}

export interface DeliveryFilter {
  readonly status?: MessageStatus | undefined;
  readonly type?: string | undefined;
  /** Behind this one, as the list goes: from the newest to the oldest. */
  readonly before?: number | undefined;
}

export interface Counts {
  readonly pending: number;
  readonly dead: number;
}

/** A message that is to be sent (again). */
interface Wanted {
  readonly position: number;
  readonly messageId: string;
  readonly type: string;
}

export interface Replay {
  /** Positions, both included. */
  readonly from: number;
  readonly to: number;
  readonly status: MessageStatus | null;
}

/** Messages of one replay, and entries of the feed that it looks through. */
export const mostReplayed = 100_000;
const part = 1_000;

const columns = `position, message_id AS "messageId", type, sequence, status, attempts, next_at AS "nextAt",
  last_status AS "lastStatus", last_error AS "lastError", last_ms AS "lastMs", response, first_at AS "firstAt",
  last_at AS "lastAt"`;

/** Its life begins anew. It keeps its number, by which the receiver knows it. */
const again = `status = 'pending', attempts = 0, first_at = NULL, next_at = $2`;

/** What became of messages, and sending them once more. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly feed: FeedTailService,
    private readonly envelopes: EnvelopeService,
    private readonly matchers: WebhookMatcherService,
  ) {}

  /** The newest first; one more than asked for shows that there are more. */
  list(tx: EntityManager, id: string, { status, type, before }: DeliveryFilter, most: number): Promise<Delivery[]> {
    // The status stands in the text, so that PostgreSQL sees which index is about it.
    const ofStatus = status === undefined ? '' : `AND status = '${status}'`;
    return tx.query(
      `SELECT ${columns} FROM webhook_message WHERE webhook_id = $1 ${ofStatus}
         AND ($2::text IS NULL OR type = $2) AND position < $3 ORDER BY position DESC LIMIT $4`,
      [id, type ?? null, before ?? Number.MAX_SAFE_INTEGER, most],
    );
  }

  async countsOf(tx: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, Counts>> {
    const rows: (Counts & { id: string })[] = await tx.query(
      `SELECT w.id, (SELECT count(*) FROM webhook_message m WHERE m.webhook_id = w.id AND m.status = 'pending')::int AS pending,
         (SELECT count(*) FROM webhook_message m WHERE m.webhook_id = w.id AND m.status = 'dead')::int AS dead
       FROM unnest($1::text[]) w (id)`,
      [ids],
    );
    return new Map(rows.map(({ id, pending, dead }) => [id, { pending, dead }]));
  }

  /** @throws Failure notFound */
  async retry(tx: EntityManager, id: string, position: number): Promise<Delivery> {
    await tx.query(`UPDATE webhook_message SET ${again} WHERE webhook_id = $1 AND position = $3`, [
      id,
      new Date(),
      position,
    ]);
    const [found] = await this.list(tx, id, { before: position + 1 }, 1);
    if (found?.position !== position)
      throw new Failure('notFound', `no message of position ${position} was sent there`);
    notify(tx, 'webhook', id);
    return found;
  }

  /** The first position that was given at an instant or later. */
  async positionAt(at: Date): Promise<number> {
    const [row]: { position: number | null }[] = await this.unitOfWork.manager.query(
      'SELECT min(position) AS position FROM feed WHERE at >= $1',
      [at],
    );
    return row?.position ?? (await this.feed.last()) + 1;
  }

  /** What would be sent again, looked up before the transaction that has it sent: this may take a moment. */
  async wanted(webhook: Webhook, { from, to }: Replay): Promise<Wanted[]> {
    const [row]: { n: number }[] = await this.unitOfWork.manager.query(
      `SELECT count(*)::int AS n FROM (SELECT 1 FROM feed WHERE position BETWEEN $1 AND $2 LIMIT ${mostReplayed + 1}) f`,
      [from, to],
    );
    if ((row?.n ?? 0) > mostReplayed) throw tooMany();
    const matches = await this.matchers.of(webhook);
    const found: Wanted[] = [];
    for (let after = from - 1; after < to;) {
      const page = await this.feed.read(after, part);
      const entries = page.entries.filter(({ position }) => position <= to);
      const messages = (await this.envelopes.messagesOf(entries)).filter(matches);
      found.push(...messages.map(({ position, id, type }) => ({ position, messageId: id, type })));
      if (page.entries.length === 0 || page.position <= after) break;
      after = page.position;
    }
    return found;
  }

  /**
   * Has messages sent once more, and those that were never sent. What is still to come in its turn is left out.
   * @param wanted without a status: all that are for this endpoint
   * @returns how many
   */
  async replay(tx: EntityManager, id: string, replay: Replay, wanted: readonly Wanted[] | null): Promise<number> {
    const now = new Date();
    const [webhook]: { position: number }[] = await tx.query(
      'SELECT position FROM webhook WHERE id = $1 FOR NO KEY UPDATE',
      [id],
    );
    const to = Math.min(replay.to, webhook?.position ?? 0);
    const n =
      wanted === null
        ? await this.replayRows(tx, id, { ...replay, to }, now)
        : await this.replayAll(
            tx,
            id,
            wanted.filter(({ position }) => position <= to),
            now,
          );
    notify(tx, 'webhook', id);
    return n;
  }

  private async replayRows(tx: EntityManager, id: string, { from, to, status }: Replay, now: Date): Promise<number> {
    const [row]: { n: number }[] = await tx.query(
      `WITH changed AS (UPDATE webhook_message SET ${again}
         WHERE webhook_id = $1 AND position BETWEEN $3 AND $4 AND status = $5 RETURNING 1)
       SELECT count(*)::int AS n FROM changed`,
      [id, now, from, to, status],
    );
    if ((row?.n ?? 0) > mostReplayed) throw tooMany();
    return row?.n ?? 0;
  }

  private async replayAll(tx: EntityManager, id: string, wanted: readonly Wanted[], now: Date): Promise<number> {
    for (let at = 0; at < wanted.length; at += 10 * part) {
      await tx.query(
        `INSERT INTO webhook_message AS m (webhook_id, position, message_id, type, status, next_at)
         SELECT $1, r."position", r."messageId", r."type", 'pending', $2
         FROM json_to_recordset($3::json) AS r ("position" bigint, "messageId" text, "type" text) ORDER BY 2
         ON CONFLICT (webhook_id, position) DO UPDATE SET ${again}`,
        [id, now, JSON.stringify(wanted.slice(at, at + 10 * part))],
      );
    }
    return wanted.length;
  }
}

const tooMany = () => fieldError('to', `is too far away: one replay takes at most ${mostReplayed} messages`);
