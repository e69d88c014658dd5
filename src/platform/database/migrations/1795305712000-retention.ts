import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nothing was ever kept here: no gateway has started on it. */
const isFresh = `NOT EXISTS (SELECT 1 FROM setting) AND NOT EXISTS (SELECT 1 FROM audit)
  AND NOT EXISTS (SELECT 1 FROM device)`;

/** What a new installation begins with. An older one keeps all, as it did, until somebody says otherwise. */
const ofFresh = {
  eventMonths: 24,
  feedDays: 30,
  commandDays: 90,
  identificationDays: 90,
  verificationDays: 90,
  visitMonths: 12,
  parkingMonths: 12,
  alarmMonths: 24,
  musterMonths: 24,
  webhookDeliveredDays: 3,
  webhookDays: 30,
  quarantineDays: 30,
  uploadDays: 30,
  deviceErrorDays: 30,
  deviceOperationDays: 30,
  wiegandTestDays: 30,
  auditMonths: 24,
};

const pictureDays = 90;

/** How far back events, the audit log and erased persons go. */
export class Retention1795305712000 implements MigrationInterface {
  name = 'Retention1795305712000';

  async up(runner: QueryRunner): Promise<void> {
    // Events of devices from before it are gone: their months were dropped. One row.
    await runner.query('CREATE TABLE event_horizon (before timestamp(0) NOT NULL)');
    await runner.query(`INSERT INTO event_horizon VALUES ('-infinity')`);
    // Where the chain begins after its first links were exported and removed. The mac is the gateway's.
    await runner.query(`CREATE TABLE audit_checkpoint (
      chain bigint PRIMARY KEY,
      hash text NOT NULL,
      mac text NOT NULL,
      file text NOT NULL,
      sha256 text NOT NULL,
      at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`);
    // Only with the key can somebody tell whose pin it was.
    await runner.query(
      'CREATE TABLE erased_person (pin_hash text PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp())',
    );
    await runner.query(
      `INSERT INTO setting (key, value) SELECT key, value FROM (
         VALUES ('retention', $1::jsonb), ('retentionDays', $2::jsonb)) d (key, value) WHERE ${isFresh}`,
      [JSON.stringify(ofFresh), JSON.stringify(pictureDays)],
    );
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
