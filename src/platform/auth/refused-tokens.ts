import type { Logger } from 'pino';
import { steadyMs } from '../steady-clock.js';

const againMs = 60_000;

/**
 * Right tokens that open nothing, in the log: the caller is told no more than a stranger, and the operator could only
 * guess. Once a minute for each token; wrong tokens are not told of, or strangers would fill the log.
 */
export class RefusedTokens {
  /** Ids of tokens, and when each was told of. */
  private readonly told = new Map<string, number>();

  constructor(private readonly log: Logger) {}

  tell({ id, name }: { readonly id: string; readonly name: string }, address: string, reason: string): void {
    const now = steadyMs();
    if (now - (this.told.get(id) ?? -Infinity) < againMs) return;
    this.told.set(id, now);
    this.log.warn({ apiToken: name, address }, `a token was refused: ${reason}`);
  }
}
