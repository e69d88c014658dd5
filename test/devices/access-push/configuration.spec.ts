import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, RawDevice, registryCode, sessionIn } from '../../support/raw-device.js';
import { deviceViews } from './device-view.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const { deviceOf } = deviceViews(() => app);

const terminal = (session: string) =>
  'ServerVersion=3.0.1\nServerName=Postern\nPushVersion=3.0.1\nPushProtVer=3.0.1\nErrorDelay=60\nRequestDelay=5\n' +
  'TransTimes=00:00;14:00\nTransInterval=1\nTransTables=User\tTransaction\nRealtime=1\n' +
  `SessionID=${session}\nTimeoutSec=10`;

describe('configuration', () => {
  it('has every key of the manual, by POST and by GET; the session stays until the device registers again', async () => {
    const device = await approved(app, 'PUSH-1');
    await registryCode(device);
    const byPost = await device.post('/iclock/push');
    const session = sessionIn(byPost.text);
    expect(byPost.status).toBe(200);
    expect(byPost.text).toBe(terminal(session));
    expect((await device.get('/iclock/push')).text).toBe(terminal(session));
    await registryCode(device);
    const next = sessionIn((await device.post('/iclock/push')).text);
    expect(next).toMatch(/^[0-9a-f]{32}$/);
    expect(next).not.toBe(session);
  });

  it('tells a controller to ask every two seconds, and what biometrics both know', async () => {
    const device = await approved(app, 'PUSH-2');
    await registryCode(
      device,
      'DeviceType=acc,MachineType=10,LockCount=1,MultiBioDataSupport=0:1:0:0:0:0:0:0:1:1,MultiBioPhotoSupport=0:0:0:0:0:0:0:0:0:1',
    );
    const { text } = await device.post('/iclock/push');
    expect(text.split('\n')).toContain('RequestDelay=2');
    expect(text.split('\n').slice(-4)).toEqual([
      'BioPhotoFun=1',
      'BioDataFun=1',
      'MultiBioDataSupport=0:1:0:0:0:0:0:0:1:1',
      'MultiBioPhotoSupport=0:0:0:0:0:0:0:0:0:1',
    ]);
  });

  it('answers parameters only to a device that announces what they are about', async () => {
    const device = await approved(app, 'PUSH-5');
    await registryCode(
      device,
      'DeviceType=acc,MachineType=101,LockCount=1,BioDataFun=1,NewVFStyles=0000111000011010,IRTempDetectionFunOn=1,' +
        'DevNSLevel=2,IsSupportQRcode=1,QRCodeDecryptFunList=010',
    );
    const told = async () => (await device.post('/iclock/push')).text.split('\n').slice(12);
    const plain = ['BioPhotoFun=0', 'BioDataFun=1', 'NewVFStyles=0000111000011010', 'IRTempUnitTrans=0'];
    expect(await told()).toEqual([...plain, 'SvrNSLevel=0']);
    await app.admin('PATCH', '/devices/PUSH-5', { quirks: { svrNSLevel: 2 } });
    await expect.poll(told).toEqual([...plain, 'SvrNSLevel=2']);
  });

  it("tells the vendor's QR key where it is switched on and the device reads such codes", async () => {
    const [reads, not] = [await approved(app, 'QR-1'), await approved(app, 'QR-2')];
    await registryCode(reads, 'DeviceType=acc,LockCount=1,IsSupportQRcode=1,QRCodeDecryptFunList=010');
    await registryCode(not, 'DeviceType=acc,LockCount=1,IsSupportQRcode=1,QRCodeDecryptFunList=101');
    const told = async (device: RawDevice) => (await device.post('/iclock/push')).text.split('\n').slice(12);
    expect(await told(reads)).toEqual([]);
    expect((await app.admin('GET', '/settings')).body).toMatchObject({ vendorQrCode: false });
    expect((await app.admin('PATCH', '/settings', { vendorQrCode: 'yes' })).body.errors).toMatchObject([
      { field: 'vendorQrCode' },
    ]);
    expect((await app.admin('PATCH', '/settings', { vendorQrCode: true })).body).toMatchObject({ vendorQrCode: true });
    const [keyLine = '', typeLine] = await told(reads);
    expect(keyLine).toMatch(/^QRCodeDecryptKey=[0-9a-f]{32}$/);
    expect(typeLine).toBe('QRCodeDecryptType=2');
    expect(await told(not)).toEqual([]);
    // Devices that are online get the key at once; no other device can read it.
    const commandsOf = async (sn: string) =>
      (await app.admin('GET', `/devices/${sn}/commands`)).body.items.filter(
        ({ type, text }: { type: string; text: string | null }) => type === 'setOptions' && text?.includes('QRCode'),
      ) as { text: string }[];
    await expect
      .poll(async () => {
        const text = await reads.poll();
        if (/^C:\d+/.test(text)) await reads.result(`ID=${/\d+/.exec(text)?.[0] ?? ''}&Return=0&CMD=SET OPTIONS`);
        return text.replace(/^C:\d+:/, '');
      })
      .toBe(`SET OPTIONS QRCodeDecryptType=2,${keyLine}`);
    expect((await commandsOf('QR-1')).map(({ text }) => text)).toEqual([
      'SET OPTIONS QRCodeDecryptType=2,QRCodeDecryptKey=***',
    ]);
    expect(await commandsOf('QR-2')).toEqual([]);
    const stored = await app.sql<{ value: string }>(`SELECT value::text FROM setting WHERE key = 'vendorQrCode'`);
    expect(stored[0]?.value).not.toContain(keyLine.slice('QRCodeDecryptKey='.length));
    await app.admin('POST', '/settings/qr-key/rotate');
    const [nextLine] = await told(reads);
    expect(nextLine).toMatch(/^QRCodeDecryptKey=[0-9a-f]{32}$/);
    expect(nextLine).not.toBe(keyLine);
    expect((await app.admin('PATCH', '/settings', { vendorQrCode: false })).body).toMatchObject({
      vendorQrCode: false,
    });
    expect(await told(reads)).toEqual([]);
  });

  it('tells the protocol version that an operator has raised; the lower of both is in use (appendix 13)', async () => {
    const device = await approved(app, 'VERSION-1');
    await device.get('/iclock/cdata?pushver=3.1.2&options=all');
    await registryCode(device);
    expect(await deviceOf('VERSION-1')).toMatchObject({ pushProtVer: '3.0.1', protocol: '3.0.1' });
    expect((await app.admin('PATCH', '/devices/VERSION-1', { pushProtVer: '3.1.3' })).body.errors).toMatchObject([
      { field: 'pushProtVer' },
    ]);
    expect((await app.admin('PATCH', '/devices/VERSION-1', { pushProtVer: '3.1.2' })).body).toMatchObject({
      pushProtVer: '3.1.2',
      protocol: '3.1.2',
    });
    await expect
      .poll(async () => (await device.post('/iclock/push')).text.split('\n').filter((text) => text.includes('3.1.2')))
      .toEqual(['ServerVersion=3.1.2', 'PushVersion=3.1.2', 'PushProtVer=3.1.2']);
    await device.get('/iclock/cdata?pushver=2.4.1&options=all');
    await expect.poll(async () => (await deviceOf('VERSION-1')).protocol).toBe('2.4.1');
  });

  it('stands behind registry=ok in the first contact of a registered device', async () => {
    const device = await approved(app, 'PUSH-3');
    const code = await registryCode(device);
    const session = sessionIn((await device.post('/iclock/push')).text);
    expect(await brief(device.get('/iclock/cdata?pushver=3.0.1&options=all&language=83&pushflag=1'))).toEqual([
      200,
      `registry=ok\nRegistryCode=${code}\n${terminal(session)}`,
    ]);
  });

  it('is taken from table=options as well: later options are added to those of the registration', async () => {
    const device = await approved(app, 'PUSH-4');
    await registryCode(device);
    const body = '~DeviceName=ProBio,MAC=00:17:61:11:ad:4f,UserCount=7,~MaxPvCount=,~OEMVendor=ZKTeco Inc. ';
    expect(await brief(device.post('/iclock/cdata?table=options', body))).toEqual([200, 'OK']);
    expect((await deviceOf('PUSH-4')).capabilities).toMatchObject({
      LockCount: '1',
      MAC: '00:17:61:11:ad:4f',
      UserCount: '7',
      MaxPvCount: '',
      OEMVendor: 'ZKTeco Inc.',
    });
  });
});

