import type { QueryRunner } from 'typeorm';
import { sqlState } from '../unit-of-work.js';

const patience = `'500ms'`;
const mostTries = 60;
const lockNotAvailable = '55P03';

/**
 * Locks a table against everybody until the end of the transaction. Whoever waits for such a lock holds up all who come
 * behind it: so it waits for a moment only, lets the others go on, and tries again.
 */
export async function lockAlone(runner: QueryRunner, table: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await runner.query('SAVEPOINT before_lock');
    await runner.query(`SET LOCAL lock_timeout = ${patience}`);
    try {
      await runner.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
      await runner.query('SET LOCAL lock_timeout = 0');
      return;
    } catch (error) {
      await runner.query('ROLLBACK TO SAVEPOINT before_lock');
      if (attempt === mostTries || sqlState(error) !== lockNotAvailable) throw error;
      await new Promise((done) => setTimeout(done, 500));
    }
  }
}
