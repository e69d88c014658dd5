import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantOf } from '../../src/platform/database/zone-time.js';
import { CountFoldService } from '../../src/modules/transaction/count-fold.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { deviceWithDoors, storeEvents } from './site.js';

const zone = 'Europe/Madrid';
const tokens = new Map<string, string>();
let app: TestApp;

/** An event at a time of the site, or of the device where it says so. */
let last = 0;
const at = (eventTime: string, facts: Partial<Parameters<typeof storeEvents>[1][number]> = {}, deviceZone = zone) => ({
  naturalKey: `statistics ${++last}`,
  eventTime,
  happenedAt: instantOf(eventTime, deviceZone),
  ...facts,
});
const b2 = { sn: 'B2', doorId: 'B2-1', doorName: 'B2-1' };

beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1', SITE_TIME_ZONE: zone }, isNoted: false });
  await made('/areas', { code: 'n', name: 'North' });
  await made('/areas', { code: 'n1', name: 'North, first floor', parentCode: 'n' });
  await made('/areas', { code: 's', name: 'South' });
  for (const [sn, areaCode] of [
    ['A1', 'n1'],
    ['B2', 's'],
  ] as const) {
    await deviceWithDoors(app, sn);
    await app.admin('PATCH', `/devices/${sn}`, { areaCode });
  }
  await storeEvents(app, [
    at('2026-05-04 08:10:00'),
    at('2026-05-04 08:50:00'),
    at('2026-05-04 08:30:00', { eventNo: 22, eventLevel: 1 }),
    at('2026-05-04 09:00:00', { eventNo: 102, eventLevel: 2, ...b2 }),
    at('2026-05-05 23:59:59', { eventNo: 8, ...b2 }),
    at('2026-05-11 08:00:00', { eventNo: 23, eventLevel: 1, ...b2 }),
    at('2026-05-11 08:00:00', { sn: 'GONE', doorId: null }),
    // Clocks go back at 3, and forward at 2.
    at('2026-10-25 01:30:00'),
    at('2026-10-25 02:30:00'),
    at('2026-10-25 03:30:00'),
    at('2026-03-29 01:30:00'),
    at('2026-03-29 03:30:00'),
  ]);
  for (const [name, role, areaCodes] of [
    ['north', 'operator', ['n']],
    ['guard', 'guard', null],
  ] as const) {
    await made('/operators', { name, role, password: 'a long password', areaCodes, departmentCodes: null });
    const { body } = await app.request('POST', '/admin/v1/session', {
      body: JSON.stringify({ name, password: 'a long password', token: true }),
      headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
    });
    tokens.set(name, body.token as string);
  }
});
afterAll(() => app.stop());

async function made(path: string, body: object): Promise<void> {
  const { status, body: answer } = await app.admin('POST', path, body);
  expect([path, status, answer]).toEqual([path, 201, expect.anything()]);
}

const get = (query: string) => app.admin('GET', `/statistics/${query}`);
const as = (name: string, path: string) =>
  app.request('GET', `/admin/v1/statistics${path}`, { headers: { authorization: `Bearer ${tokens.get(name)}` } });
/** The rows with something in them. */
const filled = (body: { rows: (string | number)[][] }) =>
  body.rows.filter((row) => row.slice(1).some((n) => n !== 0)).map((row) => row.join(' '));
const keysOf = (body: { keys: { key: string | null }[] }) => body.keys.map(({ key }) => key);

