import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import type { PanelOptions } from '../../../src/tools/simulator/panel-options.js';
import { functionList } from '../../../src/tools/simulator/settings.js';
import { startDeviceServer, type DeviceServer } from '../../support/device-server.js';
import { postedResults, result } from './posted-results.js';
import { sn } from './polling-panels.js';

let server: DeviceServer;

let panels: SimulatedPanel[] = [];

beforeEach(async () => {
  server = await startDeviceServer();
});

afterEach(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  panels = [];
  await server.stop();
});

const { panelWith, give, results } = postedResults(
  () => server,
  () => panels,
);

const withFunctions = (...positions: number[]) => ({ options: { AccSupportFunList: functionList(...positions) } });

describe('CONTROL DEVICE (9.4)', () => {
  it('is unknown where the device does not have what it is about', async () => {
    const panel = panelWith(withFunctions());
    const codes = ['05000000', '06010100', '07010000', '08010000', '09010000', '0A000000', '0B010000', '0C010000'];
    codes.push('0D000000', '0E000000', '0F000000', '10040000', `11${'80'.padEnd(64, '0')}05`, '13000000');
    const said = await results(panel, ...codes.map((code, at) => `C:${at + 1}:CONTROL DEVICE ${code}`));
    expect(said.map((body) => /Return=(-?\d+)/.exec(body)?.[1])).toEqual(['0', ...Array<string>(13).fill('-13')]);
  });

  it('locks down, opens in an emergency, and lights readers', async () => {
    const panel = panelWith({ ...withFunctions(2, 3, 13), doors: 2 });
    await results(panel, 'C:1:CONTROL DEVICE 06000100', 'C:2:CONTROL DEVICE 06010000', 'C:3:CONTROL DEVICE 07010000');
    expect([panel.doors.isLocked(1), panel.doors.isLocked(2)]).toEqual([false, true]);
    expect(panel.opened.map(({ door, seconds }) => [door, seconds])).toEqual([
      [1, 'hold'],
      [2, 'hold'],
    ]);
    expect(await results(panel, 'C:4:CONTROL DEVICE 0A000000', 'C:5:CONTROL DEVICE 07030000')).toEqual([
      'ID=4&Return=0&CMD=CONTROL DEVICE',
      'ID=5&Return=-11&CMD=CONTROL DEVICE',
    ]);
    expect(panel.journal.stored.map(({ event, door }) => [event, door])).toEqual([
      [233, 1],
      [233, 2],
      [234, 1],
      [227, 1],
      [227, 2],
    ]);
  });

  it('sends the bits of a card while the Wiegand test runs', async () => {
    const panel = panelWith(withFunctions(10));
    await results(panel, 'C:224:CONTROL DEVICE 09010000');
    server.seen.length = 0;
    // 123456789 is 0x75bcd15; the 12 bits of 0x5bc are 7 ones, those of 0xd15 are 6: even and odd parity are both 1.
    await panel.badge('123456789', 1);
    expect(server.seen.find(({ line }) => line.includes('testdata'))).toMatchObject({
      line: `POST /iclock/cdata?SN=${sn}&table=testdata`,
      body: `type=wg\tbitscount=26\tbits=10101101111001101000101011\tsn=${sn}`,
    });
    await results(panel, 'C:225:CONTROL DEVICE 09020000');
    server.seen.length = 0;
    await panel.badge('123456789', 1);
    expect(server.seen.map(({ line }) => line)).toEqual([`POST /iclock/cdata?SN=${sn}&table=rtlog`]);
  });

  it('changes to Wi-Fi only after it was told which one', async () => {
    const panel = panelWith(withFunctions(24));
    expect(
      await results(
        panel,
        'C:226:CONTROL DEVICE 0B010000',
        'C:227:CONTROL DEVICE 0B020000',
        'C:228:SET OPTIONS TempWirelessSSID=11,TempWirelessKey=11',
        'C:229:CONTROL DEVICE 0B020000',
        'C:230:CONTROL DEVICE 0E000000',
      ),
    ).toEqual([
      'ID=226&Return=-13&CMD=CONTROL DEVICE',
      'ID=227&Return=-11&CMD=CONTROL DEVICE',
      'ID=228&Return=0&CMD=SET OPTIONS',
      'ID=229&Return=0&CMD=CONTROL DEVICE',
      'ID=230&Return=0&CMD=CONTROL DEVICE',
    ]);
    expect(panel.peripherals.network).toBe('Wi-Fi');
  });

  it('opens floors of an elevator, floor 1 being the highest bit', async () => {
    const panel = panelWith(withFunctions(52, 54));
    await results(
      panel,
      `C:1:CONTROL DEVICE 11${'AA80'.padEnd(64, '0')}05`,
      `C:2:CONTROL DEVICE 12${'80'.padEnd(64, '0')}FF`,
      'C:3:CONTROL DEVICE 0F000000',
    );
    expect(panel.peripherals.floors).toEqual([
      { floors: [1, 3, 5, 7, 9], seconds: 5, forEverybody: false },
      { floors: [1], seconds: 255, forEverybody: true },
    ]);
    expect(panel.journal.stored.map(({ event }) => event)).toEqual([212, 212, 132]);
  });

  it('counts people at a gate, sends the counters and sets them back (7.14)', async () => {
    const panel = panelWith({ profile: 'turnstile' });
    panel.load('user', [{ Pin: '7', CardNo: '5' }]);
    panel.load('userauthorize', [{ Pin: '7', AuthorizeTimezoneId: '1', AuthorizeDoorId: '1' }]);
    await panel.badge('5', 1);
    await panel.badge('5', 1, undefined, { inOut: 1 });
    const counters = (count: number) =>
      `irstate=0\tirsensecount=2\tincount=${count}\toutcount=1\talarmcount=0\truncount=2\r\n`;
    expect(server.seen.at(-1)).toMatchObject({
      line: `POST /iclock/cdata?SN=${sn}&table=irstate`,
      body: counters(1),
    });
    expect(await give(panel, 'C:9:CONTROL DEVICE 10020000')).toEqual([
      result('ID=9&Return=0&CMD=CONTROL DEVICE'),
      [`cdata?SN=${sn}&table=irstate`, counters(0)],
    ]);
    await results(panel, 'C:10:CONTROL DEVICE 02010000');
    expect(server.seen.find(({ line }) => line.includes('rtlog'))?.body).toMatch(/event=7\t.*\tAlarmtype=200$/);
  });
});

