import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, apiToken, startApp, type TestApp } from '../../support/app.js';
import { refusalOf } from '../../support/answers.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const path = '/api/accLevel/list?pageNo=1&pageSize=10';

describe('a token of the facade', () => {
  it.each<[string, string, Record<string, string>]>([
    ['query access_token', `${path}&access_token=${apiToken}`, {}],
    ['query acc_token', `${path}&acc_token=${apiToken}`, {}],
    ['header Authorization', path, { authorization: `Bearer ${apiToken}` }],
    ['header access_token', path, { access_token: apiToken }],
    ['the admin token', path, { authorization: `Bearer ${adminToken}` }],
  ])('opens it as %s', async (_, url, headers) => {
    const { status, body } = await app.request('GET', url, { headers });
    expect([status, body.code]).toEqual([200, 0]);
  });

  it.each<[string, string]>([
    ['missing', path],
    ['empty', `${path}&access_token=`],
    ['of a path nobody serves', '/api/nothing/at/all'],
    ['of a path spelt with escapes', '/%61pi/accLevel/list?pageNo=1&pageSize=10'],
  ])('is refused with HTTP 401 and the envelope: %s', async (_, url) => {
    const { status, body } = await app.request('GET', url);
    expect(status).toBe(401);
    expect(body).toEqual(refusalOf(-1, 'access token is missing'));
  });

  it('is refused when it is wrong', async () => {
    const { status, body } = await app.request('GET', `${path}&access_token=wrong`);
    expect(status).toBe(401);
    expect(body).toEqual(refusalOf(-1, 'access token is not valid'));
  });

  it('may contain a plus sign, which clients put into the URL unescaped', async () => {
    await app.sql(
      `INSERT INTO api_token (id, name, token_hash) VALUES ('plus', 'plus', encode(sha256('a+b/c=='), 'hex'))`,
    );
    for (const token of ['a+b/c==', 'a%2Bb%2Fc%3D%3D']) {
      expect((await app.request('GET', `${path}&access_token=${token}`)).body.code).toBe(0);
    }
  });

  it('does not open the admin API', async () => {
    const { status, body, headers } = await app.request('GET', '/admin/v1/devices', {
      headers: { authorization: `Bearer ${apiToken}` },
    });
    expect(status).toBe(403);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ status: 403 });
  });

  it('is kept as its SHA-256 only', async () => {
    const rows = await app.sql<{ token_hash: string }>(
      `SELECT token_hash FROM api_token WHERE bootstrap = 'API_TOKEN'`,
    );
    expect(rows).toEqual([{ token_hash: '548003c687279744077df3bc88b68f9747adf5bcbb99b978811a9b2f3ae25527' }]);
  });
});

describe('a token made by an operator', () => {
  const make = async (fields: object) =>
    (await app.admin('POST', '/api-tokens', { name: 'hr', ...fields })).body as { id: string; token: string };
  const call = async (token: string) => (await app.request('GET', path, { headers: { access_token: token } })).status;

  it('opens until it is revoked', async () => {
    const { id, token } = await make({});
    expect(await call(token)).toBe(200);
    expect((await app.admin('DELETE', `/api-tokens/${id}`)).status).toBe(204);
    expect(await call(token)).toBe(401);
  });

  it('does not open after its end', async () => {
    const { id, token } = await make({});
    await app.sql(`UPDATE api_token SET expires_at = now() - interval '1 second' WHERE id = $1`, [id]);
    expect(await call(token)).toBe(401);
  });

  it('opens from its networks only', async () => {
    expect(await call((await make({ allowedCidrs: ['127.0.0.0/8'] })).token)).toBe(200);
    expect(await call((await make({ allowedCidrs: ['10.1.2.0/24'] })).token)).toBe(401);
  });

  it('opens the resources of its scopes only', async () => {
    expect(await call((await make({ scopes: ['accLevel'] })).token)).toBe(200);
    expect(await call((await make({ scopes: ['person'] })).token)).toBe(403);
  });
});
