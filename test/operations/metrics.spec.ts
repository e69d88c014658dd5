import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { databaseGauges, lastBackup } from '../../src/operations/database-gauges.js';
import { webhookGauges } from '../../src/operations/webhook-metrics.js';
import { AuditChainService } from '../../src/platform/auth/audit-chain.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { approved, brief, registryCode } from '../support/raw-device.js';

const metricsToken = 'test-metrics-token-0123456789';
let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { METRICS_TOKEN: metricsToken, DATA_DIR: tmpdir() } });
});
afterAll(() => app.stop());

const scrape = async () =>
  (await app.request('GET', '/metrics', { headers: { authorization: `Bearer ${metricsToken}` } })).text;
const value = async (line: string) => {
  const found = (await scrape()).split('\n').find((one) => one.startsWith(`${line} `));
  return found === undefined ? null : Number(found.slice(line.length + 1));
};
const namesIn = (text: string) =>
  new Set([...text.matchAll(/\b(?:postern|process|nodejs)_[a-z0-9_]+/g)].map(([name]) => name));
/** The names that a query of Prometheus finds. */
const seriesOf = async () => {
  const lines = (await scrape()).split('\n');
  return new Set(
    lines.flatMap((line) => /^# TYPE (\S+)/.exec(line)?.[1] ?? /^([a-z0-9_]+)(?:\{| )/.exec(line)?.[1] ?? []),
  );
};

/** The contract, with what tells one value from another. None of them has a label for each device, person or endpoint. */
const contract: Readonly<Record<string, readonly string[]>> = {
  postern_build_info: ['version', 'node'],
  postern_device_request_duration_seconds: ['call'],
  postern_ingest_batch_rows: [],
  postern_ingest_commit_seconds: [],
  postern_feed_lock_wait_seconds: [],
  postern_db_pool_size: [],
  postern_db_pool_idle: [],
  postern_db_pool_waiting: [],
  postern_db_errors_total: ['class'],
  postern_hint_delay_seconds: [],
  postern_commands_open: ['kind'],
  postern_commands_ended_total: ['kind', 'outcome'],
  postern_door_command_seconds: [],
  postern_ledger_rows: ['state'],
  postern_devices_clock_off: [],
  postern_quarantined_total: [],
  postern_fold_lag_seconds: [],
  postern_partition_months_ahead: [],
  postern_disk_free_bytes: [],
  postern_job_last_run_timestamp_seconds: ['job'],
  postern_leases: ['kind'],
  postern_feed_position: [],
  postern_feed_horizon_position: [],
  postern_feed_pending: [],
  postern_sse_streams: [],
  postern_long_polls: [],
  postern_stream_messages_total: ['reader'],
  postern_stream_closed_total: ['reason'],
  postern_webhook_endpoints: ['status'],
  postern_webhook_attempts_total: ['result'],
  postern_webhook_attempt_duration_seconds: [],
  postern_webhook_pending: [],
  postern_webhook_dead: [],
  postern_webhook_leases: [],
  postern_feed_reader_lag_seconds: ['reader'],
  postern_mqtt_connected: [],
  postern_mqtt_published_total: [],
  postern_mqtt_commands_total: ['result'],
};

describe('a scrape', () => {
  it('needs the token where one is set', async () => {
    for (const headers of [{}, { authorization: 'Bearer something-else-0123456789' }, { authorization: 'Basic x' }]) {
      const refused = await app.request('GET', '/metrics', { headers });
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(refused.text).not.toContain('postern_');
    }
    expect((await app.request('GET', '/health/ready')).status).toBe(200);
  });

  it('has every metric of the contract, with its labels and no others', async () => {
    // An error of each statement has a class; there was none yet.
    await app.sql('SELECT 1/0').catch(() => undefined);
    // On a busy machine NOTIFY may not have come back in time at the start: it is tried again now and then.
    await expect.poll(() => value('postern_hint_delay_seconds')).not.toBeNull();
    const text = await scrape();
    const found = Object.keys(contract).map((name) => {
      const lines = text.split('\n').filter((line) => new RegExp(`^${name}(_count)?[{ ]`).test(line));
      const labels = new Set(lines.flatMap((line) => [...line.matchAll(/[{,](\w+)="/g)].map(([, label]) => label)));
      return [name, lines.length > 0 ? [...labels] : null];
    });
    expect(Object.fromEntries(found)).toEqual(contract);
    expect(await value('postern_db_errors_total{class="22"}')).toBe(1);
    expect(await value('postern_ready')).toBe(1);
    expect(await value('postern_partition_months_ahead')).toBe(3);
    expect(await value('postern_disk_free_bytes')).toBeGreaterThan(0);
  });

  it('asks for nothing that grows with the years', async () => {
    const queries = [...databaseGauges, { query: webhookGauges.pending }, { query: webhookGauges.dead }];
    const scanned = await app.work.run(async (tx) => {
      await tx.query('SET LOCAL enable_seqscan = off');
      const plans: string[] = [];
      for (const { query } of queries) {
        const rows: { 'QUERY PLAN': string }[] = await tx.query(`EXPLAIN ${query}`);
        plans.push(...rows.map((row) => row['QUERY PLAN']));
      }
      return plans.flatMap((line) => /Seq Scan on (\w+)/.exec(line)?.[1] ?? []);
    });
    // With sequential scans forbidden, one that is left has no index. The first are read whole: they stay small.
    const small = ['event_counted', 'webhook', 'feed_reader', 'pull_terminal', 'quarantine', 'device_upload'];
    expect(scanned.filter((table) => !small.includes(table))).toEqual([]);
  });
});

describe('what devices do', () => {
  it('is counted where it happens', async () => {
    const device = await approved(app, 'MET-1');
    await registryCode(device, 'DeviceType=acc,FirmVer=Ver 1,MachineType=10,LockCount=1,ReaderCount=1');
    for (let polls = 0; polls < 30 && (await device.poll()) !== 'OK'; polls++);
    const order = { type: 'openDoor', door: 1, seconds: 5 };
    expect((await app.admin('POST', '/devices/MET-1/commands', order)).status).toBe(201);
    expect(await value('postern_commands_open{kind="control"}')).toBe(1);
    const id = /^C:(\d+):CONTROL/m.exec(await device.poll())?.[1] ?? '';
    expect(await brief(device.post('/iclock/devicecmd', `ID=${id}&Return=0&CMD=CONTROL DEVICE`))).toEqual([200, 'OK']);
    expect(await value('postern_commands_open{kind="control"}')).toBe(0);
    expect(await value('postern_commands_ended_total{kind="control",outcome="done"}')).toBe(1);
    expect(await value('postern_commands_ended_total{kind="control",outcome="unanswered"}')).toBe(0);
    expect(await value('postern_door_command_seconds_count')).toBe(1);
    expect(await value('postern_door_command_seconds_bucket{le="30"}')).toBe(1);
    expect(await value('postern_device_request_duration_seconds_count{call="devicecmd"}')).toBe(1);
    expect(await value('postern_device_request_duration_seconds_count{call="registry"}')).toBeGreaterThan(0);
    expect(await value('postern_device_request_duration_seconds_count{call="other"}')).toBe(0);

    const cancelled = 'postern_commands_ended_total{kind="query",outcome="cancelled"}';
    const sofar = (await value(cancelled)) ?? NaN;
    const made = await app.admin('POST', '/devices/MET-1/commands', { command: 'DATA COUNT user' });
    expect((await app.admin('POST', `/commands/${String(made.body.id)}/cancel`)).status).toBeLessThan(300);
    expect(await value(cancelled)).toBe(sofar + 1);

    await device.events('time=2026-05-01 10:00:00\tpin=0\tevent=8\tverifytype=200\tindex=1');
    expect(await value('postern_ingest_batch_rows_bucket{le="1"}')).toBe(1);
    expect(await value('postern_ingest_batch_rows_count')).toBe(1);
    expect(await value('postern_ingest_commit_seconds_count')).toBe(1);
    expect(await value('postern_ingest_refused_total')).toBe(0);
    const before = (await value('postern_quarantined_total')) ?? NaN;
    await device.post('/iclock/cdata?table=nobodyknowsit', 'x=1');
    expect(await value('postern_quarantined_total')).toBe(before + 1);
  });

  it('and what is wrong with the audit log', async () => {
    expect(await value('postern_audit_broken')).toBe(0);
    const chain = app.app.get(AuditChainService, { strict: false });
    await chain.seal();
    await app.sql('ALTER TABLE audit DISABLE TRIGGER USER');
    await app.sql(`UPDATE audit SET actor = 'nobody' WHERE chain = 1`);
    await app.sql('ALTER TABLE audit ENABLE TRIGGER USER');
    expect((await app.admin('GET', '/audit/verify')).body.ok).toBe(false);
    expect(await value('postern_audit_broken')).toBe(1);
  });
});

describe('deploy', () => {
  const alerts = readFileSync('deploy/prometheus/alerts.yaml', 'utf8');
  const dashboard = readFileSync('deploy/grafana/postern.json', 'utf8');

  interface Rule {
    readonly alert: string;
    readonly expr: string;
  }
  const rules = (parse(alerts) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);

  it('has every alert of the contract', () => {
    expect(rules.map(({ alert }) => alert)).toEqual([
      'PosternNotReady',
      'PosternDevicesOffline',
      'PosternIngestRefused',
      'PosternCommitSlow',
      'PosternFeedLockSlow',
      'PosternChangesStuck',
      'PosternDoorCommandsUnanswered',
      'PosternWebhookFailing',
      'PosternWebhookDead',
      'PosternMqttDown',
      'PosternBackupOld',
      'PosternDiskFullIn4d',
      'PosternPartitionMissing',
      'PosternCertificateEnds',
      'PosternAuditBroken',
    ]);
  });

  it('names no metric that a gateway does not tell', async () => {
    const series = await seriesOf();
    // Told only where backups are kept account of, or after the first error.
    for (const name of [lastBackup.name, 'postern_db_errors_total']) series.add(name);
    const shown = JSON.parse(dashboard) as { panels: { targets?: { expr: string }[] }[] };
    const queries = shown.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    expect(queries.length).toBeGreaterThan(60);
    const unknown = [...rules.map(({ expr }) => expr), ...queries].flatMap((expr) =>
      [...namesIn(expr)].filter((name) => !series.has(name)),
    );
    expect(unknown).toEqual([]);
  });

  it('is explained in words', async () => {
    const documented = namesIn(readFileSync('docs/monitoring.md', 'utf8'));
    expect(Object.keys(contract).filter((name) => !documented.has(name))).toEqual([]);
    const told = await seriesOf();
    told.add(lastBackup.name);
    expect([...documented].filter((name) => name !== 'process_' && name !== 'nodejs_' && !told.has(name))).toEqual([]);
  });

  it('takes one of the figures that all gateways tell, and adds what each counts', () => {
    const gauges = databaseGauges.map(({ name }) => name);
    const added = rules.flatMap(({ expr }) =>
      gauges.filter((name) => new RegExp(`\\bsum\\((?:rate\\(|increase\\()?${name}\\b`).test(expr)),
    );
    expect(added).toEqual([]);
    for (const { expr } of rules) expect(expr).not.toMatch(/max\((?:rate|increase)\(/);
  });

  const promtool = spawnSync('promtool', ['--version']).status === 0;
  it.skipIf(!promtool)('passes promtool', () => {
    for (const parameters of [
      ['check', 'config', 'deploy/prometheus/prometheus.yml'],
      ['check', 'rules', 'deploy/prometheus/alerts.yaml'],
      ['test', 'rules', 'deploy/prometheus/alerts.test.yaml'],
    ]) {
      const { status, stdout, stderr } = spawnSync('promtool', parameters, { encoding: 'utf8' });
      expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    }
  });
});

describe('a line of the log about a call that failed', () => {
  it('has the trace of its caller, and no name', async () => {
    const lines: string[] = [];
    const logged = await startApp({
      databaseUrl: app.databaseUrl,
      env: { LOG_LEVEL: 'error' },
      isNoted: false,
      logInto: { write: (line) => void lines.push(line) },
    });
    try {
      await app.sql('ALTER TABLE area RENAME TO area_elsewhere');
      const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
      const headers = { authorization: 'Bearer test-admin-token-0123456789', traceparent };
      expect((await logged.request('GET', '/admin/v1/areas?q=Ann', { headers })).status).toBe(500);
      const line = lines.find((one) => one.includes('a call of the admin API failed')) ?? '{}';
      expect(JSON.parse(line)).toMatchObject({
        requestId: '4bf92f3577b34da6a3ce929d0e0e4736',
        path: '/admin/v1/areas',
      });
      expect(line).not.toContain('Ann');
    } finally {
      await app.sql('ALTER TABLE area_elsewhere RENAME TO area');
      await logged.stop();
    }
  });
});
