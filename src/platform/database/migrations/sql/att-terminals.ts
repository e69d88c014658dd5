/** What the gateway keeps of terminals that speak Attendance PUSH. */
export const attTerminals = [
  // Where a transfer goes on, by table: the device's own text, given back to it at its next first contact.
  `CREATE TABLE att_stamp (
    sn text NOT NULL,
    table_name text NOT NULL,
    -- '0' = the device shall send that table again.
    stamp text NOT NULL,
    -- Until then what comes is what the device has had for long, and no news.
    backlog_until timestamptz,
    PRIMARY KEY (sn, table_name)
  )`,
  // The zone that a terminal was told at its last first contact: it asks for it at no other time.
  `CREATE TABLE att_zone (sn text PRIMARY KEY, told text NOT NULL)`,
  // What was done at a terminal, or befell it (OPLOG).
  `CREATE TABLE device_operation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sn text NOT NULL,
    at timestamp(0) NOT NULL,
    code int NOT NULL,
    operator text NOT NULL,
    objects jsonb NOT NULL,
    row_hash text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (sn, row_hash)
  )`,
  `CREATE INDEX device_operation_by_sn ON device_operation (sn, id DESC)`,
];
