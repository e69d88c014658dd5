import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What rooms usually have. Numbers 1 to 19 are built in: 20 is the sample of the manual for one of one's own. */
const facilities = [
  'Projector',
  'Screen',
  'Television',
  'Whiteboard',
  'Flip chart',
  'Video conference',
  'Telephone',
  'Microphone',
  'Loudspeakers',
  'Computer',
  'Printer',
  'Wireless network',
  'Power sockets',
  'Air conditioning',
  'Heating',
  'Curtains',
  'Water dispenser',
  'Coffee machine',
  'Wheelchair access',
];

const services = ['Tea and coffee', 'Water', 'Snacks', 'Lunch', 'Cleaning', 'Technical support'];

/** Rooms, what they have, and who has reserved them. */
export class Spaces1795305730000 implements MigrationInterface {
  name = 'Spaces1795305730000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE space (
      id varchar(64) PRIMARY KEY, no int GENERATED ALWAYS AS IDENTITY UNIQUE, name text NOT NULL UNIQUE,
      area_code text NOT NULL, capacity int NOT NULL, picture text NOT NULL DEFAULT '', address text NOT NULL DEFAULT '',
      manager_id varchar(64) REFERENCES person (id) ON DELETE SET NULL, manager_phone text NOT NULL DEFAULT '',
      smart boolean NOT NULL DEFAULT false, remark text NOT NULL DEFAULT '', retention_minutes int,
      disabled boolean NOT NULL DEFAULT false, calendar_hash text UNIQUE,
      created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()
    )`);
    await runner.query('CREATE INDEX space_by_manager ON space (manager_id)');
    await runner.query(`CREATE TABLE space_facility (
      id varchar(64) PRIMARY KEY, name text NOT NULL UNIQUE, facility_no int NOT NULL UNIQUE,
      remark text NOT NULL DEFAULT '', built_in boolean NOT NULL DEFAULT false,
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
    await runner.query(`CREATE TABLE space_service (
      id varchar(64) PRIMARY KEY, name text NOT NULL UNIQUE, remark text NOT NULL DEFAULT '',
      built_in boolean NOT NULL DEFAULT false, updated_at timestamptz NOT NULL DEFAULT now()
    )`);
    await runner.query(`CREATE TABLE space_has_facility (
      space_id varchar(64) NOT NULL REFERENCES space (id) ON DELETE CASCADE,
      facility_id varchar(64) NOT NULL REFERENCES space_facility (id) ON DELETE CASCADE,
      PRIMARY KEY (space_id, facility_id)
    )`);
    await runner.query('CREATE INDEX space_has_facility_by_facility ON space_has_facility (facility_id)');
    await runner.query(`CREATE TABLE space_device (
      space_id varchar(64) NOT NULL REFERENCES space (id) ON DELETE CASCADE,
      device_sn text NOT NULL REFERENCES device (sn) ON DELETE CASCADE, PRIMARY KEY (space_id, device_sn)
    )`);
    await runner.query('CREATE INDEX space_device_by_device ON space_device (device_sn)');
    await runner.query(`CREATE TABLE space_door (
      space_id varchar(64) NOT NULL REFERENCES space (id) ON DELETE CASCADE,
      door_id varchar(64) NOT NULL REFERENCES door (id) ON DELETE CASCADE, PRIMARY KEY (space_id, door_id)
    )`);
    await runner.query('CREATE INDEX space_door_by_door ON space_door (door_id)');
    // A room is taken from the beginning to the end, the end excluded, unless it was given back before. The built-in
    // operators for ranges need no extension, so the room is a range of one number.
    await runner.query(`CREATE TABLE space_reservation (
      id varchar(64) PRIMARY KEY, space_id varchar(64) NOT NULL REFERENCES space (id) ON DELETE CASCADE,
      space_no int NOT NULL, subject text NOT NULL DEFAULT '', content text NOT NULL DEFAULT '',
      starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL, sign_in_minutes int NOT NULL DEFAULT 0,
      opens_at timestamptz NOT NULL, remind_minutes int, remind_at timestamptz, reminded_at timestamptz, mail text,
      mail_at timestamptz, mail_tries int NOT NULL DEFAULT 0,
      applicant_id varchar(64) REFERENCES person (id) ON DELETE SET NULL, applicant_pin text NOT NULL,
      applicant_email text NOT NULL DEFAULT '', cancelled_at timestamptz, finished_at timestamptz,
      released boolean NOT NULL DEFAULT false, attended_at timestamptz, sequence int NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(), updated_at timestamptz NOT NULL DEFAULT now(),
      CHECK (ends_at > starts_at),
      CONSTRAINT space_reservation_overlap EXCLUDE USING gist (int4range(space_no, space_no, '[]') WITH &&,
        tstzrange(starts_at, greatest(starts_at, least(ends_at, finished_at))) WITH &&) WHERE (cancelled_at IS NULL)
    )`);
    await runner.query('CREATE INDEX space_reservation_by_start ON space_reservation (starts_at, id)');
    await runner.query('CREATE INDEX space_reservation_by_end ON space_reservation (ends_at)');
    await runner.query('CREATE INDEX space_reservation_by_space ON space_reservation (space_id, ends_at)');
    await runner.query('CREATE INDEX space_reservation_by_applicant ON space_reservation (applicant_id)');
    await runner.query('CREATE INDEX space_reservation_by_pin ON space_reservation (applicant_pin)');
    await runner.query(`CREATE INDEX space_reservation_to_remind ON space_reservation (remind_at)
      WHERE remind_at IS NOT NULL AND reminded_at IS NULL`);
    await runner.query(`CREATE INDEX space_reservation_to_mail ON space_reservation (mail_at) WHERE mail = 'due'`);
    await runner.query(`CREATE TABLE space_participant (
      reservation_id varchar(64) NOT NULL REFERENCES space_reservation (id) ON DELETE CASCADE,
      person_id varchar(64) NOT NULL REFERENCES person (id) ON DELETE CASCADE, PRIMARY KEY (reservation_id, person_id)
    )`);
    await runner.query('CREATE INDEX space_participant_by_person ON space_participant (person_id)');
    await runner.query(`CREATE TABLE space_has_service (
      reservation_id varchar(64) NOT NULL REFERENCES space_reservation (id) ON DELETE CASCADE,
      service_id varchar(64) NOT NULL REFERENCES space_service (id) ON DELETE CASCADE,
      PRIMARY KEY (reservation_id, service_id)
    )`);
    await runner.query('CREATE INDEX space_has_service_by_service ON space_has_service (service_id)');
    await runner.query(
      `INSERT INTO space_facility (id, name, facility_no, built_in)
       SELECT md5('space facility ' || n), name, n, true FROM unnest($1::text[]) WITH ORDINALITY AS f (name, n)`,
      [facilities],
    );
    await runner.query(
      `INSERT INTO space_service (id, name, built_in)
       SELECT md5('space service ' || n), name, true FROM unnest($1::text[]) WITH ORDINALITY AS s (name, n)`,
      [services],
    );
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
