import { describe, expect, it } from 'vitest';
import { isBlocked, plan, type Candidate } from '../../src/sync/ledger/plan.js';

const candidate = (table: string, key: string, more: Partial<Candidate> = {}): Candidate => ({
  ...{
    sn: 'P1',
    table,
    key,
    unit: key,
    pin: '',
    bioType: null,
    size: 2,
    desiredHash: 'new',
    heldHash: 'old',
  },
  ...{ unknown: false, version: 1, commandId: null, failures: 0, failed: false, returnCode: null },
  ...{ userHeld: true, othersLeft: false, userGoes: false, zonesPending: false, zoneUsed: false },
  ...{ cardElsewhere: false, shrinks: false, givingHeld: false, compared: false, datesTold: false },
  ...more,
});
const zone = (id: number, more: Partial<Candidate> = {}) => candidate('timezone', `TimezoneId=${id}`, more);
const gone = { size: 0, desiredHash: null };

const planned = (candidates: readonly Candidate[], limits: { commands?: number; zonesOverwrite?: boolean } = {}) =>
  plan(candidates, (table, units) => candidates.filter((row) => row.table === table && units.includes(row.unit)), {
    ...{ commands: 10, takeaways: limits.commands ?? 10, records: 100 },
    ...limits,
  }).map((part) => [part.type, ...(part.type === 'delete' ? part.units : part.rows.map(({ key }) => key))].join(' '));

/** The commands with their tables. @param all what stands in the ledger besides */
const inFull = (
  candidates: readonly Candidate[],
  all = candidates,
  limits: { commands?: number; records?: number; wholeUsers?: boolean } = {},
) =>
  plan(candidates, (table, units) => all.filter((row) => row.table === table && units.includes(row.unit)), {
    ...{ commands: 10, takeaways: limits.commands ?? 10, records: 100 },
    ...limits,
  }).map((part) => {
    const names = part.type === 'delete' ? part.units : part.rows.map(({ key }) => key);
    return `${part.type} ${part.table} ${names.join(', ')}`;
  });

describe('time zones that change', () => {
  it('each have their DELETE, directly followed by their UPDATE', () => {
    expect(planned([zone(2), zone(3)])).toEqual([
      'delete TimezoneId=2',
      'update TimezoneId=2',
      'delete TimezoneId=3',
      'update TimezoneId=3',
    ]);
  });

  it('are never parted from their UPDATE by the end of the window', () => {
    expect(planned([zone(2), zone(3)], { commands: 1 })).toEqual(['delete TimezoneId=2', 'update TimezoneId=2']);
  });

  it('are only updated if the firmware overwrites them', () => {
    expect(planned([zone(2), zone(3, { unknown: true })], { zonesOverwrite: true })).toEqual([
      'update TimezoneId=2 TimezoneId=3',
    ]);
    expect(planned([zone(2, gone)], { zonesOverwrite: true })).toEqual(['delete TimezoneId=2']);
  });

  it('are only updated if the device may have lost them and holds nothing else, unless it refused that', () => {
    const lost = { heldHash: 'new', unknown: true };
    expect(planned([zone(2, lost), zone(3, lost)])).toEqual(['update TimezoneId=2 TimezoneId=3']);
    expect(planned([zone(2, { ...lost, failures: 1 })])).toEqual(['delete TimezoneId=2', 'update TimezoneId=2']);
    expect(planned([zone(2, { ...lost, heldHash: null })])).toEqual(['delete TimezoneId=2', 'update TimezoneId=2']);
  });

  it('1 is never deleted; several that have to go are deleted together', () => {
    expect(planned([zone(1), zone(2, gone), zone(3, gone)])).toEqual([
      'delete TimezoneId=2 TimezoneId=3',
      'update TimezoneId=1',
    ]);
  });

  it('go before all else if the DELETE was done and the UPDATE was not answered', () => {
    const authority = candidate('userauthorize', 'Pin=7', gone);
    const missing = zone(3, { heldHash: null, unknown: true });
    const ends = ['delete Pin=7', 'delete TimezoneId=2', 'update TimezoneId=2'];
    expect(planned([authority, zone(2), missing])).toEqual(['delete TimezoneId=3', 'update TimezoneId=3', ...ends]);
    expect(planned([authority, zone(2)])).toEqual(ends);
  });
});

