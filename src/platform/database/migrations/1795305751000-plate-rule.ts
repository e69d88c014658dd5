import type { MigrationInterface, QueryRunner } from 'typeorm';
import { platesIn } from '../schema/parking.sql.js';

/** Plates of people are compared as all others are. The index holds what the function said before. */
export class PlateRule1795305751000 implements MigrationInterface {
  name = 'PlateRule1795305751000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(platesIn);
    await runner.query('REINDEX INDEX person_by_plate');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
