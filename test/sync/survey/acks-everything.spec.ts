import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { RawDevice, registryCode } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', FIRST_SURVEY: 'on' } });
});

afterAll(() => app.stop());

/** Old firmware, and many test clients: they acknowledge everything, and never send a row or a count. */
it('a device that says yes to everything and tells nothing is asked twice how many users it holds, then comes into sync and stays there', async () => {
  const sn = 'ACK-1';
  await app.admin('POST', '/devices', { sn });
  const device = new RawDevice(app, sn);
  await registryCode(device, 'DeviceType=acc,MachineType=8,LockCount=2,ReaderCount=4,AutoServerFunOn=1');
  const asked: string[] = [];
  const answerAll = async () => {
    for (const [, id = '', text = ''] of (await device.poll()).matchAll(/^C:(\d+):([^\r]*)/gm)) {
      asked.push(text);
      await device.result(`ID=${id}&Return=0&CMD=DATA`);
    }
  };
  const stands = async () => {
    await answerAll();
    return (await app.admin('GET', `/devices/${sn}`)).body.sync as object;
  };
  const patient = { timeout: 60_000, interval: 50 };
  await expect.poll(stands, patient).toMatchObject({ inSync: true, reason: null });
  expect(asked.filter((text) => text === 'DATA COUNT user')).toHaveLength(2);

  // The device is read once. What it did not show is compared again without a request, and sent again.
  const read = async () => {
    await answerAll();
    return (await app.admin('GET', `/devices/${sn}/survey`)).body as object;
  };
  await expect.poll(read, patient).toMatchObject({ purpose: 'keep', status: 'done', counts: { missing: 1 } });
  await expect
    .poll(() => stands().then(() => asked.filter((text) => text.startsWith('DATA UPDATE timezone'))), patient)
    .toHaveLength(2);
  await expect.poll(stands, patient).toMatchObject({ inSync: true, reason: null });
});
