import type { OldRow } from './old-list.js';

/** A value of the old server as text; empty where there is none. */
export const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value.replaceAll('\0', '').trim()
    : typeof value === 'number' || typeof value === 'bigint'
      ? String(value)
      : '';

/** The first of these fields with a value. */
export const said = (row: OldRow, ...names: readonly string[]): string =>
  names.map((name) => textOf(row[name])).find((text) => text !== '') ?? '';

const yes = new Set(['true', '1', 't', 'yes', 'y']);

/** Undefined if there is no value. */
export function flagOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = textOf(value).toLowerCase();
  return text === '' ? undefined : yes.has(text);
}

export const listOf = (text: string): string[] =>
  text
    .split(/[,;|]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');

const highestCard = 2n ** 64n - 1n;

/** A card in its stored form; null for what is no number, such as a card that is kept encrypted. */
export function cardOf(text: string): string | null {
  if (!/^\d{1,20}$/.test(text)) return null;
  const card = BigInt(text);
  return card > 0n && card <= highestCard ? card.toString() : null;
}

/** 0 is no card. */
export const isNoCard = (text: string): boolean => /^0*$/.test(text);

/** `yyyy-MM-dd` of a day or a time; null for anything else. */
export function dayOf(text: string): string | null {
  const day = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$/.exec(text);
  if (!day) return null;
  const [, year = '', month = '', date = ''] = day;
  const plain = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const at = new Date(`${plain}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(plain) ? plain : null;
}

/** `yyyy-MM-dd HH:mm:ss`; a day alone begins at midnight, or ends a second before the next one. */
export function clockOf(text: string, side: 'start' | 'end'): string | null {
  const day = dayOf(text);
  if (day === null) return null;
  const time = /[ T](\d{1,2}):([0-5]\d)(?::([0-5]\d))?/.exec(text);
  if (!time) return `${day} ${side === 'start' ? '00:00:00' : '23:59:59'}`;
  const [, hour = '', minute = '', second = '00'] = time;
  return Number(hour) < 24 ? `${day} ${hour.padStart(2, '0')}:${minute}:${second}` : null;
}
