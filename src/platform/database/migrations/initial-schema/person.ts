import { platesIn } from '../../schema/parking.sql.js';

/** People, their cards and templates, and what devices report of them. */
export const personTables = [
  `CREATE TABLE department (
    id varchar(64) NOT NULL, code text NOT NULL, name text NOT NULL, parent_code text,
    sort_no int NOT NULL DEFAULT 0,
    CONSTRAINT "PK_9a2213262c1593bffb581e382f5" PRIMARY KEY (id),
    CONSTRAINT "UQ_62690f4fe31da9eb824d909285f" UNIQUE (code)
  )`,

  `CREATE TABLE person (
    id varchar(64) NOT NULL, pin text NOT NULL, name text NOT NULL DEFAULT '', last_name text NOT NULL DEFAULT '',
    department_id varchar(64), gender text NOT NULL DEFAULT '', birthday text, cert_type text NOT NULL DEFAULT '',
    cert_number text NOT NULL DEFAULT '', email text NOT NULL DEFAULT '', mobile_phone text NOT NULL DEFAULT '',
    hire_date text, ssn text, car_plate text, is_disabled boolean NOT NULL DEFAULT false,
    is_send_mail boolean NOT NULL DEFAULT false, person_pwd bytea, person_pwd_hash text, acc_start_time text,
    acc_end_time text, privilege int NOT NULL DEFAULT 0, leave_date text, leave_type text, photo bytea,
    photo_name text, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
    photo_at timestamptz, extended_pass boolean NOT NULL DEFAULT false, temporary boolean NOT NULL DEFAULT false,
    verify_mode int, is_visitor boolean NOT NULL DEFAULT false,
    CONSTRAINT "PK_5fdaf670315c4b7e70cce85daa3" PRIMARY KEY (id),
    CONSTRAINT "UQ_c621264939b60ab04491d0d3dc0" UNIQUE (pin),
    CONSTRAINT person_department CHECK (is_visitor = (department_id IS NULL)),
    CONSTRAINT "FK_72380b74998f166d9a2e7d47f02" FOREIGN KEY (department_id) REFERENCES department (id)
  )`,
  `CREATE INDEX "IDX_72380b74998f166d9a2e7d47f0" ON person (department_id)`,
  `CREATE INDEX "IDX_fa44908d8d5f5c8c6ef5f27257" ON person (person_pwd_hash)`,
  platesIn,
  `CREATE INDEX person_by_plate ON person USING gin (plates_in(car_plate)) WHERE car_plate IS NOT NULL`,

  `CREATE TABLE card (
    card_no text NOT NULL, person_id varchar(64) NOT NULL, card_type int NOT NULL DEFAULT 0,
    position int NOT NULL DEFAULT 0, lost boolean NOT NULL DEFAULT false,
    CONSTRAINT "PK_d03fb6b1b9c71c767b75f9d4e27" PRIMARY KEY (card_no),
    CONSTRAINT "FK_0a20f49823c5e86621a78f282b1" FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_0a20f49823c5e86621a78f282b" ON card (person_id)`,

  // Cards that were taken from a person: a device that still reports one does not bring it back.
  `CREATE TABLE card_tombstone (
    pin text NOT NULL, card_no text NOT NULL, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (pin, card_no)
  )`,
  `CREATE INDEX card_tombstone_by_time ON card_tombstone (at)`,

  `CREATE TABLE bio_template (
    id varchar(64) NOT NULL, person_id varchar(64) NOT NULL, kind text NOT NULL DEFAULT 'template',
    bio_type int NOT NULL, no int NOT NULL DEFAULT 0, index int NOT NULL DEFAULT 0,
    major_ver text NOT NULL DEFAULT '0', minor_ver text NOT NULL DEFAULT '0', format int NOT NULL DEFAULT 0,
    valid boolean NOT NULL DEFAULT true, duress boolean NOT NULL DEFAULT false, content bytea NOT NULL,
    size int NOT NULL, hash text NOT NULL, source_sn text, learnt_at timestamptz NOT NULL DEFAULT now(),
    content_hash text,
    CONSTRAINT "PK_43247077638f0f157589dc1bb5b" PRIMARY KEY (id),
    CONSTRAINT "UQ_60ed87444e0d9de6f8c139acf4e" UNIQUE (person_id, kind, bio_type, no, index, major_ver),
    CONSTRAINT "FK_f9968096e3294b206fb4a04b6f2" FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
  )`,
  `CREATE INDEX "IDX_88c69056445db31d3a136059dc" ON bio_template (content_hash)`,

  // What devices reported that they hold and sync has not looked at yet; for pins that belong to no person with the
  // content, for import.
  `CREATE TABLE device_template (
    sn text NOT NULL, pin text NOT NULL, kind text NOT NULL, bio_type int NOT NULL, no int NOT NULL, index int NOT NULL,
    major_ver text NOT NULL, minor_ver text NOT NULL, format int NOT NULL, valid boolean NOT NULL,
    duress boolean NOT NULL, hash text NOT NULL, content bytea, reported_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (sn, pin, kind, bio_type, no, index, major_ver)
  )`,
  `CREATE INDEX device_template_by_pin ON device_template (pin)`,

  // Contents that are no longer wanted: a device that still sends one does not bring it back. removed = it was deleted,
  // not replaced.
  `CREATE TABLE bio_tombstone (
    pin text NOT NULL, kind text NOT NULL, bio_type int NOT NULL, no int NOT NULL, index int NOT NULL,
    major_ver text NOT NULL, hash text NOT NULL, removed boolean NOT NULL, at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (pin, kind, bio_type, no, index, major_ver, hash)
  )`,
  `CREATE INDEX bio_tombstone_by_time ON bio_tombstone (at)`,

  `CREATE TABLE identity_card (
    sn text NOT NULL, pin text NOT NULL, fields bytea NOT NULL, reported_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (sn, pin)
  )`,
  `CREATE INDEX identity_card_by_pin ON identity_card (pin)`,

  // Users that devices report: never facts, only what a device says it holds (docs/rules.md 3). The password sealed,
  // and by the hash that persons have of theirs; dismissed = what an operator does not want to see again.
  `CREATE TABLE device_user (
    sn text NOT NULL, pin text NOT NULL, name text NOT NULL, card_no text NOT NULL, privilege int,
    has_password boolean NOT NULL, start_time text, end_time text, reported_at timestamptz NOT NULL DEFAULT now(),
    password bytea, password_hash text, dismissed text[] NOT NULL DEFAULT '{}', PRIMARY KEY (sn, pin)
  )`,

  `CREATE TABLE area_person (
    area_code text NOT NULL, module text NOT NULL, person_id varchar(64) NOT NULL,
    CONSTRAINT "PK_6ce16f62b148eb200bdfbc38c66" PRIMARY KEY (area_code, module, person_id),
    CONSTRAINT "FK_279ef417259144a7b99d4bd8536" FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT "FK_91051d68c258d01ae9800d84fd1" FOREIGN KEY (area_code) REFERENCES area (code)
  )`,
  `CREATE INDEX "IDX_279ef417259144a7b99d4bd853" ON area_person (person_id)`,

  `CREATE TABLE module_person (
    person_id varchar(64) NOT NULL, module text NOT NULL, privilege int, verify_mode int, is_attendance boolean,
    category int,
    CONSTRAINT "PK_d88b3ea7c2cefc396ec193042e5" PRIMARY KEY (person_id, module),
    CONSTRAINT "FK_d00269f3235553101e9b6a3354d" FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
  )`,
];
