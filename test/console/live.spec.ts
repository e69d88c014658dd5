import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawDevice, registryCode } from '../support/raw-device.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('the stream', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(async () => {
    await desk.stop();
  });

  it('brings the state of a door to the board without a reload', async () => {
    const { app, page } = desk;
    expect((await app.admin('POST', '/devices', { sn: 'LIVE1', quirks: { keepClock: true } })).status).toBe(201);
    const device = new RawDevice(app, 'LIVE1');
    await registryCode(device, 'DeviceType=acc,LockCount=2,ReaderCount=2');
    const report = async (second: number, sensor: string) => {
      const body = `time=2026-03-02 08:00:0${second}\tsensor=${sensor}\trelay=00\talarm=0000`;
      expect((await device.post('/iclock/cdata?table=rtstate', body)).text).toBe('OK');
    };
    await signIn(desk);
    await page.getByRole('link', { name: 'Doors', exact: true }).click();
    const tile = page.locator('.tile', { hasText: 'LIVE1-2' });
    await tile.locator('.door-unknown').waitFor();
    await page.locator('.live-on').waitFor();
    await report(1, '09');
    await tile.locator('.door-open').waitFor();
    await report(2, '05');
    await tile.locator('.door-closed').waitFor();
    expect(desk.complaints()).toEqual([]);
  });

  it('says since when it is cut, and goes on by itself', async () => {
    const { page, app } = desk;
    // The browser connects again within seconds, so it is looked for before.
    const strip = page.getByText(/^Not live since/).waitFor();
    app.app.getHttpServer().closeAllConnections();
    await strip;
    await page.locator('.live-on').waitFor();
    await expect.poll(() => page.getByText(/^Not live since/).count()).toBe(0);
  });
});
