import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { EventStream } from '../../support/event-stream.js';
import { storeEvents } from '../../support/events.js';

const password = 'a long password';
const patience = { timeout: 60_000 };

let app: TestApp;
const open: EventStream[] = [];
/** Of one area and one department. */
let bounded: string;
beforeAll(async () => {
  app = await startApp({ isNoted: false });
  for (const site of ['north', 'south']) {
    await app.admin('POST', '/areas', { code: site, name: site });
    await app.admin('POST', '/departments', { code: site, name: site });
    await app.admin('POST', '/devices', { sn: `S-${site}`, areaCode: site });
    await app.admin('POST', '/persons', { pin: site, name: `Of ${site}`, lastName: 'Lee', deptCode: site });
  }
  const north = { role: 'guard', areaCodes: ['north'], departmentCodes: ['north'] };
  bounded = (await signedIn(north)).authorization;
});
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});
afterAll(() => app.stop());

let operators = 0;
async function signedIn(operator: object): Promise<{ id: string; authorization: string }> {
  const name = `op${++operators}`;
  const { body, status } = await app.admin('POST', '/operators', { name, password, ...operator });
  expect(status).toBe(201);
  const session = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  return { id: String(body.id), authorization: `Bearer ${String(session.body.token)}` };
}

async function follow(authorization: string, query = ''): Promise<EventStream> {
  const stream = await EventStream.open(`${app.url}/admin/v1/events/stream?${query}`, { authorization });
  open.push(stream);
  expect(stream.status).toBe(200);
  await expect.poll(() => stream.lastId, patience).not.toBeNull();
  return stream;
}

interface Sent {
  readonly type: string;
  readonly data: { readonly sn?: string; readonly pin?: string; readonly name?: string; readonly cardNo?: string };
}
const sent = (stream: EventStream) => stream.messages.map(({ data }) => data as Sent);

/** One event at each site by a person of each. */
const passEverywhere = async () => {
  for (const sn of ['S-north', 'S-south']) for (const pin of ['north', 'south']) await storeEvents(app, { sn, pin });
};

describe('an operator of one area and one department', () => {
  it('is told of events there, and not who it was if somebody of another department', async () => {
    const authorization = bounded;
    const stream = await follow(authorization, 'types=access.*');
    await passEverywhere();
    await expect.poll(() => stream.messages.length, patience).toBe(2);
    expect(sent(stream).map(({ data: { sn, pin, name, cardNo } }) => [sn, pin, name, cardNo])).toEqual([
      ['S-north', 'north', 'Of north', '9606650'],
      ['S-north', '', '', ''],
    ]);
    const { body } = await app.request('GET', '/admin/v1/feed?types=access.*', { headers: { authorization } });
    expect((body.items as Sent[]).map(({ data: { sn, pin } }) => [sn, pin])).toEqual([
      ['S-north', 'north'],
      ['S-north', ''],
    ]);
  });

  it.each(['sn=S-south', 'areaCode=south', 'pin=south'])('is not there to be asked for: %s', async (query) => {
    const authorization = bounded;
    for (const path of ['feed', 'events/stream']) {
      const { status } = await app.request('GET', `/admin/v1/${path}?${query}`, { headers: { authorization } });
      expect(status).toBe(404);
    }
  });

  it('is told of people of that department alone', async () => {
    const authorization = bounded;
    const stream = await follow(authorization, 'types=person.*');
    for (const pin of ['south', 'north']) await app.admin('PATCH', `/persons/${pin}`, { lastName: `New ${pin}` });
    await expect.poll(() => sent(stream).map(({ data: { pin } }) => pin), patience).toEqual(['north']);
  });

  it('is told less from the moment that it may see less', async () => {
    const { authorization, id } = await signedIn({ role: 'guard' });
    const stream = await follow(authorization, 'types=access.*');
    await passEverywhere();
    await expect.poll(() => stream.messages.length, patience).toBe(4);
    await app.admin('PATCH', `/operators/${id}`, { areaCodes: ['north'] });
    await expect.poll(() => stream.isEnded, patience).toBe(true);
  });
});

describe('a guard', () => {
  it('is not told of what belongs to devices and commands', async () => {
    const { authorization } = await signedIn({ role: 'guard' });
    const stream = await follow(authorization, 'types=device.*,sync.failed,access.*');
    await app.sql(`SELECT feed_tell('offline', 'S-north', 'S-north', '{"online": false}')`);
    await app.sql(`SELECT feed_tell('syncFailure', 'S-north', '3', '{"failed": 3}')`);
    await storeEvents(app, { sn: 'S-north', pin: 'north' });
    await expect.poll(() => sent(stream).map(({ type }) => type), patience).toEqual(['access.granted']);
  });

  it('loses the stream with the session', async () => {
    const { authorization } = await signedIn({ role: 'guard' });
    const stream = await follow(authorization);
    await app.request('DELETE', '/admin/v1/session', { headers: { authorization } });
    await expect.poll(() => stream.isEnded, patience).toBe(true);
  });
});
