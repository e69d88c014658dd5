import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventPhotoService } from '../../../src/modules/transaction/event-photo.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { storeEvents } from '../../support/events.js';

/** Two sites of one server, as in bounds.spec.ts; the operator is one of the north. */
const sites = ['north', 'south'] as const;
type Site = (typeof sites)[number];
const snOf = (site: Site) => `BOB-${site.toUpperCase()}`;
const pinOf = (site: Site) => (site === 'north' ? '7001' : '7002');

let app: TestApp;
let north: string;
let northPeople: string;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1', DEVICE_APPROVAL: 'auto' }, isNoted: false });
  await created('/verification-schedules', { id: 'free', name: 'free', days: {} });
  for (const site of sites) await make(site);
  north = await signedIn('north', { areaCodes: ['north'], departmentCodes: ['north'] });
  northPeople = await signedIn('people', { departmentCodes: ['north'] });
});
afterAll(() => app.stop());

async function make(site: Site): Promise<void> {
  await created('/areas', { id: `${site}-area`, code: site, name: site });
  await created('/departments', { code: site, name: site });
  await created('/persons', { pin: pinOf(site), name: site, deptCode: site });
  await created('/devices', { sn: snOf(site), name: site, areaCode: site });
  for (const number of [1, 2])
    await created('/doors', { id: `${site}-${String(number)}`, sn: snOf(site), number, name: `${site} ${number}` });
  await app.sql(`INSERT INTO aux_output (id, name, device_sn, number) VALUES ($1, $2, $3, 1)`, [
    `${site}-aux`,
    site,
    snOf(site),
  ]);
  const level = { name: site, areaCode: site, timeZoneId: 1, doorIds: [`${site}-1`] };
  await created('/access-levels', { id: `${site}-level`, ...level });
  await created('/visitor-levels', { id: `${site}-guests`, ...level, name: `${site} guests` });
  await created('/first-card-rules', {
    ...{ id: `${site}-first`, doorId: `${site}-1`, timeZoneId: 1, pins: [pinOf(site)], mode: 'normalOpen' },
  });
  await created('/contacts', { id: `${site}-contact`, pin: pinOf(site), displayName: site, sns: [snOf(site)] });
  await created('/verification-schedules', { id: `${site}-hours`, name: site, days: {} });
  await created('/door-verification-rules', { id: `${site}-rule`, doorId: `${site}-1`, scheduleId: `${site}-hours` });
}

async function created(path: string, body: object): Promise<Record<string, unknown>> {
  const { status, body: answer } = await app.admin('POST', path, body);
  expect([path, status, answer]).toEqual([path, 201, expect.anything()]);
  return answer as Record<string, unknown>;
}

async function signedIn(name: string, bounds: object): Promise<string> {
  const password = 'a long password';
  expect((await app.admin('POST', '/operators', { name, password, role: 'admin', ...bounds })).status).toBe(201);
  const answer = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  expect(answer.status).toBe(200);
  return answer.body.token as string;
}

