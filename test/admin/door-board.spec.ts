import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HousekeepingService } from '../../src/operations/housekeeping.service.js';
import { functionList } from '../../src/tools/simulator/settings.js';
import { startApp, type TestApp } from '../support/app.js';
import { RawDevice, registryCode } from '../support/raw-device.js';
import { fromFeed } from '../support/feed.js';
import { setOnline } from './site.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' }, isNoted: false });
  await made('/areas', { code: 'site', name: 'Site' });
  await made('/areas', { code: 'wing', name: 'Wing', parentCode: 'site' });
});
afterAll(() => app.stop());

async function made(path: string, body: object): Promise<void> {
  expect([path, (await app.admin('POST', path, body)).status]).toEqual([path, 201]);
}

async function panel(sn: string, areaCode = 'wing'): Promise<RawDevice> {
  await made('/devices', { sn, name: `Panel ${sn}`, areaCode, quirks: { keepClock: true } });
  const device = new RawDevice(app, sn);
  await registryCode(device, `DeviceType=acc,LockCount=2,ReaderCount=2,AccSupportFunList=${functionList(2)}`);
  return device;
}

let second = 0;
async function report(device: RawDevice, signs: string): Promise<void> {
  const time = `time=2026-03-02 08:00:${String(++second).padStart(2, '0')}`;
  expect((await device.post('/iclock/cdata?table=rtstate', `${time}\t${signs}`)).text).toBe('OK');
}

interface Board {
  readonly id: string;
  readonly number: number;
  readonly areaCode: string;
  readonly deviceName: string;
  readonly state: Record<string, unknown>;
  readonly last: Record<string, unknown> | null;
}

const doors = async (query: string): Promise<Board[]> => {
  const { status, body } = await app.admin('GET', `/doors?${query}`);
  expect([query, status]).toEqual([query, 200]);
  return (body.items as Board[]).sort((a, b) => a.number - b.number);
};

