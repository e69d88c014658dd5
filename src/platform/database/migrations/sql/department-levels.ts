/** Levels of departments, and who has which of them by it. */
export const departmentLevels = [
  `CREATE TABLE "department_level" ("department_id" character varying(64) NOT NULL, "level_id" character varying(64) NOT NULL, CONSTRAINT "PK_b25bf51e1c537bc32405cb72648" PRIMARY KEY ("department_id", "level_id"))`,
  `CREATE INDEX "IDX_d0dceb5572d8b82730bf75b076" ON "department_level" ("level_id") `,
  `ALTER TABLE "department_level" ADD CONSTRAINT "FK_10993e37ef313b9975852661439" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "department_level" ADD CONSTRAINT "FK_d0dceb5572d8b82730bf75b076f" FOREIGN KEY ("level_id") REFERENCES "acc_level"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "acc_level_person" ADD "granted" boolean NOT NULL DEFAULT true`,
  `ALTER TABLE "acc_level_person" ADD "inherited" boolean NOT NULL DEFAULT false`,

  // Here, because a person's department is written in many places. Visitors get no levels of a department. The lock is
  // the other side of the one that a change of the department's levels takes.
  `CREATE FUNCTION person_inherits() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND NEW.department_id = OLD.department_id AND NEW.temporary = OLD.temporary THEN
      RETURN NULL;
    END IF;
    PERFORM 1 FROM department WHERE id = NEW.department_id FOR KEY SHARE;
    DELETE FROM acc_level_person WHERE person_id = NEW.id AND inherited AND NOT granted;
    UPDATE acc_level_person SET inherited = false WHERE person_id = NEW.id AND inherited;
    INSERT INTO acc_level_person (level_id, person_id, granted, inherited)
    SELECT level_id, NEW.id, false, true FROM department_level
    WHERE department_id = NEW.department_id AND NOT NEW.temporary ORDER BY level_id
    ON CONFLICT (level_id, person_id) DO UPDATE SET inherited = true;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER person_inherits AFTER INSERT OR UPDATE OF department_id, temporary ON person
   FOR EACH ROW EXECUTE FUNCTION person_inherits()`,
];
