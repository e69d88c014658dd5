import type { EntityManager } from 'typeorm';

/** What was deleted because a clock was wrong does not come back. */
const clockKey = 'retentionClock';

/**
 * Whoever looks each hour sees when the database's clock goes forward by more than a week, or when nobody has looked for
 * so long. Then nothing is deleted for a day, so that somebody can put the clock right. A clock that goes back ends it.
 * @returns until when nothing is deleted; null = it may be
 */
export async function deletesNothingUntil(tx: EntityManager): Promise<Date | null> {
  const [row]: { until: Date | null }[] = await tx.query(
    `INSERT INTO setting AS s (key, value) VALUES ('${clockKey}', jsonb_build_object('at', now(), 'from', now()))
     ON CONFLICT (key) DO UPDATE SET value = jsonb_build_object('at', now(), 'from', CASE
       WHEN now() > (s.value ->> 'at')::timestamptz + interval '7 days' THEN now() + interval '1 day'
       WHEN now() < (s.value ->> 'at')::timestamptz - interval '1 hour' THEN now()
       ELSE (s.value ->> 'from')::timestamptz END)
     RETURNING nullif(greatest((value ->> 'from')::timestamptz, now()), now()) AS until`,
  );
  return row?.until ?? null;
}
