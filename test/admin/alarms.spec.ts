import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { RawDevice, registryCode } from '../support/raw-device.js';

const patience = { timeout: 60_000 };
const password = 'a long password';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' }, isNoted: false });
  for (const site of ['north', 'south']) {
    await made('/areas', { code: site, name: site });
    await made('/devices', { sn: `S-${site}`, areaCode: site, quirks: { keepClock: true } });
    await registryCode(new RawDevice(app, `S-${site}`), 'DeviceType=acc,LockCount=4,ReaderCount=4');
  }
});
afterAll(() => app.stop());

async function made(path: string, body: object): Promise<void> {
  expect([path, (await app.admin('POST', path, body)).status]).toEqual([path, 201]);
}

let index = 0;
type AtDoor = readonly [door: number, event: number, at: string];
async function happensAt(site: string, ...events: readonly AtDoor[]): Promise<void> {
  const rows = events.map(
    ([door, event, at]) =>
      `time=${at}\tpin=0\tcardno=0\teventaddr=${door}\tevent=${event}\tinoutstatus=2\tverifytype=200\tindex=${++index}`,
  );
  await new RawDevice(app, `S-${site}`).events(rows.join('\r\n'));
}
let second = 0;
/** Events at doors of a site: [door, event], each a second after the one before. */
const happens = (site: string, ...events: readonly (readonly [number, number])[]): Promise<void> =>
  happensAt(
    site,
    ...events.map(([door, event]): AtDoor => {
      second++;
      const at = `2026-03-02 08:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`;
      return [door, event, at];
    }),
  );
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

interface Alarm {
  readonly id: string;
  readonly kind: string;
  readonly doorName: string;
}
const alarms = async (query = ''): Promise<Alarm[]> =>
  (await app.admin('GET', `/alarms?limit=100&${query}`)).body.items as Alarm[];
const kindsOf = async (query = '') => (await alarms(query)).map(({ kind, doorName }) => `${kind} ${doorName}`);

