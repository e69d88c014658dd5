import type { Rec } from './records.js';
import { decodeSeconds, realWall } from './time.js';

/** One event row of `rtlog`, or of a pulled `transaction` table, decoded (Access PUSH 7.2). Absent text is ''. */
export interface RtlogEvent {
  /** `yyyy-MM-dd HH:mm:ss` of the device's clock. */
  wallClock: string;
  /** '' for 0 and absent: no person. */
  pin: string;
  pinRaw: string;
  /** Decimal, '' for 0, absent and unreadable. */
  cardNo: string;
  cardRaw: string;
  eventAddr: number;
  eventNo: number;
  /** 0 in, 1 out, other values as sent (2 in events without a person). */
  inOut: number | null;
  /** Decimal code or bit string, as sent. */
  verifyType: string;
  /** The device's own number of the event, 0 if it does not number events. */
  index: number;
  siteCode: string;
  linkId: string;
  maskFlag: string;
  temperature: string;
  convTemperature: string;
  /** Bits of the card as the reader gave them (WGRuleVer 2.0). */
  bitCount: number | null;
  /** 200 in the event of a channel controller's alarm that was taken back (7.13), else ''. */
  alarmType: string;
  raw: string;
}

export interface RtlogMode {
  /** The device keeps several cards for each person and therefore writes card numbers in hex. */
  multiCard: boolean;
}

const MAX_PIN = 64;
const MAX_CARD = 32;
const MAX_TEXT = 32;
/** The values that the columns can store: `integer`, and numbers that JavaScript represents exactly. */
const MAX_INT = 2_147_483_647;

/** Names of rtlog first, then those of pulled transaction rows. */
const spellings = {
  time: ['time', 'time_second'],
  pin: ['pin'],
  card: ['cardno', 'card'],
  eventAddr: ['eventaddr', 'doorid'],
  event: ['event', 'eventtype'],
  inOut: ['inoutstatus', 'inoutstate'],
  verifyType: ['verifytype', 'verified'],
  index: ['index'],
  siteCode: ['sitecode'],
  linkId: ['linkid'],
  maskFlag: ['maskflag'],
  temperature: ['temperature'],
  convTemperature: ['convtemperature'],
  bitCount: ['bitcount'],
  alarmType: ['alarmtype'],
} as const;

function textOf(rec: Rec, field: keyof typeof spellings, limit = MAX_TEXT): string {
  const [first, second = first] = spellings[field];
  const value = rec.fields.get(first) ?? rec.fields.get(second) ?? '';
  if (value.length === 0) return value;
  return value.replaceAll('\0', '').trim().slice(0, limit);
}

function integer(text: string, limit = MAX_INT): number | null {
  if (!/^\d{1,16}$/.test(text)) return null;
  const value = Number(text);
  return value <= limit ? value : null;
}

/** The last time that was parsed: each time is parsed twice, and events of one second come together. */
let lastRead: { readonly text: string; readonly moment: string | null } = { text: '', moment: null };

/**
 * Time as text, or as appendix 5 seconds, whose months all have 31 days, so that they can name a day that does not
 * exist.
 */
function wallClockOf(rec: Rec): string | null {
  const text = textOf(rec, 'time');
  if (lastRead.text !== text) {
    const packed = integer(text, 0xff_ff_ff_ff);
    lastRead = { text, moment: realWall(packed === null ? text : decodeSeconds(packed)) };
  }
  return lastRead.moment;
}

const noZeros = (digits: string): string => digits.replace(/^0+/, '');

/** Decimal text of a card, '' for 0 and for text that is no number. */
function cardOf(raw: string, mode: RtlogMode): string {
  const bracketed = /^\[((?:[0-9a-f]{2}){1,16})\]$/i.exec(raw)?.[1];
  if (bracketed !== undefined) return noZeros(BigInt(`0x${bytesReversed(bracketed)}`).toString());
  const hex = mode.multiCard || /[a-f]/i.test(raw);
  if (hex) return /^[0-9a-f]{1,24}$/i.test(raw) ? noZeros(BigInt(`0x${raw}`).toString()) : '';
  return /^\d+$/.test(raw) ? noZeros(raw) : '';
}

