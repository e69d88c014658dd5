import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { PullError } from '../../../src/devices/standalone/client/pull-error.js';
import { Session } from '../../../src/devices/standalone/client/session.js';
import { StreamReceiver } from '../../../src/devices/standalone/client/stream-receiver.js';
import { TableReader } from '../../../src/devices/standalone/client/table-reader.js';
import type { Transport } from '../../../src/devices/standalone/client/transport.js';
import { prepareData, tableRequests } from '../../../src/protocol/standalone/bulk.js';
import { commands, replies } from '../../../src/protocol/standalone/codes.js';
import { frame, FrameCutter } from '../../../src/protocol/standalone/frames.js';
import { decodePacket, encodePacket, type Packet } from '../../../src/protocol/standalone/packet.js';
import { encodeLivePunch, readLivePunches } from '../../../src/protocol/standalone/realtime.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const waits = { first: 1_000, between: 1_000, closing: 100 };
const megabyte = 1024 * 1024;

const piece = (session: number, data: Buffer): Packet => ({ command: commands.DATA, session, reply: 1, data });
const announced = (total: number): Packet => ({
  command: commands.PREPARE_DATA,
  session: 1,
  reply: 1,
  data: prepareData(total, 1_024),
});

describe('one hostile terminal', () => {
  it('causes no more than an error of its stream, however many datagrams it sends', () => {
    const receiver = new StreamReceiver(waits, { lossy: true });
    receiver.take(announced(megabyte));
    const sendAll = () => {
      for (let at = 0; at < 150_000; at++)
        receiver.take(piece(at % 65_536, Buffer.from([at & 0xff, (at >> 8) & 0xff, at >> 16])));
      return receiver.result();
    };
    // It must neither end the process nor block it. Comparing each datagram with all earlier ones took minutes.
    expect(sendAll).toThrow(PullError);
  });

  it('is disconnected if its data brings no progress', () => {
    for (const lossy of [false, true]) {
      const receiver = new StreamReceiver(waits, { lossy });
      receiver.take(announced(megabyte));
      const sendAll = () => {
        for (let at = 0; at < 100_000; at++) receiver.take(piece(1, Buffer.alloc(0)));
      };
      expect(sendAll).toThrow(PullError);
    }
  });

  it('is distinguished from one whose pieces come twice, or empty', () => {
    const receiver = new StreamReceiver(waits, { lossy: true });
    receiver.take(announced(2_048));
    const [one, two] = [Buffer.alloc(1_024, 1), Buffer.alloc(1_024, 2)];
    for (let times = 0; times < 5; times++) {
      receiver.take(piece(0, one));
      receiver.take(piece(1, Buffer.alloc(0)));
      receiver.take(piece(1, two));
    }
    expect(receiver.take({ command: replies.ACK_OK, session: 1, reply: 1, data: Buffer.alloc(0) })).toBe(true);
    expect(receiver.result()).toEqual({ kind: 'data', bytes: Buffer.concat([one, two]), gaps: [] });
  });

  it('is disconnected if a table trickles in without end', async () => {
    const receiver = new StreamReceiver({ ...waits, slow: 100 });
    receiver.take(announced(megabyte));
    const trickle = async () => {
      for (let at = 0; at < 10_000; at++) {
        receiver.take(piece(1, Buffer.alloc(1, at)));
        await sleep(5);
      }
    };
    await expect(trickle()).rejects.toThrow('too slowly');
  });

  it('is refused a stream that fits into no memory', () => {
    const receiver = new StreamReceiver(waits);
    expect(() => receiver.take(announced(200 * megabyte))).toThrow(PullError);
  });

  it('costs hardly more byte by byte than whole', () => {
    const cutter = new FrameCutter();
    const packet = encodePacket(commands.DATA, 1, 1, Buffer.alloc(100_000, 7));
    const bytes = frame(packet);
    const found: Buffer[] = [];
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (const byte of bytes.subarray(0, -1)) found.push(...cutter.push(Buffer.from([byte])));
    collectGarbage();
    // One object for each byte would take ten megabytes.
    expect((process.memoryUsage().heapUsed - before) / megabyte).toBeLessThan(4);
    found.push(...cutter.push(bytes.subarray(-1)));
    expect(found).toEqual([packet]);
  });

  it('reports no more punches at once than a terminal does', () => {
    const punch = encodeLivePunch({ userId: '1', verify: 1, state: 0, time: '2026-03-02 08:00:00' }, 12);
    const event = (count: number) => Buffer.concat(Array.from({ length: count }, () => punch));
    expect(readLivePunches(event(100))).toHaveLength(100);
    expect(readLivePunches(event(80_000))).toBeNull();
  });
});

/** A terminal that answers each request by what `answer` says. */
class Scripted implements Transport {
  readonly kind = 'udp';
  private hear: (packet: Buffer) => void = () => undefined;

  constructor(private readonly answer: (asked: Packet) => readonly Packet[]) {}

  listen(onPacket: (packet: Buffer) => void): void {
    this.hear = onPacket;
  }

  send(bytes: Buffer): void {
    const asked = decodePacket(bytes);
    if (asked === null) return;
    setImmediate(() => {
      for (const { command, session, data } of this.answer(asked))
        this.hear(encodePacket(command, session, asked.reply, data));
    });
  }

  close(): void {
    // There is nothing to close.
  }
}

it('a stream that falls silent fails its caller, and nobody else', async () => {
  const pieces = Array.from({ length: 150_000 }, (_, at) =>
    piece(at % 65_536, Buffer.from([at & 0xff, at >> 8, at >> 16])),
  );
  const session = new Session(new Scripted(() => [announced(megabyte), ...pieces]), {
    timeoutMs: 1_000,
    resendMs: 100,
    tolerant: false,
  });
  const reader = new TableReader(session, { waits: { first: 200, between: 200, closing: 20 }, chunkBytes: 65_536 });
  await expect(reader.open(tableRequests.users)).rejects.toThrow(PullError);
});
