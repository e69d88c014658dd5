import type { MigrationInterface, QueryRunner } from 'typeorm';
import { attendancePassages } from './sql/attendance-passages.js';

/** Attendance records are passages, and first and last of a day are punches, too. */
export class AttendancePassages1795305602100 implements MigrationInterface {
  name = 'AttendancePassages1795305602100';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of attendancePassages) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
