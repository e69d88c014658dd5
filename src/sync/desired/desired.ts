import { latestClockOf, reachedAt } from '../../platform/database/zone-time.js';
import { leavesAt, standingOf } from '../../modules/person/validity.js';
import { dayNames, type Periods } from '../../modules/timeZone/time-zone.entity.js';
import { supports, type Dialect } from '../../protocol/access-push/dialect.js';
import { authorizeSteps } from '../../protocol/access-push/uploads/sub-device.js';
import { attRows, isAttSupported } from './desired-att.js';
import { bioRows } from './desired-bio.js';
import { atDevice, extUserRows, groupOf, personRuleRows, sharedRowsOf } from './desired-rules.js';
import type { Desired, DesiredRow } from './desired-row.js';
import { clockRows } from './desired-clock.js';
import { floorRows, holdsFloors } from './desired-floors.js';
import { settingRows } from './desired-settings.js';
import { nextRoomTurn, withRooms } from './desired-rooms.js';
import { grantsOn, inModule, isKnownOn } from './desired-stations.js';
import type { DeviceFacts, PersonFacts, SharedFacts } from './facts.js';

const oneDoorPerRow = 15;
const nothing: Desired = { rows: [], nextAt: null, unsupported: false };
const numericPin = /^\d{1,18}$/;

/**
 * What a device should hold of a person: a pure function of facts and now, read with the device's clock (docs/rules.md
 * 3). A person who is disabled, has left, or is outside their validity has no authority rows.
 */
export function desiredOf(facts: PersonFacts, device: DeviceFacts, now: Date): Desired {
  const { sn, timeZone, retiring } = device;
  if (retiring) return nothing;
  const person = withRooms(withQrCode(inModule(facts, device.device.module), now), device, now);
  const clock = latestClockOf(now, timeZone);
  const standing = standingOf(person, clock);
  const roomTurn = nextRoomTurn(facts, sn, now);
  if (!isKnownOn(person, sn) || standing === 'left') return { ...nothing, nextAt: roomTurn };
  const nextAt = soonest(soonest(nextTurn(facts, clock, timeZone), codeEnds(person, now)), roomTurn);
  // A visitor has rows only during the visit, to the second.
  if (person.visitor && standing !== 'valid') return { ...nothing, nextAt };
  if (!canHold(person, device)) return { rows: [], nextAt, unsupported: true };
  const valid = standing === 'valid';
  if (device.device.link === 'push-att')
    return { rows: valid ? attRows(person, device) : [], nextAt, unsupported: false };
  return { rows: personRows(person, device, valid), nextAt, unsupported: false };
}

/** @param valid the person may pass at this time */
function personRows(person: PersonFacts, device: DeviceFacts, valid: boolean): DesiredRow[] {
  const { sn, dialect } = device;
  const floorsHere = person.floors.filter((grant) => grant.sn === sn);
  const authority = valid ? authorityRows(person, grantsOn(person, sn), supports(dialect, oneDoorPerRow)) : [];
  const cards = dialect.multiCard ? cardsOn(dialect, person).map((card) => cardRow(person.pin, card)) : [];
  const more = extUserRows(person, device);
  // A person without any access is no first person and no superior.
  const rules = authority.length > 0 ? personRuleRows(person, device) : [];
  const floors = valid ? floorRows(person.pin, floorsHere, dialect) : [];
  return [userRow(person), ...more, ...cards, ...bioRows(person, device), ...authority, ...floors, ...rules];
}

/**
 * Whether a device can hold a person: it must take the form of the pin, and it must know floors if the person has only
 * floors on it.
 */
function canHold(person: PersonFacts, device: DeviceFacts): boolean {
  const { sn, dialect } = device;
  if (!dialect.stringPin && !numericPin.test(person.pin)) return false;
  if (device.device.link === 'push-att') return isAttSupported(person, device);
  return holdsFloors(dialect) || grantsOn(person, sn).length > 0 || !person.floors.some((floor) => floor.sn === sn);
}

/** When the person's present QR code ends. */
function codeEnds({ qrCode }: PersonFacts, now: Date): Date | null {
  const end = qrCode && new Date(qrCode.expiresAt);
  return end && end > now ? end : null;
}

/** A QR code is one more card as long as it is valid. */
function withQrCode(person: PersonFacts, now: Date): PersonFacts {
  const { qrCode, cards } = person;
  if (!qrCode || !codeEnds(person, now)) return person;
  return { ...person, cards: [...cards, { cardNo: qrCode.cardNo, cardType: furtherCard, lost: false }] };
}

const furtherCard = 1;

const soonest = (one: Date | null, other: Date | null): Date | null => {
  if (!one || !other) return one ?? other;
  return one < other ? one : other;
};

