import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examplePin, resourceTrials } from '../../src/platform/openapi/admin-resources.js';
import { versionedRows } from '../../src/platform/operator/versioned-rows.js';
import { adminToken, startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** A call with `If-Match`. */
const as = (version: string, method: string, path: string, body?: object) =>
  app.request(method, `/admin/v1${path}`, {
    ...(body ? { body: JSON.stringify(body) } : {}),
    headers: {
      authorization: `Bearer ${adminToken}`,
      'if-match': version,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
  });
const quoted = (version: string) => `"${version}"`;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const longAgo = quoted('2001-01-01T00:00:00.000Z');

interface Trial {
  readonly make: readonly [method: string, path: string, body: object];
  readonly change: object;
  readonly needs?: readonly string[];
  /** Of the answer: what stands in its path; or the path itself. */
  readonly key?: string;
  readonly path?: string;
  readonly by?: 'PUT';
}

const guest = { hostPin: '1815', certType: '3', certNumber: 'X1815', name: 'Mary', visitReason: 'talk' };
const others: Readonly<Record<string, Trial>> = {
  devices: { make: ['POST', '/devices', { sn: 'EXAMPLE1', name: 'North gate' }], change: { name: 'South' }, key: 'sn' },
  persons: { make: ['POST', '/persons', { pin: '1815', name: 'Ada' }], change: { cardNo: '18521127' }, key: 'pin' },
  departments: {
    make: ['POST', '/departments', { code: '88', name: 'Works', parentCode: '1' }],
    change: { name: 'Works, north' },
    key: 'code',
  },
  'time-zones': { make: ['POST', '/time-zones', { name: 'Office', periods: {} }], change: { name: 'Mondays' } },
  holidays: { make: ['POST', '/holidays', { name: 'Christmas', date: '2026-12-25' }], change: { everyYear: true } },
  'leave-types': {
    make: ['POST', '/leave-types', { leaveTypeNo: 'L77', leaveTypeName: 'study leave' }],
    change: { leaveTypeName: 'study' },
    key: 'leaveTypeNo',
  },
  'parking/plates': {
    make: ['PUT', '/parking/plates/A%20322-12', { list: 'allow' }],
    change: { list: 'deny' },
    path: '/parking/plates/A%20322-12',
    by: 'PUT',
  },
  'parking/fixed-vehicles': {
    make: [
      'PUT',
      '/parking/fixed-vehicles/F%2017',
      {
        ...{ pin: examplePin, areaId: 'example-yard', carTypeId: 'example-kind' },
        ...{ startDate: '2026-01-01', endDate: '2026-12-31' },
      },
    ],
    change: {
      ...{ pin: examplePin, areaId: 'example-yard', carTypeId: 'example-kind' },
      ...{ startDate: '2026-01-01', endDate: '2027-12-31' },
    },
    path: '/parking/fixed-vehicles/F%2017',
    by: 'PUT',
    needs: ['POST persons', 'POST parking/areas', 'POST parking/car-types'],
  },
  operators: { make: ['POST', '/operators', { name: 'Ana', role: 'guard' }], change: { role: 'operator' } },
  'api-tokens': { make: ['POST', '/api-tokens', { name: 'HR' }], change: { name: 'HR, second floor' } },
  'visitor-block-list': {
    make: ['POST', '/visitor-block-list', { certType: '3', certNumber: 'Y1816' }],
    change: { reason: 'theft' },
  },
  visits: {
    make: ['POST', '/visits', { ...guest, endTime: '2090-05-31 12:00:00' }],
    change: { endTime: '2090-05-31 13:00:00' },
    needs: ['POST persons'],
  },
};

function trialOf(resource: string): Trial {
  const trial = resourceTrials[resource];
  const other = others[resource];
  if (!trial) {
    if (!other) throw new Error(`no trial for ${resource}`);
    return other;
  }
  return {
    make: ['POST', `/${resource}`, trial.make],
    change: trial.change,
    needs: trial.needs ?? [],
    path: `/${resource}/${trial.make.id}`,
  };
}

const made = new Map<string, string>();

/** Makes one, with what it needs, once. @returns its path */
async function makeOnce(resource: string): Promise<string> {
  const known = made.get(resource);
  if (known !== undefined) return known;
  const trial = trialOf(resource);
  for (const need of trial.needs ?? []) await makeOnce(need.replace('POST ', ''));
  const { status, body, text } = await app.admin(...trial.make);
  if (status > 201) throw new Error(`${resource}: ${status} ${text}`);
  const path = trial.path ?? `/${resource}/${body[trial.key ?? 'id']}`;
  made.set(resource, path);
  return path;
}

/** What comes of uploads or registrations alone, or is visible in another resource. */
const elsewhere = new Set(['media', 'aux-inputs', 'aux-outputs', 'visitors']);
const resources = Object.keys(versionedRows)
  .map((path) => path.replace(/\/:\w+$/, ''))
  .filter((resource) => !elsewhere.has(resource));

/** What the gateway finds out by itself meanwhile: where it is in the feed, and whether a recorder answers. */
const found = new Set(['position', 'online', 'onlineSince', 'checkedAt', 'fault']);
const entered = (view: object) => Object.fromEntries(Object.entries(view).filter(([name]) => !found.has(name)));

/** They cannot be removed. */
const staying = new Set(['visits', 'doors', 'readers', 'floors', 'gates']);

describe('what can be edited', () => {
  it.each(resources)('of %s has a version, and takes the one that was read', async (resource) => {
    const path = await makeOnce(resource);
    const { change, by = 'PATCH' } = trialOf(resource);
    const { body: before } = await app.admin('GET', path);
    expect(before.updatedAt).toMatch(instant);

    for (const method of staying.has(resource) ? [by] : [by, 'DELETE']) {
      const refused = await as(longAgo, method, path, method === by ? change : undefined);
      expect([method, refused.status, refused.body.type]).toEqual([method, 412, 'urn:postern:changed']);
      expect(refused.headers.get('content-type')).toMatch('application/problem+json');
      expect(entered(refused.body.current)).toEqual(entered(before));
    }
    expect(entered((await app.admin('GET', path)).body)).toEqual(entered(before));

    const changed = await as(quoted(before.updatedAt), by, path, change);
    expect([changed.status, changed.text]).toEqual([200, expect.anything()]);
    expect(changed.body).toMatchObject({ updatedAt: expect.stringMatching(instant) });
    const { body: after } = await app.admin('GET', path);
    expect(after.updatedAt).toBe(changed.body.updatedAt);
    expect((await as('*', by, path, change)).status).toBe(200);
    expect((await app.admin(by, path, change)).status).toBe(200);
  });
});

const read = async (path: string) => (await app.admin('GET', path)).body;

describe('If-Match', () => {
  let path: string;
  beforeAll(async () => {
    await app.admin('POST', '/areas', { id: 'matched', code: 'M1', name: 'Yard' });
    path = '/areas/matched';
  });

  it('lets exactly one of two editors win who have read the same', async () => {
    for (let round = 0; round < 5; round++) {
      const version = quoted((await read(path)).updatedAt);
      const names = [`north ${round}`, `south ${round}`];
      const answers = await Promise.all(names.map((name) => as(version, 'PATCH', path, { name })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
      const winner = names[answers.findIndex(({ status }) => status === 200)];
      expect((await read(path)).name).toBe(winner);
      const lost = answers.find(({ status }) => status === 412);
      expect(lost?.body.current.name).toBe(winner);
    }
  });

  it('has one winner where one changes and the other removes', async () => {
    await app.admin('POST', '/areas', { id: 'fought', code: 'M2', name: 'Yard' });
    const version = quoted((await read('/areas/fought')).updatedAt);
    const [changed, removed] = await Promise.all([
      as(version, 'PATCH', '/areas/fought', { name: 'Court' }),
      as(version, 'DELETE', '/areas/fought'),
    ]);
    const both = [changed.status, removed.status].join();
    expect(['200,412', '404,204']).toContain(both);
  });

  it.each([
    '2026-05-01T08:00:00.123Z',
    '"yesterday"',
    '""',
    'W/"2026-05-01T08:00:00.123Z"',
    '"2026-05-01", "2026-05-02"',
    '"2026-13-01T08:00:00.123Z"',
  ])('of %s is refused', async (version) => {
    const before = await read(path);
    const { status, body } = await as(version, 'PATCH', path, { name: 'Elsewhere' });
    expect([status, body.errors?.[0]?.field]).toEqual([400, 'If-Match']);
    expect(await read(path)).toEqual(before);
  });

  it('of a thing that is not there is what the call says without it; nothing is made for a version', async () => {
    expect((await as('*', 'PATCH', '/areas/nowhere', { name: 'x' })).status).toBe(404);
    expect((await as(longAgo, 'DELETE', '/areas/nowhere')).status).toBe(404);
    const none = await as('*', 'PUT', '/parking/plates/B1', { list: 'allow' });
    expect([none.status, none.body.current]).toEqual([412, null]);
    expect((await app.admin('GET', '/parking/plates/B1')).status).toBe(400);
  });

  it('removes what has not been changed', async () => {
    await app.admin('POST', '/areas', { id: 'short', code: 'M3', name: 'Hall' });
    const { updatedAt } = await read('/areas/short');
    expect((await as(quoted(updatedAt), 'DELETE', '/areas/short')).status).toBe(204);
  });

  it('is in the document, with what comes of it', async () => {
    const { body } = await app.request('GET', '/openapi/admin.json');
    const { patch } = body.paths['/admin/v1/areas/{id}'];
    expect(patch.parameters.map(({ name }: { name: string }) => name)).toContain('If-Match');
    expect(patch.responses['412']).toEqual({ $ref: '#/components/responses/Status412' });
    expect(body.paths['/admin/v1/settings'].patch.responses).not.toHaveProperty('412');
  });
});

describe('a version', () => {
  const versionOf = async (path: string): Promise<string> => (await read(path)).updatedAt;

  it('stays where nothing is changed', async () => {
    const before = await read('/areas/matched');
    await app.admin('PATCH', '/areas/matched', { name: before.name });
    expect(await versionOf('/areas/matched')).toBe(before.updatedAt);
  });

  it('moves with what stands in tables of its own: places of a level, persons of a rule, cards', async () => {
    await makeOnce('access-levels');
    await makeOnce('person-groups');
    const level = await versionOf('/access-levels/example-level');
    await app.admin('PATCH', '/access-levels/example-level', { doorIds: [] });
    expect((await versionOf('/access-levels/example-level')) > level).toBe(true);

    const group = await versionOf('/person-groups/example-group');
    await app.admin('PATCH', '/person-groups/example-group', { pins: [] });
    expect((await versionOf('/person-groups/example-group')) > group).toBe(true);

    const person = await versionOf('/persons/1815');
    await app.admin('PATCH', '/persons/1815', { supplyCards: ['4711'] });
    const carded = await versionOf('/persons/1815');
    expect(carded > person).toBe(true);
    await app.admin('POST', '/cards/4711/lost');
    expect((await versionOf('/persons/1815')) > carded).toBe(true);
  });

  it('of what was made just now is that of the answer', async () => {
    const body = { id: 'matched-level', name: 'Matched', doorIds: [] };
    const { body: shown } = await app.admin('POST', '/access-levels', body);
    expect(shown.updatedAt).toBe(await versionOf('/access-levels/matched-level'));
    const { body: person } = await app.admin('POST', '/persons', { pin: '1899', name: 'Grace', cardNo: '990' });
    expect(person.updatedAt).toBe(await versionOf('/persons/1899'));
  });

  it('of a device does not move with what the device tells of itself', async () => {
    await makeOnce('devices');
    const before = await versionOf('/devices/EXAMPLE1');
    await app.sql(
      `UPDATE device SET last_seen_at = now(), address = '10.0.0.9', options = '{"a": "b"}' WHERE sn = 'EXAMPLE1'`,
    );
    expect(await versionOf('/devices/EXAMPLE1')).toBe(before);
  });

  it('of a person goes with the person', async () => {
    await app.admin('POST', '/persons', { pin: '1898', name: 'Mary', cardNo: '991', supplyCards: ['992'] });
    const { status } = await as(quoted(await versionOf('/persons/1898')), 'DELETE', '/persons/1898');
    expect(status).toBe(204);
  });
});
