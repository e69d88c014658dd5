/**
 * As before (see department-levels.ts), but who leaves a department waits for a change of its levels, too: levels that it
 * is given at that moment would go along. Both departments are locked in one order.
 */
export const departmentMoves = [
  `CREATE OR REPLACE FUNCTION person_inherits() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND NEW.department_id = OLD.department_id AND NEW.temporary = OLD.temporary THEN
      RETURN NULL;
    END IF;
    PERFORM 1 FROM department
    WHERE id = NEW.department_id OR (TG_OP = 'UPDATE' AND id = OLD.department_id) ORDER BY id FOR KEY SHARE;
    DELETE FROM acc_level_person WHERE person_id = NEW.id AND inherited AND NOT granted;
    UPDATE acc_level_person SET inherited = false WHERE person_id = NEW.id AND inherited;
    INSERT INTO acc_level_person (level_id, person_id, granted, inherited)
    SELECT level_id, NEW.id, false, true FROM department_level
    WHERE department_id = NEW.department_id AND NOT NEW.temporary ORDER BY level_id
    ON CONFLICT (level_id, person_id) DO UPDATE SET inherited = true;
    RETURN NULL;
  END $$`,
];
