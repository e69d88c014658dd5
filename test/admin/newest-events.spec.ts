import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { fromFeed } from '../support/feed.js';
import { deviceWithDoors, storeEvents } from './site.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' }, isNoted: false });
  await made('/areas', { code: 'n', name: 'North' });
  await made('/areas', { code: 'n1', name: 'North, first floor', parentCode: 'n' });
  await made('/areas', { code: 's', name: 'South' });
  await made('/departments', { code: 'lab', name: 'Lab' });
  await made('/persons', { pin: '7', name: 'Ann', lastName: 'Lee' });
  await made('/persons', { pin: '8', name: 'Bo', lastName: '50%', deptCode: 'lab', cardNo: '808' });
  for (const [sn, areaCode] of [
    ['A1', 'n1'],
    ['B2', 's'],
  ] as const) {
    await deviceWithDoors(app, sn);
    await app.admin('PATCH', `/devices/${sn}`, { areaCode });
  }
  await app.sql(
    `INSERT INTO reader (id, name, door_id, reader_no, reader_state) VALUES ('A1-1-Out', 'Out', 'A1-1', 2, 1)`,
  );
  const b2 = { sn: 'B2', devName: 'Stores', doorId: 'B2-1', doorName: 'Gate' };
  await storeEvents(app, [
    // Not in the order of their time.
    { naturalKey: 'c', eventTime: '2026-05-03 00:00:00', pin: '7', ...b2 },
    { naturalKey: 'a', eventTime: '2026-05-01 08:30:00', pin: '7' },
    {
      naturalKey: 'b',
      eventTime: '2026-05-01 08:32:00',
      pin: '8',
      cardNo: '808',
      eventNo: 23,
      eventLevel: 1,
      inOut: 1,
    },
    {
      naturalKey: 'd',
      eventTime: '2026-05-01 08:32:01',
      pin: '',
      cardNo: '',
      eventNo: 102,
      eventLevel: 2,
      inOut: null,
    },
    { naturalKey: 'e', eventTime: '2026-05-04 10:00:00', pin: '8', cardNo: '808', ...b2 },
    { naturalKey: 'f', eventTime: '2026-05-04 10:00:00', pin: '', cardNo: '909', eventNo: 8, ...b2 },
    {
      naturalKey: 'g',
      eventTime: '2026-05-04 10:00:00',
      pin: '',
      cardNo: '',
      eventNo: 37,
      eventLevel: 1,
      logId: 2,
      ...b2,
    },
  ]);
});
afterAll(() => app.stop());

async function made(path: string, body: object): Promise<void> {
  const { status, body: answer } = await app.admin('POST', path, body);
  expect([path, status, answer]).toEqual([path, 201, expect.anything()]);
}

interface Shown {
  readonly id: string;
  readonly eventTime: string;
  readonly eventNo: number;
  readonly sn: string;
  readonly pin: string;
}

type Call = (path: string) => Promise<{ status: number; body: { items: Shown[]; nextCursor: string | null } }>;
const asAdmin: Call = (path) => app.admin('GET', path);

async function pages(query: string, call: Call = asAdmin): Promise<Shown[][]> {
  const found: Shown[][] = [];
  let before = '';
  do {
    const { status, body } = await call(`/events?order=newest&${query}${before}`);
    expect(status).toBe(200);
    found.push(body.items);
    before = body.nextCursor === null ? '' : `&before=${body.nextCursor}`;
  } while (before !== '');
  return found;
}

/** A cursor that somebody made by hand. */
const cursorAt = (time: string) =>
  Buffer.from(JSON.stringify(JSON.stringify([time, '0'.repeat(32)]))).toString('base64url');

const nos = (items: readonly Shown[]) => items.map(({ eventNo }) => eventNo);
const newest = async (query: string, call?: Call) => nos((await pages(query, call)).flat());
const inFeed = async (query: string) => nos((await asAdmin(`/events?${query}`)).body.items);
const order = (items: readonly Shown[]) => items.map(({ eventTime, id }) => `${eventTime} ${id}`);

