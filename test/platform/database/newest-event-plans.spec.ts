import { DataSource, type EntityManager } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fillEvents } from '../../../bench/many-events.js';
import { entities } from '../../../src/bootstrap/entities.js';
import type { EventFilter } from '../../../src/modules/transaction/event-filter.js';
import { EventNames, type EventNameService } from '../../../src/modules/transaction/event-name.service.js';
import type { EventPhotoLinkService } from '../../../src/modules/transaction/event-photo-link.service.js';
import { NewestEventsService } from '../../../src/modules/transaction/newest-events.service.js';
import { dataSourceOptions } from '../../../src/platform/database/data-source.js';
import type { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { wordsOf } from '../../../src/protocol/access-push/words/languages.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const count = 40_000;

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await freshDatabase();
  source = new DataSource(dataSourceOptions(database.url, entities, 2));
  await source.initialize();
  await fillEvents((sql, parameters) => source.query(sql, parameters), count);
  await source.query('UPDATE event SET event_level = 1, event_no = 23 WHERE log_id % 100 = 7');
  await source.query('VACUUM ANALYZE event');
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
const isOfEvents = ({ 'Relation Name': name = '' }: PlanNode) => /^event_(default|\d{4}_\d\d)$/.test(name);
const rowsOf = ({ 'Actual Rows': rows, 'Actual Loops': loops, 'Rows Removed by Filter': removed = 0 }: PlanNode) =>
  (rows + removed) * loops;

const names = { protocol: new EventNames(wordsOf('en'), {} as EventPhotoLinkService) } as EventNameService;

/** Reads a page and explains the statements that it sent: what they read of the table of events. */
async function readFor(filter: Omit<EventFilter, 'bounds'>, before: string | null, limit: number) {
  const statements: { sql: string; parameters: unknown[] }[] = [];
  const manager = Object.create(source.manager, {
    query: {
      value: (sql: string, parameters: unknown[]) => {
        statements.push({ sql, parameters });
        return source.query(sql, parameters);
      },
    },
  }) as EntityManager;
  const service = new NewestEventsService({ manager } as UnitOfWork, names);
  const place = before === null ? null : { time: before, id: '0'.repeat(32) };
  const { items } = await service.read({ ...filter, bounds: null }, place, limit);
  const nodes: PlanNode[] = [];
  for (const { sql, parameters } of statements) {
    const [row] = await source.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
      parameters,
    );
    nodes.push(...(row?.['QUERY PLAN'] ?? []).flatMap(({ Plan }) => nodesOf(Plan)));
  }
  const read = nodes.filter(isOfEvents);
  return {
    items: items.length,
    scans: read.filter((node) => node['Node Type'] === 'Seq Scan' && rowsOf(node) > 0).length,
    rows: read.reduce((sum, node) => sum + rowsOf(node), 0),
  };
}

/** Events are spread over 100 days: this is behind nearly all of them. */
async function longAgo(): Promise<string> {
  const [row] = await source.query<{ at: string }[]>(
    `SELECT to_char(now() - interval '90 days', 'YYYY-MM-DD HH24:MI:SS') AS at`,
  );
  return row?.at ?? '';
}

it.each<[string, Omit<EventFilter, 'bounds'>]>([
  ['all events', {}],
  ['those of a device', { sn: 'acc0' }],
  ['those of a person', { pin: '1000' }],
])('a page of %s is read by an index, also a deep one', async (_name, filter) => {
  for (const before of [null, await longAgo()]) {
    const { items, scans, rows } = await readFor(filter, before, 50);
    expect([items, scans]).toEqual([50, 0]);
    // Of four events one is of the device, of three one of the person.
    expect(rows).toBeLessThanOrEqual(1_000);
  }
});

it.each<[string, Omit<EventFilter, 'bounds'>]>([
  ['refusals', { outcome: 'refused' }],
  ['exceptions', { level: 1 }],
])('%s are read by the index of what is no passage: no passage is read', async (_name, filter) => {
  for (const before of [null, await longAgo()]) {
    const { items, scans, rows } = await readFor(filter, before, 20);
    expect([items, scans]).toEqual([20, 0]);
    // Of 40,000 events 400 are exceptions.
    expect(rows).toBeLessThanOrEqual(1_000);
  }
});
