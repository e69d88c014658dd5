/** Comparing a device's events with ours, and what a device sends for it. */
export const reconciliationTables = [
  `ALTER TABLE device ADD COLUMN reconcile text NOT NULL DEFAULT 'gap'`,

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
    finished_at timestamptz
  )`,
  `CREATE UNIQUE INDEX reconciliation_by_command ON reconciliation (sn, command_id) WHERE command_id IS NOT NULL`,
  `CREATE UNIQUE INDEX reconciliation_waiting ON reconciliation (sn) WHERE status = 'waiting'`,
  `CREATE INDEX reconciliation_open ON reconciliation (status) WHERE status IN ('waiting', 'running', 'received')`,
  `CREATE INDEX reconciliation_by_sn ON reconciliation (sn, id DESC)`,

  // Packages until all have come (docs/rules.md 10); what was in them stays when they are stored, their bytes do not.
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
];
