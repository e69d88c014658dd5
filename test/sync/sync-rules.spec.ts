import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PanelOptions } from '../../src/tools/simulator/panel-options.js';
import { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { functionList } from '../../src/tools/simulator/settings.js';
import { startApp, type TestApp } from '../support/app.js';
import { registeredPanel, settle } from '../support/panel.js';

let app: TestApp;
const panels: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp({ env: { COMMAND_RETRY: '1', COMMAND_TTL: '1' } });
});

afterAll(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  await app.stop();
});

/** A registered panel; `doors` are the ids of its doors, by number. */
async function registered(sn: string, options: Partial<PanelOptions> = {}) {
  const made = await registeredPanel(app, sn, { doors: 2, ...options });
  panels.push(made.panel);
  return made;
}

const idOf = (answer: { body: unknown }) => (answer.body as { id: string }).id;

async function level(name: string, doorIds: (string | undefined)[], timeZoneId?: number): Promise<string> {
  const made = await app.admin('POST', '/access-levels', { name, doorIds, ...(timeZoneId ? { timeZoneId } : {}) });
  expect(made.status).toBeLessThan(300);
  return idOf(made);
}

async function person(fields: Record<string, unknown>): Promise<void> {
  expect((await app.api('POST', '/api/person/add', fields)).body).toMatchObject({ code: 0 });
}

const sync = async (sn: string) =>
  ((await app.admin('GET', `/devices/${sn}`)).body as { sync: Record<string, unknown> }).sync;

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