async function signedIn(
  operator: object,
): Promise<(method: string, path: string, body?: object) => Promise<TestAnswer>> {
  const name = `op${++index}`;
  expect((await app.admin('POST', '/operators', { name, password, ...operator })).status).toBe(201);
  const headers = { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin };
  const session = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers,
  });
  const authorization = `Bearer ${String(session.body.token)}`;
  return (method, path, body) =>
    app.request(method, `/admin/v1${path}`, {
      headers: body ? { ...headers, authorization } : { authorization },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
}
type TestAnswer = Awaited<ReturnType<TestApp['admin']>>;

/** The alarm of a new occurrence, with nothing else open. */
async function raised(door: number, event: number): Promise<Alarm> {
  await app.sql('DELETE FROM alarm');
  await happens('north', [door, event]);
  await expect.poll(() => alarms(), patience).toHaveLength(1);
  const [one] = await alarms();
  if (!one) throw new Error('there is no alarm');
  return one;
}

describe('alarms', () => {
  it('are listed newest first, by state, priority, kind, door and area', async () => {
    await happens('north', [1, 102], [2, 101], [2, 100]);
    await happens('south', [1, 102]);
    await expect.poll(() => alarms(), patience).toHaveLength(4);
    expect(await kindsOf()).toEqual(['forced S-south-1', 'tamper S-north-2', 'duress S-north-2', 'forced S-north-1']);
    expect(await kindsOf('priority=1')).toEqual(['duress S-north-2']);
    expect(await kindsOf('priority=1,2&areaCode=south')).toEqual(['forced S-south-1']);
    expect(await kindsOf('kind=tamper,duress')).toEqual(['tamper S-north-2', 'duress S-north-2']);
    expect(await kindsOf('state=closed')).toEqual([]);
    expect(await kindsOf('from=2090-01-01')).toEqual([]);
    expect(await kindsOf('to=2090-01-01T00:00:00Z&state=unacked')).toHaveLength(4);
    for (const wrong of ['state=new', 'priority=5', 'kind=nonsense', 'from=2026-02-30', 'cursor=x', 'more=1'])
      expect([wrong, (await app.admin('GET', `/alarms?${wrong}`)).status]).toEqual([wrong, 400]);
    const first = await app.admin('GET', '/alarms?limit=3&count=true');
    expect([first.body.items.length, first.body.total]).toEqual([3, 4]);
    const next = await app.admin('GET', `/alarms?limit=3&cursor=${String(first.body.nextCursor)}`);
    expect([next.body.items.length, next.body.nextCursor]).toEqual([1, null]);
    expect(await kindsOf('sort=priority')).toEqual([
      ...['duress S-north-2', 'forced S-south-1', 'tamper S-north-2', 'forced S-north-1'],
    ]);
    const urgent = await app.admin('GET', '/alarms?limit=2&sort=priority');
    const behind = await app.admin('GET', `/alarms?limit=2&sort=priority&cursor=${String(urgent.body.nextCursor)}`);
    expect([...urgent.body.items, ...behind.body.items].map(({ kind }: { kind: string }) => kind)).toEqual([
      ...['duress', 'forced', 'tamper', 'forced'],
    ]);
    const ofOther = await app.admin('GET', `/alarms?cursor=${String(urgent.body.nextCursor)}`);
    expect([ofOther.status, ofOther.body.errors]).toMatchObject([400, [{ field: 'cursor' }]]);
    expect((await app.admin('GET', '/alarms/summary')).body).toEqual({
      ...{ unacked: 4, acked: 0, cleared: 0, shelved: 0, recent: 4, flood: false },
      byPriority: [
        { priority: 1, count: 1 },
        { priority: 2, count: 3 },
        { priority: 3, count: 0 },
        { priority: 4, count: 0 },
      ],
    });
  });

  it('of doors that raise most are told with what mostly causes them', async () => {
    await app.sql('DELETE FROM alarm');
    expect((await app.admin('GET', '/alarms/nuisance')).body).toEqual({ items: [] });
    const days = [3, 2, 1].map(daysAgo);
    await happensAt(
      'north',
      ...days.flatMap((day): AtDoor[] => [
        [1, 202, `${day} 08:00:00`],
        [1, 102, `${day} 08:00:02`],
        [2, 28, `${day} 17:05:00`],
        [2, 28, `${day} 17:40:00`],
      ]),
      ...[1, 2, 3, 4, 5].map((hour): AtDoor => [3, 102, `${daysAgo(1)} 0${hour}:00:00`]),
      // Once is no nuisance.
      [4, 102, `${daysAgo(1)} 09:00:00`],
    );
    await happensAt('south', [1, 28, `${daysAgo(1)} 03:00:00`], [1, 28, `${daysAgo(1)} 12:00:00`]);
    const worst = async () =>
      ((await app.admin('GET', '/alarms/nuisance')).body.items as Record<string, unknown>[]).map((one) =>
        ['doorName', 'kind', 'count', 'cause'].map((name) => one[name]),
      );
    await expect.poll(worst, patience).toEqual([
      ['S-north-2', 'heldOpen', 6, 'closer'],
      ['S-north-3', 'forced', 5, null],
      ['S-north-1', 'forced', 3, 'exitButton'],
      ['S-south-1', 'heldOpen', 2, null],
    ]);
    const guard = await signedIn({ role: 'guard', areaCodes: ['south'] });
    expect((await guard('GET', '/alarms/nuisance?days=7')).body.items).toMatchObject([{ sn: 'S-south', count: 2 }]);
    expect((await guard('GET', '/alarms/nuisance?days=0')).status).toBe(400);
  });

  it('are acknowledged once, with who, what and a note; whoever comes second is told', async () => {
    const { id } = await raised(1, 102);
    const guard = await signedIn({ role: 'guard' });
    const body = { ids: [id, '999999'], outcome: 'false', note: 'the wind' };
    const { body: done } = await guard('POST', '/alarms/ack', body);
    const ack = { by: expect.stringMatching(/^op\d/) as unknown, at: expect.any(String) as unknown };
    expect(done.items).toEqual([
      { id, result: 'acked', ack: { ...ack, outcome: 'false', note: 'the wind' } },
      { id: '999999', result: 'notFound', ack: null },
    ]);
    const again = await app.admin('POST', '/alarms/ack', { ids: [id], outcome: 'real' });
    expect(again.body.items).toMatchObject([{ id, result: 'already', ack: { outcome: 'false' } }]);
    expect((await alarms('state=acked')).map((one) => one.id)).toEqual([id]);
    expect(await alarms('state=unacked')).toEqual([]);
    const [told] = (await app.admin('GET', '/audit?limit=2')).body.items as { action: string }[];
    expect(told?.action).toBe('POST /admin/v1/alarms/ack');
    await happens('north', [1, 201]);
    await expect.poll(async () => (await alarms('state=closed')).map((one) => one.id), patience).toEqual([id]);
  });

  it('that nothing ends are over when they are acknowledged', async () => {
    const { id } = await raised(2, 101);
    await app.admin('POST', '/alarms/ack', { ids: [id], outcome: 'drill' });
    expect((await app.admin('GET', `/alarms/${id}`)).body).toMatchObject({ state: 'closed', active: false });
  });

  it('are put aside for some time with a reason, and come back by themselves or by hand', async () => {
    const { id } = await raised(1, 102);
    const shelved = await app.admin('POST', `/alarms/${id}/shelve`, { minutes: 480, reason: 'the lock is changed' });
    expect(shelved.body).toMatchObject({ state: 'shelved', shelveReason: 'the lock is changed', count: 1 });
    await happens('north', [1, 102]);
    await expect.poll(() => alarms('state=shelved'), patience).toMatchObject([{ id, count: 2 }]);
    expect((await app.admin('GET', '/alarms/summary')).body).toMatchObject({ unacked: 0, shelved: 1 });
    await app.sql('UPDATE alarm SET shelved_until = now()');
    expect(await alarms('state=unacked')).toMatchObject([{ id, shelvedUntil: null }]);
    await app.admin('POST', `/alarms/${id}/shelve`, { minutes: 5, reason: 'again' });
    expect((await app.admin('POST', `/alarms/${id}/unshelve`)).body).toMatchObject({ state: 'unacked' });
    for (const body of [{ minutes: 481, reason: 'x' }, { minutes: 0, reason: 'x' }, { minutes: 5 }])
      expect((await app.admin('POST', `/alarms/${id}/shelve`, body)).status).toBe(400);
  });

  it('of the highest priority are never put aside', async () => {
    const { id } = await raised(2, 101);
    expect((await app.admin('POST', `/alarms/${id}/shelve`, { minutes: 5, reason: 'no' })).status).toBe(409);
  });

  it('keep what is noted about them', async () => {
    const { id } = await raised(1, 102);
    await app.admin('POST', `/alarms/${id}/note`, { note: 'on my way' });
    const { body } = await app.admin('POST', `/alarms/${id}/note`, { note: 'a cat' });
    expect(body.notes).toMatchObject([{ note: 'on my way' }, { note: 'a cat' }]);
    expect((await app.admin('POST', '/alarms/17x/note', { note: 'a' })).status).toBe(404);
  });

  it('are those of the areas of whoever asks', async () => {
    await app.sql('DELETE FROM alarm');
    await happens('north', [1, 102]);
    await happens('south', [1, 102]);
    await expect.poll(() => alarms(), patience).toHaveLength(2);
    const [south] = await alarms('areaCode=south');
    const guard = await signedIn({ role: 'guard', areaCodes: ['north'] });
    const seen = await guard('GET', '/alarms');
    expect((seen.body.items as Alarm[]).map(({ doorName }) => doorName)).toEqual(['S-north-1']);
    expect((await guard('GET', '/alarms/summary')).body).toMatchObject({ unacked: 1, recent: 1 });
    expect((await guard('GET', `/alarms/${south?.id}`)).status).toBe(404);
    expect((await guard('POST', `/alarms/${south?.id}/note`, { note: 'x' })).status).toBe(404);
    expect((await guard('POST', '/alarms/ack', { ids: [south?.id], outcome: 'real' })).body.items).toMatchObject([
      { result: 'notFound' },
    ]);
    const auditor = await signedIn({ role: 'auditor' });
    expect((await auditor('POST', '/alarms/ack', { ids: [south?.id], outcome: 'real' })).status).toBe(403);
  });
});

describe('kinds of alarms', () => {
  it('have a priority, an instruction and a sound, as the site wants it', async () => {
    const { id } = await raised(3, 102);
    expect((await app.admin('GET', '/alarm-kinds/forced')).body).toEqual({
      ...{ kind: 'forced', priority: 2, instruction: '', sound: true, off: false },
    });
    const changes = { priority: 1, instruction: 'Call the police' };
    expect((await app.admin('PATCH', '/alarm-kinds/forced', changes)).body).toMatchObject(changes);
    expect((await app.admin('GET', `/alarms/${id}`)).body).toMatchObject(changes);
    const guard = await signedIn({ role: 'guard' });
    expect((await guard('PATCH', '/alarm-kinds/forced', { priority: 4 })).status).toBe(403);
    expect((await app.admin('PATCH', '/alarm-kinds/forced', { priority: 5 })).status).toBe(400);
    expect((await app.admin('GET', '/alarm-kinds/fog')).status).toBe(404);
    await app.admin('PATCH', '/alarm-kinds/forced', { priority: 2, instruction: '' });
  });

  it('that are off raise none', async () => {
    await app.sql('DELETE FROM alarm');
    await app.admin('PATCH', '/alarm-kinds/invalidCard', { off: true });
    await happens('north', [1, 104], [1, 102]);
    await expect.poll(() => kindsOf(), patience).toEqual(['forced S-north-1']);
    await app.admin('PATCH', '/alarm-kinds/invalidCard', { off: false });
  });
});

describe('what needs somebody', () => {
  interface Item {
    readonly code: string;
    readonly params: { readonly sn?: string };
  }
  const attention = async () => (await app.admin('GET', '/attention')).body.items as Item[];

  it('is what is wrong or waits, each with its page and with what mends it', async () => {
    const { id } = await raised(1, 102);
    await app.admin('POST', '/devices', { sn: 'WAITS', areaCode: 'north' });
    await app.sql(`UPDATE device SET status = 'pending' WHERE sn = 'WAITS'`);
    await app.sql(`UPDATE device SET online = false, last_seen_at = now() - interval '1 minute' WHERE sn = 'S-south'`);
    await app.sql(
      `INSERT INTO ledger (sn, table_name, key, unit, version, desired_hash, failed) VALUES ('S-north', 'user', 'ATT', '', 1, 'x', true)`,
    );
    const items = await attention();
    const about = (code: string) => items.find((item) => item.code === code);
    expect(about('alarm')).toMatchObject({
      ...{ severity: 'bad', params: { id, kind: 'forced', doorName: 'S-north-1', count: 1 } },
      link: `/alarms?alarm=${id}`,
    });
    expect(about('offline')).toMatchObject({ severity: 'bad', params: { sn: 'S-south' } });
    expect(about('pending')).toMatchObject({
      ...{ severity: 'news', params: { sn: 'WAITS' }, fix: { method: 'POST', path: '/devices/WAITS/approve' } },
    });
    expect(about('rowsRefused')).toMatchObject({
      params: { sn: 'S-north', count: 1 },
      link: '/devices/S-north?tab=sync',
    });
    await app.admin('POST', '/alarms/ack', { ids: [id], outcome: 'real' });
    expect((await attention()).some(({ code }) => code === 'alarm')).toBe(false);
  });

  it('is what one may see', async () => {
    await raised(1, 102);
    const guard = await signedIn({ role: 'guard', areaCodes: ['south'] });
    const codes = ((await guard('GET', '/attention')).body.items as Item[]).map(({ code }) => code);
    expect(codes).toEqual(['offline']);
  });
});
