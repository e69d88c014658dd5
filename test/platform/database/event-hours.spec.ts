import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { dataSourceOptions } from '../../../src/platform/database/data-source.js';
import { EventHours1795305675000 } from '../../../src/platform/database/migrations/1795305675000-event-hours.js';
import { bringSchemaUpToDate } from '../../../src/platform/database/schema/bring-up-to-date.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let source: DataSource;
beforeAll(async () => {
  database = await freshDatabase();
  source = new DataSource(dataSourceOptions(database.url, [], 2));
  await source.initialize();
});
beforeEach(async () => {
  await source.query(
    'TRUNCATE event, feed, event_count_by_hour, event_count_by_sn, event_count_by_family, event_count_by_pin',
  );
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

interface Given {
  readonly id: string;
  readonly clock: string;
  readonly at: string;
  readonly door?: string;
  readonly code?: number;
  readonly sn?: string;
}

const batchOf = (events: readonly Given[]) =>
  JSON.stringify(
    events.map(({ id, clock, at, door, code = 0, sn = 'A' }) => ({
      ...{ id, event_time: clock, happened_ms: Date.parse(at), module: 'acc', sn, log_id: 1, event_no: code },
      ...{ event_level: 0, point_type: 'door', point_no: 1, door_id: door },
    })),
  );
const ingest = (...events: Given[]) => source.query('SELECT ingest_events($1, $2)', [batchOf(events), events.length]);
const history = (...events: Given[]) => source.query('SELECT ingest_history($1)', [batchOf(events)]);
const fold = (most = 1_000) => source.query('SELECT fold_event_counts($1)', [most]);
const rows = async (of: 'event_count_by_hour' | 'event_total_by_hour') =>
  (
    await source.query<{ hour: Date; sn: string; door_id: string; event_no: number; n: number }[]>(
      `SELECT hour, sn, door_id, event_no, sum(n)::int AS n FROM ${of} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
    )
  ).map(({ hour, sn, door_id: door, event_no: code, n }) => `${hour.toISOString()} ${sn} ${door} ${code} ${n}`);

const id = (n: number) => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;

it('an hour is the instant at which it began by the clock of the device', async () => {
  const given: Given[] = [
    { id: id(1), clock: '2026-05-01 08:59:59', at: '2026-05-01T06:59:59.400Z', door: 'd1' },
    { id: id(2), clock: '2026-05-01 08:00:00', at: '2026-05-01T06:00:00Z', door: 'd1' },
    // Half an hour beside all others: its hours begin when others are half over.
    { id: id(3), clock: '2026-05-01 12:10:00', at: '2026-05-01T06:40:00Z', sn: 'IN' },
    // Both hours of the night in which clocks go back.
    { id: id(4), clock: '2026-10-25 02:30:00', at: '2026-10-25T00:30:00Z', code: 22 },
    { id: id(5), clock: '2026-10-25 02:30:00', at: '2026-10-25T01:30:00Z', code: 22 },
  ];
  await ingest(...given);
  const expected = [
    '2026-05-01T06:00:00.000Z A d1 0 2',
    '2026-05-01T06:30:00.000Z IN  0 1',
    '2026-10-25T00:00:00.000Z A  22 1',
    '2026-10-25T01:00:00.000Z A  22 1',
  ];
  expect(await rows('event_total_by_hour')).toEqual(expected);
  expect(await rows('event_count_by_hour')).toEqual([]);
  await fold();
  expect(await rows('event_count_by_hour')).toEqual(expected);
  // What comes again is counted once, and what comes for an hour that is there is added.
  await ingest(...given, { id: id(6), clock: '2026-05-01 08:20:00', at: '2026-05-01T06:20:00Z', door: 'd1' });
  await fold();
  expect(await rows('event_count_by_hour')).toEqual(['2026-05-01T06:00:00.000Z A d1 0 3', ...expected.slice(1)]);
  expect(await rows('event_total_by_hour')).toEqual(await rows('event_count_by_hour'));
});

it('events of another server are counted as they are stored', async () => {
  const old = { id: id(7), clock: '2019-03-01 10:10:10', at: '2019-03-01T09:10:10Z', door: 'd1' };
  await history(old);
  await history(old);
  expect(await rows('event_count_by_hour')).toEqual(['2019-03-01T09:00:00.000Z A d1 0 1']);
});

it('the migration counts what is in the other counters, and leaves the rest to the fold', async () => {
  const at = { clock: '2026-05-01 08:00:00', at: '2026-05-01T06:00:00Z' };
  await ingest({ ...at, id: id(11), door: 'd1' }, { ...at, id: id(12), door: 'd1' }, { ...at, id: id(13), code: 8 });
  await history({ id: id(14), clock: '2019-03-01 10:10:10', at: '2019-03-01T09:10:10Z' });
  await fold();
  const before = await rows('event_count_by_hour');
  await ingest({ ...at, id: id(15), door: 'd1' });
  await source.query('DROP TABLE event_count_by_hour CASCADE');
  await source.transaction(async ({ queryRunner }) => {
    if (queryRunner) await new EventHours1795305675000().up(queryRunner);
  });
  expect(await rows('event_count_by_hour')).toEqual(before);
  await bringSchemaUpToDate(source);
  expect(await rows('event_total_by_hour')).toEqual([
    '2019-03-01T09:00:00.000Z A  0 1',
    '2026-05-01T06:00:00.000Z A  8 1',
    '2026-05-01T06:00:00.000Z A d1 0 3',
  ]);
  await fold();
  expect(await rows('event_count_by_hour')).toEqual(await rows('event_total_by_hour'));
});
