import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tokenOf } from '../../../src/tools/simulator/handshake.js';
import { rtlogLine } from '../../../src/tools/simulator/journal.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import type { CommandFate, PanelNews, PanelOptions } from '../../../src/tools/simulator/panel-options.js';
import { refusedText } from '../../../src/tools/simulator/refused-text.js';
import { startDeviceServer, type DeviceServer } from '../../support/device-server.js';

const sn = '3383154200002';
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

function panelWith(options: Partial<PanelOptions> = {}): SimulatedPanel {
  const panel = new SimulatedPanel({ url: server.url, sn, ...options });
  panels.push(panel);
  return panel;
}

/** Lets the panel fetch and carry out these commands, one answer to a poll each. */
async function give(panel: SimulatedPanel, ...answers: readonly string[]): Promise<void> {
  server.commands.push(...answers);
  while (server.commands.length > 0) await panel.poll();
}

/** Bodies of the requests whose line contains the text. */
function bodies(part: string): string[] {
  return server.seen.filter(({ line }) => line.includes(part)).map(({ body }) => body);
}

describe('the handshake', () => {
  it('asks, registers and fetches the configuration as the manual prints it (4.1, 4.4, 4.5)', async () => {
    const panel = panelWith({ profile: 'terminal', doors: 1, pushVersion: '3.0.1' });

    expect(await panel.connect()).toBe('registered');

    expect(server.seen.map(({ line }) => line)).toEqual([
      'GET /iclock/cdata?SN=3383154200002&pushver=3.0.1&options=all',
      'POST /iclock/registry?SN=3383154200002',
      'POST /iclock/push?SN=3383154200002',
    ]);
    expect(server.seen[1]?.body).toBe(
      'DeviceType=acc,~DeviceName=F20/M,FirmVer=Ver 8.0.1.3-20151229,PushVersion=Ver 3.1.2-20200101,' +
        'CommType=ethernet,MaxPackageSize=2048000,LockCount=1,ReaderCount=2,AuxInCount=0,AuxOutCount=0,' +
        'MachineType=101,~IsOnlyRFMachine=0,~MaxUserCount=50,~MaxAttLogCount=10,~MaxUserFingerCount=10,' +
        'MThreshold=60,IPAddress=192.168.213.221,NetMask=255.255.255.0,GATEIPAddress=192.168.213.1,' +
        '~ZKFPVersion=10,SimpleEventType=1,VerifyStyles=ff7f0000,' +
        'EventTypes=BF0FE03D30000100000000007000000000000000000000000077002001000000,DisableUserFunOn=1,' +
        'DeleteAndFunOn=1,LogIDFunOn=1,DateFmtFunOn=1,FvFunOn=0,FaceFunOn=0,FingerFunOn=1,' +
        'AccSupportFunList=0101010000111000000111010100011010,AutoServerFunOn=0,MachineTZFunOn=1,DSTFunOn=1,' +
        'MulCardUserFunOn=0,UserNameFunOn=1,StringPinFunOn=1,CmdFormat=0',
    );
    expect(server.seen[1]?.headers).toMatchObject({
      'user-agent': 'iClock Proxy/1.09',
      accept: 'application/push',
      'accept-charset': 'UTF-8',
      'accept-language': 'zh-CN',
      'content-type': 'application/push;charset=UTF-8',
      'content-language': 'zh-CN',
    });
    expect(server.seen[2]?.headers['content-length']).toBe('0');
  });

  it('carries no cookie until it has a code, then the MD5 of code, serial number and session', async () => {
    const panel = panelWith();
    await panel.connect();
    await panel.poll();

    expect(server.seen.map(({ headers }) => headers.cookie)).toEqual([
      undefined,
      undefined,
      'token=909c543eb66bf1f43fd9c9c09e42ffb4',
      'token=a59b6315f78c9a2b8e04ef32a50760e9',
    ]);
    // The one token of the manual whose parts are known (4.3): before registration code and session are empty.
    const before = { registryCode: '', sessionId: '', config: {} };
    expect(tokenOf(before, 'ODG7030067031100001')).toBe('e6bc9a9c2f9ce675e3548d5aeda2777e');
  });

  it('takes 406 on registry and 401 on first contact as refusals', async () => {
    server.answers.set('/registry', [406, '406']);
    expect(await panelWith().connect()).toBe('refused');
    server.answers.set('options=all', [401, 'Device Unauthorized']);
    expect(await panelWith().connect()).toBe('refused');
    expect(bodies('/iclock/push')).toEqual([]);
  });

  it('tells who watches why it is not taken: not approved, a port without devices, trouble', async () => {
    const texts: string[] = [];
    const tell = (news: PanelNews) => {
      if (news.what === 'refused') texts.push(refusedText(news.status));
    };
    for (const status of [403, 404, 503]) {
      server.answers.set('options=all', [status, String(status)]);
      await panelWith({ tell }).connect();
    }
    server.answers.clear();
    server.answers.set('/registry', [406, '406']);
    await panelWith({ tell }).connect();
    const waits = 'waiting for approval: the server does not take this serial number yet';
    expect(texts).toEqual([
      waits,
      'there is no /iclock at this address and port (404): where DEVICE_PORT is set, devices call there',
      'the server has trouble of its own (503), trying again',
      waits,
    ]);
  });

  it('plays by itself: waits to be approved, polls, and leaves when told', async () => {
    server.answers.set('/registry', [406, '406']);
    const news: string[] = [];
    const panel = panelWith({ retrySeconds: 0.01, pollSeconds: 0.01, tell: ({ what }) => news.push(what) });
    const running = panel.run();
    await expect.poll(() => news.filter((what) => what === 'refused').length).toBeGreaterThan(1);
    server.answers.clear();
    server.commands.push('C:1:CONTROL DEVICE 01020105');
    await expect.poll(() => bodies('/devicecmd')).toEqual(['ID=1&Return=0&CMD=CONTROL DEVICE']);
    await panel.stop();
    await running;
    expect(news).toContain('registered');
    expect(panel.journal.stored.map(({ event, index }) => [event, index])).toEqual([
      [206, 1],
      [214, 2],
      [8, 3],
    ]);
  });
});

