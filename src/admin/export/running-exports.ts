import { Failure } from '../../platform/errors.js';

/** Of one operator or token, in this gateway. */
const mostAtOnce = 2;

/** Exports that are being read: each keeps the database busy for a while. */
export class RunningExports {
  private readonly running = new Map<string, number>();

  /**
   * @returns what ends it; called twice it counts once
   * @throws Failure tooMany
   */
  begin(who: string): () => void {
    const others = this.running.get(who) ?? 0;
    if (others >= mostAtOnce)
      throw new Failure('tooMany', `${mostAtOnce} exports of yours are running: wait for one to end`, {
        retryAfter: 5,
      });
    this.running.set(who, others + 1);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const left = (this.running.get(who) ?? 1) - 1;
      if (left > 0) this.running.set(who, left);
      else this.running.delete(who);
    };
  }
}
