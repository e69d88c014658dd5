import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { pollAll, registeredPanel, settle } from '../../support/panel.js';
import type { SimulatedPanel } from '../../../src/tools/simulator/panel.js';

let app: TestApp;
const panels: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(async () => {
  for (const panel of panels) await panel.stop();
  await app.stop();
});

/** A zone as it is on the wire: three periods on each of ten days. */
const zoneOf = (id: string, periods: Record<string, string>) => ({
  timezoneid: id,
  ...Object.fromEntries(
    ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Hol1', 'Hol2', 'Hol3'].flatMap((day) =>
      [1, 2, 3].map((slot) => [`${day}Time${slot}`, periods[`${day}${slot}`] ?? '0']),
    ),
  ),
});
/** 08:30 to 17:00, as 830 in the high and 1700 in the low half. */
const office = String(830 * 65_536 + 1_700);
const card = (pin: string, cardno: string, cardtype = '0', losscardflag = '0') => ({
  pin,
  cardno,
  losscardflag,
  cardtype,
});
const right = (pin: string, zone: string, doors: string) => ({
  pin,
  authorizetimezoneid: zone,
  authorizedoorid: doors,
  devid: '1',
});
const user = (pin: string, name: string, password = '') => ({ pin, name, password, cardno: '', privilege: '0' });

async function filled(sn: string, load: (panel: SimulatedPanel) => void): Promise<SimulatedPanel> {
  const { panel } = await registeredPanel(app, sn, { doors: 2, zone: 'Europe/Madrid' });
  panels.push(panel);
  await settle(app, panel);
  load(panel);
  return panel;
}

async function surveyed(panel: SimulatedPanel): Promise<{ counts: Record<string, number> }> {
  expect((await app.admin('POST', `/devices/${panel.sn}/survey`)).status).toBe(200);
  const read = async () => {
    await pollAll(panel);
    return (await app.admin('GET', `/devices/${panel.sn}/survey`)).body as { status: string };
  };
  await expect.poll(read, { timeout: 120_000, interval: 20 }).toMatchObject({ status: 'done' });
  return (await app.admin('GET', `/devices/${panel.sn}/survey`)).body as { counts: Record<string, number> };
}

const taken = async (sn: string, body: object) => {
  const { status, body: said } = await app.admin('POST', `/devices/${sn}/survey/import`, body);
  expect(status, JSON.stringify(said)).toBe(200);
  return said as { levels: { levelId: string; name: string }[]; disputes: object[]; zones: object[] } & Record<
    string,
    unknown
  >;
};
const everything = () =>
  app.sql(`SELECT (SELECT count(*) FROM person) AS persons, (SELECT count(*) FROM card) AS cards,
    (SELECT count(*) FROM acc_level) AS levels, (SELECT count(*) FROM acc_level_person) AS members,
    (SELECT count(*) FROM time_zone) AS zones`);

/** Today, by the site's clock. */
const day = () => new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Madrid' }).format(new Date());

/** Three people: two at office hours on both doors, one always at the first. */
function fill(panel: SimulatedPanel): void {
  panel.load('user', [user('901', 'Grace', '4711'), user('902', 'Mary'), user('903', 'Rosa')]);
  panel.load('mulcarduser', [card('901', '00a1b2c3'), card('901', '00a1b2c4', '1'), card('902', '00a1b2c5')]);
  panel.load('timezone', [zoneOf('7', { Mon1: office, Tue1: office })]);
  panel.load('userauthorize', [right('901', '7', '3'), right('902', '7', '3'), right('903', '1', '1')]);
  panel.load('templatev10', [{ pin: '901', fingerid: '6', valid: '1', template: 'T1NTMjEAAAN9fQQFBwjOz3YbAQ==' }]);
}

