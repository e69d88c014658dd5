import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { DataSource, type EntityManager } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataSourceOptions } from '../../../src/platform/database/data-source.js';
import { Notifications } from '../../../src/platform/database/notifications.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { DeviceCache } from '../../../src/devices/push/device-cache.js';
import { HealthService } from '../../../src/operations/health.service.js';
import { TlsCertificateService } from '../../../src/operations/tls-certificate.service.js';
import { loadConfig } from '../../../src/platform/config.js';
import { DatabaseConnections } from '../../../src/platform/database/connections.js';
import { OldestGatewayService } from '../../../src/platform/database/oldest-gateway.service.js';
import { DiskService } from '../../../src/platform/disk/disk.service.js';
import { Draining } from '../../../src/platform/draining.js';
import { DatabaseFaults } from '../../../src/platform/database/database-faults.js';
import { PeriodicJobService } from '../../../src/platform/schedule/periodic-job.service.js';
import { dropOldFeed } from '../../../src/operations/retention/feed-retention.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const patience = { timeout: 60_000, interval: 10 };
let database: TestDatabase;
let source: DataSource;
let unitOfWork: UnitOfWork;

beforeEach(async () => {
  database = await freshDatabase();
  source = new DataSource(dataSourceOptions(database.url, [], 3));
  await source.initialize();
  const log = { warn: () => undefined, info: () => undefined };
  unitOfWork = new UnitOfWork(source, new Notifications(database.url, log));
});
afterEach(async () => {
  await source.destroy();
  await database.drop();
});

interface Entry {
  readonly position: number;
  readonly kind: string;
  readonly detail: unknown;
}

/** Something other than an event gets its place. */
async function tell(ref: string): Promise<void> {
  await source.query(`SELECT feed_tell('test', '', $1, NULL)`, [ref]);
  await source.query('SELECT feed_drain(100)');
}

const ingest = (n: number) =>
  source.query(
    `SELECT ingest_events(json_build_array(json_build_object('id', gen_random_uuid(), 'event_time', $1::text,
       'happened_ms', 0, 'module', 'acc', 'sn', 'E', 'log_id', $2::int, 'event_no', 0, 'event_level', 0,
       'point_type', 'none', 'point_no', 0)), 1)`,
    [`2026-03-01 08:00:${String(n).padStart(2, '0')}`, n],
  );

const entries = () => source.query<Entry[]>('SELECT position, kind, detail FROM feed ORDER BY position');
const partitions = async () =>
  (
    await source.query<{ name: string }[]>(
      `SELECT c.relname AS name FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE inhparent = 'feed'::regclass
       ORDER BY substr(c.relname, 7)::bigint`,
    )
  ).map(({ name }) => name);
const horizon = async () =>
  (await source.query<{ position: number }[]>('SELECT position FROM feed_horizon'))[0]?.position;
const moveTo = (position: number) => source.query(`SELECT setval('feed_position', $1)`, [position]);
const given = async () =>
  (await source.query<{ last: number }[]>('SELECT last_value AS last FROM feed_position'))[0]?.last;

