import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, purchases and the tills' systems that tell of them. Sums are integers of the smallest unit. */
export class Consumption1795305737000 implements MigrationInterface {
  name = 'Consumption1795305737000';

  async up(runner: QueryRunner): Promise<void> {
    // An account goes with its person: another person may get the pin. Records stay.
    await runner.query(`CREATE TABLE consumption_account (
      id varchar(32) PRIMARY KEY, person_id varchar(64) NOT NULL UNIQUE REFERENCES person (id) ON DELETE CASCADE,
      account_no text NOT NULL UNIQUE, account_type int NOT NULL DEFAULT 1, kind_name text NOT NULL DEFAULT '',
      enabled boolean NOT NULL DEFAULT true, member boolean NOT NULL DEFAULT false, serial_no int NOT NULL DEFAULT 0,
      record_serial_no int NOT NULL DEFAULT 0, money_wallet bigint NOT NULL DEFAULT 0,
      allowance_wallet bigint NOT NULL DEFAULT 0, balance_time text, updated_at timestamptz NOT NULL DEFAULT now()
    )`);
    await runner.query(`CREATE TABLE consumption_record (
      id varchar(32) PRIMARY KEY, key text NOT NULL UNIQUE, kind text NOT NULL, "time" text NOT NULL, pin text NOT NULL,
      name text NOT NULL, last_name text NOT NULL, dept_code text NOT NULL, dept_name text NOT NULL,
      account_no text NOT NULL, type int NOT NULL, mode int NOT NULL, money bigint NOT NULL, sub_money bigint NOT NULL,
      balance bigint, sub_balance bigint, discount int, discount_money bigint NOT NULL, card_no text NOT NULL,
      sys_card_no text NOT NULL, card_status int NOT NULL, card_serial_no int NOT NULL, order_no bigint NOT NULL,
      hall_code text NOT NULL, hall_name text NOT NULL, meal_code text NOT NULL, meal_name text NOT NULL,
      device_sn text NOT NULL, device_name text NOT NULL, device_serial_no bigint NOT NULL, account_serial_no int NOT NULL,
      created_by text NOT NULL, source int NOT NULL, received_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`);
    await runner.query('CREATE INDEX consumption_record_by_time ON consumption_record (kind, "time", id)');
    await runner.query('CREATE INDEX consumption_record_by_pin ON consumption_record (pin, "time", id)');
    await runner.query('CREATE INDEX consumption_record_by_age ON consumption_record (received_at)');
    await runner.query(`CREATE TABLE consumption_source (
      id varchar(64) PRIMARY KEY, name text NOT NULL UNIQUE, secret bytea NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(), last_at timestamptz
    )`);
    await runner.query(`CREATE TABLE consumption_delivery (
      source_id varchar(64) NOT NULL REFERENCES consumption_source (id) ON DELETE CASCADE, message_id text NOT NULL,
      at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (source_id, message_id)
    )`);
    await runner.query('CREATE INDEX consumption_delivery_by_age ON consumption_delivery (at)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