describe('events', () => {
  it.each(['before they are folded', 'after'])('are counted by hour and outcome %s', async (when) => {
    if (when === 'after') await app.app.get(CountFoldService, { strict: false }).fold();
    const { status, body } = await get('events?from=2026-05-04&to=2026-05-04');
    expect([status, body.timeZone, keysOf(body)]).toEqual([200, zone, ['granted', 'refused', 'alarm', 'other']]);
    expect(body.rows).toHaveLength(24);
    expect(body.rows[0][0]).toBe('2026-05-04T00:00:00+02:00');
    expect(filled(body)).toEqual(['2026-05-04T08:00:00+02:00 2 1 0 0', '2026-05-04T09:00:00+02:00 0 0 1 0']);
    expect(body.total).toBe(4);
  });

  it('are counted once, however often and by how many they are folded', async () => {
    const other = await startApp({ env: { SITE_TIME_ZONE: zone }, databaseUrl: app.databaseUrl, isNoted: false });
    try {
      await storeEvents(app, [at('2025-01-01 00:00:00', { naturalKey: 'again' })]);
      await storeEvents(other, [at('2025-01-01 00:00:00', { naturalKey: 'again' })]);
      const folds = [app, other].map(({ app: of }) => of.get(CountFoldService, { strict: false }).fold());
      await Promise.all(folds);
      expect((await get('events?from=2025-01-01&to=2025-01-01')).body.total).toBe(1);
    } finally {
      await other.stop();
    }
  });

  it('are counted by day, and a day that has 25 hours or 23 has rows for each', async () => {
    const days = (await get('events?from=2026-05-04&to=2026-05-11&step=day')).body;
    expect(days.rows.map(([start]: string[]) => start).join(' ')).toBe(
      '2026-05-04 2026-05-05 2026-05-06 2026-05-07 2026-05-08 2026-05-09 2026-05-10 2026-05-11',
    );
    expect(filled(days)).toEqual(['2026-05-04 2 1 1 0', '2026-05-05 0 0 0 1', '2026-05-11 1 1 0 0']);
    const autumn = (await get('events?from=2026-10-25&to=2026-10-25')).body;
    expect(autumn.rows).toHaveLength(25);
    expect(filled(autumn)).toEqual([
      '2026-10-25T01:00:00+02:00 1 0 0 0',
      '2026-10-25T02:00:00+02:00 1 0 0 0',
      '2026-10-25T03:00:00+01:00 1 0 0 0',
    ]);
    expect(autumn.rows[3][0]).toBe('2026-10-25T02:00:00+01:00');
    const spring = (await get('events?from=2026-03-29&to=2026-03-29')).body;
    expect(spring.rows).toHaveLength(23);
    expect(filled(spring)).toEqual(['2026-03-29T01:00:00+01:00 1 0 0 0', '2026-03-29T03:00:00+02:00 1 0 0 0']);
    const year = (await get('events?from=2026-03-28&to=2026-10-26&step=day')).body;
    expect(year.rows).toHaveLength(213);
    expect(filled(year)).toContain('2026-10-25 3 0 0 0');
    expect(filled(year)).toContain('2026-03-29 2 0 0 0');
  });

  it('are counted by hour of the week', async () => {
    const { body } = await get('events?from=2026-05-04&to=2026-05-17&step=weekhour');
    expect(body.rows).toHaveLength(168);
    // Monday at 8 and 9, Tuesday at 23.
    expect(filled(body)).toEqual(['8 3 2 0 0', '9 0 0 1 0', '47 0 0 0 1']);
  });

  it.each([
    ['door', ['A1-1', 'B2-1', ''], ['A1-1', 'B2-1', '']],
    ['sn', ['A1', 'B2', 'GONE'], ['A1', 'B2', '']],
    ['area', ['n1', 's', ''], ['North, first floor', 'South', '']],
    ['family', ['acc', ''], ['acc', '']],
    ['eventNo', ['0', '22', '23', '102', '8'], null],
  ])('are counted by %s, with names', async (by, keys, names) => {
    const { body } = await get(`events?from=2026-05-04&to=2026-05-11&step=day&by=${by}`);
    expect(new Set(keysOf(body))).toEqual(new Set(keys));
    if (names) expect(new Set(body.keys.map(({ name }: { name: string }) => name))).toEqual(new Set(names));
    expect(body.total).toBe(7);
  });

  it('have names of codes in the language that is asked for', async () => {
    const headers = { authorization: `Bearer ${tokens.get('guard')}`, 'accept-language': 'es' };
    await storeEvents(app, [{ ...at('2026-05-04 08:10:00', { eventNo: 22, eventLevel: 1 }), ...now() }]);
    const { body } = await app.request('GET', '/admin/v1/statistics/events?by=eventNo', { headers });
    const types = await app.request('GET', '/admin/v1/event-types', { headers });
    const [name] = types.body.items.filter(({ eventNo }: { eventNo: number }) => eventNo === 22);
    expect(body.keys).toEqual([{ key: '22', name: name.name }]);
  });

  it('beyond the top are counted together, and filters choose', async () => {
    const { body } = await get('events?from=2026-05-04&to=2026-05-11&step=day&by=eventNo&top=1');
    expect(keysOf(body)).toEqual(['0', null]);
    expect(filled(body)).toEqual(['2026-05-04 2 2', '2026-05-05 0 1', '2026-05-11 1 1']);
    const of = async (filter: string) =>
      (await get(`events?from=2026-05-04&to=2026-05-11&step=day&${filter}`)).body.total as number;
    expect(await of('outcome=refused')).toBe(2);
    expect(await of('outcome=other')).toBe(1);
    expect(await of('sn=A1')).toBe(3);
    expect(await of('doorId=B2-1')).toBe(3);
    expect(await of('areaCode=n')).toBe(3);
  });

  it.each([
    ['events?from=2026-01-01&to=2026-12-31', 'from'],
    ['events?step=day&from=2020-01-01&to=2026-12-31', 'from'],
    ['events?from=2026-05-04&to=2026-05-01', 'to'],
    ['events?from=2026-02-30', 'from'],
    ['events?from=0001-01-01', 'from'],
    ['events?step=minute', 'step'],
    ['events?by=pin', 'by'],
    ['events?top=0', 'top'],
    ['events?areaCode=none', 'areaCode'],
    ['alarms?from=2026-01-01&to=2026-12-31', 'from'],
    ['alarms?by=sn', 'by'],
    ['occupancy?from=2026-01-01&to=2026-12-31', 'from'],
    ['idle?days=0', 'days'],
  ])('%s is refused', async (query, field) => {
    const { status, body } = await get(query);
    expect([query, status, body.errors?.[0]?.field]).toEqual([query, 400, field]);
  });

  it('are asked for by a time of the site or an instant; hours that are touched count as a whole', async () => {
    const inSite = (await get('events?from=2026-05-04 08:20:00&to=2026-05-04 08:40:00')).body;
    expect(inSite.rows).toEqual([['2026-05-04T08:00:00+02:00', 2, 1, 0, 0]]);
    const instant = (await get('events?from=2026-05-04T06:20:00Z&to=2026-05-04T07:00:00Z')).body;
    expect(instant.rows).toEqual(inSite.rows);
  });
});

