import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootstrapSecrets } from '../../src/platform/auth/bootstrap.js';
import { loadConfig } from '../../src/platform/config.js';
import { adminToken } from '../support/app.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('the first run', () => {
  let desk: Desk;
  let secret = '';
  beforeAll(async () => {
    desk = await openDesk();
    // As after a first start without ADMIN_PASSWORD.
    await desk.app.sql('DELETE FROM operator');
    secret =
      (await desk.app.work.run((tx) => bootstrapSecrets(tx, loadConfig({ ADMIN_TOKEN: adminToken })))).setupSecret ??
      '';
  });
  afterAll(() => desk.stop());
  const readAloud = () => expect.poll(() => barriers(desk.page)).toEqual([]);

  it('goes from the link of the first start to the first open door, by clicks alone', async () => {
    const { page, app } = desk;
    const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
    await page.goto(`${app.url}/console/setup#setup=${secret}`);
    await page.getByLabel('New password', { exact: true }).fill('a password of mine');
    await page.getByLabel('New password again').fill('a password of mine');
    await press('Set your own password');

    await page.getByLabel('Name of the site').fill('Head office');
    await press('Save and go on');

    await page.getByRole('heading', { name: 'Connect' }).waitFor();
    await press('No hardware: start a simulator');
    await page.getByText('waits for approval.').first().waitFor();
    await readAloud();
    await picture(desk, 'setup-steps');
    await page.getByRole('listitem').filter({ hasText: 'SIM1' }).getByRole('button', { name: 'Approve' }).click();

    await press('Approve and keep');
    await page.getByText('is online.').waitFor();
    await press('Next');

    await page.getByLabel('Door 1 of SIM1').fill('Front door');
    await press('Save name');
    await expect
      .poll(async () => (await app.admin('GET', '/doors')).body.items.map(({ name }: { name: string }) => name))
      .toContain('Front door');
    // Whoever forgets to save loses nothing: Next saves first.
    await page.getByLabel('Door 2 of SIM1').fill('Side door');
    await press('Next');
    await expect
      .poll(async () => (await app.admin('GET', '/doors')).body.items.map(({ name }: { name: string }) => name))
      .toContain('Side door');
    await press('Next');

    await press('Open Front door');
    await press('Press the exit button of Front door');
    await press('Card in at Front door');
    await press('Card out at Front door');
    const line = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Front door' }) });
    // An open door of three seconds may be over before a busy gateway has told of it.
    const heard = async () => {
      const count = await line.getByText('heard').count();
      if (count < 5) await press('Open Front door');
      return count;
    };
    await expect.poll(heard, { timeout: 120_000, interval: 2_000 }).toBe(5);
    await readAloud();
    await press('Next');

    await press('Hold a card before the simulator');
    await expect.poll(() => page.getByRole('textbox', { name: 'Card' }).inputValue()).toBe('5551');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ann');
    await press('Add person');
    await page.getByText('Hold the card before a reader again').waitFor();
    await expect
      .poll(
        async () => {
          const hold = page.getByRole('button', { name: 'Hold a card before the simulator' });
          await hold.click({ timeout: 1_000 }).catch(() => undefined);
          return page.getByText('Ann has opened Front door.').count();
        },
        { timeout: 120_000, interval: 1_000 },
      )
      .toBe(1);
    await readAloud();
    await press('Finish');
    await page.getByRole('heading', { name: 'Head office' }).waitFor();
    expect((await app.admin('GET', '/setup')).body.done).toBe(true);
    expect(desk.complaints()).toEqual([]);
  });

  it('shows the signals of a door and its button on the screen of a phone, none of it beside the screen', async () => {
    const { page, app } = desk;
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${app.url}/console/setup?step=test`);
    const far = page.getByRole('columnheader', { name: 'Reader out' });
    const open = page.getByRole('button', { name: 'Open Front door' });
    await open.waitFor();
    const endOf = async (part: typeof open) => {
      const box = await part.boundingBox();
      return box === null ? Infinity : box.x + box.width;
    };
    await expect.poll(async () => Math.max(await endOf(far), await endOf(open))).toBeLessThanOrEqual(360);
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Front door' }) });
    expect(await row.getByRole('cell').count()).toBe(6);
    await readAloud();
    expect(desk.complaints()).toEqual([]);
  });
});
