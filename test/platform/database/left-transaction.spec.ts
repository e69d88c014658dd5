import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { GatewayProcess } from '../../support/gateway-process.js';
import { granted, panel, worked, type Panel } from '../../support/panels.js';

const setting = 'idle_in_transaction_session_timeout';
let app: TestApp;
let other: GatewayProcess;
let made: Panel;

beforeAll(async () => {
  app = await startApp();
  made = await panel(app, 'LEFT-1', 'DSTFunOn=0');
  const url = new URL(app.databaseUrl);
  // Sooner than usual, and only for this gateway.
  url.searchParams.set('options', `-c ${setting}=5s`);
  other = await GatewayProcess.prepare({
    DATABASE_URL: url.href,
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  });
  await other.start();
});

afterAll(async () => {
  if (other.isRunning) process.kill(other.pid, 'SIGCONT');
  await other.remove();
  await app.stop();
});

const waiting = (query: string) =>
  app.sql(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE $1`,
    [query],
  );

it('transactions of a gateway end when they are left alone, after two minutes or as the server is set', async () => {
  expect(await app.sql(`SHOW ${setting}`)).toEqual([{ [setting]: '2min' }]);
  const client = new Client({ connectionString: app.databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  // What is no gateway may take its time.
  expect((await client.query<Record<string, string>>(`SHOW ${setting}`)).rows).toEqual([{ [setting]: '0' }]);
  await client.end();
});

it('a gateway that stands still with the lock of a device keeps nobody from taking rights away there', async () => {
  const level = await granted(app, '7', [made]);
  expect(await made.settle()).toContain('DATA UPDATE userauthorize Pin=7\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1');
  await app.sql(`CREATE FUNCTION stand_still() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock_shared(77003); RETURN NEW; END $$`);
  await app.sql(`CREATE TRIGGER stand_still BEFORE UPDATE ON command
    FOR EACH ROW WHEN (NEW.sn = 'LEFT-1' AND NEW.status = 'sent') EXECUTE FUNCTION stand_still()`);
  const holder = new Client({ connectionString: app.databaseUrl });
  holder.on('error', () => undefined);
  await holder.connect();
  await holder.query('SELECT pg_advisory_lock(77003)');
  await granted(app, '8', [made]);
  const gone = new AbortController();
  let isAnswered = true;
  const ask = () => {
    isAnswered = false;
    void fetch(`${other.url}/iclock/getrequest?SN=LEFT-1`, { signal: gone.signal })
      .then((answer) => answer.text())
      .catch(() => '')
      .finally(() => (isAnswered = true));
  };
  // Then the other gateway has the lock of the device, and is about to hand out a command.
  const isHandingOut = async () => {
    if (isAnswered) ask();
    return waiting('%command%');
  };
  await expect.poll(isHandingOut).toHaveLength(1);
  process.kill(other.pid, 'SIGSTOP');
  await holder.query('SELECT pg_advisory_unlock(77003)');
  await holder.end();

  expect((await app.admin('DELETE', `/access-levels/${level}/persons/7`)).status).toBe(204);
  await worked(app);
  expect(await made.settle()).toContain('DATA DELETE userauthorize Pin=7');
  gone.abort();
  await expect.poll(() => isAnswered).toBe(true);

  // When it goes on, it knows that nothing came of it.
  process.kill(other.pid, 'SIGCONT');
  const isReady = async () => (await fetch(`${other.url}/health/ready`)).status;
  await expect.poll(isReady).toBe(200);
  expect(await made.settle()).toEqual([]);
});