/** Half an hour ago: never at the edge of the last day. */
const now = () => {
  const happenedAt = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 30 * 60_000);
  return { happenedAt, eventTime: happenedAt.toISOString().slice(0, 19).replace('T', ' ') };
};

describe('an operator', () => {
  it('of an area sees what is inside', async () => {
    const { body } = await as('north', '/events?from=2026-05-04&to=2026-05-11&step=day&by=sn');
    expect([keysOf(body), body.total]).toEqual([['A1'], 3]);
    expect((await as('north', '/events?sn=B2')).status).toBe(404);
    expect((await as('north', '/events?doorId=B2-1')).status).toBe(404);
    expect((await as('north', '/events?areaCode=s')).status).toBe(404);
    // The whole site in numbers has no part that is theirs.
    expect((await as('north', '')).status).toBe(403);
  });

  it('who only watches sees the last day', async () => {
    for (const path of ['/events', '/alarms', '/occupancy']) expect((await as('guard', path)).status).toBe(200);
    for (const path of [
      '/events?step=day',
      '/events?from=2026-05-04&to=2026-05-05',
      '/alarms?from=2026-05-04&to=2026-05-05',
    ]) {
      const { status, body } = await as('guard', path);
      expect([path, status, body.permission]).toEqual([path, 403, 'report']);
    }
    expect((await as('guard', '/idle')).body.permission).toBe('report');
  });
});

