/** A hold, and how long it lasts by the clock of the database. */
export interface RunningHold {
  readonly doorId: string;
  readonly commandId: number;
  readonly leftMs: number;
}

/**
 * When holds end by a clock of this process, which nobody sets: where the clock of the database is set back, a hold would
 * last longer by as much. A gateway that starts later knows the clock of the database alone.
 */
export class HoldClock {
  private ends: ReadonlyMap<string, number> = new Map();

  /**
   * @param running all that are not over by the clock of the database, asked for at `now`
   * @returns those that are over
   */
  over(running: readonly RunningHold[], now: number): RunningHold[] {
    const before = this.ends;
    const end = ({ doorId, commandId, leftMs }: RunningHold) => {
      const key = `${doorId} ${commandId}`;
      return [key, Math.min(before.get(key) ?? Infinity, now + leftMs)] as const;
    };
    this.ends = new Map(running.map(end));
    return running.filter((hold) => end(hold)[1] <= now);
  }
}
