import { DataSource, type EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillEvents } from '../../../bench/many-events.js';
import { dataSourceOptions } from '../../../src/platform/database/data-source.js';
import { entities } from '../../../src/bootstrap/entities.js';
import { FirstLastService } from '../../../src/modules/transaction/first-last.service.js';
import { TransactionListService, type EventFilter } from '../../../src/modules/transaction/transaction-list.service.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const isFull = process.env.POSTERN_TEST_VOLUME === 'full';
const count = isFull ? 1_000_000 : 40_000;
/** Days that the events are spread over, evenly. */
const daysOfAll = 100;
const perDay = count / daysOfAll;

let database: TestDatabase;
let source: DataSource;
const service = new TransactionListService();

beforeAll(
  async () => {
    database = await freshDatabase();
    source = new DataSource(dataSourceOptions(database.url, entities, 4));
    await source.initialize();
    await fillEvents((sql, parameters) => source.query(sql, parameters), count);
  },
  isFull ? 600_000 : 120_000,
);

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
const isOf = (table: RegExp, { 'Relation Name': name = '' }: PlanNode) => table.test(name);
const events = /^event_(default|\d{4}_\d\d)$/;
const rowsOf = ({ 'Actual Rows': rows, 'Actual Loops': loops, 'Rows Removed by Filter': removed = 0 }: PlanNode) =>
  (rows + removed) * loops;

interface Statement {
  readonly sql: string;
  readonly parameters: unknown[];
}

/** Runs a task and explains the statements that it sent. */
async function explained<T>(task: (tx: EntityManager) => Promise<T>): Promise<{ answer: T; nodes: PlanNode[] }> {
  const statements: Statement[] = [];
  const noting = Object.create(source.manager, {
    query: {
      value: (sql: string, parameters: unknown[]) => {
        statements.push({ sql, parameters });
        return source.query(sql, parameters);
      },
    },
  }) as EntityManager;
  const answer = await task(noting);
  const nodes: PlanNode[] = [];
  for (const { sql, parameters } of statements) {
    const [row] = await source.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
      parameters,
    );
    nodes.push(...(row?.['QUERY PLAN'] ?? []).flatMap(({ Plan }) => nodesOf(Plan)));
  }
  return { answer, nodes };
}

/** The number of events, counted one by one. */
const counted = async ({ of: [kind = 'acc'], sn, pin }: EventFilter) => {
  const where = kind === 'hep' ? `temperature <> ''` : `module = '${kind}'`;
  const [row] = await source.query<{ n: number }[]>(
    `SELECT count(*)::int AS n FROM event WHERE ${where} AND ($1::text IS NULL OR sn = $1) AND ($2::text IS NULL OR pin = $2)`,
    [sn ?? null, pin ?? null],
  );
  return row?.n ?? 0;
};

const lists: [string, EventFilter][] = [
  ['transaction/list', { of: ['acc'] }],
  ['transaction/list of a person', { of: ['acc'], pin: '1000' }],
  ['transaction/device', { of: ['acc'], sn: 'acc0' }],
  ['eleTransaction/list', { of: ['ele'] }],
  ['psgTransaction/list', { of: ['psg'] }],
  ['psgTransaction/person', { of: ['psg'], pin: '1000' }],
  ['hep/transaction/list', { of: ['hep'] }],
  ['lists of attendance', { of: ['att'] }],
  ['a rare family', { of: ['ins'] }],
];

describe.each(lists)('%s', (_name, filter) => {
  /** Page 1,000; if there are too few rows, the last page of ten rows. */
  const deepPage = (total: number) => {
    const limit = Math.max(10, Math.floor(total / 1_000));
    return { offset: Math.max(0, Math.min(999 * limit, total - limit)), limit };
  };

  it('has an exact total, for which no event is read', async () => {
    const expected = await counted(filter);
    const past = { offset: expected + 1_000, limit: 1_000 };
    const { answer, nodes } = await explained((tx) => service.list(tx, filter, past));
    expect(answer).toEqual({ events: [], total: expected });
    expect(nodes.filter((node) => isOf(events, node))).toEqual([]);
    expect(nodes.filter((node) => isOf(/^feed$/, node) && node['Node Type'] === 'Seq Scan')).toEqual([]);
  });

  it('reads for page 1,000 only the days of the page, by an index', async () => {
    const total = await counted(filter);
    const slice = deepPage(total);
    const { answer, nodes } = await explained((tx) => service.list(tx, filter, slice));
    expect(answer.events).toHaveLength(slice.limit);
    const read = nodes.filter((node) => isOf(events, node));
    expect(read.filter((node) => node['Node Type'] === 'Seq Scan' && rowsOf(node) > 0)).toEqual([]);
    expect(read.reduce((rows, node) => rows + rowsOf(node), 0)).toBeLessThanOrEqual(2 * perDay + slice.limit);
  });

  it('takes no more than three times as long for page 1,000 as for page 1', async () => {
    const { offset, limit } = deepPage(await counted(filter));
    const timeFrom = async (from: number) => {
      const begin = performance.now();
      await service.list(source.manager, filter, { offset: from, limit });
      return performance.now() - begin;
    };
    // The fastest of several runs, in turn, because other work on the machine slows some of them down.
    const first: number[] = [];
    const deep: number[] = [];
    const ratio = async () => {
      first.push(await timeFrom(0));
      deep.push(await timeFrom(offset));
      return Math.min(...deep) / Math.min(...first);
    };
    await expect.poll(ratio, { interval: 1 }).toBeLessThanOrEqual(3);
  });
});

it('the days of a person are read from the counters, and only the shown events are read', async () => {
  const slice = { offset: 0, limit: 10 };
  const { answer, nodes } = await explained((tx) => new FirstLastService().list(tx, { pin: '1000' }, slice));
  expect(answer.total).toBeGreaterThanOrEqual(daysOfAll);
  expect(answer.rows).toHaveLength(10);
  const read = nodes.filter((node) => isOf(events, node));
  expect(read.reduce((rows, node) => rows + rowsOf(node), 0)).toBeLessThanOrEqual(20);
});

it('a part of two days is counted by an index in those days', async () => {
  const [row] = await source.query<{ start: string; end: string }[]>(
    `SELECT to_char(max(event_time) - interval '50 days', 'YYYY-MM-DD 12:00:00') AS start,
       to_char(max(event_time) - interval '10 days', 'YYYY-MM-DD 12:00:00') AS end FROM event`,
  );
  const filter: EventFilter = { of: ['acc'], start: row?.start, end: row?.end };
  const [expected] = await source.query<{ n: number }[]>(
    `SELECT count(*)::int AS n FROM event WHERE module = 'acc' AND event_time BETWEEN $1 AND $2`,
    [row?.start, row?.end],
  );
  const slice = { offset: count, limit: 10 };
  const { answer, nodes } = await explained((tx) => service.list(tx, filter, slice));
  expect(answer.total).toBe(expected?.n);
  const read = nodes.filter((node) => isOf(events, node));
  expect(read.filter((node) => node['Node Type'] === 'Seq Scan' && rowsOf(node) > 0)).toEqual([]);
  expect(read.reduce((rows, node) => rows + rowsOf(node), 0)).toBeLessThanOrEqual(2 * perDay);
});
