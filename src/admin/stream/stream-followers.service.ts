import { Injectable } from '@nestjs/common';
import { FeedTailService } from '../../outbound/feed/feed-tail.service.js';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Bounds } from '../../platform/operator/bounds.js';
import { StreamItemsService, type Batch } from './stream-items.service.js';
import type { StreamLine } from './stream-line.js';
import { shownTo } from './stream-rights.js';
import type { StreamItem } from './stream-topics.js';

/** Whoever follows the feed. */
export interface Follower {
  readonly line: StreamLine;
  /** What it may see; null = all. It may change while it follows. */
  bounds: Bounds | null;
  wants(item: StreamItem): boolean;
}

/** What comes within this time is sent together. */
const gatherMs = 100;
/** Without a notification the feed is looked at this often: one look for all followers. */
const recheckMs = 1_000;
/** A part of the feed that is read in one go. */
const part = 500;
/** A reader that missed more than this begins anew: that is less work for everybody. */
const farthest = 10_000;

/** Who caught up may have been told more than the others. */
const isNews = (one: Follower, item: StreamItem) => Number(item.position) > one.line.position && one.wants(item);

/** What the gateway reads of the feed goes to all streams that are open. */
@Injectable()
export class StreamFollowersService {
  private readonly followers = new Set<Follower>();
  /** Up to where the followers were told; meaningless without any. */
  private position = 0;
  private turn: Promise<void> = Promise.resolve();
  private gathering: NodeJS.Timeout | null = null;
  private rechecking: NodeJS.Timeout | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly items: StreamItemsService,
    private readonly tail: FeedTailService,
    notifications: Notifications,
  ) {
    // Triggers append to the feed and notify nobody: what writes about people or devices does.
    for (const kind of ['feed', 'change', 'device'] as const) notifications.on(kind, () => this.soon());
  }

  /** @param after the position that it has seen; null = from now on */
  async follow(follower: Follower, after: number | null, hello: object): Promise<void> {
    const { line } = follower;
    if (after === null) return this.join(follower, null, hello);
    const isThere = await this.isThere(after);
    if (!isThere) {
      await this.join(follower, null, hello, true);
      return;
    }
    line.begin(after, hello);
    let position = after;
    for (;;) {
      const batch = await this.items.read(position, null, part);
      if (!batch.isFull) break;
      await this.tell([follower], batch);
      position = batch.position;
      await line.taken();
      if (!line.isOpen()) return;
    }
    await this.join(follower, position, null);
  }

  leave(follower: Follower): void {
    this.followers.delete(follower);
    if (this.followers.size === 0) this.rest();
  }

  /** @param position up to where it was told; null = it begins where the others are */
  private join(follower: Follower, position: number | null, hello: object | null, isReset = false): Promise<void> {
    return this.inTurn(async () => {
      const { line } = follower;
      if (this.followers.size === 0) this.position = await this.tail.last();
      if (!line.isOpen()) return;
      if (hello !== null) line.begin(this.position, hello);
      if (isReset) line.reset(this.position);
      for (let told = position ?? this.position; told < this.position;) {
        const batch = await this.items.read(told, this.position, part);
        await this.tell([follower], batch);
        told = batch.isFull ? batch.position : this.position;
      }
      if (!line.isOpen()) return;
      this.followers.add(follower);
      this.rechecking ??= setInterval(() => this.soon(), recheckMs).unref();
      this.soon();
    });
  }

  private soon(): void {
    if (this.followers.size === 0) return;
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      // The database is away: the next look finds what came meanwhile.
      void this.inTurn(() => this.readOn()).catch(() => undefined);
    }, gatherMs).unref();
  }

  private async readOn(): Promise<void> {
    while (this.followers.size > 0) {
      const batch = await this.items.read(this.position, null, part);
      if (batch.position === this.position) return;
      await this.tell([...this.followers], batch);
      this.position = batch.position;
      if (!batch.isFull) return;
    }
  }

  /** Rights are looked at once for all followers with the same bounds. */
  private async tell(followers: readonly Follower[], { items, position }: Batch): Promise<void> {
    const groups = new Map<string, Follower[]>();
    for (const one of followers) {
      const name = JSON.stringify(one.bounds);
      groups.set(name, [...(groups.get(name) ?? []), one]);
    }
    const told: (readonly [Follower, readonly StreamItem[]])[] = [];
    for (const group of groups.values()) {
      const shown = await shownTo(this.unitOfWork.manager, group[0]?.bounds ?? null, items);
      for (const one of group) told.push([one, shown.filter((item) => isNews(one, item))]);
    }
    // Nothing is sent before all is known: after an error the whole part is read again.
    for (const [{ line }, shown] of told) line.take(shown, position);
  }

  /** Whether everything behind this position is still in the feed, and is not too much. */
  private async isThere(after: number): Promise<boolean> {
    const [last, horizon] = await Promise.all([this.tail.last(), this.tail.horizon()]);
    if (after > last || after < horizon) return false;
    const [row]: { behind: number }[] = await this.unitOfWork.manager.query(
      `SELECT count(*)::int AS behind FROM (SELECT 1 FROM feed WHERE position > $1 LIMIT ${farthest + 1}) n`,
      [after],
    );
    return row !== undefined && row.behind <= farthest;
  }

  private inTurn(task: () => Promise<void>): Promise<void> {
    const mine = this.turn.then(task);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private rest(): void {
    if (this.gathering) clearTimeout(this.gathering);
    if (this.rechecking) clearInterval(this.rechecking);
    this.gathering = this.rechecking = null;
  }
}
