import type { ServerResponse } from 'node:http';
import { steadyMs } from '../../platform/steady-clock.js';
import type { Envelope } from '../envelope/envelope.js';
import type { CloseReason } from './stream-totals.js';

/** What waits for one reader at most, in bytes. */
const mostUnread = 1024 * 1024;
/** A reader that takes nothing for so long is gone. */
const longestBlockMs = 30_000;
/** Written in one go; in between the socket takes what it can. */
const chunk = 64 * 1024;
const retryMs = 3_000;

const frames = new WeakMap<Envelope, string>();

/** Many readers get the same message, so its text is made once. */
function frameOf(envelope: Envelope): string {
  const known = frames.get(envelope);
  if (known !== undefined) return known;
  const frame = `id: ${envelope.position}\ndata: ${JSON.stringify(envelope)}\n\n`;
  frames.set(envelope, frame);
  return frame;
}

/** The end of a stream at its reader: one frame for each message, and never more than a little that waits. */
export class SseLine {
  /** Set once it is closed. */
  private reason: CloseReason | null = null;
  private blockedSince: number | null = null;
  private writtenAt = steadyMs();

  constructor(
    private readonly raw: ServerResponse,
    private readonly closed: (reason: CloseReason) => void,
  ) {
    raw.on('drain', () => (this.blockedSince = null));
    // A connection that broke is closed; nobody is there to be told.
    raw.on('error', () => undefined);
    raw.once('close', () => this.end('client'));
  }

  get isOpen(): boolean {
    return this.reason === null;
  }

  /** At once, so that who drops before the first message goes on where it began. */
  begin(position: number): void {
    this.write(`retry: ${retryMs}\nid: ${position}\n\n`);
  }

  /** Up to here was searched: the reader's cursor moves on without a message. */
  mark(position: number): void {
    if (this.blockedSince === null) this.write(`: still here\nid: ${position}\n\n`);
  }

  async send(envelopes: readonly Envelope[]): Promise<void> {
    let text = '';
    for (const envelope of envelopes) {
      text += frameOf(envelope);
      if (text.length < chunk) continue;
      this.write(text);
      text = '';
      if (this.raw.writableNeedDrain) await nextTurn();
      if (!this.isOpen) return;
    }
    if (text !== '') this.write(text);
  }

  /** Resolves when the reader has taken what waits, or has gone. */
  async taken(): Promise<void> {
    if (!this.isOpen || !this.raw.writableNeedDrain) return;
    await new Promise<void>((done) => {
      const end = () => {
        this.raw.off('drain', end);
        this.raw.off('close', end);
        done();
      };
      this.raw.on('drain', end);
      this.raw.on('close', end);
    });
  }

  /** Milliseconds since something was written. */
  get silenceMs(): number {
    return steadyMs() - this.writtenAt;
  }

  closeIfBlocked(): void {
    if (this.blockedSince !== null && steadyMs() - this.blockedSince > longestBlockMs) this.end('blocked');
  }

  /** The reader comes back by itself, and is refused then if it has no right any more. */
  end(reason: CloseReason): void {
    if (this.reason !== null) return;
    this.reason = reason;
    // What waits for a reader that takes nothing would keep the connection open.
    if (this.blockedSince !== null) this.raw.destroy();
    else if (!this.raw.writableEnded) this.raw.end();
    this.closed(reason);
  }

  private write(text: string): void {
    if (!this.isOpen) return;
    this.writtenAt = steadyMs();
    if (!this.raw.write(text)) this.blockedSince ??= steadyMs();
    if (this.raw.writableLength > mostUnread) this.end('unread');
  }
}

const nextTurn = () => new Promise((done) => setImmediate(done));
