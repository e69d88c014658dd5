import type { ServerResponse } from 'node:http';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { TokenService, type Identity } from '../../platform/auth/token.service.js';
import { Failure } from '../../platform/errors.js';
import { SessionService, type SignedIn } from '../../platform/operator/session.service.js';
import type { EnvelopeView } from '../envelope/envelope.js';
import { EnvelopeService } from '../envelope/envelope.service.js';
import type { Matcher } from '../envelope/message-filter.js';
import { FeedTailService } from '../feed/feed-tail.service.js';
import { ReaderRightsService } from './reader-rights.service.js';
import { SseLine } from './sse-line.js';
import { StreamTotals, type CloseReason } from './stream-totals.js';

export interface WantedStream {
  readonly after: number;
  readonly matches: Matcher;
  readonly view: EnvelopeView;
  /** What opened it, with which it ends: a session, or a token from an address. */
  readonly opener: SignedIn | Pick<Identity, 'tokenId' | 'address'>;
}

interface OpenStream {
  readonly line: SseLine;
  readonly wanted: WantedStream;
  readonly gone: AbortController;
  /** Up to where it was searched. */
  position: number;
  /** Up to where its reader was told. */
  told: number;
  /** The session as it is now, whose rights may have changed; null = a token. */
  session: SignedIn | null;
}

/** Of one process. */
const mostStreams = 500;
/** Entries that are read in one go. */
const part = 250;
/** A millisecond to gather for each so many streams: 100 ms with as many as there may be. */
const streamsAMs = 5;
const leastGatherMs = 5;
const checkMs = 1_000;
const keepAliveMs = 15_000;
/** After so many positions without a message the reader is told how far it is. */
const mostSilent = 10_000;

const isSession = (opener: WantedStream['opener']): opener is SignedIn => 'sessionId' in opener;

/** All streams of messages of this process. Each reads on as fast as its reader takes; all read the same tail. */
@Injectable()
export class SseService implements OnModuleDestroy {
  private readonly open = new Set<OpenStream>();
  private timer: NodeJS.Timeout | null = null;
  private isChecking = false;
  private isStopped = false;

  constructor(
    private readonly tail: FeedTailService,
    private readonly envelopes: EnvelopeService,
    private readonly rights: ReaderRightsService,
    private readonly sessions: SessionService,
    private readonly tokens: TokenService,
    private readonly totals: StreamTotals,
  ) {}

  /** Streams end at once, so that the server can stop. Their readers come back by themselves. */
  onModuleDestroy(): void {
    this.isStopped = true;
    for (const { line } of [...this.open]) line.end('shutdown');
  }

  /** Before anything is answered. @throws Failure tooManyStreams */
  admit(): void {
    if (this.open.size >= mostStreams)
      throw new Failure('tooManyStreams', `this gateway has ${mostStreams} open streams, and no more`);
  }

  /** The answer does not end by itself. */
  add(raw: ServerResponse, wanted: WantedStream): void {
    const { opener, after } = wanted;
    const gone = new AbortController();
    const stream: OpenStream = {
      line: new SseLine(raw, (reason) => this.forget(stream, reason)),
      wanted,
      gone,
      position: after,
      told: after,
      session: isSession(opener) ? opener : null,
    };
    this.open.add(stream);
    this.totals.streams++;
    this.timer ??= setInterval(() => void this.look(), checkMs).unref();
    stream.line.begin(after);
    if (this.isStopped) stream.line.end('shutdown');
    void this.follow(stream);
  }

  private async follow(stream: OpenStream): Promise<void> {
    while (stream.line.isOpen) {
      try {
        if (await this.readOn(stream)) await stream.line.taken();
        else await this.next(stream);
      } catch {
        // The database is away: the reader keeps its place, and nothing is lost.
        await pause(checkMs, stream.gone.signal);
      }
    }
  }

  /** Waits for more. Where many follow, each gathers for a moment, so that what all of them do stays about the same. */
  private async next({ position, gone }: OpenStream): Promise<void> {
    await this.tail.wait(position, keepAliveMs, gone.signal);
    const gatherMs = Math.floor(this.open.size / streamsAMs);
    if (gatherMs >= leastGatherMs && !gone.signal.aborted) await pause(gatherMs, gone.signal);
  }

  /** @returns whether there may be more */
  private async readOn(stream: OpenStream): Promise<boolean> {
    const { line, wanted } = stream;
    const page = await this.tail.read(stream.position, part);
    // Where nothing was left out, nothing was removed.
    const [first] = page.entries;
    if (first && first.position > stream.position + 1 && stream.position < (await this.tail.horizon())) {
      line.end('tooOld');
      return false;
    }
    const messages = (await this.envelopes.messagesOf(page.entries)).filter(wanted.matches);
    const made = await this.rights.envelopes(messages, wanted.view, stream.session);
    await line.send(made.map(([, envelope]) => envelope));
    const last = made.at(-1)?.[0].position;
    this.totals.messages.sse += made.length;
    this.move(stream, page.position, last);
    return page.isFull;
  }

  private move(stream: OpenStream, position: number, last: number | undefined): void {
    stream.position = position;
    stream.told = last ?? stream.told;
    if (position - stream.told < mostSilent) return;
    stream.line.mark(position);
    stream.told = position;
  }

  private async look(): Promise<void> {
    for (const { line, position } of this.open) {
      line.closeIfBlocked();
      if (line.silenceMs >= keepAliveMs) line.mark(position);
    }
    if (this.isChecking) return;
    this.isChecking = true;
    try {
      await this.checkOpeners();
    } catch {
      // The database is away: nobody knows yet.
    } finally {
      this.isChecking = false;
    }
  }

  private async checkOpeners(): Promise<void> {
    const streams = [...this.open];
    const sessions = streams.flatMap(({ session }) => (session ? [session.sessionId] : []));
    const callers = streams.flatMap(({ wanted: { opener } }) => (isSession(opener) ? [] : [opener]));
    const there = sessions.length > 0 ? await this.sessions.stillThere([...new Set(sessions)]) : null;
    const good = callers.length > 0 ? await this.tokens.stillGood(callers) : null;
    for (const stream of streams) {
      const { opener } = stream.wanted;
      if (isSession(opener)) {
        const session = there?.get(opener.sessionId);
        if (session?.permissions.includes('watch')) stream.session = session;
        else stream.line.end('revoked');
      } else if (!good?.has(`${opener.tokenId} ${opener.address}`)) stream.line.end('revoked');
    }
  }

  private forget(stream: OpenStream, reason: CloseReason): void {
    if (!this.open.delete(stream)) return;
    this.totals.streams--;
    this.totals.closed[reason]++;
    stream.gone.abort();
    if (this.open.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }
}

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((done) => {
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      done();
    }
  });
