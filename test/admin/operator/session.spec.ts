import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type Answer, type TestApp } from '../../support/app.js';

const password = 'correct horse 1';
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: password }, isNoted: false });
});
afterAll(() => app.stop());

const host = () => new URL(app.url).host;
const json = { 'content-type': 'application/json' };
const own = () => ({ ...json, 'x-postern': '1', origin: `http://${host()}` });

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = own()): Promise<Answer> =>
  app.request(method, `/admin/v1${path}`, {
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers:
      body === undefined
        ? Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-type'))
        : headers,
  });
const signIn = (name: string, secret: string, more: object = {}) =>
  send('POST', '/session', { name, password: secret, ...more });
const cookieOf = (answer: Answer) => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

describe('signing in', () => {
  it('gives a cookie that scripts cannot read and that goes nowhere else', async () => {
    const answer = await signIn('Admin', password);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^postern=pss_[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/admin\/v1; Max-Age=43200$/,
    );
    expect(answer.body).toMatchObject({
      operator: { name: 'admin', role: 'admin', areaCodes: null, departmentCodes: null, preferences: {} },
      mustChange: false,
      site: { timeZone: 'Europe/Madrid', locale: 'en' },
      setupDone: false,
      version: '0.1.0',
    });
    expect(answer.body.permissions).toContain('operator');
    expect(answer.body.token).toBeUndefined();

    const { status, body } = await send('GET', '/session', undefined, { cookie: cookieOf(answer) });
    expect([status, body.operator.name]).toEqual([200, 'admin']);
  });

  it('gives a bearer where that is asked for, and no cookie', async () => {
    const answer = await signIn('admin', password, { token: true });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
    const { status } = await send('GET', '/doors', undefined, { authorization: `Bearer ${answer.body.token}` });
    expect(status).toBe(200);
  });

  it('is refused in the same words for a wrong password, a name that nobody has, and a locked operator', async () => {
    await app.admin('POST', '/operators', {
      name: 'locked',
      role: 'guard',
      password: 'long enough 12',
      disabled: true,
    });
    const answers = [
      await signIn('admin', 'wrong password'),
      await signIn('nobody', password),
      await signIn('locked', 'long enough 12'),
    ];
    for (const { status, body } of answers)
      expect([status, body.type, body.detail]).toEqual([401, 'urn:postern:unauthorized', 'name or password is wrong']);
  });

  it('is refused to a page of another site, and to one that does not say that it is ours', async () => {
    for (const headers of [
      json,
      { ...json, 'x-postern': '1' },
      { ...json, origin: `http://${host()}` },
      { ...json, 'x-postern': '1', origin: 'http://elsewhere.example' },
      { ...json, 'x-postern': '1', origin: 'null' },
    ]) {
      const { status, body } = await send('POST', '/session', { name: 'admin', password }, headers);
      expect([status, body.type]).toEqual([403, 'urn:postern:crossSite']);
    }
  });
});

describe('a cookie', () => {
  it('writes only from a page of this host', async () => {
    const cookie = cookieOf(await signIn('admin', password));
    const write = (headers: Record<string, string>) =>
      send('POST', '/areas', { code: 'yard', name: 'Yard' }, { ...headers, cookie });
    expect((await write(json)).body.type).toBe('urn:postern:crossSite');
    expect((await write({ ...own(), origin: 'https://elsewhere.example' })).body.type).toBe('urn:postern:crossSite');
    expect((await write(own())).status).toBe(201);
  });

  it('never opens the facade', async () => {
    const cookie = cookieOf(await signIn('admin', password));
    const secret = cookie.replace('postern=', '');
    for (const headers of [{ cookie }, { authorization: `Bearer ${secret}` }, { access_token: secret }]) {
      const { status } = await app.request('GET', '/api/person/get/1', { headers: headers });
      expect(status).toBe(401);
    }
  });

  it('ends with the session', async () => {
    const cookie = cookieOf(await signIn('admin', password));
    const out = await send('DELETE', '/session', undefined, { ...own(), cookie });
    expect([out.status, cookieOf(out)]).toEqual([204, 'postern=']);
    const { status, body } = await send('GET', '/session', undefined, { cookie });
    expect([status, body.type]).toEqual([401, 'urn:postern:unauthorized']);
  });
});

