import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { TokenService } from '../../platform/auth/token.service.js';
import { SessionService, type SignedIn } from '../../platform/operator/session.service.js';
import { StreamFollowersService, type Follower } from './stream-followers.service.js';

/** A stream with what opened it: a session, or a token from an address. */
export interface OpenStream {
  readonly follower: Follower;
  /** Of the session or of the token. */
  readonly id: string;
  readonly token: { readonly secret: string; readonly address: string } | null;
  /** The session as it is now; rights may have changed. */
  renew(signedIn: SignedIn): void;
}

/** Streams that one session or token may have open; the oldest gives way. */
const most = 6;
const checkMs = 1_000;
const keepAliveMs = 15_000;

/** All streams of this process, as long as what opened them is good. One question a second is about all of them. */
@Injectable()
export class OpenStreamsService implements OnModuleDestroy {
  /** The oldest first. */
  private readonly open = new Set<OpenStream>();
  private timers: NodeJS.Timeout[] = [];
  private isChecking = false;

  constructor(
    private readonly followers: StreamFollowersService,
    private readonly sessions: SessionService,
    private readonly tokens: TokenService,
  ) {}

  /** Streams end at once, so that the server can stop. Their readers come back by themselves. */
  onModuleDestroy(): void {
    for (const stream of this.open) {
      stream.follower.line.end();
      this.forget(stream);
    }
  }

  add(stream: OpenStream): void {
    const others = [...this.open].filter(({ id }) => id === stream.id);
    for (const oldest of others.slice(0, Math.max(0, others.length + 1 - most))) this.bye(oldest, 'tooMany');
    this.open.add(stream);
    stream.follower.line.onClosed(() => this.forget(stream));
    if (this.timers.length > 0) return;
    this.timers = [
      setInterval(() => void this.check(), checkMs).unref(),
      setInterval(() => this.keepAlive(), keepAliveMs).unref(),
    ];
  }

  private keepAlive(): void {
    for (const { follower } of this.open) follower.line.keepAlive();
  }

  private async check(): Promise<void> {
    if (this.isChecking) return;
    this.isChecking = true;
    try {
      await this.checkSessions([...this.open].filter(({ token }) => token === null));
      for (const stream of [...this.open]) if (await this.isRefused(stream)) this.bye(stream, 'ended');
    } catch {
      // The database is away: nobody knows yet.
    } finally {
      this.isChecking = false;
    }
  }

  private async checkSessions(streams: readonly OpenStream[]): Promise<void> {
    if (streams.length === 0) return;
    const there = await this.sessions.stillThere([...new Set(streams.map(({ id }) => id))]);
    for (const stream of streams) {
      const signedIn = there.get(stream.id);
      if (signedIn) stream.renew(signedIn);
      else this.bye(stream, 'ended');
    }
  }

  /** Tokens are kept in memory for a moment: this is a query for each token that is in use, not for each stream. */
  private async isRefused({ token }: OpenStream): Promise<boolean> {
    if (token === null) return false;
    const found = await this.tokens.verify(token.secret, token.address);
    return found === null || found === 'unusable';
  }

  private bye(stream: OpenStream, reason: 'ended' | 'tooMany'): void {
    stream.follower.line.bye(reason);
    this.forget(stream);
  }

  private forget(stream: OpenStream): void {
    this.open.delete(stream);
    this.followers.leave(stream.follower);
    if (this.open.size > 0) return;
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
  }
}
