import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rehearsalHeader } from '../../src/admin/common/rehearsal.interceptor.js';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { adminToken, startApp, type Answer, type TestApp } from '../support/app.js';
import { registeredPanel, settle } from '../support/panel.js';

let app: TestApp;
let panel: SimulatedPanel;
let doors: string[];

beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' }, isNoted: false });
  ({ panel, doorIds: doors } = await registeredPanel(app, 'TRY1', { doors: 2 }));
  await made('/departments', { code: 'lab', name: 'Lab' });
  await made('/areas', { code: 'far', name: 'Far away' });
  const zone = { name: 'Office', periods: { mon: [['08:00', '18:00']], hol1: [['08:00', '12:00']] } };
  await made('/time-zones', zone);
  await made('/access-levels', { id: 'day', name: 'Day', timeZoneId: 2, doorIds: [doors[0]] });
  await made('/access-levels', { id: 'all', name: 'All', doorIds: doors });
  await made('/access-levels', { id: 'far', name: 'Far', areaCode: 'far' });
  for (const pin of ['1', '2', '3']) await made('/persons', { pin, name: `N${pin}`, accLevelIds: ['day'] });
  await made('/persons', { pin: '4', name: 'N4', deptCode: 'lab', accLevelIds: ['all'] });
  await made('/persons', { pin: '5', name: 'N5', isDisabled: true, accLevelIds: ['day'] });
});
afterAll(async () => {
  await panel.stop();
  await app.stop();
});

async function made(path: string, body: object): Promise<void> {
  const { status, text } = await app.admin('POST', path, body);
  expect([path, status, text]).toEqual([path, 201, expect.anything()]);
}

/** A gateway that is busy with something else asks to try again. */
async function unlessBusy(ask: () => Promise<Answer>): Promise<Answer> {
  let answer = await ask();
  await expect.poll(async () => (answer.status === 503 ? (answer = await ask()).status : 0)).not.toBe(503);
  return answer;
}

const triedOnce = (method: string, path: string, body?: object): Promise<Answer> =>
  app.admin('POST', '/explain/change', { method, path, ...(body ? { body } : {}) });

const tried = (method: string, path: string, body?: object): Promise<Answer> =>
  unlessBusy(() => triedOnce(method, path, body));

const facts = [
  ...['person', 'acc_level', 'acc_level_door', 'acc_level_person', 'time_zone', 'holiday', 'department'],
  ...['department_level', 'person_tombstone', 'area', 'change'],
];
/** What workers write by themselves is left out: the chain of the log, and what devices are asked. */
const others: Readonly<Record<string, string>> = {
  audit: 'SELECT seq, action, detail FROM audit',
  command: `SELECT id FROM command WHERE kind = 'data'`,
  feed: `SELECT position FROM feed WHERE kind NOT IN ('online', 'offline', 'command')`,
  ledger: 'SELECT sn, table_name, key, desired_hash FROM ledger',
};

/** Everything that a change leaves behind. What was changed before has its place in the feed first. */
async function traces(): Promise<unknown[]> {
  await expect.poll(() => app.sql('SELECT id FROM feed_pending')).toEqual([]);
  const all = [...facts.map((name) => [name, `SELECT * FROM ${name}`]), ...Object.entries(others)];
  const rows = await Promise.all(
    all.map(([name, query]) =>
      app.sql(`SELECT '${name}' AS name, md5(string_agg(t::text, ' ' ORDER BY t::text)) AS hash FROM (${query}) t`),
    ),
  );
  return rows.flat();
}

