import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const nul = 'a\0b';
const half = 'a\ud800b';

describe('text that PostgreSQL cannot store', () => {
  it.each<[string, string, object | undefined, string]>([
    ['POST', '/areas', { code: 'A', name: nul }, 'name'],
    ['POST', '/areas', { code: half, name: 'A' }, 'code'],
    ['PATCH', '/departments/1', { parentCode: nul }, 'parentCode'],
    ['POST', '/persons', { pin: nul }, 'pin'],
    ['POST', '/api-tokens', { name: 'x', scopes: ['door', half] }, 'scopes.1'],
    ['POST', '/time-zones', { name: 'x', periods: { mon: [[nul, '12:00']] } }, 'periods.mon.0.0'],
    ['POST', '/access-levels', { name: 'x', doorIds: [half] }, 'doorIds.0'],
    ['GET', '/devices/a%00b', undefined, 'sn'],
    ['DELETE', '/holidays/a%00b', undefined, 'id'],
    ['PUT', '/access-levels/1/persons/a%00b', undefined, 'pin'],
    ['GET', '/readers?sn=a%00b', undefined, 'sn'],
    ['GET', '/audit?actor=a%00b', undefined, 'actor'],
  ])('%s %s %j is refused by its field', async (method, path, body, field) => {
    const answer = await app.admin(method, path, body);
    expect([answer.status, answer.body.errors?.[0]]).toEqual([
      400,
      { field, code: 'characters', message: `${field} must be Unicode text without NUL` },
    ]);
  });

  it('in unknown parameters does not keep a call from its audit row', async () => {
    const more = { [`n${nul}`]: 1, half, deep: { [half]: [nul, 'C:\\u0000'] } };
    expect((await app.api('POST', '/api/department/add', { code: 'H', name: 'H', ...more })).body.code).toBe(0);
    expect(
      (
        await app.api('POST', '/api/department/add', {
          code: 'H',
          name: '😀'.repeat(20),
          carPlate: `x${'😀'.repeat(120)}`,
        })
      ).body.code,
    ).toBe(0);
    const { items } = (await app.admin('GET', '/audit?limit=2')).body;
    expect(items.map(({ action }: { action: string }) => action)).toEqual([
      'POST /api/department/add',
      'POST /api/department/add',
    ]);
    expect((await app.admin('GET', '/audit/verify')).status).toBe(200);
  });
});

describe('a typing error', () => {
  it.each<[string, string, object | undefined, string, string]>([
    ['GET', '/persons?nmae=Ada', undefined, 'nmae', 'parameter'],
    ['GET', '/devices?status=approved&awake=true', undefined, 'awake', 'parameter'],
    ['POST', '/persons/import?dryrun=true', {}, 'dryrun', 'parameter'],
    ['GET', '/devices/D1?full=true', undefined, 'full', 'parameter'],
    ['DELETE', '/areas/1?dryRun=true', undefined, 'dryRun', 'parameter'],
    ['GET', '/access-levels/1/persons?pin=7', undefined, 'pin', 'parameter'],
    ['GET', '/anti-passback-rules?kind=x', undefined, 'kind', 'parameter'],
    ['POST', '/areas', { code: 'A', nmae: 'A' }, 'nmae', 'field'],
    ['PATCH', '/settings', { attendanceApplication: 'pending' }, 'attendanceApplication', 'field'],
    ['PATCH', '/departments/1', { parentcode: '1' }, 'parentcode', 'field'],
  ])('%s %s %j is told, and nothing is done', async (method, path, body, field, what) => {
    const answer = await app.admin(method, path, body);
    expect([answer.status, answer.headers.get('content-type'), answer.body.errors]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
      expect.arrayContaining([{ field, code: 'unknown', message: `${field} is no ${what} of this call` }]),
    ]);
  });

  it('is no limit of a list that has no pages', async () => {
    expect((await app.admin('GET', '/departments/1/levels?limit=5')).status).toBe(200);
  });
});

it('a list where an object belongs is refused by its field', async () => {
  for (const items of [[[]], [{ pin: '1' }, []], [null], ['x'], [[{ pin: '1' }]]]) {
    const { status, body } = await app.admin('POST', '/persons/bulk', { items });
    expect([items, status, body.errors?.[0]?.field]).toEqual([items, 400, 'items']);
  }
});

it.each<[string, string, string]>([
  ['POST', '/doors/actions', 'doorIds'],
  ['POST', '/devices/NOBODY/quarantine/retry', 'ids'],
  ['PATCH', '/areas/1', 'learnsFrom'],
])('%s %s: a list that is too long is refused before its items are looked at', async (method, path, field) => {
  // Without the limit, each item would be reported as a fault of its own.
  const { status, body } = await app.admin(method, path, { [field]: Array.from({ length: 140_000 }, () => 1) });
  const message = `${field} must contain no more than 10000 elements`;
  expect([status, body.errors]).toEqual([400, [{ field, code: 'size', message }]]);
});

it.each<[string, string, string, (fields: object) => object]>([
  ['POST', '/persons', 'body', (fields) => fields],
  ['POST', '/persons/bulk', 'items.0', (fields) => ({ items: [fields] })],
  ['POST', '/devices/NOBODY/commands', 'options', (options) => ({ type: 'setOptions', options })],
])(
  '%s %s: an object with too many fields is refused before they are looked at',
  async (method, path, field, bodyOf) => {
    const fields = Object.fromEntries(Array.from({ length: 70_000 }, (_, at) => [`k${at}`, 1]));
    const { status, body } = await app.admin(method, path, bodyOf(fields));
    expect([status, body.errors]).toEqual([
      400,
      [{ field, code: 'size', message: `${field} must have no more than 1000 fields` }],
    ]);
  },
);

it.each<[string, string, string, unknown, string]>([
  ['POST', '/webhooks', 'types', 'access.*', 'type'],
  ['POST', '/webhooks', 'types', null, 'missing'],
  ['POST', '/persons/bulk', 'items', 'x', 'type'],
  ['POST', '/devices/NOBODY/quarantine/retry', 'ids', 7, 'type'],
])('%s %s: what is no list is told so, and nothing of its items', async (method, path, field, value, code) => {
  const { status, body } = await app.admin(method, path, { url: 'https://hooks.example/', [field]: value });
  const told = (body.errors as { field: string }[]).filter((error) => error.field === field);
  expect([status, told]).toEqual([400, [{ field, code, message: `${field} must be an array` }]]);
});
