import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handedOut, quiet } from '../support/answering.js';
import { approved, registryCode } from '../support/raw-device.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

const sn = 'FLASH1';
const says = (version: string) => `DeviceType=acc,FirmVer=${version},MachineType=10`;

describe.skipIf(!hasBrowser)('the firmware of a device', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(async () => {
    await desk.stop();
  });

  it('is uploaded, installed after it has asked, and followed to the version that the device reports then', async () => {
    const { app, page } = desk;
    await signIn(desk);
    const raw = await approved(app, sn);
    await registryCode(raw, says('Ver 1'));
    await quiet(app, raw);
    await page.goto(`${app.url}/console/devices/${sn}?tab=firmware`);
    await page.getByText('It runs: Ver 1').waitFor();
    await page.getByText('It was not upgraded from here yet.').waitFor();
    const file = { name: 'maker.cfg', mimeType: 'application/octet-stream', buffer: randomBytes(30_000) };
    await page.locator('input[type=file]').setInputFiles(file);
    const files = page.getByRole('region', { name: 'Files' });
    await files.getByText('30,000 bytes').waitFor();
    await files.getByRole('button', { name: 'Install maker.cfg' }).click();
    await expect.poll(() => barriers(page)).toEqual([]);
    const upgrades = async () => (await app.admin('GET', `/devices/${sn}/upgrades`)).body.items as object[];
    expect(await upgrades()).toEqual([]);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: `Install maker.cfg on ${sn}` })
      .click();
    const history = page.getByRole('grid', { name: 'Upgrades' });
    await history.getByText('0 of 30,000', { exact: true }).waitFor();
    const [id = '', url = ''] = await handedOut(raw, /^C:(\d+):UPGRADE checksum=\w+,url=([^,]+),size=30000$/);
    const fetched = await fetch(new URL(`/iclock/file?SN=${sn}&url=${url}`, app.url));
    expect(Buffer.from(await fetched.text(), 'base64').equals(file.buffer)).toBe(true);
    await history.getByText('30,000 of 30,000', { exact: true }).waitFor();
    await raw.result(`ID=${id}&Return=0&CMD=UPGRADE`);
    await history.getByText('done').waitFor();
    await registryCode(raw, says('Ver 2'));
    await history.getByText('Ver 2').waitFor();
    await history.getByText('Ver 1').waitFor();
    await page.getByText('It runs: Ver 2').waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    expect(desk.complaints()).toEqual([]);
  });
});
