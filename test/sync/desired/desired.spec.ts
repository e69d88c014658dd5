import { describe, expect, it } from 'vitest';
import type { Device } from '../../../src/modules/device/device.entity.js';
import { bioFitOf } from '../../../src/protocol/access-push/bio-fit.js';
import { dialectOf } from '../../../src/protocol/access-push/dialect.js';
import { desiredOf, sharedRows, strayShared } from '../../../src/sync/desired/desired.js';
import type { DeviceFacts, PersonFacts, SharedFacts } from '../../../src/sync/desired/facts.js';

/* Facts in, rows out, both written by hand. Devices stand in Madrid, an hour ahead of UTC in winter. */

const now = new Date('2026-01-15T11:00:00Z'); // 12:00:00 at the devices.

/** AccSupportFunList with these positions. */
const functions = (...positions: readonly number[]) =>
  Array.from({ length: 64 }, (_, at) => (positions.includes(at) ? '1' : '0')).join('');

interface DeviceOptions {
  readonly options?: Readonly<Record<string, string>>;
  readonly multiCardOn?: boolean;
  readonly device?: Partial<Device>;
}

function deviceWith({ options = {}, multiCardOn = false, device = {} }: DeviceOptions = {}): DeviceFacts {
  const dialect = dialectOf(options, { multiCardOn, devId: 1 });
  return {
    device: { link: 'push-acc', module: 'acc', options, quirks: {}, pushVersion: null, ...device } as Device,
    sn: 'P1',
    timeZone: 'Europe/Madrid',
    dialect,
    bio: bioFitOf(options, dialect),
    retiring: false,
    learnsFrom: null,
  };
}

const person = (facts: Partial<PersonFacts> = {}): PersonFacts => ({
  ...{ pin: '7', name: 'Ada', password: '', privilege: 0, disabled: false },
  ...{ validFrom: null, validTo: null, leaveDate: null, cards: [], qrCode: null },
  ...{ grants: [{ sn: 'P1', door: 1, timeZoneId: 1 }], rooms: [], stations: [], roles: [], floors: [], rules: [] },
  ...{ extendedPass: false, temporary: false, visitor: false, verifyMode: null },
  ...{ templates: [], photo: null, reports: [] },
  ...facts,
});

const card = (cardNo: string, lost = false) => ({ cardNo, cardType: 0, lost });

/** Each row in short: its table and the columns that the test is about. */
const shown = (rows: readonly { readonly table: string; readonly row: Readonly<Record<string, unknown>> }[]) =>
  rows.map(({ table, row }) => {
    if (table === 'user') return `user ${String(row.pin)} card=${String(row.cardNo)} disable=${String(row.disable)}`;
    if (table === 'userauthorize')
      return `userauthorize ${String(row.pin)} zone=${String(row.timezoneId)} doors=${(row.doors as number[]).join()}`;
    if (table === 'usereleauthorize')
      return `usereleauthorize ${String(row.pin)} zone=${String(row.timezoneId)} floors=${(row.floors as number[]).join()} at once=${String(row.floorId)}`;
    if (table === 'mulcarduser') return `mulcarduser ${String(row.cardNo)} lost=${String(row.lossCardFlag)}`;
    if (table === 'templatev10') return `templatev10 finger=${String(row.fingerId)} valid=${String(row.valid)}`;
    if (table === 'biodata') return `biodata type=${String(row.type)} no=${String(row.no)} index=${String(row.index)}`;
    if (table === 'biophoto') return `biophoto type=${String(row.type)}`;
    return table;
  });

const desired = (facts: Partial<PersonFacts>, device = deviceWith()) => desiredOf(person(facts), device, now);
const rowsOf = (facts: Partial<PersonFacts>, device = deviceWith()) => shown(desired(facts, device).rows);

const user = 'user 7 card= disable=false';
const always = 'userauthorize 7 zone=1 doors=1';

