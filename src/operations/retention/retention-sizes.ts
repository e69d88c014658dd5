import type { EntityManager } from 'typeorm';
import { readRetention, type Kept } from './retention-settings.js';
import { retention, retentionSettings, type RetentionSetting } from './retention.js';

/** How much there is of a thing. */
export interface Size {
  readonly name: RetentionSetting;
  readonly keep: number | null;
  readonly bytes: number;
  /** As the statistics of the database tell it. */
  readonly rows: number;
  readonly oldest: Date | null;
}

/** Nothing is counted: the sizes of files and what the database knows of its tables. */
const sizes = `SELECT t.name, sum(pg_total_relation_size(c.oid))::float8 AS bytes,
    sum(CASE WHEN pg_stat_get_live_tuples(c.oid) > 0 THEN pg_stat_get_live_tuples(c.oid)
      ELSE greatest(c.reltuples, 0) END)::float8 AS rows
  FROM unnest($1::text[]) t (name)
  CROSS JOIN LATERAL (SELECT p.relid FROM pg_partition_tree(to_regclass(t.name)) p UNION SELECT to_regclass(t.name)) p
  JOIN pg_class c ON c.oid = p.relid AND c.relkind = 'r'
  GROUP BY t.name`;

const oldestOf = `SELECT ${retentionSettings.map((name) => `${retention[name].oldest} AS "${name}"`).join(', ')}`;

/**
 * In the order of the declaration.
 * @param files what is kept as files, by this gateway
 */
export async function sizesOf(tx: EntityManager, files: Pick<Size, 'bytes' | 'rows' | 'oldest'>): Promise<Size[]> {
  const kept: Kept = await readRetention(tx);
  const tables = [...new Set(retentionSettings.flatMap((name) => retention[name].tables))];
  const rows: { name: string; bytes: number; rows: number }[] = await tx.query(sizes, [tables]);
  const byTable = new Map(rows.map((row) => [row.name, row]));
  const [oldest]: Partial<Record<RetentionSetting, Date | string | null>>[] = await tx.query(oldestOf);
  return retentionSettings.map((name) => {
    if (retention[name].how === 'files') return { name, keep: kept[name], ...files };
    const found = retention[name].tables.map((table) => byTable.get(table));
    const sum = (of: 'bytes' | 'rows') => found.reduce((all, row) => all + (row?.[of] ?? 0), 0);
    const at = oldest?.[name] ?? null;
    return { name, keep: kept[name], bytes: sum('bytes'), rows: sum('rows'), oldest: at === null ? null : instant(at) };
  });
}

/** Times without a zone are clocks of devices and of the site; here they are good for how old something is. */
const instant = (at: Date | string) => (at instanceof Date ? at : new Date(`${at.replace(' ', 'T')}Z`));
