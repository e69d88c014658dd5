import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
let client: Client;
beforeAll(async () => {
  app = await startApp({ isNoted: false });
  client = new Client({ connectionString: app.databaseUrl });
  await client.connect();
  await app.admin('POST', '/access-levels', { id: 'lobby', name: 'Lobby' });
  for (const pin of ['1', '2']) await app.admin('POST', '/persons', { pin, name: `N${pin}` });
});
afterAll(async () => {
  await client.end();
  await app.stop();
});

const waiting = () =>
  app.sql(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);

it('somebody leaves at once, although a trial has locked the row and would go on for long', async () => {
  await client.query('BEGIN');
  await client.query(`SELECT 1 FROM person WHERE pin = '2' FOR UPDATE`);
  // It has locked the first when it waits for the second.
  const trial = app.admin('POST', '/explain/change', {
    ...{ method: 'POST', path: '/access-levels/lobby/persons', body: { add: ['1', '2'] } },
  });
  await expect.poll(waiting).toHaveLength(1);
  expect((await app.admin('POST', '/persons/1/leave', {})).status).toBe(200);
  const { status, body } = await trial;
  expect([status, body.detail]).toEqual([503, 'something else is changed at this moment: try again']);
  await client.query('ROLLBACK');
});

it('a trial of many short statements ends when its time is over, and its connection is as before', async () => {
  const trial = app.work.rehearse(300, async (tx) => {
    for (;;) await tx.query('SELECT pg_sleep(0.01)');
  });
  await expect(trial).rejects.toThrow('takes too long');
  for (let at = 0; at < 20; at++)
    expect(await app.sql(`SELECT current_setting('application_name') LIKE '%trial%' AS is`)).toEqual([{ is: false }]);
});

it('a trial that nobody waits for tells what it would do', async () => {
  const trial = await app.admin('POST', '/explain/change', { method: 'POST', path: '/persons/2/leave', body: {} });
  expect([trial.status, trial.body.gain]).toEqual([200, 0]);
});
