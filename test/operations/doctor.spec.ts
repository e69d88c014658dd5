import { execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { appendFile, chmod, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { ensurePartitions } from '../../src/modules/transaction/partitions.js';
import type { Diagnosis, DoctorOptions } from '../../src/operations/doctor/doctor.js';
import { lines } from '../../src/operations/doctor/all.js';
import { growth, room } from '../../src/operations/doctor/storage-lines.js';
import { SealedBox } from '../../src/platform/crypto/sealed-box.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/database/embedded/postgres.js';
import { doctor } from '../../src/tools/doctor/command.js';
import { certificates } from '../support/certificates.js';

const key = Buffer.alloc(32, 5);
const open: (() => unknown)[] = [];
let dataDir: string;
let primary: EmbeddedPostgres;
let client: pg.Client;
let env: Record<string, string>;
const provoked = new Set<string>();

const isEmbedded = () => inject('templateCluster') !== '';

async function folder(): Promise<string> {
  const made = await realpath(await mkdtemp(join(inject('runFolder'), 'doctor-')));
  await chmod(made, 0o755);
  return made;
}

/** A cluster with an empty database of today's schema, whose few connections can all be taken. */
async function cluster(settings: string): Promise<string> {
  const made = await folder();
  execFileSync('cp', ['-Rp', inject('templateCluster'), join(made, 'postgres')]);
  await appendFile(join(made, 'postgres/postgresql.auto.conf'), settings);
  return made;
}

async function start(at: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir: at, log: () => undefined });
  open.push(server.stop);
  return server;
}

beforeAll(async () => {
  if (!isEmbedded()) return;
  dataDir = await cluster('max_connections = 27\n');
  env = { DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', ENCRYPTION_KEY: key.toString('base64') };
});

afterAll(async () => {
  for (const close of open.reverse()) await close();
});

const sql = async (query: string, parameters?: unknown[]) => (await client.query(query, parameters)).rows as object[];

async function diagnosis(more: Record<string, string> = {}, options: DoctorOptions = {}): Promise<Diagnosis> {
  return JSON.parse((await doctor({ json: true }, { ...env, ...more }, options)).out) as Diagnosis;
}

/** What the lines say, as `line.code: words`. */
async function said(more: Record<string, string> = {}, options: DoctorOptions = {}): Promise<string[]> {
  const { lines: checked } = await diagnosis(more, options);
  return checked.flatMap(({ id, findings }) =>
    findings.map(({ code, words, severity }) => {
      provoked.add(id);
      return `${severity} ${id}.${code}: ${words}`;
    }),
  );
}

const templated = it.skipIf(process.env.DATABASE_URL !== undefined);

templated('says that the embedded database does not run, and does not start it', async () => {
  const asleep = await diagnosis();
  expect(asleep.status).toBe('faults');
  expect(asleep.lines[0]?.findings[0]?.words).toBe(
    `cannot be reached: the embedded PostgreSQL in ${dataDir} does not run`,
  );
  expect(asleep.lines.find(({ id }) => id === 'fold')?.severity).toBe('skipped');
  await expect(readFile(join(dataDir, 'postgres/postmaster.pid'))).rejects.toThrow('ENOENT');
  expect((await doctor({}, env)).code).toBe(2);
  const away = await said({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  expect(away[0]).toMatch(/^fault database.unreachable: cannot be reached: .*ECONNREFUSED/);
  expect((await doctor({}, { ...env, API_TOKEN: 'short' })).out).toContain('API_TOKEN must be at least 24 characters');
});

templated('all is well where all is well: nothing is told, and nothing is changed', async () => {
  primary = await start(dataDir);
  client = new pg.Client({ connectionString: primary.url });
  await client.connect();
  open.push(() => client.end());
  // Later a standby is waited for that is not there: these rows do not wait.
  await sql(`SET synchronous_commit = local`);
  await sql(`DELETE FROM setting WHERE key IN ('retention', 'retentionDays')`);
  expect(await said()).toEqual([
    `fault partitions.thisMonth: month ${month(0)} missing: its events go to DEFAULT`,
    `warning partitions.nextMonth: month ${month(1)} missing`,
    'warning backup.none: no backup was made yet',
    'warning retention.none: none is set',
  ]);
  const source = new DataSource(dataSourceOptions(primary.url, [], 1));
  await source.initialize();
  await source.transaction((tx) => ensurePartitions(tx, new Date()));
  await source.destroy();
  await sql(`INSERT INTO setting (key, value) VALUES ('retention', '{"eventMonths": 24}')`);
  await sql(`CREATE TABLE IF NOT EXISTS backup_run (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(), finished_at timestamptz, ok boolean, file text, bytes bigint, message text)`);
  await sql(
    `INSERT INTO backup_run (kind, finished_at, ok) VALUES ('backup', now(), true), ('rehearsal', now(), true)`,
  );
  const well = await doctor({}, env);
  expect(well.out.split('\n').filter((text) => !text.startsWith('ok'))).toEqual([]);
  expect(well.code).toBe(0);
});

const month = (offset: number) => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1)).toISOString().slice(0, 7);
};