const as = (token: string) => (method: string, path: string, body?: unknown) =>
  app.request(method, `/admin/v1${path}`, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const asNorth = (method: string, path: string, body?: unknown) => as(north)(method, path, body);
const asNorthPeople = (method: string, path: string, body?: unknown) => as(northPeople)(method, path, body);

/** Status, and field and code of the first fault. */
async function refusal(answer: ReturnType<typeof asNorth>): Promise<unknown[]> {
  const { status, body } = await answer;
  const [fault] = (body.errors ?? []) as { field: string; code: string }[];
  return [status, fault?.field, fault?.code];
}

describe('an operator of one area and one department', () => {
  it('switches no auxiliary output elsewhere', async () => {
    const order = (auxOutputIds: string[]) => asNorth('POST', '/aux-outputs/actions', { action: 'open', auxOutputIds });
    expect((await order(['south-aux'])).status).toBe(404);
    expect((await order(['north-aux', 'south-aux'])).status).toBe(404);
    expect((await order(['north-aux'])).status).toBe(200);
    expect(await app.sql(`SELECT sn FROM command WHERE sn = $1 AND type = 'auxOutput'`, [snOf('south')])).toEqual([]);
  });

  it('puts nobody on the terminals of another area', async () => {
    const put = (areas: string[]) => asNorth('POST', '/persons/bulk', { items: [{ pin: pinOf('north'), areas }] });
    expect((await put(['south'])).status).toBe(404);
    expect((await put(['north'])).body).toMatchObject({ updated: 1, errors: [] });
  });

  it('makes no rule for all devices, and no rule of its own one for all', async () => {
    expect(await refusal(asNorth('POST', '/gate-pass-rules', { name: 'n', days: {} }))).toEqual([
      400,
      'sns',
      'missing',
    ]);
    expect(await refusal(asNorth('POST', '/contacts', { displayName: 'n' }))).toEqual([400, 'sns', 'missing']);
    const path = '/contacts/north-contact';
    expect(await refusal(asNorth('PATCH', path, { sns: null }))).toEqual([400, 'sns', 'missing']);
    expect((await asNorth('PATCH', path, { displayName: 'renamed' })).status).toBe(200);
  });

  it('changes no schedule that doors elsewhere go by', async () => {
    const rename = (id: string) => asNorth('PATCH', `/verification-schedules/${id}`, { name: `${id} renamed` });
    expect((await asNorth('GET', '/verification-schedules/south-hours')).status).toBe(404);
    expect((await rename('south-hours')).status).toBe(404);
    expect((await rename('north-hours')).status).toBe(200);
    expect((await rename('free')).status).toBe(200);
    const { body } = await asNorth('GET', '/verification-schedules');
    expect(body.items.map(({ id }: { id: string }) => id).sort()).toEqual(['free', 'north-hours']);
  });

  it('prepares devices for its own area, and no others', async () => {
    const add = (body: object) => asNorth('POST', '/devices', body);
    expect((await add({ sn: 'BOB-NEW', areaCode: 'north' })).status).toBe(201);
    expect(await refusal(add({ sn: 'BOB-OTHER' }))).toEqual([400, 'areaCode', 'missing']);
    expect((await add({ sn: 'BOB-OTHER', areaCode: 'south' })).status).toBe(404);
    expect((await add({ sn: snOf('south'), areaCode: 'north' })).status).toBe(404);
  });

  it('takes nothing of its own out of its part by naming no other', async () => {
    const person = `/persons/${pinOf('north')}`;
    expect(await refusal(asNorth('PATCH', person, { deptCode: '' }))).toEqual([400, 'deptCode', 'missing']);
    expect(await refusal(asNorth('POST', '/persons/bulk', { items: [{ pin: pinOf('north'), deptCode: '' }] }))).toEqual(
      [400, 'deptCode', 'missing'],
    );
    expect((await app.admin('GET', person)).body.deptCode).toBe('north');
    expect((await asNorth('PATCH', '/access-levels/north-level', { areaCode: '' })).status).toBe(400);
    await created('/departments', { code: 'north-1', name: 'north 1', parentCode: 'north' });
    expect(await refusal(asNorth('PATCH', '/departments/north-1', { parentCode: null }))).toEqual([
      400,
      'parentCode',
      'missing',
    ]);
    // What has no other above it stays so, as the form of the console says.
    expect((await asNorth('PATCH', '/departments/north', { name: 'N', parentCode: null })).status).toBe(200);
    expect((await asNorth('PATCH', '/areas/north-area', { name: 'N', parentCode: null })).status).toBe(200);
  });
});

describe('an operator of one department, in all areas', () => {
  it('sees and changes no rule that names people elsewhere', async () => {
    for (const [path, body] of [
      ['/first-card-rules/south-first', { pins: [pinOf('north')] }],
      ['/contacts/south-contact', { displayName: 'mine' }],
    ] as const) {
      expect([path, (await asNorthPeople('GET', path)).status]).toEqual([path, 404]);
      expect([path, (await asNorthPeople('PATCH', path, body)).status]).toEqual([path, 404]);
    }
    expect((await asNorthPeople('GET', '/first-card-rules/north-first')).status).toBe(200);
    const { body } = await asNorthPeople('GET', '/first-card-rules');
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['north-first']);
  });
});

