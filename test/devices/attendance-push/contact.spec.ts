import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approved, brief, printedRegistration, RawDevice, registryCode, sendBytes } from '../../support/raw-device.js';
import { silence } from '../push/silence.js';
import { startApp, type TestApp } from '../../support/app.js';
import { AttZoneWatchService } from '../../../src/devices/attendance-push/att-zone-watch.service.js';
import { Terminal, terminal } from './terminal.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', SITE_TIME_ZONE: 'Asia/Kolkata' } });
});

afterAll(() => app.stop());

const deviceOf = async (sn: string) => (await app.admin('GET', `/devices/${sn}`)).body;

const optionsOf = async (sn: string) =>
  (await app.sql<{ options: Record<string, string> }>('SELECT options FROM device WHERE sn = $1', [sn]))[0]?.options;

const allNames = [
  'Stamp',
  'OpStamp',
  'PhotoStamp',
  'ATTLOGStamp',
  'OPERLOGStamp',
  'ATTPHOTOStamp',
  'BIODATAStamp',
  'IDCARDStamp',
  'ERRORLOGStamp',
  'ErrorDelay',
  'Delay',
  'TransTimes',
  'TransInterval',
  'TransFlag',
  'TimeZone',
  'Realtime',
  'Encrypt',
  'ServerVer',
  'PushProtVer',
  'PushOptionsFlag',
  'PushOptions',
  'MultiBioDataSupport',
  'MultiBioPhotoSupport',
  'SupportPing',
  'MaxPostSize',
];

describe('the first contact of a terminal', () => {
  it('is answered with its options, everything to be sent once, and the zone in minutes', async () => {
    const device = await terminal(app, 'ATT-1');
    const block = await device.contact();
    expect([...block.keys()]).toEqual(allNames);
    expect(Object.fromEntries(block)).toMatchObject({
      Stamp: '0',
      ATTLOGStamp: '0',
      OPERLOGStamp: '0',
      Delay: '5',
      ErrorDelay: '30',
      TransFlag:
        'TransData AttLog\tOpLog\tAttPhoto\tEnrollUser\tChgUser\tEnrollFP\tChgFP\tFACE\tUserPic\tFVEIN\tBioPhoto\tWORKCODE',
      TimeZone: '330',
      Realtime: '1',
      Encrypt: '0',
      ServerVer: '2.4.1',
      PushProtVer: '2.4.1',
    });
    expect(await deviceOf('ATT-1')).toMatchObject({ link: 'push-att', module: 'att', online: true });
  });

  it('is asked for again when its zone has changed, at once also when that was put right within the hour', async () => {
    const device = await terminal(app, 'ATT-ZONE');
    const watch = app.app.get(AttZoneWatchService, { strict: false });
    let now = Date.now();
    const asked = async () => {
      // It looks once a minute.
      await watch.check((now += 61_000));
      return app.sql<{ status: string }>(`SELECT status FROM command WHERE sn = 'ATT-ZONE' AND type = 'setTime'`);
    };
    expect(await asked()).toEqual([]);
    for (const [at, [timeZone, value]] of [['Asia/Tokyo', '9'] as const, ['Asia/Dubai', '4'] as const].entries()) {
      expect((await app.admin('PATCH', '/devices/ATT-ZONE', { timeZone })).status).toBe(200);
      await expect.poll(asked).toHaveLength(at + 1);
      expect(await asked()).toHaveLength(at + 1);
      const [, id] = /^C:(\d+):CHECK\n$/.exec(await device.poll()) ?? [];
      await device.post('/iclock/devicecmd', `ID=${id}&Return=0&CMD=CHECK\n`);
      expect((await device.contact()).get('TimeZone')).toBe(value);
    }
  });

  it('has whole hours as hours, and the delay that an operator set', async () => {
    const device = await terminal(app, 'ATT-2');
    const quirks = { requestDelay: 9 };
    expect((await app.admin('PATCH', '/devices/ATT-2', { timeZone: 'Asia/Dubai', quirks })).status).toBe(200);
    const block = await device.contact();
    expect([block.get('TimeZone'), block.get('Delay')]).toEqual(['4', '9']);
  });

  it('of 1.x, which announces no version, has the lines that 1.x knows', async () => {
    expect((await app.admin('POST', '/devices', { sn: 'ATT-OLD' })).status).toBe(201);
    const block = await new Terminal(app, 'ATT-OLD').contact('options=all');
    expect([...block.keys()]).toEqual([
      ...allNames.slice(0, 3),
      ...allNames.slice(allNames.indexOf('ErrorDelay'), allNames.indexOf('PushProtVer')),
    ]);
  });

  it('uses the lower version; no masks of templates below 2.4.1', async () => {
    const device = await terminal(app, 'ATT-3');
    const block = await device.contact('options=all&pushver=2.2.14&DeviceType=att');
    expect([block.get('PushProtVer'), block.has('MultiBioDataSupport')]).toEqual(['2.2.14', false]);
  });

  it('stores the terminal’s own stamps and returns them; answers to a query do not change them', async () => {
    const device = await terminal(app, 'ATT-4');
    await device.upload('ATTLOG', '1\t2024-03-05 08:01:22\t0\t1', '&Stamp=777103628');
    await device.upload('OPERLOG', 'OPLOG 4\t0\t2024-03-05 07:59:10\t0\t0\t0\t0', '&OpStamp=0');
    await device.upload('ATTLOG', '1\t2024-03-05 08:01:23\t0\t1', '&Stamp=5&CmdId=1');
    await device.upload('ATTLOG', '1\t2024-03-05 08:01:24\t0\t1', '&Stamp=5');
    const block = await device.contact();
    expect([block.get('Stamp'), block.get('ATTLOGStamp')]).toEqual(['777103628', '777103628']);
    // The stamp that an answer to a query gives back would make the terminal send everything again.
    expect([block.get('OPERLOGStamp'), block.get('ATTPHOTOStamp')]).toEqual(['9999', '0']);
  });

  it('an empty upload changes its stamp, too', async () => {
    const device = await terminal(app, 'ATT-5');
    expect(await device.upload('OPERLOG', '', '&Stamp=77')).toEqual([200, 'OK']);
    expect((await device.contact()).get('OPERLOGStamp')).toBe('77');
  });
});

