import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decidePassage } from '../../../src/modules/identification/passage.js';
import { loadPassage } from '../../../src/modules/identification/passage-facts.js';
import { SealedBox } from '../../../src/platform/crypto/sealed-box.js';
import { startApp, type TestApp } from '../../support/app.js';
import { registeredPanel, settle } from '../../support/panel.js';
import { RawDevice } from '../../support/raw-device.js';
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

const when = '2026-11-23 09:00:00';

/** A panel with one person of ours, and one whom another server left there. */
async function served(sn: string, pin: string): Promise<{ panel: SimulatedPanel; levelId: string; card: string }> {
  const { panel, doorIds } = await registeredPanel(app, sn);
  panels.push(panel);
  await app.admin('POST', '/persons', { pin, name: 'Ada', cardNo: `88${pin}` });
  const level = await app.admin('POST', '/access-levels', { name: `Level ${sn}`, doorIds });
  await app.admin('PUT', `/access-levels/${level.body.id}/persons/${pin}`);
  await settle(app, panel);
  panel.load('user', [{ pin: '990', name: 'Nobody', password: '', cardno: '', privilege: '0' }]);
  panel.load('userauthorize', [{ pin: '990', authorizetimezoneid: '1', authorizedoorid: '1', devid: '1' }]);
  return { panel, levelId: String(level.body.id), card: `88${pin}` };
}

const people = (panel: SimulatedPanel) => panel.rows('user').map(({ pin }) => pin);
const doorsOf = async (sn: string): Promise<string[]> =>
  ((await app.admin('GET', `/doors?sn=${sn}`)).body.items as { id: string }[]).map(({ id }) => id);
const enable = (sn: string) => app.admin('POST', `/devices/${sn}/enable`);
const retire = (sn: string, body: object = {}) => app.admin('POST', `/devices/${sn}/retire`, body);
const takeBack = (sn: string) => app.admin('DELETE', `/devices/${sn}/retire`);

const stands = (sn: string, panel?: SimulatedPanel) => async () => {
  await panel?.poll().catch(() => null);
  return (await app.admin('GET', `/devices/${sn}/retire`)).body as object;
};
const patient = { timeout: 60_000, interval: 20 };

