import { lockCall } from '../locks.js';

/**
 * Changes of people, devices and visits, whatever code writes them. A trigger in the middle of a transaction cannot take
 * the feed's lock, which is taken last. So changes wait in a table of their own until somebody gives them places.
 */
export const feedChanges = [
  // A person may leave a department: whoever sees the one or the other is told. Visitors are told of as visits.
  `CREATE OR REPLACE FUNCTION feed_person() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    told person := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    before varchar := CASE WHEN TG_OP <> 'INSERT' THEN OLD.department_id END;
  BEGIN
    IF told.is_visitor THEN RETURN NULL; END IF;
    INSERT INTO feed_waiting (kind, sn, ref, detail) SELECT 'person', '', told.pin, jsonb_build_object(
      'what', CASE TG_OP WHEN 'INSERT' THEN 'added' WHEN 'DELETE' THEN 'deleted' ELSE 'changed' END,
      'departments', coalesce((SELECT jsonb_agg(code) FROM department WHERE id IN (told.department_id, before)), '[]'));
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER feed_person AFTER INSERT OR DELETE ON person FOR EACH ROW EXECUTE FUNCTION feed_person()`,
  `CREATE OR REPLACE TRIGGER feed_person_changed AFTER UPDATE ON person FOR EACH ROW WHEN (OLD *<> NEW)
   EXECUTE FUNCTION feed_person()`,

  // Cards that go with their person tell nothing: the person is gone already.
  `CREATE OR REPLACE FUNCTION feed_card() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO feed_waiting (kind, sn, ref, detail)
    SELECT 'person', '', p.pin, jsonb_build_object('what', 'changed', 'departments', jsonb_build_array(d.code))
    FROM person p JOIN department d ON d.id = p.department_id
    WHERE NOT p.is_visitor
      AND (p.id = CASE WHEN TG_OP <> 'DELETE' THEN NEW.person_id END
        OR p.id = CASE WHEN TG_OP <> 'INSERT' THEN OLD.person_id END);
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER feed_card AFTER INSERT OR UPDATE OR DELETE ON card FOR EACH ROW EXECUTE FUNCTION feed_card()`,

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