const ago = (time: string) => `clock_timestamp() - interval '${time}'`;

/** A fault that SQL makes, how it is taken back, and what is said of it. */
const faults: readonly (readonly [string, string, readonly (string | RegExp)[]])[] = [
  [
    `INSERT INTO migrations (timestamp, name) VALUES (9, 'Later9999999999999');
     DELETE FROM migrations WHERE name = 'Mqtt1795305695000'`,
    `DELETE FROM migrations WHERE timestamp = 9; INSERT INTO migrations (timestamp, name) VALUES (1795305695000, 'Mqtt1795305695000')`,
    [
      'fault schema.newer: newer than this gateway: it has Later9999999999999',
      'fault schema.missing: 1 migration missing',
    ],
  ],
  [
    `INSERT INTO setting (key, value) VALUES ('schema.oldest', '"99.1.0"') ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    `UPDATE setting SET value = '"0.0.1"' WHERE key = 'schema.oldest'; INSERT INTO migrations (timestamp, name) VALUES (9, 'Later9999999999999')`,
    ['fault schema.needs: newer than this gateway: it needs Postern 99.1.0'],
  ],
  [
    // Left by the one before: a newer version has migrated, and this one may go on.
    `SELECT 1`,
    `DELETE FROM setting WHERE key = 'schema.oldest'; DELETE FROM migrations WHERE timestamp = 9`,
    [],
  ],
  [
    `ALTER DATABASE postern SET synchronous_commit = off`,
    `ALTER DATABASE postern RESET synchronous_commit`,
    ['fault durability.off: synchronous_commit is off: a power cut loses what was acknowledged'],
  ],
  [
    `INSERT INTO setting (key, value) VALUES ('encryptionKeyFingerprint', '"0123"')`,
    `DELETE FROM setting WHERE key = 'encryptionKeyFingerprint'`,
    [`fault key.other: not this database's`],
  ],
  [
    `INSERT INTO setting (key, value) VALUES ('encryptionKeyFingerprint', '"${new SealedBox(key).fingerprint}"'),
       ('encryptionKeyRotation', '{"first": "", "before": ["0123"], "used": ["0123"]}')`,
    `DELETE FROM setting WHERE key LIKE 'encryptionKey%'`,
    ['warning key.unfinished: 0123 was changed, and something is still sealed by it'],
  ],
  [
    `INSERT INTO gateway (id, host, pid, version, keys, sealing, hints) VALUES ('g', 'far', 1, '', '{}', '', false)`,
    `DELETE FROM gateway`,
    ['warning hints.gateway: NOTIFY does not come back to far'],
  ],
  [
    `INSERT INTO feed (position, kind, sn, ref, at) SELECT position + 1, 'command', '', '1', ${ago('2 hours')} FROM event_counted`,
    `DELETE FROM feed`,
    ['fault fold.stuck: 1 entry waits since 2 hours'],
  ],
  [
    `INSERT INTO feed_pending (kind, sn, ref, at) VALUES ('device', 'A', 'A', ${ago('10 minutes')}), ('device', 'B', 'B', now())`,
    `DELETE FROM feed_pending`,
    ['warning feed_pending.slow: 2 entries wait since 10 minutes'],
  ],
  [
    `INSERT INTO change (kind, key, due_at) VALUES ('person', '1', ${ago('1 day')}), ('person', '2', now() + interval '1 day')`,
    `DELETE FROM change`,
    ['fault changes.stuck: 1 entry waits since 1 day'],
  ],
  [
    `INSERT INTO quarantine (sn, path, reason, body, body_hash, received_at) VALUES ('A', '', '', '', '', '2026-02-03 12:00Z')`,
    `DELETE FROM quarantine`,
    ['warning quarantine.unread: 1 upload since 2026-02-03'],
  ],
  [
    `INSERT INTO webhook (id, name, url, secret, position, status, failing_since) VALUES
       ('1', 'one', '', '', 0, 'active', '2026-02-03 12:00Z'), ('2', 'two', '', '', 0, 'disabled', NULL), ('3', 'three', '', '', 0, 'active', NULL);
     INSERT INTO webhook_message (webhook_id, position, message_id, type, status) VALUES ('1', 1, '', '', 'dead'), ('3', 1, '', '', 'dead')`,
    `DELETE FROM webhook`,
    [
      'warning webhooks.failing: one failing since 2026-02-03, 1 message dead',
      'warning webhooks.dead: three: 1 message dead',
      'fault webhooks.disabled: two is switched off after its receiver failed, 0 messages dead',
    ],
  ],
  [
    `INSERT INTO feed_reader (name, settings, revision, position, is_connected, error, error_at)
       VALUES ('mqtt', '{}', 1, 0, false, 'no route', '2026-02-03 12:00Z')`,
    `DELETE FROM feed_reader`,
    ['warning mqtt.failing: mqtt failing since 2026-02-03T12:00:00.000Z: no route'],
  ],
  [
    `UPDATE backup_run SET started_at = ${ago('3 days')}, finished_at = ${ago('3 days')} WHERE kind = 'backup';
     DELETE FROM backup_run WHERE kind = 'rehearsal';
     INSERT INTO backup_run (kind, started_at, finished_at, ok) VALUES ('backup', now() + interval '1 year', now() + interval '1 year', true);
     INSERT INTO setting (key, value) VALUES ('retentionClock', '{"at": "2026-02-03T12:00:00Z", "from": "2096-02-04T12:00:00Z"}'), ('restoreHold', '{"backupAt": "2026-02-03T12:00:00.000Z"}');
     INSERT INTO backup_run (kind, finished_at, ok, message) VALUES ('backup', now(), false, 'no space')`,
    `DELETE FROM setting WHERE key IN ('restoreHold', 'retentionClock'); DELETE FROM backup_run; INSERT INTO backup_run (kind, finished_at, ok) VALUES ('backup', now(), true), ('rehearsal', now(), true)`,
    [
      'warning backup.failed: the last one failed: no space',
      'warning backup.old: last good one 3 days ago',
      'warning backup.neverRehearsed: never rehearsed',
      'warning backup.restored: restored from one of 2026-02-03T12:00:00.000Z: devices are given nothing until that is released',
      'warning retention.clock: the clock went forward by more than a week: nothing is deleted until 2096-02-04T12:00:00Z',
    ],
  ],
  [
    `INSERT INTO device (sn, id, name, status, online, offline_since, extra_users, address)
       SELECT 'D' || n, 'd' || n, '', 'approved', n > 1, CASE WHEN n = 1 THEN ${ago('2 days')} END, 3 - n, '10.0.0.1' FROM generate_series(1, 6) n;
     INSERT INTO command (sn, type, kind, lane, once, origin, meant, created_at) VALUES
       ('D2', 'rows', 'data', 2, false, '', '', ${ago('2 hours')}), ('D1', 'rows', 'data', 2, false, '', '', ${ago('2 hours')});
     INSERT INTO alarm (kind, place, code, params, priority, sn, count, first_at, last_at) VALUES ('clock', 'D3', '', '{}', 3, 'D3', 1, now(), now())`,
    `DELETE FROM alarm; DELETE FROM command; DELETE FROM device; DELETE FROM feed_pending; DELETE FROM device_removed`,
    [
      'warning devices.stuck: 1 device stuck: changes wait for more than an hour',
      'warning devices.offline: 1 device offline for more than a day',
      'warning devices.clock: the clock of 1 device is off',
      'warning devices.unknownUsers: 2 devices with unknown users, who may open doors',
      'warning proxy.oneAddress: all 5 devices call from one address, 10.0.0.1: set TRUSTED_PROXIES',
    ],
  ],
  [
    `CREATE TABLE worn (n int) WITH (autovacuum_enabled = off); INSERT INTO worn SELECT generate_series(1, 10001); DELETE FROM worn;
     SELECT pg_stat_force_next_flush()`,
    `DROP TABLE worn`,
    ['warning autovacuum.behind: table worn has 10001 dead rows'],
  ],
  [
    `ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (b, c)'; `,
    `ALTER SYSTEM RESET synchronous_standby_names`,
    ['fault standby.blocked: 0 of 1 that commits wait for: nothing is written'],
  ],
];

