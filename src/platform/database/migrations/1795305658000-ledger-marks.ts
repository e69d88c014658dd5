import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which command carries a row is in no index any more, so that noting it writes the row alone (a HOT update). Rows of a
 * command are found by the people whom it is about.
 */
export class LedgerMarks1795305658000 implements MigrationInterface {
  name = 'LedgerMarks1795305658000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}

const statements = [
  // The people whose rows a command carries; null = a gateway of the release before made it.
  `ALTER TABLE command ADD COLUMN pins text[]`,
  `UPDATE command c SET pins = l.pins FROM (
     SELECT command_id, array_agg(DISTINCT pin) AS pins FROM ledger WHERE command_id IS NOT NULL GROUP BY command_id) l
   WHERE c.id = l.command_id`,
  `DROP INDEX ledger_by_command`,
  `DROP INDEX ledger_nothing`,
  `DROP INDEX ledger_open`,
  `DROP INDEX ledger_freed`,
  // gives: the row takes nothing away. frees: what the device may hold of it is more than it should.
  `ALTER TABLE ledger
     ADD COLUMN gives boolean GENERATED ALWAYS AS
       (desired_hash IS NOT NULL AND coalesce(held_scope <@ desired_scope, true)) STORED,
     ADD COLUMN frees boolean GENERATED ALWAYS AS
       (held_scope IS NOT NULL AND NOT coalesce(held_scope <@ desired_scope, false)) STORED`,
  // In the order in which rows go: first those that take something away, then the oldest.
  `CREATE INDEX ledger_open ON ledger (sn, table_name, gives, version)
   WHERE unknown OR desired_hash IS DISTINCT FROM held_hash`,
  // Cards that may still be on a device under the pin that loses them.
  `CREATE INDEX ledger_freed ON ledger (sn) WHERE frees AND table_name IN ('user', 'mulcarduser')
     AND (unknown OR desired_hash IS DISTINCT FROM held_hash)`,
  // A row is inserted and marked in one transaction: its second version finds room beside the first.
  `ALTER TABLE ledger SET (fillfactor = 50)`,
];
