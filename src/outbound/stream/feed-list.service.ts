import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { steadyMs } from '../../platform/steady-clock.js';
import type { SignedIn } from '../../platform/operator/session.service.js';
import type { Envelope, EnvelopeView } from '../envelope/envelope.js';
import { EnvelopeService } from '../envelope/envelope.service.js';
import type { Matcher } from '../envelope/message-filter.js';
import { FeedTailService } from '../feed/feed-tail.service.js';
import { CursorService } from './cursor.service.js';
import { ReaderRightsService } from './reader-rights.service.js';
import { StreamTotals } from './stream-totals.js';

export interface WantedMessages {
  readonly after: number;
  readonly limit: number;
  /** Seconds to wait where there is nothing yet. */
  readonly wait: number;
  readonly matches: Matcher;
  readonly view: EnvelopeView;
  /** Null = a token. */
  readonly reader: Pick<SignedIn, 'permissions' | 'bounds'> | null;
}

interface FoundMessages {
  readonly items: Envelope[];
  /** Up to where was searched: the cursor of the next call. */
  readonly next: number;
}

/** Entries that are read in one go. */
const part = 500;
/** Positions that one call searches where it finds nothing and has no time left: a rare filter reads no whole feed. */
const mostSearched = 10_000;

const isEnough = (searched: number, mayEnd: boolean) => searched >= mostSearched && mayEnd;

/** Pages of messages, and waiting for the next one. */
@Injectable()
export class FeedListService implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(
    private readonly tail: FeedTailService,
    private readonly envelopes: EnvelopeService,
    private readonly rights: ReaderRightsService,
    private readonly cursors: CursorService,
    private readonly totals: StreamTotals,
  ) {}

  /** Readers that wait are answered at once, so that the server can stop. */
  onModuleDestroy(): void {
    this.stopping.abort();
  }

  /** Answers as soon as there is something, or with nothing when the time is over; `gone` = the client has left. */
  async read(wanted: WantedMessages, left: AbortSignal): Promise<FoundMessages> {
    const gone = AbortSignal.any([left, this.stopping.signal]);
    const until = steadyMs() + wanted.wait * 1_000;
    let after = wanted.after;
    for (;;) {
      const found = await this.search({ ...wanted, after }, until, gone);
      const rest = until - steadyMs();
      if (found.items.length > 0 || rest <= 0 || gone.aborted) {
        this.totals.messages.poll += found.items.length;
        return found;
      }
      after = found.next;
      await this.wait(after, rest, gone);
    }
  }

  private async wait(after: number, milliseconds: number, gone: AbortSignal): Promise<void> {
    this.totals.longPolls++;
    try {
      await this.tail.wait(after, milliseconds, gone);
    } finally {
      this.totals.longPolls--;
    }
  }

  private async search(wanted: WantedMessages, until: number, gone: AbortSignal): Promise<FoundMessages> {
    const items: Envelope[] = [];
    let { after: next } = wanted;
    let searched = 0;
    for (;;) {
      const page = await this.tail.read(next, part);
      searched += page.entries.length;
      const some = await this.matching(wanted, page.entries);
      const room = wanted.limit - items.length;
      for (const envelope of some.slice(0, room)) items.push(envelope);
      const last = items.at(-1);
      const isFull = some.length >= room && last !== undefined;
      next = isFull ? Number(last.position) : page.position;
      if (isFull || !page.isFull || isEnough(searched, items.length > 0 || steadyMs() >= until) || gone.aborted) {
        // What was removed while it was read is missing.
        await this.cursors.check(wanted.after);
        return { items, next };
      }
    }
  }

  private async matching(
    { matches, view, reader }: WantedMessages,
    entries: Parameters<EnvelopeService['messagesOf']>[0],
  ) {
    const messages = await this.envelopes.messagesOf(entries);
    const made = await this.rights.envelopes(messages.filter(matches), view, reader);
    return made.map(([, envelope]) => envelope);
  }
}
