import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { registeredPanel, settle } from '../../support/panel.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';

let app: TestApp;
let client: Client;
const panels: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'fatal' } });
  client = new Client({ connectionString: app.databaseUrl });
  await client.connect();
});

afterAll(async () => {
  for (const panel of panels) await panel.stop();
  await client.end();
  await app.stop();
});

/** The lock that work on a person takes: while it is held here, changes of this person wait. */
async function whileHeld(pin: string, task: () => Promise<void>): Promise<void> {
  await client.query('SELECT pg_advisory_lock(7080, hashtext($1))', [pin]);
  await task().finally(() => client.query('SELECT pg_advisory_unlock(7080, hashtext($1))', [pin]));
}

const card = (pin: string, cardno: string) => ({ pin, cardno, losscardflag: '0', cardtype: '0' });
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

async function surveyed(panel: SimulatedPanel): Promise<void> {
  expect((await app.admin('POST', `/devices/${panel.sn}/survey`)).status).toBe(200);
  const read = async () => {
    await panel.poll();
    return (await app.admin('GET', `/devices/${panel.sn}/survey`)).body as object;
  };
  await expect.poll(read, { timeout: 60_000, interval: 1 }).toMatchObject({ status: 'done' });
}

const imported = (sn: string, dryRun = false) => app.admin('POST', `/devices/${sn}/survey/import`, { dryRun });
const person = async (pin: string, more: object = {}) =>
  expect((await app.admin('POST', '/persons', { pin, name: `P${pin}`, ...more })).status).toBe(201);
const foreign = async (sn: string) =>
  ((await app.admin('GET', `/devices/${sn}`)).body as { sync: { foreign: number } }).sync.foreign;

/** A level of both doors of the panel. @returns its path */
async function levelOn(sn: string): Promise<string> {
  const doors = (await app.admin('GET', `/doors?sn=${sn}`)).body.items as { id: string }[];
  const level = { name: `Doors of ${sn}`, doorIds: doors.map(({ id }) => id) };
  return `/access-levels/${(await app.admin('POST', '/access-levels', level)).body.id as string}`;
}

const membersOf = (pin: string) =>
  app.sql('SELECT m.level_id FROM acc_level_person m JOIN person p ON p.id = m.person_id WHERE p.pin = $1', [pin]);

describe('an import of what was read before', () => {
  it('waits for what takes away and is not worked out yet: nothing that was revoked comes back', async () => {
    const panel = await filled('OVT01', (one) => {
      one.load('user', [user('971', 'Nora')]);
      one.load('mulcarduser', [card('971', '00f2b2c3')]);
      one.load('userauthorize', [right('971', '1', '3')]);
    });
    await surveyed(panel);
    const path = await levelOn('OVT01');
    await person('971', { cardNo: String(0xf2b2c3) });
    await app.admin('PUT', `${path}/persons/971`);
    await settle(app, panel);

    await whileHeld('971', async () => {
      expect((await app.admin('DELETE', `${path}/persons/971`)).status).toBe(204);
      const answer = await imported('OVT01');
      expect(answer).toMatchObject({ status: 409, body: { type: 'urn:postern:conflict' } });
      expect(answer.text).toContain('try again');
      expect(await membersOf('971')).toEqual([]);
      // A trial changes nothing, and says what it sees.
      expect((await imported('OVT01', true)).status).toBe(200);
    });
    await settle(app, panel);
    expect(await imported('OVT01')).toMatchObject({ status: 200, body: { levels: [] } });
    expect(await membersOf('971')).toEqual([]);
    await settle(app, panel);
    expect(await panel.badge(String(0xf2b2c3), 1)).not.toBe('opens');
  });

  it('does not bring back who was deleted here, and says so before', async () => {
    await person('972');
    await person('973');
    const panel = await filled('OVT02', (one) => {
      one.load('user', [user('972', 'Pia'), user('973', 'Tilda')]);
      one.load('mulcarduser', [card('972', '00f2b2c4'), card('973', '00f2b2c5')]);
      one.load('userauthorize', [right('972', '1', '3'), right('973', '1', '3')]);
    });
    // One before the reading, one behind it.
    expect((await app.admin('DELETE', '/persons/972')).status).toBe(204);
    await surveyed(panel);
    expect((await app.admin('DELETE', '/persons/973')).status).toBe(204);

    const deleted = (pin: string, there: string) => ({
      ...{ pin, reason: 'deleted', there },
      here: expect.stringMatching(/^deleted here at \d{4}-\d\d-\d\d \d\d:\d\d$/) as string,
    });
    const told = { persons: { added: 0, changed: 0, same: 0 }, cards: 0, levels: [] };
    const disputes = [deleted('972', 'Pia'), deleted('973', 'Tilda')];
    expect((await imported('OVT02', true)).body).toMatchObject({ ...told, disputes });
    expect((await imported('OVT02')).body).toMatchObject({ ...told, disputes });
    expect((await app.admin('GET', '/persons/972')).status).toBe(404);
    expect((await app.admin('GET', '/persons/973')).status).toBe(404);

    // Who adds the person again decides it.
    await person('973');
    expect((await imported('OVT02')).body).toMatchObject({
      persons: { changed: 1 },
      levels: [{ persons: 1, granted: 1 }],
      disputes: [deleted('972', 'Pia'), { pin: '973', reason: 'name' }],
    });
  });

  it('a DELETE takes rights in all time zones: those of another server are forgotten with ours', async () => {
    const panel = await filled('OVT03', (one) => {
      one.load('user', [user('974', 'Lea')]);
      one.load('mulcarduser', [card('974', '00f2b2c6')]);
      one.load('userauthorize', [right('974', '9', '3')]);
    });
    const path = await levelOn('OVT03');
    await person('974', { cardNo: String(0xf2b2c6) });
    await app.admin('PUT', `${path}/persons/974`);
    await settle(app, panel);
    panel.load('timezone', [{ timezoneid: '9', montime1: String(830 * 65_536 + 1_700) }]);
    await surveyed(panel);
    expect(await foreign('OVT03')).toBe(2);

    await app.admin('DELETE', `${path}/persons/974`);
    await settle(app, panel);
    expect(panel.rows('userauthorize')).toEqual([]);
    // The time zone alone.
    expect(await foreign('OVT03')).toBe(1);
    expect(await imported('OVT03')).toMatchObject({ status: 200, body: { levels: [] } });
    expect(await membersOf('974')).toEqual([]);
  });

  it('gives no password back that was taken away here', async () => {
    const panel = await filled('OVT04', (one) => one.load('user', [user('975', 'P975', '8642')]));
    const path = await levelOn('OVT04');
    await surveyed(panel);
    await person('975', { personPwd: '8642' });
    await app.admin('PUT', `${path}/persons/975`);
    await settle(app, panel);
    expect(panel.rows('user').find(({ pin }) => pin === '975')).toMatchObject({ password: '8642' });
    expect((await app.admin('PATCH', '/persons/975', { personPwd: '' })).status).toBe(200);
    await settle(app, panel);
    expect((await imported('OVT04')).status).toBe(200);
    await settle(app, panel);
    expect(panel.rows('user').find(({ pin }) => pin === '975')?.password ?? '').toBe('');
  });
});