describe('a DELETE takes more than a row', () => {
  it('one of two cards goes, the other stays', async () => {
    const { panel, doors } = await registered('UNIT1', { options: { AccSupportFunList: functionList(7) } });
    const all = await level('Unit 1', [doors.get(1)]);
    await person({ pin: '11', cardNo: '1111', supplyCards: '1112', accLevelIds: all });
    await settle(app, panel);
    expect([await panel.badge('1111', 1), await panel.badge('1112', 1)]).toEqual(['opens', 'opens']);
    await person({ pin: '11', supplyCards: '' });
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE mulcarduser Pin=11',
      'DATA UPDATE mulcarduser Pin=11\tCardNo=00000457\tLossCardFlag=0\tCardType=0',
    ]);
    expect(await panel.badge('1111', 1)).toBe('opens');
    expect(await panel.badge('1112', 1)).not.toBe('opens');
  });

  it('one of two zones goes, the other stays', async () => {
    const { panel, doors } = await registered('UNIT2', { options: { AccSupportFunList: functionList() } });
    const zone = (await app.admin('POST', '/time-zones', { name: 'Unit 2', periods: { mon: [['08:30', '12:00']] } }))
      .body as {
      id: number;
    };
    const always = await level('Unit 2 always', [doors.get(1)]);
    const mornings = await level('Unit 2 mornings', [doors.get(2)], zone.id);
    await person({ pin: '12', cardNo: '1201', accLevelIds: `${always},${mornings}` });
    await settle(app, panel);
    expect(
      panel
        .rows('userauthorize')
        .map((row) => [row.authorizetimezoneid, row.authorizedoorid])
        .sort(),
    ).toEqual([
      ['1', '1'],
      [String(zone.id), '2'],
    ]);
    await app.api('POST', `/api/accLevel/deleteLevel?pin=12&levelIds=${mornings}`);
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE userauthorize Pin=12',
      'DATA UPDATE userauthorize Pin=12\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1',
    ]);
    expect(await panel.badge('1201', 1)).toBe('opens');
  });

  it('a door less in a row: the unit goes first', async () => {
    const { panel, doors } = await registered('UNIT3', { options: { AccSupportFunList: functionList() } });
    const first = await level('Unit 3 first', [doors.get(1)]);
    const second = await level('Unit 3 second', [doors.get(2)]);
    await person({ pin: '13', cardNo: '1301', accLevelIds: `${first},${second}` });
    await settle(app, panel);
    await app.api('POST', `/api/accLevel/deleteLevel?pin=13&levelIds=${second}`);
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE userauthorize Pin=13',
      'DATA UPDATE userauthorize Pin=13\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1',
    ]);
    await app.api('POST', `/api/accLevel/syncPerson?pin=13&levelIds=${first},${second}`);
    const again = await settle(app, panel);
    expect(again.at(-1)).toBe('DATA UPDATE userauthorize Pin=13\tAuthorizeTimezoneId=1\tAuthorizeDoorId=3');
    expect(again.some((text) => text.startsWith('DATA DELETE'))).toBe(false);
  });

  it('one of three holidays goes, two stay; a zone is deleted before it changes, zone 1 never', async () => {
    const { panel } = await registered('UNIT4');
    await settle(app, panel);
    const ids: string[] = [];
    for (const date of ['2027-01-01', '2027-05-01', '2027-12-25']) {
      ids.push(idOf(await app.admin('POST', '/holidays', { name: date, date, type: 1, everyYear: true })));
    }
    await settle(app, panel);
    await app.admin('DELETE', `/holidays/${ids[1] ?? ''}`);
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE holiday *',
      'DATA UPDATE holiday Holiday=20270101\tHolidayType=1\tLoop=1\nHoliday=20271225\tHolidayType=1\tLoop=1',
    ]);
    for (const id of [ids[0], ids[2]]) await app.admin('DELETE', `/holidays/${id ?? ''}`);
    await settle(app, panel);
    expect(panel.rows('holiday')).toEqual([]);
    expect(panel.executed.some(({ text }) => text.startsWith('DATA DELETE timezone'))).toBe(false);
  });

  it('a door less in a row whose DELETE is refused: the UPDATE does not go alone', async () => {
    let refused = 0;
    const { panel, doors } = await registered('UNIT6', {
      options: { AccSupportFunList: functionList() },
      onCommand: (_id, text) => (text.startsWith('DATA DELETE userauthorize') && refused++ === 0 ? -11 : 'answer'),
    });
    const both = await level('Unit 6', [doors.get(1), doors.get(2)]);
    await person({ pin: '17', accLevelIds: both });
    await settle(app, panel);
    await app.admin('PATCH', `/access-levels/${both}`, { doorIds: [doors.get(1)] });
    expect(await settle(app, panel)).toEqual(['DATA DELETE userauthorize Pin=17']);
    expect(await sync('UNIT6')).toMatchObject({ inSync: false });
    await app.sql(`UPDATE ledger SET retry_at = clock_timestamp() WHERE sn = 'UNIT6' AND retry_at IS NOT NULL`);
    await app.admin('POST', '/devices/UNIT6/sync', {});
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE userauthorize Pin=17',
      'DATA UPDATE userauthorize Pin=17\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1',
    ]);
    expect(await sync('UNIT6')).toMatchObject({ inSync: true });
  });

  it('a user goes although the device refuses to give up a row that hangs on it', async () => {
    const { panel, doors } = await registered('UNIT9', {
      onCommand: (_id, text) => {
        if (text.startsWith('DATA DELETE userauthorize')) return -1;
        return text.startsWith('DATA DELETE mulcarduser') ? -629 : 'answer';
      },
      options: { AccSupportFunList: functionList(7) },
    });
    const one = await level('Unit 9', [doors.get(1)]);
    await person({ pin: '95', cardNo: '9501', accLevelIds: one });
    await settle(app, panel);
    await app.admin('DELETE', `/access-levels/${one}/persons/95`);
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE userauthorize Pin=95',
      'DATA DELETE mulcarduser Pin=95',
      'DATA DELETE user Pin=95',
    ]);
    expect(panel.rows('user')).toEqual([]);
    // What was refused is not forgotten.
    expect(await sync('UNIT9')).toMatchObject({ inSync: false });
  });

  it('a card goes from one person before it comes to the next', async () => {
    const { panel, doors } = await registered('UNIT5', { options: { AccSupportFunList: functionList(7) } });
    const all = await level('Unit 5', [doors.get(1)]);
    await person({ pin: '15', cardNo: '1501', accLevelIds: all });
    await person({ pin: '16', accLevelIds: all });
    await settle(app, panel);
    await person({ pin: '15', cardNo: '' });
    await person({ pin: '16', cardNo: '1501' });
    const texts = await settle(app, panel);
    expect(texts.filter((text) => text.includes('mulcarduser'))).toEqual([
      'DATA DELETE mulcarduser Pin=15',
      'DATA UPDATE mulcarduser Pin=16\tCardNo=000005dd\tLossCardFlag=0\tCardType=0',
    ]);
    expect(panel.cards()).toEqual([{ pin: '16', card: '1501' }]);
  });

  it('a card of a user row goes with its user, who goes last, before it comes to the next', async () => {
    const { panel, doors } = await registered('UNIT7', { options: { AccSupportFunList: functionList() } });
    const all = await level('Unit 7', [doors.get(1)]);
    await person({ pin: '18', cardNo: '1801', accLevelIds: all });
    await person({ pin: '19', accLevelIds: all });
    await settle(app, panel);
    await app.admin('DELETE', '/persons/18');
    await person({ pin: '19', cardNo: '1801' });
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE userauthorize Pin=18',
      'DATA DELETE user Pin=18',
      'DATA UPDATE user CardNo=1801\tPin=19\tPassword=\tGroup=0\tStartTime=0\tEndTime=0\tName=\tPrivilege=0\tDisable=0',
    ]);
    expect(await sync('UNIT7')).toMatchObject({ inSync: true });
  });

  it('cards that two persons exchange come to rest', async () => {
    const { panel, doors } = await registered('UNIT8', { options: { AccSupportFunList: functionList() } });
    const all = await level('Unit 8', [doors.get(1)]);
    await person({ pin: '51', cardNo: '5101', accLevelIds: all });
    await person({ pin: '52', cardNo: '5201', accLevelIds: all });
    await settle(app, panel);
    await person({ pin: '51', cardNo: '' });
    await person({ pin: '52', cardNo: '5101' });
    await person({ pin: '51', cardNo: '5201' });
    const isInSync = async () => (await settle(app, panel), (await sync('UNIT8')).inSync);
    await expect.poll(isInSync, { timeout: 20_000 }).toBe(true);
    // Their order is not defined.
    expect(panel.cards().sort((a, b) => Number(a.pin) - Number(b.pin))).toEqual([
      { pin: '51', card: '5201' },
      { pin: '52', card: '5101' },
    ]);
  });
});