describe('events, newest first', () => {
  it('come by time and id, and say what became of them', async () => {
    const [first, ...others] = await pages('limit=1000');
    expect(others).toEqual([]);
    expect(order(first ?? [])).toEqual([...order(first ?? [])].sort().reverse());
    expect(first).toHaveLength(7);
    expect(
      Object.fromEntries((first ?? []).map((item) => [item.eventNo, (item as { outcome?: string }).outcome])),
    ).toEqual({ 0: 'granted', 23: 'refused', 102: 'alarm', 8: 'other', 37: 'other' });
    expect(first?.every((item) => !('position' in item))).toBe(true);
  });

  it.each([1, 2, 3, 7])('come page by page without an overlap, %i on each', async (limit) => {
    const found = await pages(`limit=${limit}`);
    expect(found.flat()).toEqual((await pages('')).flat());
    expect(found.every(({ length }) => length <= limit)).toBe(true);
    expect(found).toHaveLength(Math.ceil(7 / limit));
  });

  it('that come meanwhile do not move the pages behind', async () => {
    const whole = (await pages('sn=A1')).flat();
    const { body } = await asAdmin('/events?order=newest&sn=A1&limit=1');
    await storeEvents(app, [{ naturalKey: 'later', eventTime: '2026-05-09 08:30:00', pin: '77' }]);
    const rest = await pages(`sn=A1&before=${body.nextCursor ?? ''}`);
    expect([...body.items, ...rest.flat()]).toEqual(whole);
    await app.sql(`DELETE FROM event WHERE pin = '77'`);
  });

  it('say from where the feed goes on', async () => {
    await fromFeed(app, 'SELECT 1');
    const { headers } = await app.admin('GET', '/events?order=newest&limit=1');
    const [end] = await fromFeed<{ position: number }>(app, 'SELECT max(position) AS position FROM feed');
    expect(headers.get('x-position')).toBe(String(end?.position));
  });

  it('say whether they came late, and whether there is a picture', async () => {
    const seconds = (ago: number) => new Date(Math.floor(Date.now() / 1_000 - ago) * 1_000);
    await storeEvents(app, [
      { naturalKey: 'now', pin: '91', happenedAt: seconds(0), logId: 91 },
      { naturalKey: 'late', pin: '92', happenedAt: seconds(3_600), logId: 92 },
      { naturalKey: 'wrong', pin: '93', happenedAt: seconds(3_600), doubtful: true, logId: 93 },
    ]);
    await app.sql(
      `INSERT INTO event_photo (sn, kind, log_id, pin, name, video, content, size, hash)
       VALUES ('A1', 'snapshot', 92, '92', 'x', '', '\\x00', 1, 'h')`,
    );
    const found: unknown[] = [];
    for (const pin of ['91', '92', '93']) {
      const { body } = await app.admin('GET', `/events?order=newest&pin=${pin}`);
      found.push(...body.items.map(({ late, hasPhoto }: Record<string, unknown>) => [late, hasPhoto]));
      const inTheFeed = (await app.admin('GET', `/events?pin=${pin}`)).body.items[0] as object;
      expect(Object.keys(inTheFeed)).not.toEqual(expect.arrayContaining(['outcome']));
    }
    expect(found).toEqual([
      [false, false],
      [true, true],
      [false, false],
    ]);
    await app.sql(`DELETE FROM event WHERE pin IN ('91', '92', '93')`);
  });

  it('send nothing that is not declared', async () => {
    const document = JSON.parse(readFileSync('openapi/admin.json', 'utf8')) as {
      components: { schemas: Record<string, { properties: object }> };
    };
    const declared = Object.keys(document.components.schemas.EventView?.properties ?? {});
    const { body } = await app.admin('GET', '/events?order=newest&limit=1');
    expect(Object.keys(body.items[0] as object).filter((name) => !declared.includes(name))).toEqual([]);
    expect(declared.length).toBeGreaterThan(30);
  });
});

