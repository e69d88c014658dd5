import type { BodiesTaken } from './bodies-taken.js';
import type { DepartmentLevel } from './department-levels.js';
import type { NotTaken } from './found-rules.js';

/** Why something of a panel was not taken over: a person has to decide. */
export const disputeReasons = [
  'name',
  'cardOfAnother',
  'cardTwice',
  'cardTakenAway',
  'password',
  'validity',
  'visitor',
  'left',
  'deleted',
  'refused',
  'limited',
  'place',
  'zone',
  'holiday',
  'rule',
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
  readonly business: 'acc' | 'vis';
  readonly name: string;
  readonly isNew: boolean;
  readonly doorIds: readonly string[];
  readonly zoneName: string;
  /** Who has it on the panel, and how many of them did not have it here. */
  readonly persons: number;
  readonly granted: number;
}

/** A rule of the panel, about a door and people or about the device. */
export interface RuleTaken {
  readonly kind: string;
  /** Null = of the device. */
  readonly doorId: string | null;
  readonly persons: number;
  readonly isNew: boolean;
  /** Null in a trial, where it would be made. */
  readonly ruleId: string | null;
}

/** What was taken over, or would be in a trial. */
export interface TakeOver {
  readonly dryRun: boolean;
  readonly persons: { readonly added: number; readonly changed: number; readonly same: number };
  readonly cards: number;
  /** Visitors who continue their visit here. */
  readonly visitors: number;
  /** Holidays that are new here. */
  readonly holidays: number;
  readonly rules: readonly RuleTaken[];
  readonly zones: readonly ZoneTaken[];
  readonly levels: readonly LevelTaken[];
  /** What new persons get beyond that, with their department. */
  readonly departmentLevels: readonly DepartmentLevel[];
  readonly bodies: BodiesTaken;
  readonly disputes: readonly Dispute[];
  /** Rows of rules and the like, which have to be made here by hand. */
  readonly notTaken: readonly NotTaken[];
  /** Places of those rows of rules: they stay on the panel until somebody has decided. */
  readonly left: readonly string[];
}
