import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { prepareBuffer, readBuffer, tableRequests } from '../../../src/protocol/standalone/bulk.js';
import { commands } from '../../../src/protocol/standalone/codes.js';
import { frame } from '../../../src/protocol/standalone/frames.js';
import { encodePacket } from '../../../src/protocol/standalone/packet.js';
import { own, punches, terminal } from './terminals.js';

/** A client that prints what each read gave, and then leaves its socket alone for a while. */
const client = `
const { connect } = require('node:net');
const { parentPort, workerData } = require('node:worker_threads');
const socket = connect(workerData.port, '127.0.0.1', () => parentPort.postMessage('connected'));
const never = new Int32Array(new SharedArrayBuffer(4));
socket.on('data', (bytes) => {
  parentPort.postMessage(Buffer.from(bytes).toString('hex'));
  Atomics.wait(never, 0, 0, 30);
});
socket.on('error', () => process.exit(1));
parentPort.on('message', (hex) => socket.write(Buffer.from(hex, 'hex')));
`;

const workers: Worker[] = [];
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.terminate();
});

function slowClient(port: number) {
  const worker = new Worker(client, { eval: true, workerData: { port } });
  workers.push(worker);
  const heard: string[] = [];
  let wake: () => void = () => undefined;
  worker.on('message', (text: string) => {
    heard.push(text);
    wake();
  });
  return {
    send: (packet: Buffer) => worker.postMessage(frame(packet).toString('hex')),
    next: async (): Promise<Buffer> => {
      if (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return Buffer.from(heard.shift() ?? '', 'hex');
    },
  };
}

// If the kernel does not report what was read, only the gap keeps frames apart.
it.runIf(existsSync('/proc/net/tcp'))('a frame waits until a slow client has read the one before', async () => {
  const device = await terminal({ pace: 'paced', gapMs: 1 });
  own(device).load(punches(500));
  const slow = slowClient(device.port);
  await slow.next();
  slow.send(encodePacket(commands.CONNECT, 0, 0));
  const session = (await slow.next()).readUInt16LE(12);
  slow.send(encodePacket(commands.PREPARE_BUFFER, session, 1, prepareBuffer(tableRequests.attendance)));
  expect((await slow.next()).readUInt32LE(17)).toBe(20_004);
  slow.send(encodePacket(commands.READ_BUFFER, session, 2, readBuffer(0, 20_004)));
  const lengths: number[] = [];
  for (let bytes = 0; bytes < 24 + 20_004 + 20 * 16 + 16;) {
    const { length } = await slow.next();
    lengths.push(length);
    bytes += length;
  }
  expect(lengths).toEqual([24, ...Array<number>(19).fill(1024), 868, 16]);
});
