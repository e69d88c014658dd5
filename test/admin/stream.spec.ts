import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { version } from '../../src/platform/version.js';
import { adminToken, startApp, type TestApp } from '../support/app.js';
import { EventStream } from '../support/event-stream.js';
import { fromFeed } from '../support/feed.js';
import { RawDevice, registryCode } from '../support/raw-device.js';

const password = 'a long password';
const patience = { timeout: 60_000 };

let app: TestApp;
const open: EventStream[] = [];
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' }, isNoted: false });
  for (const site of ['north', 'south']) {
    await made('/areas', { code: site, name: site });
    await made('/departments', { code: site, name: site });
    await made('/persons', { pin: site === 'north' ? '101' : '102', name: `Of ${site}`, deptCode: site });
    // One that is silent for a while does not go offline: that would be an event, too.
    const quirks = { keepClock: true, requestDelay: 60 };
    await made('/devices', { sn: `S-${site}`, areaCode: site, quirks });
    await registryCode(new RawDevice(app, `S-${site}`), 'DeviceType=acc,LockCount=2,ReaderCount=2');
  }
});
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});
afterAll(() => app.stop());

async function made(path: string, body: object): Promise<void> {
  expect([path, (await app.admin('POST', path, body)).status]).toEqual([path, 201]);
}

let operators = 0;
interface Signed {
  readonly operatorId: string;
  readonly authorization: string;
}

/** A new operator with a session. */
async function signedIn(operator: object): Promise<Signed> {
  const name = `op${++operators}`;
  const { body, status } = await app.admin('POST', '/operators', { name, password, ...operator });
  expect(status).toBe(201);
  const session = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  return { operatorId: body.id as string, authorization: `Bearer ${String(session.body.token)}` };
}

const byToken = `Bearer ${adminToken}`;

/** An open stream that has said hello. */
async function follow(query = '', headers: Record<string, string> = {}): Promise<EventStream> {
  const stream = await EventStream.open(`${app.url}/admin/v1/stream?${query}`, {
    authorization: byToken,
    ...headers,
  });
  open.push(stream);
  expect(stream.status).toBe(200);
  await expect.poll(() => stream.lastId, patience).not.toBeNull();
  return stream;
}

let index = 0;
/** Events of a person at the first door of a site. */
async function pass(site: string, pin: string, count = 1): Promise<void> {
  const rows = Array.from({ length: count }, () => {
    const at = `2026-03-02 08:${String(Math.floor(++index / 60) % 60).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`;
    return `time=${at}\tpin=${pin}\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=${index}`;
  });
  await new RawDevice(app, `S-${site}`).events(rows.join('\r\n'));
}

let second = 0;
const report = (site: string, signs: string) =>
  new RawDevice(app, `S-${site}`).post(
    '/iclock/cdata?table=rtstate',
    `time=2026-03-02 09:${String(Math.floor(++second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}\t${signs}`,
  );

