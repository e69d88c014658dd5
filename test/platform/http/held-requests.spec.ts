import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endSlowBodies, patience } from '../../../src/platform/http/slow-bodies.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const refs: WeakRef<IncomingMessage>[] = [];
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let server: Server;

beforeAll(async () => {
  server = createServer((incoming, response) => {
    refs.push(new WeakRef(incoming));
    incoming.resume().once('end', () => response.end('OK'));
  });
  // The check never runs during the test.
  endSlowBodies(server, patience, 3_600_000);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(async () => {
  agent.destroy();
  server.close();
  await once(server, 'close');
});

async function post(): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const call = request({ host: '127.0.0.1', port, method: 'POST', agent });
  call.end('time=2026-03-02 08:00:00');
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
}

it('keeps no more of a line than the request that came last on it', async () => {
  for (let n = 0; n < 50; n++) await post();
  const kept = () => {
    collectGarbage();
    return refs.filter((ref) => ref.deref()).length;
  };
  await expect.poll(kept).toBeLessThan(5);
});