describe('visits', () => {
  const register = async (site: Site) =>
    (
      await created('/visits', {
        ...{ hostPin: pinOf(site), certType: '8', certNumber: `V-${site}`, name: `${site} visitor`, visitReason: 'r' },
        ...{ endTime: '2099-01-01 00:00:00', levelIds: [`${site}-guests`] },
      })
    ).id as string;

  it('are of the area that they lead to, and of the department of their host, also when they are over', async () => {
    const ids = { north: await register('north'), south: await register('south') };
    const listed = async (look: typeof asNorth, path: string) => {
      const { body } = await look('GET', path);
      return body.items.map(({ name }: { name: string }) => name) as string[];
    };
    const refused = async (look: typeof asNorth) => {
      const path = `/visits/${ids.south}`;
      return [
        (await look('GET', path)).status,
        (await look('GET', `${path}/photo`)).status,
        (await look('GET', `${path}/qr`)).status,
        (await look('PATCH', path, { endTime: '2099-01-02 00:00:00' })).status,
        (await look('POST', `${path}/exit`)).status,
      ];
    };
    for (const isOver of [false, true]) {
      if (isOver) for (const site of sites) await app.admin('POST', `/visits/${ids[site]}/exit`);
      for (const look of [asNorth, asNorthPeople]) {
        expect(await refused(look)).toEqual([404, 404, 404, 404, 404]);
        expect((await look('GET', `/visits/${ids.north}`)).status).toBe(200);
        expect(await listed(look, '/visits')).toEqual(['north visitor']);
        expect(await listed(look, '/visitors')).toEqual(['north visitor']);
      }
    }
  });
});

describe('reservations', () => {
  const expectedBy = (site: Site) => ({
    ...{ hostPin: pinOf(site), certType: '8', certNumber: `R-${site}`, name: `${site} guest`, visitReason: 'r' },
    ...{ startTime: '2098-01-01 08:00:00', endTime: '2098-01-01 18:00:00' },
  });

  it('are of the department of their host: a desk sees whom its own people expect', async () => {
    const { id: south } = await created('/visitor-reservations', expectedBy('south'));
    const made = await asNorthPeople('POST', '/visitor-reservations', expectedBy('north'));
    expect([made.status, made.body.status]).toEqual([201, 'expected']);
    const other = await asNorthPeople('POST', '/visitor-reservations', { ...expectedBy('south'), certNumber: 'R-2' });
    expect(other.status).toBe(404);
    const { body } = await asNorthPeople('GET', '/visitor-reservations');
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['north guest']);
    expect((await asNorthPeople('GET', `/visitor-reservations/${String(south)}`)).status).toBe(404);
    expect((await asNorthPeople('POST', `/visitor-reservations/${String(south)}/register`, {})).status).toBe(404);
    expect((await asNorthPeople('DELETE', `/visitor-reservations/${String(south)}`)).status).toBe(404);
  });
});

describe('what a device holds', () => {
  const rows = ['north', 'south'] as const;
  const run = (sn: string, command: string) => app.admin('POST', `/devices/${sn}/commands`, { command });

  it('is told without the rows of people of other departments', async () => {
    const sn = snOf('north');
    await run(sn, `DATA UPDATE user Pin=${pinOf('south')}\tName=Hidden`);
    const shown = async (look: typeof asNorth, path: string) => JSON.stringify((await look('GET', path)).body);
    const { body } = await app.admin('GET', '/commands');
    const [{ id }] = body.items as [{ id: number }];
    for (const path of ['/commands', `/commands/${String(id)}`, `/devices/${sn}/commands`]) {
      expect(await shown((method, url) => app.admin(method, url), path)).toContain('Hidden');
      expect(await shown(asNorth, path)).not.toContain('Hidden');
    }
    const { text } = await app.request('GET', '/admin/v1/exports/commands.csv', {
      headers: { authorization: `Bearer ${north}` },
    });
    expect(text).toContain(sn);
    expect(text).not.toContain('Hidden');
  });

  it('is read without the rows of people of other departments', async () => {
    const sn = snOf('north');
    const [survey] = await app.sql(
      `INSERT INTO survey (sn, purpose, status, steps, finished_at) VALUES ($1, 'asked', 'done', '[]', now()) RETURNING id`,
      [sn],
    );
    for (const [table, row] of [
      ...rows.map((site) => ['user', { pin: pinOf(site), name: site }] as const),
      ['timezone', { id: 1 }] as const,
    ])
      await app.sql(
        `INSERT INTO survey_row (survey_id, table_name, key, row, standing) VALUES ($1, $2, $3, $4, 'ours')`,
        [survey?.id, table, JSON.stringify(row), JSON.stringify(row)],
      );
    const path = `/devices/${sn}/survey/rows`;
    const seen = async (look: typeof asNorth) =>
      (await look('GET', path)).body.items.map(({ row }: { row: { name?: string } }) => row.name ?? null);
    expect(await seen((method, url) => app.admin(method, url))).toEqual([null, 'north', 'south']);
    expect(await seen(asNorth)).toEqual([null, 'north']);
  });
});

