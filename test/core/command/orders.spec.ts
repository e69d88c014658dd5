import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, RawDevice, registryCode } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
  await app.admin('POST', '/devices', { sn: 'ORDERS' });
});

afterAll(() => app.stop());

const ask = (sn: string, body: object) => app.admin('POST', `/devices/${sn}/commands`, body);
const shown = async (id: number) => (await app.admin('GET', `/commands/${id}`)).body;

async function queue(sn: string, body: object): Promise<number> {
  const { status, body: command } = await ask(sn, body);
  expect([status, command]).toEqual([201, expect.objectContaining({ status: 'queued' })]);
  return command.id as number;
}

const zeros = (digits: number) => '0'.repeat(digits);
const firmware = {
  url: 'http://10.0.0.1:8088/iclock/file/abc.def',
  checksum: 'A5BF4DCD6020F408589224274AAB132D',
  size: 2312,
};
const sum = 'a5bf4dcd6020f408589224274aab132d';
const lives = { control: 30, query: 600, enrol: 120, upgrade: 3_600, screen: 600 } as const;

/** The request of an operator, the text for the device, and the life of the command in seconds. */
const orders: readonly (readonly [order: object, text: string, kind: string, seconds: number])[] = [
  [{ type: 'openDoor', door: 0, seconds: 3 }, 'CONTROL DEVICE 01000103', 'control', lives.control],
  [{ type: 'auxOutput', output: 1, seconds: 5 }, 'CONTROL DEVICE 01010205', 'control', lives.control],
  [{ type: 'auxOutput', output: 0, seconds: 0 }, 'CONTROL DEVICE 01000200', 'control', lives.control],
  [{ type: 'auxOutput', output: 2, seconds: 255 }, 'CONTROL DEVICE 010202FF', 'control', lives.control],
  [{ type: 'restart', slave: 2 }, 'CONTROL DEVICE 03020000', 'control', lives.control],
  [{ type: 'battery' }, 'CONTROL DEVICE 05000000', 'control', lives.control],
  [{ type: 'emergency', mode: 'dualOn' }, 'CONTROL DEVICE 07010000', 'control', lives.control],
  [{ type: 'zigbee', mode: 'stopAccess' }, 'CONTROL DEVICE 08040000', 'control', lives.control],
  [{ type: 'wiegandTest', on: true }, 'CONTROL DEVICE 09010000', 'control', lives.control],
  [{ type: 'wiegandTest', on: false }, 'CONTROL DEVICE 09020000', 'control', lives.control],
  [{ type: 'readerLight' }, 'CONTROL DEVICE 0A000000', 'control', lives.control],
  [{ type: 'switchNetwork', mode: '4gToWired' }, 'CONTROL DEVICE 0B030000', 'control', lives.control],
  [{ type: 'idCardMode', on: true, door: 1, seconds: 60 }, 'CONTROL DEVICE 0C01013C', 'control', lives.control],
  [{ type: 'idCardMode', on: false }, 'CONTROL DEVICE 0C000000', 'control', lives.control],
  [{ type: 'querySubDevices' }, 'CONTROL DEVICE 0D000000', 'control', lives.control],
  [{ type: 'testNetwork' }, 'CONTROL DEVICE 0E000000', 'control', lives.control],
  [{ type: 'cancelElevatorEmergency' }, 'CONTROL DEVICE 0F000000', 'control', lives.control],
  [{ type: 'resetCounter', counter: 'alarms' }, 'CONTROL DEVICE 10030000', 'control', lives.control],
  [
    { type: 'elevatorOutput', floors: [1, 3, 5, 7, 9], seconds: 5 },
    `CONTROL DEVICE 11AA80${zeros(60)}05`,
    'control',
    lives.control,
  ],
  [
    { type: 'elevatorNormallyOpen', floors: [256], seconds: 255 },
    `CONTROL DEVICE 12${zeros(62)}01FF`,
    'control',
    lives.control,
  ],
  [
    { type: 'adScreen', side: 'in', area: 1, content: 'picture', range: 100, url: 'http://h/a.zip', interval: 5 },
    'SET ADSCREEN_OPTIONS InOut=0,Area=1,Type=1,Range=100,URL=http://h/a.zip,InPlayInterval=5',
    'control',
    lives.screen,
  ],
  [{ type: 'testHost', address: '110.80.38.74:8092' }, 'Test Host Address=110.80.38.74:8092', 'query', lives.query],
  [{ type: 'count', table: 'biophoto', filter: 'Type=9' }, 'DATA COUNT biophoto Type=9', 'query', lives.query],
  [
    { type: 'query', table: 'biodata', filter: 'Type=1\tPin=1\tNo=6' },
    'DATA QUERY tablename=biodata,fielddesc=*,filter=Type=1\tPin=1\tNo=6',
    'query',
    lives.query,
  ],
  [
    { type: 'query', table: 'user', fields: 'Pin\tCardNo' },
    'DATA QUERY tablename=user,fielddesc=Pin\tCardNo,filter=*',
    'query',
    lives.query,
  ],
  [{ type: 'accessPoints' }, 'DATA QUERY tablename=[APList],fielddesc=*,filter=*', 'query', lives.query],
  [
    { type: 'account', maxIndex: 0, packed: true },
    'ACCOUNT transaction ContentType=tgz MaxIndex=0',
    'query',
    lives.query,
  ],
  [{ type: 'account', maxIndex: 42 }, 'ACCOUNT transaction MaxIndex=42', 'query', lives.query],
  [
    { type: 'account', startIndex: 5, endIndex: 9 },
    'ACCOUNT transaction StartIndex=5\tEndIndex=9',
    'query',
    lives.query,
  ],
  [
    { type: 'account', startTime: '2018-02-22 16:19:20', endTime: '2018-02-23T16:19' },
    'ACCOUNT transaction StartTime=2018-02-22 16:19:20\tEndTime=2018-02-23 16:19:00',
    'query',
    lives.query,
  ],
  [
    { type: 'upgrade', method: 1, ...firmware },
    `UPGRADE checksum=${sum},url=http*//10.0.0.1*8088/iclock/file/abc.def,size=2312`,
    'control',
    lives.upgrade,
  ],
  [
    { type: 'upgrade', method: 2, ...firmware },
    `UPGRADE type=1,checksum=${sum},size=2312,url=http://10.0.0.1:8088/iclock/file/abc.def`,
    'control',
    lives.upgrade,
  ],
  [
    { type: 'upgrade', method: 3, ...firmware },
    `UPGRADE checksum=${sum},size=2312,url=http://10.0.0.1:8088/iclock/file/abc.def,supportsubcontracting=1`,
    'control',
    lives.upgrade,
  ],
  [{ type: 'enrollInfo', pin: '1' }, 'ENROLL_INFO TYPE=0\tPIN=1\tRETRY=3\tMODE=1', 'control', lives.enrol],
  [
    { type: 'enrollBio', pin: '1', bioType: 9, overwrite: true },
    'ENROLL_BIO TYPE=9\tNO=0\tPIN=1\tRETRY=3\tOVERWRITE=1\tMODE=1',
    'control',
    lives.enrol,
  ],
  [
    { type: 'enrollBio', pin: '1', bioType: 1, no: 6, retry: 0, keep: false },
    'ENROLL_BIO TYPE=1\tNO=6\tPIN=1\tRETRY=0\tOVERWRITE=0\tMODE=0',
    'control',
    lives.enrol,
  ],
];

