import type { EntityManager } from 'typeorm';
import { grants, refusals } from '../../protocol/access-push/codes/outcomes.js';

/** Entries of the feed in one go. */
const part = 5_000;

/** Whoever is refused stands at the reader as well as who may pass. */
const presented: readonly number[] = [...grants, ...refusals];

/**
 * Takes up what came into the feed since the last time: whoever presented themselves at a reader of the muster is safe.
 * The place in the feed is kept with the marks, so each event counts once, also after a restart. A time after the moment
 * of receipt is not believed.
 * @returns whether somebody was marked, and whether there may be more; null if there was nothing, the muster has ended,
 *   or somebody else is at it
 */
export async function tick(
  tx: EntityManager,
  musterId: string,
): Promise<{ readonly isMarked: boolean; readonly isMore: boolean } | null> {
  const [muster]: { position: number }[] = await tx.query(
    'SELECT position FROM muster WHERE id = $1 AND ended_at IS NULL FOR UPDATE SKIP LOCKED',
    [musterId],
  );
  if (!muster) return null;
  // Positions have holes.
  const [next]: { until: number | null; n: number }[] = await tx.query(
    `SELECT max(position) AS until, count(*)::int AS n FROM (
       SELECT position FROM feed WHERE position > $1 AND position <= 9223372036854775807 ORDER BY position LIMIT ${part}) f`,
    [muster.position],
  );
  const until = next?.until ?? null;
  if (until === null) return null;
  const marked: unknown[] = await tx.query(
    `INSERT INTO muster_person AS m (muster_id, pin, name, last_name, dept_name, visitor, host_name, added, state,
       state_at, marked_by, reader_id)
     SELECT DISTINCT ON (e.pin) t.id, e.pin, coalesce(p.name, ''), coalesce(p.last_name, ''), coalesce(d.name, ''),
       coalesce(p.is_visitor, false),
       coalesce((SELECT v.host_name FROM visit v WHERE v.person_id = p.id AND v.exit_time IS NULL), ''),
       true, 'safe', s.at, NULL, r.id
     FROM muster t
     JOIN feed f ON f.kind = 'event' AND f.position > $2 AND f.position <= $3 AND f.pin <> ''
     JOIN event e ON e.event_time = f.event_time AND e.id = CASE WHEN f.kind = 'event' THEN f.ref::uuid END
     JOIN reader r ON r.id = ANY(t.reader_ids) AND r.door_id = e.door_id AND (
       e.point_type = 'door' AND e.in_out = r.reader_state OR e.point_type = 'reader' AND e.point_no = r.reader_no)
     CROSS JOIN LATERAL (
       SELECT CASE WHEN e.doubtful THEN e.received_at ELSE least(e.happened_at, e.received_at) END AS at) s
     LEFT JOIN person p ON p.pin = e.pin LEFT JOIN department d ON d.id = p.department_id
     WHERE t.id = $1 AND e.event_no = ANY($4) AND s.at >= date_trunc('second', t.started_at)
       AND (p.id IS NOT NULL OR EXISTS (SELECT 1 FROM muster_person k WHERE k.muster_id = t.id AND k.pin = e.pin))
     ORDER BY e.pin, s.at DESC
     ON CONFLICT (muster_id, pin) DO UPDATE SET state = 'safe', state_at = excluded.state_at, marked_by = NULL,
       reader_id = excluded.reader_id
     WHERE m.state_at IS NULL OR m.state_at < excluded.state_at
     RETURNING pin`,
    [musterId, muster.position, until, presented],
  );
  await tx.query('UPDATE muster SET position = $2 WHERE id = $1', [musterId, until]);
  return { isMarked: marked.length > 0, isMore: next?.n === part };
}
