import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { startApp, type Answer, type TestApp } from '../support/app.js';
import { storeEvents } from '../support/events.js';
import { registeredPanel, settle } from '../support/panel.js';

let app: TestApp;
let panel: SimulatedPanel;
let door: string;
let other: string;
let office: number;

const monday = '2026-11-16';
const office9 = `${monday} 09:00:00`;
const night = `${monday} 22:00:00`;

beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' }, isNoted: false });
  ({
    panel,
    doorIds: [door = '', other = ''],
  } = await registeredPanel(app, 'WHY1', { doors: 2 }));
  await made('PATCH', '/devices/WHY1', { name: 'Hall panel' });
  await made('PATCH', `/doors/${door}`, { name: 'Front' });
  await made('POST', '/departments', { code: 'far', name: 'Far away' });
  await made('POST', '/areas', { code: 'far', name: 'Far away' });
  office = (
    await made('POST', '/time-zones', {
      name: 'Office',
      periods: {
        mon: [
          ['08:00', '12:00'],
          ['12:01', '18:00'],
        ],
      },
    })
  ).id;
  await made('POST', '/access-levels', { id: 'hall', name: 'Hall', timeZoneId: office, doorIds: [door] });
  await made('POST', '/access-levels', { id: 'any', name: 'Any time', doorIds: [door] });
  await made('POST', '/access-levels', {
    id: 'far',
    name: 'Far level',
    areaCode: 'far',
    timeZoneId: office,
    doorIds: [door],
  });
  await made('POST', '/persons', { pin: '11', name: 'Ann', lastName: 'Lee', cardNo: '5551', accLevelIds: ['hall'] });
  await made('POST', '/persons', { pin: '12', name: 'Bob', cardNo: '5552' });
  await made('POST', '/persons', { pin: '13', name: 'Cy', deptCode: 'far', cardNo: '5553', accLevelIds: ['hall'] });
  await made('POST', '/persons', { pin: '14', name: 'Di', accLevelIds: ['far'] });
});
afterAll(async () => {
  await panel.stop();
  await app.stop();
});

async function made(method: string, path: string, body?: object) {
  const answer = await app.admin(method, path, body);
  expect([path, answer.status < 300, answer.text]).toEqual([path, true, expect.anything()]);
  return answer.body;
}

const access = (query: Record<string, string>) =>
  app.admin('GET', `/explain/access?${new URLSearchParams({ doorId: door, at: office9, ...query }).toString()}`);
const codes = (body: Answer['body']) =>
  Object.fromEntries(body.checks.map(({ check, ok, code }: Record<string, string>) => [check, `${ok} ${code}`]));

async function signedIn(operator: object): Promise<(path: string) => Promise<Answer>> {
  const password = 'a long password';
  const name = JSON.stringify(operator).slice(0, 60);
  await made('POST', '/operators', { name, password, ...operator });
  const { body } = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  return (path) => app.request('GET', `/admin/v1${path}`, { headers: { authorization: `Bearer ${body.token}` } });
}

it('begins with a panel that holds what it should', async () => {
  await settle(app, panel);
  expect((await app.admin('GET', '/devices/WHY1')).body.sync.inSync).toBe(true);
});