describe('who may pass', () => {
  it.each<[string, Partial<PersonFacts>, string[], string | null]>([
    ['anybody with a level', {}, [user, always], null],
    ['nobody without one', { grants: [] }, [], null],
    ['nobody of another device', { grants: [{ sn: 'P2', door: 1, timeZoneId: 1 }] }, [], null],
    ['who is disabled is known, and may pass nowhere', { disabled: true }, ['user 7 card= disable=true'], null],
    ['who left is not known', { leaveDate: '2026-01-15' }, [], null],
    ['who leaves later is until then', { leaveDate: '2026-01-16' }, [user, always], '2026-01-15T23:00:00.000Z'],
    ['who is not valid yet may pass later', { validFrom: '2026-01-15 12:00:01' }, [user], '2026-01-15T11:00:01.000Z'],
    ['from the first second on', { validFrom: '2026-01-15 12:00:00' }, [user, always], null],
    ['to the last second', { validTo: '2026-01-15 12:00:00' }, [user, always], '2026-01-15T11:00:01.000Z'],
    ['and not after it', { validTo: '2026-01-15 11:59:59' }, [user], null],
    [
      'what comes next counts',
      { validFrom: '2026-01-01 00:00:00', validTo: '2026-01-20 17:59:59', leaveDate: '2026-01-18' },
      [user, always],
      '2026-01-17T23:00:00.000Z',
    ],
  ])('%s', (_, facts, rows, next) => {
    const found = desired(facts);
    expect([shown(found.rows), found.nextAt?.toISOString() ?? null, found.unsupported]).toEqual([rows, next, false]);
  });

  // Madrid: 2026-10-25 02:00 to 03:00 comes twice, 2026-03-29 02:00 to 03:00 is skipped; both at 01:00 UTC.
  it.each<[string, string, Partial<PersonFacts>, string[], string | null]>([
    ['the hour comes first', '2026-10-25T00:10:00Z', { validTo: '2026-10-25 02:29:59' }, [user, always], '00:30:00'],
    [
      'it comes again, and who is over stays over',
      '2026-10-25T01:10:00Z',
      { validTo: '2026-10-25 02:29:59' },
      [user],
      null,
    ],
    [
      'it comes again, and who had begun stays',
      '2026-10-25T01:10:00Z',
      { validFrom: '2026-10-25 02:30:00' },
      [user, always],
      null,
    ],
    [
      'it comes again, and what is behind it comes',
      '2026-10-25T01:10:00Z',
      { validTo: '2026-10-25 03:29:59' },
      [user, always],
      '02:30:00',
    ],
    [
      'an end in the hour that is skipped is there with the change',
      '2026-03-29T00:30:00Z',
      { validTo: '2026-03-29 02:29:59' },
      [user, always],
      '01:00:00',
    ],
    ['and is over with it', '2026-03-29T01:00:00Z', { validTo: '2026-03-29 02:29:59' }, [user], null],
  ])('when clocks change: %s', (_, at, facts, rows, next) => {
    const found = desiredOf(person(facts), deviceWith(), new Date(at));
    const nextAt = found.nextAt?.toISOString() ?? null;
    expect([shown(found.rows), nextAt]).toEqual([rows, next && `${at.slice(0, 10)}T${next}.000Z`]);
  });

  it.each<[string, Partial<PersonFacts>, string[]]>([
    ['during the visit', { validTo: '2026-01-15 18:00:00' }, [user, always]],
    ['not before it', { validFrom: '2026-01-15 12:00:01' }, []],
    ['not a second longer', { validTo: '2026-01-15 11:59:59' }, []],
    ['not when disabled', { disabled: true }, []],
  ])('a visitor is known %s', (_, facts, rows) => {
    expect(rowsOf({ visitor: true, ...facts })).toEqual(rows);
  });
});

describe('levels and time zones', () => {
  const grants = [
    { sn: 'P1', door: 2, timeZoneId: 3 },
    { sn: 'P1', door: 1, timeZoneId: 3 },
    { sn: 'P1', door: 1, timeZoneId: 1 },
    { sn: 'P1', door: 2, timeZoneId: 3 },
    { sn: 'P2', door: 4, timeZoneId: 1 },
  ];

  it('make one row a zone with the doors of all levels, each once', () => {
    expect(rowsOf({ grants })).toEqual([user, always, 'userauthorize 7 zone=3 doors=1,2']);
  });

  it('make one row a door where the device reads them so (position 15)', () => {
    const device = deviceWith({ options: { AccSupportFunList: functions(15) } });
    const rows = [user, always, 'userauthorize 7 zone=3 doors=1', 'userauthorize 7 zone=3 doors=2'];
    expect(rowsOf({ grants }, device)).toEqual(rows);
  });

  it('make rows of floors on a panel that has them (positions 53 and 55)', () => {
    const floors = [
      { sn: 'P1', floor: 5, timeZoneId: 2, direct: true },
      { sn: 'P1', floor: 3, timeZoneId: 2, direct: false },
    ];
    const lift = deviceWith({ options: { AccSupportFunList: functions(53, 55) } });
    expect(rowsOf({ grants: [], floors }, lift)).toEqual([user, 'usereleauthorize 7 zone=2 floors=3,5 at once=5']);
    expect(rowsOf({ grants: [], floors, disabled: true }, lift)).toEqual(['user 7 card= disable=true']);
    const plain = deviceWith({ options: { AccSupportFunList: functions() } });
    expect(desired({ grants: [], floors }, plain)).toMatchObject({ rows: [], unsupported: true });
    expect(rowsOf({ floors }, plain)).toEqual([user, always]);
  });
});

