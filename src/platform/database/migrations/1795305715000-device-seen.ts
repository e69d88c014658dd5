import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When devices last called, apart from their wide rows: it is written every few seconds, and half of each page is free,
 * so a new version of a row stays in its page and no index is touched.
 */
export class DeviceSeen1795305715000 implements MigrationInterface {
  name = 'DeviceSeen1795305715000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE device_seen (sn text PRIMARY KEY REFERENCES device (sn) ON DELETE CASCADE, seen_at timestamptz)
         WITH (fillfactor = 50)`,
    );
    await runner.query(`INSERT INTO device_seen (sn, seen_at) SELECT sn, last_seen_at FROM device`);
    // Metrics count devices at each scrape, and look who had a wrong clock within the last hour.
    await runner.query('CREATE INDEX device_by_state ON device (status, online)');
    await runner.query('DROP INDEX "IDX_6e1daf1f4034e482d158095373"');
    await runner.query(
      `CREATE INDEX command_clock ON command (created_at) WHERE type = 'setTime' AND origin = 'clock'`,
    );
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