/** In a transaction of a role that may write rows and make no tables. */
async function asWriter(task: (tx: EntityManager, role: string) => Promise<void>): Promise<void> {
  const role = `r_${randomBytes(6).toString('hex')}`;
  await source.query(`CREATE ROLE ${role} NOLOGIN`);
  try {
    await source.query(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`);
    await source.query(`GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${role}`);
    await source.transaction(async (tx) => {
      await tx.query(`SET LOCAL ROLE ${role}`);
      await task(tx, role);
    });
  } finally {
    await source.query(`DROP OWNED BY ${role}`);
    await source.query(`DROP ROLE ${role}`);
  }
}

describe('a position never stands for two things', () => {
  it.each([
    ['an event', () => ingest(1)],
    ['anything else', () => tell('later')],
  ])('after a standby took over: %s comes behind a gap', async (_, write) => {
    await tell('first');
    const [first] = await entries();
    await source.query(`UPDATE feed_era SET timeline = '00000000'`);
    await write();
    const [, gap, later] = await entries();
    const position = (first?.position ?? 0) + 100_000_000_001;
    expect(gap).toEqual({
      position,
      kind: 'feedGap',
      detail: { from: first?.position, to: position, reason: 'timeline' },
    });
    expect(later?.position).toBe(position + 1);
    expect(await source.query('SELECT first_position, reason FROM feed_era ORDER BY first_position')).toEqual([
      { first_position: 0, reason: 'first' },
      { first_position: position, reason: 'timeline' },
    ]);
    // Once.
    await ingest(2);
    expect((await entries()).map(({ kind }) => kind).filter((kind) => kind === 'feedGap')).toHaveLength(1);
  });

  it('in another cluster with a timeline of the same number, which a gateway sees at its start', async () => {
    await tell('first');
    expect(await source.query('SELECT feed_check_system() AS moved')).toEqual([{ moved: false }]);
    const [here] = await source.query<{ system: string }[]>('SELECT system FROM feed_era');
    expect(here?.system).toMatch(/^\d{15,20}$/);
    await source.query(`UPDATE feed_era SET system = '7'`);
    expect(await source.query('SELECT feed_check_system() AS moved')).toEqual([{ moved: true }]);
    expect(await source.query('SELECT feed_check_system() AS moved')).toEqual([{ moved: false }]);
    expect((await entries()).at(-1)).toMatchObject({ kind: 'feedGap', detail: { reason: 'system' } });
  });

  it('where the cluster may not be asked who it is', async () => {
    await source.query('REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC');
    await asWriter(async (tx) => {
      expect(await tx.query('SELECT feed_check_system() AS moved')).toEqual([{ moved: false }]);
      await tx.query(`SELECT feed_tell('test', '', 'x', NULL)`);
      expect(await tx.query('SELECT feed_drain(10) AS n')).toEqual([{ n: 1 }]);
    });
  });

  it('where nothing happens: readers that were told more by the server before would be ahead', async () => {
    await tell('first');
    await source.query(`UPDATE feed_era SET timeline = '00000000'`);
    expect(await source.query('SELECT feed_drain(10) AS n')).toEqual([{ n: 0 }]);
    expect((await entries()).map(({ kind }) => kind)).toEqual(['test', 'feedGap']);
  });

  it('also where an era cannot begin for a while: no position is used up meanwhile', async () => {
    await tell('first');
    const before = await given();
    await source.query(`UPDATE feed_era SET timeline = '00000000'`);
    const drain = () => asWriter((tx) => tx.query('SELECT feed_drain(10)'));
    for (let n = 0; n < 2; n++) await expect(drain()).rejects.toMatchObject({ driverError: { code: '42501' } });
    expect(await given()).toBe(before);
    await tell('later');
    expect((await entries()).at(-1)?.position).toBe((before ?? 0) + 100_000_000_002);
  });

  it.each([
    ['after a restore', () => source.query(`SELECT feed_new_era('restore')`)],
    [
      'after a standby took over',
      async () => {
        await source.query(`UPDATE feed_era SET timeline = '00000000'`);
        await tell('later');
      },
    ],
  ])('nor does the number of a command, which a device may still answer: %s', async (_, overtake) => {
    const number = async () =>
      (await source.query<{ n: number }[]>(`SELECT nextval('command_number')::int AS n`))[0]?.n ?? 0;
    const before = await number();
    await overtake();
    expect(await number()).toBe(before + 10_000_001);
    // Where there is no room for that, they go on.
    await source.query(`SELECT setval('command_number', 2140000000)`);
    await source.query(`SELECT feed_new_era('restore')`);
    expect(await number()).toBe(2_140_000_001);
    await source.query(`SELECT setval('command_number', 1)`);
  });

  it('after a restore, which says so; positions stay below 10^15', async () => {
    await tell('first');
    await source.query(`SELECT feed_new_era('restore')`);
    await source.query(`SELECT feed_new_era('restore')`);
    const gaps = (await entries()).slice(1);
    expect(gaps.map(({ detail }) => (detail as { reason: string }).reason)).toEqual(['restore', 'restore']);
    expect((gaps[1]?.position ?? 0) - (gaps[0]?.position ?? 0)).toBe(100_000_000_001);
    await moveTo(999_999_000_000_000);
    await source.query(`SELECT feed_new_era('restore')`);
    await tell('last');
    expect((await entries()).at(-1)?.position).toBe(999_999_000_000_002);
  });
});

describe('partitions', () => {
  it('are made before they are needed, also in the middle of a batch', async () => {
    expect(await partitions()).toEqual(['feed_p0']);
    await moveTo(9_000_000);
    await tell('near the end');
    expect(await partitions()).toEqual(['feed_p0', 'feed_p1']);
    await moveTo(9_999_998);
    await source.query(`SELECT feed_tell('test', '', n::text, NULL) FROM generate_series(1, 5) n`);
    await source.query('SELECT feed_drain(100)');
    await ingest(1);
    expect((await entries()).slice(-6).map(({ position }) => position)).toEqual([
      9_999_999, 10_000_000, 10_000_001, 10_000_002, 10_000_003, 10_000_004,
    ]);
    await moveTo(77_000_000_000);
    await ingest(2);
    expect(await partitions()).toEqual(['feed_p0', 'feed_p1', 'feed_p7700']);
  });

  it('are not missed before they are needed, by one who may not make them', async () => {
    await moveTo(9_500_000);
    await asWriter(async (tx) => {
      await tx.query(`SELECT feed_tell('test', '', 'x', NULL)`);
      expect(await tx.query('SELECT feed_drain(10) AS n')).toEqual([{ n: 1 }]);
    });
    expect(await partitions()).toEqual(['feed_p0']);
    await tell('by the owner');
    expect(await partitions()).toEqual(['feed_p0', 'feed_p1']);
  });

  it('have room for long after a start of one who may make them; one who may not sees how long it will do', async () => {
    const room = async (tx: Pick<EntityManager, 'query'> = source) =>
      (await tx.query<unknown[]>('SELECT feed_room() AS room, feed_may_make_room() AS may'))[0];
    await moveTo(4_000_000);
    await source.query('SELECT feed_make_room_ahead()');
    expect([await partitions(), await room()]).toEqual([['feed_p0'], { room: 6_000_000, may: true }]);
    await moveTo(5_500_000);
    await asWriter(async (tx) => {
      await tx.query('SELECT feed_make_room_ahead()');
      expect(await room(tx)).toEqual({ room: 4_500_000, may: false });
    });
    await source.query('SELECT feed_make_room_ahead()');
    expect([await partitions(), await room()]).toEqual([['feed_p0', 'feed_p1'], { room: 14_500_000, may: true }]);
  });

  it('are asked for by /health/ready long before they are missed, of one who may not make them', async () => {
    const log = pino({ level: 'silent' });
    const certificates = new TlsCertificateService(log, new PeriodicJobService(log));
    const warningsBy = async (role: string) => {
      const own = new DataSource(dataSourceOptions(database.url, [], 1));
      await own.initialize();
      await own.query(`SET ROLE ${role}`);
      const gateway = new UnitOfWork(own, new Notifications(database.url, log));
      const faults = new DatabaseFaults();
      const disk = new DiskService(
        loadConfig({ DATABASE_URL: database.url }),
        log,
        faults,
        new PeriodicJobService(log),
      );
      const health = new HealthService(
        gateway,
        faults,
        certificates,
        new OldestGatewayService(log, database.url, new DatabaseConnections(), gateway, new PeriodicJobService(log)),
        new Draining(),
        disk,
        new DeviceCache(loadConfig({ DATABASE_URL: database.url }), gateway, new Notifications(database.url, log)),
      );
      expect(await health.fault()).toBeNull();
      await own.destroy();
      return health.warnings();
    };
    await asWriter(async (_tx, role) => {
      expect(await warningsBy(role)).toEqual([]);
      await moveTo(9_000_100);
      expect(await warningsBy(role)).toEqual([expect.stringMatching(/^999900 events and other entries fit/)]);
      expect(await warningsBy('NONE')).toEqual([]);
    });
  });

  it('begin only where they can be made: positions stay in the one that there is', async () => {
    await tell('x');
    const before = await given();
    const begin = asWriter((tx) => tx.query('SELECT feed_begin_partition(clock_timestamp())'));
    await expect(begin).rejects.toMatchObject({ driverError: { code: '42501' } });
    expect(await given()).toBe(before);
  });

  /** Positions of three partitions, one entry each; all but the last are 40 days old. */
  async function threePartitions(): Promise<void> {
    for (const position of [100, 10_000_100, 20_000_100]) {
      await moveTo(position);
      await tell('x');
    }
    await source.query(`UPDATE feed SET at = now() - interval '40 days' WHERE position < 20000000`);
    await source.query('UPDATE event_counted SET position = 20000101');
    await source.query('UPDATE alarm_folded SET position = 20000101');
  }

  it('go when all in them is older than 30 days; the horizon is the last position that is gone', async () => {
    await threePartitions();
    expect(await horizon()).toBe(0);
    await source.query(`UPDATE feed SET at = now() - interval '29 days' WHERE position = 10000101`);
    await dropOldFeed(unitOfWork, 30);
    expect([await partitions(), await horizon()]).toEqual([['feed_p1', 'feed_p2'], 101]);
    await dropOldFeed(unitOfWork, 8);
    expect([await partitions(), await horizon()]).toEqual([['feed_p2'], 10_000_101]);
    await dropOldFeed(unitOfWork, 0);
    // What positions are given in stays, and the next one goes on in another partition.
    expect([await partitions(), await horizon()]).toEqual([['feed_p3'], 20_000_101]);
    await tell('next');
    expect((await entries()).map(({ position }) => position)).toEqual([30_000_001]);
  });

  it.each(['event_counted', 'alarm_folded'])('stay while %s has not come so far', async (cursor) => {
    await threePartitions();
    await source.query(`UPDATE ${cursor} SET position = 10000100`);
    await dropOldFeed(unitOfWork, 30);
    expect([await partitions(), await horizon()]).toEqual([['feed_p1', 'feed_p2'], 101]);
  });

  it('totals stay as they are when what they were counted from is gone', async () => {
    await ingest(1);
    await ingest(2);
    await source.query('SELECT fold_event_counts(100)');
    await source.query('UPDATE alarm_folded SET position = (SELECT max(position) FROM feed)');
    await source.query(`UPDATE feed SET at = now() - interval '40 days'`);
    await dropOldFeed(unitOfWork, 30);
    await ingest(3);
    expect(await partitions()).toEqual(['feed_p1']);
    expect(await source.query(`SELECT sum(n)::int AS n FROM event_total_by_family WHERE family = 'acc'`)).toEqual([
      { n: 3 },
    ]);
    await source.query('SELECT fold_event_counts(100)');
    expect(await source.query(`SELECT sum(n)::int AS n FROM event_count_by_family WHERE family = 'acc'`)).toEqual([
      { n: 3 },
    ]);
  });

  it('wait for no reader for long, and go later', async () => {
    await threePartitions();
    const reader = source.createQueryRunner();
    await reader.startTransaction();
    await reader.query('SELECT count(*) FROM feed');
    const dropping = dropOldFeed(unitOfWork, 30);
    await expect
      .poll(
        () =>
          // The tables of other databases have the same numbers.
          source.query(`SELECT 1 AS n FROM pg_locks WHERE relation = 'feed'::regclass AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`),
        patience,
      )
      .toHaveLength(1);
    // Behind the one who waits.
    await ingest(1);
    await reader.commitTransaction();
    await reader.release();
    await dropping;
    // It gives up after a while; the next run of housekeeping tries again.
    await dropOldFeed(unitOfWork, 30);
    expect(await horizon()).toBe(10_000_101);
  });
});