describe('the filters of events, in both orders', () => {
  // The codes in the order in which the events were stored.
  it.each([
    ['areaCode=n', [0, 23, 102]],
    ['areaCode=n1', [0, 23, 102]],
    ['areaCode=s', [0, 0, 8, 37]],
    ['deptCode=lab', [23, 0]],
    ['deptCode=lab,1', [0, 0, 23, 0]],
    ['readerId=A1-1-In', [0]],
    ['readerId=A1-1-Out', [23]],
    ['cardNo=808', [23, 0]],
    ['cardNo=80', []],
    ['eventNo=102,23', [23, 102]],
    ['eventNo=99', []],
    ['outcome=granted', [0, 0, 0]],
    ['outcome=refused', [23]],
    ['outcome=alarm', [102]],
    ['outcome=other', [8, 37]],
    ['level=1', [23, 37]],
    ['level=1&outcome=other', [37]],
    ['level=0&outcome=refused', []],
    ['q=ann', [0, 0]],
    ['q=N+LE', [0, 0]],
    ['q=50%25', [23, 0]],
    ['q=909', [8]],
    ['q=gate', [0, 0, 8, 37]],
    ['q=MAIN', [0, 23, 102]],
    ['q=', [0, 0, 23, 102, 0, 8, 37]],
    ['sn=B2&pin=8', [0]],
    ['doorId=A1-1&from=2026-05-01&to=2026-05-01', [0, 23, 102]],
  ])('%s', async (query, expected) => {
    expect(await inFeed(query)).toEqual(expected);
    expect([...(await newest(`limit=2&${query}`))].sort()).toEqual([...expected].sort());
  });

  it('around shows an event and what was within two minutes of it', async () => {
    const [, , , alarm, refusal, granted] = (await pages('')).flat().slice(0);
    const byNo = (no: number) => [alarm, refusal, granted].find((item) => item?.eventNo === no);
    expect(await newest(`around=${byNo(23)?.id ?? ''}`)).toEqual([102, 23, 0]);
    const first = (await asAdmin('/events?sn=A1&limit=1')).body.items[0];
    expect(await newest(`around=${first?.id ?? ''}`)).toEqual([23, 0]);
    expect(await inFeed(`around=${first?.id ?? ''}`)).toEqual([0, 23]);
  });

  it.each([
    ['order', 'order=oldest'],
    ['before', 'before=W10'],
    ['before', 'order=newest&before=W10'],
    ['before', 'order=newest&before=x'],
    ['before', `order=newest&before=${cursorAt('2026-02-30 00:00:00')}`],
    ['before', `order=newest&before=${cursorAt('0000-01-01 00:00:00')}`],
    ['before', `order=newest&before=${cursorAt('2026-13-01 00:00:00')}`],
    ['after', 'order=newest&after=1'],
    ['wait', 'order=newest&wait=1'],
    ['kinds', 'order=newest&kinds=event,doorState'],
    ['areaCode', 'areaCode=nowhere'],
    ['deptCode', 'order=newest&deptCode=nowhere'],
    ['deptCode', 'deptCode=lab,nowhere'],
    ['deptCode', 'deptCode=,'],
    ['readerId', 'readerId=none'],
    ['eventNo', 'eventNo=22,x'],
    ['outcome', 'outcome=denied'],
    ['q', `q=${'a'.repeat(101)}`],
    ['around', 'around=1'],
    ['around', `order=newest&around=${'0'.repeat(32)}`],
    ['nothing', 'nothing=1'],
  ])('%s is named when it is refused: %s', async (field, query) => {
    const { status, body } = await app.admin('GET', `/events?${query}`);
    expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
  });
});

describe('an operator of an area', () => {
  const signedIn = async (operator: object): Promise<Call> => {
    const password = 'a long password';
    const name = JSON.stringify(operator);
    await made('/operators', { name, password, role: 'guard', ...operator });
    const { body } = await app.request('POST', '/admin/v1/session', {
      body: JSON.stringify({ name, password, token: true }),
      headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
    });
    return (path) =>
      app.request('GET', `/admin/v1${path}`, { headers: { authorization: `Bearer ${String(body.token)}` } });
  };

  it('gets full pages of events at its doors, and of no others', async () => {
    const call = await signedIn({ areaCodes: ['n'] });
    expect((await pages('limit=2', call)).map(nos)).toEqual([[102, 23], [0]]);
    expect((await pages('limit=1', call)).map(nos)).toEqual([[102], [23], [0]]);
    const [elsewhere] = (await pages('sn=B2')).flat();
    for (const query of ['areaCode=s', 'sn=B2', 'readerId=B2-1-In', `around=${elsewhere?.id ?? ''}`])
      expect([query, (await call(`/events?order=newest&${query}`)).status]).toEqual([query, 404]);
  });

  it('does not find an event by a person of another department', async () => {
    const call = await signedIn({ departmentCodes: ['1'] });
    for (const query of ['cardNo=808', 'q=808', 'q=50%25']) {
      expect([query, await newest(query)]).toEqual([query, [0, 23]]);
      expect([query, await newest(query, call)]).toEqual([query, []]);
      expect([query, nos((await call(`/events?${query}`)).body.items)]).toEqual([query, []]);
    }
    expect(await newest('', call)).toHaveLength(7);
    expect(await newest('q=ann', call)).toEqual([0, 0]);
    const both = await signedIn({ areaCodes: ['n'], departmentCodes: ['1'] });
    expect(await newest('', both)).toEqual([102, 23, 0]);
    expect(await newest('q=8', both)).toEqual([]);
    expect(nos((await both('/events')).body.items)).toEqual([0, 23, 102]);
    expect(await newest('q=gate', call)).toHaveLength(4);
  });
});
