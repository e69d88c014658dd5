import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { FeedDrainService } from '../../modules/transaction/feed-drain.service.js';
import { feedPosition } from '../../modules/transaction/feed-position.js';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { SharedRun } from '../../platform/schedule/shared-run.js';
import type { FeedEntry, FeedPage } from './feed-entry.js';
import { NewestEntries, pageOf } from './newest-entries.js';

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
  private readonly newest = new NewestEntries(kept);
  private readonly looks = new SharedRun(() => this.look());
  private rechecking: NodeJS.Timeout | null = null;
  /** A notification came while nobody waited. */
  private isMissed = false;
  private isStopped = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly pending: FeedDrainService,
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
  last(): Promise<number> {
    return feedPosition(this.unitOfWork.manager);
  }

  /** The same once all that waits has its position. */
  async lastAfterLook(): Promise<number> {
    await this.pending.take();
    return this.last();
  }

  /** A reader may go on behind any position that is not below this one; 0 = nothing was ever removed. */
  async horizon(): Promise<number> {
    const [row]: { position: number }[] = await this.unitOfWork.manager.query('SELECT position FROM feed_horizon');
    return row?.position ?? 0;
  }

  /** Whether nothing is left up to a position. */
  async isEmptyUpTo(position: number): Promise<boolean> {
    const [row]: { there: boolean }[] = await this.unitOfWork.manager.query(
      'SELECT EXISTS (SELECT 1 FROM feed WHERE position <= $1) AS there',
      [position],
    );
    return row?.there === false;
  }

  /** Entries behind a position, in their order. What was committed before the call is among them. */
  async read(after: number, most: number): Promise<FeedPage> {
    const page = await this.known(after, most);
    if (page.isFull) return page;
    // More may have come than is known here.
    await this.looks.run();
    return this.known(after, most);
  }

  /** Resolves when something may be there, when the time is over, or when the reader or the gateway goes. */
  async wait(after: number, milliseconds: number, signal: AbortSignal): Promise<void> {
    if (this.isStopped || signal.aborted || this.newest.isBehind(after)) return;
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
      if (this.isMissed) this.lookSoon();
    });
  }

  private async known(after: number, most: number): Promise<FeedPage> {
    return this.newest.read(after, most) ?? (await this.stored(after, most));
  }

  private async stored(after: number, most: number): Promise<FeedPage> {
    const entries: FeedEntry[] = await this.unitOfWork.manager.query(between, [after, most]);
    return pageOf(entries, after, most);
  }

  private lookSoon(): void {
    this.isMissed = this.sleepers.size === 0;
    // The database is away: the next look finds what came meanwhile.
    if (!this.isMissed) this.looks.run().catch(() => undefined);
  }

  private async look(): Promise<void> {
    this.isMissed = false;
    await this.pending.take();
    if (!this.newest.hasBegun) this.newest.begin(await this.last());
    for (let parts = 1; ; parts++) {
      const page = await this.stored(this.newest.to, part);
      this.newest.add(page);
      if (!page.isFull) break;
      // Nobody has followed for long.
      if (parts % mostParts === 0) this.newest.begin(await this.last());
    }
    for (const { after, wake } of [...this.sleepers]) if (this.newest.isBehind(after)) wake();
  }

  private rest(): void {
    if (this.rechecking) clearInterval(this.rechecking);
    this.rechecking = null;
  }
}
