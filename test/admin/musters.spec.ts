import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { EventStream } from '../support/event-stream.js';
import { panel, type Panel } from '../support/panels.js';

const patience = { timeout: 60_000 };
const password = 'a long password';

let app: TestApp;
let gate: Panel;
let yard: Panel;
let readers: Record<string, string>;
beforeAll(async () => {
  app = await startApp({ env: { SITE_TIME_ZONE: 'UTC' } });
  gate = await panel(app, 'MU1', 'ReaderCount=2');
  yard = await panel(app, 'MU2', 'ReaderCount=2');
  for (const code of ['north', 'south']) await app.admin('POST', '/departments', { code, name: `${code} hall` });
  for (const pin of ['101', '102', '103', '104'])
    await app.admin('POST', '/persons', { pin, name: `N${pin}`, deptCode: pin === '103' ? 'south' : 'north' });
  const { items } = (await app.admin('GET', '/readers?limit=100')).body as { items: { id: string; name: string }[] };
  readers = Object.fromEntries(items.map(({ id, name }) => [name, id]));
  await app.admin('POST', '/zones', {
    ...{ id: 'site', name: 'Site', code: 'S', inReaderIds: [reader('MU1-1-In')], outReaderIds: [reader('MU1-1-Out')] },
  });
});
afterAll(() => app.stop());
beforeEach(() => app.admin('DELETE', '/zones/site/persons'));

const reader = (name: string) => readers[name] ?? 'missing';

let index = 0;
async function pass(at: Panel, pin: string, secondsAgo = 0, event = 0): Promise<void> {
  const time = new Date(Date.now() - secondsAgo * 1_000).toISOString().slice(0, 19).replace('T', ' ');
  const row = `time=${time}\tpin=${pin}\tcardno=0\teventaddr=1\tevent=${event}\tinoutstatus=0\tverifytype=4\tindex=${++index}`;
  const answer = await app.request('POST', `/iclock/cdata?SN=${at.sn}&table=rtlog`, { body: row });
  expect([answer.status, answer.text]).toEqual([200, 'OK']);
}

interface Person {
  readonly pin: string;
  readonly state: string | null;
  readonly at: string | null;
  readonly by: string | null;
  readonly readerId: string | null;
  readonly added: boolean;
}

const inside = async (...pins: string[]) => {
  for (const pin of pins) expect((await app.admin('PUT', `/zones/site/persons/${pin}`)).status).toBe(204);
};
async function begun(more: object = {}): Promise<string> {
  const { status, body } = await app.admin('POST', '/musters', { zoneIds: ['site'], drill: false, ...more });
  expect([status, body]).toEqual([201, expect.anything()]);
  return body.id as string;
}
const people = async (id: string) => (await app.admin('GET', `/musters/${id}`)).body.persons as Person[];
const states = async (id: string) => (await people(id)).map(({ pin, state }) => [pin, state]);
const mark = (id: string, pin: string, state: string, at?: string) =>
  app.admin('PUT', `/musters/${id}/persons/${pin}`, { state, ...(at === undefined ? {} : { at }) });
const at = (id: string, pin: string) => people(id).then((all) => all.find((one) => one.pin === pin));
const soon = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

