import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE "qr_code" ("card_no" text NOT NULL, "person_id" character varying(64) NOT NULL, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_647d06cb633dc5803933b805625" PRIMARY KEY ("card_no"))`,
  `CREATE INDEX "IDX_6a2428887e49eac4184c67eff1" ON "qr_code" ("person_id")`,
  `CREATE INDEX "IDX_4fdcdcda237246b7c78a2286a9" ON "qr_code" ("expires_at")`,
  `ALTER TABLE "qr_code" ADD CONSTRAINT "FK_6a2428887e49eac4184c67eff1b" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
];

/** Codes that are given out as card numbers for a short while. */
export class QrCodes1795305600401 implements MigrationInterface {
  name = 'QrCodes1795305600401';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
