import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { storeEvents } from '../../support/events.js';
import { KafkaDouble } from '../../support/kafka-double.js';

const patience = { timeout: 60_000, interval: 30 };

/** Against a test double of the protocol: no Kafka was seen by these tests. */
describe('Kafka, as a test double of its protocol', () => {
  let app: TestApp;
  const doubles: KafkaDouble[] = [];
  beforeAll(async () => {
    app = await startApp();
  });
  afterEach(async () => {
    await app.admin('DELETE', '/kafka');
    for (const double of doubles.splice(0)) await double.stop();
  });
  afterAll(() => app.stop());

  async function broker(options: Parameters<typeof KafkaDouble.start>[0] = {}): Promise<KafkaDouble> {
    const double = await KafkaDouble.start(options);
    doubles.push(double);
    return double;
  }
  const put = (body: object) => app.admin('PUT', '/kafka', body);
  const test = async (body: object) => (await app.admin('POST', '/kafka/test', body)).body as object;
  const status = async () => (await app.admin('GET', '/kafka')).body.status as Record<string, unknown>;
  /** Everything that is in the feed has been published. */
  const caughtUp = () =>
    expect
      .poll(async () => {
        const [row] = await app.sql<{ last: number }>('SELECT max(position) AS last FROM feed');
        return (await status()).position === String(row?.last);
      }, patience)
      .toBe(true);
  const connected = () => expect.poll(async () => (await status()).connected, patience).toBe(true);
  const newest = async (count: number) =>
    (
      await app.sql<{ id: string }>(`SELECT 'evt_' || replace(ref::text, '-', '') AS id FROM feed
        WHERE kind = 'event' ORDER BY position`)
    )
      .map(({ id }) => id)
      .slice(-count);
  const idsOf = ({ records }: KafkaDouble) => records.map(({ headers }) => headers.id);

  it('gets each message with its id, its position and its type, those of a device in order', async () => {
    const double = await broker({ topics: { 'postern.events': 3 } });
    const answer = await put({ brokers: [double.address], clientId: 'doors' });
    expect(answer.body).toMatchObject({
      brokers: [double.address],
      clientId: 'doors',
      topic: 'postern.events',
      tls: false,
      sasl: null,
      privacy: 'ids',
      secrets: [],
    });
    await connected();
    const panels = ['A', 'B', 'C', 'D', 'E'];
    for (let round = 0; round < 3; round++) for (const sn of panels) await storeEvents(app, { sn });
    await expect.poll(() => double.records.length, patience).toBe(15);
    expect(idsOf(double).sort()).toEqual((await newest(15)).sort());
    for (const { key, value, headers, topic } of double.records) {
      const body = JSON.parse(value) as { id: string; position: string; type: string; time: string; data: object };
      expect(topic).toBe('postern.events');
      expect(body).toMatchObject({ specversion: '1.0', data: { sn: key } });
      expect(headers).toEqual({
        id: body.id,
        position: body.position,
        type: 'access.granted',
        'content-type': 'application/cloudevents+json',
        timestamp: String(Date.parse(body.time)),
      });
    }
    for (const sn of panels) {
      const own = double.records.filter(({ key }) => key === sn);
      expect(new Set(own.map(({ partition }) => partition)).size).toBe(1);
      const positions = own.map(({ headers }) => Number(headers.position));
      expect(positions).toEqual([...positions].sort((one, other) => one - other));
    }
    expect(new Set(double.records.map(({ partition }) => partition)).size).toBeGreaterThan(1);
    // All replicas, and a producer that the broker knows.
    expect([...double.acks]).toEqual([-1]);
    expect([...double.clientIds]).toEqual(['doors']);
  });

  it('has a topic for each type where that is set', async () => {
    const double = await broker({ autocreate: true });
    await put({ brokers: [double.address], topic: 'site-1.{type}' });
    await connected();
    for (const event of [{}, { eventNo: 102, eventLevel: 2 }]) await storeEvents(app, event);
    await expect
      .poll(() => double.records.map(({ topic }) => topic), patience)
      .toEqual(['site-1.access.granted', 'site-1.door.forced']);
  });

  it('is waited for when it is away, and loses nothing', async () => {
    const double = await broker({ topics: { 'postern.events': 1 } });
    await put({ brokers: [double.address] });
    await connected();
    await storeEvents(app, {});
    await expect.poll(() => double.records.length, patience).toBe(1);
    await double.stop();
    await storeEvents(app, {}, {}, {});
    await expect.poll(async () => (await status()).connected, patience).toBe(false);
    expect((await status()).error).not.toBeNull();
    await double.start();
    const ids = await newest(4);
    await expect.poll(() => idsOf(double), patience).toEqual(ids);
  });

  it('gets again what it took without saying so, and what it refused', async () => {
    const double = await broker({ topics: { 'postern.events': 1 } });
    await put({ brokers: [double.address] });
    await connected();
    double.cutAfter = 1;
    await storeEvents(app, {});
    await caughtUp();
    const [id] = await newest(1);
    expect(new Set(idsOf(double))).toEqual(new Set([id]));
    // 10: the batch is larger than the broker takes, and it says so without being asked twice.
    double.refuse = [10];
    await storeEvents(app, {});
    const [next] = await newest(1);
    await expect.poll(() => idsOf(double), patience).toContain(next);
  });

  it('is told who we are, and that is never shown', async () => {
    const double = await broker({ topics: { 'postern.events': 1 }, user: 'postern:s3cret' });
    const sasl = { mechanism: 'PLAIN', username: 'postern', password: 's3cret' };
    const brokers = [double.address];
    expect(await test({ brokers, sasl: { ...sasl, password: 'other' } })).toMatchObject({ ok: false });
    expect(await test({ brokers, sasl })).toMatchObject({
      ok: true,
      detail: 'connected to a cluster of 1; the topic postern.events has 1 partition',
    });
    const set = await put({ brokers, sasl });
    expect(set.body).toMatchObject({ sasl: { mechanism: 'PLAIN', username: 'postern' }, secrets: ['password'] });
    expect(set.text).not.toContain('s3cret');
    await connected();
    // The form does not know the password.
    expect((await put({ brokers, sasl: { mechanism: 'PLAIN', username: 'postern' } })).body.secrets).toEqual([
      'password',
    ]);
    await connected();
    expect((await put({ brokers, sasl: { mechanism: 'PLAIN', username: 'other' } })).body.errors).toMatchObject([
      { field: 'sasl.password', code: 'missing' },
    ]);
    const all = await app.sql<{ text: string }>(
      `SELECT detail::text AS text FROM audit UNION ALL SELECT row_to_json(r)::text FROM feed_reader r`,
    );
    expect(all.map(({ text }) => text).join()).not.toContain('s3cret');
  });

  it('is tried without being written to', async () => {
    const double = await broker();
    const brokers = [double.address];
    expect(await test({ brokers, topic: 'none' })).toMatchObject({
      ok: true,
      detail:
        'connected to a cluster of 1; there is no topic none yet: it is made with the first message, if the broker allows that',
    });
    await double.stop();
    expect(await test({ brokers })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('127.0.0.1') as string,
    });
    expect(double.records).toEqual([]);
  });

  it('is not followed to an address where no broker may be', async () => {
    const double = await broker({ topics: { 'postern.events': 1 }, advertised: '169.254.169.254' });
    expect(await test({ brokers: [double.address] })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('169.254.169.254 is an address of the link') as string,
    });
    await put({ brokers: [double.address] });
    await expect.poll(async () => String((await status()).error), patience).toContain('169.254.169.254');
  });
});
