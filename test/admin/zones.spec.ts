import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { panel, type Panel } from '../support/panels.js';
import { refusalOf } from '../support/answers.js';
import { version } from '../support/versions.js';

let app: TestApp;
let gate: Panel;
let inner: Panel;
/** Readers by the ends of their names: `ZN1-1-In` ... */
let readers: Record<string, string>;

beforeAll(async () => {
  app = await startApp({ env: { SITE_TIME_ZONE: 'UTC' } });
  gate = await panel(app, 'ZN1', 'ReaderCount=2');
  inner = await panel(app, 'ZN2', 'ReaderCount=2');
  for (const pin of ['101', '102', '103']) await app.api('POST', '/api/person/add', { pin, name: `N${pin}` });
  const { items } = (await app.admin('GET', '/readers?limit=100')).body as { items: { id: string; name: string }[] };
  readers = Object.fromEntries(items.map(({ id, name }) => [name, id]));
});
afterAll(() => app.stop());

const reader = (name: string) => readers[name] ?? 'missing';
const make = (fields: object) => app.admin('POST', '/zones', fields);
const site = () =>
  make({ name: 'Site', code: 'S', inReaderIds: [reader('ZN1-1-In')], outReaderIds: [reader('ZN1-1-Out')] });

beforeEach(async () => {
  const { items } = (await app.admin('GET', '/zones')).body as { items: { id: string }[] };
  for (const { id } of items) await app.admin('DELETE', `/zones/${id}`);
});

/** Events count from the first second of today. Each test uses index numbers of its own. */
let index = 0;
const clock = (secondsAgo: number) =>
  new Date(Date.now() - secondsAgo * 1_000).toISOString().slice(0, 19).replace('T', ' ');

interface Pass {
  readonly pin: string;
  readonly ago: number;
  readonly out?: true;
  readonly event?: number;
}

const line = ({ pin, ago, out, event = 0 }: Pass) =>
  `time=${clock(ago)}\tpin=${pin}\tcardno=0\teventaddr=1\tevent=${event}\tinoutstatus=${out ? 1 : 0}\tverifytype=4\tindex=${++index}`;

const upload = async (at: Panel, body: string) => {
  const answer = await app.request('POST', `/iclock/cdata?SN=${at.sn}&table=rtlog`, { body });
  expect([answer.status, answer.text]).toEqual([200, 'OK']);
};
const pass = (at: Panel, ...passes: Pass[]) => upload(at, passes.map(line).join('\n'));

const inside = async (code: string) =>
  (await app.api('GET', `/api/accAdvanced/getWhoIsInsideByZone?code=${encodeURIComponent(code)}`)).body.data.map(
    ({ pin }: { pin: string }) => pin,
  );

/** The answer is the same before and after the new events are folded. */
const expectInside = async (code: string, pins: string[]) => {
  expect(await inside(code)).toEqual(pins);
  await app.sql('SELECT fold_event_counts(1000)');
  expect(await inside(code)).toEqual(pins);
};

describe('a zone', () => {
  it('is made, shown, changed and removed', async () => {
    const made = await site();
    expect(made.status).toBe(201);
    const zone = {
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      code: 'S',
      name: 'Site',
      inReaderIds: [reader('ZN1-1-In')],
      outReaderIds: [reader('ZN1-1-Out')],
      inside: 0,
      ...version,
    };
    expect(made.body).toEqual(zone);
    expect((await app.admin('GET', '/zones')).body).toEqual({ items: [zone], nextCursor: null });
    expect((await app.admin('GET', '/zones/S')).body).toEqual(zone);
    const id = made.body.id as string;
    const patched = await app.admin('PATCH', `/zones/${id}`, { name: 'All', code: 'A', outReaderIds: [] });
    expect(patched.body).toEqual({ ...zone, name: 'All', code: 'A', outReaderIds: [] });
    expect((await app.admin('PATCH', '/zones/A', { name: 'Same' })).body.inReaderIds).toEqual(zone.inReaderIds);
    expect((await app.admin('DELETE', '/zones/A')).status).toBe(204);
    expect((await app.admin('GET', `/zones/${id}`)).status).toBe(404);
    expect((await make({ id: 'own-1', name: 'Own', code: 'O' })).body).toMatchObject({ id: 'own-1', inReaderIds: [] });
    const { rows } = {
      rows: await app.sql(`SELECT action FROM audit WHERE object LIKE '%zones%' OR action LIKE '%zones%'`),
    };
    expect(rows.length).toBeGreaterThanOrEqual(4);
  });

  it.each<[string, object, number, string]>([
    ['without a name', { code: 'X' }, 400, 'name'],
    ['without a code', { name: 'X' }, 400, 'code'],
    ['with a code that is taken', { name: 'X', code: 'S' }, 409, 'there is a zone S already'],
    ['with an id that is taken', { name: 'X', code: 'X', id: 'site' }, 409, 'there is a zone site already'],
    [
      'with readers that are not there',
      { name: 'X', code: 'X', inReaderIds: ['no'] },
      400,
      'inReaderIds names no reader: no',
    ],
  ])('%s is refused', async (_what, body, status, says) => {
    await make({ id: 'site', name: 'Site', code: 'S' });
    const answer = await make(body);
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([status, expect.stringContaining(says)]);
  });

  it('cannot be entered and left by one reader', async () => {
    const both = [reader('ZN1-1-In')];
    const { status, body } = await make({ name: 'X', code: 'X', inReaderIds: both, outReaderIds: both });
    expect([status, body.errors[0].field]).toEqual([400, 'outReaderIds']);
    await site();
    expect((await app.admin('PATCH', '/zones/S', { outReaderIds: both })).status).toBe(400);
    expect((await app.admin('PATCH', '/zones/none', { name: 'X' })).status).toBe(404);
    expect((await app.admin('DELETE', '/zones/none')).status).toBe(404);
  });
});