describe('holidays, which only go all at once', () => {
  const holiday = (date: number, more: Partial<Candidate> = {}) =>
    candidate('holiday', `Holiday=${date}`, { unit: '*', heldHash: 'new', ...more });
  const lost = { unknown: true };
  const there = [holiday(20270101), holiday(20271225)];

  it('stay where the device may have lost one, unless it refused to write that over', () => {
    expect(inFull([holiday(20270501, lost)], [holiday(20270501, lost), ...there])).toEqual([
      'update holiday Holiday=20270501',
    ]);
    const refused = holiday(20270501, { ...lost, failures: 1 });
    expect(inFull([refused], [refused, ...there])).toEqual([
      'delete holiday *',
      'update holiday Holiday=20270501, Holiday=20270101, Holiday=20271225',
    ]);
  });

  it.each<[string, Partial<Candidate>]>([
    ['changes', { heldHash: 'old' }],
    ['may have other content there', { heldHash: 'other', unknown: true }],
    ['was sent and not answered', { heldHash: null, unknown: true }],
    ['goes', gone],
  ])('go and are written again where one %s', (_, more) => {
    const one = holiday(20270501, more);
    const written = [...(one.desiredHash === null ? [] : [one.key]), ...there.map(({ key }) => key)];
    expect(inFull([one], [one, ...there])).toEqual(['delete holiday *', `update holiday ${written.join(', ')}`]);
  });
});

describe('what is taken away', () => {
  const entry = (table: string, key: string, pin: string, more: Partial<Candidate> = {}) =>
    candidate(table, key, { pin, unit: `Pin=${pin}`, ...more });

  it('goes before what is given: rights first, the user after all rows that depend on the user', () => {
    const rows = [
      entry('user', 'Pin=7', '7', gone),
      entry('mulcarduser', 'Pin=7 CardNo=1', '7', gone),
      entry('userauthorize', 'Pin=7 Zone=1', '7', gone),
      entry('user', 'Pin=8', '8', { heldHash: null }),
    ];
    expect(inFull(rows)).toEqual([
      'delete userauthorize Pin=7',
      'delete mulcarduser Pin=7',
      'delete user Pin=7',
      'update user Pin=8',
    ]);
  });

  it.each<[string, Partial<Candidate>, string[]]>([
    ['while rows of a user may be there the user stays', { othersLeft: true }, []],
    ['then it goes', { othersLeft: false }, ['delete user Pin=7']],
    ['also where it is not known whether it is there', { heldHash: null, unknown: true }, ['delete user Pin=7']],
  ])('%s', (_, more, commands) => {
    expect(inFull([entry('user', 'Pin=7', '7', { ...gone, ...more })])).toEqual(commands);
  });

  it.each<[string, Partial<Candidate>, string[]]>([
    ['a zone that rights are in stays', { zoneUsed: true }, []],
    ['then it goes', {}, ['delete timezone TimezoneId=4']],
  ])('%s', (_, more, commands) => {
    expect(inFull([zone(4, { ...gone, ...more })])).toEqual(commands);
  });

  it('deletes all rows of a unit: those that stay are written directly after it', () => {
    const shrinking = entry('userauthorize', 'Pin=7 Zone=1', '7', { shrinks: true });
    const same = entry('userauthorize', 'Pin=7 Zone=2', '7', { heldHash: 'new' });
    const ending = entry('userauthorize', 'Pin=7 Zone=3', '7', gone);
    const other = entry('userauthorize', 'Pin=8 Zone=1', '8', { heldHash: null });
    const commands = [
      'delete userauthorize Pin=7',
      'update userauthorize Pin=7 Zone=1, Pin=7 Zone=2',
      'update userauthorize Pin=8 Zone=1',
    ];
    expect(inFull([shrinking, other], [shrinking, same, other])).toEqual(commands);
    expect(inFull([ending, shrinking, other], [ending, shrinking, same, other])).toEqual(commands);
    expect(inFull([ending], [ending])).toEqual(['delete userauthorize Pin=7']);
  });

  it('from a terminal is the user with everything of theirs', () => {
    const finger = entry('templatev10', 'Pin=7 FingerID=1', '7', { ...gone, userGoes: true, unit: 'Pin=7 FingerID=1' });
    const rows = [finger, entry('user', 'Pin=7', '7', { ...gone, othersLeft: true })];
    expect(inFull(rows, rows, { wholeUsers: true })).toEqual(['delete user Pin=7']);
    expect(inFull([{ ...finger, userGoes: false }], rows, { wholeUsers: true })).toEqual([
      'delete templatev10 Pin=7 FingerID=1',
    ]);
  });
});

