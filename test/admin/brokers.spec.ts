import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { certificates } from '../support/certificates.js';

const password = 'a long password';
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
/** Nobody listens there: port 1 is for nothing. */
const nats = 'nats://127.0.0.1:1';
const kafka = '127.0.0.1:1';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const faults = async (path: string, body: object) => {
  const { status, body: problem } = await app.admin('PUT', path, body);
  expect([path, body, status]).toEqual([path, body, 400]);
  return (problem.errors as { field: string; message: string }[]).map(({ field, message }) => `${field}: ${message}`);
};

describe.each([
  ['/nats', { url: nats }],
  ['/kafka', { brokers: [kafka] }],
])('%s', (path, body) => {
  it('is not there until it is set, and after it was removed', async () => {
    expect((await app.admin('GET', path)).status).toBe(404);
    expect((await app.admin('DELETE', path)).status).toBe(404);
    expect((await app.admin('POST', `${path}/test`, {})).status).toBe(404);
    expect((await app.admin('POST', `${path}/test`)).status).toBe(404);
    const set = await app.admin('PUT', path, body);
    expect([set.status, set.body.status.connected]).toEqual([200, false]);
    expect((await app.admin('GET', path)).body).toMatchObject(body);
    await expect
      .poll(async () => String((await app.admin('GET', path)).body.status.error), { timeout: 60_000 })
      .toMatch(/refused/i);
    expect((await app.admin('POST', `${path}/test`, {})).body).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/refused/i) as string,
    });
    expect((await app.admin('DELETE', path)).status).toBe(204);
    expect((await app.admin('GET', path)).status).toBe(404);
  });

  it('takes only what it knows', async () => {
    expect(await faults(path, { ...body, types: ['door.exploded'] })).toEqual([
      expect.stringContaining('types: ') as string,
    ]);
    expect(await faults(path, { ...body, privacy: 'all' })).toHaveLength(1);
    expect(await faults(path, { ...body, color: 'red' })).toHaveLength(1);
    expect(await faults(path, { ...body, after: 'yesterday' })).toEqual([
      'after: after must be now, start or a position',
    ]);
    expect(await faults(path, { ...body, after: '999999999999999' })).toEqual([
      expect.stringContaining('after: after must not be above') as string,
    ]);
    expect(await faults(path, { ...body, ca: 'no certificate' })).toEqual(['ca: ca must be a certificate as PEM']);
    expect(await faults(path, { ...body, key })).toEqual(['cert: cert is required with a key']);
  });

  it('is for those who may change settings', async () => {
    const guard = await operator('guard');
    const admin = await operator('admin');
    const calls = [
      ['GET', path],
      ['PUT', path],
      ['DELETE', path],
      ['POST', `${path}/test`],
    ] as const;
    for (const [method, call] of calls) expect([method, await statusFor(guard, method, call)]).toEqual([method, 403]);
    expect(await statusFor(admin, 'GET', path)).toBe(404);
  });

  it('is in the audit log, without its secrets', async () => {
    const secrets =
      path === '/nats'
        ? { username: 'u', password: 'hush-1' }
        : { sasl: { mechanism: 'PLAIN', username: 'u', password: 'hush-1' } };
    await app.admin('PUT', path, { ...body, ...secrets });
    await app.admin('DELETE', path);
    const rows = await app.sql<{ action: string; detail: object }>(
      `SELECT action, detail FROM audit WHERE action LIKE '%${path}' ORDER BY seq DESC LIMIT 2`,
    );
    expect(rows.map(({ action }) => action)).toEqual([`DELETE /admin/v1${path}`, `PUT /admin/v1${path}`]);
    expect(JSON.stringify(rows)).not.toContain('hush-1');
    expect(JSON.stringify(rows)).toContain('127.0.0.1:1');
  });
});

describe('the address of a NATS server', () => {
  it.each([
    ['', 'url must be longer than'],
    ['nonsense', 'must be an address such as'],
    ['http://10.0.0.1', 'must begin with nats://'],
    ['nats://10.0.0.1:99999', 'must have a port from 1 to 65535'],
    ['nats://10.0.0.1:0', 'must have a port from 1 to 65535'],
    ['nats://user:pass@10.0.0.1', 'must not hold a user or password'],
    ['nats://10.0.0.1:4222/path', 'must be a host and a port'],
    ['nats://10.0.0.1:4222?x=1', 'must be a host and a port'],
    ['nats://169.254.169.254', 'is an address of the link'],
    ['tls://[fe80::1]:4222', 'is an address of the link'],
    ['ws://0.0.0.0', 'is an address of the link'],
    ['ws://2852039166', 'is an address of the link'],
  ])('%s is refused', async (url, says) => {
    const [fault] = await faults('/nats', { url });
    expect(fault).toMatch(/^url: /);
    expect(fault).toContain(says);
  });
});

