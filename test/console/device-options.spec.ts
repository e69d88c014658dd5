import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registeredPanel } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('the options of a device', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(async () => {
    await desk.stop();
  });

  it('are shown as it has told them, looked through, and read again', async () => {
    const { app, page } = desk;
    const { panel } = await registeredPanel(app, 'OPTIONS1', { options: { OddityFunOn: '7', ComPwd: '4711' } });
    // It counts as there for minutes after its last call.
    const quirks = { requestDelay: 60 };
    expect((await app.admin('PATCH', '/devices/OPTIONS1', { quirks })).status).toBe(200);
    await signIn(desk);
    await page.goto(`${app.url}/console/devices/OPTIONS1`);
    await page.getByRole('button', { name: 'Options that it has told' }).click();
    await page.getByRole('term').filter({ hasText: 'LockCount' }).waitFor();
    await page.getByLabel('Find').fill('oddity');
    await page.getByRole('term').filter({ hasText: 'LockCount' }).waitFor({ state: 'detached' });
    await page.getByRole('term').filter({ hasText: 'OddityFunOn' }).waitFor();
    await page.getByRole('definition').filter({ hasText: '7' }).first().waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await page.getByLabel('Find').fill('4711');
    await page.getByText('Nothing fits.').waitFor();
    const asked = async () =>
      (await app.sql(`SELECT 1 FROM command WHERE sn = 'OPTIONS1' AND type = 'getOptions'`)).length;
    const before = await asked();
    await page.getByRole('button', { name: 'Read again' }).click();
    await expect.poll(asked, { timeout: 60_000 }).toBeGreaterThan(before);
    await panel.stop();
    expect(desk.complaints()).toEqual([]);
  });
});
