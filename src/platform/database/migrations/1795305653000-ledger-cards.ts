import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Under which pin a device is to hold a card is found by its number: whoever gets the card waits for whoever had it. */
export class LedgerCards1795305653000 implements MigrationInterface {
  name = 'LedgerCards1795305653000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX ledger_card ON ledger (sn, (desired_scope ->> 0))
      WHERE desired_scope IS NOT NULL AND table_name IN ('user', 'mulcarduser')`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
