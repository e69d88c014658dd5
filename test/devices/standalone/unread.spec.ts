import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openTcp } from '../../../src/devices/standalone/client/transport.js';
import type { PullError } from '../../../src/devices/standalone/client/pull-error.js';

it('a terminal that sends and never reads is disconnected before the waiting data fills the memory', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket.pause()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const transport = await openTcp({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }, 5_000);
  const reasons: PullError[] = [];
  transport.listen(
    () => undefined,
    (reason) => reasons.push(reason),
  );
  const packet = Buffer.alloc(60_000);
  let sent = 0;
  // The system takes some megabytes of its own.
  while (reasons.length === 0 && sent < 100_000_000) {
    transport.send(packet);
    sent += packet.length;
    await turn();
  }
  expect(reasons[0]?.message).toContain('it does not read what it is sent');
  expect(sent).toBeLessThan(60_000_000);
  for (const socket of sockets) socket.destroy();
  server.close();
});