// covers controls: 01, 03, 05, 07, 08, 09, 10, 11, 12, 13, 14, 15, 16, 17, 18
// covers commands: ACCOUNT *, UPGRADE *, ENROLL_*, SET ADSCREEN_OPTIONS, Test Host, DATA COUNT, DATA QUERY *
describe('an order reaches the device', () => {
  it.each(orders)('%j as %s', async (order, text, kind, seconds) => {
    const device = new RawDevice(app, 'ORDERS');
    const id = await queue('ORDERS', order);
    expect(await device.poll()).toBe(`C:${id}:${text}`);
    const command = await shown(id);
    expect(command).toMatchObject({ kind, status: 'sent', attempts: 1 });
    expect(Date.parse(command.expiresAt) - Date.parse(command.createdAt)).toBe(seconds * 1_000);
    await device.result(`ID=${id}&Return=0&CMD=${text.split(/[ =]/).slice(0, 2).join(' ')}`);
    expect(await shown(id)).toMatchObject({ status: 'done', returnCode: 0 });
  });
});

describe('an order that is not well formed names its field', () => {
  it.each([
    [{ type: 'auxOutput', seconds: 5 }, 'output'],
    [{ type: 'auxOutput', output: 1 }, 'seconds'],
    [{ type: 'auxOutput', output: 256, seconds: 5 }, 'output'],
    [{ type: 'auxOutput', output: 1, seconds: 256 }, 'seconds'],
    [{ type: 'openDoor', door: 1, seconds: 0 }, 'seconds'],
    [{ type: 'openDoor', door: 1, seconds: 255 }, 'seconds'],
    [{ type: 'restart', slave: -1 }, 'slave'],
    [{ type: 'emergency' }, 'mode'],
    [{ type: 'emergency', mode: 'renetwork' }, 'mode'],
    [{ type: 'zigbee', mode: 'constructor' }, 'mode'],
    [{ type: 'switchNetwork', mode: 'wired' }, 'mode'],
    [{ type: 'wiegandTest' }, 'on'],
    [{ type: 'idCardMode' }, 'on'],
    [{ type: 'resetCounter', counter: 'some' }, 'counter'],
    [{ type: 'elevatorOutput', floors: [0], seconds: 5 }, 'floors'],
    [{ type: 'elevatorOutput', floors: 'all', seconds: 5 }, 'floors'],
    [{ type: 'elevatorNormallyOpen', seconds: 5 }, 'floors'],
    [{ type: 'elevatorNormallyOpen', floors: [1] }, 'seconds'],
    [{ type: 'adScreen', side: 'up', area: 1, content: 'text', range: 1, url: 'a', interval: 1 }, 'side'],
    [{ type: 'adScreen', side: 'in', area: 1, content: 'text', range: 1, url: 'a,b', interval: 1 }, 'url'],
    [{ type: 'testHost', address: 'nowhere' }, 'address'],
    [{ type: 'testHost' }, 'address'],
    [{ type: 'account' }, 'maxIndex'],
    [{ type: 'account', maxIndex: 1, startIndex: 1 }, 'startIndex'],
    [{ type: 'account', startIndex: 1 }, 'endIndex'],
    [{ type: 'account', startIndex: 9, endIndex: 5 }, 'endIndex'],
    [{ type: 'account', startIndex: 1, endIndex: 5, packed: true }, 'packed'],
    [{ type: 'account', startTime: '2018-02-30 00:00:00', endTime: '2018-03-01 00:00:00' }, 'startTime'],
    [{ type: 'account', startTime: '2018-03-02 00:00:00', endTime: '2018-03-01 00:00:00' }, 'endTime'],
    [{ type: 'upgrade', ...firmware }, 'method'],
    [{ type: 'upgrade', method: 4, ...firmware }, 'method'],
    [{ type: 'upgrade', method: 1, ...firmware, checksum: 'x' }, 'checksum'],
    [{ type: 'upgrade', method: 1, ...firmware, size: 0 }, 'size'],
    [{ type: 'upgrade', method: 1, ...firmware, url: 'http://a b' }, 'url'],
    [{ type: 'enrollInfo' }, 'pin'],
    [{ type: 'enrollInfo', pin: '1\tMODE=0' }, 'pin'],
    [{ type: 'enrollBio', pin: '1' }, 'bioType'],
    [{ type: 'enrollBio', pin: '1', bioType: 11 }, 'bioType'],
    [{ type: 'enrollBio', pin: '1', bioType: 1, no: 10 }, 'no'],
    [{ type: 'query', table: 'user,filter=x' }, 'table'],
    [{ type: 'restart', subSn: 'a b' }, 'subSn'],
  ])('%j: %s', async (body, field) => {
    const { status, body: problem } = await ask('ORDERS', body);
    expect([status, problem.errors?.[0]?.field]).toEqual([400, field]);
  });
});

