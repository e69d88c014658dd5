import { standingOf, type Belonging } from '../person/validity.js';
import { dayNameAt, isOpenAt, type HolidayDate } from '../timeZone/open-at.js';
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
  'restored',
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

/** What only a device can judge: who passed before, which other door is open. */
export type DeviceRule = 'antiPassback' | 'interlock';

export interface DoorFacts {
  readonly disabled: boolean;
  readonly locked: boolean;
  /** Outside of it nobody passes; null = no limit. */
  readonly validPeriods: Periods | null;
  /** It only opens for several persons together. */
  readonly wantsSeveral: boolean;
  /** It only opens once one of certain persons has passed. */
  readonly wantsFirst: boolean;
  /** Its device asks here for each passage, and has no say of its own. */
  readonly asksHere?: boolean;
  /** Rules about what happened before, which its device alone knows. */
  readonly deviceKnows?: readonly DeviceRule[];
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

/** What is looked at, in the order in which it is told. */
export const passageChecks = [
  'door',
  'card',
  'person',
  'validity',
  'level',
  'hours',
  'holiday',
  'doorHours',
  'rule',
] as const;
export type PassageCheck = (typeof passageChecks)[number];

/** What a check says where it refuses nothing. */
export const quietCodes = [
  'inOrder',
  'superUser',
  'noCard',
  'noHoliday',
  'holiday',
  'noLimit',
  'noRule',
  'needsOthers',
  'antiPassback',
  'interlock',
] as const;

type Refusal = Exclude<Reason, 'granted' | 'superUser' | 'switchedOff' | 'restored' | 'unreadable' | 'noAnswer'>;
export type FindingCode = Refusal | 'closedByHoliday' | (typeof quietCodes)[number];

/** The result of one check; null = the device alone knows. */
export interface Finding {
  readonly check: PassageCheck;
  readonly ok: boolean | null;
  readonly code: FindingCode;
}

type Said = Pick<Finding, 'ok' | 'code'>;
/** Judges one thing. Null = there is nothing to judge: of nobody there is no validity. */
type Judge = (asked: PassageRequest, facts: PassageFacts) => Said | readonly Said[] | null;

const fine = (code: FindingCode = 'inOrder'): Said => ({ ok: true, code });
const refused = (code: FindingCode): Said => ({ ok: false, code });

const doorStands: Judge = (_asked, { door }) => {
  if (!door) return refused('noDoor');
  if (door.disabled) return refused('doorDisabled');
  return door.locked ? refused('doorLocked') : fine();
};

/** A card only counts for its present owner: an old one that a device still holds opens nothing. */
const cardIsGood: Judge = ({ cardNo }, { holder, card }) => {
  if (cardNo === '') return fine('noCard');
  if (!card) return refused('unknownCard');
  if (!holder) return null;
  if (card.pin !== holder.pin) return refused('otherCard');
  return card.lost ? refused('lostCard') : fine();
};

const isSomebody: Judge = ({ pin, cardNo }, { holder, card }) => {
  if (holder) return fine();
  if (pin === '' && cardNo === '') return refused('nobody');
  return pin === '' && !card ? null : refused('unknownPerson');
};

const mayPassAtAll: Judge = ({ clock, latestClock = clock }, { holder }) => {
  if (!holder) return null;
  const standing = standingOf(holder, latestClock);
  return standing === 'valid' ? fine() : refused(standing);
};

/** Neither levels nor times nor rules count for such a person. */
const passesEverything = ({ holder }: PassageFacts): boolean => holder?.superUser === true && holder.isKnownThere;

const ofOthers =
  (judge: Judge): Judge =>
  (asked, facts) =>
    passesEverything(facts) ? fine('superUser') : judge(asked, facts);

const hasLevel: Judge = (_asked, { holder }) => holder && (holder.grants.length === 0 ? refused('noLevel') : fine());

const isOpen = (grants: readonly Periods[], clock: string, holidays: readonly HolidayDate[]) =>
  grants.some((periods) => isOpenAt(periods, holidays, clock));

const levelIsOpen: Judge = ({ clock }, { holder, holidays }) => {
  if (!holder || holder.grants.length === 0) return null;
  return isOpen(holder.grants, clock, holidays) ? fine() : refused('outsideTimeZone');
};

/** Whether a holiday is why it is closed: on a usual day of the week it would be open. */
const holidayLeavesOpen: Judge = ({ clock }, { holder, holidays }) => {
  if (!dayNameAt(clock, holidays).startsWith('hol')) return fine('noHoliday');
  const grants = holder?.grants ?? [];
  const isWhy = !isOpen(grants, clock, holidays) && isOpen(grants, clock, []);
  return isWhy ? refused('closedByHoliday') : fine('holiday');
};

const doorIsOpen: Judge = ({ clock }, { door, holidays }) => {
  if (!door) return null;
  if (!door.validPeriods) return fine('noLimit');
  return isOpenAt(door.validPeriods, holidays, clock) ? fine() : refused('doorOutsideTimeZone');
};

/**
 * Some doors require several people or a first person. One request cannot show that, and a yes would open the door past
 * the rule.
 */
const rulesAllow: Judge = (_asked, { door, holder }) => {
  if (!door) return null;
  const waitsForFirst = door.wantsFirst && holder?.isFirst !== true;
  const said: Said[] =
    door.wantsSeveral || waitsForFirst ? [{ ok: door.asksHere === true ? false : null, code: 'needsOthers' }] : [];
  said.push(...(door.deviceKnows ?? []).map((code): Said => ({ ok: null, code })));
  return said.length === 0 ? fine('noRule') : said;
};

const judges: Readonly<Record<PassageCheck, Judge>> = {
  door: doorStands,
  card: cardIsGood,
  person: isSomebody,
  validity: mayPassAtAll,
  level: ofOthers(hasLevel),
  hours: ofOthers(levelIsOpen),
  holiday: ofOthers(holidayLeavesOpen),
  doorHours: ofOthers(doorIsOpen),
  rule: ofOthers(rulesAllow),
};

/** All checks, in their order, whatever the others say. What has nothing to judge is left out. */
export function findingsOf(asked: PassageRequest, facts: PassageFacts): Finding[] {
  return passageChecks.flatMap((check) =>
    [judges[check](asked, facts) ?? []].flat().map((said) => ({ check, ...said })),
  );
}

export type PassageVerdict = 'granted' | 'refused' | 'unknown';

/** What all checks say together. */
export function verdictOf(findings: readonly Finding[]): PassageVerdict {
  if (findings.some(({ ok }) => ok === false)) return 'refused';
  return findings.some(({ ok }) => ok === null) ? 'unknown' : 'granted';
}

/**
 * Whether a person may pass a door: the first check that refuses decides. What only others could show (`needsOthers`)
 * is refused, because one request cannot show it.
 */
export function decidePassage(asked: PassageRequest, facts: PassageFacts): Reason {
  const { door } = facts;
  const known = door && { ...door, asksHere: true, deviceKnows: [] };
  const first = findingsOf(asked, { ...facts, door: known }).find(({ ok }) => ok === false);
  // The holiday that closes a level comes behind the level that it closes.
  if (first) return first.code as Refusal;
  return passesEverything(facts) ? 'superUser' : 'granted';
}