describe('alarms', () => {
  beforeAll(async () => {
    const insert = `INSERT INTO alarm (kind, place, code, params, priority, sn, door_id, count, first_at, last_at, active)
      SELECT $1, $2 || n, $1, '{}', 2, $3, $4, 1, $5::timestamptz + n * interval '1 minute', $5, false
      FROM generate_series(1, $6::int) n`;
    await app.sql(insert, ['forced', 'a', 'A1', 'A1-1', '2024-05-06T06:00:00Z', 3]);
    await app.sql(insert, ['tamper', 'b', 'B2', 'B2-1', '2024-05-06T07:00:00Z', 2]);
    await app.sql(insert, ['offline', 'c', 'B2', null, '2024-05-06T07:30:00Z', 1]);
  });

  it('are counted by hour, door and kind', async () => {
    const { body } = await get('alarms?from=2024-05-06&to=2024-05-06');
    expect(body.rows).toHaveLength(24);
    expect([filled(body), body.total]).toEqual([['2024-05-06T08:00:00+02:00 3', '2024-05-06T09:00:00+02:00 3'], 6]);
    const doors = (await get('alarms?from=2024-05-06&to=2024-05-06&by=door')).body;
    expect(doors.keys).toEqual([
      { key: 'A1-1', name: 'A1-1' },
      { key: 'B2-1', name: 'B2-1' },
      { key: '', name: '' },
    ]);
    expect(doors.rows).toEqual([['2024-05-06T00:00:00+02:00', 3, 2, 1]]);
    const kinds = (await get('alarms?from=2024-05-06&to=2024-05-06&by=kind&top=1')).body;
    expect([keysOf(kinds), kinds.rows[0].slice(1)]).toEqual([
      ['forced', null],
      [3, 3],
    ]);
  });

  it('of other areas are not counted', async () => {
    const { body } = await as('north', '/alarms?from=2024-05-06&to=2024-05-06&by=kind');
    expect(keysOf(body)).toEqual(['forced']);
  });
});

describe('people in zones', () => {
  beforeAll(async () => {
    await made('/zones', { id: 'zn', code: 'zn', name: 'Hall', inReaderIds: ['A1-1-In'], outReaderIds: [] });
    await made('/zones', { id: 'zs', code: 'zs', name: 'Stores', inReaderIds: ['B2-1-In'], outReaderIds: [] });
    const moves: [string, string, 'in' | 'out'][] = [
      ['2026-06-01 08:10:00', '1', 'in'],
      ['2026-06-02 08:10:00', '2', 'in'],
      ['2026-06-02 08:20:00', '3', 'in'],
      ['2026-06-02 08:30:00', '2', 'out'],
      ['2026-06-02 10:00:00', '3', 'in'],
      ['2026-06-02 11:00:00', '3', 'out'],
      ['2026-06-02 12:00:00', '1', 'out'],
      ['2026-06-03 09:00:00', '1', 'in'],
    ];
    await storeEvents(
      app,
      moves.map(([time, pin, way]) =>
        at(time, {
          pin,

          zones: { name: '', in: way === 'in' ? ['zn'] : [], out: way === 'out' ? ['zn'] : [] },
        }),
      ),
    );
  });

  it.each(['before they are folded', 'after'])('are told by hour %s', async (when) => {
    if (when === 'after') await app.app.get(CountFoldService, { strict: false }).fold();
    const { body } = await get('occupancy?zoneId=zn&from=2026-06-02 07:00:00&to=2026-06-02 13:00:00');
    expect(body.keys).toEqual([{ key: 'zn', name: 'Hall' }]);
    expect(body.rows.map(([start, n]: [string, number]) => [start.slice(11, 13), n])).toEqual([
      ['07', 1],
      ['08', 3],
      ['09', 2],
      ['10', 2],
      ['11', 2],
      ['12', 1],
    ]);
    expect([body.now, body.total]).toEqual([[1], 1]);
  });

  it('are nobody once the zone was cleared', async () => {
    await app.sql(`UPDATE acc_zone SET cleared_at = '2026-06-02T06:15:00Z' WHERE id = 'zn'`);
    const { body } = await get('occupancy?zoneId=zn&from=2026-06-02 07:00:00&to=2026-06-02 10:00:00');
    expect(body.rows.map(([, n]: [string, number]) => n)).toEqual([1, 2, 1]);
  });

  it('of zones of others are not told', async () => {
    expect(keysOf((await get('occupancy')).body)).toEqual(['zn', 'zs']);
    expect(keysOf((await as('north', '/occupancy')).body)).toEqual(['zn']);
    expect((await as('north', '/occupancy?zoneId=zs')).status).toBe(404);
    expect((await get('occupancy?zoneId=none')).status).toBe(404);
  });
});

