import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ isNoted: false });
});
afterAll(() => app.stop());

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

const document = JSON.parse(readFileSync(new URL('../../openapi/admin.json', import.meta.url), 'utf8')) as {
  paths: Record<string, { get?: Operation }>;
};

/** Lists in the order of a log, or of what a device said; whoever looks for something in them has filters. */
const logs = [
  '/admin/v1/attendance/applications',
  '/admin/v1/attendance/days',
  '/admin/v1/device-uploads',
  '/admin/v1/devices/{sn}/identifications',
  '/admin/v1/devices/{sn}/operations',
  '/admin/v1/devices/{sn}/quarantine',
  '/admin/v1/devices/{sn}/reconciliations',
  '/admin/v1/devices/{sn}/reported',
  '/admin/v1/devices/{sn}/survey/persons',
  '/admin/v1/devices/{sn}/survey/rows',
  '/admin/v1/devices/{sn}/sync',
  '/admin/v1/devices/{sn}/upgrades',
  '/admin/v1/devices/{sn}/users',
  '/admin/v1/devices/{sn}/verifications',
  '/admin/v1/explain/doors/{doorId}/persons',
  '/admin/v1/explain/persons/{pin}/doors',
  '/admin/v1/media/{name}/screens',
  '/admin/v1/musters',
  '/admin/v1/statistics/idle',
  '/admin/v1/webhooks/{id}/deliveries',
];

const lists = Object.entries(document.paths).flatMap(([path, { get }]) => {
  const names = (get?.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name);
  return names.includes('limit') && names.includes('cursor') ? [{ path, names }] : [];
});

/** What stands for a parameter of a path. */
const keys: Record<string, string> = { code: 'a1', sn: 'UNKNOWN' };
const given: Record<string, string> = {};
const addressOf = (path: string) =>
  path
    .replace('/admin/v1', '')
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => given[`${path} ${name}`] ?? keys[name] ?? 'none');

beforeAll(async () => {
  for (const kind of ['access-levels', 'elevator-levels', 'gate-levels', 'visitor-levels']) {
    const { body } = await app.admin('POST', `/${kind}`, { name: `level of ${kind}` });
    given[`/admin/v1/${kind}/{id}/persons id`] = (body as { id: string }).id;
  }
  await app.admin('POST', '/areas', { code: 'a1', name: 'Area 1' });
});

describe('every list', () => {
  it('is looked through, sorted and counted, but for logs', () => {
    const without = lists.filter(({ names }) => !['q', 'sort', 'count'].every((name) => names.includes(name)));
    expect(without.map(({ path }) => path).sort()).toEqual(logs);
  });

  it('answers in each order that it names, from both ends', async () => {
    const tried: string[] = [];
    for (const { path, names } of lists.filter((list) => list.names.includes('sort'))) {
      const address = addressOf(path);
      const refused = await app.admin('GET', `${address}?sort=nonsense`);
      if (refused.status === 404) continue;
      const said = String((refused.body as { errors: { message: string }[] }).errors[0]?.message);
      const orders = [...said.matchAll(/-?\b[a-z]\w*/gi)].map(([order]) => order);
      const known: string[] = [];
      for (const order of orders) {
        for (const sort of [order, `-${order.replace('-', '')}`]) {
          const { status } = await app.admin('GET', `${address}?q=a%25&sort=${sort}&count=true&limit=1`);
          expect([path, sort, status < 500]).toEqual([path, sort, true]);
          if (status !== 400) known.push(sort);
        }
      }
      expect([path, known.length > 1, names.includes('count')]).toEqual([path, true, true]);
      const { status, body } = await app.admin('GET', `${address}?q=nobody%20has%20this&count=true`);
      if (status === 404) continue;
      expect([path, status, body.items, body.total]).toEqual([path, 200, [], 0]);
      tried.push(path);
    }
    expect(tried.length).toBeGreaterThan(45);
  });

  it('says at which position of the feed it is true, where the stream goes on from it', async () => {
    await app.admin('POST', '/devices', { sn: 'LISTED' });
    await app.admin('POST', '/persons', { pin: '7001', name: 'Ada' });
    const zone = await app.admin('POST', '/zones', { code: 'z1', name: 'Zone 1' });
    for (const path of [
      '/alarms',
      '/commands',
      '/devices',
      '/devices/LISTED',
      '/devices/LISTED/commands',
      '/devices/LISTED/sync',
      '/doors',
      '/events?order=newest',
      '/persons',
      '/persons/7001',
      '/visits',
      '/zones',
      `/zones/${zone.body.id}`,
      `/zones/${zone.body.id}/persons`,
    ]) {
      const { status, headers } = await app.admin('GET', path);
      expect([path, status, headers.get('x-position')]).toEqual([path, 200, expect.stringMatching(/^\d+$/)]);
    }
  });
});
