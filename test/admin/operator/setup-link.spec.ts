import { afterAll, beforeEach, afterEach, expect, it } from 'vitest';
import { bootstrapSecrets } from '../../../src/platform/auth/bootstrap.js';
import { loadConfig } from '../../../src/platform/config.js';
import { startApp, type Answer, type TestApp } from '../../support/app.js';

const app: TestApp = await startApp({ env: { TRUSTED_PROXIES: '127.0.0.1' }, isNoted: false });
afterAll(() => app.stop());

const headers = () => ({
  'content-type': 'application/json',
  'x-postern': '1',
  origin: `http://${new URL(app.url).host}`,
});
const signIn = (body: object): Promise<Answer> =>
  app.request('POST', '/admin/v1/session', { body: JSON.stringify(body), headers: headers() });
const choose = (cookie: string, body: object): Promise<Answer> =>
  app.request('PUT', '/admin/v1/session/password', { body: JSON.stringify(body), headers: { ...headers(), cookie } });
const cookieOf = (answer: Answer) => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

let setup = '';
let printed = '';
beforeEach(async () => {
  await app.sql('DELETE FROM operator');
  await app.sql('DELETE FROM wrong_password');
  const made = await app.work.run((tx) => bootstrapSecrets(tx, loadConfig({})));
  setup = made.setupSecret ?? '';
  printed = made.adminPassword ?? '';
});
afterEach(() => app.sql(`DELETE FROM setting WHERE key = 'setupLink'`));

it('signs in once, and a password is to be chosen', async () => {
  expect(setup).toMatch(/^[\w-]{43}$/);
  const [stored] = await app.sql<{ value: string }>(`SELECT value::text FROM setting WHERE key = 'setupLink'`);
  expect(stored?.value).not.toContain(setup);

  const answer = await signIn({ setup });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ operator: { name: 'admin', role: 'admin' }, mustChange: true, setupDone: false });
  const again = await signIn({ setup });
  expect([again.status, again.body.detail]).toEqual([401, 'name or password is wrong']);

  const cookie = cookieOf(answer);
  expect((await choose(cookie, { old: 'not the secret', new: 'a password of mine' })).status).toBe(401);
  expect((await choose(cookie, { old: setup, new: 'a password of mine' })).status).toBe(204);
  expect((await choose(cookie, { old: setup, new: 'another password' })).status).toBe(401);
  expect((await signIn({ name: 'admin', password: 'a password of mine' })).body.mustChange).toBe(false);
});

it('is opened by whoever has it, whatever strangers try; each of them waits after twenty', async () => {
  const from = (address: string, secret: string) =>
    app.request('POST', '/admin/v1/session', {
      body: JSON.stringify({ setup: secret }),
      headers: { ...headers(), 'x-forwarded-for': address },
    });
  for (let count = 1; count <= 20; count++) expect((await from('10.0.0.1', 'wrong')).status).toBe(401);
  expect((await from('10.0.0.1', 'wrong')).status).toBe(429);
  expect((await from('10.0.0.2', setup)).status).toBe(200);
});

it('leaves the printed password as it is', async () => {
  expect((await signIn({ setup })).status).toBe(200);
  expect((await signIn({ name: 'admin', password: printed })).body.mustChange).toBe(true);
});

it('is over after half an hour', async () => {
  await app.sql(
    `UPDATE setting SET value = value || jsonb_build_object('until', now() - interval '1 second') WHERE key = 'setupLink'`,
  );
  expect((await signIn({ setup })).status).toBe(401);
});

it('is over once somebody has chosen a password', async () => {
  const answer = await signIn({ name: 'admin', password: printed });
  expect((await choose(cookieOf(answer), { old: printed, new: 'a password of mine' })).status).toBe(204);
  expect((await signIn({ setup })).status).toBe(401);
});

it('is not made where there is an admin already, or ADMIN_PASSWORD', async () => {
  expect((await app.work.run((tx) => bootstrapSecrets(tx, loadConfig({})))).setupSecret).toBeUndefined();
  await app.sql('DELETE FROM operator');
  const made = await app.work.run((tx) => bootstrapSecrets(tx, loadConfig({ ADMIN_PASSWORD: 'a password' })));
  expect(made.setupSecret).toBeUndefined();
});

it('does not make name and password less needed', async () => {
  const answer = await signIn({ name: 'admin' });
  expect(answer.status).toBe(400);
  expect(answer.body.errors).toMatchObject([{ field: 'password' }]);
});
