import { rm } from 'node:fs/promises';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { ReadReplicaService } from '../../../src/platform/database/read-replica.service.js';
import { adminToken, startApp, type TestApp } from '../../support/app.js';
import { databaseLine, type DatabaseLine } from '../../support/database-line.js';
import { DatabaseServer, serversFolder } from '../../support/database-servers.js';

// With a server of others there are no clusters to copy.
describe.skipIf(inject('templateCluster') === '')('a replica for exports and charts', () => {
  let folder: string;
  let primary: DatabaseServer;
  let replica: DatabaseServer;
  let line: DatabaseLine;
  let app: TestApp;

  beforeAll(async () => {
    folder = await serversFolder();
    primary = await DatabaseServer.primary(folder);
    replica = await DatabaseServer.standbyOf(primary, folder, 'reads');
    line = await databaseLine(replica.url);
    app = await startApp({ databaseUrl: primary.url, env: { DATABASE_READ_URL: line.url } });
    await app.admin('POST', '/persons', { pin: '1', name: 'Ann' });
    const reads = app.app.get(ReadReplicaService);
    // Until something else is said, however slow this machine is.
    reads.mostBehindMs = 3_600_000;
    await vi.waitUntil(async () => reads.isUsed && (await hasPerson('1')), { timeout: 60_000 });
  });

  afterAll(async () => {
    replica.thaw();
    await app.stop();
    await line.close();
    await Promise.all([primary, replica].map((server) => server.remove()));
    await rm(folder, { recursive: true, force: true });
  });

  const hasPerson = async (pin: string) =>
    (await replica.sql('SELECT 1 FROM person WHERE pin = $1', [pin])).length === 1;
  const exported = async () => {
    const { status, text } = await app.request('GET', '/admin/v1/exports/persons.csv?columns=pin,name', {
      headers: { authorization: `Bearer ${adminToken}` },
    });
    expect(status).toBe(200);
    return text.replace('\uFEFF', '').trim().split(/\r?\n/);
  };
  const scans = async () => {
    const [row] = await replica.sql<{ n: string }>(
      `SELECT coalesce(sum(xact_commit), 0) AS n FROM pg_stat_database WHERE datname = current_database()`,
    );
    return Number(row?.n);
  };

  it('is read by an export, and no other call sees what is old', async () => {
    expect(await exported()).toEqual(['pin,name', '1,Ann']);
    // What the replica has not applied yet is in the lists and not in the file.
    await replica.sql('SELECT pg_wal_replay_pause()');
    await app.admin('POST', '/persons', { pin: '2', name: 'Ben' });
    expect(await exported()).toEqual(['pin,name', '1,Ann']);
    expect((await app.admin('GET', '/persons')).body.items).toHaveLength(2);
  });

  it('is left alone while it is too far behind, and charts and exports say what is true', async () => {
    app.app.get(ReadReplicaService).mostBehindMs = 100;
    await expect.poll(() => app.app.get(ReadReplicaService).isUsed).toBe(false);
    expect(await exported()).toEqual(['pin,name', '1,Ann', '2,Ben']);
    expect((await app.admin('GET', '/statistics/events')).status).toBe(200);
    await replica.sql('SELECT pg_wal_replay_resume()');
    await expect.poll(() => hasPerson('2')).toBe(true);
    app.app.get(ReadReplicaService).mostBehindMs = 3_600_000;
    await expect.poll(() => app.app.get(ReadReplicaService).isUsed).toBe(true);
    expect((await app.admin('GET', '/statistics/events')).status).toBe(200);
    expect((await app.admin('GET', '/statistics/idle?count=true')).status).toBe(200);
    expect(await scans()).toBeGreaterThan(0);
  });

  it('that takes connections and answers none is noticed by nobody', async () => {
    const reads = app.app.get(ReadReplicaService);
    let asked = 0;
    const people = await reads.read(async (tx) => {
      if (++asked === 1) {
        line.stall();
        const { master } = (tx.dataSource as unknown as { driver: { master: Pool } }).driver;
        await expect.poll(() => master.idleCount, { timeout: 60_000 }).toBe(0);
      }
      return tx.query<unknown[]>('SELECT 1 FROM person');
    });
    expect([people.length, asked]).toEqual([2, 2]);
    expect(await exported()).toEqual(['pin,name', '1,Ann', '2,Ben']);
    line.mend();
    await expect.poll(() => reads.isUsed, { timeout: 60_000 }).toBe(true);
  });

  it('that falls silent in the middle of a statement is noticed by nobody', async () => {
    const reads = app.app.get(ReadReplicaService);
    await expect.poll(() => reads.isUsed).toBe(true);
    let asked = 0;
    const people = await reads.read((tx) => {
      // Nothing breaks, and nothing arrives any more.
      if (++asked === 1) line.swallow();
      return tx.query<unknown[]>('SELECT 1 FROM person');
    });
    expect([people.length, asked]).toEqual([2, 2]);
    expect(reads.isUsed).toBe(false);
    line.mend();
    await expect.poll(() => reads.isUsed, { timeout: 60_000 }).toBe(true);
  });

  it('that is gone is noticed by nobody', async () => {
    replica.kill();
    expect(await exported()).toEqual(['pin,name', '1,Ann', '2,Ben']);
    expect((await app.admin('GET', '/statistics/alarms')).status).toBe(200);
    await expect.poll(() => app.app.get(ReadReplicaService).isUsed).toBe(false);
  });
});
