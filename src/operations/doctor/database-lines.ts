import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrations } from '../../platform/database/migrations/all.js';
import { newerThan } from '../../platform/database/migrations/history.js';
import { livingGateways } from '../../platform/database/gateway-row.js';
import { version } from '../../platform/version.js';
import { compareVersions } from '../../protocol/compare-versions.js';
import { line, plural, type Found } from './line.js';

const oldestServer = 150_000;

const numbersOf = (text: string) => text.split(/[.+-]/, 3).map((part) => Number.parseInt(part, 10) || 0);

/** Whether it answers at all is found before any line is asked (doctor.ts). */
export const database = line({
  id: 'database',
  needs: 'nothing',
  cases: {
    unreachable: {
      severity: 'fault',
      words: ({ reason }) => `cannot be reached: ${reason}`,
      todo: 'Look at the server, at the network and at DATABASE_URL. Devices keep their events meanwhile.',
    },
    asleep: {
      severity: 'fault',
      words: ({ dataDir }) => `cannot be reached: the embedded PostgreSQL in ${dataDir} does not run`,
      todo: 'Start the gateway: it starts its PostgreSQL. The doctor starts nothing, so as not to be in its way.',
    },
    tooOld: {
      severity: 'fault',
      words: ({ version }) => `older than 15: it is ${version}`,
      todo: 'Move to PostgreSQL 15 or newer.',
    },
    standby: {
      severity: 'fault',
      words: () => 'is a standby: nothing can be written',
      todo: 'Let DATABASE_URL lead to the primary, such as by HAProxy and /primary of Patroni.',
    },
  },
  look: async ({ query }): Promise<Found<'unreachable' | 'asleep' | 'tooOld' | 'standby'>[]> => {
    const [row] = await query<{ n: number; version: string; standby: boolean }>(
      `SELECT current_setting('server_version_num')::int AS n, current_setting('server_version') AS version,
         pg_is_in_recovery() AS standby`,
    );
    return [
      ...(row && row.n < oldestServer ? [{ code: 'tooOld', params: { version: row.version } } as const] : []),
      ...(row?.standby ? [{ code: 'standby' } as const] : []),
    ];
  },
});

export const durability = line({
  id: 'durability',
  needs: 'database',
  cases: {
    off: {
      severity: 'fault',
      words: ({ settings }) => `${settings} is off: a power cut loses what was acknowledged`,
      todo: 'Switch it on in postgresql.conf, for the role and for the database.',
    },
  },
  look: async ({ query }) => {
    const rows = await query<{ name: string }>(
      `SELECT name FROM pg_settings
       WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off' ORDER BY name`,
    );
    const settings = rows.map(({ name }) => name).join(', ');
    return rows.length === 0 ? [] : [{ code: 'off', params: { settings } }];
  },
});

