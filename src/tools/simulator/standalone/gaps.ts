import { setTimeout as sleep } from 'node:timers/promises';

const lookEveryMs = 2;
/** After so long without reading, a client gets the next one all the same. */
const patienceMs = 5_000;

/**
 * Keeps frames apart, across answers too: many clients take what one read gives them for one frame, and lose the rest of
 * what comes together.
 */
export class Gaps {
  private freeAt = 0;

  constructor(
    private readonly ms: number,
    /** Bytes that wait to be read by the client; null where nobody can tell. */
    private readonly unread: () => Promise<number | null> = () => Promise.resolve(null),
  ) {}

  /** @param write is done no sooner than this long after the one before, and once that was read, where it can be seen */
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