describe('a muster', () => {
  it('keeps who was inside when it began, whatever happens after', async () => {
    await inside('101', '102');
    const id = await begun({ readerIds: [reader('MU2-1-In')], drill: true });
    await app.admin('DELETE', '/zones/site/persons/102');
    await app.admin('PATCH', '/persons/101', { name: 'Later' });
    const { body } = await app.admin('GET', `/musters/${id}`);
    expect(body).toMatchObject({
      zones: [{ id: 'site', name: 'Site' }],
      readerIds: [reader('MU2-1-In')],
      drill: true,
      startedBy: 'token:ADMIN_TOKEN',
      endedAt: null,
      counts: { total: 2, safe: 0, missing: 0, notHere: 0, unmarked: 2 },
      report: null,
    });
    expect(body.persons).toMatchObject([
      {
        pin: '101',
        name: 'N101',
        deptName: 'north hall',
        phone: '',
        visitor: false,
        zoneId: 'site',
        added: false,
        state: null,
      },
      { pin: '102', name: 'N102', state: null },
    ]);
    await app.admin('PATCH', '/persons/101', { name: 'N101' });
    const list = (await app.admin('GET', '/musters?limit=1')).body;
    expect(list.items).toMatchObject([{ id, counts: { total: 2 } }]);
    await app.admin('POST', `/musters/${id}/end`);
  });

  it('takes marks in any order and as often as they come: the newest counts', async () => {
    await inside('101', '102');
    const id = await begun();
    const [first, second] = [new Date().toISOString(), soon(0.001)];
    expect((await mark(id, '101', 'safe', second)).status).toBe(204);
    expect((await mark(id, '101', 'missing', first)).status).toBe(204);
    expect((await mark(id, '101', 'safe', second)).status).toBe(204);
    expect(await states(id)).toEqual([
      ['101', 'safe'],
      ['102', null],
    ]);
    // A phone whose clock is ahead does not have the last word for ever.
    await mark(id, '102', 'missing', soon(3_600));
    await mark(id, '102', 'safe');
    expect(await at(id, '102')).toMatchObject({ state: 'safe', by: 'token:ADMIN_TOKEN' });
    await app.admin('POST', `/musters/${id}/end`);
  });

  it('adds by hand who was not inside, and nobody who is unknown', async () => {
    await inside('101');
    const id = await begun();
    expect((await mark(id, '104', 'safe')).status).toBe(204);
    expect(await at(id, '104')).toMatchObject({ added: true, state: 'safe', deptName: 'north hall' });
    expect((await mark(id, '999', 'safe')).status).toBe(404);
    expect((await mark('none', '101', 'safe')).status).toBe(404);
    expect((await mark(id, '101', 'asleep')).status).toBe(400);
    expect((await mark(id, '101', 'safe', '2026-02-30T00:00:00Z')).status).toBe(400);
    await app.admin('POST', `/musters/${id}/end`);
  });

  it('is refused without zones, with zones or readers that are not there, and under an id that is taken', async () => {
    const refused = async (body: object) => (await app.admin('POST', '/musters', body)).status;
    expect(await refused({ zoneIds: [], drill: true })).toBe(400);
    expect(await refused({ zoneIds: ['none'], drill: true })).toBe(400);
    expect(await refused({ zoneIds: ['site'], readerIds: ['none'], drill: true })).toBe(400);
    await begun({ id: 'mine' });
    expect(await refused({ id: 'mine', zoneIds: ['site'], drill: true })).toBe(409);
    await app.admin('POST', '/musters/mine/end');
  });

  it('ticks who presents themselves at its reader, once, and nobody who was there before', async () => {
    await inside('101', '102', '103');
    await pass(yard, '102', 120);
    const id = await begun({ readerIds: [reader('MU2-1-In')] });
    await pass(yard, '101');
    await pass(yard, '103', 0, 23);
    await pass(yard, '104');
    await pass(gate, '102');
    await expect
      .poll(() => states(id), patience)
      .toEqual([
        ['101', 'safe'],
        ['102', null],
        ['103', 'safe'],
        ['104', 'safe'],
      ]);
    expect(await at(id, '101')).toMatchObject({ by: null, readerId: reader('MU2-1-In'), added: false });
    expect(await at(id, '104')).toMatchObject({ added: true });
    // What was read before counts for nothing when it is read again, as after a restart in the wrong moment.
    await mark(id, '101', 'missing');
    await app.sql('UPDATE muster SET position = 0 WHERE id = $1', [id]);
    const isRead = () => app.sql<{ n: number }>('SELECT position::int AS n FROM muster WHERE id = $1', [id]);
    await expect.poll(async () => (await isRead())[0]?.n, patience).toBeGreaterThan(0);
    expect(await at(id, '101')).toMatchObject({ state: 'missing' });
    await app.admin('POST', `/musters/${id}/end`);
  });

  it('ends with a report, which stays as it is; what came at the last moment counts', async () => {
    await inside('101', '102', '103');
    const id = await begun({ readerIds: [reader('MU2-1-In')], drill: true });
    await mark(id, '102', 'notHere');
    await pass(yard, '101');
    const { status, body: report } = await app.admin('POST', `/musters/${id}/end`);
    expect([status, report]).toMatchObject([
      200,
      { drill: true, total: 3, safe: 1, notHere: 1, added: 0, missing: [{ pin: '103', state: null }] },
    ]);
    expect(report.seconds).toBeLessThan(300);
    expect(report.lastSafeAt).toEqual(expect.any(String));
    expect((await mark(id, '103', 'safe')).status).toBe(204);
    expect((await app.admin('POST', `/musters/${id}/end`)).body).toEqual(report);
    const { body } = await app.admin('GET', `/musters/${id}`);
    expect(body.report).toEqual(report);
    expect(await at(id, '103')).toMatchObject({ state: 'safe' });
    expect((await app.admin('POST', '/musters/none/end')).status).toBe(404);
    const audit = await app.sql<{ action: string }>(`SELECT action FROM audit WHERE action LIKE '%musters/:id/end'`);
    expect(audit.length).toBeGreaterThan(1);
  });

  it('forgets the names of who is erased', async () => {
    await app.admin('POST', '/persons', { pin: '105', name: 'Gone', lastName: 'Away' });
    await inside('105');
    const id = await begun();
    await app.admin('POST', `/musters/${id}/end`);
    expect((await app.admin('DELETE', '/persons/105?history=erase')).status).toBe(204);
    expect(await at(id, '105')).toMatchObject({ name: '', lastName: '', deptName: '' });
  });
});

