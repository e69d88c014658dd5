/** Settings and the audit log. */
export const settingTables = [
  `CREATE TABLE setting (key text PRIMARY KEY, value jsonb NOT NULL)`,

  `CREATE TABLE audit (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor text NOT NULL,
    address text NOT NULL DEFAULT '',
    action text NOT NULL,
    object text NOT NULL DEFAULT '',
    detail jsonb NOT NULL DEFAULT '{}',
    hash text
  )`,
  // Rows are written inside the transaction they tell of and chained a moment later, in order of seq, by one replica at a
  // time: a chain made inside those transactions would let only one of them run at once.
  `CREATE INDEX audit_unsealed ON audit (seq) WHERE hash IS NULL`,
  `CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND OLD.hash IS NULL AND NEW.hash IS NOT NULL
      AND (OLD.seq, OLD.at, OLD.actor, OLD.address, OLD.action, OLD.object, OLD.detail)
        = (NEW.seq, NEW.at, NEW.actor, NEW.address, NEW.action, NEW.object, NEW.detail) THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only';
  END $$`,
  `CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()`,
];
