import { randomBytes } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../../platform/config.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { CONFIG, LOG } from '../../platform/tokens.js';
import { EnvelopeService } from '../envelope/envelope.service.js';
import { InstallationService } from '../envelope/installation.service.js';
import { FeedTailService } from '../feed/feed-tail.service.js';
import { AtMost } from '../../platform/at-most.js';
import type { SenderContext } from './sender-context.js';
import { giveBackLeases, movePositions, renewLeases, shareOf, takeLeases } from './webhook-lease.store.js';
import { Turnstile } from './turnstile.js';
import { WebhookMatcherService } from './webhook-matcher.service.js';
import { WebhookSender } from './webhook-sender.js';
import { timesOf } from './webhook-times.js';
import { WebhookTotals } from './webhook-totals.js';
import { systemResolve } from './webhook-url.js';

/** Connections for all endpoints together: a door is opened however many there are. */
const mostAtDatabase = 4;
/** Endpoints that begin messages in one round of the event loop, each as many as it has room for. */
const mostInRound = 2;
/** At the end of a gateway, for what is under way. */
const patienceMs = 3_000;

/** The endpoints that this gateway sends to: its share of all that there are, each for as long as it renews its lease. */
@Injectable()
export class WebhookSenderService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly context: SenderContext;
  private readonly senders = new Map<string, WebhookSender>();
  /** They begin nothing more, and still have their leases. */
  private readonly leaving = new Set<WebhookSender>();
  private readonly moved = new Map<string, number>();
  private readonly job: PeriodicJob;
  private renewedAt = -Infinity;
  private isKnown = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly notifications: Notifications,
    private readonly totals: WebhookTotals,
    seal: SealedBox,
    feed: FeedTailService,
    envelopes: EnvelopeService,
    installation: InstallationService,
    matchers: WebhookMatcherService,
    jobs: PeriodicJobService,
    @Inject(CONFIG) { webhookTimeScale, webhookAllowPrivate }: Config,
    @Inject(LOG) log: Logger,
  ) {
    const times = timesOf(webhookTimeScale);
    const atDatabase = new AtMost(mostAtDatabase).run;
    this.context = {
      ...{ unitOfWork, atDatabase, seal, totals, log, times },
      resolve: systemResolve,
      turnstile: new Turnstile(mostInRound),
      owner: randomBytes(8).toString('hex'),
      allowPrivate: webhookAllowPrivate,
      urn: () => installation.source(),
      matcherOf: (webhook) => atDatabase(() => matchers.of(webhook)),
      source: {
        horizon: () => atDatabase(() => feed.horizon()),
        read: (after, most) => atDatabase(() => feed.read(after, most)),
        wait: (after, milliseconds, signal) => feed.wait(after, milliseconds, signal),
        messagesOf: (entries) => atDatabase(() => envelopes.messagesOf(entries)),
      },
    };
    const failure = 'who sends webhooks could not be settled and will be next time';
    this.job = jobs.add({ name: 'webhooks', everyMs: times.lookMs, failure }, () => this.look());
    notifications.on('webhook', (id) => this.changed(id));
  }

  onApplicationBootstrap(): void {
    this.job.start();
    this.job.soon();
  }

  /** The database is still there: others go on at once. */
  async onModuleDestroy(): Promise<void> {
    await this.job.stop();
    await Promise.all([...this.senders.values()].map((sender) => sender.stop(patienceMs).catch(() => undefined)));
    await this.unitOfWork.run((tx) => giveBackLeases(tx, this.context.owner, null)).catch(() => undefined);
    await this.notifications.send(['webhook ']);
  }

  /** @param id of one endpoint; '' or * = nobody knows which */
  private changed(id: string): void {
    const some = this.senders.get(id);
    for (const sender of some ? [some] : this.senders.values()) if (some || id === '*') sender.changed();
    this.lookAgain();
  }

  private async look(): Promise<void> {
    const { times } = this.context;
    if (steadyMs() - this.renewedAt >= times.renewMs) await this.renew();
    await this.take();
    await this.move();
  }

  /** Says that this gateway is there, and lets go what it has no more, or too many of. */
  private async renew(): Promise<void> {
    const { owner, times } = this.context;
    // A lease is never longer here than in the database.
    const began = steadyMs();
    const kept = new Set(await this.unitOfWork.run((tx) => renewLeases(tx, { owner, leaseMs: times.leaseMs })));
    this.renewedAt = began;
    // Others have more than their share now.
    if (!this.isKnown) void this.notifications.send(['webhook ']);
    this.isKnown = true;
    const all = [...this.senders.values()].filter((sender) => !this.leaving.has(sender));
    const going = all.filter(({ id, hasEnded }) => kept.has(id) && !hasEnded);
    for (const sender of going) sender.renewed(began + times.leaseMs);
    const share = await shareOf(this.unitOfWork.manager);
    const staying = new Set(going.slice(0, share));
    for (const sender of all) if (!staying.has(sender)) void this.release(sender);
    // What this gateway has without sending to it (it could not begin) is anybody's.
    const idle = [...kept].filter((id) => !this.senders.has(id));
    if (idle.length > 0) await giveBackLeases(this.unitOfWork.manager, owner, idle);
  }

  private async take(): Promise<void> {
    const { owner, times } = this.context;
    const most = (await shareOf(this.unitOfWork.manager)) - this.senders.size;
    if (most <= 0 || this.job.isStopped) return;
    const began = steadyMs();
    for (const id of await takeLeases(this.unitOfWork.manager, { owner, leaseMs: times.leaseMs }, most)) {
      const sender = await WebhookSender.start(this.context, id, began + times.leaseMs).catch((error: unknown) => {
        this.context.log.warn({ err: error, webhook: id }, 'a webhook could not begin and will be tried again');
        return null;
      });
      if (!sender) continue;
      this.senders.set(id, sender);
      // What was changed while it began was told to nobody.
      sender.changed();
      this.totals.leases = this.senders.size;
      void sender.ended.then(() => this.lookAgain());
    }
  }

  /** In the background: what is under way may last, and the leases of others are renewed meanwhile. */
  private async release(sender: WebhookSender): Promise<void> {
    const { id } = sender;
    this.leaving.add(sender);
    try {
      await sender.stop(this.context.times.wholeMs).catch(() => undefined);
      await giveBackLeases(this.unitOfWork.manager, this.context.owner, [id]).catch(() => undefined);
    } finally {
      this.leaving.delete(sender);
      // It may have been taken again meanwhile.
      if (this.senders.get(id) === sender) {
        this.senders.delete(id);
        this.moved.delete(id);
      }
      this.totals.leases = this.senders.size;
    }
    await this.notifications.send(['webhook ']);
  }

  private lookAgain(): void {
    this.renewedAt = -Infinity;
    this.job.soon();
  }

  /** Whoever takes an endpoint over need not go through again what is not for it. */
  private async move(): Promise<void> {
    const now = [...this.senders.values()].map(({ id, position }) => ({ id, position }));
    const moved = now.filter(({ id, position }) => (this.moved.get(id) ?? 0) < position);
    if (moved.length === 0) return;
    await movePositions(this.unitOfWork.manager, this.context.owner, moved);
    for (const { id, position } of moved) this.moved.set(id, position);
  }
}