describe('data commands', () => {
  it('keeps rows by key and reports each command (9.1.1)', async () => {
    const panel = panelWith();
    await give(
      panel,
      'C:295:DATA UPDATE user CardNo=\tPin=1\tPassword=234\tGroup=0\tStartTime=0\tEndTime=0\tName=\tPrivilege=0',
      'C:296:DATA UPDATE userauthorize Pin=1\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1\tDevID=1',
      'C:297:DATA UPDATE userauthorize Pin=1\tAuthorizeTimezoneId=1\tAuthorizeDoorId=3\tDevID=1\n' +
        'Pin=1\tAuthorizeTimezoneId=2\tAuthorizeDoorId=4\tDevID=1\n',
    );

    expect(panel.rows('user')).toEqual([
      {
        cardno: '',
        pin: '1',
        password: '234',
        group: '0',
        starttime: '0',
        endtime: '0',
        name: '',
        privilege: '0',
      },
    ]);
    expect(panel.rows('userauthorize')).toEqual([
      { pin: '1', authorizetimezoneid: '1', authorizedoorid: '3', devid: '1' },
      { pin: '1', authorizetimezoneid: '2', authorizedoorid: '4', devid: '1' },
    ]);
    expect(bodies('/devicecmd')).toEqual([
      'ID=295&Return=0&CMD=DATA UPDATE',
      'ID=296&Return=0&CMD=DATA UPDATE',
      'ID=297&Return=0&CMD=DATA UPDATE',
    ]);
  });

  it('takes several commands of one answer, or only the first', async () => {
    const answer = 'C:1:DATA UPDATE user Pin=1\tCardNo=\nPin=2\tCardNo=\r\nC:2:DATA DELETE user Pin=1\n';
    const able = panelWith();
    await give(able, answer);
    expect(able.rows('user').map(({ pin }) => pin)).toEqual(['2']);

    const old = panelWith({ firstCommandOnly: true });
    await give(old, answer);
    expect(old.rows('user').map(({ pin }) => pin)).toEqual(['1', '2']);
  });

  it('reads the prefix of CmdFormat=1 (appendix 14)', async () => {
    const panel = panelWith();
    await give(panel, `DataType=1,SN=${sn},Priority=0,CmdID=9,CmdDesc=C:9:DATA UPDATE user Pin=7`);
    expect(panel.rows('user')).toEqual([{ pin: '7' }]);
    expect(bodies('/devicecmd')).toEqual(['ID=9&Return=0&CMD=DATA UPDATE']);
  });

  it('deletes every row that the printed conditions name, and no finer (9.1.2)', async () => {
    const panel = panelWith({ options: { MulCardUserFunOn: '1', DeleteAndFunOn: '0' } });
    panel.load('user', [{ Pin: '1' }, { Pin: '2' }]);
    panel.load('mulcarduser', [
      { Pin: '1', CardNo: '0000001a' },
      { Pin: '1', CardNo: '0000001b' },
      { Pin: '2', CardNo: '0000001c' },
    ]);
    panel.load('templatev10', [{ Pin: '1', FingerID: '6', Valid: '1', Template: 'AAAA' }]);
    panel.load('holiday', [
      { Holiday: '20260101', HolidayType: '1', Loop: '1' },
      { Holiday: '20261225', HolidayType: '1', Loop: '1' },
    ]);

    await give(
      panel,
      'C:1:DATA DELETE mulcarduser Pin=1\tCardNo=0000001a',
      'C:2:DATA DELETE mulcarduser Pin=1',
      'C:3:DATA DELETE holiday Holiday=20260101',
      'C:4:DATA DELETE holiday *',
      'C:5:DATA DELETE templatev10 Pin=1\tFingerID=6',
      'C:6:DATA DELETE user Pin=9',
    );

    expect(bodies('/devicecmd')).toEqual([
      'ID=1&Return=-101&CMD=DATA DELETE',
      'ID=2&Return=0&CMD=DATA DELETE',
      'ID=3&Return=-101&CMD=DATA DELETE',
      'ID=4&Return=0&CMD=DATA DELETE',
      'ID=5&Return=-101&CMD=DATA DELETE',
      'ID=6&Return=0&CMD=DATA DELETE',
    ]);
    expect(panel.rows('mulcarduser')).toEqual([{ pin: '2', cardno: '0000001c' }]);
    expect(panel.rows('holiday')).toEqual([]);
    expect(panel.rows('templatev10')).toHaveLength(1);
  });

  it('refuses what a panel refuses, and what the test tells it to', async () => {
    const panel = panelWith({
      maxUsers: 2,
      refuse: (table, row) => (table === 'user' && row.get('pin') === '13' ? -12 : undefined),
    });
    await give(
      panel,
      'C:1:DATA UPDATE user Pin=1\tCardNo=5\nPin=13\nPin=2',
      'C:2:DATA UPDATE user Pin=2\tCardNo=5',
      'C:3:DATA UPDATE user Pin=2\tCardNo=6',
      'C:4:DATA UPDATE user Pin=3',
      'C:5:DATA UPDATE USERINFO PIN=1',
      'C:6:DATA UPDATE user Pin=1\tColour=red',
      'C:7:DATA UPDATE mulcarduser Pin=1\tCardNo=0000001a',
      'C:8:DATA UPDATE templatev10 Pin=8\tFingerID=1\tValid=1\tTemplate=AAAA',
      'C:9:SHELL reboot now',
    );
    expect(bodies('/devicecmd')).toEqual([
      'ID=1&Return=-12&CMD=DATA UPDATE',
      'ID=2&Return=-11&CMD=DATA UPDATE',
      'ID=3&Return=0&CMD=DATA UPDATE',
      'ID=4&Return=-18&CMD=DATA UPDATE',
      'ID=5&Return=-629&CMD=DATA UPDATE',
      'ID=6&Return=-621&CMD=DATA UPDATE',
      'ID=7&Return=-629&CMD=DATA UPDATE',
      'ID=8&Return=-27&CMD=DATA UPDATE',
      'ID=9&Return=-708&CMD=SHELL reboot',
    ]);
    expect(panel.rows('user')).toEqual([
      { pin: '1', cardno: '5' },
      { pin: '2', cardno: '6' },
    ]);
  });

  it('counts and uploads rows in packages, and the result after them (9.1.3, 9.1.4)', async () => {
    const panel = panelWith({ rowsPerPackage: 2 });
    panel.load('user', [{ Pin: '1' }, { Pin: '2', Password: '1' }, { Pin: '3' }]);
    await give(
      panel,
      'C:288:DATA COUNT user',
      'C:415:DATA QUERY tablename=user,fielddesc=*,filter=*',
      'C:416:DATA QUERY tablename=user,fielddesc=Pin,filter=Pin=2',
      'C:417:DATA QUERY tablename=holiday,fielddesc=*,filter=*',
      'C:418:DATA COUNT USERINFO',
    );
    expect(server.seen.filter(({ line }) => line.startsWith('POST')).map(({ line, body }) => [line, body])).toEqual([
      [
        'POST /iclock/querydata?SN=3383154200002&type=count&cmdid=288&tablename=user&count=1&packcnt=1&packidx=1',
        'user=3',
      ],
      ['POST /iclock/devicecmd?SN=3383154200002', 'ID=288&Return=0&CMD=DATA COUNT'],
      [
        'POST /iclock/querydata?SN=3383154200002&type=tabledata&cmdid=415&tablename=user&count=2&packcnt=2&packidx=1',
        'user uid=1\tcardno=\tpin=1\tpassword=\tgroup=1\tstarttime=0\tendtime=0\tname=\tprivilege=0\tdisable=0\tverify=0\n' +
          'user uid=2\tcardno=\tpin=2\tpassword=1\tgroup=1\tstarttime=0\tendtime=0\tname=\tprivilege=0\tdisable=0\tverify=0',
      ],
      [
        'POST /iclock/querydata?SN=3383154200002&type=tabledata&cmdid=415&tablename=user&count=1&packcnt=2&packidx=2',
        'user uid=3\tcardno=\tpin=3\tpassword=\tgroup=1\tstarttime=0\tendtime=0\tname=\tprivilege=0\tdisable=0\tverify=0',
      ],
      ['POST /iclock/devicecmd?SN=3383154200002', 'ID=415&Return=3&CMD=DATA QUERY'],
      [
        'POST /iclock/querydata?SN=3383154200002&type=tabledata&cmdid=416&tablename=user&count=1&packcnt=1&packidx=1',
        'user pin=2',
      ],
      ['POST /iclock/devicecmd?SN=3383154200002', 'ID=416&Return=1&CMD=DATA QUERY'],
      [
        'POST /iclock/querydata?SN=3383154200002&type=tabledata&cmdid=417&tablename=holiday&count=0&packcnt=0&packidx=0',
        '',
      ],
      ['POST /iclock/devicecmd?SN=3383154200002', 'ID=417&Return=0&CMD=DATA QUERY'],
      ['POST /iclock/devicecmd?SN=3383154200002', 'ID=418&Return=-629&CMD=DATA COUNT'],
    ]);
  });

  it('uploads event records on request (9.1.4)', async () => {
    const panel = panelWith();
    // The manual's time_second=548003688: 2017-01-19 15:14:48 by appendix 6.
    panel.journal.record({ event: 100, door: 1, time: '2017-01-19 15:14:48' }, '');
    await give(panel, 'C:415:DATA QUERY tablename=transaction,fielddesc=*,filter=*');
    expect(bodies('/querydata')).toEqual([
      'transaction cardno=0\tpin=0\tverified=200\tdoorid=1\teventtype=100\tinoutstate=2\ttime_second=548003688\tindex=1',
    ]);
  });
});

