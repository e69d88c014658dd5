import type { AntiPassback } from './anti-passback.js';
import { lockedBy } from './anti-passback.js';
import { holderOf } from './holders.js';
import type { PanelMemory, PanelRow } from './memory.js';
import { doorNumber, doorParameter } from './parameters.js';
import type { PanelSettings } from './settings.js';
import type { MultiCard } from './multi-card.js';
import { isEnough, modeNow, type Factor } from './verify.js';
import { withinSeconds, withinUserDates, withinZone } from './zones.js';

export { cardNumber } from './holders.js';

/** The reasons why a badge opens a door, or does not. */
export type Verdict =
  | 'opens'
  | 'no authority'
  | 'outside time zone'
  | 'unknown card'
  | 'expired'
  | 'lost card'
  | 'disabled'
  | 'door locked'
  | 'too soon'
  | 'passed already'
  | 'another door is open'
  | 'waits for others'
  | 'waits for the first'
  | 'shows too little'
  | 'too warm'
  | 'without mask'
  | 'server says no'
  | 'server is silent';

/** The event of each verdict (Access PUSH appendix 2). */
export const eventOfVerdict: Readonly<Record<Verdict, number>> = {
  opens: 0,
  'too soon': 20,
  'outside time zone': 22,
  'no authority': 23,
  'waits for the first': 23,
  'passed already': 24,
  'another door is open': 25,
  'waits for others': 26,
  'unknown card': 27,
  expired: 29,
  'lost card': 38,
  disabled: 39,
  'shows too little': 41,
  'server says no': 44,
  'server is silent': 45,
  'door locked': 63,
  'too warm': 68,
  'without mask': 69,
};

export interface Decision {
  readonly verdict: Verdict;
  /** '' for a card that belongs to nobody. */
  readonly pin: string;
  /** The event, if it says more than the verdict. */
  readonly event?: number;
  /** The door stays open after this person. */
  readonly hold?: boolean;
}

/** What the panel knows when a person holds a card to a reader. */
export interface Situation {
  readonly memory: PanelMemory;
  readonly settings: PanelSettings;
  readonly isLocked: (door: number) => boolean;
  readonly isOpen: (door: number) => boolean;
  /** The normal-open zone of the day was not switched off. */
  readonly isScheduleOn: (door: number) => boolean;
  readonly crossings: AntiPassback;
  readonly together: MultiCard;
  /** Old firmware keeps the validity of a user but does not look at it. */
  readonly ignoreUserDates: boolean;
}

/** A person at a reader. */
export interface Attempt {
  /** Decimal. */
  readonly card: string;
  readonly door: number;
  /** 0 in, 1 out. */
  readonly inOut: number;
  readonly shown: readonly Factor[];
  /** The panel's clock, `yyyy-MM-dd HH:mm:ss`. */
  readonly wall: string;
}

const events = { normallyOpen: 1, first: 2, together: 3, superUser: 208 } as const;
/** Super users can pass a locked door. */
const superPassesLock = 48;

/** Decides by the tables alone, as a panel does. */
export function decide(situation: Situation, attempt: Attempt): Decision {
  const holder = holderOf(situation.memory, situation.settings, attempt.card);
  if (holder === undefined) return { verdict: 'unknown card', pin: '' };
  const pin = holder.user.get('pin') ?? '';
  if (holder.lost) return { verdict: 'lost card', pin };
  const isSuper = isSuperUser(situation, pin, attempt.door);
  const locked = situation.isLocked(attempt.door);
  if (locked && !(isSuper && situation.settings.supports(superPassesLock))) return { verdict: 'door locked', pin };
  return { pin, ...rightsOf(situation, holder.user, attempt, isSuper) };
}

type Ruling = Omit<Decision, 'pin'>;

function rightsOf(situation: Situation, user: PanelRow, attempt: Attempt, isSuper: boolean): Ruling {
  const { memory, settings } = situation;
  const { door, wall } = attempt;
  if (settings.isOn('DisableUserFunOn') && user.get('disable') === '1') return { verdict: 'disabled' };
  if (!situation.ignoreUserDates && !withinUserDates(user, settings, wall)) return { verdict: 'expired' };
  if (isSuper) return { verdict: 'opens', event: events.superUser };
  const authorities = memory.rows('userauthorize').filter((row) => row.get('pin') === user.get('pin'));
  const here = authorities.filter((row) => coversDoor(row, door, settings));
  if (here.length === 0) return { verdict: 'no authority' };
  const valid = here.filter((row) => !settings.supports(62) || withinSeconds(row, wall));
  if (valid.length === 0) return { verdict: 'expired' };
  const inZone = valid.some((row) => withinZone(memory, settings, row.get('authorizetimezoneid') ?? '0', wall));
  if (!inZone || !doorIsValid(situation, door, wall)) return { verdict: 'outside time zone' };
  return rulesOf(situation, user, attempt);
}

/** The checks for people who all have the right to pass. */
function rulesOf(situation: Situation, user: PanelRow, attempt: Attempt): Ruling {
  const { door, wall, shown } = attempt;
  if (!isEnough(modeNow(situation, user, door, wall), shown)) return { verdict: 'shows too little' };
  if (situation.crossings.isTwice(situation, user.get('pin') ?? '', attempt)) return { verdict: 'passed already' };
  if (lockedBy(situation, door).some(situation.isOpen)) return { verdict: 'another door is open' };
  const first = situation.together.first(situation, user, door, wall);
  if (first === 'closed') return { verdict: 'waits for the first' };
  const group = situation.together.join(situation, user, door, wall);
  if (group === 'waits') return { verdict: 'waits for others' };
  if (first === 'first') {
    return { verdict: 'opens', event: events.first, hold: doorNumber(situation, door, 'FirstCardOpenDoor') === 1 };
  }
  if (group === 'complete') return { verdict: 'opens', event: events.together };
  return isNormallyOpen(situation, door, wall)
    ? { verdict: 'opens', event: events.normallyOpen }
    : { verdict: 'opens' };
}

/**
 * One bit for each door, except that with [15] the number is the door itself (Access PUSH 9.1.1, User's Access Control
 * Privilege).
 */
function coversDoor(row: PanelRow, door: number, settings: PanelSettings): boolean {
  const value = Number(row.get('authorizedoorid'));
  return settings.supports(15) ? value === door : ((value >> (door - 1)) & 1) === 1;
}

/** A row of SuperAuthorize for the door, or for door 0, all of them ([16]). */
function isSuperUser({ memory }: Situation, pin: string, door: number): boolean {
  return memory
    .rows('SuperAuthorize')
    .some((row) => row.get('pin') === pin && ['0', String(door)].includes(row.get('doorid') ?? ''));
}

/** DoorValidTZ: outside of it nobody passes; 0 or no value means no limit. */
function doorIsValid(situation: Situation, door: number, wall: string): boolean {
  const zone = doorParameter(situation, door, 'ValidTZ');
  return zone === '' || zone === '0' || withinZone(situation.memory, situation.settings, zone, wall);
}

function isNormallyOpen(situation: Situation, door: number, wall: string): boolean {
  const zone = doorParameter(situation, door, 'KeepOpenTimeZone');
  if (zone === '' || zone === '0' || !situation.isScheduleOn(door)) return false;
  return withinZone(situation.memory, situation.settings, zone, wall);
}
