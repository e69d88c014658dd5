import { decodePunches, punchLayouts, punchWidth, type Punch, type PunchLayout } from './attendance.js';

/** Bytes that are enough to tell layouts apart. */
export const sampleBytes = 8 * 1024;
/** One dead battery must not hide a layout: so many of a hundred dates may be wrong. */
const leastShare = 0.9;
const printable = /^[\x21-\x7e]{1,24}$/;

/** What is known of a table before its records are read. */
export interface TableFacts {
  /** Bytes of all records. */
  readonly total: number;
  /** What the terminal's counter says; 0 or null = it cannot be relied on. */
  readonly count: number | null;
  /** Wall clock beyond which no punch can lie. */
  readonly latest: string;
}

/**
 * Tells how the terminal writes its punches: by its counter, and where that lies by what the records look like.
 * Null where two ways look equally good or none does: a guess would store nonsense.
 */
export function pickPunchLayout(sample: Buffer, { total, count, latest }: TableFacts): PunchLayout | null {
  const width = count ? total / count : 0;
  const counted = punchLayouts.filter((layout) => punchWidth(layout) === width);
  const [only] = counted;
  if (only !== undefined && counted.length === 1) return only;
  const candidates = counted.length > 0 ? counted : punchLayouts.filter((layout) => fits(total, layout));
  const scored = candidates
    .map((layout) => ({ layout, share: share(sample, layout, latest) }))
    .filter(({ share: part }) => part >= leastShare)
    .sort((a, b) => b.share - a.share);
  const [best, next] = scored;
  if (!best) return null;
  if (next?.share !== best.share) return best.layout;
  return total === punchWidth('40') && scored.every(isLong) ? '40' : null;
}

/** One record reads the same with and without a mark behind it. */
const isLong = ({ layout }: { layout: PunchLayout }) => layout === '40' || layout === '49';

/** Firmware that puts the mark before a record has none behind the last. */
const fits = (total: number, layout: PunchLayout) =>
  total % punchWidth(layout) === 0 || (layout === '49' && total % 49 === 40);

function share(sample: Buffer, layout: PunchLayout, latest: string): number {
  const { punches } = decodePunches(sample, layout);
  if (punches.length === 0) return 0;
  const good = punches.filter((punch) => isPlausible(punch, layout, latest)).length;
  // Of two that are all good the one that reads more of what is there.
  return good / punches.length;
}

function isPlausible({ time, userId, uid, state }: Punch, layout: PunchLayout, latest: string): boolean {
  if (time === null || time > latest || time < '2000-01-02') return false;
  if (state > 5 && state < 250) return false;
  return layout.startsWith('8') ? uid > 0 : printable.test(userId) && userId !== '0';
}