describe('who is inside', () => {
  it('follows from the readers, in whatever order events come', async () => {
    await site();
    await pass(gate, { pin: '101', ago: 60 }, { pin: '102', ago: 59 });
    await expectInside('S', ['101', '102']);
    await pass(gate, { pin: '101', ago: 30, out: true });
    await expectInside('S', ['102']);
    // A panel that was away sends older events.
    await pass(gate, { pin: '101', ago: 90 }, { pin: '102', ago: 100, out: true }, { pin: '103', ago: 80 });
    await expectInside('S', ['102', '103']);
    await pass(gate, { pin: '103', ago: 70, out: true }, { pin: '103', ago: 75 });
    await expectInside('S', ['102']);
  });

  it('does not change when an upload is repeated', async () => {
    await site();
    const first = line({ pin: '101', ago: 60 });
    const second = line({ pin: '101', ago: 50, out: true });
    await upload(gate, first);
    await upload(gate, second);
    await expectInside('S', []);
    await upload(gate, first);
    await expectInside('S', []);
    await upload(gate, `${second}\n${first}`);
    await expectInside('S', []);
  });

  it('counts only passages', async () => {
    await site();
    await pass(gate, { pin: '101', ago: 60, event: 23 }, { pin: '102', ago: 60, event: 26 }, { pin: '0', ago: 60 });
    await expectInside('S', []);
    await pass(gate, { pin: '101', ago: 50, event: 3 });
    await pass(gate, { pin: '101', ago: 40, out: true, event: 24 });
    await expectInside('S', ['101']);
  });

  it('a door between two zones leads out of one and into the other; people who go further in stay in the outer zone', async () => {
    await site();
    const inIds = [reader('ZN2-1-In')];
    const outIds = [reader('ZN2-1-Out')];
    await make({ name: 'Lab', code: 'L', inReaderIds: inIds, outReaderIds: outIds });
    await make({
      name: 'Hall',
      code: 'H',
      inReaderIds: [reader('ZN1-1-In'), ...outIds],
      outReaderIds: [reader('ZN1-1-Out'), ...inIds],
    });
    await pass(gate, { pin: '104', ago: 60 });
    expect([await inside('S'), await inside('H'), await inside('L')]).toEqual([['104'], ['104'], []]);
    await pass(inner, { pin: '104', ago: 50 });
    expect([await inside('S'), await inside('H'), await inside('L')]).toEqual([['104'], [], ['104']]);
    await pass(inner, { pin: '104', ago: 40, out: true });
    expect([await inside('S'), await inside('H'), await inside('L')]).toEqual([['104'], ['104'], []]);
    const { data } = (await app.api('GET', '/api/transaction/person/104?pageSize=3')).body;
    expect(data.map(({ accZone }: { accZone: string }) => accZone)).toEqual(['Hall', 'Lab', 'Hall, Site']);
    const { items } = (await app.admin('GET', '/events?pin=104&limit=1000')).body as { items: { accZone: string }[] };
    expect(items.slice(-3).map(({ accZone }) => accZone)).toEqual(['Hall, Site', 'Lab', 'Hall']);
  });

  it('an event keeps the name of its zone; outside of zones it has none', async () => {
    await pass(gate, { pin: '105', ago: 61 });
    await site();
    await pass(gate, { pin: '105', ago: 60 });
    await app.admin('PATCH', '/zones/S', { name: 'Renamed' });
    await pass(gate, { pin: '105', ago: 59, out: true });
    const { data } = (await app.api('GET', '/api/transaction/person/105?pageSize=3')).body;
    expect(data.map(({ accZone }: { accZone: string | null }) => accZone)).toEqual(['Renamed', 'Site', null]);
  });

  it('a clock that is ahead does not keep the person inside', async () => {
    await site();
    await pass(gate, { pin: '101', ago: -1_800 });
    await pass(gate, { pin: '101', ago: -1_801, out: true });
    await expectInside('S', []);
  });
});

