import type { EnvelopeView } from '../envelope/envelope.js';

/** What of the feed a reader is set to publish, and how much of it. */
export interface ReaderView extends EnvelopeView {
  /** Names of types, or `access.*`; none = all. */
  readonly types: readonly string[];
}

/** What came of trying settings. */
export interface Trial {
  readonly ok: boolean;
  readonly ms: number;
  /** What was found, or why it failed. */
  readonly detail: string;
}

const longestTrialMs = 10_000;

/** Runs a trial, which says what it found. It never rejects, and never lasts longer than ten seconds. */
export async function tried(attempt: (signal: AbortSignal) => Promise<string>): Promise<Trial> {
  const began = performance.now();
  const signal = AbortSignal.timeout(longestTrialMs);
  const late = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error(`there was no answer within ${longestTrialMs / 1_000} s`))),
  );
  const outcome = await Promise.race([attempt(signal), late]).then(
    (detail) => ({ ok: true, detail }),
    (error: unknown) => ({ ok: false, detail: error instanceof Error ? error.message || error.name : String(error) }),
  );
  return { ...outcome, ms: Math.round(performance.now() - began) };
}
