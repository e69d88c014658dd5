import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { functionList } from '../../src/tools/simulator/settings.js';
import { startApp, type TestApp } from '../support/app.js';
import { settle } from '../support/panel.js';
import { syncedPanels, idOf } from './synced-panels.js';

let app: TestApp;

const panels: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp({ env: { COMMAND_RETRY: '1', COMMAND_TTL: '1' } });
});

afterAll(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  await app.stop();
});

const { registered, level, person, sync } = syncedPanels(() => app, panels);

describe('a revocation', () => {
  it('wins over an UPDATE that was never answered, also when its answer comes late', async () => {
    let silent = false;
    const { panel, doors } = await registered('RULE1', {
      options: { DSTFunOn: '0' },
      onCommand: (_id, text) => (silent && text.startsWith('DATA UPDATE userauthorize') ? 'silent' : 'answer'),
    });
    const all = await level('Rule 1', [doors.get(1)]);
    await settle(app, panel);
    silent = true;
    await person({ pin: '1', cardNo: '1001', accLevelIds: all });
    await settle(app, panel);
    const update = panel.executed.find(({ text }) => text.startsWith('DATA UPDATE userauthorize'));
    expect(await panel.badge('1001', 1)).toBe('opens');

    silent = false;
    await app.admin('DELETE', `/access-levels/${all}/persons/1`);
    await settle(app, panel);
    expect(await panel.badge('1001', 1)).not.toBe('opens');
    await new Promise((done) => setTimeout(done, 1_500));
    await panel.answer(update?.id ?? '', 0);
    await settle(app, panel);
    expect(panel.rows('userauthorize')).toEqual([]);
    expect(panel.rows('user')).toEqual([]);
    expect(await sync('RULE1')).toMatchObject({ desired: 1, acked: 1, inSync: true });
  });

  it('of a person who never reached the device sends nothing', async () => {
    const { panel, doors } = await registered('RULE2');
    const all = await level('Rule 2', [doors.get(1)]);
    await settle(app, panel);
    await person({ pin: '2', cardNo: '1002', accLevelIds: all });
    await app.admin('DELETE', `/access-levels/${all}/persons/2`);
    expect(await settle(app, panel)).toEqual([]);
  });
});

describe('time', () => {
  it('takes the authority of a person whose validity ends, on a device that knows no dates', async () => {
    const { panel, doors } = await registered('TIME1', {
      options: { AccSupportFunList: functionList() },
      ignoreUserDates: true,
    });
    const all = await level('Time 1', [doors.get(1)]);
    const inSeconds = (seconds: number) =>
      new Intl.DateTimeFormat('sv-SE', {
        timeZone: 'Europe/Madrid',
        dateStyle: 'short',
        timeStyle: 'medium',
      }).format(Date.now() + seconds * 1_000);
    const facts = { pin: '21', cardNo: '2101', accLevelIds: all, accStartTime: '2020-01-01 00:00:00' };
    await person({ ...facts, accEndTime: inSeconds(3_600) });
    await settle(app, panel);
    expect(await panel.badge('2101', 1)).toBe('opens');
    await person({ ...facts, accEndTime: inSeconds(3) });
    await expect
      .poll(
        async () => {
          await panel.poll();
          return panel.rows('userauthorize');
        },
        { timeout: 60_000, interval: 500 },
      )
      .toEqual([]);
    expect(await panel.badge('2101', 1)).not.toBe('opens');
  });

  it('never lets a queued door pulse or clock setting fire late', async () => {
    const { panel, doors } = await registered('TIME2');
    await settle(app, panel);
    const opened = panel.opened.length;
    const pulse = await app.admin('POST', '/devices/TIME2/commands', { type: 'openDoor', door: 1, seconds: 5 });
    const clock = await app.admin('POST', '/devices/TIME2/commands', { type: 'setTime' });
    expect(
      (await app.api('POST', `/api/door/remoteOpenById?doorId=${doors.get(2) ?? ''}&interval=3`)).body,
    ).toMatchObject({
      code: 0,
    });
    await app.sql(`UPDATE command SET expires_at = clock_timestamp() - interval '1 second' WHERE id = $1`, [
      idOf(clock),
    ]);
    const alive = `SELECT type FROM command WHERE sn = 'TIME2' AND status = 'queued' AND expires_at > clock_timestamp()`;
    await expect.poll(() => app.sql(alive), { timeout: 60_000 }).toEqual([]);
    expect(await settle(app, panel)).toEqual([]);
    expect(panel.opened.length).toBe(opened);
    for (const command of [pulse, clock]) {
      expect((await app.admin('GET', `/commands/${idOf(command)}`)).body).toMatchObject({ status: 'expired' });
    }
  });
});