describe('which protocol a device speaks', () => {
  it('is shown by what it sends, whatever its version says, and is remembered', async () => {
    const device = await approved(app, 'MODE-1');
    expect(await brief(device.get('/iclock/cdata?options=all&pushver=3.1.2'))).toEqual([200, 'OK']);
    expect((await deviceOf('MODE-1')).link).toBe('push-acc');
    expect(await brief(device.post('/iclock/cdata?table=ATTLOG', '7\t2024-03-05 08:01:22\t0\t1'))).toEqual([
      200,
      'OK: 1',
    ]);
    expect(await deviceOf('MODE-1')).toMatchObject({ link: 'push-att', module: 'att' });
    expect((await device.get('/iclock/cdata?options=all&pushver=3.1.2')).text).toMatch(/^GET OPTION FROM: MODE-1\n/);
  });

  it('is shown by DeviceType before everything else', async () => {
    const acc = await approved(app, 'MODE-2');
    expect(await brief(acc.get('/iclock/cdata?options=all&pushver=2.4.1&DeviceType=acc'))).toEqual([200, 'OK']);
    const att = await approved(app, 'MODE-3');
    expect((await att.get('/iclock/cdata?options=all&pushver=3.1.2&DeviceType=pid')).text).toContain('GET OPTION FROM');
    expect((await deviceOf('MODE-3')).link).toBe('push-att');
  });

  it('changes when somebody switches it at the terminal, which begins anew then', async () => {
    const device = await approved(app, 'MODE-4');
    const begins = async (contact: () => Promise<{ status: number }>) => {
      await silence(app, 'MODE-4');
      return (await contact()).status;
    };
    await registryCode(device);
    expect((await deviceOf('MODE-4')).link).toBe('push-acc');
    await device.get('/iclock/getrequest?INFO=Ver%201,0,0,0,10.0.0.9');
    expect(await deviceOf('MODE-4')).toMatchObject({ link: 'push-acc', module: 'acc' });
    await expect
      .poll(() => begins(() => device.get('/iclock/cdata?options=all&pushver=2.4.1&DeviceType=att')))
      .toBe(200);
    expect(await deviceOf('MODE-4')).toMatchObject({ link: 'push-att', module: 'acc' });
    await expect.poll(() => begins(() => device.post('/iclock/registry', printedRegistration))).toBe(200);
    expect(await deviceOf('MODE-4')).toMatchObject({ link: 'push-acc', module: 'acc' });
  });

  it('stays the same if a request shows nothing', async () => {
    const device = await terminal(app, 'MODE-5');
    expect((await device.get('/iclock/cdata?options=all&pushver=3.0.1')).text).toContain('GET OPTION FROM');
    expect(await brief(device.get('/iclock/ping'))).toEqual([200, 'OK']);
    expect(await brief(device.get('/iclock/cdata?type=time'))).toMatchObject([
      200,
      expect.stringMatching(/^Time=.*\+05:30$/),
    ]);
    expect(await brief(device.get('/iclock/deviceinfo'))).toEqual([200, 'OK']);
    expect(await brief(device.get('/iclock/cdata?table=RemoteAtt&PIN=5'))).toEqual([200, 'NONE']);
  });
});

