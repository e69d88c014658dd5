import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From where each token was used: such callers go on while their address has to wait for somebody else's guesses. */
export class TokenCallers1795305615000 implements MigrationInterface {
  name = 'TokenCallers1795305615000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE api_token_caller (
         token_id varchar(64) NOT NULL REFERENCES api_token (id) ON DELETE CASCADE,
         address text NOT NULL,
         last_used_at timestamptz NOT NULL DEFAULT now(),
         PRIMARY KEY (token_id, address))`,
    );
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
