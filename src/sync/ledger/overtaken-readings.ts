import type { EntityManager } from 'typeorm';
import { settingTables } from '../desired/table-order.js';
import type { ComparedEntry } from './ledger.repository.js';

type Overtaken = Pick<ComparedEntry, 'sn' | 'table' | 'key' | 'unit'>;

const overtaken = 'unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS r (sn, table_name, key, unit)';
const arrays = (rows: readonly Overtaken[]) => [
  rows.map(({ sn }) => sn),
  rows.map(({ table }) => table),
  rows.map(({ key }) => key),
  rows.map(({ unit }) => unit),
];

/**
 * What was decided about these rows is newer than what a survey read of them. Taken over later, the reading would give
 * back what was taken away. A DELETE takes its whole unit: rows of another server go with ours, and are not foreign any
 * more. Rows of a table that has been asked for may come after this: that is noted, too.
 */
export async function forgetReadings(tx: EntityManager, rows: readonly Overtaken[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO survey_overtaken (survey_id, table_name, key, unit)
     SELECT s.id, r.table_name, r.key, r.unit FROM ${overtaken} JOIN survey s ON s.sn = r.sn AND s.status = 'running'
       AND s.steps @> jsonb_build_array(jsonb_build_object('table', r.table_name, 'status', 'reading'))
     ON CONFLICT DO NOTHING`,
    arrays(rows),
  );
  await tx.query(
    `WITH r AS (SELECT s.id, s.status, r.* FROM ${overtaken} JOIN survey s ON s.sn = r.sn),
     gone AS (
       DELETE FROM survey_row f USING (
         SELECT id, table_name, key FROM r
         UNION SELECT r.id, r.table_name, o.key FROM r JOIN survey_row o ON o.survey_id = r.id
           AND o.row ->> 'pin' = substr(r.unit, 5) AND o.table_name = r.table_name WHERE lower(left(r.unit, 4)) = 'pin='
         UNION SELECT r.id, r.table_name, o.key FROM r JOIN survey_row o ON o.survey_id = r.id
           AND o.table_name = r.table_name WHERE r.unit = '*' AND r.table_name <> ALL($5)) w
       WHERE f.survey_id = w.id AND f.table_name = w.table_name AND f.key = w.key
       RETURNING f.survey_id, f.table_name, f.standing),
     less AS (
       SELECT s.sn, g.table_name, count(*)::int AS rows FROM gone g JOIN survey s ON s.id = g.survey_id
       WHERE g.standing = 'foreign' AND s.status = 'done' GROUP BY 1, 2)
     UPDATE take_over t SET foreign_rows = (
       SELECT coalesce(jsonb_object_agg(o.table_name, o.rows - coalesce(l.rows, 0))
         FILTER (WHERE o.rows > coalesce(l.rows, 0)), '{}')
       FROM (SELECT key AS table_name, value::int AS rows FROM jsonb_each_text(t.foreign_rows)) o
         LEFT JOIN less l ON l.sn = t.sn AND l.table_name = o.table_name)
     WHERE t.sn IN (SELECT sn FROM less)`,
    [...arrays(rows), [...settingTables]],
  );
}

/** What the device has in place of these rows is ours: a password of the server before is none that may be learnt. */
export async function forgetSecrets(tx: EntityManager, rows: readonly Overtaken[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `UPDATE survey_row f SET secret = NULL FROM survey s, ${overtaken}
     WHERE s.sn = r.sn AND f.survey_id = s.id AND f.table_name = r.table_name AND f.key = r.key AND f.secret IS NOT NULL`,
    arrays(rows),
  );
}

/** The device holds nothing in this table any more, whoever wrote it. */
export async function forgetTable(tx: EntityManager, sn: string, table: string): Promise<void> {
  await tx.query(
    'DELETE FROM survey_row f USING survey s WHERE s.sn = $1 AND f.survey_id = s.id AND f.table_name = $2',
    [sn, table],
  );
  await tx.query('UPDATE take_over SET foreign_rows = foreign_rows - $2::text WHERE sn = $1', [sn, table]);
}
