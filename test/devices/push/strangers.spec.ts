import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/platform/config.js';
import { startupBanner } from '../../../src/bootstrap/startup-banner.js';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, type RawDevice } from '../../support/raw-device.js';

const most = 2_000;
const atOnce = 20;

/** Calls with unknown serial numbers over open connections. @returns how often each status was answered */
async function flood(app: TestApp, count: number, path: (n: number) => string): Promise<Map<number, number>> {
  const answers = new Map<number, number>();
  let next = 0;
  const call = async () => {
    for (let n = next++; n < count; n = next++) {
      const { status } = await app.request('GET', path(n));
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, call));
  return answers;
}

/** All transactions of the database so far; the number lags a little. */
const transactions = async (app: TestApp) =>
  Number(
    (
      await app.sql<{ n: string }>('SELECT xact_commit AS n FROM pg_stat_database WHERE datname = current_database()')
    )[0]?.n,
  );

describe('numbers that nobody has', () => {
  let app: TestApp;
  let device: RawDevice;

  beforeAll(async () => {
    app = await startApp();
    device = await approved(app, 'KNOWN-1');
    expect(await device.poll()).toBe('OK');
  });

  afterAll(() => app.stop());

  it('cost the database nothing once there are too many, and approved devices are served meanwhile', async () => {
    const before = await transactions(app);
    const began = performance.now();
    const flooding = flood(app, most, (n) => `/iclock/getrequest?SN=FLOOD-${n}`);
    for (let n = 0; n < 50; n++) expect(await device.poll()).toBe('OK');
    expect(await flooding).toEqual(new Map([[403, most]]));
    const [row] = await app.sql<{ n: number }>(`SELECT count(*)::int AS n FROM device WHERE status = 'pending'`);
    // Thirty a minute; on a busy machine it takes more than one.
    const minutes = Math.floor((performance.now() - began) / 60_000);
    expect(row?.n).toBeGreaterThanOrEqual(30);
    expect(row?.n).toBeLessThanOrEqual(30 * (minutes + 1));
    // Without the limit, each of them took nine queries.
    expect((await transactions(app)) - before).toBeLessThan(most * 2);
  });

  it('that wait cost nothing by calling again and again; once approved, they are served', async () => {
    const before = await transactions(app);
    expect(await flood(app, most, () => '/iclock/getrequest?SN=FLOOD-0')).toEqual(new Map([[403, most]]));
    expect((await transactions(app)) - before).toBeLessThan(most * 2);
    expect((await app.admin('POST', '/devices/FLOOD-0/approve', {})).status).toBe(200);
    await expect.poll(async () => (await app.request('GET', '/iclock/getrequest?SN=FLOOD-0')).status).toBe(200);
  });
});

describe('numbers from the addresses of one IPv6 network', () => {
  it('are as few as from one address', async () => {
    const app = await startApp({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
    try {
      const began = performance.now();
      for (let n = 1; n <= 60; n++) {
        const headers = { 'x-forwarded-for': `2001:db8::${n.toString(16)}` };
        expect((await app.request('GET', `/iclock/getrequest?SN=NEXT-${n}`, { headers })).status).toBe(403);
      }
      const [row] = await app.sql<{ n: number }>(`SELECT count(*)::int AS n FROM device WHERE status = 'pending'`);
      const minutes = Math.floor((performance.now() - began) / 60_000);
      expect(row?.n).toBeGreaterThanOrEqual(30);
      expect(row?.n).toBeLessThanOrEqual(30 * (minutes + 1));
    } finally {
      await app.stop();
    }
  });
});

describe('DEVICE_APPROVAL=auto', () => {
  it('serves a hundred new numbers from one address at once', async () => {
    const app = await startApp({ env: { DEVICE_APPROVAL: 'auto' } });
    try {
      expect(await flood(app, 100, (n) => `/iclock/getrequest?SN=AUTO-${n}`)).toEqual(new Map([[200, 100]]));
      expect(await app.sql(`SELECT count(*)::int AS n FROM device WHERE status = 'approved'`)).toEqual([{ n: 100 }]);
    } finally {
      await app.stop();
    }
  });

  it('is explained at the start', () => {
    const secrets = { adminToken: null, adminPassword: null };
    const said = (environment: Record<string, string>) =>
      startupBanner(loadConfig(environment), { port: 8088, devicePort: 8088 }, secrets);
    expect(said({ DEVICE_APPROVAL: 'auto' })).toContain(
      'DEVICE_APPROVAL=auto: whoever calls with a new serial number is served',
    );
    expect(said({})).not.toContain('DEVICE_APPROVAL');
  });
});
