import type { ItemOutcome } from './items.js';

/** Counts of a kind on both sides, and the results. */
export interface Counts {
  there: number;
  /** Here, when the run was over. */
  here: number | null;
  readonly outcomes: Record<ItemOutcome, number>;
  kept: number;
  gone: number;
}

/** Doors and persons of a level at the old server. */
export interface LevelSum {
  readonly id: string;
  readonly name: string;
  /** Null if no source has them. */
  readonly doors: number | null;
  readonly persons: number;
}

export interface Findings {
  readonly levels: readonly LevelSum[];
  readonly cardsTwice: readonly { readonly cardNo: string; readonly pins: readonly string[] }[];
  readonly pinsWithLetters: readonly string[];
  readonly devicesTooSmall: readonly { readonly sn: string; readonly holds: number; readonly persons: number }[];
}

export interface Heading {
  readonly applied: boolean;
  /** Where the data came from, without secrets. */
  readonly sources: readonly string[];
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Why it ended before its end; empty = it did not. */
  readonly broken: string;
}
