import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Operators of the console, their sessions, and wrong passwords of the last minutes. */
export class Operators1795305660000 implements MigrationInterface {
  name = 'Operators1795305660000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE operator (
      id varchar(64) PRIMARY KEY,
      name text NOT NULL,
      password text,
      role text NOT NULL,
      -- Null = all.
      area_codes text[],
      department_codes text[],
      disabled boolean NOT NULL DEFAULT false,
      must_change boolean NOT NULL DEFAULT false,
      fixed_password boolean NOT NULL DEFAULT false,
      preferences jsonb NOT NULL DEFAULT '{}',
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
    await runner.query('CREATE UNIQUE INDEX operator_name ON operator (lower(name))');
    await runner.query(`CREATE TABLE operator_session (
      id varchar(64) PRIMARY KEY,
      operator_id varchar(64) NOT NULL
        CONSTRAINT "FK_f28a466d6f0810701800125858b" REFERENCES operator (id) ON DELETE CASCADE,
      secret_hash text NOT NULL UNIQUE,
      address text NOT NULL,
      agent text NOT NULL,
      since timestamptz NOT NULL DEFAULT now(),
      seen_at timestamptz NOT NULL DEFAULT now(),
      confirmed_until timestamptz
    )`);
    await runner.query('CREATE INDEX "IDX_f28a466d6f0810701800125858" ON operator_session (operator_id)');
    // Wrong ones only: they count for the name and for the address, at every gateway.
    await runner.query(`CREATE TABLE wrong_password (
      at timestamptz NOT NULL DEFAULT now(),
      name text NOT NULL,
      address text NOT NULL
    )`);
    await runner.query('CREATE INDEX wrong_password_name ON wrong_password (name, at)');
    await runner.query('CREATE INDEX wrong_password_address ON wrong_password (address, at)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
