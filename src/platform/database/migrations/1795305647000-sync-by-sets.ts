import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes and commands go by urgency; what is to be sent next is found in its order, however much is waiting. */
export class SyncBySets1795305647000 implements MigrationInterface {
  name = 'SyncBySets1795305647000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}

const statements = [
  // lane: the lower, the sooner. A gateway of the release before writes none: its changes are given as most are.
  // looked_to: where the work on this change goes on, a serial number or a pin.
  `ALTER TABLE change ADD COLUMN lane smallint NOT NULL DEFAULT 20, ADD COLUMN looked_to text NOT NULL DEFAULT ''`,
  `CREATE INDEX change_by_lane ON change (lane, due_at, id)`,
  // It takes something away: it goes before all data of its lane that does not.
  `ALTER TABLE command ADD COLUMN ahead boolean NOT NULL DEFAULT false`,
  // In the order in which rows go: first those that take something away, then the oldest.
  `DROP INDEX ledger_open`,
  `CREATE INDEX ledger_open ON ledger (sn, table_name,
     (desired_hash IS NOT NULL AND coalesce(held_scope <@ desired_scope, true)), version)
   WHERE unknown OR desired_hash IS DISTINCT FROM held_hash`,
  // Cards that may still be on a device under the pin that loses them.
  `CREATE INDEX ledger_freed ON ledger (sn) WHERE held_scope IS NOT NULL AND table_name IN ('user', 'mulcarduser')
     AND (unknown OR desired_hash IS DISTINCT FROM held_hash)`,
];
