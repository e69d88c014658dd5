import type { FeedMessage } from '../envelope/envelope.js';
import type { Matcher } from '../envelope/message-filter.js';
import type { FeedEntry, FeedPage } from '../feed/feed-entry.js';

/** Where the messages come from. */
export interface MessageSource {
  horizon(): Promise<number>;
  read(after: number, most: number): Promise<FeedPage>;
  wait(after: number, milliseconds: number, signal: AbortSignal): Promise<void>;
  messagesOf(entries: readonly FeedEntry[]): Promise<readonly FeedMessage[]>;
}

/** Entries that are read in one go. */
const part = 200;

/** Goes through the feed and picks what an endpoint wants, in the order of the positions. */
export class FeedScan {
  private waiting: FeedMessage[] = [];
  private at: number;
  private turn = 0;
  /** There is a hole in front of it, because entries were removed: nothing behind it is read before that is told. */
  isCut = false;

  /**
   * @param after the last position that was gone through
   * @param recorded positions behind it that have rows; they are left out however often their part is read
   */
  constructor(
    private readonly source: MessageSource,
    after: number,
    private readonly recorded: ReadonlySet<number>,
    private matches: Matcher,
  ) {
    this.at = after;
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** All positions up to here were taken, or nobody wants them. */
  get passed(): number {
    const [first] = this.waiting;
    return first ? first.position - 1 : this.at;
  }

  take(): FeedMessage | undefined {
    return this.waiting.shift();
  }

  /** What was picked by another filter is picked again by this one. */
  filterBy(matches: Matcher): void {
    this.drop();
    this.matches = matches;
  }

  /** What was picked and not taken is read again. */
  drop(): void {
    this.isCut = false;
    this.at = this.passed;
    this.waiting = [];
    this.turn++;
  }

  /** Goes on a part. @returns whether there may be more */
  async goOn(): Promise<boolean> {
    const { turn } = this;
    const page = await this.source.read(this.at, part);
    if (await this.isHole(page)) {
      this.isCut = turn === this.turn;
      return false;
    }
    const messages = await this.source.messagesOf(page.entries);
    if (turn !== this.turn || page.position <= this.at) return page.entries.length > 0;
    this.waiting.push(...messages.filter((message) => !this.recorded.has(message.position) && this.matches(message)));
    this.at = page.position;
    return page.entries.length > 0;
  }

  /** Resolves when there may be more. */
  more(milliseconds: number, signal: AbortSignal): Promise<void> {
    return this.source.wait(this.at, milliseconds, signal);
  }

  /** What was removed from the feed before it was read; null = nothing. */
  async missed(): Promise<{ from: number; to: number } | null> {
    const horizon = await this.source.horizon();
    return this.at < horizon ? { from: this.at, to: horizon } : null;
  }

  /** The last position up to here at which no message was recorded. */
  freeUpTo(position: number): number {
    let free = position;
    while (this.recorded.has(free)) free--;
    return free;
  }

  /** Positions that were never given are holes, too. */
  private async isHole({ entries: [first] }: FeedPage): Promise<boolean> {
    const { at } = this;
    return first !== undefined && first.position > at + 1 && (await this.source.horizon()) > at;
  }

  skipTo(position: number): void {
    this.isCut = false;
    this.at = Math.max(this.at, position);
    this.turn++;
  }
}
