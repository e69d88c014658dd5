import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { registeredPanel, settle } from '../../support/panel.js';
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

/** The columns of a zone on the wire: three periods on each of ten days. */
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

interface Table {
  table: string;
  type: number | null;
  status: string;
  rows: number | null;
  counts: Record<string, number> | null;
}

/** A panel with two doors that holds one person of ours, and everything that its last server left. */
async function takenOver(sn: string): Promise<SimulatedPanel> {
  const { panel, doorIds } = await registeredPanel(app, sn, { doors: 2 });
  panels.push(panel);
  await app.admin('POST', '/persons', { pin: `1${sn.slice(-2)}`, name: 'Ada', cardNo: `18521${sn.slice(-2)}` });
  const level = await app.admin('POST', '/access-levels', { name: `Level ${sn}`, doorIds });
  await app.admin('PUT', `/access-levels/${level.body.id}/persons/1${sn.slice(-2)}`);
  await settle(app, panel);
  panel.load('user', [
    { pin: '901', name: 'Grace', password: '4711', cardno: '', privilege: '0' },
    { pin: '902', name: 'Mary', password: '', cardno: '', privilege: '14' },
  ]);
  panel.load('mulcarduser', [
    { pin: '901', cardno: '00a1b2c3', losscardflag: '0', cardtype: '0' },
    { pin: '901', cardno: '00a1b2c4', losscardflag: '0', cardtype: '0' },
  ]);
  panel.load('timezone', [zoneOf('7', { Mon1: office, Tue1: office })]);
  panel.load('userauthorize', [
    { pin: '901', authorizetimezoneid: '7', authorizedoorid: '3', devid: '1' },
    { pin: '902', authorizetimezoneid: '1', authorizedoorid: '1', devid: '1' },
  ]);
  panel.load('templatev10', [{ pin: '901', fingerid: '6', valid: '1', template: 'T1NTMjEAAAN9fQQFBwjOz3YbAQ==' }]);
  panel.load('inoutfun', [
    { index: '1', eventtype: '0', inaddr: '1', outtype: '0', outaddr: '2', outtime: '255', reserved: '0' },
  ]);
  return panel;
}

/** The panel answers until all of it is read. */
async function surveyed(panel: SimulatedPanel) {
  const started = await app.admin('POST', `/devices/${panel.sn}/survey`);
  expect(started.status, JSON.stringify(started.body)).toBe(200);
  expect(started.body).toMatchObject({ sn: panel.sn, status: 'running', done: 0, finishedAt: null });
  const read = async () => {
    await panel.poll();
    return (await app.admin('GET', `/devices/${panel.sn}/survey`)).body as { status: string };
  };
  await expect.poll(read, { timeout: 120_000, interval: 1 }).toMatchObject({ status: 'done' });
  return (await app.admin('GET', `/devices/${panel.sn}/survey`)).body as {
    of: number;
    done: number;
    tables: Table[];
    holds: Record<string, number>;
    counts: Record<string, number>;
  };
}

