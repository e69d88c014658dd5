/** Comparing what a device holds, row by row, with the ledger. */
export const verificationTables = [
  `CREATE TABLE verification (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sn text NOT NULL,
    -- What becomes of differences: nothing, what is missing and different is sent again, all of it is put right.
    repair text NOT NULL,
    remove_unknown boolean NOT NULL,
    status text NOT NULL DEFAULT 'running',
    steps jsonb NOT NULL,
    -- The command that is waited for.
    command_id int,
    touched_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz
  )`,
  `CREATE INDEX verification_by_sn ON verification (sn, id DESC)`,
  `CREATE UNIQUE INDEX verification_running ON verification (sn) WHERE status = 'running'`,

  // Rows that a query brought, until whoever asked takes them.
  `CREATE TABLE answer_rows (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    command_id int NOT NULL, sn text NOT NULL, body bytea NOT NULL, received_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX answer_rows_by_command ON answer_rows (sn, command_id)`,
];
