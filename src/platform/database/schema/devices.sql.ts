import { unlessResealing } from './row-versions.sql.js';

/**
 * A device that this transaction has changed already need not be changed once more for each of its doors and readers:
 * others see all of it at the commit.
 */
const notYet = 'NOT (xmin = pg_current_xact_id()::xid AND updated_at >= now())';

/** How gateways notice that a device, its parts or its area have changed. */
export const devices = [
  // Gateways keep devices in memory and find changed ones by updated_at, whoever changed them.
  `CREATE OR REPLACE FUNCTION device_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    same device := OLD;
  BEGIN
    IF NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN
      NEW.updated_at := clock_timestamp();
    ELSE
      same.last_seen_at := NEW.last_seen_at;
      same.last_event_index := NEW.last_event_index;
      same.last_event_time := NEW.last_event_time;
      -- Byte by byte: as JSON, the comparison would cost six times the update itself.
      IF same *<> NEW THEN
        NEW.updated_at := clock_timestamp();
      END IF;
    END IF;
    RETURN NEW;
  END $$`,
  `CREATE OR REPLACE TRIGGER device_changed BEFORE UPDATE ON device FOR EACH ROW EXECUTE FUNCTION device_changed()`,

  // When a device last called changes too often for its wide row. A gateway of a release before still writes it there.
  `CREATE OR REPLACE FUNCTION device_seen_at() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO device_seen AS s (sn, seen_at) VALUES (NEW.sn, NEW.last_seen_at)
    ON CONFLICT (sn) DO UPDATE SET seen_at = excluded.seen_at WHERE s.seen_at IS DISTINCT FROM excluded.seen_at;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER device_seen_at AFTER INSERT OR UPDATE OF last_seen_at ON device
   FOR EACH ROW EXECUTE FUNCTION device_seen_at()`,

  `CREATE OR REPLACE FUNCTION device_part_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${unlessResealing('NULL')}
    IF TG_TABLE_NAME = 'door' THEN
      UPDATE device SET updated_at = clock_timestamp() WHERE sn = coalesce(NEW.device_sn, OLD.device_sn) AND ${notYet};
    ELSIF TG_TABLE_NAME = 'reader' THEN
      UPDATE device SET updated_at = clock_timestamp()
      WHERE sn = (SELECT device_sn FROM door WHERE id = coalesce(NEW.door_id, OLD.door_id)) AND ${notYet};
    ELSE
      UPDATE device SET updated_at = clock_timestamp() WHERE area_code = NEW.code;
    END IF;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER door_changed AFTER INSERT OR UPDATE OR DELETE ON door
   FOR EACH ROW EXECUTE FUNCTION device_part_changed()`,
  `CREATE OR REPLACE TRIGGER reader_changed AFTER INSERT OR UPDATE OR DELETE ON reader
   FOR EACH ROW EXECUTE FUNCTION device_part_changed()`,
  `CREATE OR REPLACE TRIGGER area_renamed AFTER UPDATE ON area FOR EACH ROW EXECUTE FUNCTION device_part_changed()`,

  `CREATE OR REPLACE FUNCTION device_removed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO device_removed (sn) VALUES (OLD.sn);
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER device_removed AFTER DELETE ON device FOR EACH ROW EXECUTE FUNCTION device_removed()`,

  // Gateways keep the names of event points in memory, so a change of a point is a change of its device.
  `CREATE OR REPLACE FUNCTION aux_point_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE device SET updated_at = clock_timestamp() WHERE sn = coalesce(NEW.device_sn, OLD.device_sn) AND ${notYet};
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER aux_input_changed AFTER INSERT OR UPDATE OR DELETE ON aux_input
   FOR EACH ROW EXECUTE FUNCTION aux_point_changed()`,
  `CREATE OR REPLACE TRIGGER aux_output_changed AFTER INSERT OR UPDATE OR DELETE ON aux_output
   FOR EACH ROW EXECUTE FUNCTION aux_point_changed()`,
  // Gateways keep the names of floors and gates in memory, so a change of one is a change of its device.
  `CREATE OR REPLACE TRIGGER floor_changed AFTER INSERT OR UPDATE OR DELETE ON floor
   FOR EACH ROW EXECUTE FUNCTION aux_point_changed()`,
  `CREATE OR REPLACE TRIGGER gate_changed AFTER INSERT OR UPDATE OR DELETE ON gate
   FOR EACH ROW EXECUTE FUNCTION aux_point_changed()`,
];