describe('a stream', () => {
  it('begins with a hello, and with headers that no proxy keeps to itself', async () => {
    const positionNow = async () => Number((await app.admin('GET', '/doors')).headers.get('x-position'));
    const before = await positionNow();
    const stream = await follow();
    const behind = await positionNow();
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    const [hello] = stream.messages;
    expect(hello).toMatchObject({ event: 'hello', id: hello?.data.position as unknown, data: { version } });
    // What was set up may get its place meanwhile.
    expect(Number(hello?.id)).toBeGreaterThanOrEqual(before);
    expect(Number(hello?.id)).toBeLessThanOrEqual(behind);
  });

  it('tells of everything in batches, each with its position, door states by the last one', async () => {
    const stream = await follow();
    await pass('north', '101', 3);
    await expect.poll(() => stream.of('event').length, patience).toBe(3);
    expect(stream.of('event')[0]).toMatchObject({
      position: expect.stringMatching(/^\d+$/) as unknown,
      at: expect.stringMatching(/Z$/) as unknown,
      data: { sn: 'S-north', pin: '101', name: 'Of north', eventNo: 0, outcome: 'granted' },
    });
    const batches = stream.named('batch');
    for (const { id, data } of batches) {
      const positions = (data.items as { position: string }[]).map(({ position }) => Number(position));
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
      expect(Number(id)).toBeGreaterThanOrEqual(Math.max(...positions));
    }
    await report('north', 'sensor=06\trelay=01\talarm=0100');
    await expect
      .poll(() => stream.of('door').findLast(({ data }) => data.name === 'S-north-1')?.data as unknown, patience)
      .toMatchObject({
        sn: 'S-north',
        areaCode: 'north',
        state: { connection: 'online', position: 'open', lock: 'unlocked', alarms: ['forced'] },
      });
    await app.admin('PATCH', '/persons/101', { lastName: 'Later' });
    await expect
      .poll(() => stream.of('person').at(-1)?.data as unknown, patience)
      .toEqual({ pin: '101', what: 'changed' });
    await app.admin('PATCH', '/devices/S-south', { name: 'Southern' });
    await expect
      .poll(() => stream.of('device').map(({ data }) => data as unknown), patience)
      .toContainEqual({ sn: 'S-south', what: 'changed' });
    const { body } = await app.admin('POST', '/devices/S-south/commands', { command: 'CONTROL DEVICE 03000000' });
    await app.admin('POST', `/commands/${String(body.id)}/cancel`);
    await expect
      .poll(() => stream.of('command').findLast(({ data }) => data.id === body.id)?.data as unknown, patience)
      .toMatchObject({ id: body.id, sn: 'S-south', status: 'cancelled' });
  });

  it('of which only some topics are wanted is silent about the others, and refuses what is none', async () => {
    const stream = await follow('topics=door,person');
    await pass('north', '101');
    await report('north', 'sensor=05\trelay=00\talarm=0000');
    await expect.poll(() => stream.of('door').length, patience).toBeGreaterThan(0);
    expect(stream.items.map(({ topic }) => topic)).not.toContain('event');
    const { status, body } = await app.admin('GET', '/stream?topics=weather');
    expect([status, body.errors]).toMatchObject([400, [{ field: 'topics' }]]);
  });

  it('tells of many changes of a door by the last of them', async () => {
    const first = await follow('topics=door');
    const from = first.lastId;
    for (let turn = 0; turn < 6; turn++) {
      await report('south', `sensor=0${turn % 2 === 0 ? 6 : 5}\trelay=00\talarm=0000`);
    }
    // What the gateway itself has not read yet comes as a batch of its own.
    const newest = await fromFeed<{ position: string }>(
      app,
      `SELECT position FROM feed WHERE kind = 'doorState' ORDER BY position DESC LIMIT 1`,
    );
    await expect.poll(() => Number(first.lastId), patience).toBeGreaterThanOrEqual(Number(newest[0]?.position));
    const late = await follow(`topics=door&after=${String(from)}`);
    const told = () => late.of('door').filter(({ data }) => data.name === 'S-south-1');
    await expect.poll(() => told().at(-1)?.data.state?.position as unknown, patience).toBe('closed');
    expect(told()).toHaveLength(1);
  });

  it('is continued by Last-Event-ID, before after, without loss and without doubling', async () => {
    const first = await follow('topics=event');
    const begin = first.lastId;
    await pass('north', '101', 5);
    await expect.poll(() => first.of('event').length, patience).toBe(5);
    const seen = first.lastId;
    first.close();
    await pass('north', '101', 700);
    const second = await follow(`topics=event&after=${String(begin)}`, { 'last-event-id': String(seen) });
    await pass('north', '101', 5);
    await expect.poll(() => second.of('event').length, patience).toBe(705);
    const positions = [...first.of('event'), ...second.of('event')].map(({ position }) => Number(position));
    expect(new Set(positions).size).toBe(710);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    const whole = await follow(`topics=event&after=${String(begin)}`);
    await expect.poll(() => whole.of('event').length, patience).toBe(710);
    expect(whole.of('event').map(({ position }) => Number(position))).toEqual(positions);
  });

  it('misses nothing and doubles nothing where readers come while events do', async () => {
    const from = (await follow('topics=event')).lastId;
    const streams: EventStream[] = [];
    for (let round = 0; round < 4; round++) {
      const coming = follow(`topics=event&after=${String(from)}`);
      await pass('south', '102', 150);
      streams.push(await coming);
    }
    for (const stream of streams) {
      await expect.poll(() => stream.of('event').length, patience).toBe(600);
      expect(new Set(stream.of('event').map(({ position }) => position)).size).toBe(600);
    }
  });

  it('is reset where the reader was never here, is too far behind, or saw what is gone', async () => {
    for (const after of ['999999999999', 'nonsense']) {
      const stream = await follow('', { 'last-event-id': after });
      const position = stream.messages[0]?.data.position as unknown;
      await expect.poll(() => stream.named('reset').length, patience).toBe(1);
      expect(stream.named('reset')[0]?.data).toEqual({ position });
    }
    const { lastId } = await follow();
    await app.sql(
      `INSERT INTO feed (position, kind, sn, ref)
       SELECT nextval('feed_position'), 'identification', '', 'x' FROM generate_series(1, 10001)`,
    );
    const late = await follow(`after=${String(lastId)}`);
    await expect.poll(() => late.named('reset').length, patience).toBe(1);
    await pass('north', '101');
    await expect.poll(() => late.of('event').length, patience).toBe(1);
    await app.sql(`DELETE FROM feed WHERE kind = 'identification'`);
    await app.sql('UPDATE feed_horizon SET position = $1::bigint + 1', [lastId]);
    const old = await follow(`after=${String(lastId)}`);
    await expect.poll(() => old.named('reset').length, patience).toBe(1);
  });

  it('keeps little for a reader that takes nothing: it is reset when it goes on', async () => {
    const stream = await follow('topics=event');
    const fast = await follow('topics=event');
    stream.pause();
    // More than the sockets between the two hold.
    const count = 24_000;
    for (let sent = 0; sent < count; sent += 1_000) await pass('north', '101', 1_000);
    await expect.poll(() => fast.of('event').length, patience).toBe(count);
    stream.resume();
    await expect.poll(() => stream.named('reset').length, patience).toBe(1);
    expect(stream.of('event').length).toBeLessThan(count);
    await pass('north', '101');
    await expect.poll(() => stream.messages.at(-1)?.event, patience).toBe('batch');
  });
});