describe('a device that refuses', () => {
  it('gets a batch in halves, until the refused record stands alone; what hangs on it is shown as blocked', async () => {
    const { panel, doors } = await registered('REFUSE1', {
      options: { AccSupportFunList: functionList() },
      refuse: (table, row) => (table === 'user' && row.get('pin') === '33' ? -12 : undefined),
    });
    await settle(app, panel);
    for (const pin of ['31', '32', '33', '34']) await person({ pin, cardNo: `30${pin}` });
    const all = await level('Refuse 1', [doors.get(1)]);
    await app.sql('INSERT INTO acc_level_person (level_id, person_id) SELECT $1, id FROM person WHERE pin = ANY($2)', [
      all,
      ['31', '32', '33', '34'],
    ]);
    await app.api('POST', `/api/accLevel/syncLevel?levelId=${all}`);
    await settle(app, panel);
    expect(
      panel
        .rows('userauthorize')
        .map(({ pin }) => pin)
        .sort(),
    ).toEqual(['31', '32', '34']);
    const { items } = (await app.admin('GET', '/devices/REFUSE1/sync')).body as { items: Record<string, unknown>[] };
    expect(items.map(({ table, key, state, returnCode }) => [table, key, state, returnCode])).toEqual([
      ['user', 'Pin=33', 'retrying', -12],
      ['userauthorize', 'Pin=33\tAuthorizeTimezoneId=1', 'blocked', null],
    ]);
    expect(await sync('REFUSE1')).toMatchObject({ blocked: 1, inSync: false });
  });

  it('is asked no more for a table that it does not know', async () => {
    const { panel, doors } = await registered('REFUSE2', {
      options: { AccSupportFunList: functionList() },
      onCommand: (_id, text) => (text.startsWith('DATA UPDATE userauthorize') ? -629 : 'answer'),
    });
    const all = await level('Refuse 2', [doors.get(1)]);
    await person({ pin: '36', accLevelIds: all });
    await settle(app, panel);
    expect(panel.executed.filter(({ text }) => text.startsWith('DATA UPDATE userauthorize'))).toHaveLength(1);
    const device = (await app.admin('GET', '/devices/REFUSE2')).body as { alerts: { text: string }[] };
    expect(device.alerts.at(-1)?.text).toContain('userauthorize');
    expect(await sync('REFUSE2')).toMatchObject({ failed: 1 });
  });

  it('gets only persons whose pin it can hold', async () => {
    const { panel, doors } = await registered('REFUSE3', {
      options: { AccSupportFunList: functionList(), StringPinFunOn: '0' },
    });
    const all = await level('Refuse 3', [doors.get(1)]);
    await person({ pin: 'A37', accLevelIds: all });
    await person({ pin: '38', accLevelIds: all });
    await settle(app, panel);
    expect(panel.rows('user').map(({ pin }) => pin)).toEqual(['38']);
    const { items } = (await app.admin('GET', '/devices/REFUSE3/sync')).body as { items: Record<string, unknown>[] };
    expect(items.map(({ pin, state }) => [pin, state])).toEqual([['A37', 'unsupported']]);
  });
});

