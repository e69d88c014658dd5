import { unlessResealing } from './row-versions.sql.js';

/** The triggers that call `feed_<table>` once a statement, with the rows as they are (fresh) and were (stale). */
const perStatement = (table: string) => [
  `CREATE OR REPLACE TRIGGER feed_${table}_added AFTER INSERT ON ${table} REFERENCING NEW TABLE AS fresh
   FOR EACH STATEMENT EXECUTE FUNCTION feed_${table}()`,
  `CREATE OR REPLACE TRIGGER feed_${table}_changed AFTER UPDATE ON ${table} REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
   FOR EACH STATEMENT EXECUTE FUNCTION feed_${table}()`,
  `CREATE OR REPLACE TRIGGER feed_${table}_deleted AFTER DELETE ON ${table} REFERENCING OLD TABLE AS stale
   FOR EACH STATEMENT EXECUTE FUNCTION feed_${table}()`,
];

/** Fields of a person by their names in the admin API, with the columns that they are kept in. */
const personFields = {
  name: ['name'],
  lastName: ['last_name'],
  deptCode: ['department_id'],
  gender: ['gender'],
  birthday: ['birthday'],
  certType: ['cert_type'],
  certNumber: ['cert_number'],
  email: ['email'],
  mobilePhone: ['mobile_phone'],
  hireDate: ['hire_date'],
  ssn: ['ssn'],
  carPlate: ['car_plate'],
  isDisabled: ['is_disabled'],
  isSendMail: ['is_send_mail'],
  personPwd: ['person_pwd_hash'],
  accStartTime: ['acc_start_time'],
  accEndTime: ['acc_end_time'],
  privilege: ['privilege'],
  extendedPass: ['extended_pass'],
  temporary: ['temporary'],
  verifyMode: ['verify_mode'],
  leaveDate: ['leave_date'],
  leaveType: ['leave_type'],
  photo: ['photo_name', 'photo_at'],
} as const;

/** Names of those that differ between the rows `n` and `o`: what they hold is not told. */
const changedFields = `to_jsonb(array_remove(ARRAY[${Object.entries(personFields)
  .map(([field, columns]) => {
    const differ = columns.map((column) => `n.${column} IS DISTINCT FROM o.${column}`).join(' OR ');
    return `CASE WHEN ${differ} THEN '${field}' END`;
  })
  .join(', ')}], NULL))`;

/**
 * Changes of people, devices and visits, and passages of cars, whatever code writes them. A trigger in the middle of a transaction cannot take
 * the feed's lock, which is taken last. So changes wait in a table of their own until somebody gives them places.
 */
export const feedChanges = [
  // A person may leave a department: whoever sees the one or the other is told. Visitors are told of as visits. People are
  // imported by thousands, so it is one statement for all rows of a statement.
  `CREATE OR REPLACE FUNCTION feed_person() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${unlessResealing('NULL')}
    IF TG_OP = 'UPDATE' THEN
      INSERT INTO feed_pending (kind, sn, ref, detail)
      SELECT 'person', '', n.pin, jsonb_build_object('what', 'changed', 'fields', ${changedFields}, 'departments',
        coalesce((SELECT jsonb_agg(code) FROM department WHERE id IN (n.department_id, o.department_id)), '[]'))
      FROM fresh n JOIN stale o USING (id) WHERE NOT n.is_visitor AND n *<> o;
    ELSIF TG_OP = 'INSERT' THEN
      INSERT INTO feed_pending (kind, sn, ref, detail)
      SELECT 'person', '', n.pin, jsonb_build_object('what', 'added', 'departments',
        CASE WHEN d.code IS NULL THEN '[]' ELSE jsonb_build_array(d.code) END)
      FROM fresh n LEFT JOIN department d ON d.id = n.department_id WHERE NOT n.is_visitor;
    ELSE
      INSERT INTO feed_pending (kind, sn, ref, detail)
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
    INSERT INTO feed_pending (kind, sn, ref, detail)
    SELECT 'person', '', p.pin, jsonb_build_object('what', 'changed', 'fields', '["cards"]'::jsonb,
      'departments', jsonb_build_array(d.code))
    FROM person p JOIN department d ON d.id = p.department_id
    WHERE NOT p.is_visitor AND p.id = ANY(holders);
    RETURN NULL;
  END $$`,
  ...perStatement('card'),

  `CREATE OR REPLACE FUNCTION feed_device() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO feed_pending (kind, sn, ref, detail)
    SELECT 'device', s.sn, s.sn, jsonb_build_object(
      'what', CASE TG_OP WHEN 'INSERT' THEN 'added' WHEN 'DELETE' THEN 'deleted' ELSE 'changed' END,
      'status', s.status)
    FROM (SELECT (CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END).*) s;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER feed_device AFTER INSERT OR DELETE ON device FOR EACH ROW EXECUTE FUNCTION feed_device()`,
  // What is written with every call of a device is no change.
  `CREATE OR REPLACE TRIGGER feed_device_changed AFTER UPDATE ON device FOR EACH ROW
   WHEN (OLD.updated_at IS DISTINCT FROM NEW.updated_at) EXECUTE FUNCTION feed_device()`,

  `CREATE OR REPLACE FUNCTION feed_visit() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${unlessResealing('NULL')}
    INSERT INTO feed_pending (kind, sn, ref, detail)
    SELECT 'visit', '', v.id, jsonb_build_object('pin', v.pin, 'what', CASE TG_OP WHEN 'INSERT' THEN 'added'
      WHEN 'DELETE' THEN 'deleted' ELSE CASE WHEN OLD.exit_time IS NULL AND NEW.exit_time IS NOT NULL THEN 'ended'
      ELSE 'changed' END END)
    FROM (SELECT (CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END).*) v;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER feed_visit AFTER INSERT OR UPDATE OR DELETE ON visit FOR EACH ROW
   EXECUTE FUNCTION feed_visit()`,

  `CREATE OR REPLACE FUNCTION feed_parking() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO feed_pending (kind, sn, ref, detail)
    SELECT 'parking', '', NEW.id, jsonb_build_object('direction', NEW.direction, 'channelId', NEW.channel_id,
      'pin', NEW.pin, 'time', NEW.time);
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER feed_parking AFTER INSERT ON parking_record FOR EACH ROW EXECUTE FUNCTION feed_parking()`,
];