describe('a door of the console', () => {
  it('says nothing that its device has not said', async () => {
    await panel('BOARD-0');
    const [door] = await doors('sn=BOARD-0');
    expect(door).toMatchObject({ areaCode: 'wing', deviceName: 'Panel BOARD-0', last: null });
    expect(door?.state).toEqual({
      connection: 'online',
      position: 'unknown',
      lock: 'unknown',
      mode: 'normal',
      alarms: [],
      since: null,
      until: null,
    });
  });

  it.each([
    ['sensor=00\trelay=00\talarm=0000', { position: 'noSensor', lock: 'locked', alarms: [] }],
    ['sensor=01\trelay=01\talarm=0000', { position: 'closed', lock: 'unlocked', alarms: [] }],
    ['sensor=02\trelay=00\talarm=0100', { position: 'open', lock: 'locked', alarms: ['forced'] }],
    ['sensor=02\trelay=00\talarm=0C00', { alarms: ['duress'] }],
    ['sensor=02\trelay=00\talarm=F200', { alarms: ['tamper', 'heldOpen', 'mains', 'battery', 'reader'] }],
    ['sensor=03\trelay=00\talarm=0000', { position: 'unknown' }],
    ['sensor=01', { position: 'closed', lock: 'unknown', alarms: [] }],
  ])('shows %j in words', async (signs, words) => {
    const sn = `BOARD-W${second}`;
    await report(await panel(sn), signs);
    const [door] = await doors(`sn=${sn}`);
    expect(door?.state).toMatchObject({ connection: 'online', ...words });
  });

  it('says since when: a report without news changes nothing, and no row is written for it', async () => {
    const sn = 'BOARD-SINCE';
    const device = await panel(sn);
    const rows = async () => {
      const found = await app.sql<{ n: number }>(
        `SELECT count(*)::int AS n FROM door_state_log WHERE door_id IN (SELECT id FROM door WHERE device_sn = $1)`,
        [sn],
      );
      return found[0]?.n;
    };
    const since = async () => (await doors(`sn=${sn}`)).map(({ state }) => state.since);
    await report(device, 'sensor=05\trelay=00\talarm=0000');
    const [before, other] = await since();
    const count = (await rows()) ?? 0;
    await report(device, 'sensor=05\trelay=00\talarm=0000');
    expect(await since()).toEqual([before, other]);
    expect(await rows()).toBe(count);
    await report(device, 'sensor=06\trelay=00\talarm=0000');
    const [after, same] = await since();
    expect(same).toBe(other);
    expect(String(after) > String(before)).toBe(true);
    expect(await rows()).toBe(count + 1);
  });

  it('is unknown while its device is away, since it went', async () => {
    const sn = 'BOARD-AWAY';
    await report(await panel(sn), 'sensor=06\trelay=01\talarm=0100');
    await app.sql(`UPDATE device SET offline_since = '2026-03-02 08:00:00Z' WHERE sn = $1`, [sn]);
    await setOnline(app, sn, false);
    const [door] = await doors(`sn=${sn}`);
    expect(door?.state).toMatchObject({ connection: 'offline', position: 'unknown', lock: 'unknown', alarms: [] });
    expect(door?.state.since).toBe('2026-03-02T08:00:00.000Z');
    await app.admin('POST', `/devices/${sn}/disable`);
    expect((await doors(`sn=${sn}`))[0]?.state).toMatchObject({ connection: 'disabled', position: 'unknown' });
  });

  it('is locked down from the acknowledgement on', async () => {
    const sn = 'BOARD-LOCK';
    const device = await panel(sn);
    const [door] = await doors(`sn=${sn}`);
    const { body } = await app.admin('POST', '/doors/actions', { action: 'lock', doorIds: [door?.id] });
    const id = (body.items as { commandId: number }[])[0]?.commandId ?? 0;
    await expect.poll(() => device.poll(), { timeout: 60_000 }).toContain(`C:${id}:`);
    expect((await doors(`sn=${sn}`))[0]?.state.mode).toBe('normal');
    await device.result(`ID=${id}&Return=0&CMD=CONTROL DEVICE`);
    await expect.poll(async () => (await doors(`sn=${sn}`))[0]?.state.mode, { timeout: 60_000 }).toBe('lockedDown');
  });

  it('names who was there last, but not to an operator who does not see that person', async () => {
    const sn = 'BOARD-LAST';
    await made('/departments', { code: 'here', name: 'Here' });
    await made('/departments', { code: 'there', name: 'There' });
    await made('/persons', { pin: '4401', name: 'Ann', lastName: 'Lee', deptCode: 'there', cardNo: '554401' });
    const device = await panel(sn);
    const event = (time: string, who: string, event: number, index: number) =>
      `time=2026-03-02 ${time}\t${who}\teventaddr=1\tevent=${event}\tinoutstatus=0\tverifytype=4\tindex=${index}`;
    await device.events(
      [event('08:00:00', 'pin=4401\tcardno=554401', 0, 1), event('08:00:09', 'pin=0\tcardno=0', 200, 2)].join('\r\n'),
    );
    const [door, other] = await doors(`sn=${sn}`);
    expect(door?.last).toEqual({
      eventId: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
      eventNo: 0,
      pin: '4401',
      name: 'Ann',
      lastName: 'Lee',
      cardNo: '554401',
      at: '2026-03-02T07:00:00.000Z',
    });
    expect(other?.last).toBeNull();
    await app.admin('POST', '/operators', {
      ...{ name: 'desk', role: 'guard', password: 'a long password', areaCodes: ['site'], departmentCodes: ['here'] },
    });
    const session = await app.request('POST', '/admin/v1/session', {
      body: JSON.stringify({ name: 'desk', password: 'a long password', token: true }),
      headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
    });
    const headers = { authorization: `Bearer ${String(session.body.token)}` };
    const seen = await app.request('GET', `/admin/v1/doors/${door?.id ?? ''}`, { headers });
    expect(seen.body).toMatchObject({ id: door?.id, last: { eventNo: 0, pin: '', name: '', cardNo: '' } });
  });
});

