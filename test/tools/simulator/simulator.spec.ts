import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tokenOf } from '../../../src/tools/simulator/handshake.js';
import { rtlogLine } from '../../../src/tools/simulator/journal.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import type { CommandFate, PanelNews } from '../../../src/tools/simulator/panel-options.js';
import { refusedText } from '../../../src/tools/simulator/refused-text.js';
import { startDeviceServer, type DeviceServer } from '../../support/device-server.js';
import { pollingPanels } from './polling-panels.js';

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

  it('reports why it is refused: not approved, a port without devices, trouble', async () => {
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

  it('runs by itself: waits for approval, polls, and stops when told', async () => {
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

describe('what goes wrong on the way', () => {
  it('carries out a command without an answer, loses it, or answers it late', async () => {
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
