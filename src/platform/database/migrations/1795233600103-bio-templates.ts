import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bioTables } from './sql/bio.js';

/** The relational part, exactly as TypeORM derives it from the entities. */
const statements = [
  `CREATE TABLE "bio_template" ("id" character varying(64) NOT NULL, "person_id" character varying(64) NOT NULL, "kind" text NOT NULL DEFAULT 'template', "bio_type" integer NOT NULL, "no" integer NOT NULL DEFAULT '0', "index" integer NOT NULL DEFAULT '0', "major_ver" text NOT NULL DEFAULT '0', "minor_ver" text NOT NULL DEFAULT '0', "format" integer NOT NULL DEFAULT '0', "valid" boolean NOT NULL DEFAULT true, "duress" boolean NOT NULL DEFAULT false, "content" bytea NOT NULL, "size" integer NOT NULL, "hash" text NOT NULL, "source_sn" text, "learnt_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_60ed87444e0d9de6f8c139acf4e" UNIQUE ("person_id", "kind", "bio_type", "no", "index", "major_ver"), CONSTRAINT "PK_43247077638f0f157589dc1bb5b" PRIMARY KEY ("id"))`,
  `CREATE TABLE "gate" ("id" character varying(64) NOT NULL, "name" text NOT NULL, "device_sn" text NOT NULL, "number" integer NOT NULL, CONSTRAINT "UQ_647553a3ee4d6e44bda36540397" UNIQUE ("device_sn", "number"), CONSTRAINT "PK_f8d4ea65058f6177925357d1311" PRIMARY KEY ("id"))`,
  `ALTER TABLE "person" ADD "photo_at" TIMESTAMP WITH TIME ZONE`,
  `ALTER TABLE "bio_template" ADD CONSTRAINT "FK_f9968096e3294b206fb4a04b6f2" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "gate" ADD CONSTRAINT "FK_08e2594c3fdae1f874045bbbd0e" FOREIGN KEY ("device_sn") REFERENCES "device"("sn") ON DELETE CASCADE ON UPDATE NO ACTION`,
];

/** Templates and photos of people, channels, and what devices report of both. */
export class BioTemplates1795233600103 implements MigrationInterface {
  name = 'BioTemplates1795233600103';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...statements, ...bioTables]) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