/** Brackets mean bytes from the lowest to the highest (Access PUSH 9.1.1, user.CardNo). */
const bytesReversed = (hex: string): string => (hex.match(/../g) ?? []).reverse().join('');

/**
 * Reads an event row by the names of its fields, in any order and number. If a row has no real time or no event number,
 * the result is the reason as text, and the row belongs into quarantine.
 */
export function decodeRtlog(rec: Rec, mode: RtlogMode): RtlogEvent | string {
  const wallClock = wallClockOf(rec);
  if (wallClock === null) return `no real time: "${textOf(rec, 'time')}"`;
  const eventNo = integer(textOf(rec, 'event'));
  if (eventNo === null) return `no event number: "${textOf(rec, 'event')}"`;
  const pinRaw = textOf(rec, 'pin', MAX_PIN);
  const cardRaw = textOf(rec, 'card', MAX_CARD);
  return {
    wallClock,
    pin: /^0*$/.test(pinRaw) ? '' : pinRaw,
    pinRaw,
    cardNo: cardOf(cardRaw, mode),
    cardRaw,
    eventAddr: integer(textOf(rec, 'eventAddr')) ?? 0,
    eventNo,
    inOut: integer(textOf(rec, 'inOut')),
    verifyType: textOf(rec, 'verifyType'),
    index: indexOf(rec),
    siteCode: textOf(rec, 'siteCode'),
    linkId: textOf(rec, 'linkId'),
    maskFlag: seen(textOf(rec, 'maskFlag')),
    temperature: measured(textOf(rec, 'temperature')),
    convTemperature: measured(textOf(rec, 'convTemperature')),
    bitCount: integer(textOf(rec, 'bitCount')),
    alarmType: textOf(rec, 'alarmType'),
    raw: rec.raw.replaceAll('\0', ''),
  };
}

/**
 * 255 is the value of a device without a thermometer (docs/field-notes.md 31), and no person has a temperature of 0.
 */
const measured = (temperature: string): string => (/^(?:255|0+)(?:\.0*)?$/.test(temperature) ? '' : temperature);

/** Without a mask or with one; a device that does not check this sends another number. */
const seen = (maskFlag: string): string => (/^[01]$/.test(maskFlag) ? maskFlag : '');

const indexOf = (rec: Rec): number => integer(textOf(rec, 'index'), Number.MAX_SAFE_INTEGER) ?? 0;

const separators = /[\\|]/;

/** The parts stay separate even if a device sends the separator inside one. */
const keyText = (parts: readonly string[]): string =>
  parts.map((part) => (separators.test(part) ? part.replaceAll(/[\\|]/g, String.raw`\$&`) : part)).join('|');

/**
 * Text that is the same for two uploads of one event and different for two events. It is made of the fields as sent,
 * and not as decoded, because the two ways of upload may write a card in hex and in decimal. Only different spellings
 * of the same number or moment are unified, so that a pulled row matches the event that it repeats.
 *
 * @param sn the device, or the sub-device, that counted the index
 */
export function naturalKey(sn: string, rec: Rec): string {
  const event = textOf(rec, 'event');
  const moment = [wallClockOf(rec) ?? textOf(rec, 'time'), String(integer(event) ?? event)];
  const index = indexOf(rec);
  if (index > 0) return keyText([sn, String(index), ...moment]);
  const rest = [
    textOf(rec, 'pin', MAX_PIN),
    textOf(rec, 'card', MAX_CARD),
    textOf(rec, 'eventAddr'),
    textOf(rec, 'inOut'),
  ];
  return keyText([sn, ...moment, ...rest]);
}
