/**
 * Rows of the audit log are never changed or deleted, except by those who chain or erase them. What stands before a
 * checkpoint was exported and may go.
 */
export const audit = [
  `CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'UPDATE'
           AND (OLD.seq, OLD.at, OLD.actor, OLD.address, OLD.action, OLD.object, OLD.digest)
             IS NOT DISTINCT FROM (NEW.seq, NEW.at, NEW.actor, NEW.address, NEW.action, NEW.object, NEW.digest)
           AND (
             OLD.hash IS NULL AND NEW.hash IS NOT NULL
               AND (OLD.detail, OLD.salt, OLD.erased) IS NOT DISTINCT FROM (NEW.detail, NEW.salt, NEW.erased)
             OR NEW.erased IS NOT NULL AND NEW.salt IS NULL
               AND (OLD.chain, OLD.hash) IS NOT DISTINCT FROM (NEW.chain, NEW.hash)) THEN
           RETURN NEW;
         END IF;
         IF TG_OP = 'DELETE' AND OLD.chain <= (SELECT max(c.chain) FROM audit_checkpoint c) THEN
           RETURN OLD;
         END IF;
         RAISE EXCEPTION 'the audit log is append-only';
       END $$`,
  `CREATE OR REPLACE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()`,
  `CREATE OR REPLACE TRIGGER audit_never_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()`,
];
