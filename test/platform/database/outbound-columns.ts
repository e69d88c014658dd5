/** Columns of the tables, made by hand, of what goes out. */
export const outboundColumns = [
  'feed_reader.name text NOT NULL',
  'feed_reader.settings jsonb NOT NULL',
  'feed_reader.secrets bytea',
  'feed_reader.revision bigint NOT NULL',
  'feed_reader.position bigint NOT NULL',
  'feed_reader.lease_owner text',
  'feed_reader.lease_until timestamp with time zone',
  'feed_reader.is_connected boolean NOT NULL',
  'feed_reader.error text',
  'feed_reader.error_at timestamp with time zone',
  'feed_reader.published_at timestamp with time zone',
  'feed_reader.created_at timestamp with time zone NOT NULL',
  'feed_reader.changed_at timestamp with time zone NOT NULL',
];