describe('ACCOUNT (9.2)', () => {
  const times = ['2018-02-22 16:19:20', '2018-02-22 16:19:21', '2018-02-22 16:19:22'];
  const rows = [1, 2, 3].map(
    // 2018-02-22 16:19:20 by appendix 5.
    (index) =>
      `cardno=0\tpin=0\tverified=200\tdoorid=1\teventtype=100\tinoutstate=2\ttime_second=${583085959 + index}\tindex=${index}`,
  );

  function withRecords(options: Partial<PanelOptions>): SimulatedPanel {
    const panel = panelWith(options);
    for (const time of times) panel.journal.record({ event: 100, door: 1, time }, '');
    return panel;
  }

  /** The one file of an archive: name and length from the header, then the bytes. */
  function unpacked(archive: Buffer): string {
    const tar = gunzipSync(archive);
    expect(tar.subarray(0, 15).toString()).toBe('transaction.txt');
    expect(tar.length % 512).toBe(0);
    const length = Number.parseInt(tar.subarray(124, 135).toString(), 8);
    return tar.subarray(512, 512 + length).toString();
  }

  it('packs everything into one answer on a PULL SDK device', async () => {
    const panel = withRecords({ profile: 'speedface-v5l' });
    const said = await give(panel, 'C:291:ACCOUNT transaction ContentType=tgz MaxIndex=1');
    expect(said[0]?.[0]).toBe(
      `querydata?SN=${sn}&type=tabledata&cmdid=291&tablename=transaction&count=2&datafmt=3&Stamp=9999`,
    );
    const [head = '', data = ''] = said[0]?.[1].split('\0') ?? [];
    const archive = Buffer.from(data, 'base64');
    expect(head).toBe(`name=transaction.tgz\nsize=${archive.length}\ndatacode=base64\ndatatype=tgz`);
    expect(unpacked(archive)).toBe(rows.slice(1).join('\n'));
    expect(said[1]).toEqual(result('ID=291&Return=2&CMD=ACCOUNT&transaction&StartTime=&EndTime=&RecordSum=2'));
    expect(await results(panel, 'C:292:ACCOUNT transaction MaxIndex=0')).toEqual(['ID=292&Return=-11&CMD=ACCOUNT']);
  });

  it.each([
    ['MaxIndex=2', rows.slice(2)],
    ['StartIndex=1\tEndIndex=2', rows.slice(0, 2)],
    ['StartTime=2018-02-22 16:19:21\tEndTime=2018-02-22 16:19:21', rows.slice(1, 2)],
  ])('sends a summary and files from a controller (%s)', async (range, expected) => {
    const panel = withRecords({ profile: 'c3-200' });
    const said = await give(panel, `C:293:ACCOUNT transaction ${range}`);
    expect(said.map(([line]) => line)).toEqual([
      `cdata?SN=${sn}&cmdid=293&desc=overview`,
      `file?SN=${sn}&cmdid=293&fileseq=1&contenttype=tgz&table=transaction&count=${expected.length}`,
      `devicecmd?SN=${sn}`,
    ]);
    expect(said[0]?.[1]).toBe(`SumCount=${expected.length}\nFileName=transaction.tgz\nContentType=tgz\nFileCount=1`);
    const file = server.seen.find(({ line }) => line.includes('/iclock/file'));
    expect(unpacked(file?.bytes ?? Buffer.alloc(0))).toBe(expected.join('\n'));
    expect(said[2]?.[1]).toBe(`ID=293&Return=${expected.length}&CMD=ACCOUNT`);
  });

  it('is unknown without its place in AccSupportFunList', async () => {
    expect(await results(withRecords({}), 'C:1:ACCOUNT transaction MaxIndex=0')).toEqual([
      'ID=1&Return=-708&CMD=ACCOUNT',
    ]);
  });
});

