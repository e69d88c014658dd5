import { setTimeout as sleep } from 'node:timers/promises';
import { isPullError, PullError } from './pull-error.js';
import { Terminal, type TerminalOptions } from './terminal.js';

const leastChunk = 4_096;

/** One terminal over as many connections as it takes. */
export class Line {
  private current: Terminal | null = null;
  private isEnded = false;
  private chunkBytes: number | undefined;
  /** Connections that were made. */
  connections = 0;

  constructor(
    readonly options: TerminalOptions,
    private readonly waitsMs: readonly number[] = [100, 500, 2_000, 5_000],
  ) {
    this.chunkBytes = options.chunkBytes;
  }

  /** The connection there is, or a new one. @throws PullError */
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
   * Does it again on a new connection when one breaks, from where it stood. `task` tells by what it returns how far it
   * has come: so many breaks in a row without anything new, and it is given up.
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
        // On a line that never carries a part to its end the parts are too large.
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

  /** The connection is of no use any more. */
  drop(): void {
    this.current?.session.close();
    this.current = null;
  }

  /** As `drop`, and there is no other. */
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