describe('who has not come', () => {
  beforeAll(async () => {
    await made('/departments', { code: 'lab', name: 'Lab' });
    for (const [pin, deptCode, cardNo] of [
      ['901', 'lab', '9010'],
      ['902', '1', '9020'],
      ['903', '1', '9030'],
      ['904', '1', '9040'],
      ['905', '1', ''],
    ] as const)
      await made('/persons', { pin, name: `P${pin}`, deptCode, ...(cardNo ? { cardNo } : {}) });
    // 904 was made a moment ago; 905 has left.
    await app.sql(
      `UPDATE person SET created_at = now() - interval '200 days' WHERE pin IN ('901', '902', '903', '905')`,
    );
    await app.sql(`UPDATE person SET leave_date = '2020-01-01' WHERE pin = '905'`);
    const ago = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 100 * 86_400_000);
    const clock = (when: Date) => when.toISOString().slice(0, 19).replace('T', ' ');
    await storeEvents(app, [
      { naturalKey: 'idle 1', pin: '901', cardNo: '9010', eventTime: clock(ago), happenedAt: ago },
      { naturalKey: 'idle 2', pin: '902', cardNo: '9020', ...now() },
      // By another credential.
      { naturalKey: 'idle 3', pin: '903', cardNo: '', ...now() },
    ]);
  });
  const items = (body: { items: { pin: string; lastSeen: string | null; cardNo: string }[] }) =>
    body.items.map(({ pin, lastSeen, cardNo }) => [pin, cardNo, lastSeen !== null]);

  it('for so many days is told, with the last time', async () => {
    const { body } = await get('idle?days=90&count=true');
    expect([items(body), body.total]).toEqual([[['901', '9010', true]], 1]);
    expect(items((await get('idle?days=150')).body)).toEqual([]);
  });

  it('is told of cards, too, page by page', async () => {
    const first = (await get('idle?of=cards&limit=1&count=true')).body;
    expect([items(first), first.total]).toEqual([[['901', '9010', true]], 2]);
    const second = (await get(`idle?of=cards&limit=1&cursor=${first.nextCursor}`)).body;
    expect([items(second), second.nextCursor]).toEqual([[['903', '9030', false]], null]);
  });

  it('is told of the departments of an operator', async () => {
    await made('/operators', {
      name: 'desk',
      role: 'operator',
      password: 'a long password',
      areaCodes: null,
      departmentCodes: ['1'],
    });
    const { body: session } = await app.request('POST', '/admin/v1/session', {
      body: JSON.stringify({ name: 'desk', password: 'a long password', token: true }),
      headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
    });
    tokens.set('desk', session.token as string);
    expect(items((await as('desk', '/idle')).body)).toEqual([]);
    expect(items((await as('desk', '/idle?of=cards')).body)).toEqual([['903', '9030', false]]);
  });
});
