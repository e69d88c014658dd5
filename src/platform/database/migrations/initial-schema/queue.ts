/** The work list, the queue of commands and the ledger. */
export const queueTables = [
  // due_at in the future: what a fact will change by itself (validity, leave dates). The row is processed when it is
  // due.
  `CREATE TABLE change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL, key text NOT NULL, due_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (kind, key, due_at)
  )`,
  `CREATE INDEX change_due ON change (due_at, id)`,

  `CREATE SEQUENCE command_number AS int MAXVALUE 2147483647 CYCLE`,
  `CREATE TABLE command (
    id int PRIMARY KEY DEFAULT nextval('command_number'),
    sn text NOT NULL,
    type text NOT NULL,
    kind text NOT NULL,
    lane smallint NOT NULL,
    -- Handed out at most once, whatever becomes of it.
    once boolean NOT NULL,
    origin text NOT NULL,
    -- What is meant, sealed: rows carry passwords and templates.
    meant bytea NOT NULL,
    -- What stood on the wire, sealed for the same reason.
    text bytea,
    status text NOT NULL DEFAULT 'queued',
    attempts int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz,
    -- Sent: when it may be delivered again, or stops being waited for.
    retry_at timestamptz,
    sent_at timestamptz,
    finished_at timestamptz,
    return_code int,
    answer jsonb
  )`,
  `CREATE INDEX command_by_sn ON command (sn, id DESC)`,
  `CREATE INDEX command_expiring ON command (expires_at) WHERE status = 'queued'`,
  `CREATE INDEX command_finished ON command (finished_at)`,
  // Whether a door is locked down is queried while a person waits at it.
  `CREATE INDEX command_lock_down ON command (sn, id DESC) WHERE type = 'lockDoor'`,
  `CREATE INDEX command_open ON command (sn, lane, id) WHERE status IN ('queued', 'sent')`,
  `CREATE INDEX command_waiting ON command (retry_at) WHERE status = 'sent'`,

  // Packages of an answer to a query, until all are there (docs/rules.md 10).
  `CREATE TABLE query_package (
    command_id int NOT NULL, sn text NOT NULL, table_name text NOT NULL, packet int NOT NULL, packets int NOT NULL,
    body bytea NOT NULL, received_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (sn, command_id, packet)
  )`,

  // Rows that a query brought, until the caller fetches them.
  `CREATE TABLE answer_rows (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    command_id int NOT NULL, sn text NOT NULL, body bytea NOT NULL, received_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX answer_rows_by_command ON answer_rows (sn, command_id)`,

  `CREATE SEQUENCE ledger_version`,
  // One row for everything a device should hold, holds, or may hold.
  `CREATE TABLE ledger (
    sn text NOT NULL,
    table_name text NOT NULL,
    key text NOT NULL,
    -- What one printed DELETE removes together with this row.
    unit text NOT NULL,
    -- Whose row it is; '' for time zones, holidays and the like.
    pin text NOT NULL DEFAULT '',
    -- Null: the device should not hold it.
    desired_hash text,
    desired bytea,
    -- Null: the device does not hold it, as far as it has acknowledged.
    held_hash text,
    -- The doors that authority is wanted for, and those the device may hold it for: tells a row that shrinks.
    -- For users and cards likewise the card: it is free for another person once nobody's held_scope has it.
    desired_scope jsonb,
    held_scope jsonb,
    -- Something was sent and its outcome is not known: held_hash is not to be relied on.
    unknown boolean NOT NULL DEFAULT false,
    version bigint NOT NULL,
    command_id int,
    failures int NOT NULL DEFAULT 0,
    failed boolean NOT NULL DEFAULT false,
    retry_at timestamptz,
    return_code int,
    PRIMARY KEY (sn, table_name, key)
  )`,
  `CREATE INDEX ledger_by_command ON ledger (command_id) WHERE command_id IS NOT NULL`,
  `CREATE INDEX ledger_by_pin ON ledger (pin, sn) WHERE pin <> ''`,
  `CREATE INDEX ledger_open ON ledger (sn) WHERE unknown OR desired_hash IS DISTINCT FROM held_hash`,
  `CREATE INDEX ledger_retry ON ledger (retry_at) WHERE retry_at IS NOT NULL`,
];
