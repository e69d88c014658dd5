import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import type { PanelOptions } from '../../../src/tools/simulator/panel-options.js';
import { commonVersion } from '../../../src/tools/simulator/versions.js';
import { startDeviceServer, type DeviceServer } from '../../support/device-server.js';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
// What the device server gives out.
const code = 'Uy47fxftP3';
const session = '30BFB04B2C8AECC72C01C03BFD549D15';
const sn = 'PROF1';
const badge = '2026-11-21 10:00:00';

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

function panelWith(options: Partial<PanelOptions>): SimulatedPanel {
  const panel = new SimulatedPanel({ url: server.url, sn, ...options });
  panels.push(panel);
  return panel;
}

const lines = () => server.seen.map(({ line }) => line);
const cookies = () => server.seen.map(({ headers }) => headers.cookie);
const bodyOf = (part: string) => server.seen.findLast(({ line }) => line.includes(part))?.body;

describe('c3-200', () => {
  it('says who it is, sends no cookie, and takes one command a poll', async () => {
    const panel = panelWith({ profile: 'c3-200' });
    await panel.connect();
    server.commands.push('C:1:CONTROL DEVICE 01010105\nC:2:CONTROL DEVICE 01010105');
    await panel.poll();
    expect(lines().slice(0, 4)).toEqual([
      'GET /iclock/cdata?SN=PROF1&pushver=2.0.34&options=all',
      'POST /iclock/registry?SN=PROF1',
      'POST /iclock/push?SN=PROF1',
      'GET /iclock/getrequest?SN=PROF1',
    ]);
    expect(new Set(cookies())).toEqual(new Set([undefined]));
    expect(panel.executed.map(({ id }) => id)).toEqual(['1']);
    const registry = bodyOf('registry') ?? '';
    expect(registry).toContain('DeviceType=acc,~DeviceName=C3-200,FirmVer=AC Ver 19.0.18 Apr 12 2022,');
    expect(registry).toContain(',LockCount=2,ReaderCount=4,AuxInCount=2,AuxOutCount=2,MachineType=1,');
    expect(registry).toContain(',DateFmtFunOn=0,');
    expect(registry).toMatch(/,MAC=00:17:61:[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}$/);
  });

  it('answers 1 for normal open, does not know how to close, and writes wide states and zeros', async () => {
    const panel = panelWith({ profile: 'c3-200' });
    server.commands.push('C:1:CONTROL DEVICE 04010100', 'C:2:CONTROL DEVICE 01010100', 'C:3:CONTROL DEVICE 01010105');
    for (let polls = 0; polls < 3; polls += 1) await panel.poll();
    expect(panel.executed.map(({ code }) => code)).toEqual([1, -13, 0]);
    expect(bodyOf('rtstate')).toMatch(/\tsensor=06\trelay=010000\talarm=0000$/);
    panel.load('user', [{ Pin: '7', CardNo: '5' }]);
    await panel.badge('5', 1, badge);
    expect(bodyOf('rtlog')).toBe(
      `time=${badge}\tpin=7\tcardno=5\teventaddr=1\tevent=23\tinoutstatus=0\tverifytype=${'0'.repeat(32)}\tindex=3`,
    );
  });
});

describe('inbio260', () => {
  it('fetches its configuration by GET with a timestamped token, and names types twice', async () => {
    const panel = panelWith({ profile: 'inbio260' });
    await panel.connect();
    server.commands.push('C:5:DATA COUNT user');
    await panel.poll();
    expect(lines()).toEqual([
      'GET /iclock/cdata?SN=PROF1&pushver=3.0.1&options=all',
      'POST /iclock/registry?SN=PROF1',
      'GET /iclock/push?SN=PROF1',
      'GET /iclock/getrequest?SN=PROF1',
      'POST /iclock/querydata?SN=PROF1&type=count&type=count&cmdid=5&tablename=user&count=1&packcnt=1&packidx=1',
      'POST /iclock/devicecmd?SN=PROF1',
    ]);
    const [, , push = '', poll] = cookies();
    const [, token, timestamp = ''] = /^token=([0-9a-f]{32}),timestamp=(\d+)$/.exec(push) ?? [];
    expect(token).toBe(md5(`${code}${sn}${timestamp}`));
    expect(poll).toBe(`token=${md5(`${code}${sn}${session}`)}`);
    expect(bodyOf('devicecmd')).toBe('ID=5&return=0&CMD=DATA COUNT');
    expect(bodyOf('registry')).toContain(',VerifyStyles=DB0C,');
  });

  it('writes cards in hexadecimal once it holds many, ends rows with CRLF, and does not look at filters', async () => {
    const panel = panelWith({ profile: 'inbio260' });
    server.commands.push('C:1:SET OPTIONS MulCardUserFunOn=1');
    await panel.poll();
    panel.load('user', [{ Pin: '7' }, { Pin: '8' }]);
    panel.load('mulcarduser', [{ Pin: '7', CardNo: '075bcd15' }]);
    server.answers.set('rtlog', [503, '']);
    await panel.badge('123456789', 1, badge);
    server.answers.clear();
    await panel.badge('123456789', 2, badge);
    const row = (door: number) =>
      `time=${badge}\tpin=7\tcardno=075bcd15\teventaddr=${door}\tevent=23\tinoutstatus=0\tverifytype=4\tindex=${door}`;
    expect(bodyOf('rtlog')).toBe(`${row(1)}\r\n${row(2)}`);
    server.commands.push('C:2:DATA QUERY tablename=user,fielddesc=Pin,filter=Pin=7');
    await panel.poll();
    expect(bodyOf('querydata')).toBe('user pin=7\r\nuser pin=8');
  });
});

