import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { profileNames } from '../../../src/tools/simulator/profile.js';
import { adminToken, startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
let firmwareId: string;
const firmware = randomBytes(2_345_678);

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
  const made = await app.request('POST', '/admin/v1/firmware?name=emfw.cfg', {
    body: firmware,
    headers: { authorization: `Bearer ${adminToken}` },
  });
  firmwareId = made.body.id;
});

afterAll(() => app.stop());

const items = async (path: string) => (await app.admin('GET', path)).body.items;

/** Polls until it is so. */
async function until(panel: SimulatedPanel, isSo: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(
      async () => {
        while ((await panel.poll()).length > 0);
        return isSo();
      },
      { timeout: 60_000 },
    )
    .toBe(true);
}

const inSync = async (sn: string) => (await app.admin('GET', `/devices/${sn}`)).body.sync.inSync as boolean;

describe.each(profileNames)('%s', (profile) => {
  const number = 70 + profileNames.indexOf(profile);
  const sn = `RECON${number}`;
  let panel: SimulatedPanel;

  afterAll(() => panel.stop());

  it('takes three people', async () => {
    panel = new SimulatedPanel({ url: app.url, sn, profile, zone: 'Europe/Madrid' });
    await app.admin('POST', '/devices', { sn, timeZone: 'Europe/Madrid' });
    await panel.connect();
    await panel.introduce();
    const [door] = await items(`/doors?sn=${sn}`);
    const level = await app.admin('POST', '/access-levels', { name: sn, doorIds: [door.id] });
    for (const person of [1, 2, 3]) {
      const body = { pin: `${number}0${person}`, name: `P ${person}`, cardNo: `5000${number}0${person}` };
      await app.api('POST', '/api/person/add', { ...body, accLevelIds: level.body.id });
    }
    await until(panel, () => inSync(sn));
  });

  it('sends events once more: those that are missing are stored under the ids they had', async () => {
    for (const person of [1, 2, 3]) await panel.badge(`5000${number}0${person}`, 1);
    await panel.badge('987654321', 1);
    const stored = () =>
      app.sql<{ id: string }>(
        'SELECT id, event_time::text, event_no, pin, card_no, point_no, in_out, verify_type FROM event WHERE sn = $1 AND log_id > 0 ORDER BY id',
        [sn],
      );
    await expect.poll(async () => (await stored()).length).toBeGreaterThan(3);
    const before = await stored();
    const lost = before.filter((_, at) => at % 2 === 1).map(({ id }) => id);
    await app.sql('DELETE FROM event WHERE id = ANY($1::uuid[])', [lost]);

    const asked = await app.admin('POST', `/devices/${sn}/fetch`, { what: 'events' });
    expect(asked.status).toBe(200);
    await until(panel, async () => (await items(`/devices/${sn}/reconciliations`))[0].finishedAt !== null);
    const [report] = await items(`/devices/${sn}/reconciliations`);
    expect(report).toMatchObject({ status: 'done', records: before.length, missing: lost.length, unreadable: 0 });
    expect(await stored()).toEqual(before);
  });

  it('fetches its firmware by each method that it knows', async () => {
    const methods = panel.settings.isOn('SubcontractingUpgradeFunOn') ? [1, 2, 3] : [1, 2];
    for (const method of methods) {
      const started = await app.admin('POST', `/devices/${sn}/upgrade`, { firmwareId, method });
      expect(started.status).toBe(201);
      await until(panel, async () => (await items(`/devices/${sn}/upgrades`))[0].command.status === 'done');
      const [upgrade] = await items(`/devices/${sn}/upgrades`);
      expect(upgrade).toMatchObject({ method, fetchedBytes: 2_345_678 });
      await until(panel, () => inSync(sn));
    }
    const md5 = createHash('md5').update(firmware).digest('hex');
    expect((await items(`/devices/${sn}/upgrades`))[0].firmwareNow).toBe(`Ver ${md5.slice(0, 8)}`);
  });

  it('is held against the ledger, and put right', async () => {
    const verified = async (body: object) => {
      const started = await app.admin('POST', `/devices/${sn}/verify?wait=0`, body);
      expect(started.status).toBe(202);
      const path = `/devices/${sn}/verifications/${started.body.id}`;
      await until(panel, async () => (await app.admin('GET', path)).body.status === 'done');
      return (await app.admin('GET', path)).body.tables as {
        table: string;
        status: string;
        missing: string[];
        extra: string[];
      }[];
    };
    const first = await verified({});
    expect(first.filter(({ status }) => status !== 'matches' && status !== 'cannotVerify')).toEqual([]);
    expect(first.map(({ table }) => table)).toEqual(expect.arrayContaining(['user', 'timezone', 'userauthorize']));

    panel.load('user', [{ pin: '66600', name: 'Mallory', cardno: '666' }]);
    const second = await verified({ tables: ['user'], repair: 'all', removeUnknown: true });
    expect(second[0]).toMatchObject({ status: 'differs', missing: [], extra: ['Pin=66600'] });
    await until(panel, () => inSync(sn));
    expect(
      panel
        .rows('user')
        .map(({ pin }) => pin)
        .sort(),
    ).toEqual([`${number}01`, `${number}02`, `${number}03`]);
    const third = await verified({ tables: ['user'] });
    expect(third[0]?.status).toBe('matches');
  });
});
