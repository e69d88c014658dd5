import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/database/embedded/postgres.js';

/** `BENCH_STATEMENTS=30`: so many of the statements that take most time are printed for each piece of work. */
const most = Number(process.env.BENCH_STATEMENTS ?? 0);
/** Longer texts are cut. */
const width = 160;

interface Statement {
  readonly ms: number;
  /** Of these, those in which it was planned. */
  readonly planning: number;
  readonly calls: number;
  readonly rows: number;
  readonly text: string;
}

/** A PostgreSQL that counts its statements, if that is wanted. It is started twice for that. */
export async function startDatabase(dataDir: string, log: (line: string) => void): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ dataDir, log });
  if (most === 0) return database;
  await run(database.url, `ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`);
  await database.stop();
  const counting = await startEmbeddedPostgres({ dataDir, log });
  await run(counting.url, 'ALTER SYSTEM SET pg_stat_statements.track_planning = on');
  await run(counting.url, 'SELECT pg_reload_conf()');
  await run(counting.url, 'CREATE EXTENSION pg_stat_statements');
  return counting;
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

export async function forgetStatements(sql: pg.Client): Promise<void> {
  if (most > 0) await sql.query('SELECT pg_stat_statements_reset()');
}

/** Times are those of the clock, waiting included. */
export async function sayStatements(sql: pg.Client, say: (line: string) => void): Promise<void> {
  if (most === 0) return;
  const { rows } = await sql.query<Statement>(
    `SELECT total_exec_time + total_plan_time AS ms, total_plan_time AS planning, calls::int, rows::int, regexp_replace(query, '\\s+', ' ', 'g') AS text
     FROM pg_stat_statements ORDER BY total_exec_time + total_plan_time DESC LIMIT $1`,
    [most],
  );
  for (const { ms, planning, calls, rows: lines, text } of rows)
    say(
      `${ms.toFixed(0).padStart(8)} ms (${planning.toFixed(0)} planning) ${calls} x ${lines} rows  ${text.slice(0, width)}`,
    );
}
