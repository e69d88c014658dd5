import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceCache } from '../../../src/devices/push/device-cache.js';
import { PresenceService } from '../../../src/devices/push/presence.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { worked } from '../../support/panels.js';
import { approved } from '../../support/raw-device.js';

/** What one statement costs: EXPLAIN counts its own log records only, whatever else the server does. */
interface Plan {
  readonly Plan: { readonly 'WAL Bytes': number };
  readonly 'Execution Time': number;
}

const devices = process.env.POSTERN_TEST_VOLUME === 'full' ? 100_000 : 1_000;
let app: TestApp;
let presence: PresenceService;

beforeAll(async () => {
  app = await startApp();
  presence = app.app.get(PresenceService, { strict: false });
});
afterAll(() => app.stop());

const view = async (sn: string) =>
  (await app.admin('GET', `/devices/${sn}`)).body as { online: boolean; lastSeenAt: string | null };
const pulse = (sn: string) => app.app.get(DeviceCache, { strict: false }).pulse(sn);
const stored = async (sn: string) =>
  (
    await app.sql<{ ago: number; row: string }>(
      `SELECT extract(epoch FROM clock_timestamp() - s.seen_at)::float8 AS ago, d.xmin::text AS row
       FROM device d JOIN device_seen s USING (sn) WHERE sn = $1`,
      [sn],
    )
  )[0];

/** It called so long ago, and that is written: the gateway's own look, each second, may be writing at this moment. */
async function saved(sn: string, agoMs: number): Promise<void> {
  Object.assign(pulse(sn), { seenAt: Date.now() - agoMs, unsaved: true });
  await expect
    .poll(async () => {
      await presence.save();
      return pulse(sn).unsaved;
    })
    .toBe(false);
}

describe('when a device last called', () => {
  it('is written apart from the device, which stays as it is', async () => {
    const device = await approved(app, 'SEEN-1');
    expect((await view('SEEN-1')).lastSeenAt).toBeNull();
    expect(await device.poll()).toBe('OK');
    await worked(app);
    const before = await stored('SEEN-1');
    expect(before?.ago).toBeLessThan(30);
    await app.sql(`UPDATE device_seen SET seen_at = NULL WHERE sn = 'SEEN-1'`);
    await saved('SEEN-1', 7_000);
    const after = await stored('SEEN-1');
    expect(after?.ago).toBeGreaterThan(6.5);
    expect(after?.row).toBe(before?.row);
    expect(Date.parse((await view('SEEN-1')).lastSeenAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });

  it('is not taken back by a gateway that heard it earlier, but by one whose clock was set back', async () => {
    await approved(app, 'SEEN-2').then((device) => device.poll());
    const heard = async (agoMs: number, storedAt: string) => {
      await app.sql(`UPDATE device_seen SET seen_at = ${storedAt} WHERE sn = 'SEEN-2'`);
      await saved('SEEN-2', agoMs);
      return (await stored('SEEN-2'))?.ago ?? NaN;
    };
    expect(await heard(600_000, `clock_timestamp() - interval '4 seconds'`)).toBeLessThan(300);
    const back = await heard(20_000, `clock_timestamp() + interval '1 hour'`);
    expect(back).toBeGreaterThan(19);
    expect(back).toBeLessThan(300);
  });

  it('is written within a second where the last time that is written is half a minute old', async () => {
    await approved(app, 'SEEN-3').then((device) => device.poll());
    const now = Date.now();
    // All devices were written a moment ago.
    await presence.save(now);
    await app.sql(`UPDATE device_seen SET seen_at = clock_timestamp() - interval '59 seconds' WHERE sn = 'SEEN-3'`);
    Object.assign(pulse('SEEN-3'), { seenAt: now, savedAt: now - 59_000, unsaved: true });
    await presence.recheck(now + 1_000);
    await expect.poll(() => pulse('SEEN-3').unsaved).toBe(false);
    expect((await stored('SEEN-3'))?.ago).toBeLessThan(30);
  });

  it('waits where another gateway is writing, and is not forgotten', async () => {
    await approved(app, 'SEEN-4').then((device) => device.poll());
    await app.work.run(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(7078, 15)');
      await app.sql(`UPDATE device_seen SET seen_at = NULL WHERE sn = 'SEEN-4'`);
      Object.assign(pulse('SEEN-4'), { seenAt: Date.now() - 3_000, unsaved: true });
      await presence.save();
      expect((await stored('SEEN-4'))?.ago).toBeNull();
      await expect.poll(() => pulse('SEEN-4').unsaved).toBe(true);
    });
    await presence.save();
    await expect.poll(() => pulse('SEEN-4').unsaved).toBe(false);
    expect((await stored('SEEN-4'))?.ago).toBeGreaterThan(2);
  });

  it('counts also where a gateway of the release before writes it', async () => {
    await approved(app, 'SEEN-5');
    await app.sql(`UPDATE device SET last_seen_at = timestamptz '2026-05-01 08:00Z' WHERE sn = 'SEEN-5'`);
    expect((await view('SEEN-5')).lastSeenAt).toBe('2026-05-01T08:00:00.000Z');
  });

  it('goes with its device', async () => {
    await approved(app, 'SEEN-6');
    expect((await app.admin('DELETE', '/devices/SEEN-6')).status).toBe(204);
    expect(await app.sql(`SELECT 1 FROM device_seen WHERE sn = 'SEEN-6'`)).toEqual([]);
  });
});

describe(`${devices} devices`, () => {
  const cost = async (statement: string) => {
    const [row] = await app.sql<{ 'QUERY PLAN': Plan[] }>(`EXPLAIN (ANALYZE, WAL, FORMAT JSON) ${statement}`);
    const [plan] = row?.['QUERY PLAN'] ?? [];
    return { bytes: (plan?.Plan['WAL Bytes'] ?? NaN) / devices, ms: plan?.['Execution Time'] ?? NaN };
  };

  it('cost a fifth of the log that their wide rows cost, and less time', { timeout: 300_000 }, async () => {
    await app.sql(
      `INSERT INTO device (sn, id, name, status, online, last_seen_at, options)
       SELECT 'BULK-' || n, 'bulk-' || n, 'Bulk ' || n, 'approved', true, now(),
         jsonb_build_object('MachineType', '10', 'FirmVer', 'AC Ver 5.4.3.2001', 'LockCount', '4', 'filler', repeat('x', 400))
       FROM generate_series(1, ${devices}) n`,
    );
    await app.sql('ANALYZE device');
    await app.sql('ANALYZE device_seen');
    const seen = `UPDATE device_seen s SET seen_at = clock_timestamp() WHERE s.sn LIKE 'BULK-%'`;
    const wide = `UPDATE device SET wire_until = now() WHERE sn LIKE 'BULK-%'`;
    // The first time, and behind each checkpoint, whole pages go into the log.
    await app.sql(seen);
    await app.sql(wide);
    const [narrow, row] = [await cost(seen), await cost(wide)];
    console.info(
      `${devices} devices: device_seen ${narrow.bytes.toFixed(0)} B, ${((narrow.ms * 1_000) / devices).toFixed(1)} us each; ` +
        `device ${row.bytes.toFixed(0)} B, ${((row.ms * 1_000) / devices).toFixed(1)} us each`,
    );
    expect(narrow.bytes).toBeLessThan(row.bytes / 5);
    await expect.poll(async () => (await cost(seen)).ms / (await cost(wide)).ms).toBeLessThan(1);
  });
});
