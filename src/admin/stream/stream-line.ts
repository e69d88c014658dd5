import type { ServerResponse } from 'node:http';
import { steadyMs } from '../../platform/steady-clock.js';
import type { StreamItem } from './stream-topics.js';

/** What waits for one reader at most, in bytes: whoever reads more slowly is told to begin anew. */
const mostWaiting = 2 * 1024 * 1024;
/** A reader that takes nothing for so long is gone. */
const longestStandstillMs = 60_000;

/** The end of a stream at its reader: writes, and never keeps more than a little. */
export class StreamLine {
  /** Up to where the reader was told, or would have been. */
  position = 0;
  private isBehind = false;
  private standsSince: number | null = null;

  constructor(private readonly raw: ServerResponse) {
    raw.on('drain', () => this.drained());
    // A connection that broke is closed; nobody is there to be told.
    raw.on('error', () => undefined);
  }

  onClosed(then: () => void): void {
    this.raw.once('close', then);
  }

  isOpen(): boolean {
    return !this.raw.destroyed && !this.raw.writableEnded;
  }

  begin(position: number, more: object): void {
    this.position = position;
    this.event('hello', { position: String(position), ...more });
  }

  take(items: readonly StreamItem[], position: number): void {
    this.position = Math.max(this.position, position);
    if (items.length === 0 || this.isBehind) return;
    this.event('batch', { items });
  }

  /** The reader has missed something: it fetches what it shows again, and goes on from here. */
  reset(position: number): void {
    this.position = position;
    this.event('reset', { position: String(position) });
  }

  /** The last word: the reader does not come back by itself. */
  bye(reason: string): void {
    if (!this.isOpen()) return;
    this.raw.end(`event: bye\n${dataOf({ reason })}`);
  }

  /** The server stops: the reader comes back by itself. */
  end(): void {
    this.raw.end();
  }

  /** Also tells how far the reader is, so that it comes back there if nothing concerned it for long. */
  keepAlive(): void {
    if (this.standsSince !== null && steadyMs() - this.standsSince > longestStandstillMs) this.raw.destroy();
    else if (!this.isBehind) this.write(`: still here\nid: ${this.position}\n\n`);
  }

  /** Resolves when the reader has taken what waits, or has gone. */
  async taken(): Promise<void> {
    if (!this.raw.writableNeedDrain || !this.isOpen()) return;
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

  private event(name: string, data: object): void {
    this.write(`id: ${this.position}\nevent: ${name}\n${dataOf(data)}`);
  }

  private write(text: string): void {
    if (!this.isOpen()) return;
    if (!this.raw.write(text)) this.standsSince ??= steadyMs();
    if (this.raw.writableLength > mostWaiting) this.isBehind = true;
  }

  private drained(): void {
    this.standsSince = null;
    if (!this.isBehind) return;
    this.isBehind = false;
    this.reset(this.position);
  }
}

const dataOf = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;
