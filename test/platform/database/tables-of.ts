import type { DataSource } from 'typeorm';

/** Written by the code that migrates, not by a migration. */
const bookkeeping = ['migrations', 'schema_object'];

const questions = [
  // storage: only if it is not the default of the type.
  `SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
     || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
     || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
     || CASE a.attidentity WHEN 'a' THEN ' GENERATED ALWAYS AS IDENTITY' ELSE a.attidentity::text END
     || CASE WHEN a.attstorage <> t.typstorage THEN ' STORAGE ' || a.attstorage::text ELSE '' END AS line
   FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> ALL($1)
   ORDER BY c.relname COLLATE "C", a.attnum`,
  `SELECT c.relname || ': ' || o.conname || ' ' || pg_get_constraintdef(o.oid) AS line
   FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
   WHERE o.connamespace = 'public'::regnamespace AND o.contype IN ('p', 'u', 'f', 'c') AND c.relname <> ALL($1)
   ORDER BY c.relname COLLATE "C", o.conname COLLATE "C"`,
  `SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public' AND tablename <> ALL($1)
   ORDER BY tablename COLLATE "C", indexname COLLATE "C"`,
  `SELECT 'PARTITION ' || inhrelid::regclass || ' OF ' || inhparent::regclass || ' '
     || pg_get_expr(c.relpartbound, c.oid) AS line
   FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE c.relkind = 'r' AND c.relname <> ALL($1)
   ORDER BY c.relname COLLATE "C"`,
  `SELECT format('SEQUENCE %s %s %s..%s by %s%s', sequencename, data_type, min_value, max_value, increment_by,
     CASE WHEN cycle THEN ' CYCLE' ELSE '' END) AS line
   FROM pg_sequences WHERE schemaname = 'public' AND sequencename NOT LIKE 'migrations%' AND $1::text[] IS NOT NULL
   ORDER BY sequencename COLLATE "C"`,
  `SELECT line FROM (
     SELECT 1 AS place, 'area ' || (to_jsonb(r) - 'created_at')::text AS line FROM area r
     UNION ALL SELECT 2, 'department ' || (to_jsonb(r) - 'created_at')::text FROM department r
     UNION ALL SELECT 3, 'time_zone ' || (to_jsonb(r) - 'created_at')::text FROM time_zone r
     UNION ALL SELECT 4, 'acc_level ' || (to_jsonb(r) - 'created_at')::text FROM acc_level r
     UNION ALL SELECT 5, 'leave_type ' || (to_jsonb(r) - 'created_at')::text FROM leave_type r
     UNION ALL SELECT 6, 'event_counted ' || (to_jsonb(r) - 'created_at')::text FROM event_counted r) rows
   WHERE $1::text[] IS NOT NULL ORDER BY place, line COLLATE "C"`,
];

/** Tables, columns, constraints, indexes, partitions, sequences and built-in rows, a line each. */
export async function tablesOf(source: Pick<DataSource, 'query'>): Promise<string> {
  const parts: string[] = [];
  for (const question of questions) {
    const rows = await source.query<{ line: string }[]>(question, [bookkeeping]);
    parts.push(rows.map(({ line }) => line).join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

/**
 * Functions, views and triggers, a line each. Of a view's text blanks, brackets, quotes and the tables before columns are
 * left out: servers of different versions put them in different places.
 */
export async function objectsOf(source: Pick<DataSource, 'query'>): Promise<string> {
  const rows = await source.query<{ line: string }[]>(
    `SELECT line FROM (
       SELECT format('function %s(%s) %s %s %s %s %s %s', p.proname, pg_get_function_identity_arguments(p.oid),
         pg_get_function_result(p.oid), (SELECT lanname FROM pg_language WHERE oid = p.prolang), p.provolatile,
         p.proparallel, CASE WHEN p.proisstrict THEN 'strict' ELSE coalesce(p.proconfig::text, '-') END, md5(btrim(regexp_replace(p.prosrc, '\\s+', ' ', 'g')))) AS line
       FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
       UNION ALL SELECT format('view %s (%s) %s', c.relname,
         (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
          FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0),
         md5(regexp_replace(pg_get_viewdef(c.oid), '[\\s()"]+|\\w+\\.', '', 'g')))
       FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v'
       UNION ALL SELECT 'trigger ' || replace(regexp_replace(pg_get_triggerdef(t.oid), '^CREATE TRIGGER ', ''), 'public.', '')
       FROM pg_trigger t WHERE NOT t.tgisinternal) lines
     ORDER BY line COLLATE "C"`,
  );
  return `${rows.map(({ line }) => line).join('\n')}\n`;
}
