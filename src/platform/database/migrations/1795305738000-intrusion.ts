import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Intrusion panels with their partitions and points, and what they tell. */
export class Intrusion1795305738000 implements MigrationInterface {
  name = 'Intrusion1795305738000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE intrusion_panel (
      id varchar(64) PRIMARY KEY, name text NOT NULL UNIQUE, account text NOT NULL, receiver text NOT NULL DEFAULT '',
      line text NOT NULL DEFAULT '', key bytea, sources text[] NOT NULL DEFAULT '{}', area_code text,
      poll_seconds int NOT NULL DEFAULT 0, created_at timestamptz NOT NULL DEFAULT now(), address text NOT NULL DEFAULT '',
      last_seen_at timestamptz, silent_since timestamptz, updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT intrusion_panel_account UNIQUE (account, receiver, line)
    )`);
    await runner.query(`CREATE TABLE intrusion_partition (
      id varchar(64) PRIMARY KEY, panel_id varchar(64) NOT NULL REFERENCES intrusion_panel (id) ON DELETE CASCADE,
      number int NOT NULL, name text NOT NULL, armed boolean, armed_at timestamptz,
      CONSTRAINT intrusion_partition_number UNIQUE (panel_id, number)
    )`);
    await runner.query(`CREATE TABLE intrusion_point (
      id varchar(64) PRIMARY KEY, panel_id varchar(64) REFERENCES intrusion_panel (id) ON DELETE CASCADE, number int,
      aux_in_id varchar(64) UNIQUE REFERENCES aux_input (id) ON DELETE CASCADE, name text NOT NULL, kind text NOT NULL,
      normally text NOT NULL DEFAULT 'open', CONSTRAINT intrusion_point_number UNIQUE (panel_id, number),
      CONSTRAINT intrusion_point_of_one CHECK ((panel_id IS NULL) = (number IS NULL) AND (panel_id IS NULL) <> (aux_in_id IS NULL))
    )`);
    await runner.query(`CREATE TABLE intrusion_event (
      id varchar(32) PRIMARY KEY, panel_id varchar(64), sn text NOT NULL, device_name text NOT NULL, device_ip text NOT NULL,
      area_code text, area_name text NOT NULL, partition_no int NOT NULL, partition_name text NOT NULL, point_no int NOT NULL,
      point_name text NOT NULL, protocol text NOT NULL, code text NOT NULL, category text NOT NULL, does text NOT NULL,
      name text NOT NULL, content text NOT NULL, sequence text NOT NULL, ident text NOT NULL,
      happened_at timestamptz(3) NOT NULL, "time" text NOT NULL,
      received_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
    )`);
    await runner.query('CREATE INDEX intrusion_event_by_time ON intrusion_event ("time", id)');
    await runner.query('CREATE INDEX intrusion_event_by_ident ON intrusion_event (ident, received_at)');
    await runner.query('CREATE INDEX intrusion_event_by_age ON intrusion_event (received_at)');
    await runner.query(`CREATE TABLE intrusion_stranger (
      account text NOT NULL, receiver text NOT NULL, line text NOT NULL, address text NOT NULL, reason text NOT NULL,
      message text NOT NULL, count int NOT NULL DEFAULT 1, first_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      last_at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (account, receiver, line, address)
    )`);
    await runner.query('ALTER TABLE alarm ADD COLUMN intrusion_panel_id varchar(64)');
    await runner.query('CREATE TABLE intrusion_folded (position bigint NOT NULL)');
    await runner.query('INSERT INTO intrusion_folded SELECT coalesce(max(position), 0) FROM feed');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
