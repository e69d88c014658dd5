import type { MigrationInterface, QueryRunner } from 'typeorm';
import { platesOfPersons } from './sql/parking.js';

const statements = [
  `CREATE TABLE "parking_area" ("id" character varying(64) NOT NULL, "name" text NOT NULL, "parent_id" character varying(64), CONSTRAINT "UQ_e1e7fe6a6fac4686159f4ba6221" UNIQUE ("name"), CONSTRAINT "PK_864127a5917f9114dd620336439" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_98da85879adf2d883fba664b36" ON "parking_area" ("parent_id")`,
  `CREATE TABLE "parking_channel" ("id" character varying(64) NOT NULL, "name" text NOT NULL, "area_id" character varying(64) NOT NULL, "state" integer NOT NULL, CONSTRAINT "UQ_3396e84ac4bb30529d960602879" UNIQUE ("name"), CONSTRAINT "PK_fb00755625b0c46779363dd3aa2" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_6ca7b7af9c51b87876730de8d3" ON "parking_channel" ("area_id")`,
  `CREATE TABLE "parking_plate" ("plate" text NOT NULL, "car_number" text NOT NULL, "type" integer NOT NULL, "from_date" text, "to_date" text, CONSTRAINT "PK_28bcfde286c0234a241dc28e4bb" PRIMARY KEY ("plate"))`,
  `CREATE TABLE "parking_record" ("id" character varying(32) NOT NULL, "direction" text NOT NULL, "reader_key" text NOT NULL, "channel_id" character varying(64) NOT NULL, "channel_name" text NOT NULL, "channel_state" integer NOT NULL, "area_name" text NOT NULL, "plate" text NOT NULL, "car_number" text NOT NULL, "car_type_name" text NOT NULL, "event_type" integer NOT NULL, "pin" text NOT NULL, "name" text NOT NULL, "list_type" integer, "time" text NOT NULL, "received_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), CONSTRAINT "UQ_a1e3bf2278a6ae2a5ab7c397f1a" UNIQUE ("channel_id", "reader_key"), CONSTRAINT "PK_f9dc44e883e94ff79553a41c2cf" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_959da17c7e5beb0fa3a42daaeb" ON "parking_record" ("plate", "time")`,
  `CREATE INDEX "IDX_07218a2bcc73c03fbfcd04944c" ON "parking_record" ("direction", "time", "id")`,
  `CREATE TABLE "parking_picture" ("record_id" character varying(32) NOT NULL, "content" bytea NOT NULL, CONSTRAINT "PK_3b572d520585c07edf34ff627bb" PRIMARY KEY ("record_id"))`,
  `ALTER TABLE "parking_area" ADD CONSTRAINT "FK_98da85879adf2d883fba664b36a" FOREIGN KEY ("parent_id") REFERENCES "parking_area"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "parking_channel" ADD CONSTRAINT "FK_6ca7b7af9c51b87876730de8d37" FOREIGN KEY ("area_id") REFERENCES "parking_area"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "parking_picture" ADD CONSTRAINT "FK_3b572d520585c07edf34ff627bb" FOREIGN KEY ("record_id") REFERENCES "parking_record"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  ...platesOfPersons,
];

/** Parking: areas and channels, the allow and deny list, records and their pictures. */
export class Parking1795305600600 implements MigrationInterface {
  name = 'Parking1795305600600';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
