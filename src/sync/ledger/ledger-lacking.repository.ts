import type { EntityManager } from 'typeorm';

/* What devices were found to lack, by their last comparison since an instant. */

export interface ComparedSince {
  /** Devices that are given nothing, and those of them that were compared. */
  readonly devices: number;
  readonly compared: number;
  /** Rows that they lack, or hold otherwise. */
  readonly rows: number;
}

export interface LackingPerson {
  readonly pin: string;
  readonly name: string;
  readonly devices: readonly string[];
}

const mostPersons = 1_000;

const compared = `(SELECT DISTINCT ON (v.sn) v.sn, v.steps FROM verification v JOIN device d ON d.sn = v.sn
  WHERE v.status = 'done' AND v.created_at >= $1::timestamptz AND d.giving_held ORDER BY v.sn, v.id DESC)`;

export async function comparedSince(tx: EntityManager, since: string): Promise<ComparedSince> {
  const [counts] = await tx.query<ComparedSince[]>(
    `SELECT (SELECT count(*)::int FROM device WHERE giving_held) AS devices, count(DISTINCT c.sn)::int AS compared,
       coalesce(sum((s -> 'totals' ->> 'missing')::int + (s -> 'totals' ->> 'different')::int), 0)::int AS rows
     FROM ${compared} c LEFT JOIN LATERAL jsonb_array_elements(c.steps) AS s ON true`,
    [since],
  );
  return counts ?? { devices: 0, compared: 0, rows: 0 };
}

/** Persons of whom a device lacks something that it should still hold. The first thousand, by pin. */
export const personsLacking = (tx: EntityManager, since: string): Promise<LackingPerson[]> =>
  tx.query(
    `SELECT l.pin, coalesce((SELECT trim(p.name || ' ' || p.last_name) FROM person p WHERE p.pin = l.pin), '') AS name,
       array_agg(DISTINCT l.sn ORDER BY l.sn) AS devices
     FROM ${compared} c CROSS JOIN LATERAL jsonb_array_elements(c.steps) AS s
       CROSS JOIN LATERAL (SELECT jsonb_array_elements_text(s -> 'missing') AS key
         UNION ALL SELECT jsonb_array_elements(s -> 'different') ->> 'key') k
       JOIN ledger l ON l.sn = c.sn AND l.table_name = s ->> 'table' AND l.key = k.key
     WHERE l.pin <> '' AND l.desired_hash IS NOT NULL GROUP BY l.pin ORDER BY l.pin LIMIT ${mostPersons}`,
    [since],
  );
