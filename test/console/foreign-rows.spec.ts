import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { pollAll, registeredPanel, settle } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

const sn = 'FOREIGN1';
const patient = { timeout: 120_000, interval: 20 };

describe.skipIf(!hasBrowser)('rows of another server on a device', () => {
  let desk: Desk;
  let panel: SimulatedPanel;
  beforeAll(async () => {
    desk = await openDesk();
    ({ panel } = await registeredPanel(desk.app, sn));
  });
  afterAll(async () => {
    await panel.stop();
    await desk.stop();
  });

  /** The panel goes on working while something is waited for. */
  const whileItWorks = <T>(look: () => Promise<T> | T) =>
    expect.poll(async () => {
      await pollAll(panel);
      return look();
    }, patient);
  const foreign = async () =>
    ((await desk.app.admin('GET', `/devices/${sn}`)).body as { sync: { foreign: number } }).sync.foreign;

  it('are listed by table, and go once it has asked with their number', async () => {
    const { app, page } = desk;
    await settle(app, panel);
    panel.load('holiday', [
      { holiday: '20271224', holidaytype: '1', loop: '1' },
      { holiday: '20271225', holidaytype: '1', loop: '1' },
    ]);
    panel.load('inoutfun', [
      { index: '1', eventtype: '0', inaddr: '1', outtype: '0', outaddr: '2', outtime: '255', reserved: '0' },
    ]);
    await app.admin('POST', `/devices/${sn}/survey`, {});
    await whileItWorks(foreign).toBe(3);
    await signIn(desk);
    await page.goto(`${app.url}/console/devices/${sn}`);
    const warnings = page.getByRole('list', { name: 'Warnings' });
    await warnings.getByRole('button', { name: 'Sync' }).click();
    const rows = page.getByRole('region', { name: '3 rows of somebody else' });
    await rows.getByText('holidays: 2').waitFor();
    await rows.getByRole('button', { name: 'Import' }).waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await rows.getByRole('button', { name: 'Remove: linkages' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('linkages (1)', { exact: false }).waitFor();
    expect(panel.rows('inoutfun')).toHaveLength(1);
    await dialog.getByRole('button', { name: `Remove 1 row from ${sn}` }).click();
    await whileItWorks(() => panel.rows('inoutfun')).toEqual([]);
    expect(panel.rows('holiday')).toHaveLength(2);
  });

  it('go all at once, and the list with them', async () => {
    const { app, page } = desk;
    // It is read again before more can go.
    const survey = async () => (await app.admin('GET', `/devices/${sn}/survey`)).body as object;
    await whileItWorks(survey).toMatchObject({ purpose: 'proof', status: 'done' });
    await page.goto(`${app.url}/console/devices/${sn}?tab=sync`);
    const rows = page.getByRole('region', { name: '2 rows of somebody else' });
    await rows.getByRole('button', { name: 'Remove all of them' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: `Remove 2 rows from ${sn}` })
      .click();
    await whileItWorks(() => panel.rows('holiday')).toEqual([]);
    await whileItWorks(foreign).toBe(0);
    await rows.waitFor({ state: 'detached' });
    expect(desk.complaints()).toEqual([]);
  });
});
