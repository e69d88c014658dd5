import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE "leave_type" ("leave_type_no" text NOT NULL, "leave_type_name" text NOT NULL, CONSTRAINT "UQ_4b9ffcfcb97a48a4ed1c05a1ba8" UNIQUE ("leave_type_name"), CONSTRAINT "PK_797e6f21959a2d6eb64c5ab168d" PRIMARY KEY ("leave_type_no"))`,
  `CREATE TABLE "att_application" ("id" character varying(32) NOT NULL, "kind" text NOT NULL, "person_id" character varying(64) NOT NULL, "start_time" text NOT NULL, "end_time" text, "leave_type_no" text, "remark" text NOT NULL DEFAULT '', "leave_image_path" text NOT NULL DEFAULT '', "image_name" character varying(32), "name" text NOT NULL, "last_name" text NOT NULL, "dept_code" text NOT NULL, "dept_name" text NOT NULL, "state" text NOT NULL, "decided_by" text, "decided_at" TIMESTAMP WITH TIME ZONE, "comment" text NOT NULL DEFAULT '', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), CONSTRAINT "PK_0d471c47a9ae232043bb250260a" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_ae894b59e204f0dbb7812587c3" ON "att_application" ("person_id")`,
  `CREATE INDEX "IDX_e8a24572b69a241c64041d9322" ON "att_application" ("leave_type_no")`,
  `CREATE INDEX "IDX_42d12c4e198acb93a3b9b8a4e1" ON "att_application" ("image_name")`,
  `CREATE INDEX "IDX_5462c990bdf3e205eaf9f3d1f5" ON "att_application" ("start_time", "id") WHERE kind = 'sign' AND state = 'approved'`,
  `CREATE TABLE "leave_image" ("name" character varying(32) NOT NULL, "day" text NOT NULL, "image" bytea NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_81cade41e9d10771204cd9f2405" PRIMARY KEY ("name"))`,
  `CREATE TABLE "shift" ("id" character varying(64) NOT NULL, "name" text NOT NULL, "department_id" character varying(64) NOT NULL, "periods" jsonb NOT NULL, "breaks" jsonb NOT NULL DEFAULT '[]', "works_holidays" boolean NOT NULL DEFAULT false, CONSTRAINT "REL_a587227dfd7f665985e63cb97f" UNIQUE ("department_id"), CONSTRAINT "PK_53071a6485a1e9dc75ec3db54b9" PRIMARY KEY ("id"))`,
  `ALTER TABLE "att_application" ADD CONSTRAINT "FK_ae894b59e204f0dbb7812587c34" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "att_application" ADD CONSTRAINT "FK_e8a24572b69a241c64041d93226" FOREIGN KEY ("leave_type_no") REFERENCES "leave_type"("leave_type_no") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "shift" ADD CONSTRAINT "FK_a587227dfd7f665985e63cb97f2" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  // What is asked for most; an operator may rename them and add others.
  `INSERT INTO leave_type (leave_type_no, leave_type_name) VALUES ('L1', 'personal leave'), ('L2', 'marriage leave'),
     ('L3', 'maternity leave'), ('L4', 'sick leave'), ('L5', 'annual leave'), ('L6', 'bereavement leave')`,
  // A doctor's note goes with the application, and so with the person.
  `CREATE FUNCTION leave_image_forget() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM leave_image i WHERE i.name = OLD.image_name
      AND NOT EXISTS (SELECT 1 FROM att_application a WHERE a.image_name = OLD.image_name);
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER leave_image_forget AFTER DELETE ON att_application FOR EACH ROW
   WHEN (OLD.image_name IS NOT NULL) EXECUTE FUNCTION leave_image_forget()`,
];

/** What persons ask for about their attendance, kinds of leave, and when departments work. */
export class Attendance1795305600501 implements MigrationInterface {
  name = 'Attendance1795305600501';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
