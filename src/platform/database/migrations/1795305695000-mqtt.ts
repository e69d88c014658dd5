import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which retained messages stand at the broker, and the orders that came from there. */
export class Mqtt1795305695000 implements MigrationInterface {
  name = 'Mqtt1795305695000';

  async up(runner: QueryRunner): Promise<void> {
    // Written before a message is retained and deleted after it is cleared, so that none is forgotten there.
    await runner.query(`CREATE TABLE mqtt_topic (
      topic text PRIMARY KEY,
      sn text NOT NULL,
      parts jsonb NOT NULL DEFAULT '{}'
    )`);
    await runner.query('CREATE INDEX mqtt_topic_by_sn ON mqtt_topic (sn)');
    await runner.query(`CREATE TABLE mqtt_order (
      number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      order_id text,
      door_id text NOT NULL,
      word text NOT NULL,
      command_id int,
      at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`);
    await runner.query('CREATE UNIQUE INDEX mqtt_order_id ON mqtt_order (order_id) WHERE order_id IS NOT NULL');
    await runner.query('CREATE INDEX mqtt_order_command ON mqtt_order (command_id) WHERE command_id IS NOT NULL');
    await runner.query('CREATE INDEX mqtt_order_at ON mqtt_order (at)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
