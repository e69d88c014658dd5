/** Where levels lead, and who gets a level from the department. */
export const levels = [
  // Where levels lead, and on which device: to a gate through its locks, which its controller calls doors. Queries name
  // a level or a device, and both can be searched in each part.
  `CREATE OR REPLACE VIEW level_place AS
     SELECT l.level_id, 'door' AS kind, d.device_sn AS sn, d.number FROM acc_level_door l JOIN door d ON d.id = l.door_id
     UNION ALL SELECT l.level_id, 'floor', f.device_sn, f.number FROM acc_level_floor l JOIN floor f ON f.id = l.floor_id
     UNION ALL SELECT l.level_id, 'gate', g.device_sn, d.number FROM acc_level_gate l JOIN gate g ON g.id = l.gate_id
       LEFT JOIN door d ON d.device_sn = g.device_sn AND d.number IN (g.entry_lock, g.exit_lock)`,

  // This is a trigger because a person's department is written in many places. Visitors get no levels of a department.
  // The lock is the same that a change of the department's levels takes. Leaving a department waits for such a change,
  // too: otherwise levels that the department gets at that moment would stay with the person. Both departments are
  // locked in one order.
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
  `CREATE OR REPLACE TRIGGER person_inherits AFTER INSERT OR UPDATE OF department_id, temporary ON person
   FOR EACH ROW EXECUTE FUNCTION person_inherits()`,
];
