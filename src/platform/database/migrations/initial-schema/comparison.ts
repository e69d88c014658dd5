/** Comparisons of what devices hold with what is stored here. */
export const comparisonTables = [
  `CREATE TABLE reconciliation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sn text NOT NULL,
    -- Who wanted it: an operator, a gap in the index, the night, or a command that an operator wrote himself.
    cause text NOT NULL,
    status text NOT NULL,
    -- What was asked for: times, indexes, or everything behind an index.
    range jsonb NOT NULL,
    way text NOT NULL,
    command_id int,
    -- How many packages and records the device announced; null = it has not said.
    packages int,
    announced int,
    reason text,
    -- Waiting: when it is looked at.
    due_at timestamptz,
    -- A gateway stores its packages until then.
    leased_until timestamptz,
    last_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    -- A second time, because the first answer could not be read.
    asked_again boolean NOT NULL DEFAULT false
  )`,
  `CREATE UNIQUE INDEX reconciliation_by_command ON reconciliation (sn, command_id) WHERE command_id IS NOT NULL`,
  `CREATE INDEX reconciliation_by_sn ON reconciliation (sn, id DESC)`,
  `CREATE INDEX reconciliation_open ON reconciliation (status) WHERE status IN ('waiting', 'running', 'received')`,
  `CREATE UNIQUE INDEX reconciliation_waiting ON reconciliation (sn) WHERE status = 'waiting'`,

  // Packages until all have come (docs/rules.md 10). After they are stored, their facts stay and their bytes are
  // deleted.
  `CREATE TABLE account_package (
    reconciliation_id bigint NOT NULL REFERENCES reconciliation ON DELETE CASCADE,
    packet int NOT NULL,
    format text NOT NULL,
    body bytea,
    body_hash text NOT NULL,
    bytes int NOT NULL,
    records int,
    stored int,
    unreadable int,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (reconciliation_id, packet)
  )`,

  `CREATE TABLE punch_account (
    reconciliation_id bigint NOT NULL REFERENCES reconciliation ON DELETE CASCADE,
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    from_time timestamp(0) NOT NULL,
    to_time timestamp(0) NOT NULL,
    -- waiting, then count (it is asked how many), rows (it is asked for them), settling (late rows may come), done.
    step text NOT NULL DEFAULT 'waiting',
    command_id int,
    -- How many the terminal has; null = it has not said.
    there int,
    -- How many there were here before its rows came.
    here int,
    -- How many there were at the last look, and when that number last grew.
    seen int,
    moved_at timestamptz
  )`,
  `CREATE INDEX punch_account_by_command ON punch_account (command_id) WHERE command_id IS NOT NULL`,
  `CREATE INDEX punch_account_open ON punch_account (reconciliation_id, from_time) WHERE step <> 'done'`,

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
];
