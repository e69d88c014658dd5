import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { decodePunches, type Punch } from '../../../src/protocol/standalone/attendance.js';
import { prepareBuffer, readBuffer, tableRequests } from '../../../src/protocol/standalone/bulk.js';
import { commands, replies } from '../../../src/protocol/standalone/codes.js';
import { frame } from '../../../src/protocol/standalone/frames.js';
import { encodePacket } from '../../../src/protocol/standalone/packet.js';
import { terminalProfiles } from '../../../src/tools/simulator/standalone/profile.js';
import { own, punches, terminal } from './terminals.js';

const isFull = process.env.POSTERN_TEST_VOLUME === 'full';
const rows = isFull ? 20_000 : 2_000;
/** What foreign clients ask for at once. */
const chunk = 0xffc0;
const prefix = 8;
const headers = prefix + 8;

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** Takes whatever one read gives for one frame, as foreign clients do. */
class OneReadOneFrame {
  private readonly reads: Buffer[] = [];
  private wake: () => void = () => undefined;
  private reply = 0;
  private session = 0;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (bytes) => {
      this.reads.push(bytes);
      this.wake();
    });
  }

  static async dial(port: number): Promise<OneReadOneFrame> {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    await once(socket, 'connect');
    const client = new OneReadOneFrame(socket);
    client.send(commands.CONNECT);
    client.session = (await client.read()).readUInt16LE(prefix + 4);
    return client;
  }

  send(command: number, data?: Buffer): void {
    this.socket.write(frame(encodePacket(command, this.session, this.reply++, data)));
  }

  async read(): Promise<Buffer> {
    if (this.reads.length === 0) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.reads.shift() ?? Buffer.alloc(0);
  }

  async prepare(): Promise<number> {
    this.send(commands.PREPARE_BUFFER, prepareBuffer(tableRequests.attendance));
    return (await this.read()).readUInt32LE(headers + 1);
  }
}

const commandOf = (read: Buffer) => read.readUInt16LE(prefix);

/**
 * The sender is in this process, so a frame is read before the next one is written, however busy the machine is. Only
 * the machine's network could hold a frame back for longer than the gap.
 */
async function withGaps<T>(attempt: (gapMs: number) => Promise<T | null>): Promise<T> {
  for (const gapMs of [2, 10, 50]) {
    const found = await attempt(gapMs);
    if (found !== null) return found;
  }
  throw new Error('frames came together whatever their gap');
}

describe.each(['k40', 'f18', 'iface'] as const)('a paced terminal like %s', (name) => {
  const profile = terminalProfiles[name];

  it('sends the announcement of a stream alone, and one frame a segment', async () => {
    const reads = await withGaps(async (gapMs) => {
      const device = await terminal({ profile, pace: 'paced', gapMs });
      own(device).load(punches(300));
      const client = await OneReadOneFrame.dial(device.port);
      const size = await client.prepare();
      expect(size).toBe(4 + 300 * 40);
      client.send(commands.READ_BUFFER, readBuffer(0, size));
      const frames: Buffer[] = [];
      for (let command = 0; command !== replies.ACK_OK;) {
        const read = await client.read();
        if (read.length !== prefix + read.readUInt32LE(4)) return null;
        frames.push(read);
        command = commandOf(read);
      }
      return frames;
    });
    const [announced = Buffer.alloc(0), ...rest] = reads;
    const last = rest.pop();
    expect([announced.length, commandOf(announced)]).toEqual([24, commands.PREPARE_DATA]);
    expect([announced.readUInt32LE(headers), announced.readUInt32LE(headers + 4)]).toEqual([
      12_004,
      profile.packetSize,
    ]);
    expect(last?.length).toBe(16);
    const sizes = rest.map(({ length }) => length - headers);
    expect(sizes.slice(0, -1).every((bytes) => bytes === profile.packetSize)).toBe(true);
    expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBe(12_004);
  });

  it('is read whole by a client that asks for all parts at once', async () => {
    const read = await withGaps(async (gapMs) => {
      const device = await terminal({ profile, pace: 'paced', gapMs });
      own(device).load(punches(rows));
      const client = await OneReadOneFrame.dial(device.port);
      const size = await client.prepare();
      for (let at = 0; at < size; at += chunk) {
        client.send(commands.READ_BUFFER, readBuffer(at, Math.min(chunk, size - at)));
      }
      const pieces: Buffer[] = [];
      for (let received = 0; received < size;) {
        const one = await client.read();
        if (one.length !== prefix + one.readUInt32LE(4)) return null;
        if (commandOf(one) !== commands.DATA) continue;
        pieces.push(one.subarray(headers));
        received += one.length - headers;
      }
      return decodePunches(Buffer.concat(pieces).subarray(4), '40').punches;
    });
    expect(read).toEqual<Punch[]>(punches(rows));
  }, 240_000);
});

it('datagrams of 1,024 bytes of data leave one after the other', async () => {
  const gapMs = 3;
  const device = await terminal({ pace: 'paced', gapMs });
  own(device).load(punches(500));
  const socket = createSocket('udp4');
  try {
    const heard: { bytes: Buffer; at: number }[] = [];
    socket.on('message', (bytes) => heard.push({ bytes, at: performance.now() }));
    const say = async (command: number, session: number, reply: number) => {
      const before = heard.length;
      socket.send(encodePacket(command, session, reply), device.port, '127.0.0.1');
      await expect.poll(() => heard.length, { timeout: 60_000 }).toBeGreaterThan(before);
    };
    await say(commands.CONNECT, 0, 0);
    const session = heard[0]?.bytes.readUInt16LE(4) ?? 0;
    await say(commands.ATTLOG_RRQ, session, 1);
    await expect.poll(() => heard.at(-1)?.bytes.readUInt16LE(0), { timeout: 60_000 }).toBe(replies.ACK_OK);
    const [announced, ...rest] = heard.slice(1);
    expect(announced?.bytes.readUInt16LE(0)).toBe(commands.PREPARE_DATA);
    const pieces = rest.slice(0, -1);
    expect(pieces.map(({ bytes }) => bytes.length - 8)).toEqual([...Array<number>(19).fill(1024), 20_004 - 19 * 1024]);
    const took = (rest.at(-1)?.at ?? 0) - (announced?.at ?? 0);
    // It may take longer, but never less.
    expect(took).toBeGreaterThan((pieces.length * gapMs) / 2);
  } finally {
    socket.close();
  }
});