describe('a time zone', () => {
  it('of a new level comes before the first authority in it, and goes after the last', async () => {
    const { panel, doors } = await registered('ZONE1', { options: { AccSupportFunList: functionList() } });
    await settle(app, panel);
    const { id } = (await app.admin('POST', '/time-zones', { name: 'Zone 1', periods: { fri: [['08:00', '09:00']] } }))
      .body as { id: number };
    const fridays = await level('Zone 1', [doors.get(1)], id);
    await person({ pin: '61', accLevelIds: fridays });
    const tables = (texts: string[]) => texts.map((text) => text.split(/[ \t]/, 4).slice(1).join(' '));
    expect(tables(await settle(app, panel))).toEqual([
      `UPDATE timezone TimezoneId=${id}`,
      'UPDATE user CardNo=',
      'UPDATE userauthorize Pin=61',
    ]);
    const later = await app.admin('POST', '/time-zones', { name: 'Zone 1 later', periods: {} });
    await app.admin('PATCH', `/access-levels/${fridays}`, { timeZoneId: (later.body as { id: number }).id });
    expect(tables(await settle(app, panel))).toEqual([
      `UPDATE timezone TimezoneId=${idOf(later)}`,
      'DELETE userauthorize Pin=61',
      'UPDATE userauthorize Pin=61',
      `DELETE timezone TimezoneId=${id}`,
    ]);
    await app.admin('DELETE', `/access-levels/${fridays}`);
    expect((await settle(app, panel)).sort()).toEqual([
      `DATA DELETE timezone TimezoneId=${idOf(later)}`,
      'DATA DELETE user Pin=61',
      'DATA DELETE userauthorize Pin=61',
    ]);
    expect(panel.rows('timezone').map((row) => row.timezoneid)).toEqual(['1']);
  });

  it('of the device is told again when it is changed', async () => {
    const { panel } = await registered('ZONE2', { options: { MachineTZFunOn: '1' } });
    await settle(app, panel);
    await app.admin('PATCH', '/devices/ZONE2', { timeZone: 'Asia/Tokyo' });
    expect(await settle(app, panel)).toContain('SET OPTIONS MachineTZ=+0900');
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
        { timeout: 30_000, interval: 500 },
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
    await expect.poll(() => app.sql(alive), { timeout: 20_000 }).toEqual([]);
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
  }, 90_000);

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