describe('a panel that somebody else filled', { timeout: 240_000 }, () => {
  it('is read, table by table, before anything is decided: what is ours, what differs, what is foreign', async () => {
    const panel = await takenOver('SVY01');
    const before = panel.executed.length;
    // The row is ours, but somebody changed it at the panel.
    panel.load('userauthorize', [{ pin: '101', authorizetimezoneid: '1', authorizedoorid: '1', devid: '1' }]);
    const one = await surveyed(panel);
    expect(one.done).toBe(one.of);
    const named = (table: string) => one.tables.find((step) => step.table === table);
    expect(named('user')).toMatchObject({ status: 'read', rows: 3, counts: { ours: 1, foreign: 2, differs: 0 } });
    expect(named('mulcarduser')).toMatchObject({ status: 'read', rows: 3, counts: { ours: 1, foreign: 2 } });
    expect(named('userauthorize')).toMatchObject({ rows: 3, counts: { ours: 0, differs: 1, foreign: 2 } });
    expect(named('timezone')?.counts).toMatchObject({ foreign: 1 });
    expect(named('templatev10')?.counts).toMatchObject({ foreign: 1 });
    expect(named('inoutfun')?.counts).toMatchObject({ foreign: 1 });
    expect(one.holds).toMatchObject({
      users: 3,
      known: 1,
      cards: 3,
      passwords: 1,
      fingers: 1,
      authorities: 3,
      rules: 1,
    });
    // The panel was only asked; nothing was changed.
    const said = panel.executed.slice(before).map(({ text }) => text);
    expect(said.filter((text) => !/^(?:DATA QUERY|GET OPTIONS) /.test(text))).toEqual([]);
    expect(panel.rows('user')).toHaveLength(3);
  });

  it('shows its rows and its people, and of a secret only that it is there', async () => {
    const panel = await takenOver('SVY02');
    await surveyed(panel);
    const people = await app.admin('GET', '/devices/SVY02/survey/persons?limit=2');
    expect(people.body.items).toEqual([
      expect.objectContaining({ pin: '102', name: 'Ada', known: true, nameHere: 'Ada', standing: 'ours' }),
      {
        pin: '901',
        name: 'Grace',
        known: false,
        nameHere: null,
        standing: 'foreign',
        cards: [String(0xa1b2c3), String(0xa1b2c4)],
        password: true,
        fingers: 1,
        face: false,
        authorities: [{ table: 'userauthorize', places: [1, 2], timeZoneId: 7 }],
      },
    ]);
    const rest = await app.admin('GET', `/devices/SVY02/survey/persons?cursor=${String(people.body.nextCursor)}`);
    expect(rest.body).toMatchObject({ items: [{ pin: '902', cards: [], password: false }], nextCursor: null });

    const foreign = await app.admin('GET', '/devices/SVY02/survey/rows?standing=foreign&limit=1000');
    const text = JSON.stringify(foreign.body);
    expect(text).not.toContain('4711');
    expect(text).not.toContain('T1NTMjEAAAN9fQQFBwjOz3YbAQ');
    const rows = foreign.body.items as { table: string; key: string; hidden: string[]; row: object }[];
    expect(rows.find(({ key, table }) => table === 'user' && key === 'Pin=901')).toMatchObject({
      hidden: ['Password'],
      row: { pin: '901', name: 'Grace' },
    });
    expect(rows.find(({ table }) => table === 'templatev10')).toMatchObject({ hidden: ['Template'] });
    expect(rows.find(({ table }) => table === 'timezone')).toMatchObject({
      row: { timezoneId: 7, periods: { mon: ['08:30-17:00'], tue: ['08:30-17:00'], wed: [] } },
    });
    const pages: string[] = [];
    let cursor = '';
    do {
      const page = await app.admin('GET', `/devices/SVY02/survey/rows?standing=foreign&limit=3&cursor=${cursor}`);
      pages.push(...(page.body.items as { table: string; key: string }[]).map(({ table, key }) => `${table} ${key}`));
      cursor = String(page.body.nextCursor ?? '');
    } while (cursor !== '');
    expect(pages).toEqual(rows.map(({ table, key }) => `${table} ${key}`));
  });

  it('is read anew when it is asked again, and once at a time', async () => {
    const panel = await takenOver('SVY03');
    expect(await app.admin('GET', '/devices/SVY03/survey')).toMatchObject({ status: 404 });
    expect((await app.admin('POST', '/devices/SVY03/survey')).status).toBe(200);
    expect(await app.admin('POST', '/devices/SVY03/survey')).toMatchObject({ status: 409 });
    const read = async () => {
      await panel.poll();
      return (await app.admin('GET', '/devices/SVY03/survey')).body as object;
    };
    await expect.poll(read, { timeout: 60_000, interval: 1 }).toMatchObject({ status: 'done', holds: { users: 3 } });
    panel.load('user', [{ pin: '903', name: 'Rosa', password: '', cardno: '', privilege: '0' }]);
    expect((await surveyed(panel)).holds).toMatchObject({ users: 4 });
    await app.admin('DELETE', '/devices/SVY03');
    expect(await app.sql(`SELECT 1 FROM survey WHERE sn = 'SVY03'`)).toEqual([]);
  });

  it('that does not give a table away is read as far as it goes', async () => {
    const { panel } = await registeredPanel(app, 'SVY04', {
      onCommand: (_, text) => (text.startsWith('DATA QUERY tablename=timezone,') ? -629 : 'answer'),
    });
    panels.push(panel);
    await settle(app, panel);
    const { tables } = await surveyed(panel);
    expect(tables.find(({ table }) => table === 'timezone')).toMatchObject({ status: 'cannotRead', returnCode: -629 });
    expect(tables.find(({ table }) => table === 'user')).toMatchObject({ status: 'read', rows: 0 });
  });

  it('that is large is read slice by slice, so that its polls and those of others come in between', async () => {
    const { panel } = await registeredPanel(app, 'SVY06', { doors: 2 });
    panels.push(panel);
    await settle(app, panel);
    const pins = Array.from({ length: 2_000 }, (_, i) => String(100_001 + i));
    panel.load(
      'user',
      pins.map((pin) => ({ pin, name: 'Grace', password: '', cardno: '', privilege: '0' })),
    );
    panel.load(
      'userauthorize',
      pins.map((pin) => ({ pin, authorizetimezoneid: '1', authorizedoorid: '3', devid: '1' })),
    );
    const { tables, holds } = await surveyed(panel);
    expect(holds).toMatchObject({ users: 2_000, authorities: 2_000 });
    for (const table of ['user', 'userauthorize']) {
      const counts = { ours: 0, foreign: 2_000, differs: 0, missing: 0 };
      expect(tables.find((one) => one.table === table)).toMatchObject({ status: 'read', rows: 2_000, counts });
    }
    const slices = await app.sql<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM survey s JOIN survey_row r ON r.survey_id = s.id
       WHERE s.sn = 'SVY06' AND r.table_name = 'user' GROUP BY r.xmin::text`,
    );
    expect(slices.length).toBeGreaterThan(1);
    expect(Math.max(...slices.map(({ rows }) => rows))).toBeLessThan(1_500);
    expect(await app.sql('SELECT 1 FROM answer_rows')).toEqual([]);
  });

  it('that has lost what it acknowledged is told apart from one that never had it, in slices as well', async () => {
    const { panel, doorIds } = await registeredPanel(app, 'SVY07', { doors: 1 });
    panels.push(panel);
    const level = await app.admin('POST', '/access-levels', { name: 'Level SVY07', doorIds });
    const pins = Array.from({ length: 1_100 }, (_, i) => String(200_001 + i));
    const body = pins.map((pin) => ({ pin, name: 'Ada', accLevelIds: level.body.id as string }));
    for (let at = 0; at < body.length; at += 500) {
      const answer = await app.api('POST', '/api/v2/person/addPersons', body.slice(at, at + 500));
      expect(answer.body, answer.text).toMatchObject({ code: 0 });
    }
    await settle(app, panel);
    expect(panel.rows('userauthorize')).toHaveLength(1_100);
    panel.memory.delete('userauthorize', '*');
    const { tables } = await surveyed(panel);
    expect(tables.find(({ table }) => table === 'userauthorize')).toMatchObject({
      status: 'read',
      rows: 0,
      counts: { missing: 1_100, foreign: 0 },
    });
    await settle(app, panel);
    const restored = async () => settle(app, panel).then(() => panel.rows('userauthorize').length);
    await expect.poll(restored, { timeout: 60_000, interval: 50 }).toBe(1_100);
  });

  it('without tables of parameters is asked for the options that bar or open a door', async () => {
    const { panel } = await registeredPanel(app, 'SVY08', { profile: 'c3-200', doors: 2 });
    panels.push(panel);
    await settle(app, panel);
    for (const [name, value] of [
      ['InterLock', '1'],
      ['Door1ValidTZ', '1'],
      ['Door2KeepOpenTimeZone', '7'],
      ['Door2ForcePassWord', '471147'],
      ['Door1Drivertime', '9'],
    ] as const)
      panel.settings.set(name, value);
    const { tables } = await surveyed(panel);
    const counts = { foreign: 3, own: 1, missing: 0, differs: 0 };
    expect(tables.find(({ table }) => table === 'options')).toMatchObject({ status: 'read', rows: 4, counts });
    const page = await app.admin('GET', '/devices/SVY08/survey/rows?table=options&standing=foreign');
    expect(page.body.items).toEqual([
      expect.objectContaining({
        key: 'Name=Door2ForcePassWord',
        hidden: ['Value'],
        row: { name: 'Door2ForcePassWord' },
      }),
      expect.objectContaining({
        key: 'Name=Door2KeepOpenTimeZone',
        row: { name: 'Door2KeepOpenTimeZone', value: '7' },
      }),
      expect.objectContaining({ key: 'Name=InterLock', row: { name: 'InterLock', value: '1' } }),
    ]);
    expect(JSON.stringify(page.body)).not.toContain('471147');
  });

  it('has to be there, approved and registered', async () => {
    expect(await app.admin('POST', '/devices/SVY05/survey')).toMatchObject({ status: 404 });
    await app.admin('POST', '/devices', { sn: 'SVY05' });
    expect(await app.admin('POST', '/devices/SVY05/survey')).toMatchObject({ status: 409 });
  });
});
