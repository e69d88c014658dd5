import { nameOf, type Change } from '../core/outbox/outbox.js';
import { steadyMs } from '../platform/steady-clock.js';

const firstWaitMs = 1_000;
const longestWaitMs = 300_000;

interface Trouble {
  readonly waitMs: number;
  readonly until: number;
}

/**
 * Changes that could not be processed even alone. Others go before them for a while, which grows with each failure.
 * They stay in the table, so no device that they concern counts as in sync.
 */
export class TroubledChanges {
  private readonly known = new Map<string, Trouble>();

  failed(change: Pick<Change, 'kind' | 'key'>): void {
    const before = this.known.get(nameOf(change));
    const waitMs = before ? Math.min(2 * before.waitMs, longestWaitMs) : firstWaitMs;
    this.known.set(nameOf(change), { waitMs, until: steadyMs() + waitMs });
  }

  done(changes: readonly Pick<Change, 'kind' | 'key'>[]): void {
    if (this.known.size > 0) for (const change of changes) this.known.delete(nameOf(change));
  }

  /** Names of the changes that wait now. */
  waiting(): string[] {
    const now = steadyMs();
    return [...this.known].flatMap(([name, { until }]) => (until > now ? [name] : []));
  }
}