describe('an operator', () => {
  it('is told what is in its own areas, without people of other departments', async () => {
    const [north, south] = await Promise.all(
      ['north', 'south'].map(async (site) => {
        const { authorization } = await signedIn({ role: 'operator', areaCodes: [site], departmentCodes: [site] });
        return follow('', { authorization });
      }),
    );
    await pass('north', '101');
    await pass('north', '102');
    await pass('south', '102');
    await report('north', 'sensor=06\trelay=00\talarm=0000');
    await report('south', 'sensor=06\trelay=00\talarm=0000');
    await app.admin('PATCH', '/persons/101', { lastName: 'North' });
    await app.admin('PATCH', '/persons/102', { lastName: 'South' });
    for (const [stream, own, pins] of [
      [north, 'north', ['101', '']],
      [south, 'south', ['102']],
    ] as const) {
      await expect.poll(() => stream?.of('person').length, patience).toBe(1);
      await expect.poll(() => stream?.of('event').map(({ data }) => data.pin as string), patience).toEqual(pins);
      await expect.poll(() => stream?.of('door').length, patience).toBeGreaterThan(0);
      const sns = stream?.items.flatMap(({ data }) => (data.sn as string | undefined) ?? []);
      expect(new Set(sns)).toEqual(new Set([`S-${own}`]));
      expect(stream?.of('person')[0]?.data.pin).toBe(own === 'north' ? '101' : '102');
    }
    expect(JSON.stringify(north?.items)).not.toContain('Of south');
  });

  it('is told of the topics of its permissions alone', async () => {
    const { authorization } = await signedIn({ role: 'guard' });
    const stream = await follow('', { authorization });
    expect(stream.messages[0]?.data.topics).toEqual(['event', 'door', 'alarm', 'person', 'visit', 'inside']);
    await app.admin('PATCH', '/devices/S-south', { name: 'South again' });
    await app.admin('PATCH', '/persons/102', { lastName: 'Again' });
    await expect.poll(() => stream.of('person').length, patience).toBe(1);
    expect(stream.of('device')).toEqual([]);
  });

  it('is refused without a session', async () => {
    const stream = await EventStream.open(`${app.url}/admin/v1/stream`, {});
    open.push(stream);
    expect(stream.status).toBe(401);
  });

  it.each([
    [
      'signs out',
      ({ authorization }: Signed) => app.request('DELETE', '/admin/v1/session', { headers: { authorization } }),
    ],
    ['is locked', ({ operatorId }: Signed) => app.admin('PATCH', `/operators/${operatorId}`, { disabled: true })],
    [
      'gets other areas',
      ({ operatorId }: Signed) => app.admin('PATCH', `/operators/${operatorId}`, { areaCodes: ['north'] }),
    ],
    ['rests too long', () => app.sql(`UPDATE operator_session SET seen_at = now() - interval '13 hours'`)],
  ])('is told bye when it %s', async (_, act) => {
    const signed = await signedIn({ role: 'guard' });
    const stream = await follow('', { authorization: signed.authorization });
    await act(signed);
    await expect.poll(() => stream.isEnded, patience).toBe(true);
    expect(stream.messages.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'ended' } });
  });

  it('has six streams: the oldest gives way to the seventh', async () => {
    const { authorization } = await signedIn({ role: 'guard' });
    const streams: EventStream[] = [];
    for (let count = 0; count < 7; count++) streams.push(await follow('', { authorization }));
    await expect.poll(() => streams[0]?.isEnded, patience).toBe(true);
    expect(streams[0]?.messages.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'tooMany' } });
    await pass('north', '101');
    for (const stream of streams.slice(1)) await expect.poll(() => stream.of('event').length, patience).toBe(1);
  });

  it('uses its cookie as a browser does', async () => {
    await app.admin('POST', '/operators', { name: 'cookie', password, role: 'guard' });
    const session = await app.request('POST', '/admin/v1/session', {
      body: JSON.stringify({ name: 'cookie', password }),
      headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
    });
    const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const stream = await EventStream.open(`${app.url}/admin/v1/stream`, { cookie });
    open.push(stream);
    await expect.poll(() => stream.named('hello').length, patience).toBe(1);
  });
});

describe('a token', () => {
  it('that is revoked ends its streams', async () => {
    const { body } = await app.admin('POST', '/api-tokens', { name: 'watcher', scopes: ['admin'] });
    const stream = await follow('', { authorization: `Bearer ${String(body.token)}` });
    await app.admin('DELETE', `/api-tokens/${String(body.id)}`);
    await expect.poll(() => stream.isEnded, patience).toBe(true);
    expect(stream.messages.at(-1)?.event).toBe('bye');
  });
});

describe('a second gateway', () => {
  it('tells what came to the first', async () => {
    const other = await startApp({ databaseUrl: app.databaseUrl, isNoted: false });
    try {
      const stream = await EventStream.open(`${other.url}/admin/v1/stream`, { authorization: byToken });
      await expect.poll(() => stream.named('hello').length, patience).toBe(1);
      await pass('north', '101');
      await expect.poll(() => stream.of('event').length, patience).toBe(1);
      stream.close();
    } finally {
      await other.stop();
    }
  });
});
