import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From where each operator has signed in: there, wrong passwords of others do not make it wait. */
export class OperatorAddresses1795305679000 implements MigrationInterface {
  name = 'OperatorAddresses1795305679000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE operator_address (
      operator_id varchar(64) NOT NULL
        CONSTRAINT "FK_operator_address" REFERENCES operator (id) ON DELETE CASCADE,
      address text NOT NULL,
      last_used_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (operator_id, address)
    )`);
    // Whoever is signed in now, too.
    await runner.query(`INSERT INTO operator_address (operator_id, address)
      SELECT DISTINCT operator_id, address FROM operator_session WHERE address NOT LIKE '%:%'`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
