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
  | 'device';

export interface Change {
  readonly kind: ChangeKind;
  readonly key: string;
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
export async function recordChange(
  tx: EntityManager,
  kind: ChangeKind,
  keys: readonly string[],
  dueAt?: Date,
): Promise<void> {
  if (keys.length === 0) return;
  await tx.query(
    `INSERT INTO change (kind, key, due_at)
     SELECT $1, key, coalesce($3::timestamptz, ${atOnce}) FROM unnest($2::text[]) key
     ON CONFLICT DO NOTHING`,
    [kind, [...new Set(keys)], dueAt ?? null],
  );
  if (!dueAt) notify(tx, 'change');
}

/** Takes up to `limit` changes that are due. They are deleted when the transaction commits, and stay if it does not. */
export async function takeChanges(tx: EntityManager, kinds: readonly ChangeKind[], limit: number): Promise<Change[]> {
  const taken: [Change[], number] = await tx.query(
    `DELETE FROM change WHERE id IN (
       SELECT id FROM change WHERE due_at <= clock_timestamp() AND kind = ANY($2)
       ORDER BY due_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING kind, key`,
    [limit, kinds],
  );
  return taken[0];
}
