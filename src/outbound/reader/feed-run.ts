import type { FeedMessage } from '../envelope/envelope.js';
import type { FeedEntry, FeedPage } from '../feed/feed-entry.js';
import type { Publisher, ReaderKind } from './publisher.js';
import type { Progress, ReaderRow } from './reader-store.js';

/** What a reader needs of the rest. */
export interface ReaderSource {
  /** A reader may go on behind any position that is not below this one. */
  horizon(): Promise<number>;
  read(after: number, most: number): Promise<FeedPage>;
  wait(after: number, milliseconds: number, signal: AbortSignal): Promise<void>;
  messagesOf(entries: readonly FeedEntry[]): Promise<readonly FeedMessage[]>;
  /** @returns false if this gateway has the reader no more, or its settings are others */
  note(row: ReaderRow, progress: Progress): Promise<boolean>;
  warn(fields: object, message: string): void;
}

/** Since the start, in this gateway. */
export interface ReaderTotals {
  published: number;
  failures: number;
}

/** Entries in one go. Where publishing fails there are fewer next time: a slow line gets on all the same. */
const most = 500;
/** More next time where it succeeds. */
const more = 20;
const longestWaitMs = 30_000;
const connectMs = 30_000;
const publishMs = 60_000;
const closeMs = 2_000;
/** The database is away; the connection stays. */
const databaseRestMs = 500;
/** While entries follow that nobody wants, the position is written this often. */
const skippedMs = 1_000;
const firstRestMs = 500;
const longestRestMs = 30_000;
const longestError = 500;

/** Half a second, then twice as long each time, up to 30 s, and a little more or less. */
const restMs = (failures: number) =>
  Math.min(longestRestMs, firstRestMs * 2 ** Math.min(failures, 10)) * (0.9 + Math.random() * 0.2);

/** Follows the feed by one set of settings, over as many connections as that takes. */
export class FeedRun {
  private position: number;
  private notedAt = 0;
  private part = most;
  /** Why the last connection ended; null while one is there. */
  private failed: string | null = null;

  constructor(
    private readonly kind: ReaderKind,
    private readonly row: ReaderRow,
    private readonly source: ReaderSource,
    private readonly totals: ReaderTotals,
    private readonly signal: AbortSignal,
    /** The reader is another's, or set to something else. */
    private readonly isOver: () => void,
  ) {
    this.position = row.position;
  }

  /** Until the signal is aborted. Never rejects. */
  async follow(): Promise<void> {
    const { signal, totals } = this;
    const isStopped = () => signal.aborted;
    for (let failures = 0; !isStopped(); failures++) {
      const { published } = totals;
      const reason: unknown = await this.overConnection().catch((error: unknown) => error);
      if (isStopped()) return;
      if (totals.published > published) failures = 0;
      await this.fail(reason);
      await pause(restMs(failures), signal);
    }
  }

  private async overConnection(): Promise<void> {
    // The end of this connection, by the run or by itself.
    const end = new AbortController();
    const lost = (reason: Error) => end.abort(reason);
    const stopped = () => end.abort(new Error('stopped'));
    this.signal.addEventListener('abort', stopped);
    let publisher: Publisher | null = null;
    try {
      const { settings, secrets } = this.row;
      const setup = { settings, secrets, signal: end.signal, lost };
      publisher = await within(connectMs, 'connecting', end.signal, this.kind.connect(setup), closeLate);
      this.failed = null;
      await this.note({ connected: true, error: null }, end.signal);
      await this.publishOn(publisher, end.signal);
    } finally {
      this.signal.removeEventListener('abort', stopped);
      end.abort(new Error('closed'));
      if (publisher) await closed(publisher);
    }
  }