/** How many standbys a commit waits for: `ANY 1 (b, c)`, `2 (a, b)`, `a, b` (one of them). */
const waitsFor = (names: string): number => Number(/^\s*(?:any|first)?\s*(\d+)\s*\(/i.exec(names)?.[1] ?? 1);

export const standby = line({
  id: 'standby',
  needs: 'database',
  cases: {
    blocked: {
      severity: 'fault',
      words: ({ needed, there }) => `${there} of ${needed} that commits wait for: nothing is written`,
      todo: 'Bring the standby back. Until then devices keep their events.',
    },
    one: {
      severity: 'warning',
      words: ({ there }) => `${there === 1 ? 'one' : String(there)}: its loss stops writing`,
      todo: 'Add a standby: as many as synchronous_standby_names waits for, and one more.',
    },
    none: {
      severity: 'warning',
      words: ({ asynchronous }) =>
        Number(asynchronous) > 0
          ? `none is synchronous, ${plural(asynchronous, 'follows', 'follow')}: failover loses commits`
          : 'none: failover loses commits',
      todo: `Set synchronous_standby_names, such as 'ANY 1 (b, c)', with two standbys.`,
    },
    hidden: {
      severity: 'warning',
      words: () => 'the role may not see them',
      todo: 'GRANT pg_monitor to the role of DATABASE_URL.',
    },
  },
  look: async ({ query, config }): Promise<Found<'blocked' | 'one' | 'none' | 'hidden'>[]> => {
    const [row] = await query<{ names: string; hidden: number; there: number; asynchronous: number }>(
      `SELECT current_setting('synchronous_standby_names') AS names,
         (count(pid) FILTER (WHERE state IS NULL))::int AS hidden,
         (count(pid) FILTER (WHERE state = 'streaming' AND sync_state IN ('sync', 'quorum', 'potential')))::int AS there,
         (count(pid) FILTER (WHERE state = 'streaming' AND sync_state = 'async'))::int AS asynchronous
       FROM pg_stat_replication`,
    );
    if (!row) return [];
    const { names, there, asynchronous, hidden } = row;
    if (hidden > 0) return [{ code: 'hidden' }];
    if (names.trim() === '') {
      // An embedded PostgreSQL has no standby, and nobody fails over to one.
      return config.databaseUrl === null && asynchronous === 0 ? [] : [{ code: 'none', params: { asynchronous } }];
    }
    const needed = waitsFor(names);
    if (there < needed) return [{ code: 'blocked', params: { needed, there } }];
    return there === needed ? [{ code: 'one', params: { there } }] : [];
  },
});

export const schema = line({
  id: 'schema',
  needs: 'database',
  cases: {
    empty: {
      severity: 'fault',
      words: () => 'the database is empty',
      todo: 'Start the gateway once: it makes its tables.',
    },
    missing: {
      severity: 'fault',
      words: ({ count }) => `${plural(count, 'migration')} missing`,
      todo: 'Start this gateway: it brings the database up to date.',
    },
    needs: {
      severity: 'fault',
      words: ({ version: oldest }) => `newer than this gateway: it needs Postern ${oldest}`,
      todo: 'Start that version, or a newer one.',
    },
    newer: {
      severity: 'fault',
      words: ({ name }) => `newer than this gateway: it has ${name}`,
      todo: 'Start the version that was used last, or a newer one.',
    },
  },
  look: async ({ query }) => {
    const [table] = await query<{ there: boolean }>(`SELECT to_regclass('migrations') IS NOT NULL AS there`);
    if (table?.there !== true) return [{ code: 'empty' }];
    const done = (await query<{ name: string }>('SELECT name FROM migrations')).map(({ name }) => name);
    const known = migrations.map(({ name }) => name);
    const missing = known.filter((name) => !done.includes(name)).length;
    // A newer version that has migrated the database names the oldest that may go on working on it.
    const [setting] = await query<{ oldest: string }>(
      `SELECT value #>> '{}' AS oldest FROM setting WHERE key = 'schema.oldest'`,
    );
    if (setting && compareVersions(numbersOf(version), numbersOf(setting.oldest)) < 0) {
      return [{ code: 'needs', params: { version: setting.oldest } }];
    }
    const newer = setting && missing === 0 ? undefined : newerThan(done, known);
    return [
      ...(newer === undefined ? [] : [{ code: 'newer', params: { name: newer } } as const]),
      ...(missing === 0 ? [] : [{ code: 'missing', params: { count: missing } } as const]),
    ];
  },
});

const mostDriftSeconds = 2;

export const clock = line({
  id: 'clock',
  needs: 'database',
  cases: {
    differs: {
      severity: 'warning',
      words: ({ seconds }) => `differs from the database by ${seconds} s`,
      todo: 'Let both machines follow the same time server (NTP).',
    },
  },
  look: async ({ query, now }) => {
    const before = now().getTime();
    const [row] = await query<{ at: number }>('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at');
    const seconds = Math.round(((before + now().getTime()) / 2 - (row?.at ?? before)) / 1_000);
    return Math.abs(seconds) < mostDriftSeconds ? [] : [{ code: 'differs', params: { seconds: Math.abs(seconds) } }];
  },
});

const leave = 20;

export const connections = line({
  id: 'connections',
  needs: 'database',
  cases: {
    few: {
      severity: 'warning',
      words: ({ used, most }) => `${used} of ${most}; leave ${leave}`,
      todo: 'Raise max_connections, start fewer gateways or WORKERS, or put a pooler between.',
    },
  },
  look: async ({ query }) => {
    const [row] = await query<{ used: number; most: number }>(
      `SELECT count(*)::int AS used,
         current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS most
       FROM pg_stat_activity WHERE backend_type = 'client backend'`,
    );
    return row && row.most - row.used < leave ? [{ code: 'few', params: { used: row.used, most: row.most } }] : [];
  },
});

const echoMs = 2_000;

export const hints = line({
  id: 'hints',
  needs: 'database',
  cases: {
    silent: {
      severity: 'warning',
      words: () => 'NOTIFY does not come back',
      todo: 'Put no pooler in transaction mode between, or one in session mode: gateways ask four times a second now.',
    },
    gateway: {
      severity: 'warning',
      words: ({ gateways }) => `NOTIFY does not come back to ${gateways}`,
      todo: 'Put no pooler in transaction mode between, or one in session mode: it asks four times a second now.',
    },
  },
  look: async ({ query, databaseUrl }): Promise<Found<'silent' | 'gateway'>[]> => {
    if (!(await comesBack(databaseUrl))) return [{ code: 'silent' }];
    const [table] = await query<{ there: boolean }>(`SELECT to_regclass('gateway') IS NOT NULL AS there`);
    const rows = table?.there === true ? await query<{ host: string; hints: boolean | null }>(livingGateways) : [];
    const deaf = rows.filter((row) => row.hints === false).map(({ host }) => host);
    return deaf.length === 0 ? [] : [{ code: 'gateway', params: { gateways: [...new Set(deaf)].join(', ') } }];
  },
});

async function comesBack(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: echoMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const channel = `postern_doctor_${randomBytes(6).toString('hex')}`;
    await client.query(`LISTEN ${channel}`);
    const heard = new Promise<boolean>((resolve) => {
      client.on('notification', (message) => resolve(message.channel === channel));
      setTimeout(() => resolve(false), echoMs).unref();
    });
    await client.query(`NOTIFY ${channel}`);
    return await heard;
  } finally {
    await client.end().catch(() => undefined);
  }
}