/** AccSupportFunList with these positions on. */
const functions = (...on: number[]) => Array.from({ length: 67 }, (_, at) => (on.includes(at) ? '1' : '0')).join('');

const registration = (extra: string) => `DeviceType=acc,~DeviceName=C3-200,LockCount=2,AuxOutCount=2,${extra}`;

async function registered(sn: string, extra: string): Promise<RawDevice> {
  const device = await approved(app, sn);
  await registryCode(device, registration(extra));
  return device;
}

describe('an order that the device says it cannot do', () => {
  const elevator = { floors: [1], seconds: 5 };
  const gated: readonly (readonly [order: object, able: string])[] = [
    [{ type: 'auxOutput', output: 3, seconds: 5 }, 'AuxOutCount=4'],
    [{ type: 'emergency', mode: 'dualOn' }, `AccSupportFunList=${functions(3)}`],
    [{ type: 'zigbee', mode: 'renetwork' }, 'MaxZigbeeCount=3'],
    [{ type: 'wiegandTest', on: true }, `AccSupportFunList=${functions(10)}`],
    [{ type: 'readerLight' }, `AccSupportFunList=${functions(13)}`],
    [{ type: 'switchNetwork', mode: 'wiredTo4g' }, `AccSupportFunList=${functions(25)}`],
    [{ type: 'idCardMode', on: true }, `AccSupportFunList=${functions(30)}`],
    [{ type: 'cancelElevatorEmergency' }, `AccSupportFunList=${functions(54)}`],
    [{ type: 'elevatorOutput', ...elevator }, `AccSupportFunList=${functions(52)}`],
    [{ type: 'elevatorNormallyOpen', ...elevator }, `AccSupportFunList=${functions(53)}`],
    [
      { type: 'adScreen', side: 'out', area: 1, content: 'text', range: 1, url: 'a', interval: 1 },
      'IsSupportADScreen=1',
    ],
    [{ type: 'account', maxIndex: 0 }, `AccSupportFunList=${functions(11)}`],
    [{ type: 'upgrade', method: 3, ...firmware }, 'SubcontractingUpgradeFunOn=1'],
    [{ type: 'enrollInfo', pin: '1' }, `AccSupportFunList=${functions(40)}`],
    [{ type: 'enrollBio', pin: '1', bioType: 9 }, `AccSupportFunList=${functions(40)}`],
    [{ type: 'restart', subSn: 'SUB1' }, 'CmdFormat=1'],
  ];

  it.each(gated.map(([order, able], at) => [`GATE-${at}`, order, able] as const))(
    'is refused at once, and taken by one that can: %s %j',
    async (sn, order, able) => {
      await registered(sn, `CmdFormat=0,AccSupportFunList=${functions()}`);
      const refused = await ask(sn, order);
      expect([refused.status, refused.body.type]).toEqual([409, 'urn:postern:deviceUnsupported']);
      expect((await app.admin('GET', `/devices/${sn}/commands?status=queued`)).body.items).not.toContainEqual(
        expect.objectContaining({ type: (order as { type: string }).type }),
      );
      await registered(`${sn}-ABLE`, able);
      expect((await ask(`${sn}-ABLE`, order)).status).toBe(201);
    },
  );

  it('goes to a device that has not reported what it can', async () => {
    await approved(app, 'UNTOLD');
    await app.sql(`UPDATE device SET options = '{"FirmVer": "1", "VerifyStyles": "ff"}' WHERE sn = 'UNTOLD'`);
    for (const [order] of gated.slice(0, -1)) expect((await ask('UNTOLD', order)).status).toBe(201);
  });

  it('names a biometric type that it does not know', async () => {
    await registered('TYPES', `AccSupportFunList=${functions(40)},MultiBioDataSupport=0:1:0:0:0:0:0:0:0:0`);
    expect((await ask('TYPES', { type: 'enrollBio', pin: '1', bioType: 9 })).status).toBe(409);
    expect((await ask('TYPES', { type: 'enrollBio', pin: '1', bioType: 1 })).status).toBe(201);
  });
});

