import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiToken, startApp, type Answer, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

interface Made {
  readonly id: string;
  readonly token: string;
}

const make = async (facts: object): Promise<Made> => {
  const { status, body } = await app.admin('POST', '/api-tokens', { name: 'x', ...facts });
  expect(status, JSON.stringify(body)).toBe(201);
  return body as Made;
};

const callAs = (token: string, method: string, path: string, body?: object): Promise<Answer> =>
  app.request(method, path, {
    ...(body ? { body: JSON.stringify(body) } : {}),
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
  });

const idOf = async (name: string) =>
  ((await app.admin('GET', '/api-tokens?limit=1000')).body.items as { id: string; name: string }[]).find(
    (one) => one.name === name,
  )?.id ?? '';

describe('whoever changes or revokes a token could have made it', () => {
  const stronger: [string, string[], object, object, string][] = [
    ['the admin API', ['door'], {}, { scopes: ['admin'] }, 'scopes'],
    ['the whole facade', ['door'], {}, { scopes: [] }, 'scopes'],
    ['a resource beside its own', ['door'], {}, { scopes: ['person'] }, 'scopes'],
    ['another part of the admin API', ['admin:parking'], {}, { scopes: ['admin:devices'] }, 'scopes'],
    ['no end', ['door'], { expiresAt: '2098-01-01' }, { scopes: ['door'], expiresAt: null }, 'expiresAt'],
    ['a later end', ['door'], { expiresAt: '2098-01-01' }, { scopes: ['door'], expiresAt: '2099-01-01' }, 'expiresAt'],
    ['every network', ['door'], { allowedCidrs: ['127.0.0.0/8'] }, { scopes: ['door'] }, 'allowedCidrs'],
    [
      'other networks',
      ['door'],
      { allowedCidrs: ['127.0.0.0/8'] },
      { scopes: ['door'], allowedCidrs: ['10.0.0.0/8'] },
      'allowedCidrs',
    ],
  ];

  it.each(stronger)('beyond its own rights: %s', async (_, own, limits, facts, field) => {
    const { token } = await make({ scopes: ['admin:api-tokens', ...own], ...limits });
    const { id } = await make(facts);
    const path = `/admin/v1/api-tokens/${id}`;
    const before = (await app.admin('GET', `/api-tokens/${id}`)).body as object;
    for (const [method, body] of [
      ['PATCH', { name: 'taken over' }],
      ['PATCH', { compatibility: { doorState: 'array' } }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await callAs(token, method, path, body);
      expect([method, answer.status, answer.body.errors?.[0].field]).toEqual([method, 403, field]);
    }
    expect((await app.admin('GET', `/api-tokens/${id}`)).body).toEqual(before);
  });

  it('no part of the rights reaches the tokens of the environment', async () => {
    const { token } = await make({ scopes: ['admin:api-tokens', 'api'] });
    for (const [name, status] of [
      ['ADMIN_TOKEN', 403],
      ['API_TOKEN', 200],
    ] as const) {
      const answer = await callAs(token, 'PATCH', `/admin/v1/api-tokens/${await idOf(name)}`, { compatibility: {} });
      expect([name, answer.status]).toEqual([name, status]);
    }
    const { token: doors } = await make({ scopes: ['admin:api-tokens', 'door'] });
    expect((await callAs(doors, 'DELETE', `/admin/v1/api-tokens/${await idOf('API_TOKEN')}`)).status).toBe(403);
    expect((await callAs(apiToken, 'GET', '/api/door/list')).status).toBe(200);
  });

  it('within its own rights: an equal token, a smaller one, itself, and one that cannot be read any more', async () => {
    const limits = { expiresAt: '2098-01-01', allowedCidrs: ['127.0.0.0/8'] };
    const scopes = ['admin:api-tokens', 'admin:parking', 'door'];
    const { id, token } = await make({ scopes, ...limits });
    const like = await make({ scopes, ...limits });
    const part = await make({
      scopes: ['admin:parking/records'],
      expiresAt: '2097-01-01',
      allowedCidrs: ['127.0.0.1'],
    });
    const unreadable = await make({ scopes: ['admin'] });
    await app.sql(
      `UPDATE api_token SET scopes = '"admin"', allowed_cidrs = '"everywhere"', expires_at = '-infinity' WHERE id = $1`,
      [unreadable.id],
    );
    for (const one of [like.id, part.id, unreadable.id, id]) {
      const path = `/admin/v1/api-tokens/${one}`;
      expect((await callAs(token, 'PATCH', path, { name: 'changed' })).status).toBe(200);
      expect((await callAs(token, 'DELETE', path)).status).toBe(204);
    }
    expect((await callAs(token, 'GET', '/admin/v1/api-tokens')).status).toBe(401);
  });

  it('moves its end, never beyond its own and never into the past', async () => {
    const { token } = await make({ scopes: ['admin:api-tokens', 'door'], expiresAt: '2098-01-01' });
    const { id } = await make({ scopes: ['door'], expiresAt: '2097-01-01' });
    const move = (expiresAt: string | null) => callAs(token, 'PATCH', `/admin/v1/api-tokens/${id}`, { expiresAt });
    const moved = await move('2097-06-01');
    expect([moved.status, moved.body.expiresAt]).toEqual([200, '2097-06-01T00:00:00.000Z']);
    for (const [end, status] of [
      [null, 403],
      ['2099-01-01', 403],
      ['2020-01-01', 400],
      ['2097-02-30', 400],
    ] as const) {
      const answer = await move(end);
      expect([end, answer.status, answer.body.errors?.[0].field]).toEqual([end, status, 'expiresAt']);
    }
    expect((await app.admin('PATCH', `/api-tokens/${id}`, { expiresAt: null })).body.expiresAt).toBeNull();
  });

  it('an unknown token is not found, whoever asks', async () => {
    const { token } = await make({ scopes: ['admin:api-tokens'] });
    expect((await callAs(token, 'DELETE', '/admin/v1/api-tokens/none')).status).toBe(404);
    expect((await callAs(token, 'PATCH', '/admin/v1/api-tokens/none', {})).status).toBe(404);
  });
});

describe('an end that is past', () => {
  it.each(['2020-01-01T00:00:00Z', '2020-01-01', '2020-06-01T00:00:00+02:00'])(
    'is refused with its field: %s',
    async (expiresAt) => {
      const { status, body } = await app.admin('POST', '/api-tokens', { name: 'x', expiresAt });
      expect([status, body.errors]).toEqual([
        400,
        [{ field: 'expiresAt', code: 'invalid', message: 'expiresAt is past: such a token would never open' }],
      ]);
    },
  );

  it('is refused in an import, with its index', async () => {
    const tokens = [
      { name: 'a', token: 'past-ends-24-characters-1' },
      { name: 'b', token: 'past-ends-24-characters-2', expiresAt: '2020-01-01' },
    ];
    const past = await app.admin('POST', '/api-tokens/import', { tokens });
    expect([past.status, past.body.errors[0].field]).toEqual([400, 'tokens.1.expiresAt']);
    const never = await app.admin('POST', '/api-tokens/import', {
      tokens: [tokens[0], { ...tokens[1], expiresAt: '2026-02-30' }],
    });
    expect([never.status, never.body.errors[0].field]).toEqual([400, 'tokens.1.expiresAt']);
    const scopes = await app.admin('POST', '/api-tokens/import', {
      tokens: [{ name: 'a', token: 'past-ends-24-characters-1', scopes: ['nope'] }],
    });
    expect([scopes.status, scopes.body.errors[0].field]).toEqual([400, 'tokens.0.scopes']);
  });
});

describe('lastUsedAt', () => {
  const usedAt = async (id: string) => (await app.admin('GET', `/api-tokens/${id}`)).body.lastUsedAt as string | null;
  const door = (token: string) => callAs(token, 'GET', '/api/door/list');

  it.each<[string, object, string | null, string, number]>([
    ['the network', { allowedCidrs: ['10.9.0.0/16'] }, null, '/api/door/list', 401],
    ['the end', {}, '2020-01-01', '/api/door/list', 401],
    ['the scope, at the facade', { scopes: ['person'] }, null, '/api/door/list', 403],
    ['the scope, at the admin API', { scopes: ['door'] }, null, '/admin/v1/devices', 403],
  ])('does not move where the token is refused: %s', async (_, facts, end, path, status) => {
    const { id, token } = await make(facts);
    await app.sql('UPDATE api_token SET expires_at = $2 WHERE id = $1', [id, end]);
    expect((await callAs(token, 'GET', path)).status).toBe(status);
    expect(await usedAt(id)).toBeNull();
  });

  it('moves with the first request that the token is right for, also behind a refusal', async () => {
    const { id, token } = await make({ scopes: ['door'] });
    expect((await callAs(token, 'GET', '/admin/v1/devices')).status).toBe(403);
    expect((await door(token)).status).toBe(200);
    expect(await usedAt(id)).not.toBeNull();
  });

  it('moves with a token in a body, and once a minute only', async () => {
    const { id, token } = await make({ scopes: ['person'] });
    const inBody = () =>
      app.request('POST', '/api/person/getPersonList', {
        body: `pageNo=1&pageSize=1&access_token=${token}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect((await inBody()).status).toBe(200);
    const first = await usedAt(id);
    expect(first).not.toBeNull();
    expect((await inBody()).status).toBe(200);
    expect(await usedAt(id)).toBe(first);
  });
});
