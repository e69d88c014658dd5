/** Levels by business, and their floors and gates; the tables as TypeORM derives them from the entities. */
export const levelFamilies = [
  `CREATE TABLE "floor" ("id" character varying(64) NOT NULL, "name" text NOT NULL, "device_sn" text NOT NULL, "number" integer NOT NULL, CONSTRAINT "UQ_3ee0681db517feaf7ffc57b4651" UNIQUE ("device_sn", "number"), CONSTRAINT "PK_16a0823530c5b0dd226b8a96ee1" PRIMARY KEY ("id"))`,
  `CREATE TABLE "acc_level_floor" ("level_id" character varying(64) NOT NULL, "floor_id" character varying(64) NOT NULL, CONSTRAINT "PK_290b8cb40a0dac24cfe671c7a04" PRIMARY KEY ("level_id", "floor_id"))`,
  `CREATE INDEX "IDX_e5868873e0be6a6cedcce87e6a" ON "acc_level_floor" ("floor_id")`,
  `CREATE TABLE "acc_level_gate" ("level_id" character varying(64) NOT NULL, "gate_id" character varying(64) NOT NULL, CONSTRAINT "PK_642b27cf10abbd176305b70e9bb" PRIMARY KEY ("level_id", "gate_id"))`,
  `CREATE INDEX "IDX_cec11af11089052705412c8f97" ON "acc_level_gate" ("gate_id")`,
  `ALTER TABLE "acc_level" ADD "business" text NOT NULL DEFAULT 'acc'`,
  `ALTER TABLE "acc_level" DROP CONSTRAINT "UQ_1ffe376d59ea2da2b9c6a9388e4"`,
  `ALTER TABLE "acc_level" ADD CONSTRAINT "UQ_93ed059a7a90a24cff574dba453" UNIQUE ("business", "name")`,
  `ALTER TABLE "floor" ADD CONSTRAINT "FK_0f441437aaa9ff18aabdd628ba8" FOREIGN KEY ("device_sn") REFERENCES "device"("sn") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "acc_level_floor" ADD CONSTRAINT "FK_130f6e87e50fa5f5a5d4dd35e08" FOREIGN KEY ("level_id") REFERENCES "acc_level"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "acc_level_floor" ADD CONSTRAINT "FK_e5868873e0be6a6cedcce87e6a1" FOREIGN KEY ("floor_id") REFERENCES "floor"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "acc_level_gate" ADD CONSTRAINT "FK_6ffb29d926e1ec13d75bc024139" FOREIGN KEY ("level_id") REFERENCES "acc_level"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "acc_level_gate" ADD CONSTRAINT "FK_cec11af11089052705412c8f974" FOREIGN KEY ("gate_id") REFERENCES "gate"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,

  // Gateways keep the names of floors and gates in memory: a change of one is a change of its device.
  `CREATE TRIGGER floor_changed AFTER INSERT OR UPDATE OR DELETE ON floor
   FOR EACH ROW EXECUTE FUNCTION aux_point_changed()`,
  `CREATE TRIGGER gate_changed AFTER INSERT OR UPDATE OR DELETE ON gate
   FOR EACH ROW EXECUTE FUNCTION aux_point_changed()`,

  // Where levels lead, on which device. Asked with a level or a device in hand: both reach into each part.
  `CREATE VIEW level_place AS
     SELECT l.level_id, 'door' AS kind, d.device_sn AS sn, d.number FROM acc_level_door l JOIN door d ON d.id = l.door_id
     UNION ALL SELECT l.level_id, 'floor', f.device_sn, f.number FROM acc_level_floor l JOIN floor f ON f.id = l.floor_id
     UNION ALL SELECT l.level_id, 'gate', g.device_sn, g.number FROM acc_level_gate l JOIN gate g ON g.id = l.gate_id`,

  // As before, with the levels of access control alone: people have others, too.
  `CREATE OR REPLACE FUNCTION person_records(wanted text[], today text) RETURNS TABLE (
    id varchar, pin text, "deptCode" text, "deptName" text, name text, "lastName" text, gender text, birthday text,
    "isSendMail" boolean, "isDisabled" boolean, "mobilePhone" text, "carPlate" text, email text, ssn text,
    "accStartTime" text, "accEndTime" text, "certType" text, "certNumber" text, "hireDate" text, "photoName" text,
    "cardNo" text, "supplyCards" text, "accLevelIds" text)
  LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan SET enable_hashjoin = off
  SET enable_mergejoin = off SET enable_seqscan = off AS $$
  #variable_conflict use_column
  BEGIN
    RETURN QUERY
    SELECT p.id, p.pin, d.code, d.name, p.name, p.last_name, p.gender, p.birthday, p.is_send_mail, p.is_disabled,
      p.mobile_phone, p.car_plate, p.email, p.ssn, p.acc_start_time, p.acc_end_time, p.cert_type, p.cert_number,
      p.hire_date, p.photo_name,
      coalesce((SELECT c.card_no FROM card c WHERE c.person_id = p.id AND c.card_type = 0 LIMIT 1), ''),
      coalesce((SELECT string_agg(c.card_no, ',' ORDER BY c.position) FROM card c
        WHERE c.person_id = p.id AND c.card_type = 1), ''),
      (SELECT string_agg(m.level_id, ',' ORDER BY m.level_id) FROM acc_level_person m
        JOIN acc_level l ON l.id = m.level_id WHERE m.person_id = p.id AND l.business = 'acc')
    FROM person p JOIN department d ON d.id = p.department_id
    WHERE p.pin = ANY(wanted) AND (p.leave_date IS NULL OR p.leave_date > today);
  END $$`,
];
