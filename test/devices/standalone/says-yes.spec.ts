import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../src/protocol/standalone/codes.js';
import { writeSizes } from '../../../src/protocol/standalone/sizes.js';
import { ok } from '../../../src/tools/simulator/standalone/answers.js';
import { startApp, type TestApp } from '../../support/app.js';
import { person, terminal } from './terminals.js';

let site: TestApp;
let count = 0;

beforeAll(async () => {
  site = await startApp({ env: { SITE_TIME_ZONE: 'UTC' } });
});

afterAll(() => site.stop());

const patient = { timeout: 60_000 };
const week = (from: string, to: string) =>
  Object.fromEntries(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [day, [[from, to]]]));
const syncOf = async (sn: string) => (await site.admin('GET', `/devices/${sn}`)).body.sync as { inSync: boolean };

/** A terminal with one person who may pass, with a card and a finger, all of it acknowledged. */
async function served() {
  const sn = `YES${++count}`;
  const pin = `70${count}`;
  const device = await terminal({ sn });
  await site.admin('POST', '/devices', { sn, link: 'pull', host: '127.0.0.1', port: device.port });
  await expect.poll(async () => (await site.admin('GET', `/devices/${sn}`)).body.registeredAt, patient).not.toBeNull();
  const doorIds = ((await site.admin('GET', `/doors?sn=${sn}`)).body.items as { id: string }[]).map(({ id }) => id);
  const zone = await site.admin('POST', '/time-zones', { name: `Z ${sn}`, periods: week('08:00', '18:00') });
  const zoneId = zone.body.id as number;
  const level = await site.admin('POST', '/access-levels', { name: `L ${sn}`, doorIds, timeZoneId: zoneId });
  const always = await site.admin('POST', '/access-levels', { name: `A ${sn}`, doorIds });
  const accLevelIds = [level.body.id, always.body.id] as string[];
  await site.admin('POST', '/persons', { pin, name: 'Yes', cardNo: `900${pin}`, personPwd: `5${pin}`, accLevelIds });
  await expect.poll(() => syncOf(sn), patient).toMatchObject({ inSync: true });
  return { sn, pin, device, zoneId, level: accLevelIds[0], always: accLevelIds[1] };
}

/** From now on it acknowledges this and does nothing. */
const deaf = { [commands.USER_WRQ]: () => ok(), [commands.TZ_WRQ]: () => ok(), [commands.DELETE_USER]: () => ok() };

/** Waits until the desired rows are known and the terminal has refused one at least once. */
const isRefused = (sn: string, table: string) =>
  expect
    .poll(
      async () =>
        (await site.sql(`SELECT 1 FROM ledger WHERE sn = $1 AND table_name = $2 AND failures > 0`, [sn, table])).length,
      patient,
    )
    .toBeGreaterThan(0);

describe('a terminal that acknowledges and changes nothing', () => {
  it.each([
    ['a card', 'user', async ({ pin }) => site.admin('PATCH', `/persons/${pin}`, { cardNo: '424242' })],
    [
      'a level of two',
      'userauthorize',
      async ({ pin, always }) => site.admin('DELETE', `/access-levels/${always}/persons/${pin}`),
    ],
    [
      'hours',
      'timezone',
      async ({ zoneId }) => site.admin('PATCH', `/time-zones/${zoneId}`, { periods: week('08:00', '09:00') }),
    ],
    ['a password', 'user', async ({ pin }) => site.admin('PATCH', `/persons/${pin}`, { personPwd: '' })],
    ['everything', 'user', async ({ pin }) => site.admin('PATCH', `/persons/${pin}`, { isDisabled: true })],
  ] as [string, string, (at: Awaited<ReturnType<typeof served>>) => Promise<{ status: number }>][])(
    'to taking %s is not in sync, until it does',
    async (_, table, take) => {
      const at = await served();
      at.device.faults.instead = deaf;
      expect((await take(at)).status).toBeLessThan(300);
      await isRefused(at.sn, table);
      expect(await syncOf(at.sn)).toMatchObject({ inSync: false });
      at.device.faults.instead = {};
      await expect.poll(() => syncOf(at.sn), patient).toMatchObject({ inSync: true });
    },
  );

  it('while another user is deleted at its menu, that deletion does not count for ours', async () => {
    const { sn, pin, device } = await served();
    device.data.setUser(person(99, { userId: '9999' }));
    device.faults.instead = {
      [commands.DELETE_USER]: () => {
        device.data.deleteUser(99);
        return ok();
      },
    };
    await site.admin('DELETE', `/persons/${pin}`);
    await isRefused(sn, 'user');
    expect(device.data.users().map(({ userId }) => userId)).toEqual([pin]);
    expect(await syncOf(sn)).toMatchObject({ inSync: false });
  });

  it('to deleting a finger is not in sync', async () => {
    const { sn, pin, device } = await served();
    const asked = { pin, what: 'fingerprint', no: 3, wait: 25 };
    expect((await site.admin('POST', `/devices/${sn}/enroll`, asked)).body).toMatchObject({ status: 'done' });
    await expect.poll(() => syncOf(sn), patient).toMatchObject({ inSync: true });
    device.faults.instead = { [commands.DELETE_USERTEMP]: () => ok(), [commands.DEL_USER_TEMP]: () => ok() };
    const [held] = (await site.admin('GET', `/persons/${pin}/templates`)).body.items as { id: string }[];
    expect((await site.admin('DELETE', `/persons/${pin}/templates/${held?.id}`)).status).toBe(204);
    await isRefused(sn, 'templatev10');
    expect(device.data.fingers()).toHaveLength(1);
    expect(await syncOf(sn)).toMatchObject({ inSync: false });
    device.faults.instead = {};
    await expect.poll(() => device.data.fingers().length, patient).toBe(0);
    await expect.poll(() => syncOf(sn), patient).toMatchObject({ inSync: true });
  });
});

describe('numbers of a terminal that no column holds', () => {
  it('do not keep it from being served', async () => {
    const sn = `YES${++count}`;
    const device = await terminal({ sn });
    const most = 0xffff_ffff;
    device.faults.instead = {
      [commands.GET_FREE_SIZES]: () => ok(writeSizes({ users: 0, records: most, fingers: most, recordCapacity: most })),
    };
    await site.admin('POST', '/devices', { sn, link: 'pull', host: '127.0.0.1', port: device.port });
    await expect.poll(async () => (await site.admin('GET', `/devices/${sn}`)).body.pull.readAt, patient).not.toBeNull();
    expect((await site.admin('GET', `/devices/${sn}`)).body.pull).toMatchObject({ fault: null, counted: null });
  });
});
