import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { startDeviceServer, type DeviceServer } from '../../support/device-server.js';
import { pollingPanels, sn } from './polling-panels.js';

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

const { panelWith, give, bodies } = pollingPanels(
  () => server,
  () => panels,
);

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
