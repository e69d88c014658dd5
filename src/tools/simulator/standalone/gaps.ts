import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Keeps frames apart, across answers too: many clients take what one read gives them for one frame, and lose the rest of
 * what comes together.
 */
export class Gaps {
  private freeAt = 0;

  constructor(private readonly ms: number) {}

  /** @param write is done no sooner than this long after the one before */
  async pass(write: () => void): Promise<void> {
    for (let left = this.left(); left > 0; left = this.left()) await sleep(Math.ceil(left));
    write();
    this.freeAt = performance.now() + this.ms;
  }

  private left(): number {
    return this.freeAt - performance.now();
  }
}
