import type { EntityManager } from 'typeorm';
import { notify } from '../../platform/database/unit-of-work.js';
import type { Breaker } from './breaker.js';

/** What an owner writes of its endpoint. */
export interface Progress {
  readonly position: number;
  readonly sequence: number;
  readonly breaker: Breaker;
  readonly slowUntil: Date | null;
  readonly failingSince: Date | null;
  readonly lastSuccessAt: Date | null;
}

interface Lease {
  readonly owner: string;
  readonly leaseMs: number;
}

/** This gateway is there, and may send to what it has. @returns the endpoints that it still has */
export async function renewLeases(tx: EntityManager, { owner, leaseMs }: Lease): Promise<string[]> {
  await tx.query(
    `INSERT INTO webhook_sender AS s (owner, lease_until) VALUES ($1, now() + $2 * interval '1 millisecond')
     ON CONFLICT (owner) DO UPDATE SET lease_until = excluded.lease_until`,
    [owner, leaseMs],
  );
  await tx.query(`DELETE FROM webhook_sender WHERE lease_until < now() - interval '1 minute'`);
  const rows: { id: string }[] = await tx.query(
    `WITH renewed AS (
       UPDATE webhook SET lease_until = now() + $2 * interval '1 millisecond'
       WHERE id IN (SELECT id FROM webhook WHERE lease_owner = $1 AND status = 'active' ORDER BY id FOR NO KEY UPDATE)
       RETURNING id)
     SELECT id FROM renewed`,
    [owner, leaseMs],
  );
  return rows.map(({ id }) => id);
}

/** How many endpoints each gateway should have, so that all are sent to. */
export async function shareOf(tx: EntityManager): Promise<number> {
  const [row]: { share: number }[] = await tx.query(
    `SELECT ceil((SELECT count(*) FROM webhook WHERE status = 'active')::numeric
       / greatest((SELECT count(*) FROM webhook_sender WHERE lease_until > now()), 1))::int AS share`,
  );
  return row?.share ?? 0;
}

/** Endpoints that nobody sends to. @returns their ids */
export async function takeLeases(tx: EntityManager, { owner, leaseMs }: Lease, most: number): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `WITH taken AS (
       UPDATE webhook SET lease_owner = $1, lease_until = now() + $2 * interval '1 millisecond'
       WHERE id IN (SELECT id FROM webhook WHERE status = 'active' AND (lease_owner IS NULL OR lease_until < now())
                    ORDER BY id LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED)
       RETURNING id)
     SELECT id FROM taken`,
    [owner, leaseMs, most],
  );
  return rows.map(({ id }) => id);
}

/** @param ids null = all that it has; the gateway itself goes then */
export async function giveBackLeases(tx: EntityManager, owner: string, ids: readonly string[] | null): Promise<void> {
  await tx.query(
    `UPDATE webhook SET lease_owner = NULL, lease_until = NULL
     WHERE lease_owner = $1 AND ($2::text[] IS NULL OR id = ANY($2))`,
    [owner, ids],
  );
  if (ids === null) await tx.query('DELETE FROM webhook_sender WHERE owner = $1', [owner]);
}

/** Keeps others from taking the endpoint until the transaction ends. @returns false if this gateway has it no more */
export async function holdsLease(tx: EntityManager, owner: string, id: string): Promise<boolean> {
  const [row]: unknown[] = await tx.query(
    'SELECT 1 FROM webhook WHERE id = $1 AND lease_owner = $2 FOR NO KEY UPDATE',
    [id, owner],
  );
  return row !== undefined;
}

/** The caller holds the lease. */
export async function writeProgress(tx: EntityManager, id: string, progress: Progress): Promise<void> {
  const { position, sequence, breaker, slowUntil, failingSince, lastSuccessAt } = progress;
  await tx.query(
    `UPDATE webhook SET position = greatest(position, $2), sequence = greatest(sequence, $3), failures = $4, probes = $5,
       probe_at = $6, slow_until = $7, failing_since = $8, last_success_at = greatest(last_success_at, $9)
     WHERE id = $1`,
    [
      ...[id, position, sequence, breaker.failures, breaker.probes],
      breaker.until === null ? null : new Date(breaker.until),
      ...[slowUntil, failingSince, lastSuccessAt],
    ],
  );
}

/** Moves the positions of endpoints to which nothing was sent. */
export async function movePositions(
  tx: EntityManager,
  owner: string,
  moved: readonly { readonly id: string; readonly position: number }[],
): Promise<void> {
  await tx.query(
    `UPDATE webhook w SET position = m.position FROM json_to_recordset($2::json) AS m (id text, position bigint)
     WHERE w.id = m.id AND w.lease_owner = $1 AND w.position < m.position`,
    [owner, JSON.stringify(moved)],
  );
}

/** Nothing more is sent to it until somebody has it go on. The other readers of the feed are told. */
export async function disable(tx: EntityManager, id: string, reason: string): Promise<void> {
  await tx.query(
    `UPDATE webhook SET status = 'disabled', reason = $2, lease_owner = NULL, lease_until = NULL WHERE id = $1`,
    [id, reason],
  );
  await tx.query(`SELECT feed_tell('webhookDisabled', '', $1, $2::jsonb)`, [id, JSON.stringify({ reason })]);
  notify(tx, 'feed');
}
