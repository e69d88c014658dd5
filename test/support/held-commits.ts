import { Client } from 'pg';
import { expect } from 'vitest';
import type { TestApp } from './app.js';

const lock = 77_001;

/** Stops transactions that hand out a command at their COMMIT, as a frozen database does. */
export class HeldCommits {
  private constructor(
    private readonly site: Pick<TestApp, 'sql'>,
    private readonly client: Client,
  ) {}

  static async on(site: Pick<TestApp, 'sql' | 'databaseUrl'>): Promise<HeldCommits> {
    await site.sql(`CREATE FUNCTION stand_still() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${lock}); RETURN NULL; END $$`);
    await site.sql(`CREATE CONSTRAINT TRIGGER stand_still AFTER UPDATE ON command
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'sent') EXECUTE FUNCTION stand_still()`);
    const client = new Client({ connectionString: site.databaseUrl });
    await client.connect();
    return new HeldCommits(site, client);
  }

  async hold(): Promise<void> {
    await this.client.query('SELECT pg_advisory_lock($1)', [lock]);
  }

  /** A COMMIT is stopped. */
  async caught(): Promise<void> {
    await expect
      .poll(
        () =>
          this.site.sql(
            `SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
             WHERE d.datname = current_database() AND locktype = 'advisory' AND NOT granted AND objid = $1`,
            [lock],
          ),
        { timeout: 60_000 },
      )
      .not.toHaveLength(0);
  }

  async release(): Promise<void> {
    await this.client.query('SELECT pg_advisory_unlock($1)', [lock]);
  }

  async end(): Promise<void> {
    await this.client.end();
  }
}
