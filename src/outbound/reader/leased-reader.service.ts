import { randomBytes } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { LOG } from '../../platform/tokens.js';
import { EnvelopeService } from '../envelope/envelope.service.js';
import { FeedTailService } from '../feed/feed-tail.service.js';
import type { ReaderSource, ReaderTotals } from './feed-run.js';
import { LeasedReader } from './leased-reader.js';
import type { ReaderKind } from './publisher.js';
import { claimReaders, giveBack, noteProgress } from './reader-store.js';

const leaseMs = 30_000;
const renewMs = 10_000;

/** All that follows the feed for a broker. Of all gateways, the one that has the lease of a reader runs it. */
@Injectable()
export class LeasedReaderService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly owner = randomBytes(8).toString('hex');
  private readonly readers = new Map<string, LeasedReader>();
  private readonly job: PeriodicJob;
  private readonly source: ReaderSource;
  private nextMs = renewMs;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly seal: SealedBox,
    feed: FeedTailService,
    envelopes: EnvelopeService,
    private readonly notifications: Notifications,
    jobs: PeriodicJobService,
    @Inject(LOG) log: Logger,
  ) {
    this.source = {
      horizon: () => feed.horizon(),
      read: (after, most) => feed.read(after, most),
      wait: (after, milliseconds, signal) => feed.wait(after, milliseconds, signal),
      messagesOf: (entries) => envelopes.messagesOf(entries),
      note: ({ name, revision }, progress) =>
        noteProgress(unitOfWork.manager, { name, owner: this.owner, revision }, progress),
      warn: (fields, message) => log.warn(fields, message),
    };
    this.job = jobs.add(
      { name: 'feed-readers', everyMs: () => this.nextMs, failure: 'who follows the feed is looked at again' },
      () => this.look(),
    );
    notifications.on('reader', () => this.job.soon());
  }

  /** What each has published since the start, here. */
  get totals(): { readonly name: string; readonly totals: ReaderTotals }[] {
    return [...this.readers.values()].map(({ kind: { name }, totals }) => ({ name, totals }));
  }

  /** Called while the application is made. */
  add(kind: ReaderKind): void {
    if (this.readers.has(kind.name)) throw new Error(`there are two readers ${kind.name}`);
    this.readers.set(kind.name, new LeasedReader(kind, this.source, () => this.job.soon()));
  }

  onApplicationBootstrap(): void {
    this.job.start();
    this.job.soon();
  }

  /** The database is still there: the leases are given back. */
  async onModuleDestroy(): Promise<void> {
    await this.job.stop();
    await Promise.all([...this.readers.values()].map((reader) => reader.stop()));
    // The database is away: the leases end by themselves.
    await this.giveBack().catch(() => undefined);
  }

  private async giveBack(): Promise<void> {
    const { manager } = this.unitOfWork;
    const names = await giveBack(manager, this.owner);
    const hints = names.map((name) => `reader ${name}` as const);
    await this.notifications.sendOver(manager, hints);
  }

  private async look(): Promise<void> {
    const names = [...this.readers.keys()];
    // A lease is never longer here than in the database.
    const leaseEnds = steadyMs() + leaseMs;
    const claims = await claimReaders(this.unitOfWork.manager, this.seal, { names, owner: this.owner, leaseMs });
    const others = [...claims.values()].filter(({ row }) => row === null).map(({ endsInMs }) => endsInMs);
    this.nextMs = Math.min(renewMs, ...others.map((endsInMs) => endsInMs + 50));
    await Promise.all(
      [...this.readers].map(([name, reader]) => reader.offer(claims.get(name)?.row ?? null, leaseEnds)),
    );
  }
}
