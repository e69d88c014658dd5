import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a token's client needs beyond the manual. */
export class TokenSwitches1795305640000 implements MigrationInterface {
  name = 'TokenSwitches1795305640000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE api_token ADD COLUMN compatibility jsonb NOT NULL DEFAULT '{}'`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
