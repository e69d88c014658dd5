import type { EntityManager } from 'typeorm';
import type { FeedMessage } from '../envelope/envelope.js';
import type { MessageSource } from './feed-scan.js';
import { dueRows, entriesAt, firstPending, waitingRows, type DueRow } from './message-rows.js';
import { gapMessage } from './own-messages.js';

/** A message that is tried again; without `message` there is nothing left of it. */
export interface DueMessage {
  readonly row: DueRow;
  readonly message: FeedMessage | null;
}

type Positions = () => readonly number[];

/** Rows that are read in one go. */
const part = 100;
const never = new Date(8.64e15);

/** The messages of an endpoint that have a row and wait for their next attempt. */
export class DueQueue {
  /** That were tried, and are to be tried again. */
  tried = 0;
  /** When the next one is due; 0 = to be looked up. */
  private nextAt = 0;
  private ready: DueMessage[] = [];

  constructor(
    private readonly webhookId: string,
    private readonly source: MessageSource,
    private readonly urn: () => Promise<string>,
  ) {}

  /** When there is something to do, in milliseconds. */
  get dueAt(): number {
    return this.ready.length > 0 ? 0 : this.nextAt;
  }

  /** Somebody else has written rows, or what was read must be read again. */
  forget(): void {
    this.ready = [];
    this.nextAt = 0;
  }

  /** A row was written that waits. */
  note(nextAt: Date): void {
    this.tried++;
    this.nextAt = Math.min(this.nextAt, nextAt.getTime());
  }

  /** @param underWay positions that are sent right now, or whose outcome is not written yet */
  async take(tx: EntityManager, underWay: Positions, most: number): Promise<DueMessage[]> {
    if (this.ready.length === 0 && this.nextAt <= Date.now()) await this.fetch(tx, underWay());
    return this.ready.splice(0, most);
  }

  /** The one that is due first, whether it is due or not. */
  async soonest(tx: EntityManager, underWay: Positions): Promise<DueMessage[]> {
    const [ready] = this.ready.splice(0, 1);
    if (ready) return [ready];
    return this.messagesOf(tx, await dueRows(tx, this.webhookId, never, underWay(), 1));
  }

  /** The first of all, where order is kept. */
  async first(tx: EntityManager): Promise<DueMessage | null> {
    const row = await firstPending(tx, this.webhookId);
    const [found] = row ? await this.messagesOf(tx, [row]) : [];
    return found ?? null;
  }

  private async fetch(tx: EntityManager, underWay: readonly number[]): Promise<void> {
    // What is written after this is noted again.
    this.nextAt = Infinity;
    try {
      const rows = await dueRows(tx, this.webhookId, new Date(), underWay, part);
      if (rows.length === part) this.nextAt = 0;
      else await this.lookAhead(tx, [...underWay, ...rows.map(({ position }) => position)]);
      this.ready = await this.messagesOf(tx, rows);
    } catch (error) {
      this.nextAt = 0;
      throw error;
    }
  }

  private async lookAhead(tx: EntityManager, except: readonly number[]): Promise<void> {
    const { tried, nextAt } = await waitingRows(tx, this.webhookId, except);
    this.tried = tried;
    if (nextAt !== null) this.nextAt = Math.min(this.nextAt, nextAt.getTime());
  }

  private async messagesOf(tx: EntityManager, rows: readonly DueRow[]): Promise<DueMessage[]> {
    if (rows.length === 0) return [];
    const positions = rows.flatMap(({ position, gap }) => (gap === null ? [position] : []));
    const messages = await this.source.messagesOf(await entriesAt(tx, positions));
    const byPosition = new Map(messages.map((message) => [message.position, message]));
    const urn = await this.urn();
    return rows.map((row) => ({
      row,
      message:
        row.gap === null
          ? (byPosition.get(row.position) ?? null)
          : gapMessage(row.position, row.gap, row.firstAt ?? new Date(), urn),
    }));
  }
}
