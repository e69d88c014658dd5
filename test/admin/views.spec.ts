import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
let ana: Call;
let ben: Call;
type Call = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ status: number; body: Record<string, unknown> }>;

beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' }, isNoted: false });
  ana = await signedIn('Ana', 'operator');
  ben = await signedIn('Ben', 'guard', { areaCodes: ['1'], departmentCodes: ['1'] });
});
afterAll(() => app.stop());

async function signedIn(name: string, role: string, more: object = {}): Promise<Call> {
  const password = 'a long password';
  const made = await app.admin('POST', '/operators', { name, role, password, ...more });
  expect([made.status, made.body.detail]).toEqual([201, undefined]);
  const { body } = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  return (method, path, given) =>
    app.request(method, `/admin/v1${path}`, {
      headers: {
        authorization: `Bearer ${body.token as string}`,
        ...(given === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(given === undefined ? {} : { body: JSON.stringify(given) }),
    });
}

const refused = { page: 'events', name: 'Refused', query: { outcome: 'refused', period: 'today' } };
const names = async (call: Call, query = '') => {
  const { body } = await call('GET', `/views?sort=name${query}`);
  return (body.items as { name: string; own: boolean }[]).map(({ name, own }) => [name, own]);
};

describe('saved views', () => {
  it("are made, changed and removed, and are nobody else's business until they are shared", async () => {
    const made = await ana('POST', '/views', { id: 'refused', ...refused });
    expect([made.status, made.body]).toMatchObject([201, { id: 'refused', ...refused, shared: false, own: true }]);
    expect(await names(ana)).toEqual([['Refused', true]]);
    expect(await names(ben)).toEqual([]);
    expect((await ben('GET', '/views/refused')).status).toBe(404);
    expect((await ben('PATCH', '/views/refused', { name: 'Mine' })).status).toBe(404);

    const shared = await ana('PATCH', '/views/refused', { shared: true, name: 'All that is refused' });
    expect([shared.status, shared.body]).toMatchObject([
      200,
      { name: 'All that is refused', shared: true, query: refused.query },
    ]);
    expect(await names(ben)).toEqual([['All that is refused', false]]);
    expect((await ben('GET', '/views/refused')).body).toMatchObject({ own: false });
    expect((await ben('PATCH', '/views/refused', { name: 'Mine' })).status).toBe(403);
    expect((await ben('DELETE', '/views/refused')).status).toBe(403);
    expect((await ana('DELETE', '/views/refused')).status).toBe(204);
    expect(await names(ben)).toEqual([]);
  });

  it('are found by their page, and kept by an operator of a part of the site, too', async () => {
    for (const page of ['events', 'persons'])
      expect((await ben('POST', '/views', { ...refused, page, name: `Of ${page}` })).status).toBe(201);
    expect(await names(ben, '&page=persons')).toEqual([['Of persons', true]]);
    expect((await ben('GET', '/views?page=persons&count=true')).body.total).toBe(1);
  });

  it('have names of their own, and filters that are texts', async () => {
    expect((await ana('POST', '/views', refused)).status).toBe(201);
    const again = await ana('POST', '/views', refused);
    expect([again.status, again.body.errors]).toMatchObject([409, [{ field: 'name', code: 'taken' }]]);
    expect((await ana('POST', '/views', { ...refused, page: 'doors' })).status).toBe(201);
    for (const [field, wrong] of [
      ['query', { query: { outcome: 1 } }],
      ['query', { query: 'outcome=refused' }],
      ['query', { query: { q: 'x'.repeat(5_000) } }],
      ['name', { name: '' }],
      ['page', { page: undefined }],
      ['colour', { colour: 'red' }],
    ] as const) {
      const { status, body } = await ana('POST', '/views', { ...refused, name: 'Other', ...wrong });
      expect([field, status, (body.errors as { field: string }[])[0]?.field]).toEqual([field, 400, field]);
    }
  });

  it('go with the operator who made them', async () => {
    expect((await ana('POST', '/views', { ...refused, name: 'Shared', shared: true })).status).toBe(201);
    expect(await names(ben)).toContainEqual(['Shared', false]);
    const [operator] = await app.sql<{ id: string }>(`SELECT id FROM operator WHERE name = 'Ana'`);
    expect((await app.admin('DELETE', `/operators/${operator?.id ?? ''}`)).status).toBe(204);
    expect(await names(ben)).not.toContainEqual(['Shared', false]);
  });
});