describe('cards', () => {
  const several = { AccSupportFunList: functions(7) };
  const cards = [card('100', true), card('200'), card('300')];

  it('one stands with the user: the first that is not lost', () => {
    expect(rowsOf({ cards })).toEqual(['user 7 card=200 disable=false', always]);
    expect(rowsOf({ cards: [card('100', true)] })).toEqual([user, always]);
  });

  it('many stand beside the user once the device has said that it keeps them', () => {
    const first = 'user 7 card=200 disable=false';
    expect(rowsOf({ cards }, deviceWith({ options: several }))).toEqual([first, always]);
    const device = deviceWith({ options: several, multiCardOn: true });
    expect(rowsOf({ cards }, device)).toEqual([
      first,
      'mulcarduser 200 lost=false',
      'mulcarduser 300 lost=false',
      always,
    ]);
    const heeds = deviceWith({ options: { ...several, '~LossCardFunOn': '1' }, multiCardOn: true });
    expect(rowsOf({ cards }, heeds)).toContain('mulcarduser 100 lost=true');
  });

  it('a QR code is one more card as long as it is valid', () => {
    const qrCode = (expiresAt: string) => ({ qrCode: { cardNo: '900', expiresAt } });
    const good = desired(qrCode('2026-01-15T11:00:01Z'));
    expect([shown(good.rows), good.nextAt?.toISOString()]).toEqual([
      ['user 7 card=900 disable=false', always],
      '2026-01-15T11:00:01.000Z',
    ]);
    expect(rowsOf(qrCode('2026-01-15T11:00:00Z'))).toEqual([user, always]);
  });
});

describe('limits of a device', () => {
  it.each([
    ['7', '0', false],
    ['A7', '0', true],
    ['A7', '1', false],
    ['1234567890123456789', '0', true],
  ])('pin %s with StringPinFunOn %s is unsupported: %s', (pin, strings, unsupported) => {
    const device = deviceWith({ options: { StringPinFunOn: strings } });
    expect(desired({ pin }, device).unsupported).toBe(unsupported);
  });
});

describe('templates and photos', () => {
  const body = { minorVer: '0', format: 0, valid: true, duress: false, hash: 'h', size: 4 };
  const learnt = { sourceSn: null, sourceArea: null, learntAt: '2026-01-01T00:00:00Z' };
  const template = (bioType: number, no: number, majorVer: string, more: object = {}) => ({
    ...{ id: `${bioType}-${no}`, kind: 'template' as const, bioType, no, index: 0, majorVer },
    ...body,
    ...learnt,
    ...more,
  });
  const hybrid = deviceWith({
    options: {
      MultiBioDataSupport: '0:1:0:0:0:0:0:0:0:1',
      MultiBioPhotoSupport: '0:0:0:0:0:0:0:0:0:1',
      MultiBioVersion: '0:10.0:0:0:0:0:0:0:0:58.12',
    },
  });

  it('go where the algorithm has the same major version', () => {
    const templates = [template(1, 6, '10'), template(1, 7, '9'), template(9, 0, '58'), template(2, 0, '7')];
    expect(rowsOf({ templates }, hybrid)).toEqual([
      user,
      'biodata type=1 no=6 index=0',
      'biodata type=9 no=0 index=0',
      always,
    ]);
  });

  it('are only fingers on an older panel, with their duress mark; invalid ones are not sent', () => {
    const templates = [
      template(1, 6, '10'),
      template(1, 7, '10', { duress: true }),
      template(1, 8, '10', { valid: false }),
      template(9, 0, '58'),
    ];
    const old = deviceWith({ options: { FingerFunOn: '1' } });
    expect(rowsOf({ templates }, old)).toEqual([
      user,
      'templatev10 finger=6 valid=1',
      'templatev10 finger=7 valid=3',
      always,
    ]);
  });

  it('are not sent if an area only takes what its own devices learnt', () => {
    const templates = [template(1, 6, '10', { sourceSn: 'P2', sourceArea: '2' }), template(1, 7, '10')];
    const choosy = { ...hybrid, learnsFrom: ['3'] };
    expect(rowsOf({ templates }, choosy)).toEqual([user, 'biodata type=1 no=7 index=0', always]);
    expect(rowsOf({ templates }, { ...hybrid, learnsFrom: ['2'] })).toHaveLength(4);
  });

  it('count as held if the device has just reported them', () => {
    const report = { sn: 'P1', kind: 'template' as const, bioType: 1, no: 6, index: 0, majorVer: '10' };
    const held = (isFresh: boolean) =>
      desired({ templates: [template(1, 6, '10')], reports: [{ ...report, hash: 'h', isFresh }] }, hybrid).rows.find(
        ({ table }) => table === 'biodata',
      )?.held;
    expect([held(true), held(false)]).toEqual([true, false]);
  });
});

