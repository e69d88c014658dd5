import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FeedListService } from '../../../src/outbound/stream/feed-list.service.js';
import { FeedDrainService } from '../../../src/modules/transaction/feed-drain.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { storeEvents } from '../../support/events.js';
import { faultsOf } from '../../support/message-check.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.admin('POST', '/persons', { pin: '57', name: 'Ann', lastName: 'Lee' });
  await app.app.get(FeedDrainService).take();
  for (const pin of ['1', '2', '3']) await storeEvents(app, { pin });
  await storeEvents(app, { pin: '4', eventNo: 23, eventLevel: 1 });
});
afterAll(() => app.stop());

interface Page {
  readonly items: { readonly type: string; readonly position: string; readonly data: { readonly pin: string } }[];
  readonly nextCursor: string;
}

const read = async (query: string): Promise<Page> => {
  const { status, body } = await app.admin('GET', `/feed?${query}`);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body as Page;
};
const pins = ({ items }: Page) => items.map(({ data }) => data.pin);

describe('GET /admin/v1/feed', () => {
  it('begins with the oldest message and goes on where it ended', async () => {
    const first = await read('limit=2');
    expect(first.items.map(({ type }) => type)).toEqual(['person.created', 'access.granted']);
    expect(first.nextCursor).toBe(first.items[1]?.position);
    const second = await read(`limit=2&after=${first.nextCursor}`);
    expect(pins(second)).toEqual(['2', '3']);
    const rest = await read(`after=${second.nextCursor}`);
    expect(pins(rest)).toEqual(['4']);
    const nothing = await read(`after=${rest.nextCursor}`);
    expect(nothing).toEqual({ items: [], nextCursor: rest.nextCursor });
    expect([...first.items, ...second.items, ...rest.items].flatMap(faultsOf)).toEqual([]);
    expect(pins(await read(`after=start`))).toEqual(['57', '1', '2', '3', '4']);
  });

  it('moves its cursor past what does not match', async () => {
    const { items, nextCursor } = await read('types=door.*');
    expect(items).toEqual([]);
    expect(nextCursor).toBe((await read('')).nextCursor);
    expect(pins(await read('types=access.denied,person.created'))).toEqual(['57', '4']);
    expect(pins(await read('minLevel=1'))).toEqual(['4']);
  });

  it('waits for what comes, and for no longer than it was told', async () => {
    const { nextCursor } = await read('after=now');
    const waiting = read(`after=${nextCursor}&wait=20&types=access.granted`);
    await expect.poll(() => metric('postern_long_polls'), { timeout: 60_000 }).toBe(1);
    await storeEvents(app, { pin: '5', eventNo: 23, eventLevel: 1 });
    await storeEvents(app, { pin: '6' });
    expect(pins(await waiting)).toEqual(['6']);
    const end = await read('after=now');
    expect(await read(`after=now&wait=1`)).toEqual({ items: [], nextCursor: end.nextCursor });
  });

  it('shows names and cards', async () => {
    await storeEvents(app, { pin: '57' });
    const { items } = await read('pin=57&types=access.*');
    expect(items.at(-1)).toMatchObject({ data: { name: 'Ann', lastName: 'Lee', cardNo: '9606650' } });
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=1001', 'limit'],
    ['wait=26', 'wait'],
    ['after=-1', 'after'],
    ['types=access', 'types'],
    ['areaCode=nowhere', 'areaCode'],
    ['kinds=event', 'kinds'],
  ])('refuses %s', async (query, field) => {
    const { status, body } = await app.admin('GET', `/feed?${query}`);
    expect([status, body.errors[0].field]).toEqual([400, field]);
  });

  it('refuses a cursor that was not given yet', async () => {
    const { nextCursor } = await read('after=now');
    const { status, body } = await app.admin('GET', `/feed?after=${Number(nextCursor) + 1}`);
    expect([status, body.type, body.status, body.code, body.last]).toEqual([
      ...[409, 'about:blank', 409, 'cursorAhead'],
      nextCursor,
    ]);
  });

  it('opens for the scope admin:feed', async () => {
    const token = async (scope: string) =>
      String((await app.admin('POST', '/api-tokens', { name: scope, scopes: [scope] })).body.token);
    const call = async (scope: string, path: string) =>
      (await app.request('GET', path, { headers: { authorization: `Bearer ${await token(scope)}` } })).status;
    expect(await call('admin:feed', '/admin/v1/feed')).toBe(200);
    expect(await call('admin:feed', '/admin/v1/events')).toBe(403);
    expect(await call('admin:events', '/admin/v1/feed')).toBe(403);
  });
});

