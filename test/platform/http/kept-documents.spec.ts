import { readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

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

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<Got>((resolve, reject) => {
    request(`${app.url}${path}`, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });

it.each([
  '/openapi/facade.json',
  '/openapi/admin.json',
  '/asyncapi.json',
  '/docs',
  '/docs/swagger-ui-init.js',
  '/docs/swagger-ui.css',
])('%s is the same plain, by gzip and by brotli, the first time and the next', async (path) => {
  for (let round = 0; round < 2; round++) {
    const br = await get(path, { 'accept-encoding': 'gzip, deflate, br' });
    const gzip = await get(path, { 'accept-encoding': 'gzip, br;q=0' });
    const plain = await get(path);
    expect([br, gzip, plain].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect([br, gzip, plain].map(({ headers }) => headers['content-encoding'])).toEqual(['br', 'gzip', undefined]);
    expect(brotliDecompressSync(br.bytes).equals(plain.bytes)).toBe(true);
    expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
    expect(br.headers['content-type']).toBe(plain.headers['content-type']);
    expect(br.headers.vary).toBe('accept-encoding');
    expect(plain.headers['x-content-type-options']).toBe('nosniff');
  }
});

it.each(['facade', 'admin'])('the document of the %s API is that of the repository', async (side) => {
  const file = new URL(`../../../openapi/${side}.json`, import.meta.url);
  const { bytes } = await get(`/openapi/${side}.json`);
  expect(JSON.parse(bytes.toString())).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});

it('a client that has it gets 304 and nothing more', async () => {
  const path = '/openapi/facade.json';
  const { headers, bytes } = await get(path, { 'accept-encoding': 'br' });
  expect(bytes.length).toBeLessThan(200_000);
  const etag = headers.etag ?? '';
  const again = await get(path, { 'accept-encoding': 'br', 'if-none-match': `W/"x", ${etag}` });
  expect([again.status, again.bytes.length, again.headers.etag]).toEqual([304, 0, etag]);
  expect((await get(path, { 'accept-encoding': 'br', 'if-none-match': '"other"' })).status).toBe(200);
  const head = await get(path, { 'accept-encoding': 'br' }, 'HEAD');
  expect([head.status, head.headers['content-length'], head.bytes.length]).toEqual([200, String(bytes.length), 0]);
});
