import { ledgerRowsByState } from '../sync/ledger/ledger-counts.repository.js';
import { quarantinedUploads } from '../sync/status/quarantine-counts.repository.js';

interface DatabaseGauge {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  readonly query: string;
}

/**
 * Figures of the database, the same at every gateway. They are read at each scrape, so none may count a table that grows
 * with the years: what is open has an index of its own, and what has ended is counted where it ends.
 */
export const databaseGauges: readonly DatabaseGauge[] = [
  {
    name: 'postern_devices',
    help: 'Devices by status and whether they are online',
    labels: ['status', 'online'],
    query: 'SELECT status, online::text AS online, count(*)::int AS n FROM device GROUP BY status, device.online',
  },
  {
    name: 'postern_devices_clock_off',
    help: 'Devices whose clock was more than a minute off within the last hour',
    query: `SELECT count(DISTINCT sn)::int AS n FROM command
      WHERE type = 'setTime' AND origin = 'clock' AND created_at > now() - interval '1 hour'`,
  },
  {
    name: 'postern_commands',
    help: 'Commands that have not ended, by status',
    labels: ['status'],
    query: `SELECT status, count(*)::int AS n FROM command WHERE status IN ('queued', 'sent') GROUP BY 1`,
  },
  {
    name: 'postern_commands_open',
    help: 'Commands that have not ended, by kind',
    labels: ['kind'],
    query: `SELECT k.kind, count(c.kind)::int AS n FROM unnest(ARRAY['data', 'control', 'query']) k (kind)
      LEFT JOIN (SELECT kind FROM command WHERE status IN ('queued', 'sent')) c ON c.kind = k.kind GROUP BY 1`,
  },
  {
    name: 'postern_ledger_rows',
    help: 'Rows that devices should hold: failed, unknown, unsupported and waiting are counted, held is an estimate',
    labels: ['state'],
    query: ledgerRowsByState,
  },
  {
    name: 'postern_changes_waiting',
    help: 'Changes that sync has not worked out yet',
    query: 'SELECT count(*)::int AS n FROM change WHERE due_at <= now()',
  },
  {
    name: 'postern_changes_oldest_seconds',
    help: 'For how long the oldest of these changes has waited',
    query: `SELECT coalesce(extract(epoch FROM now() - (SELECT due_at FROM change WHERE due_at <= now()
      ORDER BY due_at LIMIT 1)), 0)::float8 AS n`,
  },
  {
    name: 'postern_events_quarantined',
    help: 'Uploads that could not be read',
    query: `SELECT ${quarantinedUploads} AS n`,
  },
  {
    name: 'postern_fold_lag_seconds',
    help: 'The age of the oldest entry of the feed that is not in the totals yet',
    query: `SELECT coalesce(extract(epoch FROM now() - (SELECT f.at FROM feed f
      WHERE f.position > (SELECT position FROM event_counted) ORDER BY f.position LIMIT 1)), 0)::float8 AS n`,
  },
  {
    name: 'postern_partition_months_ahead',
    help: 'For how many months after the present one events have a partition',
    query: `SELECT count(*)::int AS n FROM generate_series(1, 12) AS m (ahead)
      WHERE NOT EXISTS (SELECT 1 FROM generate_series(1, m.ahead) AS e (ahead) WHERE to_regclass('event_'
        || to_char(now() AT TIME ZONE 'UTC' + e.ahead * interval '1 month', 'YYYY_MM')) IS NULL)`,
  },
  {
    name: 'postern_leases',
    help: 'What one gateway does for all: endpoints of webhooks, brokers, terminals that are called',
    labels: ['kind'],
    query: `SELECT 'webhook' AS kind, count(*)::int AS n FROM webhook WHERE lease_until > clock_timestamp()
      UNION ALL SELECT 'reader', count(*)::int FROM feed_reader WHERE lease_until > clock_timestamp()
      UNION ALL SELECT 'terminal', count(*)::int FROM pull_terminal WHERE lease_until > clock_timestamp()`,
  },
  {
    name: 'postern_webhook_failing_seconds',
    help: 'For how long the webhook that has failed longest has had no success; 0 = none fails',
    query: `SELECT coalesce(max(extract(epoch FROM now() - failing_since)), 0)::float8 AS n FROM webhook
      WHERE status = 'active'`,
  },
];

/** Only where backups are kept account of. */
export const lastBackup = {
  name: 'postern_backup_last_success_timestamp_seconds',
  help: 'When the last backup that was verified ended, in seconds since 1970; 0 = there is none',
  query: `SELECT coalesce(extract(epoch FROM (SELECT finished_at FROM backup_run WHERE kind = 'backup' AND ok
      AND started_at < clock_timestamp() + interval '1 hour'
    ORDER BY started_at DESC LIMIT 1)), 0)::float8 AS n`,
} as const;
