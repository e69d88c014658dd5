import type { Keep } from './backup-settings.js';

/**
 * What a file is: of the schedule, made by hand, or made by hand without all rows. Each is a series of its own, so that
 * none takes the place of another.
 */
export type Series = 'scheduled' | 'manual' | 'part';

const infix: Readonly<Record<Series, string>> = { scheduled: '', manual: 'manual-', part: 'part-' };

/** The name of a file of an instant; within its series it sorts by time. */
export const fileNameAt = (at: Date, series: Series = 'scheduled'): string =>
  `postern-${infix[series]}${at.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z.tar.age`;

/** Files of the schedule, as a regular expression of PostgreSQL for a path. */
export const scheduledFile = '/postern-\\d{8}T\\d{6}Z\\.tar\\.age$';

const named = /^postern-((?:manual|part)-)?(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\.tar\.age$/;

interface Named {
  readonly name: string;
  /** What its series has in the name. */
  readonly series: string;
  readonly at: Date;
}

/** What the name of a backup says; null if the file is none. */
function readName(name: string): Named | null {
  const [, series = '', ...digits] = named.exec(name) ?? [];
  const [year, month = 1, day, hour, minute, second] = digits.map(Number);
  if (year === undefined) return null;
  return { name, series, at: new Date(Date.UTC(year, month - 1, day, hour, minute, second)) };
}

const dayMs = 24 * 60 * 60 * 1_000;

/** Weeks begin on Monday. */
const weekOf = (at: Date) => Math.floor((at.getTime() / dayMs + 3) / 7);
const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const longer = {
  weekly: (at: Date) => String(weekOf(at)),
  monthly: (at: Date) => at.toISOString().slice(0, 7),
} as const;

/**
 * Which of these files are not kept. Each series is kept as if there were no other. Files that are no backups are never
 * among them, and the newest backup of a series is neither.
 * @param restoredAt the day of a restore counts as two: what was made behind it does not take the place of the file that
 *   was restored
 */
export function outdated(names: readonly string[], keep: Keep, restoredAt: Date | null = null): string[] {
  const files = names
    .map(readName)
    .filter((file) => file !== null)
    .sort((one, other) => other.at.getTime() - one.at.getTime());
  const kept = new Set(
    Object.values(infix).flatMap((series) =>
      keptOf(
        files.filter((file) => file.series === series),
        keep,
        // Names have seconds.
        restoredAt && new Date(Math.floor(restoredAt.getTime() / 1_000) * 1_000),
      ),
    ),
  );
  return files.map(({ name }) => name).filter((name) => !kept.has(name));
}

/** @param files newest first */
function keptOf(files: readonly Named[], keep: Keep, restoredAt: Date | null): string[] {
  const kept = files.slice(0, 1).map(({ name }) => name);
  const daily = (at: Date) => (restoredAt && at < restoredAt ? `${dayOf(at)} before` : dayOf(at));
  for (const [period, of] of Object.entries({ daily, ...longer }) as [keyof Keep, (at: Date) => string][]) {
    const seen = new Set<string>();
    for (const { name, at } of files) {
      if (seen.size === keep[period] && !seen.has(of(at))) break;
      if (!seen.has(of(at))) kept.push(name);
      seen.add(of(at));
    }
  }
  return kept;
}
