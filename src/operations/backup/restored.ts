import type { EntityManager } from 'typeorm';
import { restoreHold, type RestoreHold } from '../../core/ledger/restore-hold.js';

/** What waits since a restore, as far as devices have told what they hold. */
export interface RestoredState extends RestoreHold {
  readonly devices: number;
  readonly compared: number;
  /** Rows that they lack, or hold otherwise. */
  readonly rows: number;
  readonly lacking: readonly { readonly pin: string; readonly name: string; readonly devices: readonly string[] }[];
}

const mostLacking = 1_000;

/** The last comparison of each device since the restore. */
const compared = `(SELECT DISTINCT ON (v.sn) v.sn, v.steps FROM verification v JOIN device d ON d.sn = v.sn
  WHERE v.status = 'done' AND v.created_at >= $1::timestamptz AND d.status = 'approved' ORDER BY v.sn, v.id DESC)`;

export async function restoredState(tx: EntityManager): Promise<RestoredState | null> {
  const hold = await restoreHold(tx);
  if (!hold) return null;
  const since = [hold.restoredAt];
  const [counts] = await tx.query<{ devices: number; compared: number; rows: number }[]>(
    `SELECT (SELECT count(*)::int FROM device WHERE status = 'approved') AS devices, count(DISTINCT c.sn)::int AS compared,
       coalesce(sum((s -> 'totals' ->> 'missing')::int + (s -> 'totals' ->> 'different')::int), 0)::int AS rows
     FROM ${compared} c LEFT JOIN LATERAL jsonb_array_elements(c.steps) AS s ON true`,
    since,
  );
  const lacking = await tx.query<RestoredState['lacking']>(
    `SELECT l.pin, coalesce((SELECT trim(p.name || ' ' || p.last_name) FROM person p WHERE p.pin = l.pin), '') AS name,
       array_agg(DISTINCT l.sn ORDER BY l.sn) AS devices
     FROM ${compared} c CROSS JOIN LATERAL jsonb_array_elements(c.steps) AS s
       CROSS JOIN LATERAL (SELECT jsonb_array_elements_text(s -> 'missing') AS key
         UNION ALL SELECT jsonb_array_elements(s -> 'different') ->> 'key') k
       JOIN ledger l ON l.sn = c.sn AND l.table_name = s ->> 'table' AND l.key = k.key
     WHERE l.pin <> '' AND l.desired_hash IS NOT NULL GROUP BY l.pin ORDER BY l.pin LIMIT ${mostLacking}`,
    since,
  );
  return { ...hold, ...(counts ?? { devices: 0, compared: 0, rows: 0 }), lacking };
}
