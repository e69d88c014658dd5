import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The gateways that run on this database, and which keys each of them holds. */
export class Gateways1795305714000 implements MigrationInterface {
  name = 'Gateways1795305714000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE gateway (
      id text PRIMARY KEY,
      host text NOT NULL,
      pid int NOT NULL,
      version text NOT NULL,
      -- Fingerprints.
      keys text[] NOT NULL,
      sealing text NOT NULL,
      -- Whether NOTIFY comes back; null = not known yet.
      hints boolean,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`);
    // Written every few seconds: room for new versions of a row on its page.
    await runner.query('ALTER TABLE gateway SET (fillfactor = 50)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
