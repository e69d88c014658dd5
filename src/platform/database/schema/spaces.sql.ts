const standing = `JOIN space s ON s.id = r.space_id AND NOT s.disabled
     JOIN space_place p ON p.space_id = r.space_id WHERE r.cancelled_at IS NULL AND r.finished_at IS NULL`;

/** Where rooms are, and who may pass their doors when. */
export const spaces = [
  // A room that names doors of a device means these; of a device without any, all of them.
  `CREATE OR REPLACE VIEW space_place AS
     SELECT s.space_id, d.id AS door_id, d.device_sn AS sn, d.number FROM space_door s JOIN door d ON d.id = s.door_id
     UNION ALL SELECT s.space_id, d.id, d.device_sn, d.number FROM space_device s JOIN door d ON d.device_sn = s.device_sn
     WHERE NOT EXISTS (SELECT 1 FROM space_door x JOIN door y ON y.id = x.door_id
       WHERE x.space_id = s.space_id AND y.device_sn = s.device_sn)`,

  // Whoever has reserved a room takes part, named or not. From opens_at on, and at closes_at no more. Queries name a
  // person or a device, and both can be searched in each part.
  `CREATE OR REPLACE VIEW space_pass AS
     SELECT x.person_id, p.sn, p.door_id, p.number, r.id AS reservation_id, r.opens_at, r.ends_at AS closes_at
     FROM space_participant x JOIN space_reservation r ON r.id = x.reservation_id ${standing}
     UNION ALL SELECT r.applicant_id, p.sn, p.door_id, p.number, r.id, r.opens_at, r.ends_at
     FROM space_reservation r ${standing} AND r.applicant_id IS NOT NULL`,

  // Those of about now: whose clock decides, of the gateway or of the database, may be another one.
  `CREATE OR REPLACE VIEW space_pass_about_now AS SELECT * FROM space_pass
   WHERE opens_at < clock_timestamp() + interval '1 minute' AND closes_at > clock_timestamp() - interval '1 minute'`,
];
