import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a device sent lately and could not be read is counted for its warnings, however much lies there from before. */
export class QuarantineByTime1795305631000 implements MigrationInterface {
  name = 'QuarantineByTime1795305631000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX quarantine_by_time ON quarantine (sn, received_at)');
    await runner.query('CREATE INDEX device_upload_by_time ON device_upload (sn, received_at)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
