import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type Answer, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const callAs = (token: string, method: string, path: string, body?: object): Promise<Answer> =>
  app.request(method, `/admin/v1${path}`, {
    ...(body ? { body: JSON.stringify(body) } : {}),
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
  });

/** A token that may make tokens, and its other rights. */
const maker = async (scopes: string[], facts: object = {}): Promise<string> =>
  (await app.admin('POST', '/api-tokens', { name: 'maker', scopes: ['admin:api-tokens', ...scopes], ...facts })).body
    .token;

const make = (token: string, facts: object) => callAs(token, 'POST', '/api-tokens', { name: 'made', ...facts });

const opens = async (token: string) => {
  const status = async (path: string, headers: Record<string, string>) =>
    (await app.request('GET', path, { headers })).status;
  return [
    await status('/admin/v1/devices', { authorization: `Bearer ${token}` }),
    await status('/api/person/get/7', { access_token: token }),
    await status('/api/door/list', { access_token: token }),
  ];
};

describe('a token gets at most the rights of its maker', () => {
  it.each<[string, string[], string[] | undefined, number]>([
    ['the admin API', [], ['admin'], 403],
    ['the facade by saying nothing', [], undefined, 403],
    ['the facade by an empty list', [], [], 403],
    ['the facade by its name', [], ['api'], 403],
    ['a resource beside its own', ['door'], ['person'], 403],
    ['one of two beside its own', ['door'], ['door', 'person'], 403],
    ['a part of the admin API beside its own', ['admin:parking'], ['admin:devices'], 403],
    ['a part with a name that begins the same', ['admin:parking/records'], ['admin:parking'], 403],
    ['its own', ['door'], ['door'], 201],
    ['a part of its own', ['admin:parking'], ['admin:parking/records'], 201],
    ['itself', [], ['admin:api-tokens'], 201],
    ['a resource of the whole facade', ['api'], ['person'], 201],
    ['the whole facade', ['api'], [], 201],
    ['all, having all', ['admin'], [], 201],
    ['the admin API, having it', ['admin'], ['admin'], 201],
  ])('scopes: %s', async (_, own, wanted, status) => {
    const answer = await make(await maker(own), wanted ? { scopes: wanted } : {});
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body.errors[0].field).toBe('scopes');
  });

  it("its end is not later than the maker's, which is the default", async () => {
    const token = await maker(['door'], { expiresAt: '2098-01-01T00:00:00Z' });
    for (const expiresAt of [null, '2098-01-01T00:00:01Z']) {
      const { status, body } = await make(token, { scopes: ['door'], expiresAt });
      expect([status, body.errors[0].field]).toEqual([403, 'expiresAt']);
    }
    const earlier = await make(token, { scopes: ['door'], expiresAt: '2097-01-01T00:00:00Z' });
    const silent = await make(token, { scopes: ['door'] });
    const ends = [earlier, silent].map(
      async ({ body }) => (await app.admin('GET', `/api-tokens/${body.id}`)).body.expiresAt,
    );
    expect(await Promise.all(ends)).toEqual(['2097-01-01T00:00:00.000Z', '2098-01-01T00:00:00.000Z']);
  });

  it("its networks are within the maker's, which are the default", async () => {
    const token = await maker(['door'], { allowedCidrs: ['127.0.0.0/8', '10.1.0.0/16'] });
    for (const allowedCidrs of [[], ['0.0.0.0/0'], ['10.0.0.0/8'], ['127.0.0.1', '192.168.1.1'], ['::1/128']]) {
      const { status, body } = await make(token, { scopes: ['door'], allowedCidrs });
      expect([allowedCidrs, status, body.errors?.[0].field]).toEqual([allowedCidrs, 403, 'allowedCidrs']);
    }
    const { status } = await make(token, { scopes: ['door'], allowedCidrs: ['127.0.0.1', '10.1.7.0/24'] });
    expect(status).toBe(201);
    const { body } = await make(token, { scopes: ['door'] });
    const { allowedCidrs } = (await app.admin('GET', `/api-tokens/${body.id}`)).body;
    expect(allowedCidrs).toEqual(['127.0.0.0/8', '10.1.0.0/16']);
  });

  it('an import obeys the same limits', async () => {
    const tokens = [{ name: 'a', token: 'a-token-of-24-characters', scopes: ['admin'] }];
    const { status, body } = await callAs(await maker(['door']), 'POST', '/api-tokens/import', { tokens });
    expect([status, body.detail]).toEqual([403, expect.stringMatching(/^tokens\.0: scopes: /)]);
    expect(await opens('a-token-of-24-characters')).toEqual([401, 401, 401]);
  });
});