const tells = async (device: RawDevice, options: string) =>
  expect(await brief(device.post('/iclock/cdata?table=options', options))).toEqual([200, 'OK']);

describe('a controller behind the device', () => {
  it('is named in front of its command', async () => {
    const master = await approved(app, 'MASTER');
    await tells(master, 'CmdFormat=1');
    const id = await queue('MASTER', { type: 'openDoor', door: 7, seconds: 5, subSn: 'SUB-1' });
    expect(await master.poll()).toBe(
      `DataType=1,SN=SUB-1,Priority=0,CmdID=${id},CmdDesc=C:${id}:CONTROL DEVICE 01070105`,
    );
  });

  it('answers later than its master, under the same number and by its own name', async () => {
    const master = await approved(app, 'MASTER-2');
    await tells(master, 'CmdFormat=1');
    const id = await queue('MASTER-2', { type: 'openDoor', door: 7, seconds: 5, subSn: 'SUB-1' });
    await master.poll();
    await master.result(`ID=${id}&Return=-5000&CMD=CONTROL DEVICE`);
    expect(await shown(id)).toMatchObject({ status: 'sent', answer: null });
    await master.result(`ID=${id}&Return=0&CMD=CONTROL DEVICE&SN=SUB-1`);
    expect(await shown(id)).toMatchObject({ status: 'done', returnCode: 0, answer: { ranBy: 'SUB-1' } });
  });

  it('is never mistaken for the device itself', async () => {
    await approved(app, 'PLAIN');
    expect((await ask('PLAIN', { type: 'openDoor', door: 1, subSn: 'SUB-1' })).status).toBe(409);
    const master = await approved(app, 'CHANGED');
    await tells(master, 'CmdFormat=1');
    const id = await queue('CHANGED', { type: 'openDoor', door: 1, seconds: 5, subSn: 'SUB-1' });
    await tells(master, 'CmdFormat=0');
    expect(await master.poll()).not.toContain('CONTROL');
    expect((await shown(id)).status).toBe('failed');
  });
});

