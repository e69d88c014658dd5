/** How punches of attendance terminals are compared with ours: a time is counted, and taken apart where it differs. */
export const punchAccountTables = [
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
  `CREATE INDEX punch_account_open ON punch_account (reconciliation_id, from_time) WHERE step <> 'done'`,
  `CREATE INDEX punch_account_by_command ON punch_account (command_id) WHERE command_id IS NOT NULL`,
];
