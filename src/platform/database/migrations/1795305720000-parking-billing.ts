import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tariffs, the stays of cars, and what was billed and paid for them. */
export class ParkingBilling1795305720000 implements MigrationInterface {
  name = 'ParkingBilling1795305720000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE parking_tariff (
      id varchar(64) NOT NULL, name text NOT NULL, area_id varchar(64), car_type_id varchar(64), tariff jsonb NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT "PK_fe96191f041f67a92f6bdc9827f" PRIMARY KEY (id),
      CONSTRAINT "UQ_3a1f6ab83ea0656a0682669a4ce" UNIQUE (name)
    )`);
    await runner.query(`CREATE TABLE parking_stay (
      id varchar(32) NOT NULL, plate text NOT NULL, car_number text NOT NULL, pin text NOT NULL,
      area_id varchar(64) NOT NULL, area_name text NOT NULL, channel_id varchar(64), car_type_id varchar(64),
      entered_at timestamptz NOT NULL, left_at timestamptz, exit_channel_id varchar(64), ended text,
      discounts jsonb NOT NULL DEFAULT '[]', tariff jsonb, paid bigint NOT NULL DEFAULT 0, covered_until timestamptz,
      owed bigint NOT NULL DEFAULT 0,
      CONSTRAINT "PK_d1dc73826b9f5d3cd4540e91efe" PRIMARY KEY (id)
    )`);
    await runner.query(
      `CREATE UNIQUE INDEX parking_stay_open ON parking_stay (plate) WHERE left_at IS NULL AND plate <> ''`,
    );
    await runner.query('CREATE INDEX parking_stay_by_plate ON parking_stay (plate, entered_at)');
    await runner.query('CREATE INDEX parking_stay_by_entry ON parking_stay (entered_at, id)');
    await runner.query('CREATE INDEX parking_stay_by_exit ON parking_stay (left_at)');
    await runner.query('CREATE INDEX parking_stay_by_pin ON parking_stay (pin)');
    await runner.query(`CREATE TABLE parking_bill (
      id varchar(32) NOT NULL, stay_id varchar(32) NOT NULL, amount bigint NOT NULL, currency text NOT NULL,
      billed_at timestamptz NOT NULL, paid_at timestamptz, payment_type text,
      CONSTRAINT "PK_05de341ef3d40e5904693ab2fc4" PRIMARY KEY (id),
      CONSTRAINT "FK_7d66ff597b36eda0b46e498e2fc" FOREIGN KEY (stay_id)
        REFERENCES parking_stay (id) ON DELETE CASCADE
    )`);
    await runner.query('CREATE INDEX parking_bill_of_stay ON parking_bill (stay_id)');
    await runner.query('CREATE INDEX parking_bill_by_payment ON parking_bill (paid_at)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