describe('options and doors', () => {
  it('sets and reads parameters and the clock (9.5)', async () => {
    const panel = panelWith({ doors: 2 });
    await give(
      panel,
      'C:403:SET OPTIONS IPAddress=192.168.213.222,GATEIPAddress=192.168.213.1,NetMask=255.255.255.128',
      'C:409:Get OPTIONS IPAddress,~MaxUserCount,DeviceName,NoSuchThing',
      'C:401:SET OPTIONS DateTime=583080894',
    );
    expect(bodies('/querydata')).toEqual(['IPAddress=192.168.213.222,~MaxUserCount=50,DeviceName=inBio460']);
    expect(server.seen.map(({ line }) => line)).toContain(
      'POST /iclock/querydata?SN=3383154200002&type=options&cmdid=409&tablename=options&count=1&packcnt=1&packidx=1',
    );
    expect(bodies('/devicecmd')).toEqual([
      'ID=403&Return=0&CMD=SET OPTIONS',
      'ID=409&Return=0&CMD=GET OPTIONS',
      'ID=401&Return=0&CMD=SET OPTIONS',
    ]);
    expect(panel.clock.wall()).toMatch(/^2018-02-22 14:5[45]:\d\d$/);
  });

  it('sets its clock by Greenwich time and offset (9.5.1)', async () => {
    const panel = panelWith({ zone: 'Europe/Berlin' });
    await panel.fetchTime();
    // 583050990 is 2018-02-22 06:36:30; eight hours on, it is the afternoon.
    expect(panel.clock.wall()).toMatch(/^2018-02-22 14:3[67]:\d\d$/);
  });

  it('opens, holds and closes doors, and says so in an event and a state (9.4, 7.2, 7.3)', async () => {
    const panel = panelWith({ doors: 2 });
    await give(panel, 'C:221:CONTROL DEVICE 01010105');
    expect(panel.opened).toEqual([{ door: 1, seconds: 5, at: expect.any(String) as string }]);
    expect(server.seen.map(({ line }) => line)).toEqual([
      'GET /iclock/getrequest?SN=3383154200002',
      'POST /iclock/devicecmd?SN=3383154200002',
      'POST /iclock/cdata?SN=3383154200002&table=rtlog',
      'POST /iclock/cdata?SN=3383154200002&table=rtstate',
    ]);
    expect(server.seen[1]?.body).toBe('ID=221&Return=0&CMD=CONTROL DEVICE');
    expect(server.seen[2]?.body).toMatch(
      /^time=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\tpin=0\tcardno=0\teventaddr=1\tevent=8\tinoutstatus=2\tverifytype=200\tindex=1$/,
    );
    expect(server.seen[3]?.body).toMatch(/\tsensor=06\trelay=01\talarm=0000000000000000$/);

    await give(
      panel,
      'C:222:CONTROL DEVICE 010001FF',
      'C:223:CONTROL DEVICE 01000100',
      'C:224:CONTROL DEVICE 01030105',
    );
    expect(panel.opened.slice(1).map(({ door, seconds }) => [door, seconds])).toEqual([
      [1, 'hold'],
      [2, 'hold'],
    ]);
    expect(panel.journal.stored.map(({ event, door }) => [event, door])).toEqual([
      [8, 1],
      [8, 1],
      [8, 2],
      [9, 1],
      [9, 2],
    ]);
    expect(bodies('/devicecmd').at(-1)).toBe('ID=224&Return=-11&CMD=CONTROL DEVICE');
    expect(bodies('rtstate').at(-1)).toMatch(/\tsensor=05\trelay=00\talarm=0000000000000000$/);
  });

  it('cancels alarms, locks down, switches outputs, and restarts', async () => {
    const panel = panelWith({ doors: 1 });
    panel.doors.alarm(1, 0b10);
    await give(
      panel,
      'C:1:CONTROL DEVICE 02000000',
      'C:2:CONTROL DEVICE 06010100',
      'C:3:CONTROL DEVICE 01020203',
      'C:4:CONTROL DEVICE 0A000000',
      'C:5:CONTROL DEVICE 03000000',
    );
    expect(bodies('/devicecmd').map((body) => body.split('&')[1])).toEqual([
      'Return=0',
      'Return=0',
      'Return=0',
      'Return=-13',
      'Return=0',
    ]);
    expect(panel.doors.isLocked(1)).toBe(true);
    expect(panel.doors.auxOpened.map(({ door, seconds }) => [door, seconds])).toEqual([[2, 3]]);
    expect(bodies('/registry')).toHaveLength(1);
  });

  it('shows states as the manual prints them (7.3)', () => {
    const one = panelWith({ doors: 1, sensors: false });
    one.doors.alarm(1, 0b10);
    expect(one.doors.stateBody('2017-01-10 15:42:40')).toBe(
      'time=2017-01-10 15:42:40\tsensor=00\trelay=00\talarm=0200000000000000',
    );
    const eight = panelWith({ doors: 8 });
    eight.doors.open(5, 5, '');
    expect(eight.doors.stateBody('2017-01-10 15:42:40')).toBe(
      'time=2017-01-10 15:42:40\tsensor=5556\trelay=10\talarm=0000000000000000',
    );
  });
});