describe('rights that cannot be read in the database open nothing', () => {
  it.each<[string, string, number[]]>([
    ['no list', '"door"', [403, 403, 403]],
    ['a word that has the admin scope in it', '"administrator"', [403, 403, 403]],
    ['an empty text', '""', [403, 403, 403]],
    ['nothing', 'null', [403, 403, 403]],
    ['an object', '{}', [403, 403, 403]],
    ['a list of nothing', '[null]', [403, 403, 403]],
    ['a list of an empty text', '[""]', [403, 403, 403]],
    ['a list in a list', '[["admin"]]', [403, 403, 403]],
    ['another spelling', '["Admin", "DOOR", "admin:"]', [403, 403, 403]],
    ['one of two', '[7, "door"]', [403, 403, 200]],
    ['an empty list is the whole facade', '[]', [403, 200, 200]],
  ])('scopes: %s', async (_, stored, expected) => {
    const { id, token } = (await app.admin('POST', '/api-tokens', { name: 'by hand' })).body;
    await app.sql('UPDATE api_token SET scopes = $2 WHERE id = $1', [id, stored]);
    expect(await opens(token)).toEqual(expected);
  });

  it.each(['null', '"127.0.0.1"', '{}', '[7]', '["127.0.0.1/99"]', '[""]'])('networks: %s', async (stored) => {
    const { id, token } = (await app.admin('POST', '/api-tokens', { name: 'by hand' })).body;
    await app.sql('UPDATE api_token SET allowed_cidrs = $2 WHERE id = $1', [id, stored]);
    expect(await opens(token)).toEqual([401, 401, 401]);
  });

  it.each([
    ['infinity', [403, 200, 200]],
    ['-infinity', [401, 401, 401]],
  ])('an end at %s', async (end, expected) => {
    const { id, token } = (await app.admin('POST', '/api-tokens', { name: 'by hand' })).body;
    await app.sql('UPDATE api_token SET expires_at = $2 WHERE id = $1', [id, end]);
    expect(await opens(token)).toEqual(expected);
    expect((await app.admin('GET', `/api-tokens/${id}`)).status).toBe(200);
  });
});

describe('own tokens', () => {
  const own = 'the-old-server-gave-this';

  it('are taken as they are', async () => {
    const { status, body } = await app.admin('POST', '/api-tokens', { name: 'old', token: own, scopes: ['door'] });
    expect([status, body.token]).toEqual([201, own]);
    expect(await opens(own)).toEqual([403, 403, 200]);
    const again = await app.admin('POST', '/api-tokens', { name: 'again', token: own });
    expect([again.status, again.body.detail]).toEqual([409, 'this token is there already']);
  });

  it.each(['only-twenty-three-chars', 'with a blank in the middle', 'with-\u00e4-letter-of-more-than-a-byte'])(
    'are refused: %s',
    async (token) => {
      const { status, body } = await app.admin('POST', '/api-tokens', { name: 'x', token });
      expect([status, body.errors[0].field]).toEqual([400, 'token']);
      expect(JSON.stringify(body)).not.toContain(token);
    },
  );

  it('are imported by the list, all or none', async () => {
    const of = (n: number) => ({ name: `import ${n}`, token: `imported-token-number-${n}-${n}` });
    const refused = await app.admin('POST', '/api-tokens/import', { tokens: [of(1), { ...of(2), token: own }] });
    expect([refused.status, refused.body.detail]).toEqual([409, 'tokens.1: this token is there already']);
    expect(await opens(of(1).token)).toEqual([401, 401, 401]);
    const short = await app.admin('POST', '/api-tokens/import', { tokens: [of(1), { name: 'x', token: 'short' }] });
    expect([short.status, short.body.errors[0].field]).toEqual([400, 'tokens.1.token']);
    const { status, body } = await app.admin('POST', '/api-tokens/import', { tokens: [of(1), of(2)] });
    expect([status, body.items.map(({ name }: { name: string }) => name)]).toEqual([200, ['import 1', 'import 2']]);
    expect(await opens(of(2).token)).toEqual([403, 200, 200]);
    const [row] = (await app.admin('GET', '/audit?limit=1')).body.items;
    expect(row).toMatchObject({ action: 'POST /admin/v1/api-tokens/import', detail: { tokens: '***' } });
    expect(JSON.stringify(row)).not.toContain(of(1).token);
  });
});
