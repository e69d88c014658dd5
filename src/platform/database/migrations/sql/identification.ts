/** How devices are talked to and trusted, and who was let in where a device asked. */
export const identificationTables = [
  `ALTER TABLE "device" ADD "push_prot_ver" text NOT NULL DEFAULT '3.0.1'`,
  `ALTER TABLE "device" ADD "token_mode" text NOT NULL DEFAULT 'observe'`,
  `ALTER TABLE "device" ADD "token_matches" integer NOT NULL DEFAULT 0`,
  `ALTER TABLE "device" ADD "remote_identification" boolean NOT NULL DEFAULT false`,

  // A row is there before its answer goes out. The same question answered in the same way is one row.
  `CREATE TABLE identification (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    sn text NOT NULL, device_time text NOT NULL, pin text NOT NULL, card_no text NOT NULL,
    door_id text, door_name text NOT NULL, result text NOT NULL, reason text NOT NULL,
    line_hash text NOT NULL, times int NOT NULL DEFAULT 1,
    UNIQUE (sn, line_hash, reason, result)
  )`,
  `CREATE INDEX identification_by_sn ON identification (sn, id DESC)`,
  `CREATE INDEX identification_by_time ON identification (at)`,
  // Whether a door is locked down is asked while somebody waits before it.
  `CREATE INDEX command_lock_down ON command (sn, id DESC) WHERE type = 'lockDoor'`,
];
