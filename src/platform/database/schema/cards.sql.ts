/** What happens to cards that are taken from a person. */
export const cards = [
  `CREATE OR REPLACE FUNCTION card_gone() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO card_tombstone (pin, card_no) SELECT p.pin, g.card_no FROM gone g JOIN person p ON p.id = g.person_id
    ORDER BY p.pin, g.card_no ON CONFLICT (pin, card_no) DO UPDATE SET at = now();
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER card_gone AFTER DELETE ON card REFERENCING OLD TABLE AS gone
   FOR EACH STATEMENT EXECUTE FUNCTION card_gone()`,

  `CREATE OR REPLACE FUNCTION card_given() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM card_tombstone t USING given g JOIN person p ON p.id = g.person_id
    WHERE t.pin = p.pin AND t.card_no = g.card_no;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER card_given AFTER INSERT ON card REFERENCING NEW TABLE AS given
   FOR EACH STATEMENT EXECUTE FUNCTION card_given()`,

  // Runs before the person is deleted, so that the pin is still known.
  `CREATE OR REPLACE FUNCTION person_cards_gone() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM card WHERE person_id = OLD.id;
    RETURN OLD;
  END $$`,
  `CREATE OR REPLACE TRIGGER person_cards_gone BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION person_cards_gone()`,
];
