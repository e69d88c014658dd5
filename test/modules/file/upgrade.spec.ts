import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, startApp, type TestApp } from '../../support/app.js';
import { handedOut, quiet } from '../../support/answering.js';
import { approved, registryCode, type RawDevice } from '../../support/raw-device.js';

let app: TestApp;
let firmwareId: string;
const firmware = randomBytes(2_300_000);
const md5 = createHash('md5').update(firmware).digest('hex');

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
  const made = await app.request('POST', '/admin/v1/firmware?name=emfw.cfg', {
    body: firmware,
    headers: { authorization: `Bearer ${adminToken}` },
  });
  firmwareId = made.body.id;
});

afterAll(() => app.stop());

/** A registered device that has sent its options. */
async function device(sn: string, options: string): Promise<RawDevice> {
  const raw = await approved(app, sn);
  await registryCode(raw, `DeviceType=acc,FirmVer=Ver 1,${options}`);
  await quiet(app, raw);
  return raw;
}

const upgrade = (sn: string, body: object = {}) => app.admin('POST', `/devices/${sn}/upgrade`, { firmwareId, ...body });
const standing = async (sn: string) => (await app.admin('GET', `/devices/${sn}/upgrades`)).body.items[0];

const bytes = async (place: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(new URL(place, app.url), { headers });
  return Buffer.from(await answer.arrayBuffer());
};

