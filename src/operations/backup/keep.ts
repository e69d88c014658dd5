import type { Keep } from './backup-settings.js';

/** The name of a file of an instant; it sorts by time. */
export const fileNameAt = (at: Date): string =>
  `postern-${at.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z.tar.age`;

const named = /^postern-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\.tar\.age$/;

/** The instant in the name of a backup; null if the file is none. */
export function instantOfFile(name: string): Date | null {
  const [, year, month, day, hour, minute, second] = (named.exec(name) ?? []).map(Number);
  if (year === undefined) return null;
  return new Date(Date.UTC(year, (month ?? 1) - 1, day, hour, minute, second));
}

const dayMs = 24 * 60 * 60 * 1_000;

/** Weeks begin on Monday. */
const weekOf = (at: Date) => Math.floor((at.getTime() / dayMs + 3) / 7);
const periods = {
  daily: (at: Date) => at.toISOString().slice(0, 10),
  weekly: (at: Date) => String(weekOf(at)),
  monthly: (at: Date) => at.toISOString().slice(0, 7),
} as const;

/** Which of these files are not kept. Files that are no backups are never among them, and the newest backup is neither. */
export function outdated(names: readonly string[], keep: Keep): string[] {
  const files = names
    .map((name) => ({ name, at: instantOfFile(name) }))
    .filter((file): file is { name: string; at: Date } => file.at !== null)
    .sort((one, other) => other.at.getTime() - one.at.getTime());
  const kept = new Set(files.slice(0, 1).map(({ name }) => name));
  for (const [period, of] of Object.entries(periods) as [keyof Keep, (at: Date) => string][]) {
    const seen = new Set<string>();
    for (const { name, at } of files) {
      if (seen.size === keep[period] && !seen.has(of(at))) break;
      if (!seen.has(of(at))) kept.add(name);
      seen.add(of(at));
    }
  }
  return files.map(({ name }) => name).filter((name) => !kept.has(name));
}
