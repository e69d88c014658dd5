import { decodePunches, punchLayouts, punchWidth, type Punch, type PunchLayout } from './attendance.js';

/** Bytes that are enough to distinguish layouts. */
export const sampleBytes = 8 * 1024;
/**
 * A terminal with an empty battery must not make its layout unrecognisable: this many of a hundred dates may be wrong.
 */
const leastShare = 0.9;
/** Later than all that terminals can write. */
const anyTime = '9999';
const printable = /^[\x21-\x7e]{1,24}$/;

/** What is known about a table before its records are read. */
export interface TableFacts {
  /** Bytes of all records. */
  readonly total: number;
  /** The terminal's counter; 0 or null = it is not reliable. */
  readonly count: number | null;
  /** No punch can be later than this wall clock. */
  readonly latest: string;
}

/**
 * Finds out how the terminal writes its punches: by its counter or, if that is wrong, by what the records look like.
 * Null if two layouts look equally good or none does: a guess would store nonsense.
 */
export function pickPunchLayout(sample: Buffer, { total, count, latest }: TableFacts): PunchLayout | null {
  const counted = count ? punchLayouts.filter((layout) => punchWidth(layout) === total / count) : [];
  const [only] = counted;
  if (only !== undefined && counted.length === 1) return only;
  const candidates = counted.length > 0 ? counted : punchLayouts.filter((layout) => fits(total, layout));
  const likely = scoresOf(sample, candidates, latest);
  // The clock of a terminal may always have been ahead: then everything but its dates has to fit.
  return clearBest(likely.length > 0 ? likely : scoresOf(sample, candidates, anyTime), total);
}

interface Score {
  readonly layout: PunchLayout;
  /** Part of its records that look like punches. */
  readonly share: number;
}

/** Layouts in which the sample looks good, the best first. */
const scoresOf = (sample: Buffer, candidates: readonly PunchLayout[], latest: string): Score[] =>
  candidates
    .map((layout) => ({ layout, share: share(sample, layout, latest) }))
    .filter(({ share: part }) => part >= leastShare)
    .sort((a, b) => b.share - a.share);

function clearBest(scored: readonly Score[], total: number): PunchLayout | null {
  const [best, next] = scored;
  if (!best) return null;
  if (next?.share !== best.share) return best.layout;
  return total === punchWidth('40') && scored.every(isLong) ? '40' : null;
}

/** A single record reads the same with and without a mark after it. */
const isLong = ({ layout }: { layout: PunchLayout }) => layout === '40' || layout === '49';

/** On firmware that puts the mark before a record, the last record has none after it. */
const fits = (total: number, layout: PunchLayout) =>
  total % punchWidth(layout) === 0 || (layout === '49' && total % 49 === 40);

function share(sample: Buffer, layout: PunchLayout, latest: string): number {
  const { punches } = decodePunches(sample, layout);
  if (punches.length === 0) return 0;
  const good = punches.filter((punch) => isPlausible(punch, layout, latest)).length;
  // Of two good layouts, the one that reads more of the bytes.
  return good / punches.length;
}

function isPlausible({ time, userId, uid, state }: Punch, layout: PunchLayout, latest: string): boolean {
  if (time === null || time > latest || time < '2000-01-02') return false;
  if (state > 5 && state < 250) return false;
  return layout.startsWith('8') ? uid > 0 : printable.test(userId) && userId !== '0';
}
