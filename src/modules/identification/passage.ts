import { standingOf, type Belonging } from '../person/validity.js';
import { isOpenAt, type HolidayDate } from '../timeZone/open-at.js';
import type { Periods } from '../timeZone/time-zone.entity.js';

/** Why a person may pass, or not. Everything but `granted` and `superUser` is a refusal. */
export const reasons = [
  'granted',
  'superUser',
  'noDoor',
  'doorDisabled',
  'doorLocked',
  'nobody',
  'unknownPerson',
  'unknownCard',
  'otherCard',
  'lostCard',
  'disabled',
  'left',
  'notYetValid',
  'expired',
  'noLevel',
  'outsideTimeZone',
  'doorOutsideTimeZone',
  'needsOthers',
  'switchedOff',
  'unreadable',
  'noAnswer',
] as const;
export type Reason = (typeof reasons)[number];

/** The person at the device: a pin, a card, or both; '' = not given. */
export interface PassageRequest {
  readonly pin: string;
  /** Decimal. */
  readonly cardNo: string;
  /** The device's wall clock, `yyyy-MM-dd HH:mm:ss`. */
  readonly clock: string;
  /** The latest time that it has shown, if that is another one: it goes back once a year. */
  readonly latestClock?: string;
}

export interface DoorFacts {
  readonly disabled: boolean;
  readonly locked: boolean;
  /** Outside of it nobody passes; null = no limit. */
  readonly validPeriods: Periods | null;
  /** It only opens for several persons together. */
  readonly wantsSeveral: boolean;
  /** It only opens once one of certain persons has passed. */
  readonly wantsFirst: boolean;
}

export interface HolderFacts extends Belonging {
  readonly pin: string;
  /** The person has levels for this door, each in its time zone. */
  readonly grants: readonly Periods[];
  /** The person has levels for some door of the device. */
  readonly isKnownThere: boolean;
  readonly superUser: boolean;
  /** One of those for whom the others must wait. */
  readonly isFirst: boolean;
}

/** All facts that decide, in their present state. */
export interface PassageFacts {
  readonly door: DoorFacts | null;
  /** The owner of the pin; without a pin, the owner of the card. */
  readonly holder: HolderFacts | null;
  /** The card that was shown; null = no person has it. */
  readonly card: { readonly pin: string; readonly lost: boolean } | null;
  readonly holidays: readonly HolidayDate[];
}

/** Checks one thing: returns the reason that decides, or null if it is in order. */
type Check = (asked: PassageRequest, facts: PassageFacts) => Reason | null;

const doorStands: Check = (_asked, { door }) => {
  if (!door) return 'noDoor';
  if (door.disabled) return 'doorDisabled';
  return door.locked ? 'doorLocked' : null;
};

const isSomebody: Check = ({ pin, cardNo }, { holder, card }) => {
  if (pin === '' && cardNo === '') return 'nobody';
  if (cardNo !== '' && !card) return 'unknownCard';
  return holder ? null : 'unknownPerson';
};

/** A card only counts for its present owner: an old one that a device still holds opens nothing. */
const cardIsGood: Check = ({ cardNo }, { holder, card }) => {
  if (cardNo === '') return null;
  if (card?.pin !== holder?.pin) return 'otherCard';
  return card?.lost === true ? 'lostCard' : null;
};

const mayPassAtAll: Check = ({ clock, latestClock = clock }, { holder }) => {
  const standing = holder ? standingOf(holder, latestClock) : 'disabled';
  return standing === 'valid' ? null : standing;
};

const passesEverything: Check = (_asked, { holder }) =>
  holder?.superUser === true && holder.isKnownThere ? 'superUser' : null;

const levelIsOpen: Check = ({ clock }, { holder, holidays }) => {
  const grants = holder?.grants ?? [];
  if (grants.length === 0) return 'noLevel';
  return grants.some((periods) => isOpenAt(periods, holidays, clock)) ? null : 'outsideTimeZone';
};

const doorIsOpen: Check = ({ clock }, { door, holidays }) =>
  door?.validPeriods && !isOpenAt(door.validPeriods, holidays, clock) ? 'doorOutsideTimeZone' : null;

/**
 * Some doors require several people or a first person. One request cannot show that, and a yes would open the door past
 * the rule.
 */
const needsNobodyElse: Check = (_asked, { door, holder }) => {
  const waitsForFirst = door?.wantsFirst === true && holder?.isFirst !== true;
  return door?.wantsSeveral === true || waitsForFirst ? 'needsOthers' : null;
};

const checks: readonly Check[] = [
  doorStands,
  isSomebody,
  cardIsGood,
  mayPassAtAll,
  passesEverything,
  levelIsOpen,
  doorIsOpen,
  needsNobodyElse,
];

/**
 * Whether a person may pass a door: the first check with a reason decides, and a person only passes if no check
 * refuses.
 */
export function decidePassage(asked: PassageRequest, facts: PassageFacts): Reason {
  for (const check of checks) {
    const reason = check(asked, facts);
    if (reason !== null) return reason;
  }
  return 'granted';
}
