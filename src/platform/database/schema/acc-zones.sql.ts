/** Who is in which access zone. */
export const accZones = [
  // Gateways keep devices in memory, together with the zones of their readers.
  `CREATE OR REPLACE FUNCTION acc_zone_changed() RETURNS trigger LANGUAGE plpgsql AS $$
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
  `CREATE OR REPLACE TRIGGER acc_zone_renamed AFTER UPDATE OF name ON acc_zone FOR EACH ROW EXECUTE FUNCTION acc_zone_changed()`,
  `CREATE OR REPLACE TRIGGER acc_zone_reader_changed AFTER INSERT OR UPDATE OR DELETE ON acc_zone_reader
   FOR EACH ROW EXECUTE FUNCTION acc_zone_changed()`,

  `CREATE OR REPLACE FUNCTION acc_zone_person_gone() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO acc_zone_left (pin, at) SELECT OLD.pin, clock_timestamp() WHERE EXISTS (SELECT 1 FROM acc_zone)
    ON CONFLICT (pin) DO UPDATE SET at = excluded.at;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER acc_zone_person_gone AFTER DELETE ON person FOR EACH ROW EXECUTE FUNCTION acc_zone_person_gone()`,

  // Moves that are not folded yet; an event has zones only where somebody passed. A time after the moment of receipt is not believed.
  `CREATE OR REPLACE VIEW acc_zone_uncounted AS
    SELECT u.position, m.zone_id, u.pin, m.inside,
      CASE WHEN e.doubtful THEN e.received_at ELSE least(e.happened_at, e.received_at) END AS at, e.id AS event_id
    FROM event_uncounted u
    JOIN event e ON e.event_time = u.event_time AND e.id = u.ref::uuid
    CROSS JOIN LATERAL (
      SELECT unnest(e.zones_in) AS zone_id, true AS inside UNION ALL SELECT unnest(e.zones_out), false) m
    WHERE u.zoned`,

  `CREATE OR REPLACE VIEW acc_zone_inside AS
    SELECT z.id AS zone_id, z.code, z.name, m.pin, m.at
    FROM acc_zone z
    JOIN (
      SELECT DISTINCT ON (zone_id, pin) zone_id, pin, inside, at FROM (
        SELECT zone_id, pin, inside, at, event_id FROM acc_zone_presence
        UNION ALL SELECT zone_id, pin, inside, at, event_id FROM acc_zone_uncounted) a
      ORDER BY zone_id, pin, at DESC, event_id DESC) m ON m.zone_id = z.id
    WHERE m.inside AND (z.cleared_at IS NULL OR m.at > z.cleared_at)
      AND NOT EXISTS (SELECT 1 FROM acc_zone_left l WHERE l.pin = m.pin AND l.at >= m.at)`,
];
