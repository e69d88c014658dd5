import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownPanels, other } from '../devices/push/known-panels.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, prefer, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('the warnings of a device', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(async () => {
    await desk.stop();
  });
  const { view, codes, Impostor, registered } = knownPanels(() => desk.app);
  const open = (sn: string) => desk.page.goto(`${desk.app.url}/console/devices/${sn}`);

  it('a newcomer is let in by one who was asked', async () => {
    const { page } = desk;
    await registered('GUEST1');
    const newcomer = new Impostor('GUEST1', other);
    await newcomer.get('/iclock/getrequest');
    await expect.poll(async () => (await codes('GUEST1')).warnings).toContain('newcomer');
    await signIn(desk);
    await open('GUEST1');
    const warnings = page.getByRole('list', { name: 'Warnings' });
    await warnings.getByText('is called for by another address with its serial number.').waitFor();
    expect(await warnings.getByText('held: let it in', { exact: false }).count()).toBe(0);
    await warnings.getByRole('button', { name: `Let ${other} in` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancel' }).waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    expect((await view('GUEST1')).addresses).not.toContain(other);
    await dialog.getByRole('button', { name: `Let ${other} in as GUEST1` }).click();
    await expect.poll(async () => (await view('GUEST1')).addresses).toEqual([other]);
    await warnings.getByRole('button', { name: `Let ${other} in` }).waitFor({ state: 'detached' });
  });

  it('a clock that was off is set, and what is seen to elsewhere is opened', async () => {
    const { app, page } = desk;
    const device = await registered('GUEST2');
    await device.post(
      '/iclock/cdata?table=tabledata&tablename=user&count=1',
      'user uid=5\tcardno=\tpin=904\tpassword=\tgroup=1\tstarttime=0\tendtime=0\tname=\tprivilege=0\tdisable=0\tverify=0',
    );
    await device.post(
      '/iclock/cdata?table=rtstate',
      'time=2020-01-01 00:00:00\tsensor=01\trelay=00\talarm=0000000000000000',
    );
    await expect
      .poll(async () => (await codes('GUEST2')).warnings)
      .toEqual(expect.arrayContaining(['unknownUsers', 'clockDrift']));
    const clocks = async () => (await app.sql(`SELECT 1 FROM command WHERE sn = 'GUEST2' AND origin = 'admin'`)).length;
    expect(await clocks()).toBe(0);
    await open('GUEST2');
    const warnings = page.getByRole('list', { name: 'Warnings' });
    await warnings.getByRole('button', { name: 'Set the clock' }).click();
    await expect.poll(clocks).toBe(1);
    await warnings.getByRole('button', { name: 'Sync' }).click();
    await page.getByRole('region', { name: '1 unknown user' }).waitFor();
  });

  it('are said in the language of the page alone', async () => {
    const { page } = desk;
    await prefer(desk, { locale: 'es' });
    await open('GUEST2');
    await page.getByText('tiene usuarios que aquí nadie conoce.').waitFor();
    expect(await page.getByText('that Postern did not give it', { exact: false }).count()).toBe(0);
    await expect.poll(() => barriers(page)).toEqual([]);
    expect(desk.complaints()).toEqual([]);
  });
});
