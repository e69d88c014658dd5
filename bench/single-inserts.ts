import pg from 'pg';
import { insertEvent, newLine, valuesOf } from './upload.js';

const clients = 10;

/**
 * Like pgbench: ten clients, each sends its next prepared INSERT when the last is committed. @returns rows per second
 */
export async function singleInserts(databaseUrl: string, seconds: number, pins: readonly string[]): Promise<number> {
  const all = await Promise.all(Array.from({ length: clients }, () => open(databaseUrl)));
  const started = performance.now();
  const until = started + seconds * 1_000;
  const rows = await Promise.all(all.map((client, index) => insertUntil(client, until, `PGBENCH${index}`, pins)));
  const elapsed = (performance.now() - started) / 1_000;
  await Promise.all(all.map((client) => client.end()));
  return rows.reduce((sum, n) => sum + n, 0) / elapsed;
}

async function open(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return client;
}

async function insertUntil(client: pg.Client, until: number, sn: string, pins: readonly string[]): Promise<number> {
  let rows = 0;
  while (performance.now() < until) {
    const { rowCount } = await client.query({ ...insertEvent, values: valuesOf(sn, newLine(sn, pins)) });
    rows += rowCount ?? 0;
  }
  return rows;
}