  private async publishOn(publisher: Publisher, end: AbortSignal): Promise<void> {
    let isBehind = true;
    for (;;) {
      end.throwIfAborted();
      const page = await this.read(isBehind, end);
      const messages = (await this.insist(() => this.source.messagesOf(page.entries), end)).filter((message) =>
        publisher.wants(message),
      );
      if (messages.length > 0) {
        await this.publishIn(publisher, messages, end);
        this.totals.published += messages.length;
      }
      const hasMoved = page.position !== this.position;
      this.position = page.position;
      isBehind = page.isFull;
      const isDue = messages.length > 0 || !isBehind || Date.now() - this.notedAt > skippedMs;
      if (hasMoved && isDue) await this.note({ position: this.position, published: messages.length > 0 }, end);
      if (!isBehind) await this.source.wait(this.position, longestWaitMs, end);
    }
  }

  private async publishIn(publisher: Publisher, messages: readonly FeedMessage[], end: AbortSignal): Promise<void> {
    const before = this.part;
    this.part = Math.max(1, Math.floor(before / 4));
    await within(publishMs, 'publishing', end, publisher.publish(messages));
    this.part = Math.min(most, before + more);
  }

  /** The next entries. If some were removed before they were read, one that says which ones. */
  private async read(isBehind: boolean, end: AbortSignal): Promise<FeedPage> {
    const page = await this.insist(() => this.source.read(this.position, this.part), end);
    if (!isBehind) return page;
    const horizon = await this.insist(() => this.source.horizon(), end);
    const first = page.entries[0]?.position ?? Infinity;
    if (this.position >= horizon || first <= horizon) return page;
    const detail = { from: this.position, to: horizon + 1, reason: 'retention' };
    const gap: FeedEntry = { position: horizon, kind: 'feedGap', sn: '', ref: '', at: new Date(), detail };
    return { entries: [gap], position: horizon, isFull: true };
  }

  private async note(progress: Progress, end: AbortSignal): Promise<void> {
    this.notedAt = Date.now();
    const isMine = await this.insist(() => this.source.note(this.row, progress), end);
    if (isMine) return;
    this.isOver();
    throw new Error('another gateway has this reader');
  }

  private async fail(reason: unknown): Promise<void> {
    this.totals.failures++;
    const error = (reason instanceof Error ? reason.message || reason.name : String(reason)).slice(0, longestError);
    const { name } = this.kind;
    // Once for each fault, not once for each attempt.
    if (error !== this.failed) this.source.warn({ reader: name, error }, 'what follows the feed is not connected');
    this.failed = error;
    await this.source.note(this.row, { connected: false, error }).catch(() => undefined);
  }

  /** Again until the database is there: what was published before is not published again for that. */
  private async insist<T>(task: () => Promise<T>, end: AbortSignal): Promise<T> {
    for (let isTold = false; ; isTold = true) {
      try {
        return await task();
      } catch (error) {
        const { name } = this.kind;
        if (!isTold)
          this.source.warn({ reader: name, err: error }, 'what follows the feed could not go on and will in a moment');
        await pause(databaseRestMs, end);
        end.throwIfAborted();
      }
    }
  }
}

const closed = (publisher: Publisher): Promise<unknown> =>
  Promise.race([publisher.close().catch(() => undefined), pause(closeMs)]);

/** It connected after nobody waited for it any more. */
const closeLate = (publisher: Publisher): void => void publisher.close().catch(() => undefined);

/** @param late what to do with a result for which nobody waits any more */
function within<T>(
  milliseconds: number,
  what: string,
  signal: AbortSignal,
  task: Promise<T>,
  late: (result: T) => void = () => undefined,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let isOver = false;
    const end = (then: () => void) => {
      isOver = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      then();
    };
    const stop = () => end(() => reject(signal.reason as Error));
    const timer = setTimeout(
      () => end(() => reject(new Error(`${what} took longer than ${milliseconds / 1_000} s`))),
      milliseconds,
    );
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
    task.then(
      (result) => (isOver ? late(result) : end(() => resolve(result))),
      (error: unknown) => end(() => reject(error instanceof Error ? error : new Error(String(error)))),
    );
  });
}

/** It ends early, and not with an error, when the signal is aborted. */
function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
  });
}
