import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { approved, RawDevice, registryCode } from '../support/raw-device.js';
import { quiet } from '../support/panels.js';
import { setOnline } from './site.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** A registered device with nothing left to be told. */
async function terminal(sn: string, more: string): Promise<RawDevice> {
  const device = await approved(app, sn);
  await registryCode(device, `~DeviceName=${sn},LockCount=1,ReaderCount=1,StringPinFunOn=1,${more}`);
  await quiet(app, device);
  return device;
}

/** The next command, without the number that stands before it. */
async function next(device: RawDevice): Promise<{ id: number; text: string }> {
  let line = '';
  await expect
    .poll(async () => {
      line = await device.poll();
      return line;
    })
    .toMatch(/^C:\d+:/);
  const [, id = '', text = ''] = /^C:(\d+):(.*)$/s.exec(line) ?? [];
  return { id: Number(id), text };
}

const errorsOf = async (method: string, path: string, body: object) =>
  (await app.admin(method, path, body)).body.errors as unknown;

const withEnrolment = `AccSupportFunList=${'0'.repeat(40)}1,MultiBioDataSupport=0:1:1:0:0:0:0:0:0:1`;

describe('remote enrolment', () => {
  it('is asked for by what the person holds, and its end is told in the feed', async () => {
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
        await app.sql(`SELECT 1 AS n FROM feed WHERE kind = 'command' AND ref = $1`, [String(command.id)]),
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

  it('refuses who is nobody, what cannot be, and a device that is not there', async () => {
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
      { field: 'no', message: 'no must be 0 for face' },
    ]);
    expect(await errorsOf('POST', '/devices/ENR2/enroll', { pin: '1', what: 'palm', no: 2 })).toEqual([
      { field: 'no', message: 'no must be 0 to 1 for palm' },
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
  it('are asked for, kept, and shown without secrets', async () => {
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

  it('are told, and count as known once the device has accepted them', async () => {
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

  it('are known whoever told them, and the clock is none', async () => {
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
    expect(await fault({})).toEqual([{ field: 'values', message: 'values is empty' }]);
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
      expect(await fault(values)).toEqual([{ field: `values.${field}`, message }]);
    }
    expect(await fault({ Door1VerifyType: 4 }, 'OPT6')).toEqual([
      { field: 'values.Door1VerifyType', message: 'values.Door1VerifyType must be 16 digits of 0 and 1 (NewVFStyles)' },
    ]);
    expect(await fault({ Door1VerifyType: '0000000000000001' }, 'OPT6')).toEqual([
      { field: 'values.Door1VerifyType', message: 'values.Door1VerifyType must name a way to verify' },
    ]);
    const right = await app.admin('PUT', '/devices/OPT6/options', { values: { Door1VerifyType: '0000101000000010' } });
    expect(right.status).toBe(200);
    expect(await errorsOf('POST', '/devices/OPT5/options/read', { names: [] })).toMatchObject([{ field: 'names' }]);
    expect(await errorsOf('POST', '/devices/OPT5/options/read', { names: ['a,b'] })).toMatchObject([
      { field: 'names' },
    ]);
  });

  it('verification, voice and intercom go out as they are said', async () => {
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

  it('tells the wireless networks that the device sees', async () => {
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

describe('a move to another server', () => {
  const moveOf = async (sn: string) => (await app.admin('GET', `/devices/${sn}`)).body.move as Record<string, unknown>;
  const move = (sn: string, body: object) => app.admin('POST', `/devices/${sn}/move`, body);

  it('tries the address, tells it, restarts, and says moved and no more than that', async () => {
    const device = await terminal('MOV1', 'MachineType=101');
    const begun = await move('MOV1', { host: '192.168.213.221', port: 8088 });
    expect([begun.status, begun.body]).toEqual([
      200,
      {
        url: 'http://192.168.213.221:8088',
        status: 'testing',
        at: expect.any(String) as unknown,
        commandId: expect.any(Number) as unknown,
        reason: null,
      },
    ]);
    const steps = [
      ['Test Host Address=192.168.213.221:8088', 'setting'],
      ['SET OPTIONS WebServerIP=192.168.213.221,WebServerPort=8088', 'restarting'],
      ['CONTROL DEVICE 03000000', 'moved'],
    ] as const;
    for (const [text, status] of steps) {
      const command = await next(device);
      expect(command.text).toBe(text);
      await device.result(`ID=${command.id}&Return=0&CMD=X`);
      expect(await moveOf('MOV1')).toMatchObject({ status, reason: null });
    }
    const { warnings } = (await app.admin('GET', '/devices/MOV1')).body as {
      warnings: { code: string; text: string }[];
    };
    expect(warnings.filter(({ code }) => code === 'moved')).toEqual([
      { code: 'moved', text: 'it was sent to 192.168.213.221:8088; whether it has arrived is not known here' },
    ]);
    // It calls again, well after it said that it would go.
    await app.sql(
      `UPDATE device SET last_seen_at = now(), move = move || jsonb_build_object('at', '2026-01-01T00:00:00.000Z')
       WHERE sn = 'MOV1'`,
    );
    expect(await moveOf('MOV1')).toMatchObject({ status: 'returned' });
    expect((await app.admin('GET', '/devices/MOV1')).body.warnings).toContainEqual({
      code: 'moved',
      text: 'it was sent to 192.168.213.221:8088 and still calls here',
    });
  });

  it('changes nothing where the device does not get there', async () => {
    const device = await terminal('MOV2', 'MachineType=101');
    await move('MOV2', { host: '10.9.8.7', port: 80 });
    expect((await move('MOV2', { host: '10.9.8.8', port: 80 })).status).toBe(409);
    const { id } = await next(device);
    await device.result(`ID=${id}&Return=-2&CMD=Test Host`);
    expect(await moveOf('MOV2')).toMatchObject({
      url: 'http://10.9.8.7:80',
      status: 'failed',
      reason: 'it does not get to 10.9.8.7:80: no response to the command (-2)',
    });
    expect(await device.poll()).toBe('OK');
    expect((await move('MOV2', { host: '10.9.8.8', port: 80 })).body.status).toBe('testing');
  });

  it('takes the mode for names and HTTPS where it is asked for, and leaves it', async () => {
    const device = await terminal('MOV3', 'MachineType=101');
    await move('MOV3', { host: 'Door.Example.org', port: 443, https: true, test: false, restart: false });
    const first = await next(device);
    expect(first.text).toBe(
      'SET OPTIONS WebServerURLModel=1,ICLOCKSVRURL=https://door.example.org:443,WebServerPort=443',
    );
    await device.result(`ID=${first.id}&Return=0&CMD=SET OPTIONS`);
    expect(await moveOf('MOV3')).toMatchObject({ status: 'moved', url: 'https://door.example.org:443' });
    await device.result(`ID=${first.id}&Return=0&CMD=SET OPTIONS`);
    await app.sql(`UPDATE device SET options = options || '{"WebServerURLModel": "1"}' WHERE sn = 'MOV3'`);
    await move('MOV3', { host: '10.0.0.1', port: 8088, test: false, restart: false });
    const second = await next(device);
    expect(second.text).toBe('SET OPTIONS WebServerIP=10.0.0.1,WebServerPort=8088,WebServerURLModel=0');
    await device.result(`ID=${second.id}&Return=-11&CMD=SET OPTIONS`);
    expect(await moveOf('MOV3')).toMatchObject({
      status: 'failed',
      reason: 'it was told the address: wrong data parameter (-11)',
    });
  });

  it('says why where the device has the address and did not restart', async () => {
    const device = await terminal('MOV6', 'MachineType=101');
    await move('MOV6', { host: '10.0.0.1', port: 8088, test: false });
    const told = await next(device);
    await device.result(`ID=${told.id}&Return=0&CMD=SET OPTIONS`);
    const restart = await next(device);
    await device.result(`ID=${restart.id}&Return=-615&CMD=CONTROL DEVICE`);
    expect(await moveOf('MOV6')).toMatchObject({
      status: 'moved',
      reason: expect.stringMatching(/^it did not restart: .*\(-615\); it goes when it restarts$/) as unknown,
    });
  });

  it('is told once: a device that went without a word and came back is not sent away again', async () => {
    const device = await terminal('MOV5', 'MachineType=101');
    await move('MOV5', { host: '10.0.0.1', port: 8088, test: false, restart: false });
    const { id } = await next(device);
    await app.sql(`UPDATE command SET retry_at = now(), created_at = now() - interval '1 hour' WHERE id = $1`, [id]);
    await expect.poll(() => moveOf('MOV5')).toMatchObject({ status: 'unknown', commandId: id });
    expect((await app.admin('GET', '/devices/MOV5')).body.warnings).toContainEqual({
      code: 'moved',
      text: 'it was sent to 10.0.0.1:8088 and gave no answer',
    });
    expect(await device.poll()).toBe('OK');
    await device.result(`ID=${id}&Return=0&CMD=SET OPTIONS`);
    expect(await moveOf('MOV5')).toMatchObject({ status: 'moved', reason: null });
  });

  it('is refused for a device that is away and for hosts that would cut it off', async () => {
    await terminal('MOV4', 'MachineType=101');
    for (const [body, field] of [
      [{ host: '10.0.0.256', port: 80 }, 'host'],
      [{ host: '127.0.0.1', port: 80 }, 'host'],
      [{ host: 'localhost', port: 80 }, 'host'],
      [{ host: 'a b', port: 80 }, 'host'],
      [{ host: 'x,WebServerPort=1', port: 80 }, 'host'],
      [{ host: '10.0.0.1', port: 70_000 }, 'port'],
      [{ host: '10.0.0.1' }, 'port'],
    ] as const) {
      const errors = (await errorsOf('POST', '/devices/MOV4/move', body)) as { field: string }[];
      expect(new Set(errors.map((error) => error.field))).toEqual(new Set([field]));
    }
    await setOnline(app, 'MOV4', false);
    expect((await move('MOV4', { host: '10.0.0.1', port: 80 })).status).toBe(409);
    expect(await moveOf('MOV4')).toBeNull();
  });
});

describe('warnings of a device', () => {
  const warningsOf = async (sn: string) =>
    (await app.admin('GET', `/devices/${sn}`)).body.warnings as { code: string; text: string }[];

  it('a terminal without an administrator, until it has one', async () => {
    const device = await terminal('WRN1', 'MachineType=101');
    expect(await warningsOf('WRN1')).toEqual([
      { code: 'noAdministrator', text: 'it holds no administrator: whoever stands before it can open its menu' },
    ]);
    const { items } = (await app.admin('GET', '/doors?sn=WRN1')).body as { items: { id: string }[] };
    const level = await app.admin('POST', '/access-levels', { name: 'WRN1', doorIds: [items[0]?.id] });
    await app.admin('POST', '/persons', { pin: '700', privilege: 14, accLevelIds: [level.body.id] });
    for (let more = true; more;) {
      const { id, text } = await next(device);
      await device.result(`ID=${id}&Return=0&CMD=DATA`);
      more = !text.startsWith('DATA UPDATE userauthorize');
    }
    await expect.poll(() => warningsOf('WRN1')).toEqual([]);
    await app.admin('PATCH', '/persons/700', { privilege: 0 });
    await expect.poll(async () => (await warningsOf('WRN1')).map(({ code }) => code)).toEqual(['noAdministrator']);
  });

  it('is no matter of controllers', async () => {
    await terminal('WRN2', 'MachineType=10');
    expect(await warningsOf('WRN2')).toEqual([]);
  });

  it('unknown users, a clock that is off, and a wish for encryption', async () => {
    const device = await terminal('WRN3', 'MachineType=8');
    await device.post(
      '/iclock/cdata?table=tabledata&tablename=user&count=1',
      'user uid=5\tcardno=\tpin=904\tpassword=\tgroup=1\tstarttime=0\tendtime=0\tname=\tprivilege=0\tdisable=0\tverify=0',
    );
    await device.post('/iclock/exchange?type=publickey', 'PublicKey=x');
    await device.post(
      '/iclock/cdata?table=rtstate',
      'time=2020-01-01 00:00:00\tsensor=01\trelay=00\talarm=0000000000000000',
    );
    expect(await warningsOf('WRN3')).toEqual([
      { code: 'unknownUsers', text: 'it holds 1 user that Postern does not know: it may open doors' },
      { code: 'clockDrift', text: 'its clock was more than a minute off within the last hour' },
      {
        code: 'encryption',
        text: "it asked for the vendor's encryption, which Postern does not have: switch it off at the device, or use HTTPS",
      },
    ]);
  });

  it('what it did once, as long as that is not old: of each kind the last', async () => {
    await terminal('WRN5', 'MachineType=8');
    await app.sql(
      `UPDATE device SET token_mode = 'enforce', alerts = jsonb_build_array(
         jsonb_build_object('at', now() - interval '8 days', 'text', 'old', 'code', 'encryption'),
         jsonb_build_object('at', now() - interval '2 days', 'text', 'first', 'code', 'token'),
         jsonb_build_object('at', now() - interval '1 day', 'text', 'second', 'code', 'token'),
         jsonb_build_object('at', now(), 'text', 'a line'))
       WHERE sn = 'WRN5'`,
    );
    expect(await warningsOf('WRN5')).toEqual([{ code: 'token', text: 'second' }]);
    // Nothing is demanded any more: nothing is refused for it.
    await app.sql(`UPDATE device SET token_mode = 'observe' WHERE sn = 'WRN5'`);
    expect(await warningsOf('WRN5')).toEqual([]);
  });

  it('a table that it refuses', async () => {
    const device = await terminal('WRN4', 'MachineType=8');
    const { items } = (await app.admin('GET', '/doors?sn=WRN4')).body as { items: { id: string }[] };
    const level = await app.admin('POST', '/access-levels', { name: 'WRN4', doorIds: [items[0]?.id] });
    await app.admin('POST', '/persons', { pin: '704', accLevelIds: [level.body.id] });
    const { id, text } = await next(device);
    expect(text).toMatch(/^DATA UPDATE user /);
    await device.result(`ID=${id}&Return=-629&CMD=DATA UPDATE`);
    expect((await warningsOf('WRN4')).map(({ code, text: line }) => [code, line.slice(0, 35)])).toEqual([
      ['refusedTable', 'it refuses 1 row of its table user '],
    ]);
  });
});
