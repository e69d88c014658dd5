import { lasting, line, plural, type DoctorWorld, type Found, type Space } from './line.js';

const gigabyte = 1024 ** 3;
/** What the gateway needs to go on (docs/doctor.md). */
const leastBytes = 512 * 1024 ** 2;
const leastShare = 0.05;
const fullSoonDays = 30;
const fullNowDays = 4;

const daysOf = (month: Date) => new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate();
const monthOf = (at: Date, offset: number) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1));
const partitionOf = (month: Date) => `event_${month.toISOString().slice(0, 7).replace('-', '_')}`;

/** Bytes of events a day: of the month before, or of this one where there was none. */
export async function growth({ query, now }: Pick<DoctorWorld, 'query' | 'now'>): Promise<number> {
  const [last, current] = [monthOf(now(), -1), monthOf(now(), 0)];
  const [row] = await query<{ last: number | null; current: number | null }>(
    `SELECT pg_total_relation_size(to_regclass($1))::float8 AS last, pg_total_relation_size(to_regclass($2))::float8 AS current`,
    [partitionOf(last), partitionOf(current)],
  );
  // An empty partition has pages of its indexes alone.
  const [whole, begun] = [row?.last ?? 0, row?.current ?? 0];
  const empty = 1024 ** 2;
  if (whole > empty) return whole / daysOf(last);
  return begun > empty ? begun / Math.max(1, now().getUTCDate()) : 0;
}

const gigabytes = (bytes: number) => Number((bytes / gigabyte).toFixed(1));

type Room = Found<'little' | 'now' | 'soon'>;

/** @param daily what comes each day, in bytes */
export function room({ free: bytes, size }: Space, daily: number, path: string): Room[] {
  const free = gigabytes(bytes);
  if (bytes < leastBytes || bytes < leastShare * size) return [{ code: 'little', params: { free, path } }];
  const days = daily === 0 ? Infinity : Math.floor(bytes / daily);
  if (days >= fullSoonDays) return [];
  return [{ code: days < fullNowDays ? 'now' : 'soon', params: { free, days, path } }];
}

export const disk = line({
  id: 'disk',
  needs: 'nothing',
  cases: {
    little: {
      severity: 'fault',
      words: ({ free, path }) => `${free} GB free at ${path}`,
      todo: 'Make room or a larger disk: with less than 512 MB devices are turned away and keep their events.',
    },
    now: {
      severity: 'fault',
      words: ({ free, days, path }) => `${free} GB free at ${path}, full in ${plural(days, 'day')}`,
      todo: 'Make room or a larger disk, or keep events for less long (docs/doctor.md).',
    },
    soon: {
      severity: 'warning',
      words: ({ free, days, path }) => `${free} GB free at ${path}, full in ${plural(days, 'day')}`,
      todo: 'Make room or a larger disk, or keep events for less long (docs/doctor.md).',
    },
  },
  look: async (at): Promise<Room[]> => {
    const path = at.config.dataDir;
    const space = await at.spaceOf(path);
    if (space === null) return [];
    // The disk of another server cannot be seen from here.
    const daily = at.databaseUrl === '' || at.config.databaseUrl !== null ? 0 : await growth(at);
    return room(space, daily, path);
  },
});

export const partitions = line({
  id: 'partitions',
  needs: 'database',
  cases: {
    thisMonth: {
      severity: 'fault',
      words: ({ month }) => `month ${month} missing: its events go to DEFAULT`,
      todo: 'Let a gateway run: it makes the months ahead each day. Its log says why it could not.',
    },
    nextMonth: {
      severity: 'warning',
      words: ({ month }) => `month ${month} missing`,
      todo: 'Let a gateway run: it makes the months ahead each day. Its log says why it could not.',
    },
    default: {
      severity: 'warning',
      words: ({ rows }) => `${plural(rows, 'row')} in DEFAULT`,
      todo: 'Devices with wrong clocks sent them: set their clocks. The events are kept and found.',
    },
    feed: {
      severity: 'fault',
      words: ({ name }) => `${name} missing: no event can be stored soon`,
      todo: 'The role of DATABASE_URL must own the table feed, so that the gateway can make its partitions.',
    },
  },
  look: async ({ query, now }): Promise<Found<'thisMonth' | 'nextMonth' | 'default' | 'feed'>[]> => {
    const [current, next] = [monthOf(now(), 0), monthOf(now(), 1)];
    const [row] = await query<{ current: boolean; next: boolean; rows: number; feed: string | null }>(
      `SELECT to_regclass($1) IS NOT NULL AS current, to_regclass($2) IS NOT NULL AS next,
         (SELECT greatest(c.reltuples, (SELECT count(*) FROM (SELECT 1 FROM event_default LIMIT 1000) d))::float8
          FROM pg_class c WHERE c.oid = to_regclass('event_default')) AS rows,
         (SELECT n FROM (SELECT 'feed_p' || (last_value + 1000000) / 10000000 AS n FROM feed_position) f
          WHERE to_regclass(n) IS NULL) AS feed`,
      [partitionOf(current), partitionOf(next)],
    );
    if (!row) return [];
    const month = (at: Date) => at.toISOString().slice(0, 7);
    return [
      ...(row.current ? [] : [{ code: 'thisMonth', params: { month: month(current) } } as const]),
      ...(row.next ? [] : [{ code: 'nextMonth', params: { month: month(next) } } as const]),
      ...(row.rows > 0 ? [{ code: 'default', params: { rows: row.rows } } as const] : []),
      ...(row.feed === null ? [] : [{ code: 'feed', params: { name: row.feed } } as const]),
    ];
  },
});

