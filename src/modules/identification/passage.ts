import { standingOf, type Belonging } from '../person/validity.js';
import { isOpenAt, type HolidayDate } from '../timeZone/open-at.js';
import type { Periods } from '../timeZone/time-zone.entity.js';

/** Why somebody passes, or does not. Everything but `granted` and `superUser` is a no. */
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

/** Whom the device has before it: a pin, a card, or both; '' = not said. */
export interface PassageRequest {
  readonly pin: string;
  /** Decimal. */
  readonly cardNo: string;
  /** The device's wall clock, `yyyy-MM-dd HH:mm:ss`. */
  readonly clock: string;
}

export interface DoorFacts {
  readonly disabled: boolean;
  readonly locked: boolean;
  /** Outside of it nobody passes; null = no limit. */
  readonly validPeriods: Periods | null;
  /** Opens for several persons together only. */
  readonly wantsSeveral: boolean;
  /** Opens only once one of some persons has been there. */
  readonly wantsFirst: boolean;
}

export interface HolderFacts extends Belonging {
  readonly pin: string;
  /** Levels lead to this door, each in its zone. */
  readonly grants: readonly Periods[];
  /** Levels lead to any door of the device. */
  readonly isKnownThere: boolean;
  readonly superUser: boolean;
  /** One of those whom the others have to wait for. */
  readonly isFirst: boolean;
}

/** All that decides, as it is at this moment. */
export interface PassageFacts {
  readonly door: DoorFacts | null;
  /** The owner of the pin; without a pin, the owner of the card. */
  readonly holder: HolderFacts | null;
  /** The card that was shown; null = no person has it. */
  readonly card: { readonly pin: string; readonly lost: boolean } | null;
  readonly holidays: readonly HolidayDate[];
}

/** Looks at one thing: why it is decided by that, or null where it is right. */
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

/** A card counts only for the person it belongs to: an old one that a device still holds opens nothing. */
const cardIsGood: Check = ({ cardNo }, { holder, card }) => {
  if (cardNo === '') return null;
  if (card?.pin !== holder?.pin) return 'otherCard';
  return card?.lost === true ? 'lostCard' : null;
};

const mayPassAtAll: Check = ({ clock }, { holder }) => {
  const standing = holder ? standingOf(holder, clock) : 'disabled';
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

/** Whether somebody may pass a door: the first check that has something to say decides (fail closed). */
export function decidePassage(asked: PassageRequest, facts: PassageFacts): Reason {
  for (const check of checks) {
    const reason = check(asked, facts);
    if (reason !== null) return reason;
  }
  return 'granted';
}