describe('small calls', () => {
  // covers requests: GET rtdata, GET ping
  it('ping is OK; time is GMT in packed seconds with the offset of the zone', async () => {
    await app.admin('POST', '/devices', { sn: 'TIME-1', timeZone: 'Asia/Kathmandu' });
    const device = new RawDevice(app, 'TIME-1');
    expect(await brief(device.get('/iclock/ping'))).toEqual([200, 'OK']);
    // Appendix 5, by hand: months of 31 days, years of 372.
    const packed = (at: Date) =>
      ((at.getUTCFullYear() - 2000) * 372 + at.getUTCMonth() * 31 + at.getUTCDate() - 1) * 86_400 +
      at.getUTCHours() * 3_600 +
      at.getUTCMinutes() * 60 +
      at.getUTCSeconds();
    const before = packed(new Date());
    const { text } = await device.get('/iclock/rtdata?type=time');
    expect(text).toMatch(/^DateTime=\d+,ServerTZ=\+0545$/);
    const told = Number(/\d+/.exec(text)?.[0]);
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThanOrEqual(packed(new Date()));
  });

  it("exchange is 404, and the operator is told that the vendor's encryption is asked for", async () => {
    const device = await approved(app, 'CRYPT-1');
    expect(await brief(device.post('/iclock/exchange?type=publickey', 'PublicKey=abc'))).toEqual([404, '']);
    expect(await brief(device.post('/iclock/exchange?type=factors', 'Factors=abc'))).toEqual([404, '']);
    const { alerts } = await deviceOf('CRYPT-1');
    expect(alerts).toHaveLength(1);
    expect(alerts[0].text).toContain('encryption');
  });

  it('an unknown path is 404, never 2xx', async () => {
    const device = await approved(app, 'PATH-1');
    for (const path of ['/iclock/fdata', '/iclock/nothing', '/iclock', '/iclock/', '/iclock/service/other']) {
      expect([path, (await device.get(path)).status]).toEqual([path, 404]);
      expect([path, (await device.post(path, 'x')).status]).toEqual([path, 404]);
    }
  });
});
