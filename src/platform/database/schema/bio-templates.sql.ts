/** What happens to templates that are replaced or deleted. */
export const bioTemplates = [
  `CREATE OR REPLACE FUNCTION bio_template_gone() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND NEW.hash = OLD.hash THEN RETURN NULL; END IF;
    INSERT INTO bio_tombstone AS t (pin, kind, bio_type, no, index, major_ver, hash, removed)
    SELECT p.pin, OLD.kind, OLD.bio_type, OLD.no, OLD.index, OLD.major_ver, OLD.hash, TG_OP = 'DELETE'
    FROM person p WHERE p.id = OLD.person_id
    ON CONFLICT (pin, kind, bio_type, no, index, major_ver, hash)
      DO UPDATE SET at = now(), removed = t.removed OR excluded.removed;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER bio_template_gone AFTER UPDATE OR DELETE ON bio_template
   FOR EACH ROW EXECUTE FUNCTION bio_template_gone()`,

  // Runs before the person is deleted, so that the pin is still known.
  `CREATE OR REPLACE FUNCTION person_bio_gone() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM bio_template WHERE person_id = OLD.id;
    RETURN OLD;
  END $$`,
  `CREATE OR REPLACE TRIGGER person_bio_gone BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION person_bio_gone()`,
];
