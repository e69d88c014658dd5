import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { SimulatedTerminal } from '../../../src/tools/simulator/standalone/server.js';

const taken: Socket[] = [];

afterEach(async () => {
  for (const socket of taken.splice(0)) {
    socket.close();
    await once(socket, 'close');
  }
});

async function takeOne(): Promise<void> {
  const socket = createSocket('udp4');
  taken.push(socket);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
}

it('a port that is free for TCP and taken for datagrams is not used', async () => {
  // One in fourteen of the ports that the system gives is taken. Without a second attempt about one terminal in eighty
  // would fail.
  for (let at = 0; at < 2_000; at++) await takeOne();
  for (let at = 0; at < 80; at++) {
    const terminal = await new SimulatedTerminal().start();
    expect(taken.map((socket) => socket.address().port)).not.toContain(terminal.port);
    await terminal.stop();
  }
});

it('a requested port that is taken is reported', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await expect(new SimulatedTerminal({ port }).start()).rejects.toThrow('EADDRINUSE');
  server.close();
  await once(server, 'close');
});
