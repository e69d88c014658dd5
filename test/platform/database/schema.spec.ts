import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { dataSourceOptions } from '../../../src/platform/database/data-source.js';
import { migrate } from '../../../src/platform/database/migrate.js';
import { migrations } from '../../../src/platform/database/migrations/all.js';
import { entities } from '../../../src/bootstrap/entities.js';
import { ensurePartitions } from '../../../src/modules/transaction/partitions.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { handMade } from './catalog.js';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await freshDatabase();
  source = new DataSource(dataSourceOptions(database.url, entities, 4));
  await source.initialize();
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

describe('every connection', () => {
  it('compiles no query: that takes longer than the queries here', async () => {
    expect(await source.query('SHOW jit')).toEqual([{ jit: 'off' }]);
  });
});

describe('the migrations', () => {
  it('make exactly what the entities declare', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('make the tables, columns and indexes that have no entity as the committed list says', async () => {
    const columns = await source.query<{ line: string }[]>(
      `SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
         || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END AS line
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname = ANY($1)
       ORDER BY c.relname, a.attnum`,
      [handMade.tables],
    );
    expect(columns.map(({ line }) => line)).toEqual(handMade.columns);
    const indexes = await source.query<{ line: string }[]>(
      `SELECT regexp_replace(indexdef, ' USING btree', '') AS line FROM pg_indexes
       WHERE schemaname = 'public' AND tablename = ANY($1) ORDER BY indexname`,
      [handMade.tables],
    );
    expect(indexes.map(({ line }) => line)).toEqual(handMade.indexes);
  });

  it('run once when two gateways start at once on an empty database', async () => {
    const name = `t_empty_${Date.now()}`;
    const admin = new pg.Client({ connectionString: inject('serverUrl') });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    const url = new URL(inject('serverUrl'));
    url.pathname = `/${name}`;
    await Promise.all([migrate(url.href), migrate(url.href), migrate(url.href)]);
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM migrations');
    const levels = await client.query<{ name: string }>('SELECT name FROM acc_level');
    await client.end();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
    expect(rows[0]?.n).toBe(migrations.length);
    expect(levels.rows).toEqual([{ name: 'General' }]);
  });
});

describe('partitions of event', () => {
  const event = (id: number, time: string) =>
    JSON.stringify([
      {
        id: `00000000-0000-0000-0000-${String(id).padStart(12, '0')}`,
        natural_key: `00000000-0000-0000-0000-${String(id).padStart(12, '0')}`,
        event_time: time,
        happened_ms: Date.UTC(2026, 0, 1),
        received_at: '2026-01-01T00:00:00Z',
        doubtful: false,
        module: 'acc',
        sn: 'P1',
        log_id: id,
        event_no: 0,
        event_level: 0,
        point_no: 0,
        ...Object.fromEntries(
          'dev_name pin name last_name dept_code dept_name area_name card_no verify_type point_type point_name door_name reader_name mask_flag temperature link_id raw'
            .split(' ')
            .map((column) => [column, '']),
        ),
      },
    ]);

  it('are made three months ahead; rows that came before their month move into it', async () => {
    for (const [id, time] of [
      [1, '2031-05-31 23:59:59'],
      [2, '2031-06-01 00:00:00'],
      [3, '1970-01-01 00:00:00'],
    ] as const) {
      await source.query('SELECT ingest_events($1, 1)', [event(id, time)]);
    }
    await source.transaction((tx) => ensurePartitions(tx, new Date('2031-05-15T00:00:00Z')));
    await source.transaction((tx) => ensurePartitions(tx, new Date('2031-05-15T00:00:00Z')));
    const rows = await source.query<{ part: string; log_id: number }[]>(
      `SELECT tableoid::regclass::text AS part, log_id FROM event WHERE sn = 'P1' ORDER BY log_id`,
    );
    expect(rows).toEqual([
      { part: 'event_2031_05', log_id: 1 },
      { part: 'event_2031_06', log_id: 2 },
      { part: 'event_default', log_id: 3 },
    ]);
    const made = await source.query<{ name: string }[]>(
      `SELECT relname AS name FROM pg_class WHERE relname LIKE 'event\\_2031\\___' AND relkind = 'r' ORDER BY relname`,
    );
    expect(made.map(({ name }) => name)).toEqual([
      'event_2031_04',
      'event_2031_05',
      'event_2031_06',
      'event_2031_07',
      'event_2031_08',
    ]);
  });

  it('keep an event once, whatever its partition', async () => {
    const again = 'SELECT ingest_events($1, 1) AS stored';
    expect(await source.query(again, [event(1, '2031-05-31 23:59:59')])).toEqual([{ stored: [] }]);
  });
});

describe('page 1,000 of a long list', () => {
  it('reads at most two days', async () => {
    const { TransactionListService } = await import('../../../src/modules/transaction/transaction-list.service.js');
    const fresh = await freshDatabase();
    const long = new DataSource(dataSourceOptions(fresh.url, entities, 2));
    await long.initialize();
    try {
      await long.query(`SELECT ingest_events((
        SELECT json_agg(json_build_object('id', gen_random_uuid(), 'natural_key', gen_random_uuid(),
          'event_time', to_char(timestamp '2026-10-01' + n * interval '100 seconds', 'YYYY-MM-DD HH24:MI:SS'),
          'happened_ms', 0, 'received_at', now(), 'doubtful', false, 'module', 'acc', 'sn', 'L' || n % 3,
          'log_id', n, 'event_no', 0, 'event_level', 0, 'point_no', 0, 'dev_name', '', 'pin', '', 'name', '',
          'last_name', '', 'dept_code', '', 'dept_name', '', 'area_name', '', 'card_no', '', 'verify_type', '',
          'point_type', 'none', 'point_name', '', 'door_name', '', 'reader_name', '', 'mask_flag', '',
          'temperature', '', 'link_id', '', 'raw', '')) FROM generate_series(0, 49999) n), 50000)`);
      await long.query('ANALYZE event');
      const statements: { sql: string; parameters: unknown[] }[] = [];
      const manager = Object.create(long.manager, {
        query: {
          value: (sql: string, parameters: unknown[]) => {
            statements.push({ sql, parameters });
            return long.query(sql, parameters);
          },
        },
      }) as typeof long.manager;
      const page = await new TransactionListService().list(manager, { of: ['acc'] }, { offset: 999 * 50, limit: 50 });
      expect(page.total).toBe(50_000);
      expect(page.events).toHaveLength(50);
      const read = statements.at(-1);
      const plan = await long.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(
        `EXPLAIN (ANALYZE, FORMAT JSON) ${read?.sql ?? ''}`,
        read?.parameters ?? [],
      );
      // 864 events a day: two days at most.
      expect(rowsRead(plan[0]?.['QUERY PLAN'][0]?.Plan)).toBeLessThanOrEqual(2 * 864);
    } finally {
      await long.destroy();
      await fresh.drop();
    }
  });
});

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows that the scans at the leaves touched. */
function rowsRead(node: PlanNode | undefined): number {
  if (!node) return Infinity;
  if (node.Plans) return node.Plans.reduce((sum, child) => sum + rowsRead(child), 0);
  return (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
}
