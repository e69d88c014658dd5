import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type Answer, type TestApp } from '../../support/app.js';

const old = 'correct horse 1';
let app: TestApp;
let client: Client;
beforeAll(async () => {
  app = await startApp({ isNoted: false });
  client = new Client({ connectionString: app.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await app.stop();
});

const send = (method: string, path: string, body: object, more: Record<string, string>): Promise<Answer> =>
  app.request(method, `/admin/v1${path}`, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...more },
  });
const signIn = (name: string, password: string) =>
  send('POST', '/session', { name, password, token: true }, { 'x-postern': '1', origin: new URL(app.url).origin });

const waiting = () =>
  app.sql(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);

it.each([
  ['reset', `UPDATE operator SET password = 'scrypt$16384$8$1$AAAA$BBBB' WHERE name = $1`],
  ['locked', 'UPDATE operator SET disabled = true WHERE name = $1'],
  ['signed-out', 'DELETE FROM operator_session s USING operator o WHERE o.id = s.operator_id AND o.name = $1'],
])('a change of the own password that is under way does not undo that the operator is %s', async (name, act) => {
  await app.admin('POST', '/operators', { name, password: old, role: 'guard' });
  const { body } = await signIn(name, old);
  await client.query('BEGIN');
  await client.query('SELECT 1 FROM operator WHERE name = $1 FOR UPDATE', [name]);
  const change = send(
    'PUT',
    '/session/password',
    { old, new: 'a thief has it' },
    { authorization: `Bearer ${body.token}` },
  );
  await expect.poll(waiting, { timeout: 60_000 }).toHaveLength(1);
  await client.query(act, [name]);
  await client.query('COMMIT');
  expect((await change).status).toBe(401);
  expect((await signIn(name, 'a thief has it')).status).toBe(401);
});
