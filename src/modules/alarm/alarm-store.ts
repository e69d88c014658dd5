import type { EntityManager } from 'typeorm';
import { notify } from '../../platform/database/unit-of-work.js';
import type { AlarmKind, Priority } from './alarm-kinds.js';

/** One thing is in an alarm at most once for each kind: a door, or a device. */
export interface AlarmPlace {
  readonly kind: AlarmKind;
  readonly place: string;
}

export interface Raise extends AlarmPlace {
  readonly sn: string;
  readonly doorId: string | null;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly eventId: string | null;
  /** The intrusion panel that it comes from; left out = a device. */
  readonly intrusionPanelId?: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** How often it happened. */
  readonly times: number;
}

/** An alarm that changed, for the feed. */
export interface Told {
  readonly id: string;
  readonly what: 'raised' | 'repeated' | 'ended' | 'acked' | 'noted' | 'shelved' | 'unshelved';
}

/**
 * Raises an alarm, or counts one that is open. What was acknowledged and happens again is news: the alarm that was
 * acknowledged ends, and another begins.
 */
export async function raise(tx: EntityManager, alarm: Raise, priority: Priority): Promise<Told> {
  await tx.query(
    `UPDATE alarm SET active = false, ended_at = clock_timestamp()
     WHERE kind = $1 AND place = $2 AND is_open AND ack_at IS NOT NULL`,
    [alarm.kind, alarm.place],
  );
  const [row]: { id: string; isNew: boolean }[] = await tx.query(
    `INSERT INTO alarm AS a (kind, place, code, params, priority, sn, door_id, event_id, count, first_at, last_at,
       intrusion_panel_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (kind, place) WHERE is_open DO UPDATE SET count = a.count + excluded.count, active = true, ended_at = NULL,
       first_at = least(a.first_at, excluded.first_at), last_at = greatest(a.last_at, excluded.last_at),
       code = excluded.code, params = excluded.params, event_id = excluded.event_id, told_at = clock_timestamp()
     RETURNING id::text, xmax = 0 AS "isNew"`,
    [
      ...[alarm.kind, alarm.place, alarm.code, JSON.stringify(alarm.params), priority, alarm.sn, alarm.doorId],
      ...[alarm.eventId, alarm.times, alarm.firstAt, alarm.lastAt, alarm.intrusionPanelId ?? null],
    ],
  );
  return { id: row?.id ?? '', what: row?.isNew ? 'raised' : 'repeated' };
}

/** The causes of these alarms are over. @param which SQL about `a`, with the values in `parameters` */
export async function end(tx: EntityManager, which: string, parameters: readonly unknown[]): Promise<Told[]> {
  const [ended]: [{ id: string }[], number] = await tx.query(
    `UPDATE alarm a SET active = false, ended_at = clock_timestamp(), told_at = clock_timestamp()
     WHERE a.is_open AND a.active AND ${which} RETURNING a.id::text`,
    [...parameters],
  );
  return ended.map(({ id }) => ({ id, what: 'ended' }));
}

/** SQL for the state of `a`; `closed` is what is over and acknowledged. */
export const stateOf = `CASE WHEN a.ack_at IS NOT NULL THEN CASE WHEN a.active THEN 'acked' ELSE 'closed' END
  WHEN a.shelved_until > clock_timestamp() THEN 'shelved' WHEN a.active THEN 'unacked' ELSE 'cleared' END`;

/** Puts changes into the feed, the last change of each alarm alone. Call it last in its transaction. */
export async function tell(tx: EntityManager, changes: readonly Told[]): Promise<void> {
  const last = [...new Map(changes.map(({ id, what }) => [id, what]))];
  if (last.length === 0) return;
  await tx.query(
    `SELECT feed_tell('alarm', a.sn, a.id::text, jsonb_build_object('what', c.what, 'kind', a.kind,
       'priority', a.priority, 'state', ${stateOf}, 'doorId', a.door_id, 'count', a.count))
     FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS c (id, what, nth) JOIN alarm a ON a.id = c.id ORDER BY c.nth`,
    [last.map(([id]) => id), last.map(([, what]) => what)],
  );
  notify(tx, 'feed');
}
