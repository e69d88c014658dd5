import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { worked } from '../support/panels.js';
import { RawDevice } from '../support/raw-device.js';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
let guard: string;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1', DEVICE_APPROVAL: 'auto' }, isNoted: false });
  for (const department of [
    { code: 'eng', name: 'Dept 10' },
    { code: 'art', name: 'Dept 2' },
  ])
    await made('/departments', department);
  await made('/access-levels', { id: 'hall', name: 'Hall' });
  for (const person of people) await made('/persons', person);
  guard = await signedIn({ role: 'guard' });
});
afterAll(() => app.stop());

const people = [
  { pin: 'p1', name: 'Ada', lastName: 'Lovelace', deptCode: 'eng', cardNo: '70010', accLevelIds: ['hall'] },
  { pin: 'p2', name: 'ádam', lastName: '50%', deptCode: 'art', supplyCards: ['70020'] },
  { pin: 'p3', name: 'Zoë', lastName: 'Team 10', deptCode: 'eng', personPwd: '2468', accLevelIds: ['hall'] },
  { pin: 'p4', name: 'bob', lastName: 'Team 9', deptCode: 'art', accEndTime: '2000-01-01 00:00:00' },
];

async function made(path: string, body: object): Promise<void> {
  const { status, body: answer } = await app.admin('POST', path, body);
  expect([path, status, answer]).toEqual([path, 201, expect.anything()]);
}

async function signedIn(operator: object): Promise<string> {
  const password = 'a long password';
  const name = JSON.stringify(operator).slice(0, 60);
  await made('/operators', { name, password, ...operator });
  const { body } = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  return body.token as string;
}

const asked = (query: Record<string, string>) => `/persons?${new URLSearchParams(query).toString()}`;
const found = async (query: Record<string, string>) => {
  const { status, body } = await app.admin('GET', asked(query));
  expect([status, body.detail]).toEqual([200, undefined]);
  return (body.items as { pin: string }[]).map(({ pin }) => pin);
};
const as = (token: string, path: string) =>
  app.request('GET', `/admin/v1${path}`, { headers: { authorization: `Bearer ${token}` } });

