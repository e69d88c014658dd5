import { lockCall } from '../locks.js';

/** The triggers that call `feed_<table>` once a statement, with the rows as they are (fresh) and were (stale). */
const perStatement = (table: string) => [
  `CREATE OR REPLACE TRIGGER feed_${table}_added AFTER INSERT ON ${table} REFERENCING NEW TABLE AS fresh
   FOR EACH STATEMENT EXECUTE FUNCTION feed_${table}()`,
  `CREATE OR REPLACE TRIGGER feed_${table}_changed AFTER UPDATE ON ${table} REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
   FOR EACH STATEMENT EXECUTE FUNCTION feed_${table}()`,
  `CREATE OR REPLACE TRIGGER feed_${table}_deleted AFTER DELETE ON ${table} REFERENCING OLD TABLE AS stale
   FOR EACH STATEMENT EXECUTE FUNCTION feed_${table}()`,
];

/**
 * Changes of people, devices and visits, whatever code writes them. A trigger in the middle of a transaction cannot take
 * the feed's lock, which is taken last. So changes wait in a table of their own until somebody gives them places.
 */
export const feedChanges = [
  // A person may leave a department: whoever sees the one or the other is told. Visitors are told of as visits. People are
  // imported by thousands, so it is one statement for all rows of a statement.
  `CREATE OR REPLACE FUNCTION feed_person() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' THEN
      INSERT INTO feed_waiting (kind, sn, ref, detail)
      SELECT 'person', '', n.pin, jsonb_build_object('what', 'changed', 'departments',
        coalesce((SELECT jsonb_agg(code) FROM department WHERE id IN (n.department_id, o.department_id)), '[]'))
      FROM fresh n JOIN stale o USING (id) WHERE NOT n.is_visitor AND n *<> o;
    ELSIF TG_OP = 'INSERT' THEN
      INSERT INTO feed_waiting (kind, sn, ref, detail)
      SELECT 'person', '', n.pin, jsonb_build_object('what', 'added', 'departments',
        CASE WHEN d.code IS NULL THEN '[]' ELSE jsonb_build_array(d.code) END)
      FROM fresh n LEFT JOIN department d ON d.id = n.department_id WHERE NOT n.is_visitor;
    ELSE
      INSERT INTO feed_waiting (kind, sn, ref, detail)
      SELECT 'person', '', o.pin, jsonb_build_object('what', 'deleted', 'departments',
        CASE WHEN d.code IS NULL THEN '[]' ELSE jsonb_build_array(d.code) END)
      FROM stale o LEFT JOIN department d ON d.id = o.department_id WHERE NOT o.is_visitor;
    END IF;
    RETURN NULL;
  END $$`,
  ...perStatement('person'),

  // Cards that go with their person tell nothing: the person is gone already.
  `CREATE OR REPLACE FUNCTION feed_card() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE holders varchar[] := '{}';
  BEGIN
    IF TG_OP <> 'DELETE' THEN holders := ARRAY(SELECT person_id FROM fresh); END IF;
    IF TG_OP <> 'INSERT' THEN holders := holders || ARRAY(SELECT person_id FROM stale); END IF;
    INSERT INTO feed_waiting (kind, sn, ref, detail)
    SELECT 'person', '', p.pin, jsonb_build_object('what', 'changed', 'departments', jsonb_build_array(d.code))
    FROM person p JOIN department d ON d.id = p.department_id
    WHERE NOT p.is_visitor AND p.id = ANY(holders);
    RETURN NULL;
  END $$`,
  ...perStatement('card'),

  `CREATE OR REPLACE FUNCTION feed_device() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO feed_waiting (kind, sn, ref, detail)
    SELECT 'device', s.sn, s.sn, jsonb_build_object(
      'what', CASE TG_OP WHEN 'INSERT' THEN 'added' WHEN 'DELETE' THEN 'deleted' ELSE 'changed' END)
    FROM (SELECT CASE WHEN TG_OP = 'DELETE' THEN OLD.sn ELSE NEW.sn END AS sn) s;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER feed_device AFTER INSERT OR DELETE ON device FOR EACH ROW EXECUTE FUNCTION feed_device()`,
  // What is written with every call of a device is no change.
  `CREATE OR REPLACE TRIGGER feed_device_changed AFTER UPDATE ON device FOR EACH ROW
   WHEN (OLD.updated_at IS DISTINCT FROM NEW.updated_at) EXECUTE FUNCTION feed_device()`,

  `CREATE OR REPLACE FUNCTION feed_visit() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO feed_waiting (kind, sn, ref, detail)
    SELECT 'visit', '', CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END, jsonb_build_object(
      'what', CASE TG_OP WHEN 'INSERT' THEN 'added' WHEN 'DELETE' THEN 'deleted' ELSE 'changed' END);
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER feed_visit AFTER INSERT OR UPDATE OR DELETE ON visit FOR EACH ROW
   EXECUTE FUNCTION feed_visit()`,

  // Gives places to what waits, the oldest first, and says how many rows that were. Changes of one thing that wait
  // together become one entry. What is done meanwhile by others waits for the next call.
  `CREATE OR REPLACE FUNCTION feed_take_waiting(most int) RETURNS int LANGUAGE plpgsql AS $$
  DECLARE taken int;
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM feed_waiting) THEN RETURN 0; END IF;
    PERFORM ${lockCall('feed')};
    WITH gone AS (
      DELETE FROM feed_waiting WHERE id IN (SELECT id FROM feed_waiting ORDER BY id LIMIT most) RETURNING *),
    told AS (SELECT max(id) AS id, kind, sn, ref, detail FROM gone GROUP BY kind, sn, ref, detail),
    placed AS (
      INSERT INTO feed (position, kind, sn, ref, detail)
      SELECT nextval('feed_position'), t.kind, t.sn, t.ref, t.detail FROM (SELECT * FROM told ORDER BY id) t)
    SELECT count(*) INTO taken FROM gone;
    RETURN taken;
  END $$`,
];