describe('GET /api/v3/events', () => {
  it('answers in the envelope of the facade', async () => {
    const { status, body } = await app.api('GET', '/api/v3/events?types=access.denied&limit=1');
    expect([status, body.code, body.message]).toEqual([200, 0, 'success']);
    expect(body.data.items[0]).toMatchObject({ type: 'access.denied', data: { pin: '4', cardNo: '9606650' } });
    expect(body.data.nextCursor).toBe(body.data.items[0].position);
  });

  it.each([
    ['limit=0', 200],
    ['wait=26', 200],
    ['after=soon', 200],
    ['types=no.such', 200],
    ['after=900000000000000', 409],
  ])('refuses %s', async (query, wanted) => {
    const { status, body } = await app.api('GET', `/api/v3/events?${query}`);
    expect([status, body.code]).toEqual([wanted, -1]);
  });
});

describe('a cursor in front of the horizon', () => {
  it('is told which is the oldest', async () => {
    const horizon = Number((await read('after=now&types=door.*')).nextCursor);
    await app.sql('UPDATE feed_horizon SET position = $1', [horizon]);
    const admin = await app.admin('GET', '/feed?after=1');
    expect([admin.status, admin.body]).toEqual([
      410,
      {
        type: 'about:blank',
        title: 'cursor too old',
        status: 410,
        code: 'cursorTooOld',
        oldest: String(horizon),
        detail: expect.stringContaining(String(horizon)) as string,
        instance: '/admin/v1/feed',
      },
    ]);
    const stream = await app.admin('GET', '/events/stream?after=1');
    expect([stream.status, stream.body.code, stream.body.oldest]).toEqual([410, 'cursorTooOld', String(horizon)]);
    for (const path of ['/api/v3/events', '/api/v3/events/stream']) {
      const { status, body } = await app.api('GET', `${path}?after=1`);
      expect([status, body.code, body.data]).toEqual([410, -1, { oldest: String(horizon) }]);
    }
    expect((await read(`after=${horizon}`)).items).toEqual([]);
    expect((await read('after=start')).items).toEqual([]);
    // The cut came while it was read, and its page is full all the same.
    const view = { privacy: 'ids', cards: false } as const;
    const page = { after: 1, limit: 1, wait: 0, matches: () => true, view, reader: null };
    await expect(app.app.get(FeedListService).read(page, AbortSignal.timeout(30_000))).rejects.toMatchObject({
      reason: 'cursorTooOld',
    });
    await app.sql('UPDATE feed_horizon SET position = 0');
  });

  it('is told so by the list of events too, once they are gone', async () => {
    const horizon = Number((await read('after=now&types=door.*')).nextCursor);
    await app.sql('UPDATE feed_horizon SET position = $1', [horizon]);
    // An earlier release kept events for longer than all else.
    expect((await app.admin('GET', '/events?after=1')).status).toBe(200);
    await app.sql('DELETE FROM feed WHERE position <= $1', [horizon]);
    const { status, body } = await app.admin('GET', '/events?after=1');
    expect([status, body.code, body.oldest]).toEqual([410, 'cursorTooOld', String(horizon)]);
    for (const after of ['', 'after=0', `after=${horizon}`]) {
      expect((await app.admin('GET', `/events?${after}`)).status).toBe(200);
    }
    await app.sql('UPDATE feed_horizon SET position = 0');
  });
});

async function metric(name: string): Promise<number | undefined> {
  const { text } = await app.request('GET', '/metrics');
  const [, value] = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\d+)$`, 'm').exec(text) ?? [];
  return value === undefined ? undefined : Number(value);
}

it('is counted', async () => {
  const { nextCursor } = await read('after=now');
  expect(await metric('postern_feed_position')).toBe(Number(nextCursor));
  expect(await metric('postern_feed_horizon_position')).toBe(0);
  await expect.poll(() => metric('postern_feed_pending'), { timeout: 60_000 }).toBe(0);
  expect(await metric('postern_sse_streams')).toBe(0);
  const { text } = await app.request('GET', '/metrics');
  expect(text).toMatch(/^postern_stream_messages_total\{reader="poll"\} [1-9]\d*$/m);
  expect(text).toMatch(/^postern_stream_messages_total\{reader="sse"\} 0$/m);
  expect(text).toMatch(/^postern_stream_closed_total\{reason="unread"\} 0$/m);
});
