import type { EntityManager } from 'typeorm';
import type { Due, Purpose } from './purpose.js';
import type { Survey } from './survey.js';

/** A device is to be read. What was found before stays until then. */
export async function surveyDue(tx: EntityManager, sns: readonly string[], due: Due): Promise<void> {
  if (sns.length === 0) return;
  await tx.query(
    `INSERT INTO take_over (sn, due) SELECT sn, $2 FROM unnest($1::text[]) sn
     ON CONFLICT (sn) DO UPDATE SET due = excluded.due`,
    [sns, due],
  );
}

/** An operator has decided otherwise. */
export async function notDue(tx: EntityManager, sn: string): Promise<void> {
  await tx.query('UPDATE take_over SET due = NULL WHERE sn = $1 AND due IS NOT NULL', [sn]);
}

/** The reading begins. @returns why */
export async function takeDue(tx: EntityManager, sn: string): Promise<Purpose> {
  const [rows]: [{ due: Due }[], number] = await tx.query(
    `UPDATE take_over t SET due = NULL FROM take_over before
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
  const unproved = emptying.has(purpose)
    ? steps.filter(({ status }) => unanswered.has(status)).map(({ table }) => table)
    : [];
  await tx.query(
    // Rows may have gone since their table was read.
    `INSERT INTO take_over (sn, foreign_rows, unproved)
     SELECT $1, coalesce(jsonb_object_agg(f.table_name, f.rows), '{}'), $3 FROM (
       SELECT table_name, count(*)::int AS rows FROM survey_row WHERE survey_id = $2 AND standing = 'foreign' GROUP BY 1) f
     ON CONFLICT (sn) DO UPDATE SET foreign_rows = excluded.foreign_rows, unproved = excluded.unproved`,
    [sn, id, [...new Set(unproved)]],
  );
}

/** A reading is also a comparison: wrong rows keep the device out of sync. @returns their tables */
export async function noteCompared(tx: EntityManager, { sn, steps }: Pick<Survey, 'sn' | 'steps'>): Promise<string[]> {
  const read = steps.flatMap(({ table, type, tally }) =>
    tally ? [{ place: type === null ? table : `${table} ${type}`, wrong: tally.differs + tally.missing }] : [],
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
