import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How lists sort names: as people do, and numbers in them by their value. */
export class NaturalOrder1795305661000 implements MigrationInterface {
  name = 'NaturalOrder1795305661000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE COLLATION natural_order (provider = icu, locale = 'und-u-kn')`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
