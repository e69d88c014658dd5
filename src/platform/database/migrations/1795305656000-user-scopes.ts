import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A panel with several cards for each person has none in its user rows: nobody else waits for a card that stands there. */
export class UserScopes1795305656000 implements MigrationInterface {
  name = 'UserScopes1795305656000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE ledger SET desired_scope = NULL WHERE table_name = 'user' AND desired_scope IS NOT NULL
      AND sn IN (SELECT sn FROM device WHERE multi_card_on AND link = 'push-acc')`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
