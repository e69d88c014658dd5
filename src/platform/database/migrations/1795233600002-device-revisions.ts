import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `ALTER TABLE device ADD COLUMN last_event_time text, ADD COLUMN extra_users int,
     ADD COLUMN existing_done boolean NOT NULL DEFAULT false, ADD COLUMN setup_at timestamptz,
     ADD COLUMN synced_as text`,

  // Replicas keep devices in memory and find the changed ones by updated_at, whoever changed them and however.
  `CREATE FUNCTION device_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF (to_jsonb(NEW) - '{last_seen_at,last_event_index,last_event_time,updated_at}'::text[])
      IS DISTINCT FROM (to_jsonb(OLD) - '{last_seen_at,last_event_index,last_event_time,updated_at}'::text[])
      OR NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN
      NEW.updated_at := clock_timestamp();
    END IF;
    RETURN NEW;
  END $$`,
  `CREATE TRIGGER device_changed BEFORE UPDATE ON device FOR EACH ROW EXECUTE FUNCTION device_changed()`,

  `CREATE FUNCTION device_part_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_TABLE_NAME = 'door' THEN
      UPDATE device SET updated_at = clock_timestamp() WHERE sn = coalesce(NEW.device_sn, OLD.device_sn);
    ELSIF TG_TABLE_NAME = 'reader' THEN
      UPDATE device SET updated_at = clock_timestamp()
      WHERE sn = (SELECT device_sn FROM door WHERE id = coalesce(NEW.door_id, OLD.door_id));
    ELSE
      UPDATE device SET updated_at = clock_timestamp() WHERE area_code = NEW.code;
    END IF;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER door_changed AFTER INSERT OR UPDATE OR DELETE ON door
   FOR EACH ROW EXECUTE FUNCTION device_part_changed()`,
  `CREATE TRIGGER reader_changed AFTER INSERT OR UPDATE OR DELETE ON reader
   FOR EACH ROW EXECUTE FUNCTION device_part_changed()`,
  `CREATE TRIGGER area_renamed AFTER UPDATE ON area FOR EACH ROW EXECUTE FUNCTION device_part_changed()`,

  `CREATE TABLE device_removed (sn text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  `CREATE INDEX device_removed_by_time ON device_removed (at)`,
  `CREATE FUNCTION device_removed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO device_removed (sn) VALUES (OLD.sn);
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER device_removed AFTER DELETE ON device FOR EACH ROW EXECUTE FUNCTION device_removed()`,
];

/** How gateways notice that a device, its doors, readers or area changed. */
export class DeviceRevisions1795233600002 implements MigrationInterface {
  name = 'DeviceRevisions1795233600002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
