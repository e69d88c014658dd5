import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recorders and cameras, the doors that cameras see, and the codes of alarms that a webhook wants. */
export class Cameras1795305734000 implements MigrationInterface {
  name = 'Cameras1795305734000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE recorder (
      id varchar(64) PRIMARY KEY, name text NOT NULL UNIQUE, make text NOT NULL, host text NOT NULL, port int NOT NULL,
      https boolean NOT NULL DEFAULT false, rtsp_port int NOT NULL, user_name text NOT NULL DEFAULT '', password bytea,
      viewer_name text NOT NULL DEFAULT '', viewer_password bytea, area_code text NOT NULL, time_zone text,
      playback_clock text, online boolean, checked_at timestamptz, online_since timestamptz, fault text,
      created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()
    )`);
    await runner.query(`CREATE TABLE camera (
      id varchar(64) PRIMARY KEY, name text NOT NULL,
      recorder_id varchar(64) NOT NULL REFERENCES recorder (id) ON DELETE CASCADE, channel int NOT NULL,
      type text NOT NULL, main_uri text, sub_uri text, playback_uri text, snapshot_uri text, source_token text,
      created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (recorder_id, channel)
    )`);
    await runner.query(`CREATE TABLE camera_door (
      camera_id varchar(64) NOT NULL REFERENCES camera (id) ON DELETE CASCADE,
      door_id varchar(64) NOT NULL REFERENCES door (id) ON DELETE CASCADE,
      PRIMARY KEY (camera_id, door_id)
    )`);
    await runner.query('CREATE INDEX camera_door_by_door ON camera_door (door_id)');
    // Which gateway takes the picture: several see the same event.
    await runner.query(`CREATE TABLE event_snapshot (
      event_id uuid NOT NULL, camera_id varchar(64) NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (event_id, camera_id)
    )`);
    await runner.query(`ALTER TABLE webhook ADD COLUMN alarm_codes text[] NOT NULL DEFAULT '{}'`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
