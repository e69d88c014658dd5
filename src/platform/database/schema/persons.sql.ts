/** The query that the facade uses most: people by pin, many at once. */
export const persons = [
  // A function, because its plan is kept: planning costs more than the query itself. The plan always uses look-ups,
  // whatever the statistics say, because a call asks for few pins. Only levels of access control are returned: people
  // have other levels, too.
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
