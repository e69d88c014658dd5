import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newLog } from '../../src/platform/log.js';
import { startApp, type TestApp } from '../support/app.js';
import { storeEvents } from './site.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const get = (path: string) => app.request('GET', path);
const metric = async (line: string) => (await get('/metrics')).text.split('\n').includes(line);

describe('health', () => {
  it('is live and ready without a token', async () => {
    expect(await get('/health/live')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await get('/health/ready')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('is not ready while a migration is missing, and still live', async () => {
    const [last] = await app
      .sql('DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations) RETURNING *')
      .then((answer) => answer[0] as unknown as { id: number; timestamp: number; name: string }[]);
    expect(await get('/health/ready')).toMatchObject({
      status: 503,
      body: { status: 'unavailable', reason: 'the database is not migrated' },
    });
    expect((await get('/health/ready')).headers.get('retry-after')).toBe('5');
    expect((await get('/health/live')).status).toBe(200);
    await app.sql('INSERT INTO migrations (id, timestamp, name) VALUES ($1, $2, $3)', [
      last?.id,
      last?.timestamp,
      last?.name,
    ]);
    expect((await get('/health/ready')).status).toBe(200);
  });
});

describe('metrics', () => {
  it('count periodic jobs', async () => {
    await vi.waitFor(
      async () => expect((await get('/metrics')).text).toMatch(/^postern_job_runs_total\{job="audit-chain"\} [1-9]/m),
      60_000,
    );
    const { text } = await get('/metrics');
    expect(text).toContain('postern_job_failures_total{job="audit-chain"} 0');
    expect(text).toMatch(/^postern_job_seconds_total\{job="audit-chain"\} [0-9.e-]+$/m);
    for (const job of ['event-counts', 'housekeeping', 'link-clock', 'screens', 'verifications'])
      expect(text).toContain(`postern_job_runs_total{job="${job}"}`);
  });

  it('count events, devices, commands and calls', async () => {
    await storeEvents(app, [{ naturalKey: 'a' }, { naturalKey: 'b' }, { naturalKey: 'a' }]);
    await app.admin('POST', '/devices', { sn: 'M1' });
    await app.admin('POST', '/devices/M1/commands', { command: 'DATA COUNT user' });
    expect(await metric('postern_events_total{result="stored"} 2')).toBe(true);
    expect(await metric('postern_events_total{result="duplicate"} 1')).toBe(true);
    expect(await metric('postern_devices{status="approved",online="false"} 1')).toBe(true);
    expect(await metric('postern_commands{status="queued"} 1')).toBe(true);
    expect(await metric('postern_events_quarantined 0')).toBe(true);
    expect(await metric('postern_http_request_duration_seconds_count{side="admin",status="2xx"} 2')).toBe(true);
    expect((await get('/metrics')).text).toContain('process_cpu_user_seconds_total');
  });
});

describe('pages', () => {
  it('/ shows the state of the gateway and where everything is', async () => {
    const { text, headers } = await get('/');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(text).toContain('Running, and ready for devices.');
    expect(text).toContain('href="/docs"');
    expect(text).toContain('href="/docs/admin"');
  });

  it('Swagger UI is served from here, with nothing fetched from elsewhere', async () => {
    for (const ui of ['/docs', '/docs/admin']) {
      const { status, text } = await get(ui);
      expect(status).toBe(200);
      expect(text).not.toMatch(/(src|href)="https?:/);
      expect((await get(`${ui}/swagger-ui-bundle.js`)).headers.get('content-type')).toContain('javascript');
      const { text: script } = await get(`${ui}/swagger-ui-init.js`);
      // The page has a box that filters the groups, and all groups are folded.
      for (const option of ['"persistAuthorization": true', '"filter": true', '"docExpansion": "none"']) {
        expect(script).toContain(option);
      }
    }
    expect((await get('/docs/swagger-ui-init.js')).text).toContain('/api/person/add');
    expect((await get('/docs/admin/swagger-ui-init.js')).text).toContain('/admin/v1/devices');
  });

  it('an unknown path is answered in the form of its API', async () => {
    expect(await app.admin('GET', '/nothing')).toMatchObject({
      status: 404,
      body: { type: 'urn:postern:notFound', status: 404, instance: '/admin/v1/nothing' },
    });
    expect(await app.api('GET', '/api/nothing')).toMatchObject({ status: 404, body: { code: -1, data: null } });
    expect((await get('/nothing')).status).toBe(404);
  });

  it('a body that cannot be read is answered in the form of its API', async () => {
    const headers = { authorization: 'Bearer test-admin-token-0123456789', 'content-type': 'application/json' };
    const { status, body } = await app.request('POST', '/admin/v1/devices', { body: '{"sn":', headers });
    expect([status, body.type]).toEqual([400, 'urn:postern:invalid']);
  });
});

describe('without a database', () => {
  it('is answered as such, with the time of the next try', async () => {
    const alone = await startApp();
    try {
      const name = new URL(alone.databaseUrl).pathname.slice(1);
      await app.sql(`DROP DATABASE ${name} WITH (FORCE)`);
      expect(await alone.request('GET', '/health/ready')).toMatchObject({
        status: 503,
        body: { status: 'unavailable', reason: 'the database cannot be reached' },
      });
      const answer = await alone.admin('GET', '/time-zones');
      expect(answer).toMatchObject({ status: 503, body: { type: 'urn:postern:unavailable', status: 503 } });
      expect(answer.headers.get('retry-after')).toBe('5');
      expect((await alone.request('GET', '/health/live')).status).toBe(200);
      expect((await alone.request('GET', '/')).text).toContain('Not ready: the database cannot be reached');
    } finally {
      await alone.stop();
    }
  });
});

describe('the log', () => {
  it('shows which statement failed, without its values', async () => {
    const lines: string[] = [];
    const log = newLog('error', { write: (line) => void lines.push(line) });
    const err: unknown = await app
      .sql('INSERT INTO person (id, pin, person_pwd_hash) VALUES ($1, $2, $3)', ['1', null, 'hash-of-4711'])
      .catch((error: unknown) => error);
    log.error({ err }, 'a call failed');
    expect(JSON.parse(lines.join(''))).toMatchObject({
      msg: 'a call failed',
      err: { type: 'QueryFailedError', code: '23502', query: expect.stringContaining('INSERT INTO person') as string },
    });
    expect(lines.join('')).not.toContain('4711');
  });
});
