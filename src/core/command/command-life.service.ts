import { Injectable } from '@nestjs/common';
import { steadyMs } from '../../platform/steady-clock.js';

/** A command that ended this long ago can no longer be handed out by any gateway. */
const forgottenAfterMs = 600_000;

/**
 * When the lives of commands end by this gateway's own clock, from the moment it made or first saw each. The database's
 * clock may be set back meanwhile, and the database may freeze between a claim and its answer.
 */
@Injectable()
export class CommandLifeService {
  private readonly ends = new Map<number, number>();
  private tidiedAt = 0;

  /** @returns when it ends: the first value counts, later ones only shorten it */
  note(id: number, endsAt: number): number {
    const end = Math.min(this.ends.get(id) ?? Infinity, endsAt);
    this.ends.set(id, end);
    this.tidy(steadyMs());
    return end;
  }

  /** The caller was told that the outcome is unknown: if the command is in the queue, its life is over. */
  giveUp(id: number): void {
    const end = this.ends.get(id);
    if (end !== undefined) this.ends.set(id, Math.min(end, steadyMs()));
  }

  private tidy(now: number): void {
    if (now - this.tidiedAt < forgottenAfterMs) return;
    this.tidiedAt = now;
    for (const [id, end] of this.ends) if (end + forgottenAfterMs < now) this.ends.delete(id);
  }
}