describe('corrections', () => {
  it('take a person out, who may come in again; older events do not count', async () => {
    await site();
    await pass(gate, { pin: '101', ago: 60 }, { pin: '102', ago: 60 });
    expect((await app.admin('DELETE', '/zones/S/persons/101')).status).toBe(204);
    await expectInside('S', ['102']);
    await pass(gate, { pin: '101', ago: 30 });
    await expectInside('S', ['102']);
    await pass(gate, { pin: '101', ago: 0 });
    await app.sql(`UPDATE acc_zone_presence SET at = at - interval '10 seconds' WHERE pin = '101'`);
    await expectInside('S', ['101', '102']);
  });

  it('put a person in', async () => {
    await site();
    expect((await app.admin('PUT', '/zones/S/persons/103')).status).toBe(204);
    await expectInside('S', ['103']);
    expect((await app.admin('PUT', '/zones/S/persons/999')).status).toBe(404);
    expect((await app.admin('PUT', '/zones/none/persons/103')).status).toBe(404);
    expect((await app.admin('DELETE', '/zones/none/persons/103')).status).toBe(404);
  });

  it('empty a zone, and no other', async () => {
    await site();
    await make({ name: 'Too', code: 'T', inReaderIds: [reader('ZN1-1-In')] });
    await pass(gate, { pin: '101', ago: 60 }, { pin: '102', ago: 60 });
    expect((await app.admin('DELETE', '/zones/S/persons')).status).toBe(204);
    await expectInside('S', []);
    await expectInside('T', ['101', '102']);
    await pass(gate, { pin: '103', ago: 30 });
    await expectInside('S', []);
    expect((await app.admin('DELETE', '/zones/none/persons')).status).toBe(404);
  });

  it('a person who is deleted is not inside, nor is the next one of that pin', async () => {
    await site();
    await app.api('POST', '/api/person/add', { pin: '200' });
    await pass(gate, { pin: '200', ago: 60 });
    await expectInside('S', ['200']);
    await app.api('POST', '/api/person/delete/200');
    await expectInside('S', []);
    await app.api('POST', '/api/person/add', { pin: '200' });
    await pass(gate, { pin: '200', ago: 50 });
    await expectInside('S', []);
  });
});

