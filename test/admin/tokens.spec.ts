import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const facade = (token: string, path = '/api/person/get/7') =>
  app.request('GET', `${path}?access_token=${encodeURIComponent(token)}`);
const admin = (token: string) =>
  app.request('GET', '/admin/v1/devices', { headers: { authorization: `Bearer ${token}` } });

describe('API tokens', () => {
  it('are shown once, kept as a hash, and open the facade alone', async () => {
    const { status, body } = await app.admin('POST', '/api-tokens', { name: 'hr' });
    expect(status).toBe(201);
    expect(Object.keys(body)).toEqual(['id', 'token']);
    expect((await facade(body.token)).status).toBe(200);
    expect((await admin(body.token)).status).toBe(403);
    const { body: shown } = await app.admin('GET', `/api-tokens/${body.id}`);
    expect(shown).toMatchObject({ id: body.id, name: 'hr', scopes: [], allowedCidrs: [], expiresAt: null });
    expect(JSON.stringify(shown)).not.toContain(body.token);
    const stored = await app.sql('SELECT * FROM api_token WHERE id = $1', [body.id]);
    expect(JSON.stringify(stored)).not.toContain(body.token);
  });

  it('end when they are revoked, at once', async () => {
    const { body } = await app.admin('POST', '/api-tokens', { name: 'short' });
    expect((await facade(body.token)).status).toBe(200);
    expect((await app.admin('DELETE', `/api-tokens/${body.id}`)).status).toBe(204);
    expect((await facade(body.token)).status).toBe(401);
    expect((await app.admin('DELETE', `/api-tokens/${body.id}`)).status).toBe(404);
  });

  it('expire, and are valid for their networks only', async () => {
    const make = async (facts: object) => (await app.admin('POST', '/api-tokens', { name: 'x', ...facts })).body.token;
    const ended = await app.admin('POST', '/api-tokens', { name: 'ended', expiresAt: '2099-01-01' });
    await app.sql(`UPDATE api_token SET expires_at = '2020-01-01' WHERE id = $1`, [ended.body.id]);
    expect((await facade(ended.body.token)).status).toBe(401);
    expect((await facade(await make({ expiresAt: '2099-01-01' }))).status).toBe(200);
    expect((await facade(await make({ allowedCidrs: ['10.9.0.0/16'] }))).status).toBe(401);
    expect((await facade(await make({ allowedCidrs: ['127.0.0.0/8'] }))).status).toBe(200);
  });

  it('with scopes open only these resources; admin opens the admin API', async () => {
    const make = async (scopes: string[]) => (await app.admin('POST', '/api-tokens', { name: 'x', scopes })).body.token;
    const doors = await make(['door']);
    expect((await facade(doors)).status).toBe(403);
    expect((await facade(doors, '/api/door/list')).status).toBe(200);
    expect((await admin(await make(['admin']))).status).toBe(200);
  });

  it('refuse unknown scopes, and list the known ones', async () => {
    const answer = async (...scopes: string[]) => {
      const { status, body } = await app.admin('POST', '/api-tokens', { name: 'x', scopes });
      return [status, body.errors ?? []];
    };
    const [status, [fault]] = await answer('door', 'admin:nope');
    expect([status, fault.field]).toEqual([400, 'scopes']);
    expect(fault.message).toMatch(
      /^scopes: "admin:nope" is no scope; there are these: admin:access-levels, .*admin:doors/,
    );
    const [, faults] = await answer('doors', 'admin:', 'Door', 'v2', 'iclock', '', 'admin:devices/GATE1');
    expect(faults).toHaveLength(7);
    expect(faults[0].message).toMatch(/these: accAdvanced, .*admin, admin:\.\.\., api, .*door, .*person/);
    for (const scope of ['admin', 'api', 'attApply', 'admin:parking', 'admin:parking/records', 'admin:doors/actions'])
      expect([scope, (await answer(scope))[0]]).toEqual([scope, 201]);
  });

  it('refuse impossible fields by name', async () => {
    const answer = async (facts: object) => (await app.admin('POST', '/api-tokens', { name: 'x', ...facts })).body;
    expect((await answer({ name: '' })).errors[0].field).toBe('name');
    expect((await answer({ expiresAt: 'soon' })).errors[0].field).toBe('expiresAt');
    expect((await answer({ expiresAt: '2026-13-01' })).errors[0].field).toBe('expiresAt');
    expect((await answer({ expiresAt: '2026-02-30T00:00:00Z' })).errors[0].field).toBe('expiresAt');
    expect((await answer({ scopes: 'door' })).errors[0].field).toBe('scopes');
    expect((await answer({ allowedCidrs: ['10.0.0.0/40'] })).errors[0].field).toBe('allowedCidrs');
  });

  it('missing or wrong tokens are answered with problem details', async () => {
    const missing = await app.request('GET', '/admin/v1/devices');
    expect(missing.status).toBe(401);
    expect(missing.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect((await admin('wrong-token')).status).toBe(401);
  });
});
