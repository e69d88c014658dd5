import type { QueryRunner } from 'typeorm';

/** Longer than any transaction of a gateway. One of somebody else's that lasts longer is met by another try. */
const patience = '30s';

/**
 * Makes an index while rows are written: whoever uploads does not wait for it. For a migration with
 * `transaction = false`, which may break off at any statement and be run again.
 * @param on the table with what follows its name, such as `quarantine USING brin (received_at)`
 */
export async function indexConcurrently(runner: QueryRunner, name: string, on: string): Promise<void> {
  const [found] = (await runner.query(
    'SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass(quote_ident($1))',
    [name],
  )) as { valid: boolean }[];
  if (found?.valid === true) return;
  await runner.query(`SET lock_timeout = '${patience}'`);
  try {
    // One that broke off is there and is never used.
    if (found) await runner.query(`DROP INDEX CONCURRENTLY ${name}`);
    await runner.query(`CREATE INDEX CONCURRENTLY ${name} ON ${on}`);
  } finally {
    await runner.query('RESET lock_timeout');
  }
}