describe('what a survey found', { timeout: 240_000 }, () => {
  it('becomes ours: people, cards, passwords, time zones, levels, fingers; and opens the same doors', async () => {
    const panel = await filled('TKO01', fill);
    // A Monday.
    const opens = async (number: number, door: number, when: string) =>
      (await panel.badge(String(number), door, when)) === 'opens';
    const matrix = async () => [
      await opens(0xa1b2c3, 1, '2026-11-23 09:00:00'),
      await opens(0xa1b2c4, 2, '2026-11-23 09:00:00'),
      await opens(0xa1b2c5, 1, '2026-11-23 18:00:00'),
      await opens(0xa1b2c5, 2, '2026-11-24 10:00:00'),
    ];
    expect(await matrix()).toEqual([true, true, false, true]);
    await surveyed(panel);

    const before = await everything();
    const trial = await taken('TKO01', {});
    expect(await everything()).toEqual(before);
    expect(trial).toMatchObject({
      dryRun: true,
      persons: { added: 3, changed: 0, same: 0 },
      cards: 3,
      zones: [
        { onDevice: 1, timeZoneId: 1, isNew: false },
        { onDevice: 7, timeZoneId: null, isNew: true },
      ],
      levels: [
        { levelId: null, isNew: true, persons: 2, granted: 2, name: 'TKO01-1 + TKO01-2 (TKO01 time zone 7)' },
        { levelId: null, isNew: true, persons: 1, granted: 1 },
      ],
      disputes: [],
      notTaken: [],
    });

    const done = await taken('TKO01', { dryRun: false });
    expect(done).toMatchObject({ dryRun: false, persons: { added: 3 }, zones: [{}, { timeZoneId: 7 }] });
    const [both] = done.levels;
    const members = await app.admin('GET', `/access-levels/${both?.levelId ?? ''}/persons`);
    expect((members.body.items as { pin: string }[]).map(({ pin }) => pin)).toEqual(['901', '902']);
    const grace = (await app.admin('GET', '/persons/901')).body;
    expect(grace).toMatchObject({ name: 'Grace', cardNo: String(0xa1b2c3), supplyCards: [String(0xa1b2c4)] });

    await settle(app, panel);
    expect(await matrix()).toEqual([true, true, false, true]);
    expect(panel.rows('user').find(({ pin }) => pin === '901')).toMatchObject({ name: 'Grace', password: '4711' });
    expect((await app.admin('GET', '/persons/901/templates')).body.items).toEqual([
      expect.objectContaining({ bioType: 1, no: 6 }),
    ]);
    const after = await surveyed(panel);
    expect(after.counts).toMatchObject({ foreign: 0, differs: 0, missing: 0 });
  });

  it('finds a time zone that says the same, whatever its number; the rows of the old one go with a repair', async () => {
    const zone = { name: 'Early', periods: { wed: [['08:30', '17:00']] } };
    const { id } = (await app.admin('POST', '/time-zones', zone)).body as { id: number };
    const number = String(id + 40);
    const panel = await filled('TKO05', (one) => {
      one.load('user', [user('941', 'Chien')]);
      one.load('mulcarduser', [card('941', '00d1b2c3')]);
      one.load('timezone', [zoneOf(number, { Wed1: office })]);
      one.load('userauthorize', [right('941', number, '1')]);
    });
    await surveyed(panel);
    expect(await taken('TKO05', { dryRun: false })).toMatchObject({
      zones: [{ onDevice: id + 40, timeZoneId: id, name: 'Early', isNew: false }],
      levels: [{ name: 'TKO05-1 (Early)', isNew: true, granted: 1 }],
    });
    await settle(app, panel);
    const opens = () => panel.badge(String(0xd1b2c3), 1, '2026-11-25 09:00:00');
    expect(await opens()).toBe('opens');
    const body = { repair: 'all', tables: ['userauthorize', 'timezone'] };
    const { id: run } = (await app.admin('POST', '/devices/TKO05/verify?wait=0', body)).body as { id: number };
    const repaired = async () => {
      await pollAll(panel);
      return (await app.admin('GET', `/devices/TKO05/verifications/${run}`)).body as object;
    };
    await expect.poll(repaired, { timeout: 60_000, interval: 20 }).toMatchObject({ status: 'done' });
    await settle(app, panel);
    expect(panel.rows('userauthorize').map((row) => row.authorizetimezoneid)).toEqual([String(id)]);
    expect(await opens()).toBe('opens');
    expect((await surveyed(panel)).counts).toMatchObject({ foreign: 0, differs: 0, missing: 0 });
  });

  it('is in sync once the panel has its rows: it is read again, and nobody who came along is said to be unknown', async () => {
    const panel = await filled('TKO06', (one) => {
      one.load('user', [user('951', 'Lea'), user('952', 'Noa')]);
      one.load('mulcarduser', [card('951', '00e1b2c3'), card('952', '00e1b2c4')]);
      one.load('userauthorize', [right('951', '1', '3'), right('952', '1', '3')]);
      one.load('inoutfun', [{ index: '9', eventtype: '202', inaddr: '1', outtype: '1', outaddr: '1', outtime: '4' }]);
    });
    const stands = async () => {
      await pollAll(panel);
      return (await app.admin('GET', '/devices/TKO06')).body as object;
    };
    await surveyed(panel);
    expect(await stands()).toMatchObject({ sync: { extra: 2, foreign: 7, inSync: false } });
    await taken('TKO06', { dryRun: false });
    const patient = { timeout: 90_000, interval: 20 };
    await expect.poll(stands, patient).toMatchObject({ sync: { extra: 0, foreign: 0, inSync: true, reason: null } });
    const trial = (await app.admin('POST', '/devices/TKO06/survey/clear', {})).body;
    expect(trial).toEqual({ dryRun: true, tables: [] });
    expect(panel.rows('inoutfun')).toHaveLength(1);
    expect(await panel.badge(String(0xe1b2c3), 1)).toBe('opens');
  });

  it('is taken over once: a second time changes nothing, with the same survey or a new one', async () => {
    const panel = await filled('TKO02', (one) => {
      one.load('user', [user('911', 'Ines'), user('912', 'Vera')]);
      one.load('mulcarduser', [card('911', '00b1b2c3'), card('912', '00b1b2c4')]);
      one.load('userauthorize', [right('911', '1', '3'), right('912', '1', '3')]);
    });
    await surveyed(panel);
    await taken('TKO02', { dryRun: false });
    const first = await everything();
    expect(await taken('TKO02', { dryRun: false })).toMatchObject({
      persons: { added: 0, changed: 0, same: 2 },
      cards: 0,
      levels: [{ isNew: false, granted: 0 }],
      disputes: [],
    });
    await settle(app, panel);
    await surveyed(panel);
    expect(await taken('TKO02', { dryRun: false })).toMatchObject({ persons: { same: 2 }, levels: [], disputes: [] });
    expect(await everything()).toEqual(first);
  });

  it('gives nothing back that was taken away since the reading: not the right, not the door, and not the person', async () => {
    const panel = await filled('TKO07', (one) => {
      one.load('user', [user('961', 'Nora'), user('962', 'Pia'), user('963', 'Tilda')]);
      one.load('mulcarduser', [card('961', '00f1b2c3'), card('962', '00f1b2c4'), card('963', '00f1b2c5')]);
      one.load('userauthorize', [right('961', '1', '3'), right('962', '1', '3'), right('963', '1', '3')]);
    });
    await surveyed(panel);
    const doors = (await app.admin('GET', '/doors?sn=TKO07')).body.items as { id: string }[];
    const doorIds = doors.map(({ id }) => id);
    const path = `/access-levels/${(await app.admin('POST', '/access-levels', { name: 'Back', doorIds })).body.id as string}`;
    for (const [pin, cardNo] of [
      ['961', 0xf1b2c3],
      ['962', 0xf1b2c4],
      ['963', 0xf1b2c5],
    ] as const) {
      expect((await app.admin('POST', '/persons', { pin, name: 'Eva', cardNo: String(cardNo) })).status).toBe(201);
      expect((await app.admin('PUT', `${path}/persons/${pin}`)).status).toBe(204);
    }
    await settle(app, panel);
    const badges = async () => [
      await panel.badge(String(0xf1b2c3), 1),
      await panel.badge(String(0xf1b2c4), 1),
      await panel.badge(String(0xf1b2c5), 2),
    ];
    expect(await badges()).toEqual(['opens', 'opens', 'opens']);

    expect((await app.admin('DELETE', `${path}/persons/961`)).status).toBe(204);
    expect((await app.admin('DELETE', '/persons/962')).status).toBe(204);
    expect((await app.admin('PATCH', path, { doorIds: doorIds.slice(0, 1) })).status).toBe(200);
    await settle(app, panel);
    const gone = await badges();
    expect(gone).not.toContain('opens');

    expect(await taken('TKO07', { dryRun: false })).toMatchObject({ persons: { added: 0 }, levels: [] });
    await settle(app, panel);
    expect(await badges()).toEqual(gone);
    expect((await app.admin('GET', '/persons/962')).status).toBe(404);
  });

  it('lists contradictions and decides none; several panels become one set of persons', async () => {
    await app.admin('POST', '/persons', { pin: '921', name: 'Olga', cardNo: '77001' });
    await app.admin('POST', '/persons', { pin: '922', name: 'Lise' });
    await app.admin('POST', '/persons', { pin: '925', name: 'Mileva' });
    await app.admin('POST', '/persons/925/leave', {});
    const panel = await filled('TKO03', (one) => {
      one.load('user', [user('921', 'Nina'), user('922', 'Lise'), user('923', 'Emmy'), user('924', 'Hedy')]);
      one.load('user', [user('925', 'Mileva')]);
      one.load('mulcarduser', [
        card('921', '00c1b2c3'),
        card('922', '00012cc9'),
        card('923', '00c1b2c4'),
        card('924', '00c1b2c5', '0', '1'),
      ]);
      one.load('extuser', [{ pin: '923', funswitch: '2', firstname: 'Emmy', lastname: '', personalvs: '0' }]);
      one.load('userauthorize', [right('923', '1', '1'), right('925', '1', '1')]);
      one.load('inoutfun', [
        { index: '1', eventtype: '0', inaddr: '1', outtype: '0', outaddr: '2', outtime: '255', reserved: '0' },
      ]);
    });
    await surveyed(panel);
    const done = await taken('TKO03', { dryRun: false });
    expect(done.disputes).toEqual([
      { pin: '921', reason: 'name', there: 'Nina', here: 'Olga' },
      { pin: '922', reason: 'cardOfAnother', there: '77001', here: '921' },
      { pin: '925', reason: 'left', there: 'Mileva', here: 'Mileva' },
    ]);
    expect(done).toMatchObject({
      persons: { added: 1, changed: 1, same: 1 },
      cards: 2,
      visitors: 1,
      levels: [{ name: 'Visitors: TKO03-1 (24-Hour Accessible)', persons: 1, granted: 1 }],
      rules: [{ kind: 'linkages', doorId: null, isNew: true }],
      notTaken: [],
    });
    expect((await app.admin('GET', '/persons/921')).body).toMatchObject({
      name: 'Olga',
      cardNo: '77001',
      supplyCards: [String(0xc1b2c3)],
    });
    expect((await app.admin('GET', '/persons/923')).status).toBe(404);
    expect((await app.admin('GET', '/visits')).body.items).toMatchObject([{ pin: '923', name: 'Emmy' }]);
    await settle(app, panel);
    expect(await panel.badge(String(0xc1b2c4), 1, `${day()} 12:00:00`)).toBe('opens');
    expect((await app.admin('GET', `/cards/${String(0xc1b2c5)}`)).body).toMatchObject({ pin: '924', lost: true });
  });

  it('of a large panel becomes ours slice by slice, with one report', async () => {
    const size = 1_200;
    const panel = await filled('TKO08', (one) => {
      const pins = Array.from({ length: size }, (_, i) => String(300_001 + i));
      one.load(
        'user',
        pins.map((pin) => user(pin, `Name ${pin}`)),
      );
      one.load(
        'mulcarduser',
        pins.map((pin, i) => card(pin, (0xabc000 + i).toString(16).padStart(8, '0'))),
      );
      one.load('timezone', [zoneOf('9', { Fri1: office })]);
      one.load(
        'userauthorize',
        pins.map((pin, i) => right(pin, i === size - 2 ? '9' : '1', '3')),
      );
    });
    await surveyed(panel);
    const before = await everything();
    const trial = await taken('TKO08', {});
    expect(await everything()).toEqual(before);
    const people = {
      persons: { added: size, changed: 0, same: 0 },
      cards: size,
      disputes: [],
      zones: [
        { onDevice: 1, timeZoneId: 1, isNew: false },
        { onDevice: 9, isNew: true },
      ],
      levels: [
        { isNew: true, persons: size - 1, granted: size - 1 },
        { isNew: true, persons: 1, granted: 1 },
      ],
    };
    expect(trial).toMatchObject({ dryRun: true, ...people });
    expect(await taken('TKO08', { dryRun: false })).toMatchObject({ dryRun: false, ...people });
    const slices = await app.sql<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM person WHERE pin BETWEEN '300001' AND '301200' GROUP BY xmin::text`,
    );
    expect(slices.reduce((sum, { rows }) => sum + rows, 0)).toBe(size);
    expect(Math.max(...slices.map(({ rows }) => rows))).toBeLessThanOrEqual(500);
    expect(await taken('TKO08', { dryRun: false })).toMatchObject({
      persons: { added: 0, changed: 0, same: size },
      levels: [{ granted: 0 }, { granted: 0 }],
    });
  });

  it('is not taken over before all of it is read', async () => {
    await filled('TKO04', () => undefined);
    expect(await app.admin('POST', '/devices/TKO04/survey/import', {})).toMatchObject({ status: 404 });
    await app.admin('POST', '/devices/TKO04/survey');
    expect(await app.admin('POST', '/devices/TKO04/survey/import', {})).toMatchObject({ status: 409 });
  });
});