describe('what is given', () => {
  const fresh = { heldHash: null };

  it('goes in the order in which devices want it', () => {
    const rows = [
      candidate('userauthorize', 'Pin=7 Zone=1', fresh),
      candidate('biodata', 'Pin=7 Type=9', { ...fresh, bioType: 9 }),
      candidate('user', 'Pin=7', fresh),
      candidate('holiday', 'Holiday=20261225', fresh),
      candidate('timezone', 'TimezoneId=1', fresh),
    ];
    expect(inFull(rows).map((text) => text.split(' ')[1])).toEqual([
      'timezone',
      'holiday',
      'user',
      'biodata',
      'userauthorize',
    ]);
  });

  it.each<[string, string, Partial<Candidate>]>([
    ['a right for its zone', 'userauthorize', { zonesPending: true }],
    ['a right for its user', 'userauthorize', { userHeld: false }],
    ['a card for its user', 'mulcarduser', { userHeld: false }],
    ['a template for its user', 'templatev10', { userHeld: false }],
    ['a card for whoever has it', 'mulcarduser', { cardElsewhere: true }],
    ['a user with a card for whoever has it', 'user', { cardElsewhere: true }],
  ])('waits: %s', (_, table, more) => {
    const row = candidate(table, 'Pin=7', { ...fresh, ...more });
    expect(isBlocked(row)).toBe(true);
    expect(inFull([row])).toEqual([]);
    expect(inFull([candidate(table, 'Pin=7', fresh)])).toEqual([`update ${table} Pin=7`]);
  });

  it('loses its own card first if two users exchange theirs', () => {
    const swaps = { cardElsewhere: true, shrinks: true };
    const rows = [candidate('user', 'Pin=7', swaps), candidate('user', 'Pin=8'), candidate('user', 'Pin=9', swaps)];
    expect(plan(rows, () => [], { commands: 10, takeaways: 10, records: 10 })).toMatchObject([
      { type: 'update', withoutCard: true, rows: [{ key: 'Pin=7' }, { key: 'Pin=9' }] },
      { type: 'update', withoutCard: false, rows: [{ key: 'Pin=8' }] },
    ]);
  });

  it('does not come beside what a device loses that is given nothing: only what it is known to have stays', () => {
    const held = { pin: '7', unit: 'Pin=7', givingHeld: true };
    const going = candidate('userauthorize', 'zone 1', { ...held, ...gone, compared: true });
    const there = candidate('userauthorize', 'zone 2', { ...held, heldHash: 'new', unknown: true });
    const lacking = candidate('userauthorize', 'zone 3', { ...held, heldHash: null, unknown: true });
    const all = [going, there, lacking];
    expect(inFull([going], all)).toEqual(['delete userauthorize Pin=7', 'update userauthorize zone 2']);
    expect(inFull([{ ...going, compared: false }], all)).toEqual(['delete userauthorize Pin=7']);
    expect(inFull([{ ...going, givingHeld: false }], all)).toEqual([
      'delete userauthorize Pin=7',
      'update userauthorize zone 2, zone 3',
    ]);
    const user = candidate('user', 'Pin=7', { ...held, shrinks: true });
    expect(plan([user], () => [], { commands: 10, takeaways: 10, records: 10 })).toMatchObject([
      { type: 'update', withoutCard: true },
    ]);
  });

  it('has no more rows a command than the device takes, and no more commands than there is room for', () => {
    const users = [1, 2, 3, 4, 5].map((pin) => candidate('user', `Pin=${pin}`, fresh));
    expect(inFull(users, users, { records: 2 })).toEqual([
      'update user Pin=1, Pin=2',
      'update user Pin=3, Pin=4',
      'update user Pin=5',
    ]);
    expect(inFull(users, users, { records: 2, commands: 1 })).toEqual(['update user Pin=1, Pin=2']);
    const leaving = users.map((row) => ({ ...row, ...gone, heldHash: 'old' }));
    expect(inFull(leaving, leaving, { records: 3 })).toEqual([
      'delete user Pin=1, Pin=2, Pin=3',
      'delete user Pin=4, Pin=5',
    ]);
  });

  it('has templates of one type a command', () => {
    const template = (pin: number, bioType: number) =>
      candidate('biodata', `Type=${bioType} Pin=${pin}`, { ...fresh, bioType });
    expect(inFull([template(1, 1), template(1, 9), template(2, 1)])).toEqual([
      'update biodata Type=1 Pin=1, Type=1 Pin=2',
      'update biodata Type=9 Pin=1',
    ]);
  });
});
