/** Access zones, and who is in them. */
export const accZoneTables = [
  `CREATE TABLE "acc_zone" ("id" character varying(64) NOT NULL, "code" text NOT NULL, "name" text NOT NULL,
     "cleared_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "UQ_607cc80771dd35350eeb72763b1" UNIQUE ("code"),
     CONSTRAINT "PK_dd35ebf480bd35fd90cce944281" PRIMARY KEY ("id"))`,
  `CREATE TABLE "acc_zone_reader" ("zone_id" character varying(64) NOT NULL, "reader_id" character varying(64) NOT NULL,
     "direction" integer NOT NULL, CONSTRAINT "PK_c12ae6c3fde09f9d8729675765b" PRIMARY KEY ("zone_id", "reader_id"))`,
  `CREATE INDEX "IDX_6e002650e58049732537ba349a" ON "acc_zone_reader" ("reader_id")`,
  `ALTER TABLE "acc_zone_reader" ADD CONSTRAINT "FK_19001d0c55f81e3d0fd0d3fd641" FOREIGN KEY ("zone_id")
     REFERENCES "acc_zone"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "acc_zone_reader" ADD CONSTRAINT "FK_6e002650e58049732537ba349a7" FOREIGN KEY ("reader_id")
     REFERENCES "reader"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,

  // Devices are kept in memory with the zones of their readers.
  `CREATE FUNCTION acc_zone_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_TABLE_NAME = 'acc_zone' THEN
      UPDATE device SET updated_at = clock_timestamp() WHERE sn IN (
        SELECT d.device_sn FROM acc_zone_reader z JOIN reader r ON r.id = z.reader_id JOIN door d ON d.id = r.door_id
        WHERE z.zone_id = NEW.id);
    ELSE
      UPDATE device SET updated_at = clock_timestamp() WHERE sn IN (
        SELECT d.device_sn FROM reader r JOIN door d ON d.id = r.door_id
        WHERE r.id IN (NEW.reader_id, OLD.reader_id));
    END IF;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER acc_zone_renamed AFTER UPDATE OF name ON acc_zone FOR EACH ROW EXECUTE FUNCTION acc_zone_changed()`,
  `CREATE TRIGGER acc_zone_reader_changed AFTER INSERT OR UPDATE OR DELETE ON acc_zone_reader
   FOR EACH ROW EXECUTE FUNCTION acc_zone_changed()`,

  // The newest passage, or correction, of a person at a zone. Only a newer one takes its place, so late and repeated
  // uploads leave it right.
  `CREATE TABLE acc_zone_presence (
    zone_id text, pin text, inside boolean NOT NULL, at timestamptz NOT NULL, event_id uuid NOT NULL,
    PRIMARY KEY (zone_id, pin)
  )`,
  // When a person was deleted: until then nobody of that pin is inside anything.
  `CREATE TABLE acc_zone_left (pin text PRIMARY KEY, at timestamptz NOT NULL)`,
  `CREATE FUNCTION acc_zone_person_gone() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO acc_zone_left (pin, at) SELECT OLD.pin, clock_timestamp() WHERE EXISTS (SELECT 1 FROM acc_zone)
    ON CONFLICT (pin) DO UPDATE SET at = excluded.at;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER acc_zone_person_gone AFTER DELETE ON person FOR EACH ROW EXECUTE FUNCTION acc_zone_person_gone()`,

  // Moves that are not folded yet. No clock is trusted further than the moment of receipt.
  `CREATE VIEW acc_zone_uncounted AS
    SELECT u.position, m.zone_id, u.pin, m.inside,
      CASE WHEN e.doubtful THEN e.received_at ELSE least(e.happened_at, e.received_at) END AS at, e.id AS event_id
    FROM event_uncounted u
    JOIN event e ON e.event_time = u.event_time AND e.id = u.ref::uuid
    CROSS JOIN LATERAL (
      SELECT unnest(e.zones_in) AS zone_id, true AS inside UNION ALL SELECT unnest(e.zones_out), false) m
    WHERE u.zoned AND u.passage IS NOT NULL`,
  `CREATE VIEW acc_zone_inside AS
    SELECT z.id AS zone_id, z.code, z.name, m.pin, m.at
    FROM acc_zone z
    JOIN (
      SELECT DISTINCT ON (zone_id, pin) zone_id, pin, inside, at FROM (
        SELECT zone_id, pin, inside, at, event_id FROM acc_zone_presence
        UNION ALL SELECT zone_id, pin, inside, at, event_id FROM acc_zone_uncounted) a
      ORDER BY zone_id, pin, at DESC, event_id DESC) m ON m.zone_id = z.id
    WHERE m.inside AND (z.cleared_at IS NULL OR m.at > z.cleared_at)
      AND NOT EXISTS (SELECT 1 FROM acc_zone_left l WHERE l.pin = m.pin AND l.at >= m.at)`,

  // As before (see event-families.ts), with the zones.
  `CREATE OR REPLACE FUNCTION fold_event_counts(most int) RETURNS int LANGUAGE plpgsql SET enable_seqscan = off AS $$
  DECLARE reached bigint; seen int;
  BEGIN
    PERFORM 1 FROM event_counted FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN RETURN 0; END IF;
    SELECT max(w.position), count(*) INTO reached, seen FROM (
      SELECT position FROM event_uncounted ORDER BY position LIMIT most) w;
    IF seen = 0 THEN RETURN 0; END IF;

    WITH by_sn AS (
      INSERT INTO event_count_by_sn AS c (sn, family, day, n)
      SELECT sn, family, day, count(*) FROM event_uncounted_family WHERE position <= reached
      GROUP BY sn, family, day ORDER BY sn, family, day
      ON CONFLICT (sn, family, day) DO UPDATE SET n = c.n + excluded.n)
    INSERT INTO event_count_by_family AS c (family, day, n)
    SELECT family, day, count(*) FROM event_uncounted_family WHERE position <= reached
    GROUP BY family, day ORDER BY family, day
    ON CONFLICT (family, day) DO UPDATE SET n = c.n + excluded.n;

    INSERT INTO event_count_by_pin AS c (pin, family, day, n)
    SELECT pin, family, day, count(*) FROM event_uncounted_family WHERE position <= reached AND pin <> ''
    GROUP BY pin, family, day ORDER BY pin, family, day
    ON CONFLICT (pin, family, day) DO UPDATE SET n = c.n + excluded.n;

    INSERT INTO event_first_last AS f (pin, day, passage, first_time, first_id, last_time, last_id)
    SELECT pin, day, passage, min(event_time), min(ref COLLATE "C")::uuid, max(event_time), max(ref COLLATE "C")::uuid
    FROM event_uncounted
    WHERE position <= reached AND passage IS NOT NULL AND module = 'acc' AND pin <> ''
    GROUP BY pin, day, passage ORDER BY pin, day, passage
    ON CONFLICT (pin, day, passage) DO UPDATE SET
      first_time = least(f.first_time, excluded.first_time), first_id = least(f.first_id, excluded.first_id),
      last_time = greatest(f.last_time, excluded.last_time), last_id = greatest(f.last_id, excluded.last_id);

    INSERT INTO acc_zone_presence AS p (zone_id, pin, inside, at, event_id)
    SELECT DISTINCT ON (zone_id, pin) zone_id, pin, inside, at, event_id FROM acc_zone_uncounted
    WHERE position <= reached ORDER BY zone_id, pin, at DESC, event_id DESC
    ON CONFLICT (zone_id, pin) DO UPDATE SET inside = excluded.inside, at = excluded.at, event_id = excluded.event_id
    WHERE (excluded.at, excluded.event_id) > (p.at, p.event_id);

    UPDATE event_counted SET position = reached;
    RETURN seen;
  END $$`,
];
