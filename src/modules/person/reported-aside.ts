/** What a device tells of one of its users `u` is not what person `p` has. Codes for a moment are nobody's card. */
export const otherCard = `(u.card_no <> '' AND NOT EXISTS (SELECT 1 FROM card c WHERE c.card_no = u.card_no AND c.person_id = p.id)
  AND NOT EXISTS (SELECT 1 FROM qr_code q WHERE q.card_no = u.card_no))`;
export const otherPassword = `(u.password_hash IS NOT NULL AND u.password_hash IS DISTINCT FROM p.person_pwd_hash)`;
/** Devices cut names off, and know no last ones. */
export const otherName = `(u.name <> '' AND NOT starts_with(lower(concat_ws(' ', nullif(p.name, ''), nullif(p.last_name, ''))), lower(u.name)))`;
