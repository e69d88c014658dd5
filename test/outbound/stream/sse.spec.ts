import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, apiToken, startApp, type TestApp } from '../../support/app.js';
import { EventStream } from '../../support/event-stream.js';
import { storeEvents } from '../../support/events.js';

const patience = { timeout: 60_000 };

let app: TestApp;
const open: EventStream[] = [];
beforeAll(async () => {
  app = await startApp({ isNoted: false });
  await app.admin('POST', '/persons', { pin: '57', name: 'Ann', lastName: 'Lee' });
  await app.admin('POST', '/areas', { code: 'north', name: 'North' });
  await app.admin('POST', '/areas', { code: 'hall', name: 'Hall', parentCode: 'north' });
  await app.admin('POST', '/devices', { sn: 'S-hall', areaCode: 'hall' });
});
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});
afterAll(() => app.stop());

const byAdmin = { authorization: `Bearer ${adminToken}` };

async function opened(path: string, headers: Record<string, string> = byAdmin): Promise<EventStream> {
  const stream = await EventStream.open(`${app.url}${path}`, headers);
  open.push(stream);
  return stream;
}

/** A stream that has had its first frame. */
async function follow(query = '', headers: Record<string, string> = byAdmin): Promise<EventStream> {
  const stream = await opened(`/admin/v1/events/stream?${query}`, headers);
  expect(stream.status).toBe(200);
  await expect.poll(() => stream.lastId, patience).not.toBeNull();
  return stream;
}

const datas = (stream: EventStream) =>
  stream.messages.map(({ data }) => data as { type: string; data: { pin: string } });
const pins = (stream: EventStream) => datas(stream).map(({ data }) => data.pin);

/** Changes of people have got their places. */
const settled = () => expect.poll(() => app.sql('SELECT id FROM feed_pending'), patience).toEqual([]);
const last = async () => Number((await app.sql<{ n: number }>('SELECT max(position) AS n FROM feed'))[0]?.n);