/** Each is taken back before the next: what is told is told of this one alone. */
templated.each(faults.map((fault) => [fault[2].join('; ') || 'nothing', ...fault] as const))(
  '%s',
  async (_, make, takeBack, expected) => {
    for (const statement of make.split(/;\s/)) if (statement.trim() !== '') await sql(statement);
    if (make.includes('SYSTEM')) await reloaded('synchronous_standby_names');
    expect(await said()).toEqual(expected);
    for (const statement of takeBack.split(/;\s/)) await sql(statement);
    if (make.includes('SYSTEM')) await reloaded('synchronous_standby_names');
  },
);

/** The postmaster reads its settings, and tells this session. */
async function reloaded(setting: string): Promise<void> {
  const before = await sql(`SELECT current_setting('${setting}') AS s`);
  await sql('SELECT pg_reload_conf()');
  await expect.poll(() => sql(`SELECT current_setting('${setting}') AS s`)).not.toEqual(before);
}

templated('DEFAULT, the disk and the clock', async () => {
  const required = (await sql(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = 'event_default'::regclass AND attnum > 0 AND attnotnull AND NOT atthasdef AND NOT attisdropped`,
  )) as { name: string; type: string }[];
  const value = ({ name, type }: { name: string; type: string }) =>
    name === 'event_time'
      ? `'1999-01-01'`
      : type === 'uuid'
        ? 'gen_random_uuid()'
        : /int|numeric/.test(type)
          ? '0'
          : type.includes('bool')
            ? 'false'
            : type.includes('time')
              ? 'now()'
              : type.includes('json')
                ? `'{}'`
                : `''`;
  await sql(
    `INSERT INTO event_default (${required.map(({ name }) => name).join(', ')}) VALUES (${required.map(value).join(', ')})`,
  );
  expect(await said()).toEqual(['warning partitions.default: 1 row in DEFAULT']);
  await sql('DELETE FROM event_default');

  const gigabyte = 1024 ** 3;
  const space = (free: number) => ({ spaceOf: () => Promise.resolve({ free: free * gigabyte, size: 4 * gigabyte }) });
  expect(await said({}, space(0.15))).toEqual([`fault disk.little: 0.1 GB free at ${dataDir}`]);
  const last = `event_${month(-1).replace('-', '_')}`;
  await sql(`DROP TABLE ${last}`);
  await sql(`CREATE TABLE ${last} AS SELECT md5(n::text) FROM generate_series(1, 30000) n`);
  const [{ bytes }] = (await sql(`SELECT pg_total_relation_size('${last}')::float8 AS bytes`)) as [{ bytes: number }];
  const now = () => new Date(`${month(0)}-15T00:00:00Z`);
  const days = new Date(Date.parse(`${month(0)}-01T00:00:00Z`) - 1).getUTCDate();
  const ask = async <T>(query: string, parameters?: unknown[]) => (await sql(query, parameters)) as T[];
  expect(await growth({ query: ask, now })).toBe(bytes / days);
  await sql(`DROP TABLE ${last}`);

  expect(room({ free: 12 * gigabyte, size: 100 * gigabyte }, gigabyte, '/d')).toEqual([
    { code: 'soon', params: { free: 12, days: 12, path: '/d' } },
  ]);
  expect(room({ free: 12 * gigabyte, size: 100 * gigabyte }, 4 * gigabyte, '/d')).toEqual([
    { code: 'now', params: { free: 12, days: 3, path: '/d' } },
  ]);
  const later = { now: () => new Date(Date.now() + 90_000) };
  expect((await said({}, later)).filter((text) => text.includes('clock'))).toEqual([
    'warning clock.differs: differs from the database by 90 s',
  ]);
});

templated('its connections', async () => {
  const more = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      const other = new pg.Client({ connectionString: primary.url });
      await other.connect();
      return other;
    }),
  );
  // Those of the diagnosis before may not have ended yet.
  const used = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend'`;
  await expect.poll(() => sql(used)).toEqual([{ n: 5 }]);
  expect(await said()).toEqual(['warning connections.few: 6 of 24; leave 20']);
  await Promise.all(more.map((other) => other.end()));
  await expect.poll(() => said()).toEqual([]);
});

templated('a key beside the data, a first-run file, short tokens, TLS and ports', async () => {
  await writeFile(join(dataDir, 'encryption.key'), key.toString('base64'));
  await writeFile(join(dataDir, 'first-run.txt'), 'admin token: x');
  const cert = join(dataDir, 'cert.pem');
  await writeFile(cert, certificates.ended.cert);
  await writeFile(join(dataDir, 'key.pem'), certificates.ended.key);
  const kept = env;
  env = { ...env, ENCRYPTION_KEY: '' };
  const token = 'abcdefghijklmnopqrstuvwx';
  const ended = { TLS_CERT: cert, TLS_KEY: join(dataDir, 'key.pem'), API_TOKEN: token };
  expect(await said(ended)).toEqual([
    `warning key.beside: lies beside the data, in ${join(dataDir, 'encryption.key')}`,
    'fault tls.ended: certificate of TLS_CERT has ended on 2021-01-01',
    `warning secrets.firstRun: ${join(dataDir, 'first-run.txt')} is still there`,
    'warning secrets.short: API_TOKEN is short',
  ]);
  env = kept;
  await rm(join(dataDir, 'first-run.txt'));
  expect(await said({ HOST: '0.0.0.0' })).toEqual([
    'warning ports.plain: PORT shows the console without TLS: passwords can be read on the way',
  ]);
  const answers = ['hello', '{"status":"unavailable","reason":"the disk is full"}', '{"status":"ok"}'];
  const server: Server = createServer((_request, reply) => reply.end(answers[0]));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push(() => server.close());
  const PORT = String((server.address() as AddressInfo).port);
  expect(await said({ PORT })).toEqual([`fault ports.foreign: PORT shows another program on ${PORT}`]);
  answers.shift();
  expect(await said({ PORT })).toEqual([
    'fault ports.unready: PORT shows that the gateway is not ready: the disk is full',
  ]);
  answers.shift();
  expect(await said({ PORT })).toEqual([]);
  // The same server stands for the receiver of intrusion panels.
  expect(await said({ PORT, DC09_PORT: PORT })).toEqual([]);
  expect(await said({ PORT, DC09_PORT: '1' })).toEqual([
    'fault ports.unheard: nobody listens at DC09_PORT 1, although the gateway runs',
  ]);
});

templated('standbys: none is synchronous, one, and that it is one itself', async () => {
  const { searchParams, username: user } = new URL(primary.url);
  const socketDir = searchParams.get('host') ?? '';
  // A standby takes at least as many connections as the primary ever did.
  const follows = `primary_conninfo = 'host=${socketDir} port=5432 user=${user} application_name=b'`;
  const other = await cluster(`${follows}\nmax_connections = 200\n`);
  await writeFile(join(other, 'postgres/standby.signal'), '');
  if (process.getuid?.() === 0)
    execFileSync('chown', ['--reference', join(other, 'postgres/PG_VERSION'), join(other, 'postgres/standby.signal')]);
  const standby = await start(other);
  await expect
    .poll(() => sql(`SELECT state FROM pg_stat_replication`), { timeout: 60_000 })
    .toEqual([{ state: 'streaming' }]);
  expect(await said()).toEqual(['warning standby.none: none is synchronous, 1 follows: failover loses commits']);
  await sql(`ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (b, c)'`);
  await reloaded('synchronous_standby_names');
  await expect.poll(() => said()).toEqual(['warning standby.one: one: its loss stops writing']);
  const here = await said({ DATABASE_URL: standby.url });
  expect(here[0]).toBe('fault database.standby: is a standby: nothing can be written');
  await sql(`ALTER SYSTEM RESET synchronous_standby_names`);
  await reloaded('synchronous_standby_names');
});

templated('every line was provoked', () => {
  expect(lines.map(({ id }) => id).filter((id) => !provoked.has(id))).toEqual([]);
});

it('the console has words of its own for all but what keeps it from being there', async () => {
  const path = join(import.meta.dirname, '../../console/src/i18n/en/doctor.json');
  const texts = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;
  const without = lines.flatMap(({ id, cases }) =>
    Object.keys(cases).flatMap((code) => (`${id}-${code}` in texts || id in texts ? [] : [`${id}-${code}`])),
  );
  expect(without).toEqual(['database-unreachable', 'database-asleep', 'schema-empty']);
});
