import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('the page of a device', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(async () => {
    await desk.stop();
  });

  const status = async () => ((await desk.app.admin('GET', '/devices/NEW1')).body as { status: string }).status;

  it('approves one that calls for the first time', async () => {
    const { app, page } = desk;
    const panel = new SimulatedPanel({ url: app.url, sn: 'NEW1', doors: 1 });
    await panel.connect();
    expect(await status()).toBe('pending');
    await signIn(desk);
    await page.goto(`${app.url}/console/devices/NEW1`);
    await page.getByText('They stay on the device', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Approve and keep' }).click();
    await expect.poll(status).toBe('approved');
    await page.getByText('NEW1 is approved.').waitFor();
    await page.getByRole('tab', { name: 'Overview' }).waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await picture(desk, 'device');
  });

  it('names its doors', async () => {
    const { app, page } = desk;
    await app.admin('POST', '/doors', { sn: 'NEW1', number: 1, name: 'NEW1-1' });
    await page.getByRole('tab', { name: 'Doors and readers' }).click();
    await page.getByLabel('Door 1 of NEW1').fill('Back gate');
    await page.getByRole('button', { name: 'Save name' }).click();
    await page.getByRole('link', { name: 'Back gate' }).waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
  });

  it('disables it, after it has asked', async () => {
    const { page } = desk;
    await page.getByRole('tab', { name: 'Replace, move, disable' }).click();
    await page.getByRole('button', { name: 'Disable', exact: true }).click();
    await page.getByRole('button', { name: 'Disable NEW1' }).click();
    await expect.poll(status).toBe('disabled');
    await page.getByRole('button', { name: 'Enable' }).waitFor();
    await page.evaluate(`document.documentElement.dataset.theme = 'dark'`);
    await expect.poll(() => barriers(page)).toEqual([]);
    expect(desk.complaints()).toEqual([]);
  });

  it('is replaced after it has asked: a slip of the finger takes no panel out of service', async () => {
    const { app, page } = desk;
    await page.getByLabel('Serial number of the new one').fill('NEW2');
    const replace = page.getByRole('button', { name: 'Replace', exact: true });
    await replace.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await app.admin('GET', '/devices/NEW2')).status).toBe(404);
    await replace.click();
    await page.getByRole('button', { name: 'Replace NEW1 by NEW2' }).click();
    await page.getByText('NEW2 has taken its place.').waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
  });
});
