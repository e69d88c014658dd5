import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { fromFeed } from '../support/feed.js';
import { nextCommand as next, registeredTerminal } from './operated-device.js';
import { setOnline } from './site.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const terminal = (sn: string, more: string) => registeredTerminal(app, sn, more);

const errorsOf = async (method: string, path: string, body: object) =>
  (await app.admin(method, path, body)).body.errors as unknown;

const withEnrolment = `AccSupportFunList=${'0'.repeat(40)}1,MultiBioDataSupport=0:1:1:0:0:0:0:0:0:1`;

describe('remote enrolment', () => {
  it('is requested for a card, a finger or a face, and its end is in the feed', async () => {
    const device = await terminal('ENR1', `MachineType=101,${withEnrolment}`);
    await app.api('POST', '/api/person/add', { pin: '1', name: 'Ada' });
    for (const [body, text] of [
      [{ what: 'card' }, 'ENROLL_INFO TYPE=0\tPIN=1\tRETRY=3\tMODE=0'],
      [
        { what: 'fingerprint', no: 6, retry: 2, overwrite: true, keep: true },
        'ENROLL_BIO TYPE=1\tNO=6\tPIN=1\tRETRY=2\tOVERWRITE=1\tMODE=1',
      ],
      [{ what: 'face' }, 'ENROLL_BIO TYPE=9\tNO=0\tPIN=1\tRETRY=3\tOVERWRITE=0\tMODE=0'],
    ] as const) {
      const { status, body: command } = await app.admin('POST', '/devices/ENR1/enroll', { pin: '1', ...body });
      expect([status, command.status, command.kind]).toEqual([201, 'queued', 'control']);
      expect(await next(device)).toEqual({ id: command.id, text });
      expect((await app.admin('GET', `/commands/${command.id as number}`)).body.status).toBe('sent');
      await device.result(`ID=${command.id as number}&Return=0&CMD=ENROLL`);
      expect((await app.admin('GET', `/commands/${command.id as number}?wait=5`)).body.status).toBe('done');
      expect(
        await fromFeed(app, `SELECT 1 AS n FROM feed WHERE kind = 'command' AND ref = $1`, [String(command.id)]),
      ).toEqual([{ n: 1 }]);
    }
  });

  it('is kept by a device that has the person, but never a card', async () => {
    const device = await terminal('ENR3', `MachineType=101,${withEnrolment}`);
    const { items } = (await app.admin('GET', '/doors?sn=ENR3')).body as { items: { id: string }[] };
    const level = await app.admin('POST', '/access-levels', { name: 'ENR3', doorIds: [items[0]?.id] });
    await app.admin('POST', '/persons', { pin: '3', accLevelIds: [level.body.id] });
    for (let more = true; more;) {
      const { id, text } = await next(device);
      await device.result(`ID=${id}&Return=0&CMD=DATA`);
      more = !text.startsWith('DATA UPDATE userauthorize');
    }
    await app.admin('POST', '/devices/ENR3/enroll', { pin: '3', what: 'fingerprint', no: 1 });
    const { id, text } = await next(device);
    expect(text).toBe('ENROLL_BIO TYPE=1\tNO=1\tPIN=3\tRETRY=3\tOVERWRITE=0\tMODE=1');
    const upload = await device.post(
      '/iclock/cdata?type=BioData',
      'TYPE=1\tPIN=3\tNO=1\tINDEX=0\tMAJOR_VER=10\tMINOR_VER=0\tTMP=c2FtcGxlIHRlbXBsYXRl',
    );
    expect(upload.status).toBe(200);
    await device.result(`ID=${id}&Return=0&CMD=ENROLL_BIO`);
    const { body } = await app.admin('GET', `/commands/${id}`);
    expect([body.status, body.answer]).toEqual([
      'done',
      { templates: [{ pin: '3', kind: expect.any(String) as unknown, bioType: 1, no: 1, index: 0 }] },
    ]);
    const templates = await app.admin('GET', '/persons/3/templates');
    expect(templates.body).toMatchObject({ items: [{ bioType: 1, no: 1 }] });
    await app.admin('POST', '/devices/ENR3/enroll', { pin: '3', what: 'card' });
    expect((await next(device)).text).toBe('ENROLL_INFO TYPE=0\tPIN=3\tRETRY=3\tMODE=0');
  });

  it('refuses unknown people, impossible values, and a device that is offline', async () => {
    await terminal(
      'ENR2',
      `MachineType=101,AccSupportFunList=${'0'.repeat(41)},MultiBioDataSupport=0:1:0:0:0:0:0:0:0:0`,
    );
    expect((await app.admin('POST', '/devices/ENR2/enroll', { pin: '404', what: 'card' })).status).toBe(404);
    expect((await app.admin('POST', '/devices/NOBODY/enroll', { pin: '1', what: 'card' })).status).toBe(404);
    expect(await errorsOf('POST', '/devices/ENR2/enroll', { pin: '1', what: 'nose' })).toMatchObject([
      { field: 'what' },
    ]);
    expect(await errorsOf('POST', '/devices/ENR2/enroll', { pin: '1', what: 'face', no: 1 })).toEqual([
      { field: 'no', code: 'invalid', message: 'no must be 0 for face' },
    ]);
    expect(await errorsOf('POST', '/devices/ENR2/enroll', { pin: '1', what: 'palm', no: 2 })).toEqual([
      { field: 'no', code: 'invalid', message: 'no must be 0 to 1 for palm' },
    ]);
    const without = await app.admin('POST', '/devices/ENR2/enroll', { pin: '1', what: 'fingerprint' });
    expect([without.status, without.body.type]).toEqual([409, 'urn:postern:deviceUnsupported']);
    await setOnline(app, 'ENR1', false);
    const away = await app.admin('POST', '/devices/ENR1/enroll', { pin: '1', what: 'card' });
    expect([away.status, away.body.type]).toEqual([409, 'urn:postern:deviceOffline']);
    await setOnline(app, 'ENR1');
  });
});