describe('an advertising screen', () => {
  const show = { type: 'adScreen', side: 'in', area: 1, content: 'video', range: 1, url: 'http://h/v', interval: 3 };

  it.each([-5000, 5000])('is waited for after %d', async (first) => {
    const device = await approved(app, `SCREEN${first}`);
    const id = await queue(device.sn, show);
    expect(await device.poll()).toMatch(/^C:\d+:SET ADSCREEN_OPTIONS /);
    await device.result(`ID=${id}&Return=${first}&CMD=SET ADSCREEN_OPTIONS`);
    expect(await shown(id)).toMatchObject({ status: 'sent', returnCode: null });
    await device.result(`ID=${id}&Return=-18&CMD=SET ADSCREEN_OPTIONS`);
    expect(await shown(id)).toMatchObject({ status: 'failed', returnCode: -18 });
  });

  it('5000 is a count for any other command', async () => {
    const device = await approved(app, 'SCREEN-NOT');
    const id = await queue(device.sn, { type: 'count', table: 'user' });
    await device.poll();
    await device.result(`ID=${id}&Return=5000&CMD=DATA COUNT`);
    expect(await shown(id)).toMatchObject({ status: 'done', returnCode: 5000 });
  });
});

it('switches to a network only behind the options that name it', async () => {
  const device = await approved(app, 'WIFI');
  const options = await queue('WIFI', {
    type: 'setOptions',
    options: { TempWirelessSSID: '11', TempWirelessKey: '11' },
  });
  const change = await queue('WIFI', { type: 'switchNetwork', mode: 'wiredToWifi' });
  expect(await device.poll()).toBe(`C:${options}:SET OPTIONS TempWirelessSSID=11,TempWirelessKey=11`);
  expect(await device.poll()).toBe('OK');
  expect((await shown(options)).text).toBe('SET OPTIONS TempWirelessSSID=11,TempWirelessKey=***');
  await device.result(`ID=${options}&Return=0&CMD=SET OPTIONS`);
  expect(await device.poll()).toBe(`C:${change}:CONTROL DEVICE 0B020000`);
});