describe('an operator', () => {
  let operators = 0;
  const signedIn = async (operator: object): Promise<string> => {
    const name = `muster ${++operators}`;
    await app.admin('POST', '/operators', { name, password, ...operator });
    const session = await app.request('POST', '/admin/v1/session', {
      body: JSON.stringify({ name, password, token: true }),
      headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
    });
    return `Bearer ${String(session.body.token)}`;
  };
  const as = (authorization: string, method: string, path: string, body?: object) =>
    app.request(method, `/admin/v1${path}`, {
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it('of a department sees its people alone, one of another area no muster at all', async () => {
    await inside('101', '103');
    const id = await begun();
    const guard = await signedIn({ role: 'guard', departmentCodes: ['north'] });
    const seen = (await as(guard, 'GET', `/musters/${id}`)).body;
    expect(seen).toMatchObject({ counts: { total: 1 }, persons: [{ pin: '101' }] });
    expect(seen.persons[0]).not.toHaveProperty('phone');
    expect((await as(guard, 'PUT', `/musters/${id}/persons/103`, { state: 'safe' })).status).toBe(404);
    expect((await as(guard, 'PUT', `/musters/${id}/persons/101`, { state: 'missing' })).status).toBe(204);
    expect((await as(guard, 'POST', `/musters/${id}/end`)).body).toMatchObject({ total: 1, missing: [{ pin: '101' }] });
    await app.admin('POST', '/areas', { code: 'far', name: 'Far' });
    const far = await signedIn({ role: 'guard', areaCodes: ['far'] });
    expect((await as(far, 'GET', `/musters/${id}`)).status).toBe(404);
    expect((await as(far, 'GET', '/musters')).body.items).toEqual([]);
    expect((await as(far, 'POST', '/musters', { zoneIds: ['site'], drill: true })).status).toBe(404);
  });

  it('is told by the stream, as far as it sees the muster', async () => {
    const far = await signedIn({ role: 'guard', areaCodes: ['far'], departmentCodes: null });
    const guard = await signedIn({ role: 'guard', areaCodes: null });
    const follow = async (authorization: string) => {
      const stream = await EventStream.open(`${app.url}/admin/v1/stream?topics=inside`, { authorization });
      await expect.poll(() => stream.lastId, patience).not.toBeNull();
      return stream;
    };
    const [near, away] = [await follow(guard), await follow(far)];
    await inside('101');
    const id = await begun();
    const told = () => near.of('inside').map(({ data }) => data as unknown);
    await expect.poll(told, patience).toContainEqual({ muster: id, what: 'started' });
    await mark(id, '101', 'safe');
    await expect.poll(told, patience).toContainEqual({ muster: id, what: 'marked' });
    await app.admin('POST', `/musters/${id}/end`);
    await expect.poll(told, patience).toContainEqual({ muster: id, what: 'ended' });
    expect(away.of('inside')).toEqual([]);
    for (const stream of [near, away]) stream.close();
  });
});
