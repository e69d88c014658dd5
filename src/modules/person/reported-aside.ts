/** Whether the report of user `u` by a device differs from person `p`. QR codes, which end soon, are nobody's card. */
export const otherCard = `(u.card_no <> '' AND NOT EXISTS (SELECT 1 FROM card c WHERE c.card_no = u.card_no AND c.person_id = p.id)
  AND NOT EXISTS (SELECT 1 FROM qr_code q WHERE q.card_no = u.card_no))`;
export const otherPassword = `(u.password_hash IS NOT NULL AND u.password_hash IS DISTINCT FROM p.person_pwd_hash)`;
/** Devices cut names, and have no last names. */
export const otherName = `(u.name <> '' AND NOT starts_with(lower(concat_ws(' ', nullif(p.name, ''), nullif(p.last_name, ''))), lower(u.name)))`;
