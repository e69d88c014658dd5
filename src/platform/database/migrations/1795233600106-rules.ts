import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ruleViews } from './sql/rules.js';

const statements = [
  `CREATE TABLE "access_rule" ("id" character varying(64) NOT NULL, "kind" text NOT NULL, "number" integer, "device_sn" text, "everywhere" boolean NOT NULL DEFAULT false, "time_zone_id" integer, "facts" jsonb NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_0dcf6f12463394723bfacae31a0" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_277e3d47cd743feb129cd36279" ON "access_rule" ("kind")`,
  `CREATE INDEX "IDX_e35c36bc63127d7cd17db3e634" ON "access_rule" ("device_sn")`,
  `CREATE INDEX "IDX_41732bc3d326780d0c3a7c295e" ON "access_rule" ("time_zone_id")`,
  `CREATE TABLE "access_rule_device" ("rule_id" character varying(64) NOT NULL, "device_sn" text NOT NULL, CONSTRAINT "PK_54659b7faadb162d28bb063ffe3" PRIMARY KEY ("rule_id", "device_sn"))`,
  `CREATE INDEX "IDX_f06903881444814f41f05d75d2" ON "access_rule_device" ("device_sn")`,
  `CREATE TABLE "access_rule_door" ("rule_id" character varying(64) NOT NULL, "door_id" character varying(64) NOT NULL, CONSTRAINT "PK_64caa688a045d70b4f2debd5ceb" PRIMARY KEY ("rule_id", "door_id"))`,
  `CREATE INDEX "IDX_f8dba368ffdf1ce4aa1b71f4c3" ON "access_rule_door" ("door_id")`,
  `CREATE TABLE "access_rule_person" ("rule_id" character varying(64) NOT NULL, "person_id" character varying(64) NOT NULL, CONSTRAINT "PK_e47838be94bfe4a9efb8485c09f" PRIMARY KEY ("rule_id", "person_id"))`,
  `CREATE INDEX "IDX_eb6f4c0cb10d366447f81ed17c" ON "access_rule_person" ("person_id")`,
  `CREATE TABLE "access_rule_use" ("rule_id" character varying(64) NOT NULL, "used_id" character varying(64) NOT NULL, CONSTRAINT "PK_6a2c7d4eaef89ca5fde7f8f77e8" PRIMARY KEY ("rule_id", "used_id"))`,
  `CREATE INDEX "IDX_6bed4a8fbe40f9d363257fc247" ON "access_rule_use" ("used_id")`,
  `ALTER TABLE "person" ADD "extended_pass" boolean NOT NULL DEFAULT false`,
  `ALTER TABLE "person" ADD "temporary" boolean NOT NULL DEFAULT false`,
  `ALTER TABLE "person" ADD "verify_mode" integer`,
  `ALTER TABLE "reader" ADD "settings" jsonb NOT NULL DEFAULT '{}'`,
  `ALTER TABLE "access_rule" ADD CONSTRAINT "FK_e35c36bc63127d7cd17db3e634f" FOREIGN KEY ("device_sn") REFERENCES "device"("sn") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "access_rule" ADD CONSTRAINT "FK_41732bc3d326780d0c3a7c295e9" FOREIGN KEY ("time_zone_id") REFERENCES "time_zone"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "access_rule_device" ADD CONSTRAINT "FK_15bad0026f1170a621190277eb8" FOREIGN KEY ("rule_id") REFERENCES "access_rule"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "access_rule_device" ADD CONSTRAINT "FK_f06903881444814f41f05d75d24" FOREIGN KEY ("device_sn") REFERENCES "device"("sn") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "access_rule_door" ADD CONSTRAINT "FK_88f19f479feba5d6c6b4e7750f9" FOREIGN KEY ("rule_id") REFERENCES "access_rule"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "access_rule_door" ADD CONSTRAINT "FK_f8dba368ffdf1ce4aa1b71f4c31" FOREIGN KEY ("door_id") REFERENCES "door"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "access_rule_person" ADD CONSTRAINT "FK_e79df4bc7037887c08b436c4fc5" FOREIGN KEY ("rule_id") REFERENCES "access_rule"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "access_rule_person" ADD CONSTRAINT "FK_eb6f4c0cb10d366447f81ed17c0" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "access_rule_use" ADD CONSTRAINT "FK_c1d596296627e0479d468d9fef9" FOREIGN KEY ("rule_id") REFERENCES "access_rule"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "access_rule_use" ADD CONSTRAINT "FK_6bed4a8fbe40f9d363257fc2470" FOREIGN KEY ("used_id") REFERENCES "access_rule"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  ...ruleViews,
];

/** Access rules of all kinds, and what persons and readers have for devices beside them. */
export class Rules1795233600106 implements MigrationInterface {
  name = 'Rules1795233600106';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
