import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { attemptResults } from '../outbound/webhook/webhook-client.js';
import type { WebhookTotals } from '../outbound/webhook/webhook-totals.js';

const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

/** What this process has sent. Nothing has a label for each endpoint: there may be many. */
export function countWebhooks(registry: Registry, totals: WebhookTotals): void {
  const registers = [registry];
  const attempts = new Counter({
    name: 'postern_webhook_attempts_total',
    help: 'Messages posted to webhooks since the start, by what came of it',
    labelNames: ['result'],
    registers,
  });
  for (const result of attemptResults) attempts.inc({ result }, 0);
  const durations = new Histogram({
    name: 'postern_webhook_attempt_duration_seconds',
    help: 'How long receivers of webhooks take to answer',
    buckets,
    registers,
  });
  totals.onAttempt((result, seconds) => {
    attempts.inc({ result });
    durations.observe(seconds);
  });
  const leases: Gauge = new Gauge({
    name: 'postern_webhook_leases',
    help: 'Endpoints that this gateway sends to',
    aggregator: 'sum',
    registers,
    collect: () => {
      leases.set(totals.leases);
    },
  });
}

/** Queries whose rows are gauges: of all gateways together. */
export const webhookGauges = {
  endpoints: `SELECT s.status, count(w.id)::int AS n FROM unnest(ARRAY['active', 'paused', 'disabled']) s (status)
    LEFT JOIN webhook w ON w.status = s.status GROUP BY 1`,
  pending: `SELECT count(*)::int AS n FROM webhook_message WHERE status = 'pending'`,
  dead: `SELECT count(*)::int AS n FROM webhook_message WHERE status = 'dead'`,
  // Of the endpoint that is furthest behind: the age of the first entry that it has not gone through.
  lag: `SELECT 'webhook' AS reader, coalesce(max(extract(epoch FROM now() - f.at)), 0)::float8 AS n FROM webhook w
    CROSS JOIN LATERAL (SELECT at FROM feed WHERE position > w.position ORDER BY position LIMIT 1) f
    WHERE w.status = 'active'`,
} as const;
