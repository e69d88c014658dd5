import { setTimeout as sleep } from 'node:timers/promises';

const lookEveryMs = 2;
/** If a client does not read for so long, it gets the next frame all the same. */
const patienceMs = 5_000;

/**
 * Keeps frames apart, also across answers: many clients take the result of one read for one frame, and lose everything
 * else that arrived with it.
 */
export class Gaps {
  private freeAt = 0;

  constructor(
    private readonly ms: number,
    /** Bytes that the client has not read yet; null if this is unknown. */
    private readonly unread: () => Promise<number | null> = () => Promise.resolve(null),
  ) {}

  /**
   * @param write runs no sooner than this long after the one before, and, if this can be seen, once that one was read
   */
  async pass(write: () => void): Promise<void> {
    for (let left = this.left(); left > 0; left = this.left()) await sleep(Math.ceil(left));
    await this.untilRead();
    write();
    this.freeAt = performance.now() + this.ms;
  }

  private async untilRead(): Promise<void> {
    const end = performance.now() + patienceMs;
    while (performance.now() < end && ((await this.unread()) ?? 0) > 0) await sleep(lookEveryMs);
  }

  private left(): number {
    return this.freeAt - performance.now();
  }
}
