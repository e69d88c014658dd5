import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { failedAnswer, WebhookClient } from '../../../src/outbound/webhook/webhook-client.js';
import { timesOf } from '../../../src/outbound/webhook/webhook-times.js';
import { systemResolve } from '../../../src/outbound/webhook/webhook-url.js';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** @param said what the server does with a request, which is the first, second ... of its connection */
async function clientOf(said: (socket: Socket, ofSocket: number) => void, patience: number): Promise<WebhookClient> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    let requests = 0;
    sockets.add(socket);
    socket.on('error', () => undefined);
    // Each request is one small piece.
    socket.on('data', () => said(socket, ++requests));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new WebhookClient({
    ...{ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, ca: null, concurrency: 1 },
    ...{ allowPrivate: true, resolve: systemResolve, times: timesOf({ schedule: 1, patience }) },
  });
  stops.push(() => {
    client.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return client;
}

const post = (client: WebhookClient) => client.post(Buffer.from('{}'), {});

describe('an attempt', () => {
  it('ends where the receiver wants to speak another protocol', async () => {
    const client = await clientOf((socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    }, 0.1);
    expect(await post(client)).toMatchObject({ result: 'network', status: null });
    expect(await post(client)).toMatchObject({ result: 'network', status: null });
  });

  it('takes no longer than it may where a kept connection is reset late', async () => {
    const resets: NodeJS.Timeout[] = [];
    let isUsedAgain = false;
    const client = await clientOf((socket, ofSocket) => {
      if (ofSocket === 2) {
        isUsedAgain = true;
        resets.push(setTimeout(() => socket.resetAndDestroy(), 2_000));
      } else if (!isUsedAgain) socket.write('HTTP/1.1 204 No Content\r\n\r\n');
    }, 0.2);
    stops.push(() => resets.forEach(clearTimeout));
    expect(await post(client)).toMatchObject({ result: '2xx', status: 204 });
    const { result, ms } = await post(client);
    expect(isUsedAgain).toBe(true);
    expect(result).toBe('timeout');
    // Of 3 s, 2 s were over when the connection was reset.
    expect(ms).toBeLessThan(4_900);
  });
});

it('says of a fault what can be stored, however the other side has named itself', () => {
  const words = 'a'.repeat(299);
  expect(failedAnswer('network', new Error(`\0${words.slice(1)}\u{1f600}`), 1).error).toBe(`${words.slice(1)}\ufffd`);
});