/** Entries that wait are counted up to here. */
const most = 10_000;
const slowSeconds = 300;
const stuckSeconds = 3_600;

interface Waiting {
  readonly n: number;
  readonly since: Date | null;
  readonly seconds: number | null;
}

const waitingCases = (todo: string) =>
  ({
    slow: {
      severity: 'warning',
      words: ({ count, seconds }: Readonly<Record<string, string | number>>) =>
        `${entries(count)} since ${lasting(Number(seconds))}`,
      todo,
    },
    stuck: {
      severity: 'fault',
      words: ({ count, seconds }: Readonly<Record<string, string | number>>) =>
        `${entries(count)} since ${lasting(Number(seconds))}`,
      todo,
    },
  }) as const;

const entries = (count: string | number | undefined) =>
  Number(count) > most ? `more than ${most} entries wait` : plural(count, 'entry waits', 'entries wait');

function late([row]: readonly Waiting[]): Found<'slow' | 'stuck'>[] {
  const seconds = Math.floor(row?.seconds ?? 0);
  if (!row?.since || seconds < slowSeconds) return [];
  const params = { count: row.n, since: row.since.toISOString(), seconds };
  return [{ code: seconds < stuckSeconds ? 'slow' : 'stuck', params }];
}

const aged = (since: string) =>
  `${since} AS since, extract(epoch FROM clock_timestamp() - ${since})::float8 AS seconds`;

export const fold = line({
  id: 'fold',
  needs: 'database',
  cases: waitingCases('Let a gateway run. If it does, its log says why events are not counted.'),
  look: async ({ query }) =>
    late(
      await query<Waiting>(
        `SELECT n, ${aged('since')} FROM (
           SELECT (SELECT count(*) FROM (SELECT 1 FROM feed WHERE position > c.position LIMIT ${most + 1}) f)::int AS n,
             (SELECT at FROM feed WHERE position > c.position ORDER BY position LIMIT 1) AS since
           FROM (SELECT position FROM event_counted LIMIT 1) c) w`,
      ),
    ),
});

export const feedPending = line({
  id: 'feed_pending',
  needs: 'database',
  cases: waitingCases('Let a gateway run. If it does, its log says why entries get no place in the feed.'),
  look: async ({ query }) =>
    late(
      await query<Waiting>(
        `SELECT n, ${aged('since')} FROM (
           SELECT (SELECT count(*) FROM (SELECT 1 FROM feed_pending LIMIT ${most + 1}) p)::int AS n,
             (SELECT at FROM feed_pending ORDER BY id LIMIT 1) AS since) w`,
      ),
    ),
});

export const changes = line({
  id: 'changes',
  needs: 'database',
  cases: waitingCases('Let a gateway run. If it does, its log says why changes do not become commands.'),
  look: async ({ query }) =>
    late(
      await query<Waiting>(
        `SELECT n, ${aged('since')} FROM (
           SELECT (SELECT count(*) FROM (SELECT 1 FROM change WHERE due_at <= clock_timestamp() LIMIT ${most + 1}) p)::int AS n,
             (SELECT due_at FROM change WHERE due_at <= clock_timestamp() ORDER BY due_at, id LIMIT 1) AS since) w`,
      ),
    ),
});

const fewDead = 10_000;
const deadShare = 0.5;

export const autovacuum = line({
  id: 'autovacuum',
  needs: 'database',
  cases: {
    off: {
      severity: 'fault',
      words: () => 'is off',
      todo: 'Switch autovacuum on: without it tables grow for ever, and in the end PostgreSQL stops writing.',
    },
    behind: {
      severity: 'warning',
      words: ({ table, rows }) => `table ${table} has ${rows} dead rows`,
      todo: 'End transactions that stay open for hours; else give autovacuum more (autovacuum_vacuum_cost_limit).',
    },
  },
  look: async ({ query }): Promise<Found<'off' | 'behind'>[]> => {
    const [set] = await query<{ off: boolean }>(`SELECT current_setting('autovacuum') = 'off' AS off`);
    const rows = await query<{ table: string; rows: number }>(
      `SELECT relname AS table, n_dead_tup::float8 AS rows FROM pg_stat_user_tables
       WHERE n_dead_tup > ${fewDead} + ${deadShare} * n_live_tup ORDER BY n_dead_tup DESC LIMIT 5`,
    );
    return [
      ...(set?.off === true ? [{ code: 'off' } as const] : []),
      ...rows.map((params) => ({ code: 'behind', params: { ...params } }) as const),
    ];
  },
});
