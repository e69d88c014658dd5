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

const when = '2026-11-23 09:00:00';

/** A panel with one person of ours, and one that another server left there. */
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

const stands = (sn: string, panel?: SimulatedPanel) => async () => {
  await panel?.poll().catch(() => null);
  return (await app.admin('GET', `/devices/${sn}/retire`)).body as object;
};
const patient = { timeout: 25_000, interval: 20 };

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

  it('is deleted where that was asked for', async () => {
    const { panel } = await served('RET02', '952');
    await app.admin('POST', '/devices/RET02/retire', { then: 'delete' });
    const gone = async () => {
      await panel.poll().catch(() => null);
      return (await app.admin('GET', '/devices?status=approved&limit=1000')).body.items as { sn: string }[];
    };
    // It goes on calling, as a stranger.
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
});
