import type { Kind } from './part-settings.js';

/** The devices' way to write a day: (year - 1900) * 10000 + (month - 1) * 100 + day. */
function dayOf(text: string): string {
  const day = Number(text);
  if (!Number.isInteger(day) || day <= 0) return '';
  const parts = [Math.floor(day / 10_000) + 1900, (Math.floor(day / 100) % 100) + 1, day % 100];
  return parts.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-');
}

function numberOfDay(text: string): number {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return (year - 1900) * 10_000 + (month - 1) * 100 + day;
}

/** A value as a form has it: '' = not set. The gateway takes and keeps several ways to write one. */
export function textOfValue(kind: Kind, value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  const text = String(typeof value === 'boolean' ? Number(value) : value);
  if (kind.is === 'choice') return String(kind.of[text] ?? text);
  return kind.is === 'day' ? dayOf(text) : text;
}

/** What is sent for it; null takes the setting away. What is no number is sent as it is: the gateway says so. */
export function valueOfText(kind: Kind, text: string): string | number | boolean | null {
  if (text === '') return null;
  if (kind.is === 'onOff') return text === '1';
  if (kind.is === 'day') return numberOfDay(text);
  const isNumber = kind.is === 'number' || kind.is === 'hours' || kind.is === 'choice';
  return isNumber && /^\d{1,10}$/.test(text) ? Number(text) : text;
}
