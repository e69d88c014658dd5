import { hash } from 'node:crypto';

/** Seconds from the year 0 to 1970, so that no date that a device may send is negative. */
const yearZero = 62_167_219_200;
const highestIndex = 0xffff_ffff;

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

interface Keyed {
  /** `yyyy-MM-dd HH:mm:ss` */
  readonly eventTime: string;
  readonly logId: number;
  readonly naturalKey: string;
}

/**
 * 32 hex characters: the wall clock (10), the device's index (8), a hash of the natural key (14). The same event always
 * has the same id, ids grow with time and index, and an id tells the time of its event.
 */
export function eventId({ eventTime, logId, naturalKey }: Keyed): string {
  const time = Date.parse(`${eventTime.replace(' ', 'T')}Z`) / 1_000 + yearZero;
  const index = Math.min(Math.max(logId, 0), highestIndex);
  return hex(time, 10) + hex(index, 8) + hash('sha256', naturalKey).slice(0, 14);
}

/** The time of the event with that id, by its device's clock, or null if it is no id of an event. */
export function timeOfEventId(id: string): string | null {
  const text = id.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(text)) return null;
  const date = new Date((parseInt(text.slice(0, 10), 16) - yearZero) * 1_000);
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 1 || year > 9999) return null;
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
