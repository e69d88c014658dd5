import { encodeSeconds } from '../wire/push/time.js';
import type { PanelMemory, PanelRow } from './memory.js';
import type { PanelSettings } from './settings.js';

/** Why a badge opens, or does not. */
export type Verdict =
  | 'opens'
  | 'no authority'
  | 'outside time zone'
  | 'unknown card'
  | 'expired'
  | 'lost card'
  | 'disabled'
  | 'door locked';

/** The event of each verdict (Access PUSH appendix 2). */
export const eventOfVerdict: Readonly<Record<Verdict, number>> = {
  opens: 0,
  'outside time zone': 22,
  'no authority': 23,
  'unknown card': 27,
  expired: 29,
  'lost card': 38,
  disabled: 39,
  'door locked': 63,
};

export interface Decision {
  readonly verdict: Verdict;
  /** '' for a card nobody holds. */
  readonly pin: string;
}

/** What the panel knows when somebody holds a card before a reader. */
export interface Situation {
  readonly memory: PanelMemory;
  readonly settings: PanelSettings;
  readonly isLocked: (door: number) => boolean;
  /** Old firmware keeps the validity of a user but does not look at it. */
  readonly ignoreUserDates: boolean;
}

/** Decides from the tables alone, as a panel does. @param card decimal. @param wall the panel's clock, `yyyy-MM-dd HH:mm:ss`. */
export function decide(situation: Situation, card: string, door: number, wall: string): Decision {
  const holder = holderOf(situation, card);
  if (holder === undefined) return { verdict: 'unknown card', pin: '' };
  const pin = holder.user.get('pin') ?? '';
  if (holder.lost) return { verdict: 'lost card', pin };
  return { verdict: situation.isLocked(door) ? 'door locked' : verdictOf(situation, holder.user, door, wall), pin };
}

function verdictOf(situation: Situation, user: PanelRow, door: number, wall: string): Verdict {
  const { memory, settings } = situation;
  if (settings.isOn('DisableUserFunOn') && user.get('disable') === '1') return 'disabled';
  if (!situation.ignoreUserDates && !withinUserDates(user, settings, wall)) return 'expired';
  const authorities = memory.rows('userauthorize').filter((row) => row.get('pin') === user.get('pin'));
  const here = authorities.filter((row) => coversDoor(row, door, settings));
  if (here.length === 0) return 'no authority';
  const valid = here.filter((row) => !settings.supports(62) || withinSeconds(row, wall));
  if (valid.length === 0) return 'expired';
  return valid.some((row) => withinZone(memory, settings, row.get('authorizetimezoneid') ?? '0', wall))
    ? 'opens'
    : 'outside time zone';
}

function holderOf({ memory, settings }: Situation, card: string): { user: PanelRow; lost: boolean } | undefined {
  const number = cardNumber(card, 10);
  if (number === 0n) return undefined;
  const users = memory.rows('user');
  if (!settings.multiCard) {
    const user = users.find((row) => cardNumber(row.get('cardno') ?? '', 10) === number);
    return user && { user, lost: false };
  }
  const held = memory.rows('mulcarduser').find((row) => cardNumber(row.get('cardno') ?? '', 16) === number);
  const user = users.find((row) => held !== undefined && row.get('pin') === held.get('pin'));
  return user && { user, lost: held?.get('losscardflag') === '1' };
}

/** A card as written in a table: decimal, hexadecimal in `mulcarduser`, or `[15CD5B07]` with the lowest byte first. */
export function cardNumber(text: string, radix: 10 | 16): bigint {
  const bytes = /^\[((?:[\da-f]{2})+)\]$/i.exec(text)?.[1];
  if (bytes !== undefined) return BigInt(`0x${Buffer.from(bytes, 'hex').reverse().toString('hex')}`);
  if (radix === 16) return /^[\da-f]+$/i.test(text) ? BigInt(`0x${text}`) : 0n;
  return /^\d+$/.test(text) ? BigInt(text) : 0n;
}

/** A bit a door, except that with [15] the number is the door itself (Access PUSH 9.1.1, User's Access Control Privilege). */
function coversDoor(row: PanelRow, door: number, settings: PanelSettings): boolean {
  const value = Number(row.get('authorizedoorid'));
  return settings.supports(15) ? value === door : ((value >> (door - 1)) & 1) === 1;
}

/** StartTime and EndTime as appendix 5 seconds, 0 without limit. */
function withinSeconds(row: PanelRow, wall: string): boolean {
  const now = encodeSeconds(wall);
  const end = Number(row.get('endtime') ?? 0);
  return Number(row.get('starttime') ?? 0) <= now && (end === 0 || now <= end);
}

/** Seconds with DateFmtFunOn=1, else whole days as YYYYMMDD. */
function withinUserDates(user: PanelRow, settings: PanelSettings, wall: string): boolean {
  if (settings.isOn('DateFmtFunOn')) return withinSeconds(user, wall);
  const today = Number(wall.slice(0, 10).replaceAll('-', ''));
  const end = Number(user.get('endtime') ?? 0);
  return Number(user.get('starttime') ?? 0) <= today && (end === 0 || today <= end);
}

/** Zone 1 is the factory's 24-hour zone as long as nobody writes another; zone 0 is never. */
function withinZone(memory: PanelMemory, settings: PanelSettings, id: string, wall: string): boolean {
  const zone = memory.rows('timezone').find((row) => row.get('timezoneid') === id);
  if (zone === undefined) return id === '1';
  if (settings.supports(60) && !withinSeconds(zone, wall)) return false;
  const day = dayOf(memory, wall);
  const now = Number(wall.slice(11, 16).replace(':', ''));
  return [1, 2, 3].some((n) => {
    // (HHMM of the start) << 16 + (HHMM of the end); the minute of the end belongs to it.
    const period = Number(zone.get(`${day}time${n}`) ?? 0);
    return period !== 0 && period >> 16 <= now && now <= (period & 0xffff);
  });
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The columns of the zone that count today: a holiday's take the place of the weekday's. */
function dayOf(memory: PanelMemory, wall: string): string {
  const today = wall.slice(0, 10).replaceAll('-', '');
  const holiday = memory.rows('holiday').find((row) => {
    const date = row.get('holiday') ?? '';
    return row.get('loop') === '1' ? date.slice(4) === today.slice(4) : date === today;
  });
  if (holiday !== undefined) return `hol${holiday.get('holidaytype') ?? '1'}`;
  return weekdays[new Date(`${wall.slice(0, 10)}T00:00:00Z`).getUTCDay()] ?? 'sun';
}
