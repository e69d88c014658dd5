import { request, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adminToken, apiToken, startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

interface Got {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
}

const call = (path: string, encoding: string | null, method = 'GET') =>
  new Promise<Got>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${adminToken}`,
      access_token: apiToken,
      ...(encoding === null ? {} : { 'accept-encoding': encoding }),
    };
    request(`${app.url}${path}`, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });

const long = '/admin/v1/event-types';

it('JSON of the admin API over a kilobyte comes by gzip, and is the same as without', async () => {
  const plain = await call(long, null);
  const gzip = await call(long, 'gzip, deflate, br');
  expect([plain.status, plain.headers['content-encoding'], plain.headers.vary]).toEqual([
    200,
    undefined,
    'accept-encoding',
  ]);
  expect([gzip.status, gzip.headers['content-encoding'], gzip.headers.vary]).toEqual([200, 'gzip', 'accept-encoding']);
  expect(gzip.headers['content-type']).toBe(plain.headers['content-type']);
  expect(gzip.headers['content-length']).toBe(String(gzip.bytes.length));
  expect(gzip.bytes.length).toBeLessThan(plain.bytes.length / 2);
  expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
});

it.each(['gzip;q=0', 'br', 'identity', ''])('who says "Accept-Encoding: %s" gets it as it is', async (encoding) => {
  const { status, headers, bytes } = await call(long, encoding);
  expect([status, headers['content-encoding']]).toEqual([200, undefined]);
  expect(JSON.parse(bytes.toString())).toHaveProperty('items');
});

it('a long refusal is compressed, too, and HEAD says no length that is not so', async () => {
  const unknown = Array.from({ length: 20 }, (_, at) => `nonsense${at}=1`);
  const refused = await call(`/admin/v1/areas?${unknown.join('&')}`, 'gzip');
  expect([refused.status, refused.headers['content-encoding']]).toEqual([400, 'gzip']);
  expect(JSON.parse(gunzipSync(refused.bytes).toString())).toHaveProperty('errors.length', 20);
  const head = await call(long, 'gzip', 'HEAD');
  expect([head.status, head.bytes.length]).toEqual([200, 0]);
  expect(head.headers['content-length']).toBe((await call(long, 'gzip')).headers['content-length']);
});

it('a short answer, a file and what the facade answers are not compressed', async () => {
  for (let at = 0; at < 20; at++) {
    expect((await app.admin('POST', '/areas', { code: `area-${at}`, name: `Area number ${at}` })).status).toBe(201);
  }
  const seen: unknown[] = [];
  for (const path of [
    '/admin/v1/areas?limit=1',
    '/admin/v1/exports/commands.csv',
    '/api/attAreaPerson/area/list?pageNo=1&pageSize=50',
  ]) {
    const { status, headers, bytes } = await call(path, 'gzip');
    seen.push([path, status, headers['content-encoding'] ?? 'as it is', bytes.length > 1024]);
  }
  expect(seen).toEqual([
    ['/admin/v1/areas?limit=1', 200, 'as it is', false],
    ['/admin/v1/exports/commands.csv', 200, 'as it is', false],
    ['/api/attAreaPerson/area/list?pageNo=1&pageSize=50', 200, 'as it is', true],
  ]);
});