describe('the list of doors', () => {
  it('is narrowed to an area with those in it, to states, and to both', async () => {
    await report(await panel('FILTER-1'), 'sensor=06\trelay=00\talarm=0000');
    await report(await panel('FILTER-2', 'site'), 'sensor=09\trelay=00\talarm=0010');
    const of = async (query: string) =>
      (await doors(`q=FILTER-&${query}`)).map(({ deviceName, number }) => `${deviceName.slice(-1)}-${number}`).sort();
    expect(await of('areaCode=site')).toEqual(['1-1', '1-2', '2-1', '2-2']);
    expect(await of('areaCode=wing')).toEqual(['1-1', '1-2']);
    expect(await of('state=open')).toEqual(['1-1', '2-2']);
    expect(await of('state=open&areaCode=wing')).toEqual(['1-1']);
    expect(await of('state=alarm')).toEqual(['2-2']);
    expect(await of('state=heldOpen,lockedDown')).toEqual(['2-2']);
    expect(await of('state=')).toHaveLength(4);
    const counted = await app.admin('GET', '/doors?q=FILTER-&state=open&count=true&limit=1');
    expect(counted.body).toMatchObject({ total: 2, items: [{}], nextCursor: expect.any(String) as unknown });
    const { status, body } = await app.admin('GET', '/doors?state=ajar');
    expect([status, body.errors]).toMatchObject([400, [{ field: 'state' }]]);
  });

  it('tells the position of the feed that it is true at', async () => {
    const last = async () =>
      (await fromFeed<{ last: number }>(app, 'SELECT max(position)::int AS last FROM feed'))[0]?.last;
    const before = await last();
    const position = Number((await app.admin('GET', '/doors')).headers.get('x-position'));
    expect(position).toBeGreaterThanOrEqual(before ?? Infinity);
    expect(position).toBeLessThanOrEqual((await last()) ?? 0);
  });
});

describe('the timeline of a door', () => {
  const timeline = (id: string | undefined, query = '') => app.admin('GET', `/doors/${id ?? ''}/timeline?${query}`);

  it('has its changes, beginning with the state at the beginning', async () => {
    const sn = 'BOARD-TIME';
    const device = await panel(sn);
    const [door] = await doors(`sn=${sn}`);
    await report(device, 'sensor=01\trelay=00\talarm=0000');
    await report(device, 'sensor=02\trelay=01\talarm=0100');
    await report(device, 'sensor=02\trelay=01\talarm=0100');
    await report(device, 'sensor=01\trelay=00\talarm=0000');
    const { status, body } = await timeline(door?.id);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { connection: 'online', position: 'closed', lock: 'locked', mode: 'normal', alarms: [], until: null },
      { connection: 'online', position: 'open', lock: 'unlocked', alarms: ['forced'] },
      { connection: 'online', position: 'closed', lock: 'locked', alarms: [] },
    ]);
    expect(body.isCut).toBe(false);
    const [first, second] = body.items as { at: string }[];
    const later = await timeline(door?.id, `from=${new Date(Date.parse(second?.at ?? '') + 1).toISOString()}`);
    expect((later.body.items as { position: string }[])[0]).toMatchObject({ at: second?.at, position: 'open' });
    const before = await timeline(door?.id, `to=${new Date(Date.parse(first?.at ?? '') - 1).toISOString()}`);
    expect(before.body.items).toEqual([]);
  });

  it('is refused for a time that is none, and for no door', async () => {
    const [door] = await doors('sn=BOARD-0');
    for (const [query, field] of [
      ['from=yesterday', 'from'],
      ['to=2026-02-30T99:00:00Z', 'to'],
      ['from=2026-05-02T00:00:00Z&to=2026-05-01T00:00:00Z', 'from'],
      ['from=2026-01-01T00:00:00Z&to=2026-05-01T00:00:00Z', 'from'],
    ] as const) {
      const { status, body } = await timeline(door?.id, query);
      expect([query, status, body.errors]).toMatchObject([query, 400, [{ field }]]);
    }
    expect((await timeline('nowhere')).status).toBe(404);
  });

  it('is kept for as long as states in the feed; the last row of a door stays', async () => {
    const sn = 'BOARD-OLD';
    const device = await panel(sn);
    const [door] = await doors(`sn=${sn}`);
    await report(device, 'sensor=01\trelay=00\talarm=0000');
    await report(device, 'sensor=02\trelay=00\talarm=0000');
    await app.sql(`UPDATE door_state_log SET at = at - interval '100 days' WHERE door_id = $1`, [door?.id]);
    await app.app.get(HousekeepingService, { strict: false }).clean();
    expect(await app.sql('SELECT sensor FROM door_state_log WHERE door_id = $1', [door?.id])).toEqual([{ sensor: 2 }]);
  });
});
