import * as crypto from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { storeEvents } from '../support/events.js';
import { codeOf } from '../support/recipe.js';

interface Out {
  readonly topic?: string;
  readonly payload: unknown;
  readonly statusCode?: number;
}
interface Incoming {
  readonly req: { readonly headers: IncomingHttpHeaders };
  readonly res: object;
  readonly payload: unknown;
}
type FunctionNode = (msg: Incoming, env: object, context: object, lib: typeof crypto) => [Out | null, Out];

const [page = ''] = codeOf('node-red', 'js');
const flow = JSON.parse(codeOf('node-red', 'json')[0] ?? '') as Record<string, unknown>[];
const node = (type: string) => flow.find((one) => one.type === type) ?? {};

let app: TestApp;
let receiver: Server;
let secret = '';
const events: Out[] = [];
const answers: number[] = [];
const requests: { headers: IncomingHttpHeaders; body: Buffer }[] = [];
const kept = new Map<string, unknown>();

/** What Node-RED calls the code of a function node with. */
function run(headers: IncomingHttpHeaders, payload: unknown): [Out | null, Out] {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code of the flow is text, at Node-RED too
  const code = new Function('msg', 'env', 'context', 'crypto', String(node('function').func)) as FunctionNode;
  const context = { get: (key: string) => kept.get(key), set: (key: string, value: unknown) => kept.set(key, value) };
  return code({ req: { headers }, res: {}, payload }, { get: () => secret }, context, crypto);
}

beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'true' } });
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      requests.push({ headers: request.headers, body });
      const [event, answer] = run(request.headers, body);
      if (event) events.push(event);
      answers.push(answer.statusCode ?? 200);
      response.writeHead(answer.statusCode ?? 200).end(answer.payload);
    });
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/postern`;
  const made = await app.admin('POST', '/webhooks', { url, types: ['access.*', 'door.forced'] });
  expect(made.status).toBe(201);
  secret = made.body.secret as string;
});
afterAll(async () => {
  receiver.closeAllConnections();
  await new Promise((closed) => receiver.close(closed));
  await app.stop();
});

it('the flow is whole: its wires lead to its nodes, and the function is that of the page', () => {
  const ids = flow.map(({ id }) => id);
  expect(flow.flatMap(({ wires = [] }) => (wires as string[][]).flat()).filter((id) => !ids.includes(id))).toEqual([]);
  expect(node('function')).toMatchObject({
    func: page.trimEnd(),
    outputs: 2,
    libs: [{ var: 'crypto', module: 'crypto' }],
  });
  expect(node('http in')).toMatchObject({ method: 'post', url: '/postern', skipBodyParsing: true });
});

it('the function node takes what Postern signs, once, and nothing else', async () => {
  await storeEvents(app, { pin: '57' });
  await expect.poll(() => events.length, { timeout: 60_000 }).toBe(1);
  await storeEvents(app, { eventNo: 102, eventLevel: 2 });
  await expect.poll(() => events.length, { timeout: 60_000 }).toBe(2);
  expect(events.map(({ topic }) => topic)).toEqual(['access.granted', 'door.forced']);
  expect(events[0]?.payload).toMatchObject({ type: 'access.granted', data: { pin: '57' } });
  expect(answers).toEqual([204, 204]);

  const [first] = requests;
  if (!first) throw new Error('nothing came');
  const { headers, body } = first;
  // The same again: taken, and not told again.
  expect(run(headers, body)).toMatchObject([null, { statusCode: 204 }]);
  kept.clear();
  // Where Node-RED has read the JSON.
  expect(run(headers, JSON.parse(body.toString()))).toMatchObject([{ topic: 'access.granted' }, { statusCode: 204 }]);
  kept.clear();
  const refused = [null, { statusCode: 401 }];
  expect(run(headers, Buffer.from(body.toString().replace('"57"', '"58"')))).toMatchObject(refused);
  expect(run({ ...headers, 'webhook-id': 'evt_other' }, body)).toMatchObject(refused);
  expect(run({ ...headers, 'webhook-signature': 'v1,AAAA' }, body)).toMatchObject(refused);
  expect(run({ ...headers, 'webhook-signature': undefined }, body)).toMatchObject(refused);
  // Signed rightly, long ago.
  const at = String(Math.floor(Date.now() / 1000) - 400);
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const text = `${String(headers['webhook-id'])}.${at}.${body.toString()}`;
  const signature = `v1,${crypto.createHmac('sha256', key).update(text).digest('base64')}`;
  expect(run({ ...headers, 'webhook-timestamp': at, 'webhook-signature': signature }, body)).toMatchObject(refused);
});
