/** Settings, the audit log, tokens and files. */
export const systemTables = [
  `CREATE TABLE setting (key text PRIMARY KEY, value jsonb NOT NULL)`,

  `CREATE TABLE audit (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor text NOT NULL,
    address text NOT NULL DEFAULT '',
    action text NOT NULL,
    object text NOT NULL DEFAULT '',
    detail jsonb NOT NULL DEFAULT '{}',
    hash text,
    -- Its place in the chain: given when it is chained, in the order of chaining.
    chain bigint,
    -- What it says stands in the chain as a digest with a key and a salt. A row that was emptied for the sake of a person
    -- keeps the digest, loses the salt, and carries the gateway's mark.
    salt text,
    digest text,
    erased text
  )`,
  `CREATE UNIQUE INDEX audit_by_chain ON audit (chain)`,
  `CREATE UNIQUE INDEX audit_by_digest ON audit (digest)`,
  // Rows are written inside the transaction they tell of and chained a moment later, in order of seq, by one replica at
  // a time: a chain made inside those transactions would let only one of them run at once.
  `CREATE INDEX audit_unsealed ON audit (seq) WHERE hash IS NULL`,

  `CREATE TABLE api_token (
    id varchar(64) NOT NULL, name text NOT NULL, token_hash text NOT NULL, scopes jsonb NOT NULL DEFAULT '[]',
    allowed_cidrs jsonb NOT NULL DEFAULT '[]', expires_at timestamptz, bootstrap text,
    created_at timestamptz NOT NULL DEFAULT now(), last_used_at timestamptz,
    CONSTRAINT "PK_d862311c568d175c26f41bc6f98" PRIMARY KEY (id),
    CONSTRAINT "UQ_bafaa5aab5957cd193fb2da8f24" UNIQUE (token_hash)
  )`,

  // From where each token was used: such callers are served while their address has to wait because of wrong tokens.
  `CREATE TABLE api_token_caller (
    token_id varchar(64) NOT NULL REFERENCES api_token (id) ON DELETE CASCADE, address text NOT NULL,
    last_used_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (token_id, address)
  )`,

  `CREATE TABLE stored_file (
    id varchar(32) NOT NULL, kind text NOT NULL, name text NOT NULL, size bigint NOT NULL, md5 text NOT NULL,
    complete boolean NOT NULL DEFAULT false, created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "PK_stored_file" PRIMARY KEY (id)
  )`,

  // Several gateways share one database and no disk; pieces can be read one by one.
  `CREATE TABLE file_chunk (
    file_id varchar(32) NOT NULL REFERENCES stored_file ON DELETE CASCADE, place int NOT NULL, body bytea NOT NULL,
    PRIMARY KEY (file_id, place)
  )`,
  // Firmware is compressed already: trying it again only costs time.
  `ALTER TABLE file_chunk ALTER body SET STORAGE EXTERNAL`,
];
