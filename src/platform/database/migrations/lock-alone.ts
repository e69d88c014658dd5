import type { QueryRunner } from 'typeorm';
import { sqlState } from '../unit-of-work.js';

const patience = `'500ms'`;
const mostTries = 60;
const lockNotAvailable = '55P03';

/**
 * Locks tables against everybody until the end of the transaction; with a view, also what it reads. Whoever waits for
 * such a lock holds up all who come behind it: so it waits for a moment only, lets the others go on, and tries again.
 */
export async function lockAlone(runner: QueryRunner, tables: string): Promise<void> {
  const [before] = (await runner.query('SHOW lock_timeout')) as { lock_timeout: string }[];
  for (let attempt = 1; ; attempt++) {
    await runner.query('SAVEPOINT before_lock');
    await runner.query(`SET LOCAL lock_timeout = ${patience}`);
    try {
      await runner.query(`LOCK TABLE ${tables} IN ACCESS EXCLUSIVE MODE`);
      await runner.query(`SET LOCAL lock_timeout = '${before?.lock_timeout ?? '0'}'`);
      return;
    } catch (error) {
      await runner.query('ROLLBACK TO SAVEPOINT before_lock');
      if (attempt === mostTries || sqlState(error) !== lockNotAvailable) throw error;
      await new Promise((done) => setTimeout(done, 500));
    }
  }
}
