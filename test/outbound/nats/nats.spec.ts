import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream, jetstreamManager, type JsMsg } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { brokerCertificate } from '../../support/broker-certificate.js';
import { storeEvents } from '../../support/events.js';
import { hasNatsServer, NatsServer } from '../../support/nats-server.js';

const patience = { timeout: 60_000, interval: 30 };

interface Kept {
  readonly subject: string;
  readonly id: string;
  readonly headers: Record<string, string>;
  readonly body: { readonly id: string; readonly position: string; readonly data: Record<string, unknown> };
}

/** Everything that a stream has. */
async function keptBy(connection: NatsConnection, stream = 'POSTERN'): Promise<Kept[]> {
  const { state } = await (await jetstreamManager(connection)).streams.info(stream);
  if (state.messages === 0) return [];
  const consumer = await jetstream(connection).consumers.get(stream);
  const messages: JsMsg[] = [];
  for await (const message of await consumer.fetch({ max_messages: state.messages, expires: 5_000 })) {
    messages.push(message);
    if (messages.length === state.messages) break;
  }
  return messages.map((message) => ({
    subject: message.subject,
    id: message.headers?.get('Nats-Msg-Id') ?? '',
    headers: Object.fromEntries(
      (message.headers?.keys() ?? []).map((name) => [name, message.headers?.get(name) ?? '']),
    ),
    body: message.json(),
  }));
}

