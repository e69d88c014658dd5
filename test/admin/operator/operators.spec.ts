import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' }, isNoted: false });
});
afterAll(() => app.stop());

const add = (body: object) => app.admin('POST', '/operators', body);
const sessionsOf = (id: string) => app.sql('SELECT 1 FROM operator_session WHERE operator_id = $1', [id]);
const signIn = async (name: string, password: string) => {
  const { status, body } = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  expect(status).toBe(200);
  return body.token as string;
};

describe('operators', () => {
  it('begin with admin, whose password is ADMIN_PASSWORD', async () => {
    const { body } = await app.admin('GET', '/operators');
    expect(body.items).toMatchObject([{ name: 'admin', role: 'admin', disabled: false, mustChange: false }]);
  });

  it('are added with a password that is made for them, and shown once', async () => {
    const { status, body } = await add({ name: 'Ana', role: 'reception' });
    expect([status, body.mustChange]).toEqual([201, true]);
    const { body: shown } = await app.admin('GET', `/operators/${body.id}`);
    expect(shown).toEqual({ ...body, password: undefined });
    expect(await signIn('ana', body.password)).toMatch(/^pss_/);
  });

  it('have names of their own, without regard to case, and passwords of twelve characters', async () => {
    const taken = await add({ name: 'ANA', role: 'guard' });
    expect([taken.status, taken.body.errors[0].field]).toEqual([409, 'name']);
    const short = await add({ name: 'Bob', role: 'guard', password: 'eleven char' });
    expect([short.status, short.body.errors[0].field]).toEqual([400, 'password']);
    const role = await add({ name: 'Bob', role: 'king' });
    expect([role.status, role.body.errors[0].field]).toEqual([400, 'role']);
    const area = await add({ name: 'Bob', role: 'guard', areaCodes: ['nowhere'] });
    expect([area.status, area.body.errors[0].field]).toEqual([400, 'areaCodes']);
  });

  it.each([
    ['another role', { role: 'auditor' }],
    ['other bounds', { areaCodes: ['1'] }],
    ['another password', { password: 'another password' }],
    ['a lock', { disabled: true }],
  ])('lose their sessions with %s', async (what, change) => {
    const { body } = await add({ name: what, role: 'guard', password: 'a long password' });
    const token = await signIn(what, 'a long password');
    expect((await app.admin('PATCH', `/operators/${body.id}`, { name: `${what}!` })).status).toBe(200);
    expect(await sessionsOf(body.id)).toHaveLength(1);
    expect((await app.admin('PATCH', `/operators/${body.id}`, change)).status).toBe(200);
    expect(await sessionsOf(body.id)).toEqual([]);
    const { status } = await app.request('GET', '/admin/v1/session', { headers: { authorization: `Bearer ${token}` } });
    expect(status).toBe(401);
  });

  it('are never without an administrator of the whole site', async () => {
    const { body } = await app.admin('GET', '/operators');
    const { id } = body.items.find(({ name }: { name: string }) => name === 'admin');
    for (const change of [{ role: 'guard' }, { disabled: true }, { areaCodes: ['1'] }]) {
      const { status, body: refused } = await app.admin('PATCH', `/operators/${id}`, change);
      expect([status, refused.detail]).toEqual([
        409,
        'this is the last administrator: nobody could manage operators any more',
      ]);
    }
    expect((await app.admin('DELETE', `/operators/${id}`)).status).toBe(409);
    const other = await add({ name: 'second', role: 'admin' });
    expect((await app.admin('PATCH', `/operators/${id}`, { role: 'guard' })).status).toBe(200);
    expect((await app.admin('PATCH', `/operators/${id}`, { role: 'admin' })).status).toBe(200);
    expect((await app.admin('DELETE', `/operators/${other.body.id}`)).status).toBe(204);
  });

  it('are two at once never the last two that go', async () => {
    const made = [await add({ name: 'one', role: 'admin' }), await add({ name: 'two', role: 'admin' })];
    const { body } = await app.admin('GET', '/operators');
    const admin = body.items.find(({ name }: { name: string }) => name === 'admin');
    const all = [admin.id, ...made.map(({ body: { id } }) => id as string)];
    const answers = await Promise.all(all.map((id) => app.admin('PATCH', `/operators/${id}`, { disabled: true })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
    await app.sql(`UPDATE operator SET disabled = false WHERE name = 'admin'`);
  });

  it('are signed in at places that are listed and ended', async () => {
    const { body } = await add({ name: 'places', role: 'guard', password: 'a long password' });
    await signIn('places', 'a long password');
    const { body: shown } = await app.admin('GET', `/operators/${body.id}/sessions`);
    expect(shown.items).toMatchObject([{ address: '127.0.0.1', agent: expect.any(String) }]);
    expect((await app.admin('DELETE', `/operators/${body.id}/sessions`)).status).toBe(204);
    expect(await sessionsOf(body.id)).toEqual([]);
  });
});
