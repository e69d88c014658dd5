/** Where terminals on port 4370 are, and how far their logs were read. */
export const pullTerminals = `
CREATE TABLE pull_terminal (
  sn text PRIMARY KEY REFERENCES device (sn) ON DELETE CASCADE,
  host text NOT NULL,
  port int NOT NULL,
  comm_key bytea,
  transport text NOT NULL,
  encoding text NOT NULL,
  unlock_unit text NOT NULL,
  live boolean NOT NULL,
  poll_seconds int NOT NULL,
  clear_after_read boolean NOT NULL,
  mark jsonb,
  lease_owner text,
  lease_until timestamptz,
  connected_at timestamptz,
  read_at timestamptz,
  counted int,
  fault text,
  error text,
  failed_at timestamptz,
  failures int NOT NULL DEFAULT 0
)`;
