import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { FrozenDatabaseService } from '../../../src/platform/database/frozen-database.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { databaseLine, type DatabaseLine } from '../../support/database-line.js';
import { DatabaseServer, serversFolder } from '../../support/database-servers.js';
import { approved, type RawDevice } from '../../support/raw-device.js';
import { newTally, Uploader } from '../../support/uploader.js';

const standbyIsSilent = 'the standby of the database does not confirm what is written';
const row = (index: number) => `time=2024-05-01 08:00:01\tpin=7\tcardno=0\teventaddr=1\tevent=0\tindex=${index}`;
const devices = 8;

const waiting = `SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' ORDER BY query_start`;
const streaming = `SELECT application_name || ' ' || sync_state AS is FROM pg_stat_replication ORDER BY 1`;
/** Events of the load by device and number; what a device recorded once is there once. */
const loaded = `SELECT sn || ' ' || log_id AS name FROM event WHERE event_no = 206 ORDER BY 1`;

// With a server of others there are no clusters to copy.
describe.skipIf(inject('templateCluster') === '')(
  'a primary with one standby that confirms and one that does not',
  () => {
    let folder: string;
    let primary: DatabaseServer;
    let synchronous: DatabaseServer;
    let asynchronous: DatabaseServer;
    let line: DatabaseLine;
    let app: TestApp;
    let device: RawDevice;
    /** What readers had seen of the feed when the primary was lost. */
    let seen: number;

    beforeAll(async () => {
      folder = await serversFolder();
      primary = await DatabaseServer.primary(folder);
      [synchronous, asynchronous] = await Promise.all([
        DatabaseServer.standbyOf(primary, folder, 'synchronous'),
        DatabaseServer.standbyOf(primary, folder, 'asynchronous'),
      ]);
      await primary.sql(`ALTER SYSTEM SET synchronous_standby_names = 'synchronous'`);
      await primary.sql('SELECT pg_reload_conf()');
      const both = 'asynchronous async,synchronous sync';
      await vi.waitUntil(
        async () => (await primary.sql<{ is: string }>(streaming)).map(({ is }) => is).join() === both,
        {
          timeout: 60_000,
        },
      );
      line = await databaseLine(primary.url);
      app = await startApp({ databaseUrl: line.url });
      device = await approved(app, 'STANDBY-1');
      // The device's own row is written before its first event.
      await device.events(row(0));
    });

    afterAll(async () => {
      synchronous.thaw();
      await app.stop();
      await line.close();
      await Promise.all([primary, synchronous, asynchronous].map((server) => server.remove()));
      await rm(folder, { recursive: true, force: true });
    });

    const upload = (index: number) => device.post('/iclock/cdata?table=rtlog', row(index));
    const stored = async (index: number) =>
      primary.sql(
        `SELECT f.position > 0 AS told FROM event e LEFT JOIN feed f ON f.ref = e.id::text WHERE log_id = $1`,
        [index],
      );
    const ready = async () => app.request('GET', '/health/ready');
    const isReady = async () => (await ready()).status === 200;

    /** What readers that have seen everything up to a position are told to be missing. */
    async function gaps(after: number): Promise<{ reason: string; isAhead: boolean }[]> {
      const { status, body } = await app.admin('GET', `/feed?after=${after}&types=feed.gap`);
      expect(status).toBe(200);
      const items = body.items as { data: { reason: string; from: string; to: string } }[];
      return items.map(({ data }) => ({
        reason: data.reason,
        isAhead: Number(data.to) > after && Number(data.from) < Number(data.to),
      }));
    }

    const waits = async () => (await primary.sql<{ pid: number }>(waiting)).map(({ pid }) => pid);

    /** Cancels all waits for the standby, those of jobs among them, until there is an answer. */
    async function cancelledUntil<T>(answer: Promise<T>): Promise<T> {
      const over = new AbortController();
      const answered = answer.finally(() => over.abort());
      for (;;) {
        if (over.signal.aborted) return answered;
        await primary.sql(`SELECT pg_cancel_backend(w.pid) FROM (${waiting}) w`);
      }
    }

    it('a wait for the standby that is cancelled is a failure for whoever waited', async () => {
      synchronous.freeze();
      const refusal = { status: 503, text: 'unavailable', headers: { 'retry-after': '5' } };
      do expect(await cancelledUntil(upload(1))).toMatchObject(refusal);
      while ((await stored(1)).length === 0);
      // The event that is sent again is there, and no standby has it: its answer waits like the first one.
      expect(await cancelledUntil(upload(1))).toMatchObject(refusal);
      expect(await stored(1)).toEqual([{ told: true }]);
      const person = await cancelledUntil(app.admin('POST', '/persons', { pin: '1', name: 'Ada' }));
      expect(person).toMatchObject({ status: 503, body: { detail: standbyIsSilent } });
      synchronous.thaw();
      await expect.poll(async () => (await upload(1)).status).toBe(200);
      expect(await stored(1)).toEqual([{ told: true }]);
      await expect.poll(isReady).toBe(true);
    });

    it('a standby that is silent ends what waits, is told, and all goes on by itself', async () => {
      const watch = app.app.get(FrozenDatabaseService, { strict: false });
      watch.standbyPatienceMs = 1_500;
      synchronous.freeze();
      // They wait for the standby, or for the locks of one that does.
      const answers = await Promise.all([
        upload(2),
        upload(3),
        app.admin('POST', '/persons', { pin: '2', name: 'Bob' }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
      expect((await ready()).body).toEqual({ status: 'unavailable', reason: standbyIsSilent });
      expect((await app.request('GET', '/')).text).toContain(standbyIsSilent);
      await expect.poll(async () => (await device.get('/iclock/getrequest')).status).toBe(503);
      // What waited for a lock has ended and writes nothing later; nothing new waits.
      const before = new Set(await waits());
      expect((await upload(4)).status).toBe(503);
      expect((await waits()).filter((pid) => !before.has(pid))).toEqual([]);
      synchronous.thaw();
      await expect.poll(isReady).toBe(true);
      watch.standbyPatienceMs = 10_000;
      for (const index of [2, 3, 4]) await expect.poll(async () => (await upload(index)).status).toBe(200);
      for (const index of [2, 3, 4]) expect(await stored(index)).toEqual([{ told: true }]);
    });

    it('when it is lost under load, the one that confirmed has everything that was acknowledged', async () => {
      const all = Array.from({ length: devices }, (_, n) => new Uploader(`LOST-${n}`, app.url, 2));
      for (const { sn } of all) expect((await app.admin('POST', '/devices', { sn })).status).toBe(201);
      const tally = newTally();
      let isOver = false;
      for (const one of all) one.record(100_000);
      const uploads = all.map((one) => one.upload(tally, () => isOver));
      await expect.poll(() => tally.acknowledged).toBeGreaterThan(200);
      // It does not get what comes from here on.
      asynchronous.kill();
      const before = tally.acknowledged;
      await expect.poll(() => tally.acknowledged).toBeGreaterThan(before + 200);
      const [newest] = await primary.sql<{ position: number }>('SELECT max(position) AS position FROM feed');
      seen = Number(newest?.position);

      primary.kill();
      line.cut();
      await synchronous.sql('SELECT pg_promote()');
      const promoted = performance.now();
      line.leadTo(synchronous.url);
      line.mend();
      await expect.poll(isReady, { interval: 20 }).toBe(true);
      const readyMs = performance.now() - promoted;
      const then = tally.acknowledged;
      await expect.poll(() => tally.acknowledged).toBeGreaterThan(then + 200);
      isOver = true;
      await Promise.all(uploads);
      for (const one of all) one.close();

      const names = (await synchronous.sql<{ name: string }>(loaded)).map(({ name }) => name);
      const told = all.flatMap(({ sn, acknowledged }) => acknowledged.map((index) => `${sn} ${index}`));
      console.log(
        `ready ${Math.round(readyMs)} ms after the promotion; ${told.length} acknowledged, ${names.length} stored`,
      );
      expect(new Set(names).size).toBe(names.length);
      expect(told.filter((name) => !new Set(names).has(name))).toEqual([]);
      expect([...tally.refused.keys()].filter((status) => status !== 503)).toEqual([]);
      // The server that is gone may have told more than this one knows: its readers are told from where to where.
      expect(await gaps(seen)).toEqual([{ reason: 'timeline', isAhead: true }]);
    });

    it('the one that did not confirm tells its readers that they have seen what it does not have', async () => {
      await asynchronous.startAgain();
      line.cut();
      await asynchronous.sql('SELECT pg_promote()');
      line.leadTo(asynchronous.url);
      line.mend();
      await expect.poll(isReady, { interval: 20 }).toBe(true);
      const [known] = await asynchronous.sql<{ position: number }>(
        `SELECT max(position) AS position FROM feed WHERE kind <> 'feedGap'`,
      );
      const [there] = await asynchronous.sql<{ n: number }>(
        'SELECT count(*)::int AS n FROM event WHERE event_no = 206',
      );
      console.log(`the readers saw position ${seen}; it knows ${known?.position} and ${there?.n} events`);
      expect(Number(known?.position)).toBeLessThan(seen);
      expect(await gaps(seen)).toEqual([{ reason: 'timeline', isAhead: true }]);
      // What is sent now has a place behind all that was ever told.
      await expect.poll(async () => (await upload(5)).status).toBe(200);
      const [last] = await asynchronous.sql<{ position: number }>(`SELECT max(position) AS position FROM feed`);
      expect(Number(last?.position)).toBeGreaterThan(10 ** 11);
    });
  },
);
