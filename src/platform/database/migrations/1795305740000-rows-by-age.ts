import type { MigrationInterface, QueryRunner } from 'typeorm';
import { indexConcurrently } from './index-concurrently.js';

/** Rows come in the order of these columns, nearly: such an index is small and costs nothing where they are written. */
const columns = {
  event_default: 'received_at',
  event_photo: 'received_at',
  event_count_by_pin: 'day',
  event_first_last: 'day',
  quarantine: 'received_at',
  device_upload: 'received_at',
  device_error: 'received_at',
  device_operation: 'received_at',
  wiegand_test: 'received_at',
} as const;

/** What finds rows that are too old, on tables that may be large and that devices write to. */
export class RowsByAge1795305740000 implements MigrationInterface {
  name = 'RowsByAge1795305740000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of Object.entries(columns))
      await indexConcurrently(runner, `${table}_by_age`, `${table} USING brin (${column}) WITH (autosummarize = on)`);
    await indexConcurrently(runner, 'parking_record_by_age', 'parking_record (received_at)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