describe('who we are for a NATS server', () => {
  const nkey = `SU${'A'.repeat(56)}`;
  it('is said in one way', async () => {
    expect(await faults('/nats', { url: nats, token: 't', nkey })).toEqual([
      'nkey: nkey cannot be used together with token',
    ]);
    expect(await faults('/nats', { url: nats, password: 'p' })).toEqual([
      'username: username is required with a password',
    ]);
    expect(await faults('/nats', { url: nats, nkey: 'SUX' })).toHaveLength(1);
    expect(await faults('/nats', { url: nats, creds: 'x' })).toHaveLength(1);
    const secrets = async (body: object) =>
      (await app.admin('PUT', '/nats', { url: nats, ...body })).body.secrets as string[];
    expect(await secrets({ token: 't' })).toEqual(['token']);
    expect(await secrets({})).toEqual(['token']);
    expect(await secrets({ username: 'u', password: 'p' })).toEqual(['password']);
    expect(await secrets({ nkey })).toEqual(['nkey']);
    expect(await secrets({ nkey: null })).toEqual([]);
    await app.admin('DELETE', '/nats');
  });
});

describe('the brokers of Kafka', () => {
  it.each([
    [[], 'brokers must name at least one'],
    [['kafka'.repeat(3), 'a b'], 'must be as host:port, and "a b" is not'],
    [['10.0.0.1:99999'], 'must be as host:port'],
    [['10.0.0.1:99999'], 'a port from 1 to 65535'],
    [['10.0.0.1:0'], 'a port from 1 to 65535'],
    [['kafka://10.0.0.1'], 'must be as host:port'],
    [['10.0.0.1:9092', '169.254.169.254:80'], 'is an address of the link'],
  ])('%j are refused', async (brokers, says) => {
    const [fault] = await faults('/kafka', { brokers });
    expect(fault).toContain(says);
  });

  it.each([
    [{ sasl: {} }, 'sasl.mechanism'],
    [{ sasl: { mechanism: 'GSSAPI', username: 'u', password: 'p' } }, 'sasl.mechanism'],
    [{ sasl: { mechanism: 'PLAIN', username: '', password: 'p' } }, 'sasl.username'],
    [{ sasl: { mechanism: 'PLAIN', username: 'u' } }, 'sasl.password'],
    [{ sasl: { mechanism: 'PLAIN', username: 'u', password: 'p', realm: 'r' } }, 'sasl.realm'],
    [{ topic: 'a/b' }, 'topic'],
    [{ clientId: 'a b' }, 'clientId'],
  ])('%j is refused', async (body, field) => {
    const [fault] = await faults('/kafka', { brokers: [kafka], ...body });
    expect(fault).toContain(`${field}: `);
  });
});

describe('a password that was kept', () => {
  const certificate = certificates.people.cert;
  const user = { sasl: { mechanism: 'SCRAM-SHA-256', username: 'u' } };
  it.each([
    ['other brokers', { brokers: ['127.0.0.1:2'], tls: true, ...user }],
    ['one more broker', { brokers: [kafka, '127.0.0.1:2'], tls: true, ...user }],
    ['a connection that anybody reads', { brokers: [kafka], tls: false, ...user }],
    ['a mechanism that shows it', { brokers: [kafka], tls: true, sasl: { ...user.sasl, mechanism: 'PLAIN' } }],
    ['another user', { brokers: [kafka], tls: true, sasl: { ...user.sasl, username: 'v' } }],
  ])('goes not to %s of Kafka', async (_what, body) => {
    const sasl = { ...user.sasl, password: 'p' };
    await app.admin('PUT', '/kafka', { brokers: [kafka], tls: true, sasl });
    expect(await faults('/kafka', body)).toEqual(['sasl.password: sasl.password is required']);
    expect((await app.admin('PUT', '/kafka', { brokers: [kafka], tls: true, ...user })).body.secrets).toEqual([
      'password',
    ]);
    await app.admin('DELETE', '/kafka');
  });

  it('goes over no connection to NATS that anybody reads, and not to another user', async () => {
    const secrets = async (body: object) => (await app.admin('PUT', '/nats', body)).body.secrets as string[];
    const encrypted = { url: nats, ca: certificate, username: 'u' };
    expect(await secrets({ ...encrypted, password: 'p' })).toEqual(['password']);
    expect(await secrets(encrypted)).toEqual(['password']);
    expect(await secrets({ ...encrypted, username: 'v' })).toEqual([]);
    expect(await secrets({ ...encrypted, password: 'p' })).toEqual(['password']);
    expect(await secrets({ url: nats, username: 'u' })).toEqual([]);
    await app.admin('DELETE', '/nats');
  });
});

let operators = 0;
async function operator(role: string): Promise<string> {
  const name = `op${++operators}`;
  expect((await app.admin('POST', '/operators', { name, password, role })).status).toBe(201);
  const session = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  return String(session.body.token);
}

async function statusFor(token: string, method: string, path: string): Promise<number> {
  const body = path.startsWith('/nats') ? { url: nats } : { brokers: [kafka] };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-postern': '1' };
  const isBare = method === 'GET' || method === 'DELETE';
  const init = isBare ? { headers } : { headers, body: JSON.stringify(body) };
  return (await app.request(method, `/admin/v1${path}`, init)).status;
}