describe.skipIf(!hasNatsServer)('NATS JetStream', () => {
  let app: TestApp;
  const servers: NatsServer[] = [];
  const connections: NatsConnection[] = [];
  beforeAll(async () => {
    app = await startApp();
  });
  afterEach(async () => {
    await app.admin('DELETE', '/nats');
    for (const connection of connections.splice(0)) await connection.close();
    for (const server of servers.splice(0)) await server.remove();
  });
  afterAll(() => app.stop());

  async function server(settings = ''): Promise<NatsServer> {
    const one = await NatsServer.start(settings);
    servers.push(one);
    return one;
  }
  async function client(url: string): Promise<NatsConnection> {
    const connection = await connect({ servers: url.replace('nats://', ''), noAsyncTraces: true });
    connections.push(connection);
    return connection;
  }
  const status = async () => (await app.admin('GET', '/nats')).body.status as Record<string, unknown>;
  /** Everything that is in the feed has been published. */
  const caughtUp = () =>
    expect
      .poll(async () => {
        const [row] = await app.sql<{ last: number }>('SELECT max(position) AS last FROM feed');
        return (await status()).position === String(row?.last);
      }, patience)
      .toBe(true);
  const connected = () => expect.poll(async () => (await status()).connected, patience).toBe(true);
  const feedIds = async () =>
    (
      await app.sql<{ id: string }>(`SELECT 'evt_' || replace(ref::text, '-', '') AS id FROM feed
      WHERE kind = 'event' ORDER BY position`)
    ).map(({ id }) => id);
  const newest = async (count: number) => (await feedIds()).slice(-count);

  it('keeps each message under its subject and its id, in order, in a stream that is made', async () => {
    const { url } = await server();
    const answer = await app.admin('PUT', '/nats', { url });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      url,
      stream: 'POSTERN',
      prefix: 'postern',
      privacy: 'ids',
      cards: false,
      types: [],
      secrets: [],
    });
    await connected();
    for (const event of [{}, { eventNo: 102, eventLevel: 2 }, {}]) await storeEvents(app, event);
    const nats = await client(url);
    await expect.poll(async () => (await keptBy(nats)).map(({ id }) => id), patience).toEqual(await newest(3));
    const kept = await keptBy(nats);
    expect(kept.map(({ subject }) => subject)).toEqual([
      'postern.access.granted',
      'postern.door.forced',
      'postern.access.granted',
    ]);
    for (const { id, headers, body } of kept) {
      expect(body).toMatchObject({ specversion: '1.0', id, data: { pin: '57', cardNo: '***6650' } });
      expect(headers).toMatchObject({
        'Postern-Position': body.position,
        'Content-Type': 'application/cloudevents+json',
      });
    }
    const { config } = await (await jetstreamManager(nats)).streams.info('POSTERN');
    expect(config).toMatchObject({ subjects: ['postern.>'], storage: 'file', retention: 'limits' });
    expect(config.duplicate_window).toBe(600 * 1e9);
    await caughtUp();
    expect(await status()).toMatchObject({ connected: true, error: null });
    // The forced door raises an alarm a moment later, which is published, too.
    const metrics = async () => (await app.request('GET', '/metrics')).text;
    await expect.poll(metrics, patience).toMatch(/^postern_feed_reader_lag_seconds\{reader="nats"\} 0$/m);
    const text = await metrics();
    expect(text).toMatch(/^postern_feed_reader_connected\{reader="nats"\} 1$/m);
    expect(text).toMatch(/^postern_feed_reader_published_total\{reader="nats"\} [3-9]$/m);
  });

  it('keeps nothing twice that is sent again', async () => {
    const { url } = await server();
    await app.admin('PUT', '/nats', { url });
    await connected();
    await storeEvents(app, {}, {});
    const nats = await client(url);
    await expect.poll(async () => (await keptBy(nats)).length, patience).toBe(2);
    const [before] = await newest(2);
    const [place] = await app.sql<{ position: number }>(
      `SELECT position - 1 AS position FROM feed WHERE 'evt_' || replace(ref::text, '-', '') = $1`,
      [before],
    );
    // As a gateway goes on behind one that was killed before it wrote down how far it was.
    await app.admin('PUT', '/nats', { url, after: String(place?.position) });
    await connected();
    await storeEvents(app, {});
    await expect.poll(async () => (await keptBy(nats)).map(({ id }) => id), patience).toEqual(await newest(3));
  });

  it('waits for a server that is away, and loses nothing', async () => {
    const one = await server();
    await app.admin('PUT', '/nats', { url: one.url, stream: 'DOORS', prefix: 'site.north', types: ['access.*'] });
    await connected();
    await storeEvents(app, {});
    await expect.poll(async () => (await status()).publishedAt, patience).not.toBeNull();
    await one.kill();
    await expect.poll(async () => (await status()).connected, patience).toBe(false);
    await storeEvents(app, {}, { eventNo: 200 }, {});
    await expect.poll(async () => String((await status()).error), patience).toContain('refused');
    await one.start();
    const nats = await client(one.url);
    // Events of one instant stand in the order of their ids, so the one that is not wanted may be any of them.
    const [left] = await app.sql<{ id: string }>(
      `SELECT 'evt_' || replace(id::text, '-', '') AS id FROM event WHERE event_no = 200`,
    );
    const wanted = (await newest(4)).filter((id) => id !== left?.id);
    expect(wanted).toHaveLength(3);
    const keptIds = async () => (await keptBy(nats, 'DOORS').catch(() => [])).map(({ id }) => id);
    await expect.poll(keptIds, patience).toEqual(expect.arrayContaining(wanted));
    const kept = await keptBy(nats, 'DOORS');
    expect(new Set(kept.map(({ subject }) => subject))).toEqual(new Set(['site.north.access.granted']));
    expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length);
    await expect.poll(status, patience).toMatchObject({ connected: true, error: null });
  });

  it('proves who it is, and never tells how', async () => {
    const { url } = await server('authorization { user: "postern", password: "s3cret" }');
    const wrong = await app.admin('POST', '/nats/test', { url, username: 'postern', password: 'other' });
    expect(wrong.body).toMatchObject({ ok: false, detail: expect.stringContaining('uthorization') as string });
    const set = await app.admin('PUT', '/nats', { url, username: 'postern', password: 's3cret' });
    expect(set.body).toMatchObject({ username: 'postern', secrets: ['password'] });
    await connected();
    // What a form does not know stays, as long as it goes to the same place.
    await app.admin('PUT', '/nats', { url, username: 'postern', privacy: 'names' });
    await connected();
    expect((await app.admin('POST', '/nats/test', {})).body).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/^connected to .*; the stream POSTERN is there$/) as string,
    });
    const moved = await app.admin('PUT', '/nats', { url: url.replace('127.0.0.1', 'localhost'), username: 'postern' });
    expect(moved.body.secrets).toEqual([]);
    const all = await app.sql<{ text: string }>(
      `SELECT detail::text AS text FROM audit UNION ALL SELECT row_to_json(r)::text FROM feed_reader r`,
    );
    expect(all.map(({ text }) => text).join()).not.toContain('s3cret');
  });

  it('says when a stream does not take what is published', async () => {
    const { url } = await server();
    const nats = await client(url);
    await (await jetstreamManager(nats)).streams.add({ name: 'POSTERN', subjects: ['postern.door.*', 'other.>'] });
    const says = 'the stream POSTERN does not take postern.>; its subjects are postern.door.*, other.>';
    expect((await app.admin('POST', '/nats/test', { url })).body).toMatchObject({ ok: false, detail: says });
    await app.admin('PUT', '/nats', { url });
    await expect.poll(async () => (await status()).error, patience).toBe(says);
    expect((await app.admin('POST', '/nats/test', { url, types: ['door.forced', 'door.held'] })).body.ok).toBe(true);
    const missing = await app.admin('POST', '/nats/test', { url, stream: 'NONE', prefix: 'x' });
    expect(missing.body).toMatchObject({
      ok: true,
      detail: expect.stringContaining('the stream NONE is not there yet: it is made when this is set') as string,
    });
    expect((await (await jetstreamManager(nats)).streams.names().next()).map(String)).toEqual(['POSTERN']);
  });

  it('goes over a WebSocket', async () => {
    const one = await server('WEBSOCKET');
    await app.admin('PUT', '/nats', { url: `ws://127.0.0.1:${one.websocketPort}` });
    await connected();
    await storeEvents(app, {});
    const nats = await client(one.url);
    await expect.poll(async () => (await keptBy(nats)).map(({ id }) => id), patience).toEqual(await newest(1));
  });

  it('is encrypted where the address or a certificate says so, and only with whom is trusted', async () => {
    const { cert, key } = brokerCertificate;
    const folder = await mkdtemp(join(tmpdir(), 'postern-nats-tls-'));
    await writeFile(join(folder, 'cert.pem'), cert);
    await writeFile(join(folder, 'key.pem'), key);
    const files = `cert_file: "${folder}/cert.pem", key_file: "${folder}/key.pem"`;
    const one = await server(`tls { ${files} }`);
    const tried = async (url: string, ca?: string) =>
      (await app.admin('POST', '/nats/test', { url, ...(ca === undefined ? {} : { ca }) })).body as {
        ok: boolean;
        detail: string;
      };
    // By its name and by its address; both stand in the certificate.
    expect(await tried(`tls://localhost:${one.port}`, cert)).toMatchObject({ ok: true });
    expect(await tried(`nats://127.0.0.1:${one.port}`, cert)).toMatchObject({ ok: true });
    const stranger = await tried(`tls://localhost:${one.port}`);
    expect([stranger.ok, stranger.detail]).toEqual([false, expect.stringMatching(/self.signed|certificate/i)]);
    const plain = await server();
    expect(await tried(plain.url, cert)).toMatchObject({ ok: false, detail: expect.stringMatching(/tls/i) as string });
    await app.admin('PUT', '/nats', { url: `tls://localhost:${one.port}`, ca: cert });
    await connected();
    await storeEvents(app, {});
    await caughtUp();
    expect(await status()).toMatchObject({ connected: true, error: null });
    await rm(folder, { recursive: true });
  });

  it('says that a server has no JetStream', async () => {
    const { url } = await server('no_auth_user: ""\naccounts { A { users: [ { user: a, password: a } ] } }');
    const answer = await app.admin('POST', '/nats/test', { url, username: 'a', password: 'a' });
    expect(answer.body).toMatchObject({ ok: false, detail: expect.stringMatching(/jetstream/i) as string });
  });
});