async function signedIn(operator: object): Promise<(body: object) => Promise<Answer>> {
  const password = 'a long password';
  const name = JSON.stringify(operator).slice(0, 60);
  await made('/operators', { name, password, ...operator });
  const headers = { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin };
  const { body } = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers,
  });
  return (asked) =>
    unlessBusy(() =>
      app.request('POST', '/admin/v1/explain/change', {
        body: JSON.stringify(asked),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${body.token}` },
      }),
    );
}

it('begins with a panel that holds what it should', async () => {
  await settle(app, panel);
  expect((await app.admin('GET', '/devices/TRY1')).body.sync.inSync).toBe(true);
});

describe('a change that is tried', () => {
  it.each<[string, string, object | undefined, number, number, number]>([
    ['PATCH', '/access-levels/day', { doorIds: 'both' }, 3, 0, 3],
    ['PATCH', '/access-levels/day', { doorIds: [] }, 0, 3, 7],
    ['PATCH', '/access-levels/day', { timeZoneId: 1 }, 3, 0, 7],
    ['PATCH', '/access-levels/day', { name: 'Daytime' }, 0, 0, 0],
    ['DELETE', '/access-levels/all', undefined, 0, 2, 3],
    ['PUT', '/access-levels/all/persons/1', undefined, 2, 0, 1],
    ['DELETE', '/access-levels/day/persons/2', undefined, 0, 1, 2],
    ['POST', '/access-levels/all/persons', { add: ['1', '2'], remove: ['4'] }, 4, 2, 4],
    ['PATCH', '/time-zones/2', { periods: { mon: [['09:00', '19:00']] } }, 3, 3, 1],
    ['PATCH', '/time-zones/2', { name: 'Office hours' }, 0, 0, 0],
    ['POST', '/holidays', { name: 'Monday', date: '2090-01-02', type: 1 }, 0, 3, 1],
    ['POST', '/holidays', { name: 'Sunday', date: '2090-01-01', type: 1 }, 3, 0, 1],
    ['POST', '/holidays', { name: 'Long ago', date: '2020-01-06', type: 1 }, 0, 0, 1],
    ['PUT', '/departments/lab/levels', { levelIds: ['day'] }, 0, 0, 1],
    ['PATCH', '/persons/5', { isDisabled: false }, 1, 0, 2],
    ['PATCH', '/persons/1', { accEndTime: '2090-01-01 00:00:00' }, 0, 1, 2],
    ['DELETE', '/persons/4', undefined, 0, 2, 2],
    ['POST', '/persons/1/leave', {}, 0, 1, 2],
    ['POST', '/persons', { pin: '9', name: 'New', accLevelIds: ['all'] }, 2, 0, 2],
    ['PATCH', '/areas/far', { name: 'Farther' }, 0, 0, 0],
  ])('%s %s %j', async (method, path, body, gain, lose, rows) => {
    const said = (body as { doorIds?: unknown } | undefined)?.doorIds === 'both' ? { doorIds: doors } : body;
    const before = await traces();
    const answer = await tried(method, path, said);
    expect([answer.status, answer.body.gain, answer.body.lose]).toEqual([200, gain, lose]);
    expect(answer.body.sample).toHaveLength(gain + lose);
    expect(answer.body.devices).toEqual(rows === 0 ? [] : [{ sn: 'TRY1', rows }]);
    expect(await traces()).toEqual(before);
  });

  it('sends nothing: the panel has nothing to fetch', async () => {
    await settle(app, panel);
    expect((await tried('DELETE', '/access-levels/day')).body).toMatchObject({ lose: 3, peopleLosing: 3 });
    expect(await settle(app, panel)).toEqual([]);
    expect((await app.admin('GET', '/access-levels/day')).status).toBe(200);
  });

  it('is refused as the call itself would be', async () => {
    const wrong = await tried('PATCH', '/access-levels/day', { timeZoneId: 77 });
    const real = await app.admin('PATCH', '/access-levels/day', { timeZoneId: 77 });
    expect([wrong.status, wrong.body.errors]).toEqual([real.status, real.body.errors]);
    expect((await tried('PATCH', '/access-levels/none', { name: 'x' })).body.type).toBe('urn:postern:levelNotFound');
    expect((await tried('DELETE', '/time-zones/2')).status).toBe(409);
  });

  it.each([
    ['PATCH', '/devices/TRY1'],
    ['POST', '/doors/actions'],
    ['DELETE', '/persons/1/photo'],
    ['POST', '/persons/import'],
    ['PATCH', '/persons/..'],
    ['DELETE', '/persons/1?history=erase'],
    ['POST', '/explain/change'],
    ['PUT', '/access-levels/day'],
  ])('no other path is tried: %s %s', async (method, path) => {
    const before = await traces();
    const { status, body } = await tried(method, path, {});
    expect([status, body.errors[0].field]).toEqual([400, 'path']);
    expect(await traces()).toEqual(before);
  });

  it('needs the rights of the change, and tells nothing of elsewhere', async () => {
    const auditor = await signedIn({ role: 'auditor' });
    const change = { method: 'DELETE', path: '/access-levels/all' };
    expect((await auditor(change)).body).toMatchObject({ status: 403, permission: 'level' });
    const far = await signedIn({ role: 'operator', areaCodes: ['far'] });
    expect((await far(change)).status).toBe(404);
    const lab = await signedIn({ role: 'operator', areaCodes: ['1'], departmentCodes: ['1'] });
    expect((await lab({ method: 'PATCH', path: '/persons/4', body: { isDisabled: true } })).status).toBe(404);
    // The level is its own; whoever has it in another department is not counted.
    expect((await lab(change)).body).toMatchObject({ lose: 0, sample: [] });
    expect((await lab({ ...change, path: '/access-levels/day' })).body).toMatchObject({ lose: 3 });
    expect((await far({ method: 'PATCH', path: '/access-levels/far', body: { doorIds: doors } })).status).toBe(404);
  });

  it('that is over does nothing any more', async () => {
    const before = await traces();
    const { status } = await app.request('DELETE', '/admin/v1/access-levels/day', {
      headers: { authorization: `Bearer ${adminToken}`, [rehearsalHeader]: '00' },
    });
    expect(status).toBe(503);
    expect(await traces()).toEqual(before);
  });

  it('ends after five seconds, and leaves nothing', async () => {
    const before = await traces();
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((done) => (letGo = done));
    let isHeld: () => void = () => undefined;
    const locked = new Promise<void>((done) => (isHeld = done));
    const holder = app.work.run(async (tx) => {
      await tx.query(`SELECT 1 FROM person WHERE pin = '1' FOR UPDATE`);
      isHeld();
      await held;
    });
    await locked;
    expect((await triedOnce('PATCH', '/persons/1', { isDisabled: true })).status).toBe(503);
    letGo();
    await holder;
    expect(await traces()).toEqual(before);
    await expect.poll(async () => (await tried('PATCH', '/persons/1', { isDisabled: true })).body.lose).toBe(1);
  });
});
