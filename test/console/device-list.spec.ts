import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownPanels, panel as itself } from '../devices/push/known-panels.js';
import { registeredPanel, settle } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('the list of devices', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(async () => {
    await desk.stop();
  });
  const { codes, view, registered } = knownPanels(() => desk.app);
  const inSync = async (sn: string) => ((await view(sn)) as { sync: { inSync: boolean } }).sync.inSync;

  it('says where each is, its firmware, its clock and whether it holds what it should', async () => {
    const { app, page } = desk;
    await app.admin('POST', '/areas', { code: 'NORTH', name: 'North wing' });
    const device = await registered('LISTED1', itself.replace('Ver 1.2', 'Ver 9.8.7'));
    await app.admin('PATCH', '/devices/LISTED1', { areaCode: 'NORTH' });
    await device.post(
      '/iclock/cdata?table=rtstate',
      'time=2020-01-01 00:00:00\tsensor=01\trelay=00\talarm=0000000000000000',
    );
    await expect.poll(async () => (await codes('LISTED1')).warnings).toContain('clockDrift');
    const { panel } = await registeredPanel(app, 'LISTED2');
    await expect
      .poll(
        async () => {
          await settle(app, panel);
          return inSync('LISTED2');
        },
        { timeout: 120_000 },
      )
      .toBe(true);
    expect(await inSync('LISTED1')).toBe(false);
    await signIn(desk);
    await page.goto(`${app.url}/console/devices`);
    const row = (sn: string) => page.getByRole('row').filter({ hasText: sn });
    for (const words of ['North wing', 'Ver 9.8.7', 'off', 'differ']) {
      await row('LISTED1')
        .getByText(words, { exact: words === 'off' })
        .waitFor();
    }
    for (const words of ['in sync', 'right']) await row('LISTED2').getByText(words, { exact: true }).waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await panel.stop();
    expect(desk.complaints()).toEqual([]);
  });
});
