import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Car parks as they are built: spaces, entrances, barriers, fixed vehicles; and plates that were read. */
export class ParkingSite1795305722000 implements MigrationInterface {
  name = 'ParkingSite1795305722000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}

const changed = 'updated_at timestamptz NOT NULL DEFAULT now()';
const id = 'id varchar(64) PRIMARY KEY';

const statements = [
  'ALTER TABLE parking_area ADD COLUMN admits_temporary boolean NOT NULL DEFAULT false',
  `CREATE TABLE parking_space (
    ${id}, name text NOT NULL, area_id varchar(64) NOT NULL, ${changed},
    CONSTRAINT parking_space_name UNIQUE (area_id, name),
    CONSTRAINT parking_space_area FOREIGN KEY (area_id) REFERENCES parking_area (id)
  )`,
  `CREATE TABLE parking_car_type (${id}, name text NOT NULL, ${changed}, CONSTRAINT parking_car_type_name UNIQUE (name))`,
  `CREATE TABLE parking_discount (
    ${id}, name text NOT NULL, kind text NOT NULL, value int NOT NULL, ${changed},
    CONSTRAINT parking_discount_name UNIQUE (name)
  )`,
  `CREATE TABLE parking_entrance (
    ${id}, name text NOT NULL, area_id varchar(64) NOT NULL, ${changed},
    CONSTRAINT parking_entrance_name UNIQUE (name),
    CONSTRAINT parking_entrance_area FOREIGN KEY (area_id) REFERENCES parking_area (id)
  )`,
  'CREATE INDEX parking_entrance_by_area ON parking_entrance (area_id)',
  `ALTER TABLE parking_channel
    ADD COLUMN entrance_id varchar(64),
    ADD COLUMN barrier text NOT NULL DEFAULT 'none',
    ADD COLUMN barrier_id varchar(64),
    ADD COLUMN barrier_seconds int NOT NULL DEFAULT 5,
    ADD COLUMN barrier_url text,
    ADD COLUMN barrier_secret bytea,
    ADD COLUMN reader_id varchar(64),
    ADD COLUMN admits_temporary boolean,
    ADD CONSTRAINT parking_channel_entrance FOREIGN KEY (entrance_id) REFERENCES parking_entrance (id),
    ADD CONSTRAINT parking_channel_reader FOREIGN KEY (reader_id) REFERENCES reader (id) ON DELETE SET NULL`,
  'CREATE INDEX parking_channel_by_entrance ON parking_channel (entrance_id)',
  'CREATE INDEX parking_channel_by_reader ON parking_channel (reader_id)',
  `CREATE TABLE parking_fixed_vehicle (
    plate text PRIMARY KEY, car_number text NOT NULL, person_id varchar(64) NOT NULL, car_type_id varchar(64) NOT NULL,
    area_id varchar(64) NOT NULL, space_id varchar(64), amount int NOT NULL DEFAULT 0, start_date text NOT NULL,
    end_date text NOT NULL, ${changed},
    CONSTRAINT parking_fixed_vehicle_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT parking_fixed_vehicle_car_type FOREIGN KEY (car_type_id) REFERENCES parking_car_type (id),
    CONSTRAINT parking_fixed_vehicle_area FOREIGN KEY (area_id) REFERENCES parking_area (id),
    CONSTRAINT parking_fixed_vehicle_space FOREIGN KEY (space_id) REFERENCES parking_space (id)
  )`,
  ...['person', 'car_type', 'area', 'space'].map(
    (of) => `CREATE INDEX parking_fixed_vehicle_by_${of} ON parking_fixed_vehicle (${of}_id)`,
  ),
  `CREATE TABLE parking_fixed_vehicle_entrance (
    plate text NOT NULL, entrance_id varchar(64) NOT NULL, PRIMARY KEY (plate, entrance_id),
    CONSTRAINT parking_fixed_vehicle_entrance_vehicle
      FOREIGN KEY (plate) REFERENCES parking_fixed_vehicle (plate) ON DELETE CASCADE,
    CONSTRAINT parking_fixed_vehicle_entrance_entrance FOREIGN KEY (entrance_id) REFERENCES parking_entrance (id)
  )`,
  `CREATE INDEX parking_fixed_vehicle_entrance_by_entrance ON parking_fixed_vehicle_entrance (entrance_id)`,
  `CREATE TABLE parking_read (
    id varchar(32) PRIMARY KEY, channel_id varchar(64) NOT NULL, channel_name text NOT NULL, read_key text NOT NULL,
    plate text NOT NULL, car_number text NOT NULL, at timestamptz NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(), opened boolean NOT NULL, reason text NOT NULL,
    pin text NOT NULL, detail text NOT NULL DEFAULT '', record_id varchar(32), command_id int,
    CONSTRAINT parking_read_key UNIQUE (channel_id, read_key)
  )`,
  'CREATE INDEX parking_read_by_plate ON parking_read (plate, received_at)',
  'CREATE INDEX parking_read_by_age ON parking_read (received_at, id)',
];
