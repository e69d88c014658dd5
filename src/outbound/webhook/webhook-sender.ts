import { steadyMs } from '../../platform/steady-clock.js';
import type { FeedMessage } from '../envelope/envelope.js';
import { DueQueue, type DueMessage } from './due-queue.js';
import { Endpoint } from './endpoint.js';
import { EndpointHealth } from './endpoint-health.js';
import { FeedScan } from './feed-scan.js';
import { judge } from './judgement.js';
import { keepNumbers, rowsAhead, writeRows, type Gap } from './message-rows.js';
import { Outcomes } from './outcomes.js';
import type { SenderContext } from './sender-context.js';
import { SequenceNumbers } from './sequence-numbers.js';
import { Sleep } from './sleep.js';
import { movePositions } from './webhook-lease.store.js';
import { Webhook } from './webhook.entity.js';

/** So many messages that are to be tried again, and nothing new is begun: it waits in the feed. */
const mostTried = 10_000;
/** Outcomes that could not be written yet: more would be sent twice if this gateway ended now. */
const mostUnrecorded = 1_000;
const longestRestMs = 10_000;
const restAfterFaultMs = 1_000;
/** Between two looks whether the feed was cut in front of this reader. */
const gapEveryMs = 10_000;

/** Where a message is in its life. */
interface Attempt {
  readonly message: FeedMessage;
  readonly sequence: number;
  readonly attempts: number;
  readonly firstAt: Date | null;
  readonly gap: Gap | null;
}

/** Sends to one endpoint, for as long as this gateway has its lease. */
export class WebhookSender {
  /** Resolves when it begins nothing more. */
  readonly ended: Promise<void>;
  hasEnded = false;
  private readonly due: DueQueue;
  private readonly outcomes: Outcomes;
  private readonly follower = new AbortController();
  private inFlight = 0;
  private isStopped = false;
  /** What is under way counts for nothing. */
  private isLost = false;
  private isChanged = false;
  /** Where order is kept: there may be a row that waits. */
  private mayWait = true;
  private isFollowing = false;
  private lookedForGapAt = -Infinity;
  private readonly sleep = new Sleep();

  private constructor(
    private readonly context: SenderContext,
    private readonly endpoint: Endpoint,
    private readonly scan: FeedScan,
    private readonly numbers: SequenceNumbers,
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
    while (this.inFlight > 0 && !this.isLost && steadyMs() < until) await pause(10);
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
    await this.lookForGap();
    return this.endpoint.settings.ordered ? this.inOrder() : this.atOnce();
  }

  private async atOnce(): Promise<number> {
    const { positions } = this.outcomes;
    const isProbing = this.health.isOpen;
    // What is new has its half, however much is tried again.
    const share = this.scan.isEmpty ? this.room : Math.ceil(this.room / 2);
    await this.again(await this.due.take(positions, share), isProbing);
    if (this.due.tried < mostTried) await this.fresh();
    if (isProbing && this.inFlight === 0) await this.again(await this.due.soonest(positions), true);
    return this.room > 0 ? Math.min(Math.max(this.due.dueAt - Date.now(), 0), longestRestMs) : longestRestMs;
  }

  /** One by one: what failed holds up everything behind it. */
  private async inOrder(): Promise<number> {
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
    await this.fresh();
    return longestRestMs;
  }

  /** How many more may be begun. */
  private get room(): number {
    const isLate = steadyMs() > this.leaseUntil - this.context.times.wholeMs;
    // By settings that are old nothing is begun.
    if (this.isStopped || this.isChanged || isLate || this.health.hopeless !== null) return 0;
    if (this.outcomes.count > mostUnrecorded) return 0;
    return this.health.atOnce(this.endpoint.most) - this.inFlight;
  }

  private async fresh(): Promise<void> {
    while (this.room > 0) {
      const message = this.scan.take();
      if (message) {
        this.outcomes.begin(message.position, true);
        const attempt = { message, sequence: this.numbers.next(), attempts: 0, firstAt: null, gap: null };
        void this.attempt(attempt, this.health.isOpen);
      } else if (!(await this.scan.goOn())) {
        this.follow();
        return;
      }
    }
  }

  private async again(due: readonly DueMessage[], isProbe: boolean): Promise<void> {
    if (due.length === 0) return;
    const first = due.flatMap(({ row: { position, sequence }, message }) =>
      sequence === null && message ? [{ position, sequence: this.numbers.next() }] : [],
    );
    if (first.length > 0) {
      const isMine = await this.outcomes
        .guarded((tx) => keepNumbers(tx, this.id, first))
        .catch((error: unknown) => {
          // Nobody knows whether the numbers stand in their rows: whoever takes the endpoint next reads it there.
          this.lose();
          throw error;
        });
      if (!isMine) return;
    }
    const given = new Map(first.map(({ position, sequence }) => [position, sequence]));
    for (const { sequence } of first) this.numbers.close(sequence);
    for (const { row, message } of due) {
      this.outcomes.begin(row.position, false);
      const sequence = row.sequence ?? given.get(row.position);
      if (message && sequence !== undefined) void this.attempt({ ...row, message, sequence }, isProbe);
      else this.outcomes.end({ ...row, ...nothingLeft, lastAt: new Date() });
    }
  }

  private async attempt(attempt: Attempt, isProbe: boolean): Promise<void> {
    const { message, sequence, attempts, gap } = attempt;
    this.inFlight++;
    const firstAt = attempt.firstAt ?? new Date();
    const answer = await this.endpoint.send(message, sequence);
    this.inFlight--;
    this.sleep.end();
    if (this.isLost) return;
    const now = new Date();
    this.health.note(answer, isProbe, now, this.endpoint.most);
    const judged = judge(answer, { attempts, firstAt, isProbe }, now, this.context.times.scale);
    if (judged.status === 'pending') this.mayWait = true;
    this.outcomes.end({
      ...{ position: message.position, messageId: message.id, type: message.type, sequence, ...judged },
      ...{ lastStatus: answer.status, lastError: answer.error, lastMs: answer.ms, response: answer.response },
      ...{ firstAt, lastAt: now, gap },
    });
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

  /** What was removed before this endpoint had it is told by one message in its place. */
  private async lookForGap(): Promise<void> {
    const now = steadyMs();
    if (now - this.lookedForGapAt < gapEveryMs) return;
    // What is under way has no row yet, and stands in front of the gap.
    if (this.outcomes.positions().length > 0) return;
    const missed = await this.scan.missed();
    if (missed) {
      const position = this.scan.freeUpTo(missed.to);
      const gap = { from: String(missed.from), to: String(missed.to + 1) };
      const row = { position, messageId: `msg_${position}`, type: 'feed.gap', gap, ...unsent, nextAt: new Date() };
      await this.outcomes.guarded(async (tx) => {
        await writeRows(tx, this.id, [{ ...row, lastAt: new Date() }]);
        await movePositions(tx, this.context.owner, [{ id: this.id, position: missed.to }]);
      });
      this.scan.skipTo(missed.to);
      this.due.forget();
      this.mayWait = true;
    }
    this.lookedForGapAt = now;
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

const unsent = {
  ...{ sequence: null, status: 'pending' as const, attempts: 0, firstAt: null },
  ...{ lastStatus: null, lastError: null, lastMs: null, response: null },
} as const;

const nothingLeft = {
  ...{ status: 'dead' as const, nextAt: null, lastStatus: null, lastMs: null, response: null },
  lastError: 'its entry is no longer in the feed',
} as const;

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
