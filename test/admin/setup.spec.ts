import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  // What a variable fixes cannot be set: an empty one counts as absent.
  app = await startApp({ env: { SITE_TIME_ZONE: '', LOCALE: '' } });
});
afterAll(() => app.stop());

const steps = async (): Promise<string[]> => {
  const { body } = await app.admin('GET', '/setup');
  return (body.steps as { step: string; done: boolean }[]).flatMap(({ step, done }) => (done ? [step] : []));
};

describe('settings of the site', () => {
  it('are changed without a restart', async () => {
    const changed = await app.admin('PATCH', '/settings', {
      siteName: ' Head office ',
      siteTimeZone: 'Asia/Tokyo',
      locale: 'fr',
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { siteName: 'Head office', siteTimeZone: 'Asia/Tokyo', locale: 'fr', fixed: [] },
    });
    // What the gateway says where nobody asks for a language.
    const { body } = await app.admin('GET', '/event-types');
    expect(body.items).toContainEqual(expect.objectContaining({ eventNo: 27, name: 'Carte non enregistrée' }));
  });

  it('reach the devices without a zone of their own', async () => {
    const made = { sn: 'ZONED1', name: 'Zoned' };
    expect((await app.admin('POST', '/devices', made)).status).toBe(201);
    await app.sql('DELETE FROM change');
    expect((await app.admin('PATCH', '/settings', { siteTimeZone: 'Europe/Madrid' })).status).toBe(200);
    await expect.poll(async () => (await app.admin('GET', '/settings')).body.siteTimeZone).toBe('Europe/Madrid');
    const [row] = await app.sql<{ fresh: boolean }>(
      `SELECT updated_at > now() - interval '1 minute' AS fresh FROM device WHERE sn = 'ZONED1'`,
    );
    expect(row).toEqual({ fresh: true });
  });

  it('refuses a zone that nobody knows, and says which field', async () => {
    const refused = await app.admin('PATCH', '/settings', { siteTimeZone: 'Europe/Nowhere' });
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toMatchObject([{ field: 'siteTimeZone' }]);
  });

  it('are read by a gateway that starts later, and belong to the environment where it names them', async () => {
    const other = await startApp({
      env: { SITE_TIME_ZONE: 'America/Lima', LOCALE: '' },
      databaseUrl: app.databaseUrl,
    });
    try {
      expect((await other.admin('GET', '/settings')).body).toMatchObject({
        siteName: 'Head office',
        siteTimeZone: 'America/Lima',
        locale: 'fr',
        fixed: ['siteTimeZone'],
      });
      const refused = await other.admin('PATCH', '/settings', { siteTimeZone: 'Asia/Tokyo' });
      expect(refused.status).toBe(409);
      expect(refused.body.errors).toMatchObject([{ field: 'siteTimeZone' }]);
      expect((await other.admin('PATCH', '/settings', { siteTimeZone: 'America/Lima' })).status).toBe(200);
    } finally {
      await other.stop();
    }
  });
});

it('a zone that changed while no gateway ran reaches the devices with the next start', async () => {
  expect((await app.admin('POST', '/devices', { sn: 'ZONED2', name: 'Zoned' })).status).toBe(201);
  for (const zone of ['Pacific/Auckland', 'America/Bogota']) {
    const old = '2026-01-01T00:00:00.000Z';
    await app.sql(`UPDATE device SET updated_at = $1 WHERE sn = 'ZONED2'`, [old]);
    const other = await startApp({ env: { SITE_TIME_ZONE: zone }, databaseUrl: app.databaseUrl });
    await other.stop();
    const [row] = await app.sql<{ told: string; isLookedAt: boolean }>(
      `SELECT s.value #>> '{}' AS told, d.updated_at > $1 AS "isLookedAt" FROM setting s, device d
       WHERE s.key = 'devicesTimeZone' AND d.sn = 'ZONED2'`,
      [old],
    );
    expect(row).toEqual({ told: zone, isLookedAt: true });
  }
});

describe('the first run', () => {
  it('follows from what the gateway knows', async () => {
    await app.sql(`DELETE FROM device; DELETE FROM setting WHERE key = 'siteName'`);
    expect(await steps()).toEqual([]);
    await app.sql('UPDATE operator SET must_change = false');
    expect((await app.admin('PATCH', '/settings', { siteName: 'Depot' })).status).toBe(200);
    expect(await steps()).toEqual(['password', 'site']);
    await app.request('GET', '/iclock/cdata?SN=FIRST1&options=all&pushver=3.1.1');
    expect(await steps()).toEqual(['password', 'site', 'connect']);
    expect((await app.admin('POST', '/devices/FIRST1/approve', { existing: 'keep' })).status).toBe(200);
    const door = await app.admin('POST', '/doors', { sn: 'FIRST1', number: 1 });
    expect(door.status).toBe(201);
    expect(await steps()).toEqual(['password', 'site', 'connect', 'approve']);
    expect((await app.admin('PATCH', `/doors/${String(door.body.id)}`, { name: 'Front door' })).status).toBe(200);
    expect(await steps()).toEqual(['password', 'site', 'connect', 'approve', 'doors']);
  });

  it('says what to enter in a device', async () => {
    const { port } = new URL(app.url);
    const { body } = await app.admin('GET', '/setup');
    expect(body.addresses).toEqual([{ ip: '127.0.0.1', port: Number(port), https: false }]);
  });

  it('is over once somebody says so', async () => {
    expect((await app.admin('GET', '/setup')).body.done).toBe(false);
    expect((await app.admin('POST', '/setup/finish')).body.done).toBe(true);
    expect((await app.admin('GET', '/setup')).body.done).toBe(true);
  });
});
