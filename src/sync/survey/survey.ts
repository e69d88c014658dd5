import type { EntityManager } from 'typeorm';
import type { Purpose } from './purpose.js';

/** How far the reading of one table is. */
export type SurveyStepStatus = 'waiting' | 'reading' | 'read' | 'cannotRead' | 'noAnswer' | 'failed';

/**
 * How a row stands to what is wanted here: as it should be, with other values, on its way, of somebody else, one of the
 * device's own, or not there.
 */
export const standings = ['ours', 'differs', 'pending', 'foreign', 'own', 'missing'] as const;
export type Standing = (typeof standings)[number];

export type Tally = Readonly<Record<Standing, number>>;

const noRows = Object.fromEntries(standings.map((name) => [name, 0])) as Tally;

export const added = (one: Tally | null, more: Partial<Tally>): Tally =>
  Object.fromEntries(standings.map((name) => [name, (one?.[name] ?? 0) + (more[name] ?? 0)])) as Tally;

/** The reading of one table, or of one biometric type of a table. */
export interface SurveyStep {
  readonly table: string;
  readonly type: number | null;
  readonly status: SurveyStepStatus;
  /** Rows that the device told. */
  readonly rows: number | null;
  readonly tally: Tally | null;
  /** Rows without a key that can be read. */
  readonly unreadable: number;
  readonly returnCode: number | null;
}

export const newSurveyStep = (table: string, type: number | null): SurveyStep => ({
  table,
  type,
  status: 'waiting',
  rows: null,
  tally: null,
  unreadable: 0,
  returnCode: null,
});

export interface Survey {
  readonly id: number;
  readonly sn: string;
  readonly purpose: Purpose;
  readonly status: 'running' | 'done';
  readonly steps: readonly SurveyStep[];
  readonly commandId: number | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** One row that a device holds, or lacks. */
export interface SurveyRow {
  readonly table: string;
  readonly key: string;
  readonly standing: Standing;
  /** What differs, by the names on the wire. */
  readonly columns: readonly string[];
  /** By the names of its table's declaration, without secrets. */
  readonly row: Readonly<Record<string, unknown>>;
  /** Secrets that it has, by their names on the wire. */
  readonly hidden: readonly string[];
}

const columns = `id, sn, purpose, status, steps, command_id AS "commandId", created_at AS "createdAt", finished_at AS "finishedAt"`;

/** The surveys that a condition names. */
export const surveys = (tx: EntityManager, where: string, values: readonly unknown[]): Promise<Survey[]> =>
  tx.query(`SELECT ${columns} FROM survey WHERE ${where}`, [...values]);

/** The next survey of a device takes the place of the last one. */
export async function makeSurvey(
  tx: EntityManager,
  { sn, purpose, steps }: Pick<Survey, 'sn' | 'purpose' | 'steps'>,
): Promise<Survey> {
  await tx.query('DELETE FROM survey WHERE sn = $1', [sn]);
  await tx.query('INSERT INTO survey (sn, purpose, steps) VALUES ($1, $2, $3)', [sn, purpose, JSON.stringify(steps)]);
  const [made] = await surveys(tx, 'sn = $1', [sn]);
  if (!made) throw new Error(`the survey of ${sn} vanished`);
  return made;
}

export async function saveSurvey(
  tx: EntityManager,
  id: number,
  { steps, commandId, status }: Pick<Survey, 'steps' | 'commandId' | 'status'>,
): Promise<void> {
  await tx.query(
    `UPDATE survey SET steps = $2, command_id = $3, status = $4, touched_at = clock_timestamp(),
       finished_at = CASE WHEN $4 = 'done' THEN clock_timestamp() END WHERE id = $1`,
    [id, JSON.stringify(steps), commandId, status],
  );
}

/** A row with its secret, sealed. */
export interface RowToKeep extends SurveyRow {
  readonly secret: Buffer | null;
}

/** A key that a device tells twice counts once, and one that was decided about since does not. @returns how the new ones stand */
export async function keepRows(tx: EntityManager, surveyId: number, rows: readonly RowToKeep[]): Promise<Tally> {
  if (rows.length === 0) return noRows;
  const counted: { standing: Standing; rows: number }[] = await tx.query(
    `WITH kept AS (INSERT INTO survey_row (survey_id, table_name, key, standing, columns, row, hidden, secret)
     SELECT $1, t."table", t.key, t.standing, t.columns, t.row, t.hidden, decode(t.secret, 'base64')
     FROM jsonb_to_recordset($2::jsonb)
       AS t ("table" text, key text, standing text, columns text[], row jsonb, hidden text[], secret text)
     WHERE NOT EXISTS (SELECT 1 FROM survey_overtaken o
       WHERE o.survey_id = $1 AND o.table_name = t."table" AND (o.key = t.key
         OR (lower(left(o.unit, 4)) = 'pin=' AND substr(o.unit, 5) = t.row ->> 'pin')))
     ON CONFLICT DO NOTHING RETURNING standing)
     SELECT standing, count(*)::int AS rows FROM kept GROUP BY 1`,
    [surveyId, JSON.stringify(rows.map((row) => ({ ...row, secret: row.secret?.toString('base64') ?? null })))],
  );
  return added(noRows, Object.fromEntries(counted.map((one) => [one.standing, one.rows])));
}

/** What is asked of the rows of a survey. */
export interface RowFilter {
  readonly table?: string | undefined;
  readonly standing?: Standing | undefined;
}

/** By table and key, beginning behind `after`, the two of them joined by a line feed. */
export const surveyRows = (
  tx: EntityManager,
  surveyId: number,
  { table, standing }: RowFilter,
  { after = '', limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<SurveyRow[]> =>
  tx.query(
    `SELECT table_name AS "table", key, standing, columns, row, hidden FROM survey_row
     WHERE survey_id = $1 AND ($2::text IS NULL OR table_name = $2) AND ($3::text IS NULL OR standing = $3)
       AND (table_name, key) > ($4, $5) ORDER BY table_name, key LIMIT $6`,
    [surveyId, table?.toLowerCase() ?? null, standing ?? null, ...placeIn(after), limit],
  );

const placeIn = (after: string): [string, string] => {
  const at = after.indexOf('\n');
  return at < 0 ? ['', ''] : [after.slice(0, at), after.slice(at + 1)];
};

export const placeOfRow = ({ table, key }: SurveyRow): string => `${table}\n${key}`;
