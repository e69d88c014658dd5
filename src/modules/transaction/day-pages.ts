/** How many events a day has. */
export interface DayCount {
  /** yyyy-MM-dd */
  readonly day: string;
  readonly n: number;
}

/** The days that contain a page's rows, and how many rows of these days come before the page. */
export interface DaysOfPage {
  readonly from: string;
  readonly to: string;
  readonly offset: number;
}

/**
 * Skips whole days by their counts, so that a deep page reads only the days that contain its rows (docs/rules.md 6).
 * @param days newest first
 * @returns null for a page past the end
 */
export function pageOfDays(
  days: readonly DayCount[],
  { offset, limit }: { offset: number; limit: number },
): DaysOfPage | null {
  let skipped = offset;
  const first = days.findIndex(({ n }) => {
    if (skipped < n) return true;
    skipped -= n;
    return false;
  });
  const newest = days[first];
  if (!newest) return null;
  let oldest = newest;
  let covered = newest.n;
  for (const day of days.slice(first + 1)) {
    if (covered >= skipped + limit) break;
    oldest = day;
    covered += day.n;
  }
  return { from: `${oldest.day} 00:00:00`, to: `${newest.day} 23:59:59`, offset: skipped };
}
