import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a row says stands in the chain as a digest with a key and a salt; a row that was emptied for the sake of a person
 * keeps the digest, loses the salt, and carries the gateway's mark.
 */
export class AuditKey1795305615100 implements MigrationInterface {
  name = 'AuditKey1795305615100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE audit ADD COLUMN salt text, ADD COLUMN digest text, ADD COLUMN erased text');
    await runner.query('CREATE UNIQUE INDEX audit_by_digest ON audit (digest)');
    await runner.query(
      `CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'UPDATE'
           AND (OLD.seq, OLD.at, OLD.actor, OLD.address, OLD.action, OLD.object, OLD.digest)
             IS NOT DISTINCT FROM (NEW.seq, NEW.at, NEW.actor, NEW.address, NEW.action, NEW.object, NEW.digest)
           AND (
             OLD.hash IS NULL AND NEW.hash IS NOT NULL
               AND (OLD.detail, OLD.salt, OLD.erased) IS NOT DISTINCT FROM (NEW.detail, NEW.salt, NEW.erased)
             OR NEW.erased IS NOT NULL AND NEW.salt IS NULL
               AND (OLD.chain, OLD.hash) IS NOT DISTINCT FROM (NEW.chain, NEW.hash)) THEN
           RETURN NEW;
         END IF;
         RAISE EXCEPTION 'the audit log is append-only';
       END $$`,
    );
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
