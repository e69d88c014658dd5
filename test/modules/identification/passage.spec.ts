import { describe, expect, it } from 'vitest';
import {
  decidePassage,
  type PassageRequest,
  type DoorFacts,
  type HolderFacts,
  type PassageFacts,
} from '../../../src/modules/identification/passage.js';
import { openSeconds } from '../../../src/modules/identification/open-seconds.js';

const always = { mon: [['00:00', '23:59']], tue: [['00:00', '23:59']], hol1: [['00:00', '23:59']] } as const;
const never = {};
// A Monday.
const clock = '2026-03-02 08:30:00';
const byPin: PassageRequest = { pin: '7', cardNo: '', clock };
const byCard: PassageRequest = { pin: '', cardNo: '123', clock };

const door: DoorFacts = { disabled: false, locked: false, validPeriods: null, wantsSeveral: false, wantsFirst: false };
const holder: HolderFacts = {
  pin: '7',
  disabled: false,
  validFrom: null,
  validTo: null,
  leaveDate: null,
  grants: [always as never],
  isKnownThere: true,
  superUser: false,
  isFirst: false,
};
const facts: PassageFacts = { door, holder, card: null, holidays: [] };

const withHolder = (changed: Partial<HolderFacts>): PassageFacts => ({ ...facts, holder: { ...holder, ...changed } });
const withDoor = (changed: Partial<DoorFacts>): PassageFacts => ({ ...facts, door: { ...door, ...changed } });

describe('who is asked about', () => {
  it.each<[string, PassageRequest, PassageFacts, string]>([
    ['a pin that is known', byPin, facts, 'granted'],
    ['a card that is known', byCard, { ...facts, card: { pin: '7', lost: false } }, 'granted'],
    ['a pin and its card', { ...byPin, cardNo: '123' }, { ...facts, card: { pin: '7', lost: false } }, 'granted'],
    ['nobody', { pin: '', cardNo: '', clock }, { ...facts, holder: null }, 'nobody'],
    ['a pin of nobody', byPin, { ...facts, holder: null }, 'unknownPerson'],
    ['a card of nobody', byCard, { ...facts, holder: null }, 'unknownCard'],
    ['a known pin with a card of nobody', { ...byPin, cardNo: '9' }, facts, 'unknownCard'],
    [
      "a pin with another's card",
      { ...byPin, cardNo: '9' },
      { ...facts, card: { pin: '8', lost: false } },
      'otherCard',
    ],
    [
      "a pin of nobody with somebody's card",
      { ...byPin, cardNo: '9' },
      { ...facts, holder: null, card: { pin: '8', lost: false } },
      'unknownPerson',
    ],
    ['a lost card', byCard, { ...facts, card: { pin: '7', lost: true } }, 'lostCard'],
    ['a pin and its lost card', { ...byPin, cardNo: '123' }, { ...facts, card: { pin: '7', lost: true } }, 'lostCard'],
  ])('%s', (_name, asked, known, reason) => {
    expect(decidePassage(asked, known)).toBe(reason);
  });
});

describe('the person', () => {
  it.each<[Partial<HolderFacts>, string]>([
    [{ disabled: true }, 'disabled'],
    [{ leaveDate: '2026-03-03' }, 'granted'],
    [{ leaveDate: '2026-03-02' }, 'left'],
    [{ leaveDate: '2026-03-01', disabled: true }, 'left'],
    [{ validFrom: '2026-03-02 08:30:00' }, 'granted'],
    [{ validFrom: '2026-03-02 08:30:01' }, 'notYetValid'],
    [{ validTo: '2026-03-02 08:30:00' }, 'granted'],
    [{ validTo: '2026-03-02 08:29:59' }, 'expired'],
    [{ grants: [], isKnownThere: true }, 'noLevel'],
    [{ grants: [never] }, 'outsideTimeZone'],
    [{ grants: [never, always as never] }, 'granted'],
    [{ superUser: true, grants: [] }, 'superUser'],
    [{ superUser: true, grants: [never] }, 'superUser'],
    [{ superUser: true, grants: [], isKnownThere: false }, 'noLevel'],
    [{ superUser: true, disabled: true }, 'disabled'],
    [{ superUser: true, validTo: '2026-03-01 00:00:00' }, 'expired'],
    [{ superUser: true, leaveDate: '2026-03-01' }, 'left'],
  ])('%j: %s', (changed, reason) => {
    expect(decidePassage(byPin, withHolder(changed))).toBe(reason);
  });
});

