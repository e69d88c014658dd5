import { passages } from './events.js';

/** What became of it: somebody could pass, was refused, an alarm, or none of these. */
export const outcomes = ['granted', 'refused', 'alarm', 'other'] as const;
export type Outcome = (typeof outcomes)[number];

/** Somebody could pass, or has chosen a floor that they may go to (250). */
export const grants: readonly number[] = [...passages, 250];

/**
 * Somebody wanted to pass and could not: by time, right, validity, anti-passback, interlock, a wrong or unknown
 * credential, a lock, fever or mask. Whoever waits for others to verify is not refused yet.
 */
export const refusals: readonly number[] = [
  20, 21, 22, 23, 24, 25, 27, 29, 30, 31, 33, 34, 35, 36, 38, 39, 40, 41, 42, 44, 45, 48, 49, 50, 52, 53, 56, 59, 60,
  61, 62, 63, 64, 68, 69, 73, 74, 75, 80, 5021, 5023, 5024, 5025, 5026,
];

const granted: ReadonlySet<number> = new Set(grants);
const refused: ReadonlySet<number> = new Set(refusals);

/** A passage under duress is an alarm. */
export function outcomeOf(eventNo: number, level: number): Outcome {
  if (level === 2) return 'alarm';
  if (granted.has(eventNo)) return 'granted';
  return level === 1 && refused.has(eventNo) ? 'refused' : 'other';
}
