import type { AlarmEvent, Doing } from './alarm-event.js';
import { contactIdCode, type Family } from './contact-id-codes.js';

const format = /^([136])([0-9A-F]{3})[ ]?([0-9A-F]{2})[ ]?([0-9A-F]{3})$/i;

/** New event or opening, restore or closing; 6 says again that the first lasts. */
const doingsOf: Readonly<Record<Family, readonly [begin: Doing, end: Doing]>> = {
  alarm: ['alarm', 'restore'],
  trouble: ['trouble', 'restore'],
  arming: ['opening', 'closing'],
  bypass: ['bypass', 'unbypass'],
  test: ['test', 'test'],
  other: ['other', 'other'],
};

/** Cancelling is what ends an alarm. */
const cancelled = '406';

/** Numbers are decimal; a panel with more than it can write uses hexadecimal digits, whose value it is then. */
const numberOf = (digits: string): number => parseInt(digits, /^\d+$/.test(digits) ? 10 : 16);

/**
 * One event of Contact ID, as DC-09 carries it: `1130 01 005`, with the account before it.
 * @returns null for what is none
 */
export function readContactId(data: string): AlarmEvent | null {
  const found = format.exec(data.slice(data.indexOf('|') + 1).trim());
  if (!found) return null;
  const [, qualifier = '', code = '', group = '', point = ''] = found;
  const { category, family, name, isOfUser } = contactIdCode(code.toUpperCase());
  const [begin, end] = doingsOf[family];
  return {
    code: qualifier + code.toUpperCase(),
    contactId: qualifier + code.toUpperCase(),
    category,
    does: code === cancelled ? 'restore' : qualifier === '3' ? end : begin,
    name: nameOf(name, family, qualifier),
    partition: numberOf(group),
    point: numberOf(point),
    isOfUser,
    isRepeated: qualifier === '6',
  };
}

/** A code of arming has a word for each way. */
function nameOf(name: string, family: Family, qualifier: string): string {
  if (family === 'arming') {
    const word = qualifier === '3' ? 'closing' : 'opening';
    return capital(name.replace(/^Opening or closing|opening or closing/, word));
  }
  return qualifier === '3' && (family === 'alarm' || family === 'trouble') ? `${name}, restored` : name;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
