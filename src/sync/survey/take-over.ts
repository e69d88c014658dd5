/** Why something of a panel was not taken over: a person has to decide. */
export const disputeReasons = [
  'name',
  'cardOfAnother',
  'cardTwice',
  'cardTakenAway',
  'password',
  'visitor',
  'left',
  'refused',
  'limited',
  'place',
  'zone',
] as const;
export type DisputeReason = (typeof disputeReasons)[number];

export interface Dispute {
  readonly pin: string;
  readonly reason: DisputeReason;
  /** What the panel says, and what stands here; never a password. */
  readonly there: string;
  readonly here: string;
}

/** A zone of the panel, and the one that it is here. */
export interface ZoneTaken {
  readonly onDevice: number;
  /** Null in a trial, where it would be made. */
  readonly timeZoneId: number | null;
  readonly name: string;
  readonly isNew: boolean;
}

export interface LevelTaken {
  /** Null in a trial, where it would be made. */
  readonly levelId: string | null;
  readonly name: string;
  readonly isNew: boolean;
  readonly doorIds: readonly string[];
  readonly zoneName: string;
  /** Who has it by the panel, and how many of them did not have it here. */
  readonly persons: number;
  readonly granted: number;
}

/** What was taken over, or in a trial what would be. */
export interface TakeOver {
  readonly dryRun: boolean;
  readonly persons: { readonly added: number; readonly changed: number; readonly same: number };
  readonly cards: number;
  readonly zones: readonly ZoneTaken[];
  readonly levels: readonly LevelTaken[];
  readonly disputes: readonly Dispute[];
  /** Rows of rules and the like, which have to be made here by hand. */
  readonly notTaken: readonly { readonly table: string; readonly rows: number }[];
}