describe('a session', () => {
  it('ends after half an hour without a call, after twelve hours in any case; a guard may rest for a shift', async () => {
    const guard = { name: 'night', role: 'guard', password: 'long enough 12' };
    await app.admin('POST', '/operators', guard);
    const cookies = {
      admin: cookieOf(await signIn('admin', password)),
      guard: cookieOf(await signIn('night', guard.password)),
    };
    const statusOf = async (cookie: string) => (await send('GET', '/session', undefined, { cookie })).status;
    const rest = (seen: string, since = seen) =>
      app.sql(`UPDATE operator_session SET seen_at = now() - interval '${seen}', since = now() - interval '${since}'`);
    await rest('29 minutes');
    expect([await statusOf(cookies.admin), await statusOf(cookies.guard)]).toEqual([200, 200]);
    await rest('31 minutes');
    expect([await statusOf(cookies.admin), await statusOf(cookies.guard)]).toEqual([401, 200]);
    await rest('1 minute', '12 hours 1 minute');
    expect([await statusOf(cookies.admin), await statusOf(cookies.guard)]).toEqual([401, 401]);
  });

  it('does what a token does: its writes are audited under the name of the operator', async () => {
    const cookie = cookieOf(await signIn('admin', password));
    await send('POST', '/areas', { code: 'audited', name: 'Audited' }, { ...own(), cookie });
    const { body } = await app.admin('GET', '/audit?actor=operator:admin&limit=1');
    expect(body.items[0]).toMatchObject({ actor: 'operator:admin', action: 'POST /admin/v1/areas' });
  });

  it('wants the password again before what cannot be undone', async () => {
    const cookie = cookieOf(await signIn('admin', password));
    const add = () => send('POST', '/operators', { name: 'later', role: 'auditor' }, { ...own(), cookie });
    expect((await add()).body.type).toBe('urn:postern:confirm');
    const confirm = (secret: string) => send('POST', '/session/confirm', { password: secret }, { ...own(), cookie });
    expect((await confirm('wrong password')).status).toBe(401);
    expect((await confirm(password)).status).toBe(204);
    const made = await add();
    expect([made.status, made.body.mustChange]).toEqual([201, true]);
    expect(made.body.password).toMatch(/^[\w-]{16}$/);
    await app.sql(`UPDATE operator_session SET confirmed_until = now() - interval '1 second'`);
    expect((await add()).body.type).toBe('urn:postern:confirm');
  });

  it('keeps what its operator chooses', async () => {
    const cookie = cookieOf(await signIn('admin', password));
    const choose = (body: object) => send('PATCH', '/session/preferences', body, { ...own(), cookie });
    await choose({ theme: 'dark', locale: 'es' });
    const { body } = await choose({ density: 'cosy' });
    expect(body.operator.preferences).toEqual({ theme: 'dark', locale: 'es', density: 'cosy' });
    const page = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`page${at}`, ['x'.repeat(2_000)]]));
    for (const columns of [page, { events: { time: true } }, { events: [1] }]) {
      const { status, body: refusal } = await choose({ columns });
      expect([status, refusal.errors[0].field]).toEqual([400, 'columns']);
    }
    expect((await choose({ columns: { events: ['time'] } })).status).toBe(200);
    expect((await choose({ theme: 'pink' })).status).toBe(400);
  });

  it('is none for a token', async () => {
    expect((await app.admin('GET', '/session')).status).toBe(401);
  });
});

describe('a password', () => {
  it('is changed by its owner, ends the other sessions, and is at least twelve characters', async () => {
    await app.admin('POST', '/operators', { name: 'changes', role: 'reception', password: 'the first one' });
    const [one, other] = [
      cookieOf(await signIn('changes', 'the first one')),
      cookieOf(await signIn('changes', 'the first one')),
    ];
    const change = (body: object) => send('PUT', '/session/password', body, { ...own(), cookie: one });
    expect((await change({ old: 'the first one', new: 'short' })).body.errors[0].field).toBe('new');
    expect((await change({ old: 'not the first', new: 'the second one' })).status).toBe(401);
    expect((await change({ old: 'the first one', new: 'the second one' })).status).toBe(204);
    const of = async (cookie: string) => (await send('GET', '/session', undefined, { cookie })).status;
    expect([await of(one), await of(other)]).toEqual([200, 401]);
    expect((await signIn('changes', 'the first one')).status).toBe(401);
    expect((await signIn('changes', 'the second one')).body.mustChange).toBe(false);
  });

  it('cannot be changed while ADMIN_PASSWORD is set', async () => {
    const cookie = cookieOf(await signIn('admin', password));
    const { status, body } = await send(
      'PUT',
      '/session/password',
      { old: password, new: 'another password' },
      { ...own(), cookie },
    );
    expect([status, body.detail]).toEqual([409, 'ADMIN_PASSWORD is set: it would come back with the next start']);
  });
});