describe('whether somebody may pass', () => {
  it('tells all checks, not the first, with what they are made of', async () => {
    const { status, body } = await access({ pin: '11' });
    expect([status, body.verdict]).toEqual([200, 'granted']);
    expect(codes(body)).toEqual({
      door: 'true inOrder',
      card: 'true noCard',
      person: 'true inOrder',
      validity: 'true inOrder',
      level: 'true inOrder',
      hours: 'true inOrder',
      holiday: 'true noHoliday',
      doorHours: 'true noLimit',
      rule: 'true noRule',
    });
    expect(body.checks[0]).toMatchObject({
      params: { doorId: door, name: 'Front', sn: 'WHY1', deviceName: 'Hall panel' },
      link: `/doors/${door}`,
    });
    expect(body.checks[5].params).toEqual({
      clock: office9,
      day: 'mon',
      timeZones: [
        {
          id: office,
          name: 'Office',
          periods: [
            ['08:00', '12:00'],
            ['12:01', '18:00'],
          ],
        },
      ],
    });
    expect(body.held).toEqual({ state: 'held', since: expect.stringMatching(/Z$/), commandId: null });
    expect(body.fixes).toEqual([]);
  });

  it('reads an instant by the clock of the door', async () => {
    expect((await access({ pin: '11', at: '2026-11-16T17:00:59Z' })).body.verdict).toBe('granted');
    expect((await access({ pin: '11', at: '2026-11-16T17:01:00Z' })).body.verdict).toBe('refused');
  });

  it('says of each refusal what mends it', async () => {
    const late = (await access({ pin: '11', at: night })).body;
    expect([late.verdict, codes(late).hours]).toEqual(['refused', 'false outsideTimeZone']);
    const give = { code: 'giveLevel', method: 'PUT', path: '/access-levels/any/persons/11', body: null };
    expect(late.fixes).toEqual([give]);
    const without = (await access({ pin: '12' })).body;
    expect(codes(without).level).toBe('false noLevel');
    expect(codes(without)).not.toHaveProperty('hours');
    expect(without.held.state).toBe('none');
    expect(without.fixes.map(({ path }: { path: string }) => path)).toEqual([
      '/access-levels/any/persons/12',
      '/access-levels/far/persons/12',
      '/access-levels/hall/persons/12',
    ]);
    expect((await app.admin('PUT', without.fixes[2].path)).status).toBe(204);
    expect((await access({ pin: '12' })).body).toMatchObject({ verdict: 'granted', fixes: [] });
    await made('DELETE', '/access-levels/hall/persons/12');
  });

  it('several refusals at once are all told, and mended one by one', async () => {
    await made('PATCH', '/persons/12', { accEndTime: '2020-01-01 00:00:00' });
    await made('POST', '/cards/5552/lost');
    const { body } = await access({ cardNo: '5552' });
    expect(codes(body)).toMatchObject({ card: 'false lostCard', validity: 'false expired', level: 'false noLevel' });
    const byCode = new Map(body.fixes.map((fix: { code: string }) => [fix.code, fix]));
    for (const code of ['cardFound', 'endLater']) {
      const fix = byCode.get(code) as { method: string; path: string; body?: object };
      expect([code, (await app.admin(fix.method, fix.path, fix.body ?? undefined)).status]).toEqual([code, 200]);
    }
    expect(codes((await access({ cardNo: '5552' })).body)).toMatchObject({
      card: 'true inOrder',
      validity: 'true inOrder',
    });
  });

  it('knows cards of nobody and of others, holidays, and rules that only the device can judge', async () => {
    expect(codes((await access({ cardNo: '999' })).body)).toEqual({
      door: 'true inOrder',
      card: 'false unknownCard',
      holiday: 'true noHoliday',
      doorHours: 'true noLimit',
      rule: 'true noRule',
    });
    expect(codes((await access({ pin: '11', cardNo: '5552' })).body).card).toBe('false otherCard');
    const { id } = await made('POST', '/holidays', { name: 'Closed', date: monday, type: 1 });
    const { body } = await access({ pin: '11' });
    expect(codes(body)).toMatchObject({ hours: 'false outsideTimeZone', holiday: 'false closedByHoliday' });
    expect(body.checks.find(({ check }: { check: string }) => check === 'holiday').params).toMatchObject({
      name: 'Closed',
      date: monday,
    });
    await made('DELETE', `/holidays/${id}`);
    const rule = await made('POST', '/interlock-rules', { sn: 'WHY1', doors: [1, 2] });
    const judged = (await access({ pin: '11' })).body;
    expect([judged.verdict, codes(judged).rule]).toEqual(['unknown', 'null interlock']);
    await made('DELETE', `/interlock-rules/${rule.id}`);
  });

  it('refuses questions that cannot be meant', async () => {
    expect((await access({})).status).toBe(400);
    expect((await access({ pin: '11', at: 'soon' })).status).toBe(400);
    expect((await access({ pin: '11', doorId: 'nowhere' })).status).toBe(404);
    // Who is unknown is an answer, not an error.
    expect(codes((await access({ pin: '99' })).body).person).toBe('false unknownPerson');
  });
});

describe('events', () => {
  const stored = async (fields: object) => {
    const event = { sn: 'WHY1', doorId: door, happenedAt: new Date(), eventTime: night, ...fields };
    await storeEvents(app, event);
    const rows = await app.sql<{ id: string }>(
      `SELECT replace(id::text, '-', '') AS id FROM event ORDER BY received_at DESC, log_id DESC LIMIT 1`,
    );
    return rows[0]?.id ?? '';
  };

  it('tells what the device said, what counts today, and what was changed since', async () => {
    const id = await stored({ pin: '11', cardNo: '5551', eventNo: 22, logId: 501 });
    const before = (await app.admin('GET', `/explain/events/${id}`)).body;
    expect(before).toMatchObject({ verdict: 'refused', device: { eventNo: 22 }, changedSince: [] });
    expect(before.device.name).not.toBe('');
    await made('PUT', '/access-levels/any/persons/11');
    await made('PATCH', '/persons/12', { mobilePhone: '1' });
    const after = (await app.admin('GET', `/explain/events/${id}`)).body;
    const [last] = await app.sql<{ seq: string }>(`SELECT max(seq) AS seq FROM audit WHERE action LIKE 'PUT%'`);
    expect([after.verdict, after.changedSince]).toEqual(['granted', [Number(last?.seq)]]);
    await made('DELETE', '/access-levels/any/persons/11');
  });

  it('one of nobody has no verdict, and one that is not there is 404', async () => {
    const id = await stored({ pin: '', cardNo: '', eventNo: 102, eventLevel: 2, logId: 502 });
    expect((await app.admin('GET', `/explain/events/${id}`)).body).toMatchObject({ verdict: 'unknown', checks: [] });
    // Its time would be in the year 0, which PostgreSQL does not have.
    const never = '0000000000000000000000000000000a';
    expect((await app.admin('GET', `/explain/events/${never}`)).status).toBe(404);
    expect((await app.admin('GET', `/events/${never}/photos`)).status).toBe(404);
    expect((await app.admin('GET', '/explain/events/x')).status).toBe(404);
  });

  it('of a person elsewhere are not explained to an operator of a department', async () => {
    const as = await signedIn({ role: 'operator', departmentCodes: ['1'] });
    const id = await stored({ pin: '13', cardNo: '5553', eventNo: 22, logId: 503 });
    expect((await app.admin('GET', `/explain/events/${id}`)).status).toBe(200);
    expect((await as(`/explain/events/${id}`)).status).toBe(404);
  });
});

