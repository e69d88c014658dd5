import type { EntityManager } from 'typeorm';
import { declarationOf, endedBy, furtherEvents, kindsOfDoors, raisedBy, type AlarmKind } from './alarm-kinds.js';
import type { AlarmPlace, Raise } from './alarm-store.js';

export type Signal = (Raise & { readonly does: 'raise' }) | (AlarmPlace & { readonly does: 'end' });

/** A part of the feed, read to its end. */
export interface ReadPart {
  readonly signals: readonly Signal[];
  readonly position: number;
  readonly isFull: boolean;
}

interface FeedDetail {
  readonly sensor?: number | null;
  readonly alarm?: number | null;
  /** Of a camera. */
  readonly code?: string;
  readonly state?: 'begin' | 'end';
  readonly text?: string;
  readonly camera?: string;
  readonly doorId?: string | null;
}

interface FeedRow {
  readonly position: number;
  readonly kind: string;
  readonly sn: string;
  readonly ref: string;
  readonly at: Date;
  readonly detail: FeedDetail | null;
  readonly eventNo: number | null;
  readonly eventLevel: number | null;
  readonly happenedAt: Date | null;
  readonly doubtful: boolean | null;
  readonly doorId: string | null;
  readonly pointType: string | null;
  readonly pointNo: number | null;
  /** A command that set the clock was carried out. */
  readonly isClockSet: boolean;
}

/** An event is looked up by its key. What the feed has besides is looked at here. */
const rows = `SELECT f.position, f.kind, f.sn, f.ref, f.at, f.detail, e.event_no AS "eventNo", e.event_level AS "eventLevel",
    e.happened_at AS "happenedAt", e.doubtful, e.door_id AS "doorId", e.point_type AS "pointType",
    e.point_no AS "pointNo", c.id IS NOT NULL AS "isClockSet"
  FROM (SELECT * FROM feed WHERE position > $1 AND position <= 9223372036854775807 ORDER BY position LIMIT $2) f
  LEFT JOIN LATERAL (
    SELECT * FROM event v WHERE v.event_time = f.event_time AND v.id = CASE WHEN f.kind = 'event' THEN f.ref::uuid END
      AND (v.event_level = 2 OR v.event_no = ANY($3))) e ON true
  LEFT JOIN LATERAL (
    SELECT o.id FROM command o WHERE o.id = CASE WHEN f.kind = 'command' THEN f.ref::int END
      AND o.type = 'setTime' AND o.status = 'done') c ON true
  ORDER BY f.position`;

const openSensor = 2;

/** What the feed says about alarms, in its order. Raises of one place that follow each other are one. */
export async function signalsBehind(tx: EntityManager, after: number, most: number): Promise<ReadPart> {
  const found: FeedRow[] = await tx.query(rows, [after, most, furtherEvents]);
  return {
    signals: merged(found.flatMap(signalsOf)),
    position: found.at(-1)?.position ?? after,
    isFull: found.length === most,
  };
}

function signalsOf(row: FeedRow): Signal[] {
  if (row.kind === 'event') return ofEvent(row);
  if (row.kind === 'doorState') return ofDoorState(row);
  if (row.kind === 'syncFailure') return [ofDevice(row, 'sync', { failed: Number(row.ref) })];
  if (row.kind === 'clockDrift') return [ofDevice(row, 'clock', { seconds: Number(row.ref) })];
  if (row.kind === 'holdNotEnded') return [{ ...ofDevice(row, 'holdNotEnded', {}), place: row.ref, doorId: row.ref }];
  if (row.kind === 'cameraAlarm') return [ofCamera(row)];
  return row.isClockSet ? [{ does: 'end', kind: 'clock', place: row.sn }] : [];
}

const ofDevice = (row: FeedRow, kind: AlarmKind, params: Raise['params']): Signal & { does: 'raise' } => ({
  ...{ does: 'raise', kind, place: row.sn, sn: row.sn, doorId: null, code: kind, params, eventId: null, times: 1 },
  ...{ firstAt: row.at, lastAt: row.at },
});

/** The door; else what the event names of the device; else the device. */
function placeOf({ sn, doorId, pointType, pointNo }: FeedRow, kind: AlarmKind): string {
  if (declarationOf(kind).ofDevice) return sn;
  if (doorId !== null) return doorId;
  return pointType === null || pointType === 'none' ? sn : `${sn} ${pointType} ${pointNo ?? 0}`;
}

function ofEvent(row: FeedRow): Signal[] {
  const { eventNo, eventLevel } = row;
  if (eventNo === null) return [];
  const ended = endedBy(eventNo).map((kind): Signal => ({ does: 'end', kind, place: placeOf(row, kind) }));
  const kind = raisedBy(eventNo, eventLevel ?? 0);
  if (kind === null) return ended;
  // A clock that is wrong must not make an alarm of next year.
  const { happenedAt } = row;
  const at = happenedAt !== null && row.doubtful !== true && happenedAt <= row.at ? happenedAt : row.at;
  const doorId = declarationOf(kind).ofDevice ? null : row.doorId;
  return [
    {
      ...{ does: 'raise', kind, place: placeOf(row, kind), sn: row.sn, doorId, code: String(eventNo), times: 1 },
      ...{ params: { eventNo }, eventId: row.ref, firstAt: at, lastAt: at },
    },
  ];
}

/** A camera is in one alarm for each code. */
function ofCamera(row: FeedRow): Signal {
  const { code = '', state, text = '', camera = '', doorId = null } = row.detail ?? {};
  const place = `camera ${row.ref} ${code}`;
  if (state === 'end') return { does: 'end', kind: 'camera', place };
  return { ...ofDevice(row, 'camera', { camera, text, cameraId: row.ref }), place, doorId, code };
}

/** A door that is shut and reports no such alarm any more. */
function ofDoorState({ sn, ref, detail }: FeedRow): Signal[] {
  const alarm = detail?.alarm ?? null;
  if (alarm === null) return [];
  return kindsOfDoors.flatMap(([kind, bits]): Signal[] => {
    const isOpen = detail?.sensor === openSensor && !declarationOf(kind).ofDevice;
    if ((alarm & bits) !== 0 || isOpen) return [];
    return [{ does: 'end', kind, place: declarationOf(kind).ofDevice ? sn : ref }];
  });
}

/** A storm of one alarm is one statement, and what ends nothing again is not asked twice. */
function merged(signals: readonly Signal[]): Signal[] {
  const done: Signal[] = [];
  const lastOf = new Map<string, number>();
  for (const signal of signals) {
    const key = `${signal.kind} ${signal.place}`;
    const nth = lastOf.get(key);
    const last = nth === undefined ? undefined : done[nth];
    if (nth !== undefined && last?.does === signal.does) {
      if (last.does === 'raise' && signal.does === 'raise') done[nth] = both(last, signal);
      continue;
    }
    lastOf.set(key, done.push(signal) - 1);
  }
  return done;
}

const both = (one: Raise & { does: 'raise' }, other: Raise): Signal => ({
  ...one,
  ...{ code: other.code, params: other.params, eventId: other.eventId, times: one.times + other.times },
  firstAt: one.firstAt < other.firstAt ? one.firstAt : other.firstAt,
  lastAt: one.lastAt > other.lastAt ? one.lastAt : other.lastAt,
});
