/** Templates that devices report, what was deleted of them, pictures of events, and other things only devices know. */
export const bioTables = [
  // What devices said they hold and sync has not looked at yet; of pins that are nobody's with the content, for import.
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
  `CREATE FUNCTION bio_template_gone() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND NEW.hash = OLD.hash THEN RETURN NULL; END IF;
    INSERT INTO bio_tombstone AS t (pin, kind, bio_type, no, index, major_ver, hash, removed)
    SELECT p.pin, OLD.kind, OLD.bio_type, OLD.no, OLD.index, OLD.major_ver, OLD.hash, TG_OP = 'DELETE'
    FROM person p WHERE p.id = OLD.person_id
    ON CONFLICT (pin, kind, bio_type, no, index, major_ver, hash)
      DO UPDATE SET at = now(), removed = t.removed OR excluded.removed;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER bio_template_gone AFTER UPDATE OR DELETE ON bio_template
   FOR EACH ROW EXECUTE FUNCTION bio_template_gone()`,
  // Before the person is gone, so that the pin can still be told.
  `CREATE FUNCTION person_bio_gone() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM bio_template WHERE person_id = OLD.id;
    RETURN OLD;
  END $$`,
  `CREATE TRIGGER person_bio_gone BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION person_bio_gone()`,

  // Pictures that belong to an event: snapshots are told by time and pin, those of cameras by the event's index.
  `CREATE TABLE event_photo (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sn text NOT NULL, kind text NOT NULL, log_id bigint, event_time timestamp(0), pin text NOT NULL, name text NOT NULL,
    video text NOT NULL, content bytea, size int NOT NULL, hash text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (sn, kind, name, hash)
  )`,
  `CREATE INDEX event_photo_by_log ON event_photo (sn, log_id) WHERE log_id IS NOT NULL`,
  `CREATE INDEX event_photo_by_time ON event_photo (sn, event_time) WHERE event_time IS NOT NULL`,

  `CREATE TABLE identity_card (
    sn text NOT NULL, pin text NOT NULL, fields bytea NOT NULL, reported_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (sn, pin)
  )`,
  `CREATE INDEX identity_card_by_pin ON identity_card (pin)`,

  `CREATE TABLE wiegand_test (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sn text NOT NULL, type text NOT NULL, bits_count int, bits text NOT NULL, sub_sn text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX wiegand_test_by_sn ON wiegand_test (sn, id DESC)`,

  // Sub-controllers that a master names (Access PUSH 5). authorized is what the operator wants; null = said nothing.
  `CREATE TABLE sub_device (
    sn text NOT NULL, sub_sn text NOT NULL, online boolean, is_authorize int NOT NULL, authorize_info jsonb NOT NULL,
    register_info jsonb NOT NULL, authorized boolean, updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (sn, sub_sn)
  )`,

  `CREATE TABLE gate_state (
    gate_id text PRIMARY KEY, sn text NOT NULL, ir_state int, ir_sense_count bigint, in_count bigint, out_count bigint,
    alarm_count bigint, run_count bigint, at timestamptz NOT NULL DEFAULT now()
  )`,
];
