import { steadyMs } from '../../platform/steady-clock.js';
import { Attempts } from './attempts.js';
import { DueQueue, type DueMessage } from './due-queue.js';
import { Endpoint } from './endpoint.js';
import { EndpointHealth } from './endpoint-health.js';
import { FeedScan } from './feed-scan.js';
import { GapWatch } from './gap-watch.js';
import { rowsAhead } from './message-rows.js';
import { Outcomes } from './outcomes.js';
import type { SenderContext } from './sender-context.js';
import { SequenceNumbers } from './sequence-numbers.js';
import { Sleep } from './sleep.js';
import { Webhook } from './webhook.entity.js';

/** So many messages that are to be tried again, and nothing new is begun: it waits in the feed. */
const mostTried = 10_000;
/** Outcomes that could not be written yet: more would be sent twice if this gateway ended now. */
const mostUnrecorded = 1_000;
const longestRestMs = 10_000;
const restAfterFaultMs = 1_000;

/** Sends to one endpoint, for as long as this gateway has its lease. */
export class WebhookSender {
  /** Resolves when it begins nothing more. */
  readonly ended: Promise<void>;
  hasEnded = false;
  private readonly due: DueQueue;
  private readonly outcomes: Outcomes;
  private readonly gaps: GapWatch;
  private readonly attempts: Attempts;
  private readonly follower = new AbortController();
  private isStopped = false;
  /** What is under way counts for nothing. */
  private isLost = false;
  private isChanged = false;
  /** Where order is kept: there may be a row that waits. */
  private mayWait = true;
  private isFollowing = false;
  private readonly sleep = new Sleep();

  private constructor(
    private readonly context: SenderContext,
    private readonly endpoint: Endpoint,
    private readonly scan: FeedScan,
    numbers: SequenceNumbers,
    private readonly health: EndpointHealth,
    private leaseUntil: number,
  ) {
    this.due = new DueQueue(this.id, context);
    this.outcomes = new Outcomes(context, {
      ...{ id: this.id, numbers, health },
      passed: () => this.scan.passed,
      onWritten: (rows) => {
        for (const { nextAt } of rows) if (nextAt !== null) this.due.note(nextAt);
        this.sleep.end();
      },
      onLost: () => this.lose(),
    });
    this.gaps = new GapWatch(context, this.id, scan, this.outcomes);
    this.attempts = new Attempts(endpoint, this.outcomes, {
      ...{ numbers, health, scale: context.times.scale },
      mayBegin: () => this.mayBegin,
      isLost: () => this.isLost,
      onLost: () => this.lose(),
      onEnd: (isToWait) => {
        this.mayWait ||= isToWait;
        this.sleep.end();
      },
    });
    this.ended = this.run().finally(() => (this.hasEnded = true));
  }

  /** @param leaseUntil by the steady clock. @returns null if there is no such endpoint any more */
  static async start(context: SenderContext, id: string, leaseUntil: number): Promise<WebhookSender | null> {
    const tx = context.unitOfWork.manager;
    const webhook = await context.atDatabase(() => tx.findOneBy(Webhook, { id }));
    if (!webhook) return null;
    const ahead = await context.atDatabase(() => rowsAhead(tx, id, webhook.position, webhook.sequence));
    const matches = await context.matcherOf(webhook);
    return new WebhookSender(
      context,
      new Endpoint(context, webhook),
      new FeedScan(context.source, webhook.position, ahead.positions, matches),
      new SequenceNumbers(webhook.sequence, ahead.sequences),
      new EndpointHealth(webhook, context.times.scale),
      leaseUntil,
    );
  }

  get id(): string {
    return this.endpoint.settings.id;
  }

  /** Everything up to here is recorded. */
  get position(): number {
    return this.outcomes.floor();
  }

  /** @param until by the steady clock */
  renewed(until: number): void {
    this.leaseUntil = until;
    // Areas may have got others below them.
    if (this.endpoint.settings.areaCodes.length > 0) this.isChanged = true;
    this.sleep.end();
  }

  /** Its settings have changed, or rows of it were written by somebody else. */
  changed(): void {
    this.isChanged = true;
    this.sleep.end();
  }

  /** Another gateway may have it, or it is gone: nothing is sent or written any more. */
  lose(): void {
    this.isLost = true;
    this.halt();
    this.outcomes.close();
    this.endpoint.close();
  }

  /** Begins nothing more, waits a moment for what is under way, and writes what came of it. */
  async stop(patienceMs: number): Promise<void> {
    this.halt();
    const until = steadyMs() + patienceMs;
    while (this.attempts.underWay > 0 && !this.isLost && steadyMs() < until) await pause(10);
    this.isLost = true;
    this.endpoint.close();
    await this.ended;
    await this.outcomes.write().finally(() => this.outcomes.close());
  }

  private halt(): void {
    this.isStopped = true;
    this.follower.abort();
    this.sleep.end();
  }

