import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a device and its gateway say to each other, for as long as somebody records it. */
export class WireLines1795305678000 implements MigrationInterface {
  name = 'WireLines1795305678000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE device ADD wire_until timestamptz');
    // The sequence is made by itself: that of an unlogged table would begin again after a crash of the server, and
    // readers would wait for numbers that were long given.
    await runner.query('CREATE SEQUENCE wire_line_id');
    // A help for finding faults, which may be lost: its writing does not wait for the disk.
    await runner.query(`CREATE UNLOGGED TABLE wire_line (
      sn text NOT NULL,
      id bigint NOT NULL DEFAULT nextval('wire_line_id'),
      at timestamptz NOT NULL,
      direction text NOT NULL,
      line text NOT NULL,
      status int,
      code text NOT NULL,
      params jsonb NOT NULL,
      raw text NOT NULL,
      PRIMARY KEY (sn, id)
    )`);
    await runner.query('CREATE INDEX wire_line_by_time ON wire_line (at)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
