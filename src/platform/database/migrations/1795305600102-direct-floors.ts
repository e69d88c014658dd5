import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The floor of a level to which elevators go at once. */
export class DirectFloors1795305600102 implements MigrationInterface {
  name = 'DirectFloors1795305600102';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "acc_level_floor" ADD "direct" boolean NOT NULL DEFAULT false`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
