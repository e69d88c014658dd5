import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Alarms, made from the feed. There is one open alarm of a kind at a place: one whose cause lasts, or that nobody has
 * acknowledged. What happened before this table was there raises none.
 */
export class Alarms1795305667000 implements MigrationInterface {
  name = 'Alarms1795305667000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE alarm (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, place text NOT NULL, code text NOT NULL,
      params jsonb NOT NULL, priority smallint NOT NULL, sn text NOT NULL, door_id text, event_id uuid,
      count int NOT NULL, first_at timestamptz(3) NOT NULL, last_at timestamptz(3) NOT NULL,
      raised_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(), told_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
      active boolean NOT NULL DEFAULT true, ended_at timestamptz(3),
      ack_by text, ack_at timestamptz(3), ack_outcome text, ack_note text,
      shelved_until timestamptz(3), shelved_by text, shelve_reason text, notes jsonb NOT NULL DEFAULT '[]',
      is_open boolean GENERATED ALWAYS AS (active OR ack_at IS NULL) STORED
    )`);
    await runner.query('CREATE UNIQUE INDEX alarm_open ON alarm (kind, place) WHERE is_open');
    await runner.query('CREATE INDEX alarm_by_time ON alarm (first_at DESC, id DESC)');
    await runner.query(
      'CREATE INDEX alarm_by_door ON alarm (door_id, first_at DESC, id DESC) WHERE door_id IS NOT NULL',
    );
    await runner.query('CREATE INDEX alarm_by_kind ON alarm (kind, first_at DESC, id DESC)');
    await runner.query('CREATE INDEX alarm_by_sn ON alarm (sn, first_at DESC, id DESC)');
    await runner.query('CREATE INDEX alarm_by_raised ON alarm USING brin (raised_at) WITH (autosummarize = on)');
    await runner.query('CREATE TABLE alarm_folded (position bigint NOT NULL)');
    await runner.query('INSERT INTO alarm_folded SELECT coalesce(max(position), 0) FROM feed');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