describe('terminals', () => {
  it('speedface-v5l polls as usual, and posts the results of one answer together', async () => {
    const panel = panelWith({ profile: 'speedface-v5l' });
    await panel.connect();
    await panel.introduce();
    server.commands.push('C:1:DATA UPDATE user Pin=1\nC:2:DATA UPDATE user Pin=2\nC:3:CONTROL DEVICE 01010103');
    await panel.poll();
    expect(lines()[0]).toBe('GET /iclock/cdata?SN=PROF1&pushver=3.1.2&options=all&DeviceType=acc&language=69');
    expect(bodyOf('registry')).toContain(',NewVFStyles=0000111000011010,');
    expect(bodyOf('registry')).toContain(',MultiBioDataSupport=0:1:0:0:0:0:0:0:1:1,');
    expect(bodyOf('table=options')).toMatch(/^~DeviceName=SpeedFace-V5L\[TD\],MAC=00:17:61:.*,UserCount=0,/);
    expect(bodyOf('devicecmd')).toBe(
      'ID=1&Return=0&CMD=DATA UPDATE\nID=2&Return=0&CMD=DATA UPDATE\nID=3&Return=0&CMD=CONTROL DEVICE',
    );
    expect(lines().filter((line) => line.includes('devicecmd'))).toHaveLength(1);
  });

  it('senseface asks under a doubled path, with a bare hash, and writes cards in brackets', async () => {
    const panel = panelWith({ profile: 'senseface' });
    await panel.connect();
    panel.load('user', [{ Pin: '1', CardNo: '123456789' }]);
    server.commands.push('C:1:DATA QUERY tablename=user,fielddesc=*,filter=*');
    await panel.poll();
    expect(lines()).toEqual([
      'GET /iclock/iclock/cdata?SN=PROF1&pushver=3.1.2&options=all&DeviceType=acc&language=83&pushflag=1',
      'POST /iclock/iclock/registry?SN=PROF1',
      'POST /iclock/iclock/push?SN=PROF1',
      'GET /iclock/iclock/service/control?SN=PROF1',
      'POST /iclock/iclock/querydata?SN=PROF1&type=tabledata&cmdid=1&tablename=user&count=1&packcnt=1&packidx=1',
      'POST /iclock/iclock/devicecmd?SN=PROF1',
    ]);
    expect(cookies()[3]).toBe(md5(`${code}${sn}${session}`));
    expect(bodyOf('querydata')).toContain('\tcardno=[15CD5B07]\tpin=1\t');
    await panel.sendState();
    expect(bodyOf('rtstate')).toMatch(/\tsensor=01\trelay=00\talarm=[0-9]{16}\tdoor=01$/);
  });

  it('enrol at the device, and send what the server declared (docs/field-notes.md 11)', async () => {
    server.answers.set('/push', [
      200,
      'SessionID=x\nMultiBioDataSupport=0:1:0:0:0:0:0:0:0:0\nMultiBioPhotoSupport=0:0:0:0:0:0:0:0:0:1',
    ]);
    const panel = panelWith({ profile: 'speedface-v5l' });
    await panel.connect();
    server.seen.length = 0;
    await panel.enrol('face', '5');
    await panel.enrol('finger', '5', 6);
    await panel.enrol('palm', '5');
    expect(lines().map((line) => line.split('tablename=')[1])).toEqual([
      'user&count=1',
      'biophoto&count=1',
      'userpic&count=1',
      'biodata&count=1',
    ]);
    expect(server.seen[0]?.body).toBe(
      'user uid=1\tcardno=\tpin=5\tpassword=\tgroup=1\tstarttime=0\tendtime=0\tname=\tprivilege=0\tdisable=0\tverify=0',
    );
    expect(server.seen[1]?.body).toMatch(/^biophoto pin=5\tfilename=5\.jpg\ttype=9\tsize=\d+\tcontent=\/9j\//);
    expect(server.seen[2]?.body).toMatch(/^userpic pin=5\tfilename=5\.jpg\tsize=\d+\tcontent=\/9j\//);
    expect(server.seen[3]?.body).toMatch(
      /^biodata pin=5\tno=6\tindex=0\tvalid=1\tduress=0\ttype=1\tmajorver=10\tminorver=0\tformat=0\ttmp=/,
    );
    expect(panel.rows('biodata')).toHaveLength(7);
  });

  it('of older make send fingers as templatev10 (7.7)', async () => {
    const panel = panelWith({ profile: 'terminal' });
    await panel.enrol('finger', '5', 7);
    expect(server.seen[1]?.line).toBe('POST /iclock/cdata?SN=PROF1&table=tabledata&tablename=templatev10&count=1');
    expect(server.seen[1]?.body).toMatch(
      /^templatev10 size=1808\tuid=1\tpin=5\tfingerid=7\tvalid=1\ttemplate=\S{1808}\tresverd=\tendtag=$/,
    );
  });
});

describe('turnstile', () => {
  it('tells its parameters and counters once it is registered (7.14, appendix 20)', async () => {
    const panel = panelWith({ profile: 'turnstile' });
    await panel.connect();
    await panel.introduce();
    expect(bodyOf('table=options')).toContain(',PassMode=0,MotorOpenSpeed=5,');
    expect(bodyOf('irstate')).toBe('irstate=0\tirsensecount=2\tincount=0\toutcount=0\talarmcount=0\truncount=0\r\n');
  });
});

describe('inbio5', () => {
  it('keeps tables that older panels do not have, and refuses nobody else', async () => {
    const commands = [
      'DATA UPDATE DoorParameters ID=1\tName=DoorDrivertime\tValue=9\tDevID=1',
      'DATA UPDATE SuperAuthorize Pin=1\tDoorID=1\tDevID=1',
      'DATA UPDATE TriggerList TriggerListID=1\tType=0\tDevID=1\tTriggerID=1',
      'DATA UPDATE ntpserverlist ServerAddress=pool.ntp.org',
      'DATA UPDATE WGFormat ID=2\tCardBit=26\tSiteCode=0\tFormatName=Wiegand26\tCardFormat=pccccccccccccccccccccccccp:eeeeeeeeeeeeeooooooooooooo\tExtSiteCode=\tExtParityFormat=\tIsDefault=0',
      'DATA UPDATE ReaderParameter ReaderID=1\tName=IdentityCardVerifyMode\tValue=0',
    ];
    const codes: (number | null)[][] = [];
    for (const profile of ['inbio5', 'c3-200'] as const) {
      const panel = panelWith({ profile });
      commands.forEach((text, at) => server.commands.push(`C:${at + 1}:${text}`));
      while (server.commands.length > 0) await panel.poll();
      codes.push(panel.executed.map(({ code }) => code));
    }
    expect(codes).toEqual([
      [0, 0, 0, 0, 0, 0],
      [-629, -629, -629, -629, 0, -629],
    ]);
  });
});

describe('the version of the protocol (appendix 13)', () => {
  it('is the lower of both, and 3.0.1 where the server names none', () => {
    expect(commonVersion('3.1.2', undefined)).toBe('3.0.1');
    expect(commonVersion('3.1.2', '3.0.1')).toBe('3.0.1');
    expect(commonVersion('2.0.34', '3.1.2')).toBe('2.0.34');
    expect(commonVersion('3.1.6S', '3.1.2')).toBe('3.1.2');
    expect(commonVersion('3.1.2', '3.10.0')).toBe('3.1.2');
  });

  it('with encryption asked for, ends in plain text after a 404, and nowhere after a pretended success', async () => {
    const panel = panelWith({ asksEncryption: true });
    server.answers.set('/exchange', [404, '']);
    expect(await panel.connect()).toBe('registered');
    expect(lines().slice(0, 3)).toEqual([
      'GET /iclock/cdata?SN=PROF1&pushver=3.1.2&options=all',
      'POST /iclock/exchange?SN=PROF1&type=publickey',
      'POST /iclock/registry?SN=PROF1',
    ]);
    // Before it is registered a token is made of the serial number alone.
    expect(server.seen[1]).toMatchObject({ headers: { cookie: `token=${md5(sn)}` } });
    expect(server.seen[1]?.body).toMatch(/^PublicKey=DMCtR13R[\w+/]+=$/);
    server.answers.set('/exchange', [200, 'PublicKey=x']);
    expect(await panel.connect()).toBe('refused');
  });
});