describe('the stream of the admin API', () => {
  it('begins with how long to wait and where it is, before anything happens', async () => {
    await settled();
    const stream = await follow();
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(stream.text).toBe(`retry: 3000\nid: ${await last()}\n\n`);
  });

  it('sends each message as one line of data without a name, with its position', async () => {
    const stream = await follow();
    await storeEvents(app, { pin: '57' });
    await expect.poll(() => stream.messages.length, patience).toBe(1);
    const [message] = stream.messages;
    expect(message).toMatchObject({
      event: 'message',
      data: {
        specversion: '1.0',
        type: 'access.granted',
        subject: 'device/7633223440032',
        data: { pin: '57', name: 'Ann', lastName: 'Lee', cardNo: '9606650' },
      },
    });
    expect(message?.id).toBe(message?.data.position);
    expect(stream.text).toMatch(/\n\nid: \d+\ndata: \{[^\n]*\}\n\n$/);
  });

  it.each([
    ['types=access.denied', ['61']],
    ['types=access.*', ['60', '61', '62']],
    ['types=door.forced,access.denied', ['61', '']],
    ['sn=OTHER', ['62']],
    ['doorId=D1', ['60']],
    ['pin=61', ['61']],
    ['areaCode=north', ['62', '63']],
    ['minLevel=1', ['61', '']],
    ['minLevel=2', ['']],
  ])('is chosen by %s', async (query, wanted) => {
    const stream = await follow(`types=access.*,door.*,attendance.*&${query}`.replace(/^types=[^&]*&types/, 'types'));
    const north = query.startsWith('areaCode');
    await storeEvents(
      app,
      { pin: '60', doorId: 'D1' },
      { pin: '61', eventNo: 23, eventLevel: 1 },
      { pin: '62', sn: north ? 'S-hall' : 'OTHER' },
      { pin: '', eventNo: 102, eventLevel: 2 },
      ...(north ? [{ pin: '63', sn: 'S-hall' }] : []),
    );
    await expect.poll(() => pins(stream).length, patience).toBeGreaterThanOrEqual(wanted.length);
    expect([...pins(stream)].sort()).toEqual([...wanted].sort());
  });

  it('goes on behind the last message that its reader has seen, whatever its address says', async () => {
    const first = await follow();
    await storeEvents(app, { pin: '70' });
    await storeEvents(app, { pin: '71' });
    await expect.poll(() => pins(first), patience).toEqual(['70', '71']);
    const seen = String(first.messages[0]?.id);
    const again = await follow('after=now', { ...byAdmin, 'last-event-id': seen });
    await expect.poll(() => pins(again), patience).toEqual(['71']);
    const after = await follow(`after=${seen}`);
    await expect.poll(() => pins(after), patience).toEqual(['71']);
    const all = await follow('after=start&types=access.*');
    await expect.poll(() => pins(all), patience).toContain('57');
  });

  it.each([
    ['types=no.such', 400, 'types'],
    ['areaCode=nowhere', 400, 'areaCode'],
    ['after=yesterday', 400, 'after'],
    ['minLevel=3', 400, 'minLevel'],
    ['level=1', 400, 'level'],
  ])('refuses %s', async (query, status, field) => {
    const { status: answered, body } = await app.admin('GET', `/events/stream?${query}`);
    expect([answered, body.errors[0].field]).toEqual([status, field]);
  });

  it('refuses a cursor that was not given yet', async () => {
    const ahead = String((await last()) + 5);
    const { status, body } = await app.admin('GET', `/events/stream?after=${ahead}`);
    expect({ status, ...body }).toMatchObject({
      status: 409,
      type: 'about:blank',
      code: 'cursorAhead',
      last: String(await last()),
    });
  });

  it('ends within seconds when its token is revoked', async () => {
    const { body } = await app.admin('POST', '/api-tokens', { name: 'watcher', scopes: ['admin:events'] });
    const stream = await follow('', { authorization: `Bearer ${String(body.token)}` });
    await app.admin('DELETE', `/api-tokens/${String(body.id)}`);
    await expect.poll(() => stream.isEnded, { timeout: 60_000 }).toBe(true);
  });

  it('ends when its token expires', async () => {
    const { body } = await app.admin('POST', '/api-tokens', { name: 'short', scopes: ['admin'] });
    const stream = await follow('', { authorization: `Bearer ${String(body.token)}` });
    await app.sql(`UPDATE api_token SET expires_at = now() WHERE id = $1`, [body.id]);
    await expect.poll(() => stream.isEnded, { timeout: 60_000 }).toBe(true);
  });

  it('ends where the feed was cut in front of it, and leaves nothing out without a word', async () => {
    const stream = await follow('types=access.*');
    await storeEvents(app, { pin: '57' });
    await expect.poll(() => stream.messages.length, patience).toBe(1);
    // As if the retention had taken fifty entries that it had not read yet.
    const [row] = await app.sql<{ given: number }>(
      `SELECT setval('feed_position', last_value + 100) - 100 AS given FROM feed_position`,
    );
    await app.sql('UPDATE feed_horizon SET position = $1', [Number(row?.given) + 50]);
    await storeEvents(app, { pin: '57' });
    await expect.poll(() => stream.isEnded, patience).toBe(true);
    expect(stream.messages).toHaveLength(1);
    await app.sql('UPDATE feed_horizon SET position = 0');
  });

  it('answers HEAD with its headers alone', async () => {
    const { status, text, headers } = await app.request('HEAD', '/admin/v1/events/stream', { headers: byAdmin });
    expect([status, text, headers.get('content-type')]).toEqual([200, '', 'text/event-stream; charset=utf-8']);
  });
});

describe('the stream of the API', () => {
  it.each([
    ['an address', `?access_token=${apiToken}`, {}],
    ['a header', '', { authorization: `Bearer ${apiToken}` }],
  ])('opens for a token in %s', async (_, query, headers) => {
    const stream = await opened(`/api/v3/events/stream${query}`, headers);
    await expect.poll(() => stream.lastId, patience).not.toBeNull();
    await storeEvents(app, { pin: '57' });
    await expect.poll(() => stream.messages.length, patience).toBe(1);
    expect(stream.messages[0]?.data.data).toMatchObject({ name: 'Ann', cardNo: '9606650' });
  });

  it('opens for the scope events, and for no other', async () => {
    const made = async (scope: string) =>
      String((await app.admin('POST', '/api-tokens', { name: scope, scopes: [scope] })).body.token);
    const stream = await opened('/api/v3/events/stream', { access_token: await made('events') });
    expect(stream.status).toBe(200);
    const refused = await opened('/api/v3/events/stream', { access_token: await made('person') });
    expect(refused.status).toBe(403);
  });

  it('refuses in its own form', async () => {
    const { status, body } = await app.api('GET', `/api/v3/events/stream?after=${(await last()) + 5}`);
    expect([status, body.code, body.data]).toEqual([409, -1, { last: String(await last()) }]);
    const { status: answered, body: wrong } = await app.api('GET', '/api/v3/events/stream?types=none');
    expect([answered, wrong.code, wrong.data]).toEqual([200, -1, null]);
  });
});
