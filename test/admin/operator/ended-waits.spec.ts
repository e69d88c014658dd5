import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { storeEvents } from '../../support/events.js';

/** Who waits for news is told nothing that came after the end of its session or token. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' } });
});
afterAll(() => app.stop());

const password = 'a long password';

async function signedIn(name: string): Promise<{ id: string; token: string }> {
  const { status, body } = await app.admin('POST', '/operators', { name, role: 'operator', password });
  expect(status).toBe(201);
  const answer = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  return { id: String(body.id), token: String(answer.body.token) };
}

async function tokenOf(scopes: string[]): Promise<{ id: string; token: string }> {
  const { body } = await app.admin('POST', '/api-tokens', { name: scopes.join(), scopes });
  return body as { id: string; token: string };
}

const waiting = async (token: string, path: string) => {
  const answer = app.request('GET', `${path}?after=now&wait=25`, { headers: { authorization: `Bearer ${token}` } });
  const polls = async () => /^postern_long_polls (\d+)/m.exec((await app.request('GET', '/metrics')).text)?.[1];
  await expect.poll(polls, { timeout: 60_000 }).toBe('1');
  // In an object, so that it is not waited for.
  return { answer };
};

it.each([
  ['is locked', { disabled: true }],
  ['gets another role', { role: 'guard' }],
  ['is bound to an area', { areaCodes: ['1'] }],
])('an operator who %s is not told what comes then', async (name, change) => {
  const { id, token } = await signedIn(name);
  const { answer } = await waiting(token, '/admin/v1/feed');
  expect((await app.admin('PATCH', `/operators/${id}`, change)).status).toBe(200);
  await storeEvents(app, { pin: '5' });
  const { status, body } = await answer;
  expect([status, body.type, body.items]).toEqual([401, 'urn:postern:unauthorized', undefined]);
});

it('a token that is revoked is not told what comes then', async () => {
  const admin = await tokenOf(['admin:feed']);
  const first = await waiting(admin.token, '/admin/v1/feed');
  expect((await app.admin('DELETE', `/api-tokens/${admin.id}`)).status).toBe(204);
  await storeEvents(app, { pin: '6' });
  expect((await first.answer).status).toBe(401);

  const facade = await tokenOf(['events']);
  const second = await waiting(facade.token, '/api/v3/events');
  expect((await app.admin('DELETE', `/api-tokens/${facade.id}`)).status).toBe(204);
  await storeEvents(app, { pin: '7' });
  const { body } = await second.answer;
  expect([body.code, body.data]).toEqual([-1, null]);
});

it('others are told', async () => {
  const { token } = await signedIn('stays');
  const { answer } = await waiting(token, '/admin/v1/feed');
  await storeEvents(app, { pin: '8' });
  const { status, body } = await answer;
  expect([status, body.items]).toMatchObject([200, [{ data: { pin: '8' } }]]);
});
