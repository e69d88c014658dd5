import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { terminalProfiles } from '../../../src/tools/simulator/standalone/profile.js';
import type { SimulatedTerminal } from '../../../src/tools/simulator/standalone/server.js';
import { run } from '../../../src/tools/terminal-cli/run.js';
import { ok } from '../../../src/tools/simulator/standalone/answers.js';
import { commands } from '../../../src/protocol/standalone/codes.js';
import { writeSizes } from '../../../src/protocol/standalone/sizes.js';
import { own, person, punches, terminal } from '../../devices/standalone/terminals.js';

async function zk(device: SimulatedTerminal | null, ...line: string[]) {
  let [out, err] = ['', ''];
  const where = device ? ['--host', '127.0.0.1', '--port', String(device.port)] : [];
  const code = await run([...line, ...where], {
    input: Readable.from([]),
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { code, out, err, json: () => JSON.parse(out) as unknown };
}

describe('the zk tool', () => {
  it('tells who a terminal is', async () => {
    const device = await terminal();
    const { code, json } = await zk(device, 'info');
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      serialNumber: 'SIM4370',
      deviceName: 'K40',
      platform: 'ZMM220_TFT',
      firmware: 'Ver 6.60 Apr 28 2015',
      transport: 'tcp',
      sizes: { users: 0, records: 0 },
    });
  });

  it('prints users and punches as JSON and CSV', async () => {
    const device = await terminal();
    device.data.setUser(person(1, { name: 'Ada, "the first"', password: '1' }));
    own(device).load(punches(2));
    expect((await zk(device, 'users')).json()).toMatchObject([{ userId: '1', hasPassword: true }]);
    expect((await zk(device, 'users')).out).not.toContain('"password"');
    expect((await zk(device, 'attendance', '--format', 'csv')).out).toBe(
      'userId,time,verify,state,workCode,uid\n1,2024-01-01 00:00:00,1,0,0,1\n2,2024-01-01 00:01:00,1,1,0,2\n',
    );
    expect((await zk(device, 'users', '--format', 'csv')).out).toContain('"Ada, ""the first"""');
    expect((await zk(device, 'attendance', '--from', '2024-01-01 00:01:00')).json()).toHaveLength(1);
  });

  it('clears a log once its copy is on the disk', async () => {
    const device = await terminal();
    own(device).load(punches(300));
    const file = join(await mkdtemp(join(tmpdir(), 'zk-')), 'log.csv');
    expect(await zk(device, 'attendance', '--clear')).toMatchObject({ code: 2, err: expect.stringContaining('--out') });
    expect(device.data.punches()).toHaveLength(300);
    const { code, err } = await zk(device, 'attendance', '--format', 'csv', '--out', file, '--clear');
    expect([code, err]).toEqual([0, `300 punches are in ${file}; the log is cleared\n`]);
    expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(301);
    expect(device.data.punches()).toHaveLength(0);
    const next = join(await mkdtemp(join(tmpdir(), 'zk-')), 'log.csv');
    const empty = await zk(device, 'attendance', '--format', 'csv', '--out', next, '--clear');
    expect([empty.code, empty.err]).toEqual([0, 'the log is empty: nothing to clear\n']);
  });

  it('reads an option by the name that info shows', async () => {
    const device = await terminal();
    const asked = ['~DeviceName', 'DeviceName', 'Nothing'].map((name) => ['option', '--name', name]);
    const told: unknown[] = [];
    for (const line of asked) told.push((await zk(device, ...line)).json());
    expect(told).toEqual([
      { name: '~DeviceName', value: 'K40' },
      { name: 'DeviceName', value: 'K40' },
      { name: 'Nothing', value: null },
    ]);
  });

  it('does not clear a log if less came than is counted, nor overwrite the copy of another', async () => {
    const device = await terminal();
    own(device).load(punches(30));
    const folder = await mkdtemp(join(tmpdir(), 'zk-'));
    const file = join(folder, 'log.json');
    device.faults.instead = { [commands.GET_FREE_SIZES]: () => ok(writeSizes({ records: 31 })) };
    expect(await zk(device, 'attendance', '--out', file, '--clear')).toMatchObject({
      code: 1,
      err: expect.stringContaining('the terminal counts 31, 30 came'),
    });
    device.faults.instead = {};
    expect(await zk(device, 'attendance', '--out', file, '--clear')).toMatchObject({
      code: 2,
      err: `zk: --out ${file}: is there already, and may be the only copy of what an earlier run has cleared; name another file\n`,
    });
    expect(JSON.parse(await readFile(file, 'utf8'))).toHaveLength(30);
    expect(device.data.punches()).toHaveLength(30);
    expect((await zk(device, 'attendance', '--out', join(folder, 'next.json'), '--clear')).code).toBe(0);
    expect(device.data.punches()).toHaveLength(0);
  });

  it('says why a file cannot be written', async () => {
    const device = await terminal();
    const folder = await mkdtemp(join(tmpdir(), 'zk-'));
    const lost = join(folder, 'nowhere', 'log.json');
    expect(await zk(device, 'users', '--out', lost)).toMatchObject({
      code: 2,
      err: `zk: --out ${lost}: its folder is not there\n`,
    });
    expect(await zk(device, 'attendance', '--out', folder)).toMatchObject({
      code: 2,
      err: `zk: --out ${folder}: is a folder; name a file\n`,
    });
  });

  it('finds users by their place in the table, too', async () => {
    const device = await terminal();
    expect((await zk(device, 'set-user', '--id', '50', '--uid', '9', '--name', 'Nine')).json()).toMatchObject({
      uid: 9,
    });
    const taken = await zk(device, 'set-user', '--id', '51', '--uid', '9');
    expect(taken).toMatchObject({ code: 2, err: expect.stringContaining('50 has uid 9') });
    expect((await zk(device, 'delete-user', '--uid', '8')).code).toBe(1);
    expect((await zk(device, 'delete-user', '--id', '51')).code).toBe(1);
    expect((await zk(device, 'delete-user', '--uid', '9')).code).toBe(0);
    expect(device.data.users()).toEqual([]);
  });

  it('reads and writes templates, faces and pictures, and clears what is meant', async () => {
    const device = await terminal({ profile: terminalProfiles.iface });
    device.data.setUser(person(3));
    device.state.faces.set('3', Buffer.from('a face'));
    device.state.attPhotos.set('20240131080000-3.jpg', Buffer.from('a picture'));
    device.state.attPhotos.set('20240201080000-3.jpg', Buffer.from('another'));
    const finger = ['--id', '3', '--finger', '6'];
    const value = Buffer.from('SS21 a finger').toString('base64');
    expect((await zk(device, 'template', ...finger, '--value', value)).json()).toMatchObject({
      uid: 3,
      template: value,
    });
    expect((await zk(device, 'delete-template', ...finger)).code).toBe(0);
    expect((await zk(device, 'delete-template', ...finger)).code).toBe(1);
    expect((await zk(device, 'template', ...finger)).json()).toMatchObject({ template: null });
    expect((await zk(device, 'faces')).json()).toEqual([
      { uid: 3, userId: '3', face: Buffer.from('a face').toString('base64') },
    ]);
    expect((await zk(device, 'att-photos', '--to', '2024-01-31')).json()).toEqual([{ name: '20240131080000-3.jpg' }]);
    expect((await zk(device, 'att-photos', '--from', '2025-01-01')).json()).toEqual([]);
    expect((await zk(device, 'att-photos', '--name', '20240131080000-3.jpg')).json()).toMatchObject({
      photo: Buffer.from('a picture').toString('base64'),
    });
    expect((await zk(device, 'state')).json()).toEqual({ state: 'waiting', doorOpen: false, pinWidth: 9 });
    expect((await zk(device, 'clear', '--value', 'users')).code).toBe(2);
    expect((await zk(device, 'clear', '--value', 'users', '--sn', 'ANOTHER')).code).toBe(1);
    expect(device.data.users()).toHaveLength(1);
    expect((await zk(device, 'clear', '--value', 'users', '--sn', 'SIM4370')).code).toBe(0);
    expect(device.data.users()).toEqual([]);
  });

  it('ends when it is interrupted, and says good-bye', async () => {
    const device = await terminal({ faults: { delayMs: 40 } });
    own(device).load(punches(20_000));
    const stop = new AbortController();
    const host = ['--host', '127.0.0.1', '--port', String(device.port)];
    const running = run(['attendance', ...host], {
      input: Readable.from([]),
      out: () => setTimeout(() => stop.abort(), 20),
      err: () => null,
      signal: stop.signal,
    });
    expect(await running).toBe(130);
    expect(device.seen.commands.get(commands.EXIT)).toBe(1);
    expect(device.state.options.get('SDKBuild')).toBe('0');
  });

  it('writes users, opens the door, sets the clock, and the rest', async () => {
    const device = await terminal();
    expect(
      (await zk(device, 'set-user', '--id', '5', '--name', 'Eve', '--card', '77', '--privilege', 'admin')).code,
    ).toBe(0);
    expect(device.data.users()).toMatchObject([{ userId: '5', name: 'Eve', card: 77, privilege: 14 }]);
    expect((await zk(device, 'unlock', '--seconds', '2', '--unlock-unit', 'seconds')).code).toBe(0);
    expect(device.state.unlocked).toEqual([2]);
    expect((await zk(device, 'time', '--set', '2030-01-01 10:00:00')).json()).toMatchObject({
      time: expect.stringMatching(/^2030-01-01 10:00:0/),
    });
    expect((await zk(device, 'option', '--name', 'LockOn', '--value', '4')).json()).toEqual({
      name: 'LockOn',
      value: '4',
    });
    expect((await zk(device, 'voice', '--value', '11')).code).toBe(0);
    expect((await zk(device, 'enrol', '--id', '5', '--finger', '2')).json()).toEqual({
      outcome: 'enrolled',
      size: 600,
    });
    expect((await zk(device, 'templates')).json()).toMatchObject([{ userId: '5', finger: 2 }]);
    expect((await zk(device, 'clear-admins')).code).toBe(0);
    expect(device.data.users()).toMatchObject([{ privilege: 0 }]);
    expect((await zk(device, 'delete-user', '--id', '5')).code).toBe(0);
    expect(device.data.users()).toEqual([]);
  });

  it('continues after wrong checksums on request, and reports them otherwise', async () => {
    const device = await terminal({ faults: { wrongChecksum: true } });
    own(device).load(punches(300));
    expect(await zk(device, 'attendance', '--transport', 'tcp')).toMatchObject({
      code: 1,
      err: 'zk: the answer to CONNECT has a wrong checksum (protocol)\n',
    });
    expect((await zk(device, 'attendance', '--tolerant')).json()).toHaveLength(300);
  });

  it('does not report a clock as set that is not', async () => {
    const device = await terminal({ faults: { instead: { [commands.SET_TIME]: () => ok() } } });
    expect(await zk(device, 'time', '--set', '2030-01-01 10:00:00')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('the clock was set to 2030-01-01 10:00:00 and says'),
    });
  });

  it('shows the network of a terminal', async () => {
    const { options } = (await zk(await terminal(), 'info')).json() as { options: Record<string, string> };
    expect(options).toMatchObject({
      MAC: expect.stringMatching(/^00:17:61(:[0-9a-f]{2}){3}$/),
      IPAddress: '192.168.1.201',
      NetMask: '255.255.255.0',
      GATEIPAddress: '192.168.1.1',
    });
  });

  it('says what went wrong in one line', async () => {
    const device = await terminal({ commKey: 5 });
    expect(await zk(device, 'info')).toMatchObject({
      code: 1,
      err: 'zk: the terminal wants a comm key (authFailed)\n',
    });
    expect((await zk(device, 'info', '--key', '5')).code).toBe(0);
    expect(await zk(null, 'info')).toMatchObject({ code: 2, err: expect.stringContaining('--host is missing') });
    expect(await zk(null, 'dance')).toMatchObject({ code: 2, err: expect.stringContaining("'dance'") });
    expect(await zk(device, 'info', '--transport', 'pigeon')).toMatchObject({ code: 2 });
    expect((await zk(null, '--help')).out).toContain('attendance');
    expect((await zk(null, '--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    await device.stop();
    expect(await zk(device, 'info', '--transport', 'tcp')).toMatchObject({
      code: 1,
      err: `zk: 127.0.0.1:${device.port}: no terminal takes the call (ECONNREFUSED) (unreachable)\n`,
    });
  });

  it.each(['udp', 'auto'])('leaves no socket open when nobody answers over %s', async (transport) => {
    const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length;
    const before = sockets();
    const device = await terminal();
    await device.stop();
    expect(await zk(device, 'info', '--timeout', '2', '--transport', transport)).toMatchObject({
      code: 1,
      err: expect.stringContaining('unreachable'),
    });
    // Those of other files may close meanwhile.
    await expect.poll(sockets, { timeout: 60_000 }).toBeLessThanOrEqual(before);
  });

  it('finds terminals that answer a greeting', async () => {
    const open = await terminal({ profile: terminalProfiles.u160 });
    const shut = await terminal({ profile: terminalProfiles.u160, commKey: 9 });
    const host = '127.0.0.1';
    expect((await zk(open, 'discover', '--wait-ms', '2000')).json()).toEqual([
      { host, port: open.port, sn: 'SIM4370', answer: 'open' },
    ]);
    expect((await zk(shut, 'discover', '--wait-ms', '2000')).json()).toEqual([
      { host, port: shut.port, sn: null, answer: 'commKey' },
    ]);
  });
});