describe('the network', () => {
  it('dials the host of Test Host (9.3)', async () => {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    const panel = panelWith();
    const test = (id: number) => `C:${id}:Test Host Address=127.0.0.1:${port}`;
    expect(await results(panel, test(295))).toEqual(['ID=295&Return=0&CMD=Test Host']);
    await new Promise((resolve) => listener.close(resolve));
    expect(await results(panel, test(296))).toEqual(['ID=296&Return=-2&CMD=Test Host']);
  });

  it('lists Wi-Fi networks as a virtual table (9.1.4)', async () => {
    expect(await give(panelWith(), 'C:415:DATA QUERY tablename=[APList],fielddesc=*,filter=*')).toEqual([
      [
        `querydata?SN=${sn}&type=vmtable&cmdid=415&tablename=APList&count=2&packcnt=1&packidx=1`,
        'APList ecn=1\tssid=Lobby\trssi=-48\tmac=00:17:61:aa:00:01\n' +
          'APList ecn=0\tssid=Guests, ground floor\trssi=-71\tmac=00:17:61:aa:00:02',
      ],
      result('ID=415&Return=2&CMD=DATA QUERY'),
    ]);
  });

  it('goes to another server with the restart after it was told to (9.5.1)', async () => {
    const other = await startDeviceServer();
    try {
      const panel = panelWith();
      await results(panel, `C:399:SET OPTIONS WebServerIP=127.0.0.1,WebServerPort=${new URL(other.url).port}`);
      await panel.poll();
      expect(other.seen).toEqual([]);
      expect(await panel.reboot()).toBe('registered');
      expect(other.seen.map(({ line }) => line.split('?')[0])).toEqual([
        'GET /iclock/cdata',
        'POST /iclock/registry',
        'POST /iclock/push',
      ]);
    } finally {
      await other.stop();
    }
  });
});

describe('controllers behind a master (appendix 15)', () => {
  const behind = (sub: string, id: number, text: string) =>
    `DataType=1,SN=${sub},Priority=0,CmdID=${id},CmdDesc=C:${id}:${text}`;

  it('are authorised in two steps, and answer in their own names', async () => {
    const panel = panelWith({ profile: 'inbio5', subDevices: ['SUB1', 'SUB2'] });
    await panel.connect();
    await panel.introduce();
    const upload = `cdata?SN=${sn}&type=registry&table=tabledata&tablename=DeviceAuthorize&count=2`;
    const [first, second] = server.seen.at(-1)?.body.split('\n') ?? [];
    expect(first).toBe(
      'DeviceAuthorize SN=SUB1\tOnline=1\tIsAuthorize=0\t' +
        'AuthorizeInfo=~DeviceName=inBio5-400,FirmVer=AC Ver 21.1.4 Mar 03 2024,MachineType=28\tRegisterInfo=',
    );
    expect(second).toMatch(/^DeviceAuthorize SN=SUB2\t/);

    expect(await results(panel, behind('SUB1', 1, 'CONTROL DEVICE 01010105'))).toEqual([
      'ID=1&Return=-8&CMD=CONTROL DEVICE&SN=SUB1',
    ]);
    const allowed = await give(panel, 'C:295:DATA UPDATE DeviceAuthorize SN=SUB1\tIsAuthorize=1');
    expect(allowed[0]).toEqual(result('ID=295&Return=0&CMD=DATA UPDATE'));
    expect(allowed[1]?.[0]).toBe(upload);
    expect(allowed[1]?.[1]).toMatch(
      /^DeviceAuthorize SN=SUB1\tOnline=1\tIsAuthorize=1\tAuthorizeInfo=\tRegisterInfo=DeviceType=acc,/,
    );
    await results(panel, 'C:296:DATA UPDATE DeviceAuthorize SN=SUB1\tIsAuthorize=2');
    expect(
      await results(panel, behind('SUB1', 2, 'DATA UPDATE user Pin=5'), behind('SUB1', 3, 'CONTROL DEVICE 01010105')),
    ).toEqual([
      'ID=2&Return=-5000&CMD=DATA UPDATE',
      'ID=2&Return=0&CMD=DATA UPDATE&SN=SUB1',
      'ID=3&Return=-5000&CMD=CONTROL DEVICE',
      'ID=3&Return=0&CMD=CONTROL DEVICE&SN=SUB1',
    ]);
    expect(panel.rows('user')).toEqual([]);
    expect(panel.subDevices.find('SUB1')?.memory.rows('user')).toHaveLength(1);
    expect(server.seen.find(({ line }) => line.includes('rtlog'))?.body).toMatch(/event=8\t.*\tsn=SUB1$/);
    expect(panel.opened).toEqual([]);
    expect(
      await results(
        panel,
        'C:297:DATA DELETE DeviceAuthorize SN=SUB1',
        'C:298:DATA UPDATE DeviceAuthorize SN=X\tIsAuthorize=1',
      ),
    ).toEqual(['ID=297&Return=0&CMD=DATA DELETE', 'ID=298&Return=-11&CMD=DATA UPDATE']);
  });
});
