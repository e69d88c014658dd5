/** Columns of the tables, made by hand, that tell how far back things go. */
export const retentionColumns = [
  'audit_checkpoint.chain bigint NOT NULL',
  'audit_checkpoint.hash text NOT NULL',
  'audit_checkpoint.mac text NOT NULL',
  'audit_checkpoint.file text NOT NULL',
  'audit_checkpoint.sha256 text NOT NULL',
  'audit_checkpoint.at timestamp with time zone NOT NULL',
  'erased_person.pin_hash text NOT NULL',
  'erased_person.at timestamp with time zone NOT NULL',
  'event_horizon.before timestamp(0) without time zone NOT NULL',
];