describe('what goes wrong on the way', () => {
  it('carries out without a word, loses, or answers a command late', async () => {
    const fates: Record<string, CommandFate> = { 1: 'silent', 2: 'lost', 3: -12 };
    const panel = panelWith({ onCommand: (id) => fates[id] ?? 'answer' });
    await give(
      panel,
      'C:1:DATA UPDATE user Pin=1',
      'C:2:DATA UPDATE user Pin=2',
      'C:3:DATA UPDATE user Pin=3',
      'C:4:DATA UPDATE user Pin=4',
    );
    expect(panel.rows('user').map(({ pin }) => pin)).toEqual(['1', '4']);
    expect(bodies('/devicecmd')).toEqual(['ID=3&Return=-12&CMD=DATA UPDATE', 'ID=4&Return=0&CMD=DATA UPDATE']);
    expect(panel.executed.map(({ id, code, answered }) => [id, code, answered])).toEqual([
      ['1', 0, false],
      ['2', null, false],
      ['3', -12, true],
      ['4', 0, true],
    ]);
    await panel.answer('1');
    await panel.answer('1', -18);
    expect(bodies('/devicecmd').slice(2)).toEqual(['ID=1&Return=0&CMD=DATA UPDATE', 'ID=1&Return=-18&CMD=DATA UPDATE']);
  });

  it('keeps events until they are acknowledged, in order and with their numbers (7.2)', async () => {
    const panel = panelWith();
    for (let n = 0; n < 20; n += 1) panel.journal.record({ event: 0, door: 1 }, '2017-01-10 11:00:00');
    panel.journal.acknowledge(panel.journal.next(20));
    const line =
      'time=2017-01-10 11:49:32\tpin=0\tcardno=0\teventaddr=1\tevent=27\tinoutstatus=1\tverifytype=0\tindex=21';
    const second = line.replace('index=21', 'index=22');
    const event = { event: 27, door: 1, inOut: 1, verifyType: 0, time: '2017-01-10 11:49:32' };

    server.answers.set('table=rtlog', [503, '']);
    expect(await panel.sendEvent(event)).toBe(false);
    server.answers.set('table=rtlog', [200, 'FAIL']);
    expect(await panel.sendEvent(event)).toBe(false);
    server.answers.clear();
    expect(await panel.flush()).toBe(true);
    expect(await panel.flush()).toBe(true);

    expect(bodies('table=rtlog')).toEqual([line, `${line}\n${second}`, `${line}\n${second}`]);
    expect(panel.journal.acknowledged).toBe(22);
    panel.reset();
    expect(rtlogLine(panel.journal.record(event, ''))).toBe(line.replace('index=21', 'index=1'));
  });

  it('tells its caller when the server is not there', async () => {
    const panel = panelWith();
    await server.stop();
    await expect(panel.connect()).rejects.toThrow();
    expect(await panel.sendEvent({ event: 27, door: 1 })).toBe(false);
    expect(panel.log.map(({ status }) => status)).toEqual([0, 0]);
  });
});
