import type { EntityManager } from 'typeorm';
import { notify } from '../../platform/database/unit-of-work.js';

/** What a fact can be about. */
export type ChangeKind =
  /** key: pin */
  | 'person'
  /** key: id of a level whose doors or zone changed, or that is being deleted: its persons are looked at again */
  | 'accLevel'
  /** key: id */
  | 'timeZone'
  /** key: '' */
  | 'holiday'
  /** key: serial number: a rule that concerns the device changed, or one of its doors' and readers' settings */
  | 'rule'
  /** key: serial number: everything the device should hold */
  | 'device'
  /** key: serial number: all persons of the device */
  | 'everybody';

/**
 * The order of changes: those that take something away before those that give, and people before changes that only
 * concern devices.
 */
export type Urgency = 'takesAway' | 'gives' | 'upkeep';

const lanes: Readonly<Record<Urgency, number>> = { takesAway: 10, gives: 20, upkeep: 30 };
/**
 * A change of many keys waits behind the few of its lane, so a level with thousands of people does not delay one badge.
 */
const ofMany = 5;
const many = 50;

const usual: Readonly<Record<ChangeKind, Urgency>> = {
  person: 'gives',
  accLevel: 'gives',
  timeZone: 'gives',
  holiday: 'gives',
  rule: 'gives',
  device: 'upkeep',
  everybody: 'gives',
};

const allLanes = Object.values(lanes).flatMap((lane) => [lane, lane + ofMany]);

/** Lanes up to this one are those of an urgency. */
export const lastLaneOf = (urgency: Urgency): number => lanes[urgency] + ofMany;

/** What a notification of new changes says: whether they take something away. */
export const takesAwayHint = 'takesAway';

export interface Change {
  readonly kind: ChangeKind;
  readonly key: string;
  readonly lane: number;
  /** The work on it continues after this serial number or pin; '' = from the start. */
  readonly lookedTo: string;
}

/** What tells a change from others. */
export const nameOf = ({ kind, key }: Pick<Change, 'kind' | 'key'>): string => `${kind} ${key}`;

/** A change to note. */
export interface NewChange {
  readonly kind: ChangeKind;
  readonly key: string;
  /** When it takes effect by itself; left out = now. */
  readonly dueAt?: Date;
  readonly urgency?: Urgency;
  /** The time of the change that this one continues. */
  readonly lane?: number;
  readonly lookedTo?: string;
}

/**
 * A change that takes effect now is due by any clock: the database's may be set back before anybody looks. The moment
 * keeps the order, and makes each such row one of its own.
 */
const atOnce = `clock_timestamp() - interval '100 years'`;

/**
 * States that something changed, in the transaction that changes it. What follows from it for devices is worked out
 * above the features (`sync`), which takes the row and deletes it in the transaction that writes the result.
 * @param dueAt when the change takes effect by itself; left out = now
 */
export const recordChange = (
  tx: EntityManager,
  kind: ChangeKind,
  keys: readonly string[],
  dueAt?: Date,
): Promise<void> =>
  recordChanges(
    tx,
    keys.map((key) => ({ kind, key, ...(dueAt ? { dueAt } : {}) })),
  );

/** States a change that may take something from somebody: devices hear of it before all that is given. */
export const recordTaking = (tx: EntityManager, kind: ChangeKind, keys: readonly string[]): Promise<void> =>
  recordChanges(
    tx,
    keys.map((key) => ({ kind, key, urgency: 'takesAway' })),
  );

/** Several at once. A change that waits already for the same moment is moved up where this one is more urgent, never down. */
export async function recordChanges(tx: EntityManager, changes: readonly NewChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rank = changes.length > many ? ofMany : 0;
  const lane = (change: NewChange) => Math.max(change.lane ?? 0, laneOf(change) + rank);
  await tx.query(
    `INSERT INTO change (kind, key, due_at, lane, looked_to)
     SELECT DISTINCT ON (kind, key, due_at) kind, key, coalesce(due_at, ${atOnce}), lane, looked_to
     FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::smallint[], $5::text[])
       AS c (kind, key, due_at, lane, looked_to)
     ORDER BY kind, key, due_at, lane, looked_to
     ON CONFLICT (kind, key, due_at) DO UPDATE SET lane = least(change.lane, excluded.lane), looked_to = ''
       WHERE change.lane > excluded.lane OR change.looked_to <> excluded.looked_to`,
    [
      changes.map(({ kind }) => kind),
      changes.map(({ key }) => key),
      changes.map(({ dueAt }) => dueAt ?? null),
      changes.map(lane),
      changes.map(({ lookedTo }) => lookedTo ?? ''),
    ],
  );
  const now = changes.filter(({ dueAt }) => dueAt === undefined);
  if (now.length === 0) return;
  const takes = now.some((change) => lane(change) <= lastLaneOf('takesAway'));
  notify(tx, 'change', takes ? takesAwayHint : '');
}