describe('an attendance terminal', () => {
  const clock = deviceWith({ device: { link: 'push-att', module: 'att' } });
  const station = { grants: [], stations: [{ sn: 'P1', doors: [1] }] };
  const tables = (facts: Partial<PersonFacts>) => desired(facts, clock).rows.map(({ table }) => table);

  it('has users and no rights, of whoever may pass now', () => {
    expect(tables(station)).toEqual(['user']);
    expect(tables({ ...station, disabled: true })).toEqual([]);
    expect(tables({ ...station, validFrom: '2026-01-15 12:00:01' })).toEqual([]);
    expect(tables({ ...station, validTo: '2026-01-15 11:59:59' })).toEqual([]);
  });

  it('cannot hold a person who may pass only at some hours', () => {
    const sometimes = [{ sn: 'P1', door: 1, timeZoneId: 3 }];
    expect(desired({ grants: sometimes }, clock)).toMatchObject({ rows: [], unsupported: true });
    expect(desired({ grants: [...sometimes, { sn: 'P1', door: 1, timeZoneId: 1 }] }, clock).unsupported).toBe(false);
  });

  it('knows a person as the people of its business do', () => {
    const role = { module: 'att', privilege: 14, verifyMode: null, category: null };
    const [row] = desired({ ...station, roles: [role] }, clock).rows;
    expect(row?.row).toMatchObject({ pin: '7', privilege: 14, cardNo: '', viceCard: '' });
    expect(desired({ ...station, roles: [{ ...role, module: 'ins' }] }, clock).rows[0]?.row.privilege).toBe(0);
  });

  it('has two cards of a user in the user itself', () => {
    const cards = [card('100', true), card('200'), card('300'), card('400')];
    expect(desired({ ...station, cards }, clock).rows[0]?.row).toMatchObject({ cardNo: '200', viceCard: '300' });
  });
});

describe('what a device holds apart from persons', () => {
  const week = {
    mon: [
      ['08:30', '12:00'],
      ['13:00', '17:00'],
    ],
    sun: [],
  } as const;
  const shared = (facts: Partial<SharedFacts> = {}): SharedFacts => ({
    ...{ timeZones: [], holidays: [], rules: [], told: [], subDevices: [] },
    parts: { doors: [], readers: [], auxInputs: [], auxOutputs: [] },
    ...facts,
  });
  const of = (facts: Partial<SharedFacts>) =>
    sharedRows(shared(facts), deviceWith(), now).rows.filter(({ table }) => !['options', 'dstsetting'].includes(table));

  it('is time zones with the periods of each day', () => {
    const [row] = of({ timeZones: [{ id: 3, periods: week as never }] });
    expect(row).toMatchObject({ table: 'timezone', row: { timezoneId: 3 } });
    expect(row?.row.periods).toMatchObject({ mon: ['08:30-12:00', '13:00-17:00'], tue: [], sun: [] });
  });

  it('is holidays, with those of every year marked', () => {
    const holidays = [
      { date: '2026-12-25', type: 1 as const, everyYear: true },
      { date: '2026-03-19', type: 2 as const, everyYear: false },
    ];
    expect(of({ holidays }).map(({ row }) => row)).toEqual([
      { holiday: '2026-12-25', holidayType: 1, loop: 1 },
      { holiday: '2026-03-19', holidayType: 2, loop: 2 },
    ]);
  });

  it('is sub devices that were accepted; others that announced themselves have to go', () => {
    const sub = { subSn: 'S1', isRegistered: true, isAuthorize: 1 };
    const facts = {
      subDevices: [
        { ...sub, authorized: true },
        { ...sub, subSn: 'S2', authorized: false },
      ],
    };
    expect(of(facts as never).map(({ table, row }) => `${table} ${String(row.sn)}`)).toEqual(['deviceauthorize S1']);
    expect(strayShared(shared(facts as never))).toEqual([{ table: 'deviceauthorize', row: { sn: 'S2' } }]);
  });
});
