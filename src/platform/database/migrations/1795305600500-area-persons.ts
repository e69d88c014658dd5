import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE "area_person" ("area_code" text NOT NULL, "module" text NOT NULL, "person_id" character varying(64) NOT NULL, CONSTRAINT "PK_6ce16f62b148eb200bdfbc38c66" PRIMARY KEY ("area_code", "module", "person_id"))`,
  `CREATE INDEX "IDX_279ef417259144a7b99d4bd853" ON "area_person" ("person_id")`,
  `CREATE TABLE "module_person" ("person_id" character varying(64) NOT NULL, "module" text NOT NULL, "privilege" integer, "verify_mode" integer, "is_attendance" boolean, "category" integer, CONSTRAINT "PK_d88b3ea7c2cefc396ec193042e5" PRIMARY KEY ("person_id", "module"))`,
  `CREATE INDEX "IDX_984305c4b456e26e5600933940" ON "device" ("area_code", "module")`,
  `ALTER TABLE "area_person" ADD CONSTRAINT "FK_91051d68c258d01ae9800d84fd1" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "area_person" ADD CONSTRAINT "FK_279ef417259144a7b99d4bd8536" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "module_person" ADD CONSTRAINT "FK_d00269f3235553101e9b6a3354d" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
];

/** Whom the terminals of an area know, and what a person is on the terminals of one business. */
export class AreaPersons1795305600500 implements MigrationInterface {
  name = 'AreaPersons1795305600500';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