/** When validity begins or ends, or the person leaves, whichever is next. */
function nextTurn(person: PersonFacts, clock: string, timeZone: string): Date | null {
  const turns = [person.validFrom, afterEnd(person.validTo), leavesAt(person)];
  const [next] = turns.filter((at): at is string => at !== null && at > clock).sort();
  return next === undefined ? null : reachedAt(next, timeZone);
}

/** The end is the last second that is valid. */
function afterEnd(validTo: string | null): string | null {
  if (validTo === null) return null;
  const next = new Date(Date.parse(`${validTo.replace(' ', 'T')}Z`) + 1_000);
  return next.toISOString().slice(0, 19).replace('T', ' ');
}

const userRow = (person: PersonFacts): DesiredRow => ({
  table: 'user',
  row: {
    cardNo: person.cards.find(({ lost }) => !lost)?.cardNo ?? '',
    pin: person.pin,
    password: person.password,
    group: groupOf(person),
    startTime: person.validFrom,
    endTime: person.validTo,
    name: person.name,
    privilege: person.privilege,
    disable: person.disabled,
  },
});

/**
 * If a device has no flag for lost cards, it does not get such a card at all: a flag that it ignores would open doors.
 */
const cardsOn = ({ lossCard }: Dialect, { cards }: PersonFacts) => cards.filter(({ lost }) => lossCard || !lost);

const cardRow = (pin: string, { cardNo, cardType, lost }: PersonFacts['cards'][number]): DesiredRow => ({
  table: 'mulcarduser',
  row: { pin, cardNo, lossCardFlag: lost, cardType },
});

/** One row for each time zone with its doors, or one row for each door if the device reads doors that way. */
function authorityRows(person: PersonFacts, grants: PersonFacts['grants'], single: boolean): DesiredRow[] {
  const { pin, validFrom: startTime, validTo: endTime } = person;
  const zones = [...new Set(grants.map(({ timeZoneId }) => timeZoneId))].sort((a, b) => a - b);
  return zones.flatMap((timezoneId) => {
    const doors = grants.filter((grant) => grant.timeZoneId === timezoneId).map(({ door }) => door);
    const sorted = [...new Set(doors)].sort((a, b) => a - b);
    const groups = single ? sorted.map((door) => [door]) : [sorted];
    return groups.map((group) => ({
      table: 'userauthorize',
      row: { pin, timezoneId, doors: group, startTime, endTime },
    }));
  });
}

/** "08:30-12:00" in the form of the wire's declaration. */
const periodTexts = (periods: Periods) =>
  Object.fromEntries(dayNames.map((day) => [day, (periods[day] ?? []).map(([from, to]) => `${from}-${to}`)]));

/** What a device should hold whoever passes its doors: a pure function of facts and now. */
export function sharedRows(shared: SharedFacts, device: DeviceFacts, now: Date): Omit<Desired, 'unsupported'> {
  const at = atDevice(device, shared);
  const rules = shared.rules.flatMap((rule) => sharedRowsOf(rule, at));
  const clock = clockRows(device, now);
  const settings = settingRows(shared, at, clock.parameters);
  return { rows: [...scheduleRows(shared), ...settings, ...clock.rows, ...rules], nextAt: clock.nextAt };
}

const scheduleRows = ({ timeZones, holidays, subDevices }: SharedFacts): DesiredRow[] => [
  ...timeZones.map(({ id, periods }) => ({
    table: 'timezone',
    row: { timezoneId: id, periods: periodTexts(periods) },
  })),
  ...holidays.map(({ date, type, everyYear }) => ({
    table: 'holiday',
    row: { holiday: date, holidayType: type, loop: everyYear ? 1 : 2 },
  })),
  ...subDevices.filter(({ authorized }) => authorized).map(subDeviceRow),
];

/** A device behind this one is first asked to register, then it is let in (Access PUSH 5.3, 5.4). */
const subDeviceRow = ({ subSn, isAuthorize, isRegistered }: SharedFacts['subDevices'][number]): DesiredRow => ({
  table: 'deviceauthorize',
  row: {
    sn: subSn,
    isAuthorize:
      isRegistered || isAuthorize === authorizeSteps.authorized
        ? authorizeSteps.authorized
        : authorizeSteps.registering,
  },
});

/** Rows that a device reported and that must be deleted there. */
export const strayShared = ({ subDevices }: SharedFacts): DesiredRow[] =>
  subDevices
    .filter(({ authorized, isAuthorize }) => !authorized && isAuthorize > 0)
    .map(({ subSn }) => ({ table: 'deviceauthorize', row: { sn: subSn } }));