/**
 * Whether something that takes away is committed and not worked out yet: about one of these persons, about the device, or
 * about levels and times, which may concern anybody. What this transaction itself has noted does not count.
 */
export async function isTakingAway(tx: EntityManager, sn: string, pins: readonly string[]): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `SELECT 1 FROM change WHERE due_at <= clock_timestamp() AND xmin <> pg_current_xact_id()::xid
       AND (lane <= $1 AND (kind = 'person' AND key = ANY($2) OR kind IN ('accLevel', 'timeZone', 'holiday'))
         OR kind IN ('rule', 'device', 'everybody') AND key = $3) LIMIT 1`,
    [lastLaneOf('takesAway'), pins, sn],
  );
  return rows.length > 0;
}

function laneOf({ kind, dueAt, urgency, lane }: NewChange): number {
  if (lane !== undefined) return lane - (lane % 10);
  // A change of a person that comes with time mostly ends a right.
  return (
    lanes[urgency ?? (dueAt && kind === 'person' ? 'takesAway' : usual[kind])] + (kind === 'everybody' ? ofMany : 0)
  );
}

/** Kinds that are processed together, and how many at once: a batch must not hold its locks for long. */
const batches: readonly { readonly kinds: readonly ChangeKind[]; readonly most: number }[] = [
  { kinds: ['person'], most: 200 },
  { kinds: ['accLevel', 'timeZone', 'holiday'], most: 50 },
  { kinds: ['rule', 'device'], most: 50 },
  { kinds: ['everybody'], most: 20 },
];

/**
 * Takes changes that are due, of the most urgent lane and of kinds that are processed together. They are deleted when
 * the transaction commits, and stay when it does not. Changes of the same keys in other lanes are taken with them.
 * @param urgency nothing less urgent is taken
 * @param except names of changes that are left for later
 * @param now by the clock that also judges what is true by then: by another clock a change would come late, or again and
 * again
 */
export async function takeChanges(
  tx: EntityManager,
  urgency: Urgency,
  most = Infinity,
  except: readonly string[] = [],
  now = new Date(),
): Promise<Change[]> {
  // Lane by lane, because each has changes whose time has not come.
  const [first]: Pick<Change, 'kind' | 'lane'>[] = await tx.query(
    `SELECT c.kind, c.lane FROM unnest($1::smallint[]) AS l (lane) CROSS JOIN LATERAL (
       SELECT kind, lane FROM change WHERE lane = l.lane AND due_at <= $4 AND kind = ANY($2)
         AND kind || ' ' || key <> ALL($3)
       ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) c LIMIT 1`,
    [allLanes.filter((lane) => lane <= lastLaneOf(urgency)), batches.flatMap(({ kinds }) => kinds), except, now],
  );
  const batch = first && batches.find(({ kinds }) => kinds.includes(first.kind));
  if (!batch) return [];
  const [taken]: [Change[], number] = await tx.query(
    `WITH picked AS MATERIALIZED (
       SELECT kind, key FROM change WHERE lane = $1 AND due_at <= $5 AND kind = ANY($2)
         AND kind || ' ' || key <> ALL($4)
       ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
     DELETE FROM change WHERE id IN (
       SELECT c.id FROM (SELECT DISTINCT kind, key FROM picked) p CROSS JOIN LATERAL (
         SELECT id FROM change WHERE kind = p.kind AND key = p.key AND due_at <= $5
         FOR UPDATE SKIP LOCKED) c)
     RETURNING kind, key, lane, looked_to AS "lookedTo"`,
    [first.lane, batch.kinds, Math.min(most, batch.most), except, now],
  );
  return joined(taken, first.lane);
}

/** One of each key, from where the work on it has to begin. */
function joined(taken: readonly Change[], lane: number): Change[] {
  const all = new Map<string, Change>();
  for (const change of taken) {
    const name = nameOf(change);
    const other = all.get(name)?.lookedTo ?? change.lookedTo;
    all.set(name, { ...change, lane, lookedTo: other === change.lookedTo ? other : '' });
  }
  return [...all.values()];
}