describe('an import at the first contact', () => {
  it('tries again by itself, without an alert', async () => {
    const here = await startApp({ env: { LOG_LEVEL: 'fatal', FIRST_SURVEY: 'on' } });
    const locked = new Client({ connectionString: here.databaseUrl });
    await locked.connect();
    const panel = new SimulatedPanel({
      ...{ url: here.url, sn: 'OVT05', doors: 2, zone: 'Europe/Madrid' },
      options: { MulCardUserFunOn: '1' },
    });
    try {
      panel.load('user', [user('976', 'Rosa')]);
      panel.load('userauthorize', [right('976', '1', '3')]);
      await here.admin('POST', '/devices', { sn: 'OVT05' });
      await here.admin('POST', '/persons', { pin: '976', name: 'Rosa' });
      await here.admin('POST', '/devices/OVT05/approve', { existing: 'import' });
      expect(await panel.connect()).toBe('registered');
      const survey = async () => {
        await panel.poll();
        return (await here.sql('SELECT status, followed FROM survey WHERE sn = $1', ['OVT05']))[0];
      };
      await expect.poll(survey, { timeout: 60_000, interval: 5 }).toMatchObject({ status: 'running' });
      await locked.query('SELECT pg_advisory_lock(7080, hashtext($1))', ['976']);
      const doors = (await here.admin('GET', '/doors?sn=OVT05')).body.items as { id: string }[];
      const level = { name: 'Both', doorIds: doors.map(({ id }) => id) };
      const path = `/access-levels/${(await here.admin('POST', '/access-levels', level)).body.id as string}/persons/976`;
      await here.admin('PUT', path);
      expect((await here.admin('DELETE', path)).status).toBe(204);
      await expect.poll(survey, { timeout: 60_000, interval: 5 }).toMatchObject({ status: 'done' });
      const runs = async () => {
        const text = (await here.request('GET', '/metrics')).text;
        return Number(/postern_job_runs_total\{job="due-surveys"\} (\d+)/.exec(text)?.[1]);
      };
      const seen = await runs();
      expect(seen).toBeGreaterThan(0);
      await expect.poll(runs, { timeout: 60_000, interval: 50 }).toBeGreaterThan(seen + 1);
      expect(await survey()).toMatchObject({ status: 'done', followed: false });
      const members = () => here.sql('SELECT 1 FROM acc_level_person');
      expect(await members()).toEqual([]);

      await locked.query('SELECT pg_advisory_unlock(7080, hashtext($1))', ['976']);
      const report = async () => {
        await panel.poll();
        return (await here.admin('GET', '/devices/OVT05/survey/import')).status;
      };
      await expect.poll(report, { timeout: 60_000, interval: 5 }).toBe(200);
      const [device] = await here.sql<{ alerts: { text: string }[] }>('SELECT alerts FROM device WHERE sn = $1', [
        'OVT05',
      ]);
      expect(device?.alerts.filter(({ text }) => text.includes('taken over'))).toEqual([]);
    } finally {
      await panel.stop();
      await locked.end();
      await here.stop();
    }
  });
});
