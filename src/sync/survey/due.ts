import type { EntityManager } from 'typeorm';
import { optionTableName } from '../../protocol/access-push/tables/writable.js';
import type { DuePurpose, Purpose } from './purpose.js';
import type { Survey } from './survey.js';

/** A device is to be read. What was found before stays until then. */
export async function surveyDue(tx: EntityManager, sns: readonly string[], due: DuePurpose): Promise<void> {
  if (sns.length === 0) return;
  await tx.query(
    `INSERT INTO take_over (sn, due) SELECT sn, $2 FROM unnest($1::text[]) sn
     ON CONFLICT (sn) DO UPDATE SET due = excluded.due, due_at = NULL`,
    [sns, due],
  );
}

/** A gateway that works on what was found shows that it does; after this long without it another one goes on. */
export const restMinutes = 5;

export async function goesOn(tx: EntityManager, surveyId: number): Promise<void> {
  await tx.query('UPDATE survey SET follow_at = clock_timestamp() WHERE id = $1 AND follow_at IS NOT NULL', [surveyId]);
}

/** An operator has decided otherwise. */
export async function notDue(tx: EntityManager, sn: string): Promise<void> {
  await tx.query('UPDATE take_over SET due = NULL, due_at = NULL WHERE sn = $1 AND due IS NOT NULL', [sn]);
}

/** The reading begins. @returns why */
export async function takeDue(tx: EntityManager, sn: string): Promise<Purpose> {
  const [rows]: [{ due: DuePurpose }[], number] = await tx.query(
    `UPDATE take_over t SET due = NULL, due_at = NULL FROM take_over before
     WHERE t.sn = $1 AND before.sn = t.sn AND before.due IS NOT NULL RETURNING before.due`,
    [sn],
  );
  return rows[0]?.due ?? 'asked';
}

/** After a reading for one of these reasons, a device should hold nothing else. */
const emptying: ReadonlySet<Purpose> = new Set(['clear', 'proof']);
const unanswered: ReadonlySet<string> = new Set(['noAnswer', 'failed']);

/** What a reading found, until the next one. */
export async function noteForeign(
  tx: EntityManager,
  { id, sn, steps, purpose }: Pick<Survey, 'id' | 'sn' | 'steps' | 'purpose'>,
): Promise<void> {
  const silent = [...new Set(steps.filter(({ status }) => unanswered.has(status)).map(({ table }) => table))];
  // A reading for another reason proves what it was told, and takes back no doubt about the rest.
  await tx.query(
    // Rows may have gone since their table was read.
    `INSERT INTO take_over AS t (sn, foreign_rows, unproved)
     SELECT $1, coalesce(jsonb_object_agg(f.table_name, f.rows), '{}'),
       CASE WHEN $4::boolean THEN $3::text[] ELSE '{}'::text[] END FROM (
       SELECT table_name, count(*)::int AS rows FROM survey_row WHERE survey_id = $2 AND standing = 'foreign' GROUP BY 1) f
     ON CONFLICT (sn) DO UPDATE SET foreign_rows = excluded.foreign_rows,
       unproved = CASE WHEN $4::boolean THEN $3::text[] ELSE ARRAY(SELECT unnest(t.unproved) INTERSECT SELECT unnest($3::text[])) END`,
    [sn, id, silent, emptying.has(purpose)],
  );
  await proveAgain(tx, sn);
}

/** Seconds until a device that has not proved that it is empty is asked again; after the last it is said that it is not. */
const proofsAfter = [10, 60, 300];

async function proveAgain(tx: EntityManager, sn: string): Promise<void> {
  await tx.query(
    `UPDATE take_over SET proofs = CASE WHEN unproved = '{}' THEN 0 ELSE proofs + 1 END,
       due = CASE WHEN unproved = '{}' OR proofs >= ${proofsAfter.length} THEN due ELSE coalesce(due, 'proof') END,
       due_at = CASE WHEN unproved <> '{}' AND due IS NULL
         THEN clock_timestamp() + ($2::int[])[proofs + 1] * interval '1 second' ELSE due_at END
     WHERE sn = $1 AND (unproved <> '{}' OR proofs > 0)`,
    [sn, proofsAfter],
  );
}

/**
 * A reading is also a comparison: wrong rows keep the device out of sync. Options are set again without a further
 * comparison. @returns their tables
 */
export async function noteCompared(tx: EntityManager, { sn, steps }: Pick<Survey, 'sn' | 'steps'>): Promise<string[]> {
  const read = steps.flatMap(({ table, type, tally }) =>
    tally && table !== optionTableName
      ? [{ place: type === null ? table : `${table} ${type}`, wrong: tally.differs + tally.missing }]
      : [],
  );
  const users = steps.find(({ table }) => table === 'user')?.tally?.foreign ?? null;
  await tx.query(
    `UPDATE device SET found_differing = found_differing - $2::text[] || $3::jsonb,
       extra_users = coalesce($4, extra_users) WHERE sn = $1`,
    [
      sn,
      read.map(({ place }) => place),
      JSON.stringify(
        Object.fromEntries(read.filter(({ wrong }) => wrong > 0).map(({ place, wrong }) => [place, wrong])),
      ),
      users,
    ],
  );
  return [
    ...new Set(steps.filter(({ tally }) => tally && tally.differs + tally.missing > 0).map(({ table }) => table)),
  ];
}

/** Rows by table that nothing here wants, for devices that have any. */
export async function foreignOf(
  tx: EntityManager,
  sns: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
  const rows: { sn: string; found: Record<string, number> }[] = await tx.query(
    `SELECT sn, foreign_rows AS found FROM take_over WHERE sn = ANY($1) AND foreign_rows <> '{}'`,
    [sns],
  );
  return new Map(rows.map(({ sn, found }) => [sn, found]));
}
