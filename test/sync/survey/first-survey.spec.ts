import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pollAll } from '../../support/panel.js';
import { startApp, type TestApp } from '../../support/app.js';
import type { PanelOptions } from '../../../src/tools/simulator/panel-options.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';

let app: TestApp;
const panels: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', FIRST_SURVEY: 'on' } });
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

/**
 * What the previous server left: a person with a right at office hours, a first-card rule, a linkage, a holiday,
 * parameters.
 */
function fill(panel: SimulatedPanel, pin: string, card: string): void {
  panel.load('user', [{ pin, name: 'Grace', password: '', cardno: '', privilege: '0' }]);
  panel.load('mulcarduser', [{ pin, cardno: card, losscardflag: '0', cardtype: '0' }]);
  panel.load('timezone', [zoneOf('7', { Mon1: office })]);
  panel.load('userauthorize', [{ pin, authorizetimezoneid: '7', authorizedoorid: '1', devid: '1' }]);
  panel.load('firstcard', [{ pin, doorid: '1', timezoneid: '1' }]);
  panel.load('holiday', [{ holiday: '20261225', holidaytype: '1', loop: '1' }]);
  panel.load('inoutfun', [
    { index: '1', eventtype: '0', inaddr: '1', outtype: '0', outaddr: '2', outtime: '255', reserved: '0' },
  ]);
}
const tables = ['user', 'mulcarduser', 'userauthorize', 'firstcard', 'holiday', 'inoutfun'];

async function approved(
  sn: string,
  existing: string,
  load: (panel: SimulatedPanel) => void,
  options: Partial<PanelOptions> = {},
): Promise<SimulatedPanel> {
  const panel = new SimulatedPanel({
    url: app.url,
    sn,
    doors: 2,
    zone: 'Europe/Madrid',
    ...options,
    options: { MulCardUserFunOn: '1', ...options.options },
  });
  panels.push(panel);
  load(panel);
  await app.admin('POST', '/devices', { sn });
  expect((await app.admin('POST', `/devices/${sn}/approve`, { existing })).status).toBe(200);
  expect(await panel.connect()).toBe('registered');
  return panel;
}

const stands = (panel: SimulatedPanel) => async () => {
  await pollAll(panel);
  return (await app.admin('GET', `/devices/${panel.sn}`)).body as object;
};
const patient = { timeout: 170_000, interval: 20 };
const warned = (text: string) => expect.arrayContaining([{ code: 'foreignRows', text: expect.stringContaining(text) }]);

