import type { EntityManager } from 'typeorm';
import type { FeedMessage } from '../envelope/envelope.js';
import type { SenderContext } from './sender-context.js';
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
    private readonly context: Pick<SenderContext, 'unitOfWork' | 'atDatabase' | 'source' | 'urn'>,
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
  async take(underWay: Positions, most: number): Promise<DueMessage[]> {
    if (this.ready.length === 0 && this.nextAt <= Date.now()) await this.fetch(underWay());
    return this.ready.splice(0, most);
  }

  /** The one that is due first, whether it is due or not. */
  async soonest(underWay: Positions): Promise<DueMessage[]> {
    const [ready] = this.ready.splice(0, 1);
    if (ready) return [ready];
    return this.messagesOf(await this.ask((tx) => dueRows(tx, this.webhookId, never, underWay(), 1)));
  }

  /** The first of all, where order is kept. */
  async first(): Promise<DueMessage | null> {
    const row = await this.ask((tx) => firstPending(tx, this.webhookId));
    const [found] = row ? await this.messagesOf([row]) : [];
    return found ?? null;
  }

  private ask<T>(question: (tx: EntityManager) => Promise<T>): Promise<T> {
    const { atDatabase, unitOfWork } = this.context;
    return atDatabase(() => question(unitOfWork.manager));
  }

  private async fetch(underWay: readonly number[]): Promise<void> {
    // What is written after this is noted again.
    this.nextAt = Infinity;
    try {
      const rows = await this.ask((tx) => dueRows(tx, this.webhookId, new Date(), underWay, part));
      if (rows.length === part) this.nextAt = 0;
      else await this.lookAhead([...underWay, ...rows.map(({ position }) => position)]);
      this.ready = await this.messagesOf(rows);
    } catch (error) {
      this.nextAt = 0;
      throw error;
    }
  }

  private async lookAhead(except: readonly number[]): Promise<void> {
    const { tried, nextAt } = await this.ask((tx) => waitingRows(tx, this.webhookId, except));
    this.tried = tried;
    if (nextAt !== null) this.nextAt = Math.min(this.nextAt, nextAt.getTime());
  }

  private async messagesOf(rows: readonly DueRow[]): Promise<DueMessage[]> {
    if (rows.length === 0) return [];
    const positions = rows.flatMap(({ position, gap }) => (gap === null ? [position] : []));
    const messages = await this.context.source.messagesOf(await this.ask((tx) => entriesAt(tx, positions)));
    const byPosition = new Map(messages.map((message) => [message.position, message]));
    const urn = await this.context.urn();
    return rows.map((row) => ({
      row,
      message:
        row.gap === null
          ? (byPosition.get(row.position) ?? null)
          : gapMessage(row.position, row.gap, row.firstAt ?? new Date(), urn),
    }));
  }
}