describe('options of a device', () => {
  it('are requested, stored, and shown without secrets', async () => {
    const device = await terminal('OPT1', 'MachineType=101');
    const call = app.admin('POST', '/devices/OPT1/options/read', { names: ['IPAddress', 'ComPwd'], wait: 20 });
    const { id, text } = await next(device);
    expect(text).toBe('GET OPTIONS IPAddress,ComPwd');
    await device.post(
      `/iclock/querydata?type=options&cmdid=${id}&tablename=options&count=1&packcnt=1&packidx=1`,
      'IPAddress=10.1.2.3,ComPwd=1234',
    );
    await device.result(`ID=${id}&Return=0&CMD=GET OPTIONS`);
    const { status, body } = await call;
    expect([status, body.values, body.command.status]).toEqual([200, { IPAddress: '10.1.2.3' }, 'done']);
    expect(body.command.answer).toEqual({ options: { IPAddress: '10.1.2.3', ComPwd: '***' } });
    expect((await app.admin('GET', '/devices/OPT1/options?names=ipaddress,ComPwd,LockCount')).body).toEqual({
      values: { IPAddress: '10.1.2.3', LockCount: '1' },
    });
    expect((await app.admin('GET', '/devices/OPT1/options')).body.values).toMatchObject({ MachineType: '101' });
  });

  it('are set, and count as known once the device has accepted them', async () => {
    const device = await terminal('OPT2', 'MachineType=101,QRCodeDecryptFunList=010');
    const values = {
      QRCodeDecryptType: 2,
      QRCodeDecryptKey: '0123456789abcdef0123456789abcdef',
      SIPKey: 'geheim',
      SIPUser: '100',
    };
    const told = await app.admin('PUT', '/devices/OPT2/options', { values });
    expect([told.status, told.body.values, told.body.command.status]).toEqual([200, {}, 'queued']);
    const { id, text } = await next(device);
    expect(text).toBe(
      'SET OPTIONS QRCodeDecryptType=2,QRCodeDecryptKey=0123456789abcdef0123456789abcdef,SIPKey=geheim,SIPUser=100',
    );
    await device.result(`ID=${id}&Return=0&CMD=SET OPTIONS`);
    expect(
      (await app.admin('GET', '/devices/OPT2/options?names=QRCodeDecryptType,QRCodeDecryptKey,SIPUser,SIPKey')).body
        .values,
    ).toEqual({
      QRCodeDecryptType: '2',
      SIPUser: '100',
    });
    const shown = (await app.admin('GET', `/commands/${id}`)).body.text as string;
    expect(shown).toBe('SET OPTIONS QRCodeDecryptType=2,QRCodeDecryptKey=***,SIPKey=***,SIPUser=100');
    const [row] = await app.sql<{ detail: object }>(
      `SELECT detail FROM audit WHERE action = 'PUT /admin/v1/devices/:sn/options' ORDER BY seq DESC LIMIT 1`,
    );
    expect(JSON.stringify(row?.detail)).not.toMatch(/geheim|0123456789abcdef/);
  });

  it('that the device refuses are not known', async () => {
    const device = await terminal('OPT3', 'MachineType=101');
    await app.admin('PUT', '/devices/OPT3/options', { values: { IPAddress: '10.0.0.9' } });
    const { id } = await next(device);
    await device.result(`ID=${id}&Return=-11&CMD=SET OPTIONS`);
    expect((await app.admin('GET', '/devices/OPT3/options?names=IPAddress')).body.values).toEqual({});
  });

  it('are known whoever set them, and the clock is not one of them', async () => {
    const device = await terminal('OPT8', 'MachineType=101');
    for (const body of [
      { type: 'setOptions', options: { BackupTime: '3' } },
      { command: 'SET OPTIONS DelRecord=500,~DSTOn=1' },
      { type: 'setTime' },
    ]) {
      await app.admin('POST', '/devices/OPT8/commands', body);
      const { id } = await next(device);
      await device.result(`ID=${id}&Return=0&CMD=SET OPTIONS`);
    }
    expect(
      (await app.admin('GET', '/devices/OPT8/options?names=BackupTime,DelRecord,DSTOn,DateTime')).body.values,
    ).toEqual({
      BackupTime: '3',
      DelRecord: '500',
      DSTOn: '1',
    });
  });

  it('wait for a device that is away', async () => {
    const device = await terminal('OPT4', 'MachineType=101');
    await setOnline(app, 'OPT4', false);
    const told = await app.admin('PUT', '/devices/OPT4/options', { values: { NtpFunOn: 1 } });
    expect(told.body.command.status).toBe('queued');
    expect((await next(device)).text).toBe('SET OPTIONS NtpFunOn=1');
    await setOnline(app, 'OPT4', false);
    const asked = await app.admin('POST', '/devices/OPT4/options/read', { names: ['NtpFunOn'] });
    expect(asked.status).toBe(409);
  });

  it('with wrong values are refused by name', async () => {
    await terminal('OPT5', 'MachineType=101,QRCodeDecryptFunList=010');
    await terminal('OPT6', 'MachineType=101,NewVFStyles=0000111000011010');
    const fault = async (values: object, sn = 'OPT5') => errorsOf('PUT', `/devices/${sn}/options`, { values });
    expect(await fault({})).toEqual([{ field: 'values', code: 'missing', message: 'values is empty' }]);
    for (const [values, message] of [
      [{ 'a b': '1' }, 'values.a b is no name that an option can have'],
      [{ A: 'x,B=1' }, 'values.A must be text without commas, tabs and line ends'],
      [{ A: { b: 1 } }, 'values.A must be text without commas, tabs and line ends'],
      [{ DateTime: 5 }, 'values.DateTime is set by POST time, which says the time at which it is handed out'],
      [{ WebServerIP: '10.0.0.1' }, 'values.WebServerIP is set by POST move'],
      [{ MulCardUserFunOn: 0 }, 'values.MulCardUserFunOn is set by Postern itself, after each registration'],
      [
        { QRCodeDecryptType: 3 },
        'values.QRCodeDecryptType is a scheme that the device does not have (QRCodeDecryptFunList)',
      ],
      [{ QRCodeDecryptType: 4 }, 'values.QRCodeDecryptType must be 1 to 3'],
      [{ SIPTransferProtocol: 3 }, 'values.SIPTransferProtocol must be 0 to 2'],
      [{ IntercomCallMode: '0' }, 'values.IntercomCallMode must be 1 to 2'],
      [{ VoiceModuleType: 1 }, 'values.VoiceModuleType needs a voice module (AccSupportFunList, position 57)'],
      [{ IPAddress: '10.0.0.256' }, 'values.IPAddress must be an IPv4 address'],
      [{ MachineTZ: '+1' }, 'values.MachineTZ must be an offset such as +0100'],
      [
        { Door1VerifyType: '0000101000000010' },
        'values.Door1VerifyType must be a code of appendix 3: the device does not know the 16 digits (NewVFStyles)',
      ],
      [{ Door1VerifyType: 99 }, 'values.Door1VerifyType must be a code of appendix 3'],
      [{ Door1SensorType: 3 }, 'values.Door1SensorType must be 0 to 2'],
    ] as const) {
      const [field = ''] = Object.keys(values);
      expect(await fault(values)).toEqual([{ field: `values.${field}`, code: 'invalid', message }]);
    }
    expect(await fault({ Door1VerifyType: 4 }, 'OPT6')).toEqual([
      {
        field: 'values.Door1VerifyType',
        code: 'invalid',
        message: 'values.Door1VerifyType must be 16 digits of 0 and 1 (NewVFStyles)',
      },
    ]);
    expect(await fault({ Door1VerifyType: '0000000000000001' }, 'OPT6')).toEqual([
      { field: 'values.Door1VerifyType', code: 'invalid', message: 'values.Door1VerifyType must name a way to verify' },
    ]);
    const right = await app.admin('PUT', '/devices/OPT6/options', { values: { Door1VerifyType: '0000101000000010' } });
    expect(right.status).toBe(200);
    expect(await errorsOf('POST', '/devices/OPT5/options/read', { names: [] })).toMatchObject([{ field: 'names' }]);
    expect(await errorsOf('POST', '/devices/OPT5/options/read', { names: ['a,b'] })).toMatchObject([
      { field: 'names' },
    ]);
  });

  it('verification, voice and intercom go out as requested', async () => {
    const device = await terminal('OPT7', `MachineType=101,AccSupportFunList=${'0'.repeat(57)}1`);
    await app.admin('PUT', '/devices/OPT7/options', {
      values: {
        Door1VerifyType: 7,
        VoiceModuleType: 1,
        VoiceModuleCancelTime: 2,
        IntercomCallMode: 2,
        SIPTransferProtocol: 2,
      },
    });
    expect((await next(device)).text).toBe(
      'SET OPTIONS Door1VerifyType=7,VoiceModuleType=1,VoiceModuleCancelTime=2,IntercomCallMode=2,SIPTransferProtocol=2',
    );
  });
});

