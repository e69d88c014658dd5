import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The relational tables, exactly as TypeORM derives them from the entities; a test holds the two against each other. */
export class House1795233600000 implements MigrationInterface {
  name = 'House1795233600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "device" ("sn" text NOT NULL, "id" character varying(64) NOT NULL, "name" text NOT NULL, "module" text NOT NULL DEFAULT 'acc', "type" text NOT NULL DEFAULT '', "area_code" text NOT NULL DEFAULT '1', "time_zone" text, "status" text NOT NULL DEFAULT 'pending', "link" text NOT NULL DEFAULT 'push-acc', "online" boolean NOT NULL DEFAULT false, "last_seen_at" TIMESTAMP WITH TIME ZONE, "offline_since" TIMESTAMP WITH TIME ZONE, "returned_at" TIMESTAMP WITH TIME ZONE, "registered_at" TIMESTAMP WITH TIME ZONE, "address" text, "registry_code" text, "session_id" text, "previous_session_id" text, "push_version" text, "options" jsonb NOT NULL DEFAULT '{}', "quirks" jsonb NOT NULL DEFAULT '{}', "existing" text NOT NULL DEFAULT 'keep', "multi_card_on" boolean, "dev_id" integer NOT NULL DEFAULT '1', "max_records" integer NOT NULL DEFAULT '100', "event_epoch" integer NOT NULL DEFAULT '1', "last_event_index" bigint NOT NULL DEFAULT '0', "token_form" text, "alerts" jsonb NOT NULL DEFAULT '[]', "counted_users" integer, "counted_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_2dc10972aa4e27c01378dad2c72" UNIQUE ("id"), CONSTRAINT "PK_7e2a394fe054f32797a8a5d7534" PRIMARY KEY ("sn"))`,
    );
    await runner.query(`CREATE INDEX "IDX_6e1daf1f4034e482d158095373" ON "device" ("status")`);
    await runner.query(`CREATE INDEX "IDX_7566311a14a913e5cc2ee33ade" ON "device" ("updated_at")`);
    await runner.query(
      `CREATE TABLE "door" ("id" character varying(64) NOT NULL, "name" text NOT NULL, "device_sn" text NOT NULL, "number" integer NOT NULL, "settings" jsonb NOT NULL DEFAULT '{}', CONSTRAINT "UQ_5c07918e593a283c0d5edca1a8d" UNIQUE ("name"), CONSTRAINT "UQ_5fe2236de409806d841dee06771" UNIQUE ("device_sn", "number"), CONSTRAINT "PK_89255cb8975221e2600373638ea" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "department" ("id" character varying(64) NOT NULL, "code" text NOT NULL, "name" text NOT NULL, "parent_code" text, "sort_no" integer NOT NULL DEFAULT '0', CONSTRAINT "UQ_62690f4fe31da9eb824d909285f" UNIQUE ("code"), CONSTRAINT "PK_9a2213262c1593bffb581e382f5" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "person" ("id" character varying(64) NOT NULL, "pin" text NOT NULL, "name" text NOT NULL DEFAULT '', "last_name" text NOT NULL DEFAULT '', "department_id" character varying(64) NOT NULL, "gender" text NOT NULL DEFAULT '', "birthday" text, "cert_type" text NOT NULL DEFAULT '', "cert_number" text NOT NULL DEFAULT '', "email" text NOT NULL DEFAULT '', "mobile_phone" text NOT NULL DEFAULT '', "hire_date" text, "ssn" text, "car_plate" text, "is_disabled" boolean NOT NULL DEFAULT false, "is_send_mail" boolean NOT NULL DEFAULT false, "person_pwd" bytea, "person_pwd_hash" text, "acc_start_time" text, "acc_end_time" text, "privilege" integer NOT NULL DEFAULT '0', "leave_date" text, "leave_type" text, "photo" bytea, "photo_name" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_c621264939b60ab04491d0d3dc0" UNIQUE ("pin"), CONSTRAINT "PK_5fdaf670315c4b7e70cce85daa3" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_72380b74998f166d9a2e7d47f0" ON "person" ("department_id")`);
    await runner.query(`CREATE INDEX "IDX_fa44908d8d5f5c8c6ef5f27257" ON "person" ("person_pwd_hash")`);
    await runner.query(
      `CREATE TABLE "time_zone" ("id" integer NOT NULL, "name" text NOT NULL, "periods" jsonb NOT NULL, CONSTRAINT "UQ_7a3194cab309720cc6033de2577" UNIQUE ("name"), CONSTRAINT "PK_e9a4c5ba8975d37f156b8ba90d1" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "acc_level" ("id" character varying(64) NOT NULL, "name" text NOT NULL, "time_zone_id" integer NOT NULL DEFAULT '1', "area_code" text NOT NULL DEFAULT '1', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_1ffe376d59ea2da2b9c6a9388e4" UNIQUE ("name"), CONSTRAINT "PK_00cc547343e9b8d9ea142772574" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "acc_level_door" ("level_id" character varying(64) NOT NULL, "door_id" character varying(64) NOT NULL, CONSTRAINT "PK_7480e315efae816f5307e8fb8b4" PRIMARY KEY ("level_id", "door_id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_970360c2b8e3c1d275ed785cc5" ON "acc_level_door" ("door_id")`);
    await runner.query(
      `CREATE TABLE "acc_level_person" ("level_id" character varying(64) NOT NULL, "person_id" character varying(64) NOT NULL, CONSTRAINT "PK_0b0addf5273a099f8320be7b7fb" PRIMARY KEY ("level_id", "person_id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_8f54ef4318a3dbb28864b22cec" ON "acc_level_person" ("person_id")`);
    await runner.query(
      `CREATE TABLE "area" ("id" character varying(64) NOT NULL, "code" text NOT NULL, "name" text NOT NULL, "parent_code" text, CONSTRAINT "UQ_4aa797d975cf8ea8fe936098e00" UNIQUE ("code"), CONSTRAINT "PK_39d5e4de490139d6535d75f42ff" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "api_token" ("id" character varying(64) NOT NULL, "name" text NOT NULL, "token_hash" text NOT NULL, "scopes" jsonb NOT NULL DEFAULT '[]', "allowed_cidrs" jsonb NOT NULL DEFAULT '[]', "expires_at" TIMESTAMP WITH TIME ZONE, "bootstrap" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "last_used_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "UQ_bafaa5aab5957cd193fb2da8f24" UNIQUE ("token_hash"), CONSTRAINT "PK_d862311c568d175c26f41bc6f98" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "reader" ("id" character varying(64) NOT NULL, "name" text NOT NULL, "door_id" character varying(64) NOT NULL, "reader_no" integer NOT NULL, "reader_state" integer NOT NULL, CONSTRAINT "PK_6f40e8c75b734b9073be81a4564" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_6ea76350c12636ac72fa03abad" ON "reader" ("door_id")`);
    await runner.query(
      `CREATE TABLE "card" ("card_no" text NOT NULL, "person_id" character varying(64) NOT NULL, "card_type" integer NOT NULL DEFAULT '0', "position" integer NOT NULL DEFAULT '0', "lost" boolean NOT NULL DEFAULT false, CONSTRAINT "PK_d03fb6b1b9c71c767b75f9d4e27" PRIMARY KEY ("card_no"))`,
    );
    await runner.query(`CREATE INDEX "IDX_0a20f49823c5e86621a78f282b" ON "card" ("person_id")`);
    await runner.query(
      `CREATE TABLE "holiday" ("id" character varying(64) NOT NULL, "name" text NOT NULL, "date" text NOT NULL, "type" integer NOT NULL, "every_year" boolean NOT NULL DEFAULT false, CONSTRAINT "UQ_89b26e4ed3db8895b86c8df55e8" UNIQUE ("date"), CONSTRAINT "PK_3e7492c25f80418a7aad0aec053" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `ALTER TABLE "door" ADD CONSTRAINT "FK_a87458b0fca0a00abd23c5a2036" FOREIGN KEY ("device_sn") REFERENCES "device"("sn") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "person" ADD CONSTRAINT "FK_72380b74998f166d9a2e7d47f02" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "acc_level" ADD CONSTRAINT "FK_a31d889de62c4008b6790b83328" FOREIGN KEY ("time_zone_id") REFERENCES "time_zone"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "acc_level_door" ADD CONSTRAINT "FK_5656fec6ceba8e0c58d73bc85b9" FOREIGN KEY ("level_id") REFERENCES "acc_level"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "acc_level_door" ADD CONSTRAINT "FK_970360c2b8e3c1d275ed785cc5c" FOREIGN KEY ("door_id") REFERENCES "door"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "acc_level_person" ADD CONSTRAINT "FK_9a07a53f153f7d9c86e09764d63" FOREIGN KEY ("level_id") REFERENCES "acc_level"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "acc_level_person" ADD CONSTRAINT "FK_8f54ef4318a3dbb28864b22cece" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "reader" ADD CONSTRAINT "FK_6ea76350c12636ac72fa03abada" FOREIGN KEY ("door_id") REFERENCES "door"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "card" ADD CONSTRAINT "FK_0a20f49823c5e86621a78f282b1" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(`INSERT INTO "area" ("id", "code", "name") VALUES (md5('postern area 1'), '1', 'Area Name')`);
    await runner.query(
      `INSERT INTO "department" ("id", "code", "name") VALUES (md5('postern department 1'), '1', 'Department Name')`,
    );
    await runner.query(`INSERT INTO "time_zone" ("id", "name", "periods") VALUES (1, '24-Hour Accessible', $1)`, [
      JSON.stringify(
        Object.fromEntries(
          ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'hol1', 'hol2', 'hol3'].map((day) => [
            day,
            [['00:00', '23:59']],
          ]),
        ),
      ),
    ]);
    await runner.query(
      `INSERT INTO "acc_level" ("id", "name", "time_zone_id") VALUES (md5('postern level General'), 'General', 1)`,
    );
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
