import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What our last command made of an output is looked up by device, however many other commands there were since. */
export class OutputCommands1795305700000 implements MigrationInterface {
  name = 'OutputCommands1795305700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX command_output ON command (sn, id DESC)
         WHERE type IN ('auxOutput', 'elevatorOutput', 'elevatorNormallyOpen')`,
    );
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
