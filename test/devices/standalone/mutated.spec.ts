import { connect as dial, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { commands, replies } from '../../../src/protocol/standalone/codes.js';
import { decodeTcp } from '../../../src/protocol/standalone/decode.js';
import { frame } from '../../../src/protocol/standalone/frames.js';
import { decodePacket, encodePacket } from '../../../src/protocol/standalone/packet.js';
import { PullError } from '../../../src/devices/standalone/client/pull-error.js';
import { Session } from '../../../src/devices/standalone/client/session.js';
import { TableReader } from '../../../src/devices/standalone/client/table-reader.js';
import type { Transport } from '../../../src/devices/standalone/client/transport.js';
import { tableRequests } from '../../../src/protocol/standalone/bulk.js';
import { PunchTable, UnknownLayout } from '../../../src/protocol/standalone/punch-table.js';
import { decodeUsers } from '../../../src/protocol/standalone/users.js';
import { randomFrom, type Random } from '../../../src/tools/simulator/random.js';
import { captures, hex } from '../../protocol/standalone/captures.js';
import { connect, own, person, punches, terminal } from './terminals.js';

const isFull = process.env.POSTERN_TEST_VOLUME === 'full';
const frames = isFull ? 200_000 : 12_000;
const patienceMs = isFull ? 900_000 : 240_000;

const bodies = [
  ...captures.session.map(({ bytes }) => hex(bytes).subarray(8)),
  ...captures.packets.map(({ bytes, framed }) => hex(bytes).subarray(framed ? 8 : 0)),
];

const pick = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;

/** A packet with something wrong in it; most have a right checksum, or nothing would come of them. */
function mutated(random: Random, body: Buffer, session?: number): Buffer {
  const bytes = Buffer.from(body);
  for (let times = 1 + Math.floor(random() * 4); times > 0; times--) {
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  }
  const cut = random() < 0.3 ? bytes.subarray(0, Math.max(8, Math.floor(random() * bytes.length))) : bytes;
  const longer = random() < 0.1 ? Buffer.concat([cut, Buffer.alloc(Math.floor(random() * 2_000), 0x41)]) : cut;
  const packet = decodePacket(longer);
  if (packet === null || random() < 0.1) return longer;
  const known = random() < 0.8 ? pick(random, Object.values(commands)) : packet.command;
  return encodePacket(known, session ?? packet.session, packet.reply, packet.data);
}

it(
  'decoding mutated frames ends, and never throws',
  () => {
    const random = randomFrom(7);
    for (let at = 0; at < frames; at++) {
      const stream = Buffer.concat([pick(random, bodies), mutated(random, pick(random, bodies))].map(frame));
      if (random() < 0.2) stream[Math.floor(random() * stream.length)] = Math.floor(random() * 256);
      expect(Array.isArray(decodeTcp(stream).packets)).toBe(true);
    }
  },
  patienceMs,
);

it(
  'a terminal in software outlives mutated frames',
  async () => {
    const device = await terminal();
    device.data.setUser(person(1));
    own(device).load(punches(50));
    const random = randomFrom(11);
    let socket: Socket | null = null;
    const open = async () => {
      const made = dial(device.port, '127.0.0.1');
      made.on('error', () => made.destroy());
      made.resume();
      await once(made, 'connect');
      made.write(frame(encodePacket(commands.CONNECT, 0, 0)));
      return made;
    };
    for (let at = 0; at < frames; at += 50) {
      if (!socket || socket.destroyed || !socket.writable) socket = await open();
      const session = 0x1200 + device.seen.connections;
      // A wrong prefix ends a connection: that is for the test of frames.
      const batch = Array.from({ length: 50 }, () => frame(mutated(random, pick(random, bodies), session)));
      socket.write(Buffer.concat(batch));
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket?.destroy();
    device.commKey = 0;
    // The last packets may still make it restart.
    const serialNumber = async () => (await connect(device)).option('~SerialNumber');
    await expect.poll(() => serialNumber().catch(() => null), { timeout: 60_000 }).toBe('SIM4370');
  },
  patienceMs,
);

/** Answers each request with a burst of mutated frames. */
class Mutating implements Transport {
  readonly kind = 'tcp';
  sent = 0;
  private hear: (packet: Buffer) => void = () => undefined;

  constructor(
    private readonly random: Random,
    private readonly burst: number,
  ) {}

  listen(onPacket: (packet: Buffer) => void): void {
    this.hear = onPacket;
  }

  send(packet: Buffer): void {
    const { reply } = decodePacket(packet) ?? { reply: 0 };
    setImmediate(() => {
      for (let at = 0; at < this.burst; at++) {
        const answer = decodePacket(mutated(this.random, pick(this.random, bodies)));
        this.sent++;
        if (!answer) continue;
        const code = pick(this.random, [replies.ACK_OK, commands.DATA, commands.PREPARE_DATA, answer.command]);
        this.hear(encodePacket(code, answer.session, reply, answer.data));
      }
    });
  }

  close(): void {
    this.hear = () => undefined;
  }
}

it(
  'a client is told mutated frames: it fails in its own words, in time',
  async () => {
    const random = randomFrom(13);
    const waits = { first: 20, between: 20, closing: 5 };
    let seen = 0;
    let slowest = 0;
    while (seen < frames) {
      const transport = new Mutating(random, 25);
      const session = new Session(transport, { timeoutMs: 20, resendMs: 20, tolerant: random() < 0.5 });
      const reader = new TableReader(session, { waits, chunkBytes: 1_000 });
      const started = performance.now();
      try {
        const opened = await reader.open(pick(random, Object.values(tableRequests)));
        const bytes = opened.kind === 'whole' ? opened.bytes : await reader.part(0, Math.min(1_000, opened.size));
        decodeUsers(bytes, 72);
        const table = new PunchTable({ count: 1, latest: '2030-01-01 00:00:00' });
        table.push(bytes);
        table.end();
      } catch (error) {
        if (!(error instanceof PullError || error instanceof UnknownLayout || error instanceof RangeError)) throw error;
      }
      slowest = Math.max(slowest, performance.now() - started);
      session.close();
      seen += transport.sent;
    }
    console.log(`${seen} mutated frames, the slowest answer after ${Math.round(slowest)} ms`);
    expect(slowest).toBeLessThan(20_000);
  },
  patienceMs,
);