describe('other work on a device', () => {
  it('sets the clock, tries an address', async () => {
    const device = await terminal('OTH1', 'MachineType=101');
    const time = await app.admin('POST', '/devices/OTH1/time');
    expect(time.status).toBe(201);
    expect((await next(device)).text).toMatch(/^SET OPTIONS DateTime=\d{9}$/);
    const test = app.admin('POST', '/devices/OTH1/test-host', { address: '110.80.38.74:8092', wait: 20 });
    const { id, text } = await next(device);
    expect(text).toBe('Test Host Address=110.80.38.74:8092');
    await device.result(`ID=${id}&Return=-2&CMD=Test Host`);
    expect((await test).body).toMatchObject({ id, status: 'failed', returnCode: -2 });
    expect(await errorsOf('POST', '/devices/OTH1/test-host', { address: 'nowhere' })).toMatchObject([
      { field: 'address' },
    ]);
  });

  it('lists the wireless networks that the device sees', async () => {
    const device = await terminal('OTH2', 'MachineType=101');
    const scan = app.admin('POST', '/devices/OTH2/network-scan', { wait: 20 });
    const { id, text } = await next(device);
    expect(text).toBe('DATA QUERY tablename=[APList],fielddesc=*,filter=*');
    const answer = await device.post(
      `/iclock/querydata?type=vmtable&cmdid=${id}&tablename=APList&count=2&packcnt=1&packidx=1`,
      'APList ecn=0\tssid=Lob\0by\trssi=-47\tmac=00:17:61:11:ad:4f\r\nAPList ecn=1\tssid=Yard 2\trssi=-80\tmac=00:17:61:11:ad:50',
    );
    expect([answer.status, answer.text]).toEqual([200, 'APList=2']);
    await device.result(`ID=${id}&Return=2&CMD=DATA`);
    expect((await scan).body).toMatchObject({
      id,
      status: 'done',
      returnCode: 2,
      answer: {
        accessPoints: [
          { ssid: 'Lobby', rssi: '-47', mac: '00:17:61:11:ad:4f', ecn: '0' },
          { ssid: 'Yard 2', rssi: '-80', mac: '00:17:61:11:ad:50', ecn: '1' },
        ],
      },
    });
  });
});
