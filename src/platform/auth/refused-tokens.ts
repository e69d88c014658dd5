import type { Logger } from 'pino';
import { steadyMs } from '../steady-clock.js';

const againMs = 60_000;

/**
 * Logs right tokens that are refused. The caller is told no more than any other, so the operator could only guess.
 * There is one line a minute for each token. Wrong tokens are not logged, or strangers would fill the log.
 */
export class RefusedTokens {
  /** Ids of tokens, and when each was last logged. */
  private readonly told = new Map<string, number>();

  constructor(private readonly log: Logger) {}

  tell({ id, name }: { readonly id: string; readonly name: string }, address: string, reason: string): void {
    const now = steadyMs();
    if (now - (this.told.get(id) ?? -Infinity) < againMs) return;
    this.told.set(id, now);
    this.log.warn({ apiToken: name, address }, `a token was refused: ${reason}`);
  }
}