  private async run(): Promise<void> {
    // The constructor comes to its end first.
    await Promise.resolve();
    while (!this.isStopped) {
      this.sleep.begin();
      const rest = await this.turn().catch((error: unknown) => {
        this.context.log.warn({ err: error, webhook: this.id }, 'a webhook could not go on and will in a moment');
        return restAfterFaultMs;
      });
      await this.sleep.rest(rest);
    }
  }

  /** Begins what can be begun. @returns how long there is nothing to do, unless it is woken */
  private async turn(): Promise<number> {
    if (this.isChanged) await this.takeSettings();
    const now = Date.now();
    const spared = this.health.sparedUntil(now);
    if (spared !== null) {
      // What waits is read again then: a person may have been erased meanwhile.
      this.scan.drop();
      this.due.forget();
      return Math.min(spared - now, longestRestMs);
    }
    if (this.room <= 0) return longestRestMs;
    await this.context.turnstile.pass();
    const gap = await this.gaps.look();
    if (gap === 'told') {
      this.due.forget();
      this.mayWait = true;
    }
    // Nothing behind a gap is read before that is told.
    const mayRead = gap !== 'ahead';
    return this.endpoint.settings.ordered ? this.inOrder(mayRead) : this.atOnce(mayRead);
  }

  private async atOnce(mayRead: boolean): Promise<number> {
    const { positions } = this.outcomes;
    const isProbing = this.health.isOpen;
    // What is new has its half, however much is tried again: so it is seen first whether there is something.
    if (mayRead && this.scan.isEmpty && this.isDue() && this.due.tried < mostTried) await this.scan.goOn();
    const share = this.scan.isEmpty ? this.room : Math.ceil(this.room / 2);
    await this.again(await this.due.take(positions, share), isProbing);
    if (this.due.tried < mostTried) await this.fresh(mayRead, this.isDue);
    if (isProbing && this.attempts.underWay === 0) await this.again(await this.due.soonest(positions), true);
    return this.room > 0 ? Math.min(Math.max(this.due.dueAt - Date.now(), 0), longestRestMs) : longestRestMs;
  }

  /** One by one: what failed holds up everything behind it. */
  private async inOrder(mayRead: boolean): Promise<number> {
    if (this.mayWait) {
      this.mayWait = false;
      const first = await this.outcomes
        .write()
        .then(() => this.due.first())
        .catch((error: unknown) => {
          this.mayWait = true;
          throw error;
        });
      if (first) {
        this.mayWait = true;
        const inMs = first.row.nextAt.getTime() - Date.now();
        if (inMs > 0 && !this.health.isOpen) return Math.min(inMs, longestRestMs);
        await this.again([first], this.health.isOpen);
        return longestRestMs;
      }
    }
    await this.fresh(mayRead);
    return longestRestMs;
  }

  /** By settings that are old, and so late that another gateway may have the endpoint before it ends, nothing is begun. */
  private get mayBegin(): boolean {
    const isLate = steadyMs() > this.leaseUntil - this.context.times.wholeMs;
    return !this.isStopped && !this.isChanged && !isLate && this.health.hopeless === null;
  }

  /** How many more may be begun. */
  private get room(): number {
    if (!this.mayBegin || this.outcomes.count > mostUnrecorded) return 0;
    return this.health.atOnce(this.endpoint.most) - this.attempts.underWay;
  }

  private readonly isDue = () => this.due.dueAt <= Date.now();

  /**
   * Begins what is new.
   * @param mayRead otherwise only what was read already
   * @param isInterrupted what is due is not held up by a long way through entries that nobody wants
   */
  private async fresh(mayRead: boolean, isInterrupted = () => false): Promise<void> {
    while (this.room > 0) {
      const message = this.scan.take();
      if (message) {
        this.attempts.first(message);
      } else if (!mayRead || isInterrupted()) {
        return;
      } else if (!(await this.scan.goOn())) {
        this.follow();
        return;
      }
    }
  }

  private async again(due: readonly DueMessage[], isProbe: boolean): Promise<void> {
    // What was not begun is read again.
    if (!(await this.attempts.again(due, isProbe))) this.due.forget();
  }

  private async takeSettings(): Promise<void> {
    this.isChanged = false;
    try {
      const { unitOfWork, atDatabase } = this.context;
      const webhook = await atDatabase(() => unitOfWork.manager.findOneBy(Webhook, { id: this.id }));
      if (webhook?.status !== 'active') {
        this.halt();
        return;
      }
      const isElsewhere = this.endpoint.change(webhook);
      this.scan.filterBy(await this.context.matcherOf(webhook));
      if (isElsewhere) this.health.forget();
      this.due.forget();
      this.mayWait = true;
    } catch (error) {
      this.isChanged = true;
      throw error;
    }
  }

  /** Wakes up when the feed goes on. */
  private follow(): void {
    if (this.isFollowing || this.isStopped) return;
    this.isFollowing = true;
    const woken = () => {
      this.isFollowing = false;
      this.sleep.end();
    };
    this.scan.more(longestRestMs, this.follower.signal).then(woken, woken);
  }
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
