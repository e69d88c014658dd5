import type { Site } from './site.js';

const atOnce = 1_000;
/** Fewer would be lost in the ticks of the clock. */
const fewest = 20_000;

/**
 * What the same number of rows costs who writes them by plain statements for a thousand at a time: ledger rows, a
 * command for each fifty, the mark of the command in the rows, and what an acknowledgement changes. All with the
 * gateway's columns and indexes. @returns processor time of the database, in seconds
 */
export async function plainStatements(site: Site, count: number): Promise<number> {
  const { sql } = site;
  const rows = Math.max(count, fewest);
  await sql.query('CREATE TABLE plain_ledger (LIKE ledger INCLUDING ALL) WITH (fillfactor = 50)');
  await sql.query('CREATE TABLE plain_command (LIKE command INCLUDING ALL)');
  const before = await site.processorTime();
  for (let first = 1; first <= rows; first += atOnce) {
    const last = Math.min(first + atOnce - 1, rows);
    await sql.query(insertRows, [first, last]);
    await sql.query(insertCommands, [first, last]);
    await sql.query(markRows, [first, last]);
    await sql.query(acknowledgeRows, [first, last]);
    await sql.query(acknowledgeCommands, [first, last]);
  }
  const seconds = (await site.processorTime()) - before;
  await sql.query('DROP TABLE plain_ledger, plain_command');
  return (seconds * count) / rows;
}

const insertRows = `INSERT INTO plain_ledger (sn, table_name, key, unit, pin, desired_hash, desired, version)
  SELECT 'SYNC' || n % 10, 'user', 'Pin=' || n, 'Pin=' || n, n::text, md5(n::text), decode(repeat(md5(n::text), 5), 'hex'), n
  FROM generate_series($1::int, $2::int) n`;
const insertCommands = `INSERT INTO plain_command (id, sn, type, kind, lane, once, origin, meant)
  SELECT n, 'SYNC' || n % 10, 'updateRows', 'data', 2, false, 'sync', decode(repeat(md5(n::text), 250), 'hex')
  FROM generate_series($1::int, $2::int, 50) n`;
const markRows = `UPDATE plain_ledger SET command_id = $1 + (version - $1) / 50 * 50 WHERE version BETWEEN $1 AND $2
  AND pin = ANY(SELECT n::text FROM generate_series($1::int, $2::int) n)`;
const acknowledgeRows = `UPDATE plain_ledger SET held_hash = desired_hash, command_id = NULL, unknown = false
  WHERE pin = ANY(SELECT n::text FROM generate_series($1::int, $2::int) n)`;
const acknowledgeCommands = `UPDATE plain_command SET status = 'done', return_code = 0, finished_at = now()
  WHERE id BETWEEN $1 AND $2`;