describe('lists', () => {
  const pins = (body: Answer['body']) => body.items.map(({ pin }: { pin: string }) => pin);

  it('who may open a door: page by page, sought, with the end of it', async () => {
    const list = (query: string) =>
      app.admin('GET', `/explain/doors/${door}/persons?at=${encodeURIComponent(office9)}${query}`);
    const { body } = await list('');
    expect(pins(body)).toEqual(['11', '13', '14']);
    expect(body.items[0]).toEqual({
      pin: '11',
      name: 'Ann Lee',
      verdict: 'granted',
      via: [{ levelId: 'hall', timeZoneId: office }],
      // Two periods without a gap are one.
      until: `${monday} 18:00:59`,
      held: { state: 'held', since: expect.stringMatching(/Z$/), commandId: null },
    });
    expect(pins((await list('&q=lee')).body)).toEqual(['11']);
    const first = (await list('&limit=1')).body;
    expect([pins(first), pins((await list(`&limit=2&cursor=${first.nextCursor}`)).body)]).toEqual([
      ['11'],
      ['13', '14'],
    ]);
    const closed = await app.admin('GET', `/explain/doors/${door}/persons?at=${encodeURIComponent(night)}`);
    expect(closed.body.items).toEqual([]);
  });

  it('which doors somebody may open', async () => {
    const { body } = await app.admin('GET', `/explain/persons/11/doors?at=${encodeURIComponent(office9)}`);
    expect(body.items).toMatchObject([{ doorId: door, name: 'Front', sn: 'WHY1', via: [{ levelId: 'hall' }] }]);
    expect((await app.admin('GET', '/explain/persons/77/doors')).status).toBe(404);
  });

  it('operators with bounds are told of nobody and nothing elsewhere', async () => {
    const here = await signedIn({ role: 'operator', areaCodes: ['1'], departmentCodes: ['1'] });
    const at = encodeURIComponent(office9);
    const seen = (await here(`/explain/doors/${door}/persons?at=${at}`)).body;
    expect(pins(seen)).toEqual(['11', '14']);
    // The level of another area counts, and is not named.
    expect(seen.items[1].via).toEqual([]);
    const di = (await here(`/explain/access?doorId=${door}&pin=14&at=${at}`)).body;
    expect([di.verdict, JSON.stringify(di)]).toEqual(['granted', expect.not.stringContaining('Far level')]);
    const late = (await here(`/explain/access?doorId=${door}&pin=14&at=${encodeURIComponent(night)}`)).body;
    expect(JSON.stringify(late.fixes)).not.toContain('/far/');
    for (const path of [
      `/explain/access?doorId=${door}&pin=13&at=${at}`,
      `/explain/access?doorId=${door}&cardNo=5553&at=${at}`,
      '/explain/persons/13/doors',
    ])
      expect([path, (await here(path)).status]).toEqual([path, 404]);
    // Somebody else's card is not told of.
    const card = (await here(`/explain/access?doorId=${door}&pin=11&cardNo=5553&at=${at}`)).body;
    expect([codes(card).card, JSON.stringify(card)]).toEqual(['false otherCard', expect.not.stringContaining('"13"')]);
    const elsewhere = await signedIn({ role: 'operator', areaCodes: ['far'] });
    for (const path of [
      `/explain/access?doorId=${door}&pin=11`,
      `/explain/doors/${other}/persons`,
      `/explain/doors/${door}/persons`,
    ])
      expect([path, (await elsewhere(path)).status]).toEqual([path, 404]);
    expect((await elsewhere(`/explain/persons/11/doors?at=${at}`)).body.items).toEqual([]);
    const guard = await signedIn({ role: 'guard' });
    expect((await guard('/explain/persons/11/doors')).body).toMatchObject({ status: 403, permission: 'person.read' });
  });
});