describe('the calls of the manual (v1.2, 2.2.6)', () => {
  const call = async (method: string, path: string) => (await app.api(method, `/api/accAdvanced/${path}`)).body;

  it('getWhoIsInsideByZone, by code and by id', async () => {
    const zoneId = (await site()).body.id as string;
    await pass(gate, { pin: '101', ago: 60 });
    const answer = { code: 0, message: 'success', data: [{ zoneId, zoneName: 'Site', pin: '101' }] };
    for (const query of ['?code=S', `?code=${zoneId}`, '/S', '?zoneCode=S', `?zoneId=${zoneId}`, '?areaCode=S']) {
      expect(await call('GET', `getWhoIsInsideByZone${query}`)).toEqual(answer);
    }
    expect(await call('GET', 'getWhoIsInsideByZone?code=X')).toEqual(refusalOf(-80, 'there is no zone X'));
    for (const query of ['', '?code=']) {
      expect(await call('GET', `getWhoIsInsideByZone${query}`)).toEqual(refusalOf(-83, 'code is required'));
    }
  });

  it('getWhoIsInsideByZoneList, page by page', async () => {
    const zoneId = (await site()).body.id as string;
    const other = (await make({ name: 'Too', code: 'T', inReaderIds: [reader('ZN1-1-In')] })).body.id as string;
    await pass(gate, { pin: '102', ago: 60 }, { pin: '101', ago: 60 });
    const row = (id: string, zoneName: string, pin: string) => ({ zoneId: id, zoneName, pin });
    const pages = [
      [row(zoneId, 'Site', '101'), row(zoneId, 'Site', '102'), row(other, 'Too', '101')],
      [row(other, 'Too', '102')],
      [],
    ];
    for (const [method, path] of [
      ['POST', 'getWhoIsInsideByZoneList'],
      ['POST', 'getWhoIsInsideZoneList'],
      ['GET', 'getWhoIsInsideByZoneList'],
    ] as const) {
      for (const [page, data] of pages.entries()) {
        expect(await call(method, `${path}?pageNo=${page + 1}&pageSize=3`)).toEqual({
          code: 0,
          message: 'success',
          data: { page, size: 3, total: 4, data, offset: 0, lastPage: page > 0 },
        });
      }
    }
    expect((await call('POST', 'getWhoIsInsideByZoneList?pageNo=1&pageSize=10&code=T')).data.total).toBe(2);
  });

  it.each([
    ['', -92],
    ['?pageNo=0&pageSize=10', -90],
    ['?pageNo=1&pageSize=1001', -91],
    ['?pageNo=1&pageSize=10&code=X', -80],
  ])('getWhoIsInsideByZoneList%s answers %i', async (query, code) => {
    expect((await call('POST', `getWhoIsInsideByZoneList${query}`)).code).toBe(code);
  });

  it('names who is inside to operators, page by page, with what helps to find them', async () => {
    await site();
    await app.admin('PATCH', '/persons/101', { mobilePhone: '600 101', deptCode: '1' });
    const host = { hostPin: '101', certType: '3', certNumber: 'X1', name: 'Mary', visitReason: 'talk' };
    const stay = { startTime: '2020-05-31 09:00:00', endTime: '2090-05-31 12:00:00' };
    const guest = (await app.admin('POST', '/visits', { ...host, ...stay })).body.pin as string;
    await pass(
      gate,
      { pin: '102', ago: 60 },
      { pin: '101', ago: 55 },
      { pin: '900', ago: 50 },
      { pin: guest, ago: 45 },
    );
    const since = expect.stringMatching(/^\d{4}-.*Z$/);
    const lastDoor = { id: gate.doors[0], name: expect.any(String) as string, at: since };
    const deptName = (await app.admin('GET', '/departments/1')).body.name as string;
    const usual = { lastName: '', phone: '', visitor: false, hostName: '', photoAt: null, since, lastDoor };
    const first = (await app.admin('GET', '/zones/S/persons?limit=2')).body;
    expect(first.items).toEqual([
      { ...usual, pin: '101', name: 'N101', deptName, phone: '600 101' },
      { ...usual, pin: '102', name: 'N102', deptName },
    ]);
    const next = (await app.admin('GET', `/zones/S/persons?limit=2&cursor=${first.nextCursor}`)).body;
    expect(next.items).toHaveLength(2);
    expect(next.items).toContainEqual({ ...usual, pin: '900', name: '', deptName: '' });
    expect(next.items).toContainEqual({
      ...{ ...usual, pin: guest, name: 'Mary', deptName: '', visitor: true, hostName: 'N101' },
    });
    expect((await app.admin('GET', '/zones/S')).body.inside).toBe(4);
    expect((await app.admin('GET', '/zones/none/persons')).status).toBe(404);
  });

  it('tells phones to who may read all of a person, and shows photos to who may see faces', async () => {
    await site();
    await pass(gate, { pin: '101', ago: 40 });
    await app.sql(`UPDATE person SET photo_at = now() WHERE pin = '101'`);
    const password = 'a long password';
    for (const [role, hasPhone, hasPhoto] of [
      ['guard', false, true],
      ['installer', false, false],
      ['auditor', true, true],
    ] as const) {
      await app.admin('POST', '/operators', { name: `zones ${role}`, role, password });
      const session = await app.request('POST', '/admin/v1/session', {
        body: JSON.stringify({ name: `zones ${role}`, password, token: true }),
        headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
      });
      const { body } = await app.request('GET', '/admin/v1/zones/S/persons', {
        headers: { authorization: `Bearer ${String(session.body.token)}` },
      });
      const [item] = body.items as Record<string, unknown>[];
      expect([role, 'phone' in (item ?? {}), item?.photoAt !== null]).toEqual([role, hasPhone, hasPhoto]);
    }
  });
});
