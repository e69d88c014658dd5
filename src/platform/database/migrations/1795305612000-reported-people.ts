import type { MigrationInterface, QueryRunner } from 'typeorm';

const steps = [
  `ALTER TABLE device ADD COLUMN learns text NOT NULL DEFAULT 'fill'`,
  // Sealed, and by the hash that persons have of theirs; dismissed = what an operator does not want to see again.
  `ALTER TABLE device_user ADD COLUMN password bytea, ADD COLUMN password_hash text,
     ADD COLUMN dismissed text[] NOT NULL DEFAULT '{}'`,
  // Cards that were taken from somebody: a device that still tells of one does not bring it back.
  `CREATE TABLE card_tombstone (
    pin text NOT NULL, card_no text NOT NULL, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (pin, card_no)
  )`,
  `CREATE INDEX card_tombstone_by_time ON card_tombstone (at)`,
  `CREATE FUNCTION card_gone() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO card_tombstone (pin, card_no) SELECT p.pin, g.card_no FROM gone g JOIN person p ON p.id = g.person_id
    ORDER BY p.pin, g.card_no ON CONFLICT (pin, card_no) DO UPDATE SET at = now();
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER card_gone AFTER DELETE ON card REFERENCING OLD TABLE AS gone
   FOR EACH STATEMENT EXECUTE FUNCTION card_gone()`,
  `CREATE FUNCTION card_given() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM card_tombstone t USING given g JOIN person p ON p.id = g.person_id
    WHERE t.pin = p.pin AND t.card_no = g.card_no;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER card_given AFTER INSERT ON card REFERENCING NEW TABLE AS given
   FOR EACH STATEMENT EXECUTE FUNCTION card_given()`,
  // Before the person is gone, so that the pin can still be told.
  `CREATE FUNCTION person_cards_gone() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM card WHERE person_id = OLD.id;
    RETURN OLD;
  END $$`,
  `CREATE TRIGGER person_cards_gone BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION person_cards_gone()`,
];

/** What devices tell of people and is not learnt, and how much of it a device may teach. */
export class ReportedPeople1795305612000 implements MigrationInterface {
  name = 'ReportedPeople1795305612000';

  async up(runner: QueryRunner): Promise<void> {
    for (const step of steps) await runner.query(step);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
