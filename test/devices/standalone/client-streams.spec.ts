import { describe, expect, it } from 'vitest';
import { Line } from '../../../src/devices/standalone/client/line.js';
import { terminalProfiles } from '../../../src/tools/simulator/standalone/profile.js';
import { addressOf, connect, own, punches, terminal } from './terminals.js';
import { readAll } from './read-all.js';

describe('connecting', () => {
  it('uses the comm key, and says when it is wrong or missing', async () => {
    const device = await terminal({ commKey: 123456 });
    expect(await (await connect(device, { commKey: 123456 })).option('~SerialNumber')).toBe('SIM4370');
    await expect(connect(device, { commKey: 1 })).rejects.toMatchObject({
      fault: 'authFailed',
      message: 'the comm key is wrong',
    });
    await expect(connect(device)).rejects.toMatchObject({
      fault: 'authFailed',
      message: 'the terminal wants a comm key',
    });
    device.faults.locked = true;
    await expect(connect(device, { commKey: 1 })).rejects.toMatchObject({ fault: 'authFailed', code: 2032 });
  });

  it('recognises encrypted firmware and says what to do', async () => {
    const device = await terminal({ faults: { encrypted: true } });
    await expect(connect(device)).rejects.toMatchObject({
      fault: 'encrypted',
      message: expect.stringContaining('push'),
    });
  });

  it('falls back to datagrams, and says if nobody answers', async () => {
    const device = await terminal({ profile: terminalProfiles.u160 });
    expect((await connect(device)).session.transport.kind).toBe('udp');
    await device.stop();
    await expect(connect(device, { transport: 'tcp' })).rejects.toMatchObject({ fault: 'unreachable' });
  });

  it('gives up on one that never answers', async () => {
    const device = await terminal({ faults: { mute: true } });
    await expect(connect(device, { connectMs: 100, transport: 'tcp' })).rejects.toMatchObject({ fault: 'unreachable' });
  });

  it('switches to the newest formats and restores the old ones', async () => {
    const device = await terminal();
    device.state.options.set('SDKBuild', '0');
    device.state.disabled = true;
    const client = await connect(device);
    expect(device.state.options.get('SDKBuild')).toBe('1');
    expect(device.state.disabled).toBe(false);
    await client.close();
    expect(device.state.options.get('SDKBuild')).toBe('0');
  });
});

describe('streams that misbehave', () => {
  const paces = ['glued', 'paced', 'dribble'] as const;
  it.each(paces)('come whole when frames are %s', async (pace) => {
    const device = await terminal({ pace });
    own(device).load(punches(900));
    const line = new Line(addressOf(device));
    expect(await readAll(line)).toEqual(punches(900));
    await line.close();
  });

  it.each([
    { noClosingAck: true },
    { junkSession: true },
    { eventInStream: true },
    { cutAfter: 30_000, cuts: 4 },
    { delayMs: 20 },
  ])('%j', async (faults) => {
    const device = await terminal({ faults });
    own(device).load(punches(2_500));
    const line = new Line(addressOf(device, { chunkBytes: 16_384 }));
    expect(await readAll(line)).toEqual(punches(2_500));
    await line.close();
  });

  it.each([{ noClosingAck: true }, { junkSession: true }, { lost: 0.1 }])('datagrams: %j', async (faults) => {
    const device = await terminal({ faults });
    own(device).load(punches(1_500));
    const line = new Line(addressOf(device, { transport: 'udp' }));
    expect(await readAll(line)).toEqual(punches(1_500));
    await line.close();
  });

  it('reply ids that are not echoed are accepted if that was requested', async () => {
    const device = await terminal({ faults: { wrongReply: true } });
    own(device).load(punches(100));
    await expect(connect(device, { timeoutMs: 1_000, connectMs: 1_000, transport: 'tcp' })).rejects.toMatchObject({
      fault: 'protocol',
      message: 'what answers CONNECT has another reply id',
    });
    const line = new Line(addressOf(device, { tolerant: true }));
    expect(await readAll(line)).toEqual(punches(100));
    await line.close();
  });

  it.each(['tcp', 'udp'] as const)('a wrong checksum over %s is reported as such', async (transport) => {
    const device = await terminal({ faults: { wrongChecksum: true } });
    own(device).load(punches(900));
    await expect(connect(device, { timeoutMs: 1_000, connectMs: 1_000, transport })).rejects.toMatchObject({
      fault: 'protocol',
      message: 'the answer to CONNECT has a wrong checksum',
    });
    const line = new Line(addressOf(device, { tolerant: true, transport }));
    expect(await readAll(line)).toEqual(punches(900));
    await line.close();
  });

  it('a wrong checksum in the middle of a table is reported as such', async () => {
    const device = await terminal();
    own(device).load(punches(900));
    const line = new Line(addressOf(device), []);
    await line.terminal();
    device.faults.wrongChecksum = true;
    await expect(readAll(line)).rejects.toMatchObject({
      fault: 'protocol',
      message: expect.stringContaining('checksum'),
    });
    line.end();
  });

  it('an unknown layout is refused with a sample', async () => {
    const device = await terminal({ faults: { noise: true } });
    own(device).load(punches(200));
    const line = new Line(addressOf(device));
    await expect(readAll(line)).rejects.toMatchObject({ message: expect.stringContaining('layout'), total: 12_600 });
    await line.close();
  });
});