// covers requests: GET file, GET file Range
// covers commands: UPGRADE 1, UPGRADE 2, UPGRADE 3
describe('upgrades', () => {
  it('method 1: a controller asks for base64 text by the address of the command (9.4.1)', async () => {
    const raw = await device('UP-1', 'MachineType=10');
    const { status, body } = await upgrade('UP-1');
    expect([status, body.method, body.fetchedBytes, body.command.status]).toEqual([201, 1, 0, 'queued']);
    const port = new URL(app.url).port;
    const [id = '', url = ''] = await handedOut(
      raw,
      new RegExp(
        `^C:(\\d+):UPGRADE checksum=${md5},url=(http\\*//127\\.0\\.0\\.1\\*${port}/iclock/file/UP-1\\.fw64\\.[\\w.-]+/emfw\\.cfg),size=2300000$`,
      ),
    );
    const text = await bytes(`/iclock/file?SN=UP-1&url=${url}`);
    expect(text.equals(Buffer.from(firmware.toString('base64')))).toBe(true);
    await expect.poll(async () => (await standing('UP-1')).fetchedBytes).toBe(2_300_000);
    // Any part of the text can be had by itself, whatever part of three bytes it begins or ends with.
    const whole = firmware.toString('base64');
    for (const [from, to] of [
      [5, 13],
      [0, 0],
      [349_523, 349_530],
      [3_066_660, 3_066_667],
    ] as const) {
      const part = await bytes(`/iclock/file?SN=UP-1&url=${url}`, { range: `bytes=${from}-${to}` });
      expect(part.toString()).toBe(whole.slice(from, to + 1));
    }
    await raw.result(`ID=${id}&Return=0&CMD=UPGRADE`);
    expect((await standing('UP-1')).command.status).toBe('done');
    await registryCode(raw, 'DeviceType=acc,FirmVer=Ver 2,MachineType=10');
    expect(await standing('UP-1')).toMatchObject({
      firmwareBefore: 'Ver 1',
      firmwareNow: 'Ver 2',
      name: 'emfw.cfg',
      md5,
    });
  });

  it('show the version of a device that calls it FWVersion, as attendance firmware does', async () => {
    const raw = await approved(app, 'UP-7');
    await registryCode(raw, 'DeviceType=acc,FWVersion=ZAM170-1.1,MachineType=101');
    await quiet(app, raw);
    expect((await upgrade('UP-7')).status).toBe(201);
    expect(await standing('UP-7')).toMatchObject({ firmwareBefore: 'ZAM170-1.1', firmwareNow: 'ZAM170-1.1' });
    await registryCode(raw, 'DeviceType=acc,FWVersion=ZAM170-1.2,MachineType=101');
    expect(await standing('UP-7')).toMatchObject({ firmwareBefore: 'ZAM170-1.1', firmwareNow: 'ZAM170-1.2' });
  });

  it('method 2: a terminal asks for the file as it is', async () => {
    const raw = await device('UP-2', 'MachineType=101');
    expect((await upgrade('UP-2')).body.method).toBe(2);
    const [, url = ''] = await handedOut(
      raw,
      new RegExp(
        `^C:(\\d+):UPGRADE type=1,checksum=${md5},size=2300000,url=(http://127\\.0\\.0\\.1:\\d+/iclock/file/UP-2\\.fw\\.\\S+)$`,
      ),
    );
    expect((await bytes(`/iclock/file?SN=UP-2&url=${url}`)).equals(firmware)).toBe(true);
  });

  it('method 3: parts of 1 MB from the address itself; each byte counts once', async () => {
    const raw = await device('UP-3', 'MachineType=101,SubcontractingUpgradeFunOn=1');
    expect((await upgrade('UP-3')).body.method).toBe(3);
    const [id = '', url = ''] = await handedOut(
      raw,
      new RegExp(`^C:(\\d+):UPGRADE checksum=${md5},size=2300000,url=(http://\\S+),supportsubcontracting=1$`),
    );
    const first = await bytes(url, { range: 'bytes=0-1048575' });
    await expect.poll(async () => (await standing('UP-3')).fetchedBytes).toBe(1_048_576);
    await bytes(url, { range: 'bytes=524288-1048575' });
    const rest = await bytes(url, { range: 'bytes=1048576-' });
    expect(Buffer.concat([first, rest]).equals(firmware)).toBe(true);
    await expect.poll(async () => (await standing('UP-3')).fetchedBytes).toBe(2_300_000);
    await raw.result(`ID=${id}&Return=-19&CMD=UPGRADE`);
    expect((await standing('UP-3')).command).toMatchObject({
      status: 'failed',
      returnCode: -19,
      returnMeaning: 'checksum mismatch',
    });
  });

  it('are refused if the device cannot do it, is offline, or has begun one; the file stays until then', async () => {
    await device('UP-4', 'MachineType=101');
    expect((await upgrade('UP-4', { method: 3 })).body.type).toBe('urn:postern:deviceUnsupported');
    expect((await upgrade('UP-4', { method: 4 })).body.errors[0].field).toBe('method');
    expect((await upgrade('UP-4', { firmwareId: 'none' })).status).toBe(404);
    expect((await upgrade('NOBODY')).status).toBe(404);
    const made = await upgrade('UP-4');
    expect(made.status).toBe(201);
    expect((await upgrade('UP-4')).body.type).toBe('urn:postern:conflict');
    expect((await app.admin('DELETE', `/firmware/${firmwareId}`)).status).toBe(409);
    await app.admin('POST', `/commands/${made.body.command.id}/cancel`);
    expect((await upgrade('UP-4')).status).toBe(201);
    await approved(app, 'UP-5');
    expect((await upgrade('UP-5')).body.type).toBe('urn:postern:deviceOffline');
  });

  it('a file of a cancelled upgrade is not given', async () => {
    const raw = await device('UP-6', 'MachineType=101');
    const { body } = await upgrade('UP-6');
    const [row] = await app.sql<{ id: string }>(`SELECT id FROM upgrade WHERE sn = 'UP-6'`);
    expect(row?.id).toBe(body.id);
    await app.admin('POST', `/commands/${body.command.id}/cancel`);
    const { FileLinkService } = await import('../../../src/modules/file/file-links.service.js');
    const path = app.app.get(FileLinkService, { strict: false }).path({ sn: 'UP-6', kind: 'fw', id: body.id });
    expect((await raw.get(path)).status).toBe(404);
  });
});
