import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { FeedWaitingService } from '../../modules/transaction/feed-waiting.service.js';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { FeedEntry, FeedPage } from './feed-entry.js';

/** Entries that are kept for all readers; whoever is further behind reads the database. */
const kept = 5_000;
/** Entries that one query reads of what is new. */
const part = 1_000;
/** Parts in a row; behind them the look goes on at the end of the feed. */
const mostParts = kept / part;

interface Sleeper {
  readonly after: number;
  readonly wake: () => void;
}

const between = `SELECT position, kind, sn, ref, at, detail FROM feed
  WHERE position > $1 AND position <= 9223372036854775807 ORDER BY position LIMIT $2`;

/**
 * The one reader of the end of the feed in this process: new positions are read once, whoever follows. It looks when it
 * is notified, and now and then while somebody waits.
 */
@Injectable()
export class FeedTailService implements OnModuleDestroy {
  private readonly sleepers = new Set<Sleeper>();
  /** The newest entries, without a hole: all that there are behind `from`, up to `to`. */
  private entries: FeedEntry[] = [];
  private from = 0;
  private to = 0;
  private hasBegun = false;
  private underWay: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private rechecking: NodeJS.Timeout | null = null;
  private isStopped = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly pending: FeedWaitingService,
    private readonly notifications: Notifications,
  ) {
    // Triggers append to the feed and notify nobody: what writes about people or devices does.
    for (const kind of ['feed', 'change', 'device'] as const) notifications.on(kind, () => this.lookSoon());
  }

  /** Readers that wait go on at once, so that the server can stop. */
  onModuleDestroy(): void {
    this.isStopped = true;
    for (const { wake } of [...this.sleepers]) wake();
  }

  /** The newest position that was given; 0 = none. */
  async last(): Promise<number> {
    const [row]: { last: number | null }[] = await this.unitOfWork.manager.query(
      'SELECT max(position) AS last FROM feed',
    );
    return row?.last ?? 0;
  }

  /** A reader may go on behind any position that is not below this one; 0 = nothing was ever removed. */
  async horizon(): Promise<number> {
    return Promise.resolve(0);
  }

  /** Entries behind a position, in their order. What was committed before the call is among them. */
  async read(after: number, most: number): Promise<FeedPage> {
    if (!this.hasBegun || after >= this.to) await this.look();
    if (after >= this.to) return { entries: [], position: after, isFull: false };
    if (after < this.from) return this.stored(after, most);
    const first = firstBehind(this.entries, after);
    const entries = this.entries.slice(first, first + most);
    return pageOf(entries, after, entries.length === most);
  }

  /** Resolves when something may be there, when the time is over, or when the reader or the gateway goes. */
  async wait(after: number, milliseconds: number, signal: AbortSignal): Promise<void> {
    if (this.isStopped || signal.aborted || (this.hasBegun && after < this.to)) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.sleepers.delete(sleeper);
        if (this.sleepers.size === 0) this.rest();
        resolve();
      };
      const sleeper: Sleeper = { after, wake };
      const timer = setTimeout(wake, milliseconds);
      signal.addEventListener('abort', wake);
      this.sleepers.add(sleeper);
      this.rechecking ??= setInterval(() => this.lookSoon(), this.notifications.recheckMs).unref();
    });
  }

  private async stored(after: number, most: number): Promise<FeedPage> {
    const entries: FeedEntry[] = await this.unitOfWork.manager.query(between, [after, most]);
    return pageOf(entries, after, entries.length === most);
  }

  private lookSoon(): void {
    // The database is away: the next look finds what came meanwhile.
    if (this.sleepers.size > 0) void this.look().catch(() => undefined);
  }

  /** Reads what is new. A look that began before the call may have missed it: all who call meanwhile share the next. */
  private look(): Promise<void> {
    if (this.underWay === null) return this.begin();
    this.next ??= this.underWay
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        return this.begin();
      });
    return this.next;
  }

  private begin(): Promise<void> {
    const mine = this.readOn().finally(() => {
      if (this.underWay === mine) this.underWay = null;
    });
    this.underWay = mine;
    return mine;
  }

  private async readOn(): Promise<void> {
    await this.pending.take();
    if (!this.hasBegun) await this.skip();
    this.hasBegun = true;
    for (let parts = 1; ; parts++) {
      const { entries, position, isFull } = await this.stored(this.to, part);
      this.keep(entries, position);
      if (!isFull) break;
      if (parts % mostParts === 0) await this.skip();
    }
    for (const { after, wake } of [...this.sleepers]) if (after < this.to) wake();
  }

  /** Nobody has followed for long. */
  private async skip(): Promise<void> {
    this.from = this.to = await this.last();
    this.entries = [];
  }

  private keep(entries: readonly FeedEntry[], position: number): void {
    this.entries.push(...entries);
    this.to = position;
    const tooMany = this.entries.length - kept;
    if (tooMany <= 0) return;
    this.from = this.entries[tooMany - 1]?.position ?? this.from;
    this.entries = this.entries.slice(tooMany);
  }

  private rest(): void {
    if (this.rechecking) clearInterval(this.rechecking);
    this.rechecking = null;
  }
}

const pageOf = (entries: readonly FeedEntry[], after: number, isFull: boolean): FeedPage => ({
  entries,
  position: entries.at(-1)?.position ?? after,
  isFull,
});

/** The index of the first entry behind a position. */
function firstBehind(entries: readonly FeedEntry[], after: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.position ?? 0) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