describe('a device that announces neither DeviceType nor version 3', () => {
  it('speaks Attendance PUSH once it goes on after its first contact, though it sends nothing', async () => {
    const device = await approved(app, 'GUESS-1');
    expect((await device.get('/iclock/cdata?options=all')).text).toMatch(/^GET OPTION FROM: GUESS-1\n/);
    expect(await brief(device.get('/iclock/getrequest'))).toEqual([200, 'OK']);
    expect(await deviceOf('GUESS-1')).toMatchObject({ link: 'push-att', module: 'att' });
    expect(await brief(device.get('/iclock/deviceinfo'))).toEqual([200, 'OK']);
  });

  it('has uploads that show nothing by themselves taken as those of a terminal', async () => {
    const device = await approved(app, 'GUESS-2');
    await device.get('/iclock/cdata?options=all&pushver=2.4.1');
    const row = 'BIODATA Pin=7\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=58\tMinorVer=10\tFormat=0\tTmp=QUJD';
    expect(await brief(device.post('/iclock/cdata?table=BIODATA&Stamp=9999', row))).toEqual([200, 'OK: 1']);
    expect(await deviceOf('GUESS-2')).toMatchObject({ link: 'push-att', module: 'att' });
  });

  it('is a panel as soon as it registers as one', async () => {
    const device = await approved(app, 'GUESS-3');
    expect((await device.get('/iclock/cdata?options=all')).text).toMatch(/^GET OPTION FROM: /);
    await registryCode(device);
    expect(await deviceOf('GUESS-3')).toMatchObject({ link: 'push-acc', module: 'acc', alerts: [] });
  });
});

describe('a terminal that nobody has approved', () => {
  it('keeps its data: it is told to send nothing, and its uploads are refused', async () => {
    const device = new Terminal(app, 'WAIT-1');
    const block = await device.contact();
    expect(Object.fromEntries(block)).toMatchObject({
      TransFlag: 'TransData',
      Realtime: '0',
      ATTLOGStamp: 'None',
      Delay: '60',
    });
    expect((await device.upload('ATTLOG', '1\t2024-03-05 08:01:22\t0\t1'))[0]).toBe(403);
    expect((await device.get('/iclock/getrequest?INFO=Ver%201,0,0,0')).status).toBe(403);
    expect(await deviceOf('WAIT-1')).toMatchObject({ status: 'pending', link: 'push-att', module: 'att' });
    await app.admin('POST', '/devices/WAIT-1/approve', {});
    expect((await device.contact()).get('ATTLOGStamp')).toBe('0');
    expect(await device.upload('ATTLOG', '1\t2024-03-05 08:01:22\t0\t1')).toEqual([200, 'OK: 1']);
    await app.admin('PATCH', '/devices/WAIT-1', { module: 'acc' });
    await device.contact();
    expect((await deviceOf('WAIT-1')).module).toBe('acc');
  });

  it('that was rejected is refused everywhere', async () => {
    const device = new RawDevice(app, 'WAIT-2');
    await device.get('/iclock/cdata?options=all&DeviceType=att');
    await app.admin('POST', '/devices/WAIT-2/reject');
    expect((await device.get('/iclock/cdata?options=all&DeviceType=att')).status).toBe(403);
  });
});

