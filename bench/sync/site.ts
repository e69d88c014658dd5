import { mkdtemp, chmod, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { adminToken, apiToken, startGateway } from '../processes.js';
import { processorTime, residentMb } from './processor-time.js';
import { forgetStatements, sayStatements, startDatabase } from './statements.js';

/** A gateway and a database of its own, with what the rows of the bench ask of them. */
export class Site {
  private constructor(
    readonly url: string,
    readonly sql: pg.Client,
    private readonly gatewayPid: number,
    private readonly databasePid: number,
    private readonly say: (line: string) => void,
    private readonly stops: readonly (() => Promise<unknown>)[],
  ) {}

  static async start(say: (line: string) => void): Promise<Site> {
    const folder = await mkdtemp(join(tmpdir(), 'postern-bench-'));
    // mkdtemp makes it 0700, which would keep PostgreSQL's user out where the bench runs as root.
    await chmod(folder, 0o755);
    const dataDir = join(folder, 'data');
    const database = await startDatabase(dataDir, say);
    const gateway = await startGateway(database.url, join(folder, 'gateway'));
    const sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
    const { rows } = await sql.query<{ dir: string }>(
      `SELECT setting AS dir FROM pg_settings WHERE name = 'data_directory'`,
    );
    const [pid = ''] = (await readFile(join(rows[0]?.dir ?? '', 'postmaster.pid'), 'utf8')).split('\n');
    return new Site(gateway.url, sql, gateway.pid, Number(pid), say, [
      () => sql.end(),
      () => gateway.stop(),
      () => database.stop(),
      () => rm(folder, { recursive: true, force: true }),
    ]);
  }

  async stop(): Promise<void> {
    for (const stop of this.stops) await stop();
  }

  /** What gateway and PostgreSQL have used of the processors so far, in seconds. */
  processorTime(): Promise<number> {
    return processorTime([this.gatewayPid, this.databasePid]);
  }

  /** The gateway's part of it. */
  gatewayTime(): Promise<number> {
    return processorTime([this.gatewayPid]);
  }

  gatewayMb(): Promise<number> {
    return residentMb(this.gatewayPid);
  }

  /** @throws Error on any answer that is not a success */
  async admin<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.url}/admin/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  }

  /** @throws Error on any code but 0 */
  async facade(path: string, body: object): Promise<void> {
    const answer = await fetch(`${this.url}/api/${path}`, {
      method: 'POST',
      headers: { access_token: apiToken, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const envelope = (await answer.json()) as { code: number; message: string };
    if (envelope.code !== 0) throw new Error(`${path}: ${envelope.code} ${envelope.message}`);
  }

  /** One number of the database. */
  async count(query: string, parameters: readonly unknown[] = []): Promise<number> {
    const { rows } = await this.sql.query<{ n: number }>(`SELECT (${query})::int AS n`, [...parameters]);
    return rows[0]?.n ?? 0;
  }

  /** Statements are counted from here on, if that is wanted. */
  forgetStatements(): Promise<void> {
    return forgetStatements(this.sql);
  }

  sayStatements(): Promise<void> {
    return sayStatements(this.sql, this.say);
  }

  async now(): Promise<string> {
    const { rows } = await this.sql.query<{ now: string }>('SELECT clock_timestamp()::text AS now');
    return rows[0]?.now ?? '';
  }

  /** Seconds from then until the last DELETE was queued. */
  async lastDeleteSince(since: string): Promise<number> {
    const { rows } = await this.sql.query<{ seconds: number }>(
      `SELECT extract(epoch FROM max(created_at) - $1::timestamptz)::float8 AS seconds
       FROM command WHERE type = 'deleteUnits' AND created_at > $1`,
      [since],
    );
    return rows[0]?.seconds ?? Infinity;
  }

  /** Waits until the query gives this number. @throws Error after ten minutes */
  async until(query: string, wanted: number, parameters: readonly unknown[] = []): Promise<void> {
    const limit = performance.now() + 600_000;
    while ((await this.count(query, parameters)) !== wanted) {
      if (performance.now() > limit) throw new Error(`not reached after ten minutes: ${query}`);
      await sleep(200);
    }
  }

  /**
   * Until nothing is left to work out, and every device holds what it should. Only the first thing that is left is looked
   * for, so that asking costs little.
   */
  async untilInSync(): Promise<void> {
    await this.until(
      `SELECT CASE WHEN EXISTS (SELECT 1 FROM change WHERE due_at <= now()) THEN 1
         WHEN EXISTS (SELECT 1 FROM device WHERE synced_as IS NULL) THEN 1
         WHEN EXISTS (SELECT 1 FROM ledger
           WHERE (unknown OR desired_hash IS DISTINCT FROM held_hash) AND NOT unsupported) THEN 1 ELSE 0 END`,
      0,
    );
  }

  /** Until all devices were read for the first time, which is no part of any row, and are in sync again. */
  async untilSurveyed(devices: number): Promise<void> {
    await this.until(`SELECT count(*) FROM survey WHERE status = 'done'`, devices);
    await this.untilInSync();
  }

  /** A level over all doors. @returns its id */
  async levelOfAllDoors(name: string): Promise<string> {
    const { rows } = await this.sql.query<{ id: string }>('SELECT id FROM door ORDER BY id');
    const { id } = await this.admin<{ id: string }>('POST', '/access-levels', {
      name,
      doorIds: rows.map(({ id }) => id),
    });
    return id;
  }
}

/** What a piece of work took. */
export interface Cost {
  readonly seconds: number;
  readonly processor: number;
  /** The gateway's part of `processor`. */
  readonly gateway: number;
}

export async function costOf(site: Site, work: () => Promise<unknown>): Promise<Cost> {
  await site.forgetStatements();
  const before = { processor: await site.processorTime(), gateway: await site.gatewayTime() };
  const begin = performance.now();
  await work();
  const seconds = (performance.now() - begin) / 1_000;
  const [processor, gateway] = [await site.processorTime(), await site.gatewayTime()];
  await site.sayStatements();
  return { seconds, processor: processor - before.processor, gateway: gateway - before.gateway };
}
