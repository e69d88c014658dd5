/** Which devices a rule concerns. */
export const rules = [
  // The devices that a rule concerns: because the rule names them, or because a rule uses it that concerns them. The
  // two views do not use WITH, so that PostgreSQL can search each part for one device alone; a pair may come twice.
  `CREATE OR REPLACE VIEW access_rule_named AS
     SELECT id AS rule_id, device_sn AS sn FROM access_rule WHERE device_sn IS NOT NULL
     UNION ALL SELECT l.rule_id, d.device_sn FROM access_rule_door l JOIN door d ON d.id = l.door_id
     UNION ALL SELECT rule_id, device_sn FROM access_rule_device
     UNION ALL SELECT r.id, v.sn FROM access_rule r CROSS JOIN device v
       WHERE r.everywhere AND v.status IN ('approved', 'disabled')`,

  `CREATE OR REPLACE VIEW access_rule_on AS
   SELECT rule_id, sn FROM access_rule_named
   UNION ALL SELECT u.used_id, n.sn FROM access_rule_use u JOIN access_rule_named n ON n.rule_id = u.rule_id`,

  // When a person is removed from a rule, devices may have to hold other rows of it, for example because no first
  // person is left.
  `CREATE OR REPLACE FUNCTION access_rule_person_gone() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO change (kind, key, due_at)
    SELECT DISTINCT 'rule', sn, now() FROM access_rule_on WHERE rule_id IN (SELECT rule_id FROM gone)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER access_rule_person_gone AFTER DELETE ON access_rule_person
   REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION access_rule_person_gone()`,
];
