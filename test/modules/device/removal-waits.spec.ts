import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { worked } from '../../support/panels.js';
import { approved } from '../../support/raw-device.js';

let app: TestApp;
let client: Client;

beforeAll(async () => {
  app = await startApp();
  client = new Client({ connectionString: app.databaseUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await app.stop();
});

/** The lock that sync and hand-out hold while they write what a device was told. */
const lock = [7079, 'WAIT-1'] as const;

const waiting = () =>
  app.sql(
    `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND NOT granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [lock[0]],
  );

it.each([
  ['deleted', () => app.admin('DELETE', '/devices/WAIT-1')],
  ['replaced', () => app.admin('POST', '/devices/WAIT-1/replace', { newSn: 'WAIT-2' })],
])('a device that is being worked on is %s afterwards: nothing of it is written behind', async (_, act) => {
  await approved(app, 'WAIT-1');
  // Sync takes the same lock when it looks at the new device.
  await worked(app);
  await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [...lock]);
  const answer = act();
  await expect.poll(waiting).toHaveLength(1);
  expect(await app.sql(`SELECT sn FROM device WHERE sn = 'WAIT-1'`)).toHaveLength(1);
  await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [...lock]);
  expect((await answer).status).toBeLessThan(300);
  expect(await app.sql(`SELECT sn FROM device WHERE sn = 'WAIT-1'`)).toEqual([]);
});
