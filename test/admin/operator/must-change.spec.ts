import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type Answer, type TestApp } from '../../support/app.js';

const given = 'given by somebody';
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' }, isNoted: false });
});
afterAll(() => app.stop());

const json = { 'content-type': 'application/json' };
const sentAs = (authorization: string, method: string, path: string, body?: object): Promise<Answer> =>
  app.request(method, `/admin/v1${path}`, {
    headers: { authorization, ...(body === undefined ? {} : json) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** A new operator, signed in with the password that an administrator chose. */
async function newcomer(name: string, role: string): Promise<string> {
  expect((await app.admin('POST', '/operators', { name, role, password: given })).status).toBe(201);
  const { body } = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password: given, token: true }),
    headers: { ...json, 'x-postern': '1', origin: new URL(app.url).origin },
  });
  expect(body.mustChange).toBe(true);
  return `Bearer ${String(body.token)}`;
}

it.each([
  ['GET', '/persons'],
  ['GET', '/doors'],
  ['GET', '/roles'],
  ['GET', '/stream'],
  ['GET', '/no-such-list'],
  ['POST', '/doors/actions', { action: 'open', all: true }],
  ['POST', '/session/confirm', { password: given }],
  ['PATCH', '/session/preferences', { theme: 'dark' }],
  ['POST', '/api-tokens', { name: 'stays for ever' }],
] as const)(
  'whoever must change the password is refused all else before: %s %s',
  async (method, path, body?: object) => {
    const authorization = await newcomer(`early ${method} ${path}`, 'admin');
    const answer = await sentAs(authorization, method, path, body);
    expect([answer.status, answer.body.type]).toEqual([403, 'urn:postern:changePassword']);
    expect(answer.body.detail).toContain('PUT /admin/v1/session/password');
  },
);

it('whoever must change the password may see who is signed in, and sign out', async () => {
  const authorization = await newcomer('looks', 'guard');
  const seen = await sentAs(authorization, 'GET', '/session');
  expect([seen.status, seen.body.mustChange]).toEqual([200, true]);
  expect((await sentAs(authorization, 'DELETE', '/session')).status).toBe(204);
  expect((await sentAs(authorization, 'GET', '/session')).status).toBe(401);
});

it('everything opens in the same session once the password is changed', async () => {
  const authorization = await newcomer('changes', 'operator');
  const change = await sentAs(authorization, 'PUT', '/session/password', { old: given, new: 'chosen by myself' });
  expect(change.status).toBe(204);
  expect((await sentAs(authorization, 'GET', '/persons')).status).toBe(200);
});