describe('levels', () => {
  it('elsewhere are not shown, and are neither given nor taken away', async () => {
    const person = `/persons/${pinOf('north')}/levels`;
    const department = '/departments/north/levels';
    await app.admin('PUT', department, { levelIds: ['north-level', 'south-level'] });
    const ids = ({ body }: Awaited<ReturnType<typeof asNorth>>) =>
      body.items.map(({ id }: { id: string }) => id).sort();
    expect(ids(await app.admin('GET', person))).toEqual(['north-level', 'south-level']);
    expect(ids(await asNorth('GET', person))).toEqual(['north-level']);
    expect((await asNorth('GET', department)).body.levelIds).toEqual(['north-level']);
    expect((await asNorth('PUT', department, { levelIds: [] })).body.levelIds).toEqual([]);
    expect((await app.admin('GET', department)).body.levelIds).toEqual(['south-level']);
    const uses = async (look: typeof asNorth) => {
      const { body } = await look('GET', '/time-zones/1');
      return body.usedBy.map(({ id }: { id: string }) => id).sort();
    };
    expect(await uses((method, path) => app.admin(method, path))).toContain('south-level');
    expect(await uses(asNorth)).toEqual(['north-first', 'north-guests', 'north-level']);
    await app.admin('PUT', department, { levelIds: [] });
  });

  it('keep the doors elsewhere that others gave them', async () => {
    const body = { id: 'both', name: 'both', areaCode: 'north', timeZoneId: 1, doorIds: ['north-1', 'south-1'] };
    await created('/access-levels', body);
    expect((await asNorth('GET', '/access-levels/both')).body.doorIds).toEqual(['north-1']);
    const { body: patched } = await asNorth('PATCH', '/access-levels/both', { doorIds: ['north-2'] });
    expect(patched.doorIds).toEqual(['north-2']);
    expect((await app.admin('GET', '/access-levels/both')).body.doorIds).toEqual(['north-2', 'south-1']);
    const { body: listed } = await asNorth('GET', '/access-levels');
    const both = listed.items.find(({ id }: { id: string }) => id === 'both');
    expect(both.doorIds).toEqual(['north-2']);
  });
});

describe('what a device holds of people of other departments', () => {
  const sn = 'BOB-HOLDS';
  const report = {
    ...{ dryRun: false, persons: { added: 1, changed: 0, same: 0 }, cards: 0, visitors: 0, holidays: 0 },
    ...{ rules: [], zones: [], levels: [], notTaken: [], left: [] },
    departmentLevels: [{ deptCode: 'south', levelId: 'south-level', name: 'south', doorIds: [], pins: ['7002'] }],
    bodies: { fingers: 0, faces: 0, others: 0, photos: 0 },
    disputes: [{ pin: '7002', reason: 'name', there: 'Hidden', here: 'south' }],
  };

  it('is not taken over by an operator of one department', async () => {
    await created('/devices', { sn, name: sn, areaCode: 'north' });
    const ofArea = as(await signedIn('area', { areaCodes: ['north'] }));
    const takeOver = async (look: typeof asNorth) => [
      (await look('POST', `/devices/${sn}/survey/import`, {})).status,
      (await look('POST', `/devices/${sn}/survey/import`, { dryRun: false })).status,
      (await look('POST', `/devices/${sn}/approve`, { existing: 'import' })).status,
    ];
    expect(await takeOver(asNorth)).toEqual([403, 403, 403]);
    expect(await takeOver(asNorthPeople)).toEqual([403, 403, 403]);
    const added = { sn: 'BOB-ADDED', areaCode: 'north', existing: 'import' };
    expect((await asNorthPeople('POST', '/devices', added)).status).toBe(403);
    // Nothing was read of it yet.
    expect(await takeOver(ofArea)).toEqual([404, 404, 200]);
    expect((await asNorth('POST', `/devices/${sn}/approve`, { existing: 'keep' })).status).toBe(200);
  });

  it('is told without them where somebody else took it over', async () => {
    await app.sql(
      'INSERT INTO take_over (sn, report) VALUES ($1, $2) ON CONFLICT (sn) DO UPDATE SET report = excluded.report',
      [sn, JSON.stringify(report)],
    );
    const path = `/devices/${sn}/survey/import`;
    const { disputes, departmentLevels } = report;
    expect((await app.admin('GET', path)).body).toMatchObject({ disputes, departmentLevels });
    const { status, body } = await asNorth('GET', path);
    expect([status, body.persons.added, body.disputes, body.departmentLevels]).toEqual([200, 1, [], []]);
  });
});

