import { afterAll, beforeAll, expect, it } from 'vitest';
import { bootstrapSecrets, type FirstRunSecrets } from '../../../src/platform/auth/bootstrap.js';
import { loadConfig } from '../../../src/platform/config.js';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** A token as short as the configuration allows. */
const own = (name: string): string => name.padEnd(24, '.');

/** scrypt (N 16384, r 8, p 1) of "from before", as the first version stored it. */
const kept = {
  salt: 'ABEiM0RVZneImaq7zN3u/w==',
  hash: 'tsj7p8OU9Z1zB37iZRPHnaf711h8OTwT861UZ1xizWw=',
};

/** What a start with these variables does to the database. */
const start = (environment: Record<string, string>): Promise<FirstRunSecrets> =>
  app.work.run((tx) => bootstrapSecrets(tx, loadConfig(environment)));
const facade = async (token: string): Promise<number> =>
  (await app.request('GET', '/api/accLevel/list?pageNo=1&pageSize=1', { headers: { access_token: token } })).status;
const admin = async (token: string): Promise<number> =>
  (await app.request('GET', '/admin/v1/devices', { headers: { authorization: `Bearer ${token}` } })).status;

it('API_TOKEN and ADMIN_TOKEN replace what the last start put there, and go with their variables', async () => {
  await start({ API_TOKEN: own('first'), ADMIN_TOKEN: own('first-admin') });
  expect([await facade(own('first')), await admin(own('first')), await admin(own('first-admin'))]).toEqual([
    200, 403, 200,
  ]);
  await start({ API_TOKEN: own('second'), ADMIN_TOKEN: own('second-admin') });
  expect([await facade(own('first')), await admin(own('first-admin'))]).toEqual([401, 401]);
  expect([await facade(own('second')), await admin(own('second-admin'))]).toEqual([200, 200]);
  await start({ ADMIN_TOKEN: own('second-admin') });
  expect([await facade(own('second')), await admin(own('second-admin'))]).toEqual([401, 200]);
});

it('a database without secrets gets them once, and variables replace them', async () => {
  await app.sql('DELETE FROM api_token');
  await app.sql('DELETE FROM operator');
  const [one, other] = await Promise.all([start({}), start({})]);
  const made = one.adminToken ? one : other;
  const later = one.adminToken ? other : one;
  expect(made.adminToken).toMatch(/^pst_[\w-]{43}$/);
  expect(made.adminPassword).toMatch(/^[\w-]{16}$/);
  expect(later).toEqual({ adminToken: null, adminPassword: null });
  expect(await admin(made.adminToken ?? '')).toBe(200);
  const stored = await app.sql<{ text: string }>(
    `SELECT password AS text FROM operator UNION ALL SELECT token_hash FROM api_token`,
  );
  expect(stored).toHaveLength(2);
  for (const { text } of stored) {
    expect(text).not.toContain(made.adminToken);
    expect(text).not.toContain(made.adminPassword);
  }
  expect(await start({ ADMIN_TOKEN: own('by-variable'), ADMIN_PASSWORD: 'a password' })).toEqual(later);
  expect([await admin(made.adminToken ?? ''), await admin(own('by-variable'))]).toEqual([401, 200]);
});

it('the password that was a setting before there were operators is the one of the operator admin', async () => {
  await app.sql('DELETE FROM operator');
  await app.sql(`INSERT INTO setting (key, value) VALUES ('adminPassword', $1)`, [JSON.stringify(kept)]);
  expect((await start({})).adminPassword).toBeNull();
  const signIn = (password: string) =>
    app.request('POST', '/admin/v1/session', {
      headers: { 'content-type': 'application/json', 'x-postern': '1', origin: app.url },
      body: JSON.stringify({ name: 'admin', password }),
    });
  expect([(await signIn('from before')).status, (await signIn('another one')).status]).toEqual([200, 401]);
  expect(await app.sql(`SELECT 1 FROM setting WHERE key = 'adminPassword'`)).toEqual([]);
});