describe('what a panel holds', () => {
  it.each([
    ['HOLD1', ['901', '902', '903'], 'it holds 3 users that Postern did not give it: they may open doors'],
    ['HOLD0', ['904'], 'it holds 1 user that Postern did not give it: it may open doors'],
  ] as const)('%s: with unknown users %j is shown as such', async (sn, pins, text) => {
    await app.admin('POST', '/devices', { sn });
    const panel = new SimulatedPanel({ url: app.url, sn, doors: 1, zone: 'Europe/Madrid' });
    panels.push(panel);
    panel.load(
      'user',
      pins.map((pin) => ({ pin })),
    );
    await panel.connect();
    await settle(app, panel);
    expect(await sync(sn)).toMatchObject({ extra: pins.length, inSync: false });
    const device = (await app.admin('GET', `/devices/${sn}`)).body as { alerts: { text: string }[] };
    expect(device.alerts.at(-1)?.text).toBe(text);
    expect(panel.rows('user')).toHaveLength(pins.length);
  });

  it('is cleared on request, and imported on request', async () => {
    for (const [sn, existing] of [
      ['HOLD2', 'clear'],
      ['HOLD3', 'import'],
    ] as const) {
      const panel = new SimulatedPanel({ url: app.url, sn, doors: 1, zone: 'Europe/Madrid' });
      panels.push(panel);
      panel.load('user', [{ pin: '911', name: 'Old hand', cardno: '91100' }]);
      await panel.connect();
      await app.admin('POST', `/devices/${sn}/approve`, { existing });
      expect(await panel.connect()).toBe('registered');
      await settle(app, panel);
      expect(panel.rows('user')).toHaveLength(existing === 'clear' ? 0 : 1);
    }
    const imported = async () => {
      await settle(app, ...panels.filter(({ sn }) => sn === 'HOLD3'));
      return (await app.api('GET', '/api/person/get/911')).body as object;
    };
    await expect.poll(imported, { timeout: 60_000, interval: 20 }).toMatchObject({
      code: 0,
      data: { pin: '911', name: 'Old hand', accLevelIds: null },
    });
  });

  it('is cleared on request also where it is served already; who belongs there comes back', async () => {
    const { panel, doors } = await registered('HOLD5', { options: { AccSupportFunList: functionList() } });
    panel.load('user', [{ pin: '921', name: 'Old hand' }]);
    const all = await level('Hold 5', [doors.get(1)]);
    await person({ pin: '42', cardNo: '4201', accLevelIds: all });
    await settle(app, panel);
    expect(panel.rows('user')).toHaveLength(2);
    await app.admin('POST', '/devices/HOLD5/approve', { existing: 'clear' });
    await settle(app, panel);
    expect(panel.rows('user').map(({ pin }) => pin)).toEqual(['42']);
    expect(await panel.badge('4201', 1)).toBe('opens');
  });

  it('is sent again after it was lost', async () => {
    const { panel, doors } = await registered('HOLD4', { options: { AccSupportFunList: functionList() } });
    const all = await level('Hold 4', [doors.get(1)]);
    await person({ pin: '41', cardNo: '4101', accLevelIds: all });
    await settle(app, panel);
    panel.reset();
    expect(await panel.badge('4101', 1)).not.toBe('opens');
    await panel.connect();
    await settle(app, panel);
    expect(await panel.badge('4101', 1)).toBe('opens');
  });
});

describe('presence', () => {
  it('writes event 700 once when a device goes, and shows its doors as unknown', async () => {
    const { panel, doors } = await registered('GONE1');
    await settle(app, panel);
    await panel.sendState();
    const { PresenceService } = await import('../../src/devices/push/presence.service.js');
    const presence = app.app.get(PresenceService);
    await presence.save();
    await app.sql(`UPDATE device SET last_seen_at = now() - interval '2 minutes' WHERE sn = 'GONE1'`);
    await presence.recheck(Date.now() + 61_000);
    await presence.recheck(Date.now() + 62_000);
    const events = await app.sql<{ event_no: number; log_id: number; pin: string }>(
      `SELECT event_no, log_id, pin FROM event WHERE sn = 'GONE1' AND event_no = 700`,
    );
    expect(events).toEqual([{ event_no: 700, log_id: -1, pin: '' }]);
    const state = await app.api('GET', `/api/door/doorStateById?doorId=${doors.get(1) ?? ''}&timestamp=1`);
    expect(state.body).toMatchObject({ data: { connect: '0', sensor: 'unknown', relay: 'unknown', alarm: 'unknown' } });
    const open = await app.api('POST', `/api/door/remoteOpenById?doorId=${doors.get(1) ?? ''}&interval=5`);
    expect(open.body).toMatchObject({ code: -103 });
    await panel.poll();
    expect((await app.admin('GET', '/devices/GONE1')).body).toMatchObject({ online: true });
  });
});
