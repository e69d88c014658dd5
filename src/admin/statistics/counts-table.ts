import type { CountsView } from './statistics.dto.js';

/** A number of one key in one row; the key is null for all others together. */
export interface Cell {
  readonly row: string;
  readonly key: string | null;
  readonly n: number;
}

interface Row {
  /** As cells name it. */
  readonly name: string;
  readonly start: string | number;
}

/** Rows without gaps, from cells that are there only where something was counted. */
export function tableOf(
  timeZone: string,
  rows: readonly Row[],
  keys: readonly (string | null)[],
  cells: readonly Cell[],
): Omit<CountsView, 'keys'> {
  const column = new Map(keys.map((key, at) => [key, at + 1]));
  const lines = new Map(rows.map(({ name, start }) => [name, [start, ...keys.map(() => 0)]]));
  let total = 0;
  for (const { row, key, n } of cells) {
    const [line, at] = [lines.get(row), column.get(key)];
    if (line === undefined || at === undefined) continue;
    line[at] = n;
    total += n;
  }
  return { timeZone, rows: [...lines.values()], total };
}

/** Keys by how much they have; all others together come last. */
export function rankedKeys(cells: readonly Cell[]): (string | null)[] {
  const sums = new Map<string | null, number>();
  for (const { key, n } of cells) sums.set(key, (sums.get(key) ?? 0) + n);
  const known = [...sums].filter((sum): sum is [string, number] => sum[0] !== null);
  const ranked = known.sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)).map(([key]) => key);
  return sums.has(null) ? [...ranked, null] : ranked;
}