describe('pictures of events', () => {
  it('at a door inside are not shown where somebody of another department is in them', async () => {
    const sn = snOf('north');
    const content = Buffer.from('ffd8ffe0', 'hex');
    const photos = app.app.get(EventPhotoService);
    const of = { sn, kind: 'linkage', eventTime: null, pin: '', name: 'a.jpg', video: '', content } as const;
    for (const [index, pin] of [pinOf('north'), pinOf('south'), ''].entries()) {
      const logId = 900 + index;
      await storeEvents(app, { sn, pin, logId });
      await app.work.run((tx) => photos.store(tx, { ...of, logId }));
    }
    const list = async (look: typeof asNorth) => {
      const { body } = await look('GET', `/events?order=newest&sn=${sn}`);
      const items = body.items as { id: string; logId: number; hasPhoto: boolean }[];
      return items.filter(({ logId }) => logId >= 900).sort((one, other) => one.logId - other.logId);
    };
    const events = await list((method, path) => app.admin(method, path));
    const seen = async (look: typeof asNorth) =>
      Promise.all(
        events.map(async ({ id }) => [
          (await look('GET', `/events/${id}/photos`)).status,
          (await look('GET', `/events/${id}/photo`)).status,
        ]),
      );
    expect(await seen((method, path) => app.admin(method, path))).toEqual([
      [200, 200],
      [200, 200],
      [200, 200],
    ]);
    for (const look of [asNorth, asNorthPeople]) {
      expect(await seen(look)).toEqual([
        [200, 200],
        [404, 404],
        [200, 200],
      ]);
      expect((await list(look)).map(({ hasPhoto }) => hasPhoto)).toEqual([true, false, true]);
    }
  });
});

describe('what is taken', () => {
  const fault = async (answer: ReturnType<typeof asNorth>) => {
    const { status, body } = await answer;
    const [{ field, code, params }] = body.errors as [{ field: string; code: string; params?: object }];
    return [status, field, code, params ?? null];
  };

  it('by somebody or something outside is said to be so, and not by whom', async () => {
    await created('/persons', { pin: '7003', name: 'north', deptCode: 'north', cardNo: '5507003' });
    expect((await app.admin('PATCH', `/persons/${pinOf('south')}`, { cardNo: '5507002' })).status).toBe(200);
    const person = `/persons/${pinOf('north')}`;
    const all = (method: string, path: string, body: object) => app.admin(method, path, body);
    expect(await fault(all('PATCH', person, { cardNo: '5507002' }))).toEqual([409, 'cardNo', 'taken', { by: '7002' }]);
    for (const look of [asNorth, asNorthPeople]) {
      expect(await fault(look('PATCH', person, { cardNo: '5507002' }))).toEqual([409, 'cardNo', 'taken', null]);
      expect(await fault(look('PATCH', person, { cardNo: '5507003' }))).toEqual([
        ...[409, 'cardNo', 'taken'],
        { by: '7003' },
      ]);
      const items = [{ pin: pinOf('north'), supplyCards: ['5507002'] }];
      expect(await fault(look('POST', '/persons/bulk', { items }))).toEqual([200, 'supplyCards', 'taken', null]);
    }
    const area = { code: 'south', name: 'mine', parentCode: 'north' };
    expect(await fault(all('POST', '/areas', area))).toEqual([409, 'code', 'taken', { by: 'south' }]);
    expect(await fault(asNorth('POST', '/areas', area))).toEqual([409, 'code', 'taken', null]);
    // The sentences do not tell either what it is that has it.
    const door = { sn: snOf('north'), number: 3, name: 'south 1' };
    const { status, body } = await asNorth('POST', '/doors', door);
    expect([status, body.detail]).toEqual([409, 'name is taken']);
    expect(JSON.stringify(body)).not.toMatch(/south/);
    expect((await app.admin('POST', '/doors', door)).body.detail).toMatch(/south/);
  });
});

describe('a panel out of its box', () => {
  it('takes the place of one in the area of the operator, and one that is served elsewhere does not', async () => {
    const elsewhere = await asNorth('POST', `/devices/${snOf('north')}/replace`, { newSn: snOf('south') });
    expect(elsewhere.status).toBe(404);
    const fresh = await asNorth('POST', `/devices/${snOf('north')}/replace`, { newSn: 'OUT-OF-ITS-BOX' });
    expect([fresh.status, fresh.body.sn, fresh.body.areaCode]).toEqual([200, 'OUT-OF-ITS-BOX', 'north']);
  });
});