it('who is over stays over in the hour that comes twice', () => {
  const ended = withHolder({ validTo: '2026-10-25 02:29:59', grants: [{ sun: [['00:00', '23:59']] } as never] });
  const again = { ...byPin, clock: '2026-10-25 02:10:00' };
  expect(decidePassage(again, ended)).toBe('granted');
  expect(decidePassage({ ...again, latestClock: '2026-10-25 02:59:59' }, ended)).toBe('expired');
});

describe('the door', () => {
  it.each<[string, PassageFacts, string]>([
    ['not known', { ...facts, door: null }, 'noDoor'],
    ['disabled', withDoor({ disabled: true }), 'doorDisabled'],
    ['locked down', withDoor({ locked: true }), 'doorLocked'],
    [
      'locked down, for a super user',
      { ...withDoor({ locked: true }), holder: { ...holder, superUser: true } },
      'doorLocked',
    ],
    ['within its own zone', withDoor({ validPeriods: always as never }), 'granted'],
    ['outside of its own zone', withDoor({ validPeriods: never }), 'doorOutsideTimeZone'],
    ['for several together', withDoor({ wantsSeveral: true }), 'needsOthers'],
    ['after a first one, for another', withDoor({ wantsFirst: true }), 'needsOthers'],
    [
      'after a first one, for him',
      { ...withDoor({ wantsFirst: true }), holder: { ...holder, isFirst: true } },
      'granted',
    ],
    [
      'for several, for a first one',
      { ...withDoor({ wantsSeveral: true }), holder: { ...holder, isFirst: true } },
      'needsOthers',
    ],
  ])('%s', (_name, known, reason) => {
    expect(decidePassage(byPin, known)).toBe(reason);
  });
});

describe('every reason to refuse is enough by itself', () => {
  const good: PassageFacts = { ...facts, card: { pin: '7', lost: false } };
  const asked = { ...byPin, cardNo: '123' };
  const flaws: ((known: PassageFacts) => PassageFacts)[] = [
    (known) => ({ ...known, door: null }),
    (known) => ({ ...known, door: known.door && { ...known.door, disabled: true } }),
    (known) => ({ ...known, door: known.door && { ...known.door, locked: true } }),
    (known) => ({ ...known, door: known.door && { ...known.door, validPeriods: never } }),
    (known) => ({ ...known, door: known.door && { ...known.door, wantsSeveral: true } }),
    (known) => ({ ...known, door: known.door && { ...known.door, wantsFirst: true } }),
    (known) => ({ ...known, holder: null }),
    (known) => ({ ...known, holder: known.holder && { ...known.holder, disabled: true } }),
    (known) => ({ ...known, holder: known.holder && { ...known.holder, leaveDate: '2026-01-01' } }),
    (known) => ({ ...known, holder: known.holder && { ...known.holder, validFrom: '2027-01-01 00:00:00' } }),
    (known) => ({ ...known, holder: known.holder && { ...known.holder, validTo: '2025-01-01 00:00:00' } }),
    (known) => ({ ...known, holder: known.holder && { ...known.holder, grants: [] } }),
    (known) => ({ ...known, holder: known.holder && { ...known.holder, grants: [never] } }),
    (known) => ({ ...known, card: null }),
    (known) => ({ ...known, card: known.card && { ...known.card, lost: true } }),
    (known) => ({ ...known, card: known.card && { ...known.card, pin: '8' } }),
  ];

  it('alone and together with any other reason', () => {
    expect(decidePassage(asked, good)).toBe('granted');
    for (const one of flaws) {
      expect(decidePassage(asked, one(good))).not.toMatch(/granted|superUser/);
      for (const other of flaws) expect(decidePassage(asked, other(one(good)))).not.toMatch(/granted|superUser/);
    }
  });
});

describe('how long the lock opens', () => {
  const at = (settings: Record<string, string | number>, options = {}, extended = false) =>
    openSeconds({ number: 2, settings }, options, extended);

  it.each([
    [at({}), 5],
    [at({}, { Door2Drivertime: '7', Door1Drivertime: '9' }), 7],
    [at({ DoorDrivertime: 12 }, { Door2Drivertime: '7' }), 12],
    [at({ DoorDrivertime: '12' }), 12],
    [at({ DoorDrivertime: 'x' }), 5],
    [at({ DoorDrivertime: 0 }), 1],
    [at({ DoorDrivertime: 255 }), 254],
    [at({ DoorDrivertime: 12, ExtDoorDelayDrivertime: 20 }), 12],
    [at({ DoorDrivertime: 12, ExtDoorDelayDrivertime: 20 }, {}, true), 32],
    [at({ DoorDrivertime: 250, ExtDoorDelayDrivertime: 20 }, {}, true), 254],
    [at({}, {}, true), 5],
  ])('%d seconds', (seconds, expected) => {
    expect(seconds).toBe(expected);
  });
});
