import { setTimeout as sleep } from 'node:timers/promises';
import { isPullError, PullError } from './pull-error.js';
import { Terminal } from './terminal.js';
import type { TerminalOptions } from './terminal-options.js';

const leastChunk = 4_096;

/** One terminal, over as many connections as are needed. */
export class Line {
  private current: Terminal | null = null;
  private isEnded = false;
  private chunkBytes: number | undefined;
  /** How many connections were made. */
  connections = 0;

  constructor(
    readonly options: TerminalOptions,
    private readonly waitsMs: readonly number[] = [100, 500, 2_000, 5_000],
  ) {
    this.chunkBytes = options.chunkBytes;
  }

  /** The present connection, or a new one. @throws PullError */
  async terminal(): Promise<Terminal> {
    if (this.current?.session.isOpen) return this.current;
    this.refuseEnded();
    const connected = await Terminal.connect({ ...this.options, chunkBytes: this.chunkBytes });
    this.connections++;
    this.current = connected;
    this.refuseEnded();
    return connected;
  }

  /**
   * Repeats the task on a new connection when one breaks, from where it was. The result of `task` tells how far it has
   * come. It is given up after several breaks in a row without progress.
   */
  async insist(task: (terminal: Terminal) => Promise<void>, progress: () => number): Promise<void> {
    let reached = progress();
    for (let fruitless = 0; ;) {
      try {
        await task(await this.terminal());
        return;
      } catch (error) {
        if (!isPullError(error, 'unreachable', 'protocol')) throw error;
        fruitless = progress() > reached ? 0 : fruitless + 1;
        reached = progress();
        // If a connection never gets through a whole part, the parts are too large.
        if (fruitless > 0 && this.current) {
          this.chunkBytes = Math.max(leastChunk, Math.floor(this.current.chunkBytes / 4));
        }
        this.drop();
        const wait = this.waitsMs[fruitless];
        if (wait === undefined || this.isEnded) throw error;
        await sleep(wait);
      }
    }
  }

  /** The connection can no longer be used. */
  drop(): void {
    this.current?.session.close();
    this.current = null;
  }

  /** Like `drop`, and no other connection follows. */
  end(): void {
    this.isEnded = true;
    this.drop();
  }

  private refuseEnded(): void {
    if (!this.isEnded) return;
    this.drop();
    throw new PullError('unreachable', 'it is not called any more');
  }

  async close(): Promise<void> {
    const { current } = this;
    this.current = null;
    await current?.close();
  }
}
