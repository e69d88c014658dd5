import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CarriedOverDeviceService } from '../../../src/devices/access-push/carried-over-device.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, registryCode, type RawDevice } from '../../support/raw-device.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** The token of a session with another server. */
const cookie = { headers: { cookie: `token=${'a1b2c3d4'.repeat(4)}` } };
const poll = (device: RawDevice, options = {}) => brief(device.get('/iclock/getrequest', options));

/** A server takes over the address of another: the panels continue with their present session. */
describe('a panel of another server that polls here', () => {
  it('with a token of its old session is told to begin, from time to time, until it registers', async () => {
    const device = await approved(app, 'CARRY1');
    expect(await poll(device, cookie)).toEqual([401, '401']);
    expect(await poll(device, cookie)).toEqual([200, 'OK']);
    expect(await brief(device.get('/iclock/cdata?options=all&pushver=3.1.2&DeviceType=acc'))).toEqual([200, 'OK']);
    await registryCode(device, 'DeviceType=acc,~DeviceName=C3,FirmVer=1,MachineType=2,LockCount=1');
    expect((await poll(device, cookie))[0]).toBe(200);
  });

  it('with the token of its serial number, as before a registration, or with no token, is not told at once', async () => {
    const device = await approved(app, 'CARRY2');
    // The MD5 of CARRY2.
    const own = { headers: { cookie: 'token=5c505506c2f75d73454d994f0f6efc0d' } };
    expect(await poll(device, own)).toEqual([200, 'OK']);
    expect(await poll(device)).toEqual([200, 'OK']);
  });

  it('without a token is told after two minutes, and again after five', () => {
    const devices = new CarriedOverDeviceService();
    const known = { sn: 'CARRY3', device: { registeredAt: null, link: 'push-acc' as const } };
    const told = (now: number) => devices.mustBegin({ cookie: '' }, known, now);
    expect([0, 60_000, 119_000, 120_000, 121_000, 419_000, 420_000].filter(told)).toEqual([120_000, 420_000]);
    devices.begins(known, 500_000);
    expect([501_000, 619_000, 620_000].filter(told)).toEqual([620_000]);
  });
});