describe('options and counters', () => {
  it('are kept, with commas in their values, and a relay is a door', async () => {
    const device = await terminal(app, 'OPT-1');
    const body =
      '~DeviceName=DemoFace,MAC=00:11:22:33:44:55,UserCount=3,~OEMVendor=Demo Co., Ltd.,~LockFunOn=1,FPVersion=10';
    expect(await device.upload('options', body, '')).toEqual([200, 'OK']);
    expect((await deviceOf('OPT-1')).type).toBe('DemoFace');
    expect(await optionsOf('OPT-1')).toMatchObject({
      OEMVendor: 'Demo Co., Ltd.',
      UserCount: '3',
      FPVersion: '10',
      Language: '69',
    });
    const doors = (await app.admin('GET', '/doors?sn=OPT-1')).body.items as { number: number }[];
    expect(doors.map(({ number }) => number)).toEqual([1]);
  });

  it('come with a poll, too, whatever their number; the device’s own word about versions stays', async () => {
    const device = await terminal(app, 'OPT-2');
    await device.upload('options', 'FPVersion=12', '');
    expect(
      await brief(device.get('/iclock/getrequest?INFO=Ver%208.0.4.9-20200101,12,20,3456,10.0.0.21,10,7,12,5,111')),
    ).toEqual([200, 'OK']);
    expect(await optionsOf('OPT-2')).toMatchObject({
      FWVersion: 'Ver 8.0.4.9-20200101',
      UserCount: '12',
      FPCount: '20',
      TransactionCount: '3456',
      FaceCount: '5',
      FPVersion: '12',
      FaceVersion: '7',
      FingerFunOn: '1',
      PhotoFunOn: '1',
    });
    expect(await brief(device.get('/iclock/getrequest?INFO=Ver%201,13'))).toEqual([200, 'OK']);
    expect(await optionsOf('OPT-2')).toMatchObject({ UserCount: '13', FPCount: '20' });
  });

  it('with a NUL in them keep no command from the terminal', async () => {
    const device = await terminal(app, 'OPT-3');
    for (const info of ['a%00b', 'a%00b,7']) {
      const { id } = (await app.admin('POST', '/devices/OPT-3/commands', { command: 'CHECK' })).body as { id: number };
      const answers = async () => (await device.get(`/iclock/getrequest?INFO=${info}`)).text;
      await expect.poll(answers).toMatch(new RegExp(`^C:${id}:CHECK`));
      await device.result(`ID=${id}&Return=0&CMD=CHECK`);
    }
    expect(await optionsOf('OPT-3')).toMatchObject({ FWVersion: 'ab', UserCount: '7' });
  });
});

it('a request line with blanks in it is read, as old firmware writes it', async () => {
  const device = await terminal(app, 'BLANKS-1');
  const line = `GET /iclock/getrequest?SN=${device.sn}&INFO=Ver 8.0.4 (a b),12,20,3456,10.0.0.21,10 HTTP/1.1`;
  const answer = await sendBytes(app.url, `${line}\r\nHost: x\r\nConnection: close\r\n\r\n`);
  expect([answer.split('\r\n', 1)[0], answer.split('\r\n\r\n')[1]]).toEqual(['HTTP/1.1 200 OK', 'OK']);
  expect(await optionsOf('BLANKS-1')).toMatchObject({ FWVersion: 'Ver 8.0.4 (a b)', UserCount: '12' });
});

