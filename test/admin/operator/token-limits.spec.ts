import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type Answer, type TestApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const callAs = (token: string, method: string, path: string, body?: object): Promise<Answer> =>
  app.request(method, `/admin/v1${path}`, {
    ...(body ? { body: JSON.stringify(body) } : {}),
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
  });

/* An operator signs in from everywhere, for good, and may do what its role allows. */
it.each([
  ['a part of the admin API', { scopes: ['admin:operators'] }],
  ['an end', { scopes: ['admin'], expiresAt: '2098-01-01' }],
  ['networks', { scopes: ['admin'], allowedCidrs: ['127.0.0.0/8'] }],
])('a token that is limited to %s makes, changes and removes no operators', async (name, limits) => {
  const { token } = (await app.admin('POST', '/api-tokens', { name, ...limits })).body as { token: string };
  const { id } = (await app.admin('POST', '/operators', { name: `the ${name}`, role: 'guard' })).body as { id: string };
  const path = `/operators/${id}`;
  for (const [method, at, body] of [
    ['POST', '/operators', { name: `by ${name}`, role: 'admin', password: 'a long password' }],
    ['PATCH', path, { password: 'a long password' }],
    ['PATCH', path, { role: 'admin' }],
    ['DELETE', `${path}/sessions`, undefined],
    ['DELETE', path, undefined],
  ] as const) {
    const answer = await callAs(token, method, at, body);
    expect([method, at, answer.status, answer.body.type]).toEqual([method, at, 403, 'urn:postern:forbidden']);
  }
  expect((await callAs(token, 'GET', path)).body).toMatchObject({ name: `the ${name}`, role: 'guard' });
});
