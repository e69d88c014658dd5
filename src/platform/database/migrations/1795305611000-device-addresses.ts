import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `ALTER TABLE device ADD COLUMN address_mode text NOT NULL DEFAULT 'pin', ADD COLUMN addresses text[] NOT NULL DEFAULT '{}',
     ADD COLUMN bound_at timestamptz, ADD COLUMN registration_until timestamptz,
     ADD COLUMN verify_due boolean NOT NULL DEFAULT false`,
  // IPv4 addresses as a socket for both families shows them.
  `UPDATE device SET address = regexp_replace(address, '^::ffff:(?=[0-9]+[.])', '', 'i') WHERE address ILIKE '::ffff:%'`,
  // Devices that are served already are bound to the address that they called from last.
  `UPDATE device SET addresses = ARRAY[address], bound_at = clock_timestamp()
   WHERE status IN ('approved', 'disabled') AND link <> 'pull' AND address <> ''`,
  `CREATE TABLE device_newcomer (
    sn text NOT NULL REFERENCES device ON DELETE CASCADE, address text NOT NULL, mac text NOT NULL DEFAULT '',
    model text NOT NULL DEFAULT '', firmware text NOT NULL DEFAULT '', calls int NOT NULL DEFAULT 0,
    duplicate boolean NOT NULL DEFAULT false, first_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (sn, address))`,
];

/** Which addresses a device is bound to, and who else calls with its serial number. */
export class DeviceAddresses1795305611000 implements MigrationInterface {
  name = 'DeviceAddresses1795305611000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
