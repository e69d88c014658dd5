import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.admin('POST', '/devices', { sn: 'NEWLINE1' });
});
afterAll(() => app.stop());

it.each([
  ['/health/live', 200],
  ['/health/ready', 200],
  ['/metrics', 200],
  ['/', 200],
  ['/openapi/facade.json', 200],
  ['/nowhere', 404],
  ['/admin/v1/devices', 401],
  ['/api/door/list', 401],
  ['/api/%', 404],
  ['/admin/v1/%', 400],
])('%s ends with one newline, and has the right length', async (path, status) => {
  // A compressed answer is shorter than its content.
  const answer = await app.request('GET', path, { headers: { 'accept-encoding': 'identity' } });
  expect(answer.status).toBe(status);
  expect(answer.text).toMatch(/\S\n$/);
  const length = answer.headers.get('content-length');
  if (length !== null) expect(Number(length)).toBe(Buffer.byteLength(answer.text));
});

it('so do answers with a token, good and bad, with letters of more than one byte', async () => {
  const made = await app.admin('POST', '/persons', { pin: '7', name: 'Zoë 张' });
  expect(made.text).toMatch(/\}\n$/);
  expect(made.headers.get('content-length')).toBe(String(Buffer.byteLength(made.text)));
  for (const path of ['person/get/7', 'person/get/8', 'door/list?pageNo=1&pageSize=5', 'nowhere']) {
    expect((await app.api('GET', `/api/${path}`)).text).toMatch(/\}\n$/);
  }
  expect((await app.admin('GET', '/persons/8')).text).toMatch(/\}\n$/);
});

it('an answer without a body still has none', async () => {
  expect((await app.admin('DELETE', '/persons/7')).text).toBe('');
});

it('answers to devices are as they were', async () => {
  const answer = async (path: string, method = 'GET') => (await app.request(method, path)).text;
  expect(await answer('/iclock/getrequest?SN=NEWLINE1')).toBe('OK');
  expect(await answer('/iclock/ping?SN=NEWLINE1')).toBe('OK');
});
