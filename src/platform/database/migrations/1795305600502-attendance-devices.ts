import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [`ALTER TABLE "device" ADD "attendance" boolean NOT NULL DEFAULT false`];

/** Devices of other businesses whose events are attendance records as well. */
export class AttendanceDevices1795305600502 implements MigrationInterface {
  name = 'AttendanceDevices1795305600502';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
