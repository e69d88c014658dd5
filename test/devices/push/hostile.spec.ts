import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, registryCode, send, type RawDevice } from '../../support/raw-device.js';

let app: TestApp;
let device: RawDevice;

beforeAll(async () => {
  app = await startApp();
  device = await approved(app, 'HOSTILE-1');
  await registryCode(device);
});
afterAll(() => app.stop());

describe('names that every object of JavaScript has', () => {
  it.each(['constructor', '__proto__'])('%s is treated like any other unknown table', async (name) => {
    const upload = 'uid=1\tpin=1';
    const rows = await device.post(`/iclock/cdata?table=tabledata&tablename=${name}&count=1`, upload);
    expect([rows.status, rows.text]).toEqual([200, `${name}=1`]);
    const answer = await device.post(`/iclock/querydata?type=tabledata&cmdid=1&tablename=${name}&count=1`, upload);
    expect([answer.status, answer.text]).toEqual([200, `${name}=1`]);
    const plain = await device.post(`/iclock/cdata?table=${name}`, upload);
    expect([plain.status, plain.text]).toEqual([200, 'OK']);
    expect((await device.get(`/iclock/${name}`)).status).toBe(404);
  });
});

describe('a registration', () => {
  it.each(['256', '99999999999'])('with %s locks makes no more doors, and is answered', async (locks) => {
    const { status, text } = await device.post('/iclock/registry', `DeviceType=acc,~DeviceName=x,LockCount=${locks}`);
    expect([status, text]).toEqual([200, expect.stringMatching(/^RegistryCode=\w{24,32}$/)]);
    expect((await app.admin('GET', '/doors?sn=HOSTILE-1')).body.items).toHaveLength(1);
  });
});

describe('keys that a device tells', () => {
  it('are not stored, whichever way they come', async () => {
    const all = 'ComPwd=4711,CommKey=4712,~PwdFunOn=1,NetMask=255.0.0.0';
    await device.post('/iclock/registry', `DeviceType=acc,LockCount=1,${all}`);
    await device.post('/iclock/cdata?table=options', 'AdminPassword=4713,Volume=7');
    const { id } = (await app.admin('POST', '/devices/HOSTILE-1/commands', { type: 'getOptions', names: ['ComPwd'] }))
      .body;
    await device.post(`/iclock/querydata?type=options&cmdid=${id}`, 'ComPwd=4714');
    const [row] = await app.sql<{ options: object }>(`SELECT options FROM device WHERE sn = 'HOSTILE-1'`);
    expect(row?.options).toMatchObject({
      ComPwd: '***',
      CommKey: '***',
      AdminPassword: '***',
      PwdFunOn: '1',
      NetMask: '255.0.0.0',
      Volume: '7',
    });
    const answers = await app.sql('SELECT answer FROM command WHERE id = $1', [id]);
    expect(answers).toEqual([{ answer: { options: { ComPwd: '***' } } }]);
  });
});

describe('a request through a proxy', () => {
  it('may name the whole address', async () => {
    const { status, text } = await send(app.url, 'GET', 'http://door.example:8088/iclock/ping?SN=HOSTILE-1');
    expect([status, text]).toEqual([200, 'OK']);
  });
});
