import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The place of a row in the chain of the audit log: given when it is chained, in the order of chaining. */
export class AuditChain1795233600010 implements MigrationInterface {
  name = 'AuditChain1795233600010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE audit ADD COLUMN chain bigint`);
    await runner.query(`CREATE UNIQUE INDEX audit_by_chain ON audit (chain)`);
    await runner.query(
      `CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()`,
    );
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