describe('what a terminal asks about somebody before it', () => {
  const ask = (device: RawDevice, query: string) => brief(device.get(`/iclock/cdata?${query}`));
  const finger = (pin: string, no: number, text: string) =>
    `FP PIN=${pin}\tFID=${no}\tSize=12\tValid=1\tTMP=${Buffer.from(text).toString('base64')}`;

  it('a person from another area: the user and the fingers that it can read, or nobody', async () => {
    const home = await terminal(app, 'TRAVEL-1');
    await app.api('POST', '/api/person/add', { pin: '7001', name: 'Ada', lastName: 'Byron', cardNo: '305419896' });
    await app.api('POST', '/api/person/add', { pin: '7002', name: 'Eve' });
    await home.upload('OPERLOG', [finger('7001', 1, 'finger no 1'), finger('7001', 6, 'finger no 6')].join('\n'));
    const there = await terminal(app, 'TRAVEL-2');
    const remote = (pin: string) => ask(there, `table=RemoteAtt&PIN=${encodeURIComponent(pin)}`);
    // The person is in no area yet, so no terminal knows them.
    expect(await remote('7001')).toEqual([200, 'NONE']);
    expect((await app.admin('PUT', '/attendance/areas/1/persons/7001')).status).toBeLessThan(300);
    await expect
      .poll(() => remote('7001'))
      .toEqual([
        200,
        'DATA UPDATE USERINFO PIN=7001\tName=Ada Byron\tPri=0\tPasswd=\tCard=305419896\tGrp=1\tTZ=0000000000000000\n' +
          'DATA UPDATE FINGERTMP PIN=7001\tFID=1\tSize=16\tValid=1\tTMP=ZmluZ2VyIG5vIDE=\n' +
          'DATA UPDATE FINGERTMP PIN=7001\tFID=6\tSize=16\tValid=1\tTMP=ZmluZ2VyIG5vIDY=',
      ]);
    expect([await remote('7002'), await remote('9'), await remote("' OR 1=1")]).toEqual([
      [200, 'NONE'],
      [200, 'NONE'],
      [200, 'NONE'],
    ]);
    // A terminal with another algorithm cannot read any of these fingers.
    await there.upload('options', 'FPVersion=12', '');
    expect((await remote('7001'))[1]).toBe(
      'DATA UPDATE USERINFO PIN=7001\tName=Ada Byron\tPri=0\tPasswd=\tCard=305419896\tGrp=1\tTZ=0000000000000000',
    );
    await app.admin('PATCH', '/persons/7001', { isDisabled: true });
    expect(await remote('7001')).toEqual([200, 'NONE']);
  });

  it('a person of another area only: it gets the name, but no password, card or finger', async () => {
    const home = await terminal(app, 'TRAVEL-5');
    await app.admin('POST', '/areas', { code: 'FAR', name: 'Far away' });
    await app.api('POST', '/api/person/add', { pin: '7005', name: 'Dee', cardNo: '305419897', personPwd: '4711' });
    const remote = async () => (await ask(home, 'table=RemoteAtt&PIN=7005'))[1];
    await app.admin('PUT', '/attendance/areas/1/persons/7005');
    await home.upload('OPERLOG', finger('7005', 3, 'finger no 3'));
    await expect.poll(remote).toMatch(/Passwd=4711\tCard=305419897[\s\S]*FID=3/);
    await app.admin('PUT', '/attendance/areas/FAR/persons/7005');
    expect((await app.admin('DELETE', '/attendance/areas/1/persons/7005')).status).toBeLessThan(300);
    await expect
      .poll(remote)
      .toBe('DATA UPDATE USERINFO PIN=7005\tName=Dee\tPri=0\tPasswd=\tCard=\tGrp=1\tTZ=0000000000000000');
  });

  it('a legacy terminal, in its own protocol', async () => {
    await terminal(app, 'TRAVEL-3', 'options=all');
    const old = new RawDevice(app, 'TRAVEL-3');
    await app.api('POST', '/api/person/add', { pin: '7003', name: 'Bob', personPwd: '1234' });
    await app.admin('PUT', '/attendance/areas/1/persons/7003');
    await old.post('/iclock/cdata?table=OPERLOG', finger('7003', 2, 'finger no 2'));
    expect(await ask(old, 'PIN=7003&save=1')).toEqual([
      200,
      'DATA USER PIN=7003\tName=Bob\tPasswd=1234\tCard=[0000000000]\tGrp=1\tTZ=0000000000000000\tPri=0\n' +
        'DATA FP PIN=7003\tFID=2\tValid=1\tTMP=ZmluZ2VyIG5vIDI=',
    ]);
  });

  it('the last punch of a person, and what a self service shows', async () => {
    const device = await terminal(app, 'TRAVEL-4');
    await app.api('POST', '/api/person/add', { pin: '7004', name: 'Cem' });
    await app.admin('PUT', '/attendance/areas/1/persons/7004');
    expect(await ask(device, 'type=LastPunch&PIN=7004')).toEqual([200, 'NONE']);
    await device.upload('ATTLOG', '7004\t2024-03-05 08:01:22\t0\t1\t0\n7004\t2024-03-05 17:30:00\t1\t1\t12\n');
    expect(await ask(device, 'type=LastPunch&PIN=7004')).toEqual([
      200,
      'status=0\nname=Cem\tpin=7004\tstate=1\tworkcode=12\tdate=2024-03-05\ttime=17:30:00',
    ]);
    const shown = Buffer.from('2024-03-05 17:30:00\n2024-03-05 08:01:22').toString('base64');
    expect(await ask(device, 'table=SELFSERVICEDATA&PIN=7004&ServiceNum=2')).toEqual([
      200,
      `DATA UPDATE SELFSERVICEDATA ServiceNum=2\tPIN=7004\tStyle=0\tData=${shown}`,
    ]);
  });

  it.each(['PWD', 'CARD', 'FP', 'FACE'])(
    'whether a %s is right: the gateway does not compare, so the answer is no',
    async (type) => {
      const device = await terminal(app, `AUTH-${type}`);
      expect(await brief(device.post(`/iclock/cdata?AuthType=${type}`, 'PIN=7\tSize=4\tTMP=AAEC'))).toEqual([
        200,
        'NONE',
      ]);
      expect((await app.admin('GET', `/device-uploads?sn=AUTH-${type}`)).body.items).toEqual([]);
    },
  );
});
