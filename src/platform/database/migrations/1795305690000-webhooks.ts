import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhooks, the gateways that send them, and what became of each message. */
export class Webhooks1795305690000 implements MigrationInterface {
  name = 'Webhooks1795305690000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE webhook (
      id varchar(64) PRIMARY KEY,
      name text NOT NULL,
      url text NOT NULL,
      types text[] NOT NULL DEFAULT '{}',
      sns text[] NOT NULL DEFAULT '{}',
      door_ids text[] NOT NULL DEFAULT '{}',
      area_codes text[] NOT NULL DEFAULT '{}',
      min_level int NOT NULL DEFAULT 0,
      privacy text NOT NULL DEFAULT 'ids',
      cards boolean NOT NULL DEFAULT false,
      ordered boolean NOT NULL DEFAULT false,
      concurrency int NOT NULL DEFAULT 20,
      secret bytea NOT NULL,
      previous_secret bytea,
      previous_until timestamptz,
      headers bytea,
      ca text,
      status text NOT NULL DEFAULT 'active',
      reason text,
      position bigint NOT NULL,
      sequence bigint NOT NULL DEFAULT 0,
      failures int NOT NULL DEFAULT 0,
      probes int NOT NULL DEFAULT 0,
      probe_at timestamptz,
      slow_until timestamptz,
      failing_since timestamptz,
      last_success_at timestamptz,
      lease_owner text,
      lease_until timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
    // Written at each delivery: room for new versions of a row on its page.
    await runner.query('ALTER TABLE webhook SET (fillfactor = 50)');
    await runner.query(`CREATE TABLE webhook_sender (owner text PRIMARY KEY, lease_until timestamptz NOT NULL)`);
    await runner.query(`CREATE TABLE webhook_message (
      webhook_id varchar(64) NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
      position bigint NOT NULL,
      message_id text NOT NULL,
      type text NOT NULL,
      sequence bigint,
      status text NOT NULL,
      attempts int NOT NULL DEFAULT 0,
      next_at timestamptz,
      last_status int,
      last_error text,
      last_ms int,
      response text,
      first_at timestamptz,
      last_at timestamptz NOT NULL DEFAULT now(),
      gap jsonb,
      PRIMARY KEY (webhook_id, position)
    )`);
    await runner.query('CREATE INDEX webhook_message_by_sequence ON webhook_message (webhook_id, sequence)');
    await runner.query(
      `CREATE INDEX webhook_message_pending ON webhook_message (webhook_id, next_at) WHERE status = 'pending'`,
    );
    await runner.query(
      `CREATE INDEX webhook_message_dead ON webhook_message (webhook_id, position) WHERE status = 'dead'`,
    );
    await runner.query('CREATE INDEX webhook_message_by_time ON webhook_message USING brin (last_at)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
