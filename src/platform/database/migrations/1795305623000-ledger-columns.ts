import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts of the keys of ledger rows get columns of their own; from now on `ledger-place.ts` fills them. */
export class LedgerColumns1795305623000 implements MigrationInterface {
  name = 'LedgerColumns1795305623000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}

const statements = [
  // time_zone_id: the zone that a row is, or that its rights are in. bio_type: of templates and photos. parameter: the
  // name of an option or parameter; names_zone: its value is a zone. unsupported: a person whom the device cannot hold.
  `ALTER TABLE ledger ADD COLUMN time_zone_id int, ADD COLUMN bio_type int, ADD COLUMN parameter text,
     ADD COLUMN names_zone boolean NOT NULL DEFAULT false, ADD COLUMN unsupported boolean NOT NULL DEFAULT false`,
  `UPDATE ledger SET time_zone_id = substring(key FROM '(?i)(?:^|\\t)(?:Authorize)?TimezoneID=(\\d{1,9})(?:\\t|$)')::int
   WHERE table_name IN ('timezone', 'userauthorize', 'usereleauthorize', 'firstcard', 'difftimezonevs')`,
  `UPDATE ledger SET bio_type = substring(key FROM '(?i)(?:^|\\t)Type=(\\d{1,9})(?:\\t|$)')::int
   WHERE table_name IN ('biodata', 'biophoto')`,
  `UPDATE ledger SET parameter = substring(key FROM '(?i)(?:^|\\t)Name=([^\\t]*)'),
     names_zone = key ~ '(KeepOpenTimeZone|ValidTZ)'
   WHERE table_name IN ('options', 'devparameters', 'doorparameters', 'readerparameters', 'readerparameter')`,
  `UPDATE ledger SET unsupported = true WHERE key LIKE 'unsupported %'`,
  // A person's rows, a device's rows of a person, and a device's user by the pin; '' finds what is nobody's.
  `DROP INDEX ledger_by_pin`,
  `CREATE INDEX ledger_by_pin ON ledger (pin, sn, table_name)`,
  `CREATE INDEX ledger_by_zone ON ledger (time_zone_id, sn) WHERE table_name = 'timezone'`,
  `DROP INDEX ledger_open`,
  `CREATE INDEX ledger_open ON ledger (sn, table_name) WHERE unknown OR desired_hash IS DISTINCT FROM held_hash`,
  // Rows about to be forgotten: there are none but within a transaction.
  `CREATE INDEX ledger_nothing ON ledger (sn)
   WHERE desired_hash IS NULL AND held_hash IS NULL AND NOT unknown AND command_id IS NULL`,
];