describe('the list of people', () => {
  it.each([
    ['LOVE', ['p1']],
    ['ada love', ['p1']],
    ['P3', ['p3']],
    ['7002', ['p2']],
    ['700', ['p1', 'p2']],
    ['0%', ['p2']],
    ['_', []],
    ["'", []],
    ['dept 10', ['p1', 'p3']],
    ['Dept_10', []],
    ['Dept 1', []],
  ])('finds %s in names, pins and cards, and departments by their whole name', async (q, pins) => {
    expect(await found({ q })).toEqual(pins);
  });

  it.each([
    ['name', ['p1', 'p2', 'p4', 'p3']],
    ['-name', ['p3', 'p4', 'p2', 'p1']],
    ['lastName', ['p2', 'p1', 'p4', 'p3']],
    ['deptName', ['p2', 'p4', 'p1', 'p3']],
    ['-deptCode', ['p3', 'p1', 'p4', 'p2']],
    ['-accEndTime', ['p4', 'p3', 'p2', 'p1']],
    ['pin', ['p1', 'p2', 'p3', 'p4']],
    ['-pin', ['p4', 'p3', 'p2', 'p1']],
  ])('is sorted by %s as people do, and comes page by page', async (sort, pins) => {
    expect(await found({ sort })).toEqual(pins);
    const pages: string[] = [];
    let cursor = '';
    do {
      const { body } = await app.admin('GET', asked({ sort, limit: '1', ...(cursor === '' ? {} : { cursor }) }));
      pages.push(...body.items.map(({ pin }: { pin: string }) => pin));
      cursor = body.nextCursor ?? '';
    } while (cursor !== '');
    expect(pages).toEqual(pins);
  });

  it('tells how many there are, if it is asked', async () => {
    expect((await app.admin('GET', asked({ levelId: 'hall', limit: '1', count: 'true' }))).body.total).toBe(2);
    expect('total' in (await app.admin('GET', '/persons')).body).toBe(false);
  });

  it('tells who has what, and who lacks it', async () => {
    await app.sql(
      `INSERT INTO bio_template (id, person_id, kind, bio_type, content, size, hash)
       SELECT pin || kind || type, id, kind, type, '', 0, pin || type FROM person, (VALUES
         ('p1', 'template', 1), ('p2', 'template', 8), ('p3', 'photo', 9)) b (of, kind, type) WHERE pin = b.of`,
    );
    // Nothing that sync still works on touches the row.
    await worked(app);
    await app.sql(
      `INSERT INTO ledger (sn, table_name, key, unit, pin, version, held_hash) VALUES ('GONE', 'user', 'p4', 'p4', 'p4', 1, 'x')`,
    );
    expect(await found({ has: 'card' })).toEqual(['p1', 'p2']);
    expect(await found({ has: 'card,fingerprint' })).toEqual(['p1']);
    expect(await found({ without: 'card,password' })).toEqual(['p4']);
    expect(await found({ has: 'password' })).toEqual(['p3']);
    expect(await found({ has: 'face' })).toEqual(['p3']);
    expect(await found({ has: 'photo' })).toEqual(['p3']);
    expect(await found({ has: 'palm' })).toEqual(['p2']);
    expect(await found({ has: 'device' })).toEqual(['p4']);
    expect(await found({ without: 'device', levelId: 'hall', state: 'valid' })).toEqual(['p1', 'p3']);
  });

  it.each(['sort=ssn', 'sort=-', 'has=luck', 'without=card;face', 'has=', 'count=1', 'cursor=WyJuYW1lIiwiIiwiIl0'])(
    'refuses %s',
    async (query) => {
      const { status, body } = await app.admin('GET', `/persons?${query}`);
      expect([status, body.errors?.[0]?.field]).toEqual([400, query.split('=')[0]]);
    },
  );

  it('tells when the photo was taken and when somebody was seen', async () => {
    const device = new RawDevice(app, 'PPL-1');
    await device.get('/iclock/cdata?options=all&DeviceType=acc');
    for (const [index, time] of ['2026-05-01 08:00:00', '2026-05-01 09:00:00'].entries())
      await device.post(
        '/iclock/cdata?table=rtlog',
        `time=${time}\tpin=p1\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=${index + 1}\n`,
      );
    const [event] = await app.sql<{ at: Date }>(`SELECT max(happened_at) AS at FROM event WHERE pin = 'p1'`);
    const { items } = (await app.admin('GET', '/persons')).body as { items: Record<string, unknown>[] };
    expect(items.map(({ pin, photoAt, lastSeen }) => [pin, photoAt, lastSeen])).toEqual([
      ['p1', null, event?.at.toISOString()],
      ['p2', null, null],
      ['p3', expect.stringMatching(/^\d{4}-.*Z$/), null],
      ['p4', null, null],
    ]);
  });

  it('shows who has left, and since when', async () => {
    await made('/persons', { pin: 'p5', name: 'Eve' });
    await app.admin('POST', '/persons/p5/leave', { leaveDate: '2020-05-31' });
    await app.admin('POST', '/persons/p4/leave', { leaveDate: '2089-05-31' });
    expect((await app.admin('GET', '/persons/p5')).body).toMatchObject({ pin: 'p5', leftOn: '2020-05-31' });
    expect((await app.admin('GET', '/persons/p4')).body).toMatchObject({ leftOn: null, leaveDate: '2089-05-31' });
    expect(await found({ state: 'left', q: 'eve', sort: '-leaveDate' })).toEqual(['p5']);
    expect(await found({ q: 'eve' })).toEqual([]);
  });

  it('finds nothing for a guard by what a guard does not see', async () => {
    const byName = await as(guard, '/persons?q=lovelace&sort=name&count=true');
    expect([byName.status, byName.body]).toEqual([
      200,
      {
        items: [
          {
            ...{ pin: 'p1', name: 'Ada', lastName: 'Lovelace', deptCode: 'eng', deptName: 'Dept 10' },
            ...{ accLevelIds: ['hall'], photoAt: null },
          },
        ],
        nextCursor: null,
        total: 1,
      },
    ]);
    expect((await as(guard, '/persons?q=7001')).body.items).toEqual([]);
    for (const query of ['has=card', 'without=password', 'sort=hireDate'])
      expect([query, (await as(guard, `/persons?${query}`)).status]).toEqual([query, 403]);
  });

  it('fills the pages of an operator of one department with its own people, and shows no other place', async () => {
    const bound = await signedIn({ role: 'operator', departmentCodes: ['eng'], areaCodes: ['1'] });
    const { body } = await as(bound, '/persons?sort=-name&limit=1');
    expect(body.items.map(({ pin }: { pin: string }) => pin)).toEqual(['p3']);
    const next = await as(bound, `/persons?sort=-name&limit=1&cursor=${body.nextCursor}`);
    expect(next.body.items).toMatchObject([{ pin: 'p1', lastSeen: null }]);
    expect(next.body.nextCursor).toBeNull();
  });
});