describe('a device that somebody else filled', { timeout: 600_000 }, () => {
  it('and that keeps it is read once: what is foreign is shown, and goes on request', async () => {
    const panel = await approved('FST01', 'keep', (one) => fill(one, '961', '00aa0001'));
    await expect.poll(stands(panel), patient).toMatchObject({ sync: { foreign: 7 }, warnings: warned('inoutfun 1') });
    expect((await app.admin('GET', '/devices/FST01/survey')).body).toMatchObject({ purpose: 'keep', status: 'done' });
    expect(panel.rows('inoutfun')).toHaveLength(1);

    const linkage = { tables: ['inoutfun'] };
    const trial = (await app.admin('POST', '/devices/FST01/survey/clear', linkage)).body;
    expect(trial).toEqual({ dryRun: true, tables: [{ table: 'inoutfun', rows: 1 }] });
    await app.admin('POST', '/devices/FST01/survey/clear', { ...linkage, dryRun: false });
    await expect.poll(async () => stands(panel)().then(() => panel.rows('inoutfun')), patient).toEqual([]);
    expect(panel.rows('firstcard')).toHaveLength(1);
    await expect.poll(stands(panel), patient).toMatchObject({ sync: { foreign: 6 } });
    const proof = () =>
      stands(panel)().then(async () => (await app.admin('GET', '/devices/FST01/survey')).body as object);
    await expect.poll(proof, patient).toMatchObject({ purpose: 'proof', status: 'done' });

    const rest = (await app.admin('POST', '/devices/FST01/survey/clear', { dryRun: false })).body;
    expect(rest.tables.map(({ table }: { table: string }) => table)).toEqual([
      'firstcard',
      'holiday',
      'mulcarduser',
      'timezone',
      'user',
      'userauthorize',
    ]);
    const clean = { sync: { foreign: 0, inSync: true, reason: null }, warnings: [] };
    await expect.poll(stands(panel), patient).toMatchObject(clean);
    expect(tables.flatMap((table) => panel.rows(table))).toEqual([]);
    expect(panel.rows('timezone').map(({ timezoneid }) => timezoneid)).toEqual(['1']);
    expect((await app.admin('GET', '/devices/FST01/survey')).body).toMatchObject({
      purpose: 'proof',
      counts: { foreign: 0, missing: 0, differs: 0 },
    });
  });

  it('and that is cleared loses every table, rights first, and that is proved by reading it', async () => {
    const panel = await approved('FST02', 'clear', (one) => fill(one, '962', '00aa0002'));
    await expect.poll(stands(panel), patient).toMatchObject({ sync: { inSync: true, foreign: 0, reason: null } });
    expect(tables.flatMap((table) => panel.rows(table))).toEqual([]);
    expect(panel.rows('timezone').map(({ timezoneid }) => timezoneid)).toEqual(['1']);
    const cleared = panel.executed.flatMap(({ text }) => /^DATA DELETE (\w+) \*/.exec(text)?.[1] ?? []);
    const order = ['userauthorize', 'firstcard', 'mulcarduser', 'user', 'inoutfun', 'holiday'];
    expect(cleared.filter((table) => order.includes(table))).toEqual(order);
    expect((await app.admin('GET', '/devices/FST02/survey')).body).toMatchObject({ counts: { foreign: 0 } });
  });

  it('and that says yes and keeps what it has is not in sync, with the reason', async () => {
    const stubborn: Partial<PanelOptions> = {
      onCommand: (_, text) => (text.startsWith('DATA DELETE inoutfun') ? 0 : 'answer'),
    };
    const panel = await approved('FST03', 'clear', (one) => fill(one, '963', '00aa0003'), stubborn);
    const reason = 'it was to be emptied, and that is not proved of its tables inoutfun';
    await expect.poll(stands(panel), patient).toMatchObject({ sync: { inSync: false, foreign: 1, reason } });
    expect(panel.rows('user')).toEqual([]);
  });

  it('and that leaves open whether a table is empty is asked again, and in sync only once it has said so', async () => {
    let asked = 0;
    const busy: Partial<PanelOptions> = {
      onCommand: (_, text) => (text.startsWith('DATA QUERY tablename=inoutfun') && asked++ === 0 ? -1 : 'answer'),
    };
    const panel = await approved('FST06', 'clear', (one) => fill(one, '966', '00aa0006'), busy);
    const doubt = () => stands(panel)().then(() => app.sql(`SELECT unproved FROM take_over WHERE sn = 'FST06'`));
    await expect.poll(doubt, patient).toEqual([{ unproved: ['inoutfun'] }]);
    expect(await stands(panel)()).toMatchObject({ sync: { inSync: false } });
    await expect.poll(stands(panel), patient).toMatchObject({ sync: { inSync: true, foreign: 0, reason: null } });
    expect(asked).toBeGreaterThan(1);
    expect((await app.admin('GET', '/devices/FST06/survey')).body).toMatchObject({ purpose: 'proof' });
  });

  it('and that never says whether a table is empty is asked some times, and is not in sync, with the reason', async () => {
    const silent: Partial<PanelOptions> = {
      onCommand: (_, text) => (text.startsWith('DATA QUERY tablename=inoutfun') ? -1 : 'answer'),
    };
    const panel = await approved('FST07', 'clear', () => undefined, silent);
    const doubt = () => stands(panel)().then(() => app.sql(`SELECT proofs FROM take_over WHERE sn = 'FST07'`));
    await expect.poll(doubt, patient).toEqual([{ proofs: 1 }]);
    const reason = 'it was to be emptied, and that is not proved of its tables inoutfun';
    // Minutes lie between the later ones.
    await app.sql(`UPDATE take_over SET proofs = 3 WHERE sn = 'FST07'`);
    const asked = async () => {
      await pollAll(panel);
      return app.sql(`SELECT proofs, due, unproved FROM take_over WHERE sn = 'FST07'`);
    };
    await expect.poll(asked, patient).toEqual([{ proofs: 4, due: null, unproved: ['inoutfun'] }]);
    expect(await stands(panel)()).toMatchObject({ sync: { inSync: false, reason } });
    // Another reading takes no doubt back that it does not answer.
    expect((await app.admin('POST', '/devices/FST07/survey')).status).toBe(200);
    const read = () =>
      stands(panel)().then(async () => (await app.admin('GET', '/devices/FST07/survey')).body as object);
    await expect.poll(read, patient).toMatchObject({ purpose: 'asked', status: 'done' });
    expect(await stands(panel)()).toMatchObject({ sync: { inSync: false, reason } });
  });

  it('and whose parameters another server has switched: they go back', async () => {
    const panel = await approved(
      'FST04',
      'clear',
      (one) => {
        one.load('doorparameters', [{ id: '1', name: 'DoorFirstCardOpenDoor', value: '1', devid: '1' }]);
      },
      { profile: 'inbio5' },
    );
    await expect.poll(stands(panel), patient).toMatchObject({ sync: { inSync: true, foreign: 0, reason: null } });
    expect(panel.rows('doorparameters').find(({ name }) => name === 'DoorFirstCardOpenDoor')?.value ?? '0').toBe('0');
  });

  it('and that is imported opens the same doors as before, holds what the ledger says, and says what was not taken over', async () => {
    const panel = await approved('FST05', 'import', (one) => fill(one, '965', '00aa0005'));
    // A Monday, and the holiday.
    const opens = async (when: string) => (await panel.badge(String(0xaa0005), 1, when)) === 'opens';
    const matrix = async () => [await opens('2026-11-23 09:00:00'), await opens('2026-11-23 18:00:00')];
    expect(await matrix()).toEqual([true, false]);
    const inSync = { sync: { inSync: true, reason: null, foreign: 0 } };
    await expect.poll(stands(panel), patient).toMatchObject(inSync);
    expect(await matrix()).toEqual([true, false]);
    expect((await app.admin('GET', '/devices/FST05/survey/import')).body).toMatchObject({
      dryRun: false,
      persons: { added: 1 },
      cards: 1,
      holidays: 1,
      levels: [{ persons: 1, isNew: true }],
      rules: [
        { kind: 'first-card-rules', persons: 1, isNew: true },
        { kind: 'linkages', doorId: null, isNew: true },
      ],
      disputes: [],
      notTaken: [],
    });
    expect(panel.rows('firstcard')).toHaveLength(1);
    expect(panel.rows('holiday').map(({ holiday }) => holiday)).toEqual(['20261225']);
    expect(panel.rows('inoutfun')).toHaveLength(1);
  });

  it('and whose import fails says so where its survey is shown, with the way to try again', async () => {
    await app.sql(`CREATE FUNCTION refuse_card() RETURNS trigger LANGUAGE plpgsql AS
      $$BEGIN RAISE EXCEPTION 'no such card here'; END$$`);
    await app.sql(`CREATE TRIGGER refuse_card BEFORE INSERT ON card FOR EACH ROW
      WHEN (NEW.card_no = '${String(0xaa0008)}') EXECUTE FUNCTION refuse_card()`);
    const panel = await approved('FST08', 'import', (one) => fill(one, '968', '00aa0008'));
    const shown = () =>
      stands(panel)().then(async () => (await app.admin('GET', '/devices/FST08/survey')).body as object);
    const again = 'POST /admin/v1/devices/FST08/survey/import {"dryRun": false}';
    const since = expect.stringMatching(/^\d{4}-/) as string;
    await expect
      .poll(shown, patient)
      .toMatchObject({ import: { state: 'failed', error: 'see the log', since, again } });
    expect((await app.admin('GET', '/persons/968')).status).toBe(404);
    await app.sql('DROP TRIGGER refuse_card ON card');
    expect((await app.admin('POST', '/devices/FST08/survey/import', { dryRun: false })).status).toBe(200);
    expect(await shown()).toMatchObject({ import: { state: 'done', error: null, again } });
    expect((await app.admin('GET', '/persons/968')).body).toMatchObject({ name: 'Grace' });
  });
});