describe('a device that goes for good', () => {
  it('is emptied, of what another server left there too, and then disabled; the way back gives all of it again', async () => {
    const { panel, levelId, card } = await served('RET01', '951');
    expect(await panel.badge(card, 1, when)).toBe('opens');
    const begun = await app.admin('POST', '/devices/RET01/retire', {});
    expect(begun, JSON.stringify(begun.body)).toMatchObject({
      status: 200,
      body: { status: 'emptying', then: 'disable', opensFor: 1, text: 'it still opens for 1 person' },
    });
    await expect
      .poll(stands('RET01', panel), patient)
      .toMatchObject({ status: 'done', opensFor: 0, text: 'it is empty' });
    expect(panel.rows('user')).toEqual([]);
    expect(panel.rows('userauthorize')).toEqual([]);
    expect((await app.admin('GET', '/devices/RET01')).body).toMatchObject({ status: 'disabled' });

    expect((await app.admin('DELETE', '/devices/RET01/retire')).status).toBe(204);
    expect((await app.admin('GET', `/access-levels/${levelId}`)).body.doorIds).toHaveLength(1);
    await settle(app, panel);
    expect(await panel.badge(card, 1, when)).toBe('opens');
    expect(panel.rows('user').map(({ pin }) => pin)).toEqual(['951']);
    expect((await app.admin('GET', '/devices/RET01/retire')).status).toBe(404);
  });

  it('that was read before is no longer said to hold what was emptied', async () => {
    const { panel } = await served('RET10', '962');
    panel.load('holiday', [{ holiday: '20270101', holidaytype: '1', loop: '1' }]);
    await app.admin('POST', '/devices/RET10/survey', {});
    const read = async () => {
      await panel.poll();
      return (await app.admin('GET', '/devices/RET10/survey')).body as object;
    };
    await expect.poll(read, { timeout: 60_000, interval: 5 }).toMatchObject({ status: 'done' });
    const device = async () => (await app.admin('GET', '/devices/RET10')).body as object;
    expect(await device()).toMatchObject({ sync: { foreign: 3 } });
    await retire('RET10');
    await expect.poll(stands('RET10', panel), patient).toMatchObject({ status: 'done' });
    expect(await device()).toMatchObject({ status: 'disabled', sync: { foreign: 1 } });
    const rows = await app.admin('GET', '/devices/RET10/survey/rows?standing=foreign');
    expect((rows.body.items as { table: string }[]).map(({ table }) => table)).toEqual(['holiday']);
  });

  it('is deleted where that was asked for', async () => {
    const { panel } = await served('RET02', '952');
    await app.admin('POST', '/devices/RET02/retire', { then: 'delete' });
    const gone = async () => {
      await panel.poll().catch(() => null);
      return (await app.admin('GET', '/devices?status=approved&limit=1000')).body.items as { sn: string }[];
    };
    // It goes on calling, as an unknown device.
    await expect.poll(gone, patient).not.toContainEqual(expect.objectContaining({ sn: 'RET02' }));
    expect((await app.admin('GET', '/devices/RET02/retire')).status).toBe(404);
    expect(panel.rows('user')).toEqual([]);
  });

  it('that does not let itself be emptied is not given up: it is stuck, and says why', async () => {
    const { panel } = await registeredPanel(app, 'RET04', {
      onCommand: (_, text) => (text.startsWith('DATA DELETE user *') ? -1 : 'answer'),
    });
    panels.push(panel);
    await settle(app, panel);
    panel.load('user', [{ pin: '990', name: 'Nobody', password: '', cardno: '', privilege: '0' }]);
    await app.admin('POST', '/devices/RET04/retire', {});
    const text = 'it still holds 1 user';
    await expect.poll(stands('RET04', panel), patient).toMatchObject({ status: 'stuck', text });
    expect((await app.admin('GET', '/devices/RET04')).body).toMatchObject({ status: 'approved' });
  });

  it('that is away still opens, and says for how many; it comes back before it is emptied', async () => {
    const { panel, card } = await served('RET03', '953');
    await app.admin('POST', '/devices/RET03/retire', {});
    await app.sql(`UPDATE device SET online = false WHERE sn = 'RET03'`);
    expect((await app.admin('GET', '/devices/RET03/retire')).body).toMatchObject({
      status: 'emptying',
      online: false,
      opensFor: 1,
      text: 'it is away and still opens for 1 person',
    });
    await app.admin('DELETE', '/devices/RET03/retire');
    await settle(app, panel);
    expect(await panel.badge(card, 1, when)).toBe('opens');
  });

  it('gets no rights again, whatever is given while it is emptied; it ends, and back again it holds what levels say by then', async () => {
    const { panel, levelId } = await served('RET05', '955');
    const doorIds = await doorsOf('RET05');
    await retire('RET05');
    // While the panel does not call, the level loses the door and gets it back, another level gets the door, and people
    // get both levels.
    await app.admin('PATCH', `/access-levels/${levelId}`, { doorIds: [] });
    await app.admin('PATCH', `/access-levels/${levelId}`, { doorIds });
    const other = await app.admin('POST', '/access-levels', { name: 'Other RET05', doorIds });
    for (const [pin, level] of [
      ['956', levelId],
      ['957', String(other.body.id)],
    ] as const) {
      await app.admin('POST', '/persons', { pin, name: 'Bob', cardNo: `88${pin}` });
      expect((await app.admin('PUT', `/access-levels/${level}/persons/${pin}`)).status).toBeLessThan(300);
    }
    const said: string[] = [];
    const done = async () => {
      said.push(...(await panel.poll().catch(() => [])).map(({ text }) => text));
      return stands('RET05')();
    };
    await expect.poll(done, patient).toMatchObject({ status: 'done', opensFor: 0, text: 'it is empty' });
    expect(said.filter((text) => /^DATA UPDATE (user|userauthorize|mulcarduser) /.test(text))).toEqual([]);
    expect([people(panel), panel.rows('userauthorize')]).toEqual([[], []]);

    // One person loses the level before the device is taken back.
    await app.admin('DELETE', `/access-levels/${levelId}/persons/955`);
    expect((await takeBack('RET05')).status).toBe(204);
    await settle(app, panel);
    expect(people(panel).sort()).toEqual(['956', '957']);
    expect((await app.admin('GET', '/devices/RET05')).body.sync).toMatchObject({ inSync: true });
  });

  it('a right that is taken while it is emptied is not given back by the way back', async () => {
    const { panel, levelId } = await served('RET06', '958');
    await retire('RET06');
    expect((await app.admin('PATCH', `/access-levels/${levelId}`, { doorIds: [] })).status).toBe(200);
    expect((await takeBack('RET06')).status).toBe(204);
    await settle(app, panel);
    expect((await app.admin('GET', `/access-levels/${levelId}`)).body.doorIds).toEqual([]);
    expect(panel.rows('userauthorize').filter(({ pin }) => pin === '958')).toEqual([]);
    expect(people(panel)).not.toContain('958');
  });

  it('is taken back while its tables are being cleared, with a clearing handed out and not answered', async () => {
    const { panel } = await served('RET07', '959');
    await retire('RET07');
    await expect.poll(stands('RET07', panel), patient).toMatchObject({ status: 'clearing' });
    const [handed] = await app
      .sql<{ id: number }>(
        `UPDATE command SET status = 'sent', sent_at = clock_timestamp(), attempts = 1 WHERE id =
         (SELECT max(id) FROM command WHERE sn = 'RET07' AND status = 'queued' AND type = 'clearTable') RETURNING id`,
      )
      .then(([rows]) => rows as unknown as { id: number }[]);
    expect((await takeBack('RET07')).status).toBe(204);
    await settle(app, panel);
    expect(people(panel).sort()).toEqual(['959', '990']);
    // Only now the panel acknowledges that it cleared its users, so they are sent again.
    const late = `ID=${handed?.id ?? 0}&Return=0&CMD=DATA DELETE`;
    await new RawDevice(app, 'RET07').result(late);
    const again: string[] = [];
    const heard = async () => {
      again.push(...(await settle(app, panel)));
      return again.filter((text) => text.startsWith('DATA UPDATE user '));
    };
    await expect.poll(heard, patient).toHaveLength(1);
    const { sync } = (await app.admin('GET', '/devices/RET07')).body as { sync: { desired: number; acked: number } };
    expect(sync.acked).toBe(sync.desired);
  });

  it('that is gone is served again by enable as well, and one that is being emptied goes on', async () => {
    const { panel } = await served('RET08', '960');
    await retire('RET08');
    expect((await enable('RET08')).status).toBe(200);
    await expect.poll(stands('RET08', panel), patient).toMatchObject({ status: 'done' });
    expect((await enable('RET08')).body).toMatchObject({ status: 'approved' });
    await settle(app, panel);
    expect(people(panel)).toEqual(['960']);
    expect((await app.admin('GET', '/devices/RET08/retire')).status).toBe(404);
  });

  it('that asks for each person is told no', async () => {
    const { panel, levelId } = await served('RET09', '961');
    const [doorId = ''] = await doorsOf('RET09');
    const passes = async () =>
      app.work.run(async (tx) => {
        const asked = { pin: '961', cardNo: '', clock: when };
        return decidePassage(asked, await loadPassage(tx, app.app.get(SealedBox), { sn: 'RET09', doorId }, asked));
      });
    expect(await passes()).toBe('granted');
    await retire('RET09');
    expect(await passes()).toBe('noLevel');
    await takeBack('RET09');
    expect([await passes(), levelId === '']).toEqual(['granted', false]);
    await settle(app, panel);
  });
});
