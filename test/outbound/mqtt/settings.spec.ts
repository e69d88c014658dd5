import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { Mqtt3Broker } from '../../support/mqtt-3-broker.js';

let app: TestApp;
let broker: Mqtt3Broker;

beforeAll(async () => {
  [app, broker] = await Promise.all([startApp(), Mqtt3Broker.start()]);
  broker.aedes.authenticate = (_client, username, password, done) =>
    done(null, username === undefined || (username === 'postern' && String(password) === 'a secret of MQTT'));
});

afterAll(async () => {
  await app.stop();
  await broker.stop();
});

const wrong: readonly (readonly [body: object, field: string])[] = [
  [{}, 'url'],
  [{ url: 'http://broker.example.org' }, 'url'],
  [{ url: 'mqtt://' }, 'url'],
  [{ url: 'mqtt://broker.example.org:0' }, 'url'],
  [{ url: 'mqtt://name:word@broker.example.org' }, 'url'],
  [{ url: 'mqtt://broker.example.org/path' }, 'url'],
  [{ url: 'mqtt://169.254.169.254' }, 'url'],
  [{ url: 'mqtt://[fe80::1]:1883' }, 'url'],
  [{ url: 'mqtt://0xa9fea9fe:1883' }, 'url'],
  [{ url: 'ws://[::ffff:169.254.169.254]/mqtt' }, 'url'],
  [{ url: 'mqtt://0.0.0.0' }, 'url'],
  [{ url: 'mqtt://broker.example.org', prefix: 'a/#' }, 'prefix'],
  [{ url: 'mqtt://broker.example.org', prefix: '+' }, 'prefix'],
  [{ url: 'mqtt://broker.example.org', prefix: '/postern' }, 'prefix'],
  [{ url: 'mqtt://broker.example.org', prefix: '$SYS' }, 'prefix'],
  [{ url: 'mqtt://broker.example.org', prefix: '' }, 'prefix'],
  [{ url: 'mqtt://broker.example.org', discovery: 'openhab' }, 'discovery'],
  [{ url: 'mqtt://broker.example.org', commands: 'yes' }, 'commands'],
  [{ url: 'mqtt://broker.example.org', privacy: 'all' }, 'privacy'],
  [{ url: 'mqtts://broker.example.org', ca: 'no certificate' }, 'ca'],
  [{ url: 'mqtts://broker.example.org', key: 'no key' }, 'key'],
  [{ url: 'mqtt://broker.example.org', retain: true }, 'retain'],
];

describe('what MQTT is set to', () => {
  it('is nothing at first', async () => {
    expect((await app.admin('GET', '/mqtt')).status).toBe(404);
    expect((await app.admin('DELETE', '/mqtt')).status).toBe(404);
    expect((await app.admin('POST', '/mqtt/test')).status).toBe(404);
  });

  it('is refused with the field that is wrong, and then nothing is set', async () => {
    for (const [body, field] of wrong) {
      const answer = await app.admin('PUT', '/mqtt', body);
      const { errors } = answer.body as { errors?: { field: string }[] };
      expect([body, answer.status, errors?.[0]?.field]).toEqual([body, 400, field]);
    }
    expect((await app.admin('GET', '/mqtt')).status).toBe(404);
  });

  it('keeps its secrets to itself: in answers, in the audit log, in the database', async () => {
    const secret = 'a secret of MQTT';
    const body = { url: broker.url, username: 'postern', password: secret };
    const put = await app.admin('PUT', '/mqtt', body);
    expect([put.status, put.body]).toEqual([
      200,
      {
        url: broker.url,
        username: 'postern',
        ca: null,
        cert: null,
        prefix: 'postern',
        discovery: 'homeassistant',
        commands: false,
        privacy: 'ids',
        secrets: ['password'],
        status: expect.any(Object) as object,
        changedAt: expect.any(String) as string,
      },
    ]);
    const got = await app.admin('GET', '/mqtt');
    const stored = await app.sql(`SELECT settings::text, encode(secrets, 'escape') FROM feed_reader`);
    const audit = await app.sql(`SELECT detail::text FROM audit WHERE action LIKE '%/mqtt'`);
    expect(audit).toHaveLength(1);
    for (const text of [put.text, got.text, JSON.stringify([stored, audit])]) expect(text).not.toContain(secret);
    await expect
      .poll(async () => (await app.admin('GET', '/mqtt')).body as object)
      .toMatchObject({ status: { connected: true, error: null } });
  });

  it('keeps the password when it is left out, but not for another broker', async () => {
    const secretsAfter = async (body: object) => {
      const answer = await app.admin('PUT', '/mqtt', body);
      return (answer.body as { secrets: string[] }).secrets;
    };
    expect(await secretsAfter({ url: broker.url, username: 'postern' })).toEqual(['password']);
    expect(await secretsAfter({ url: broker.url, username: 'another' })).toEqual([]);
    expect(await secretsAfter({ url: broker.url, username: 'postern', password: 'wrong' })).toEqual(['password']);
    expect(await secretsAfter({ url: 'mqtt://127.0.0.2:1', username: 'postern' })).toEqual([]);
  });

  it('says why it does not connect, and tries what was not stored', async () => {
    const body = { url: broker.url, username: 'postern', password: 'wrong' };
    expect((await app.admin('PUT', '/mqtt', body)).status).toBe(200);
    await expect
      .poll(async () => ((await app.admin('GET', '/mqtt')).body as { status: object }).status)
      .toMatchObject({ connected: false, error: expect.stringMatching(/refused/i) as string });
    expect((await app.admin('POST', '/mqtt/test')).body).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/refused/i) as string,
    });
    const right = { ...body, password: 'a secret of MQTT' };
    expect((await app.admin('POST', '/mqtt/test', right)).body).toMatchObject({ ok: true });
    expect((await app.admin('DELETE', '/mqtt')).status).toBe(204);
    expect(await app.sql('SELECT 1 FROM feed_reader')).toEqual([]);
  });

  it('may lead to a WebSocket', async () => {
    const web = await Mqtt3Broker.start(true);
    const url = `${web.url.replace(/^mqtt/, 'ws')}/mqtt`;
    expect((await app.admin('POST', '/mqtt/test', { url })).body).toMatchObject({ ok: true });
    await web.stop();
  });
});
