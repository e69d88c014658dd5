import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStream } from '../../support/event-stream.js';
import { storeEvents } from '../../support/events.js';
import { RawDevice } from '../../support/raw-device.js';
import { startApp, type TestApp } from '../../support/app.js';

/** Two sites of one server: north is seen, south is not. Persons of departments of the same names. */
const sites = ['north', 'south'] as const;
type Site = (typeof sites)[number];
const snOf = (site: Site) => `BND-${site.toUpperCase()}`;
const pinOf = (site: Site) => (site === 'north' ? '7001' : '7002');

let app: TestApp;
let token: string;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1', DEVICE_APPROVAL: 'auto' }, isNoted: false });
  for (const site of sites) await make(site);
  token = await signedIn({ role: 'admin', areaCodes: ['north'], departmentCodes: ['north'] });
});
afterAll(() => app.stop());

async function make(site: Site): Promise<void> {
  await created('/areas', { id: `${site}-area`, code: site, name: site });
  await created('/departments', { code: site, name: site });
  await created('/persons', { pin: pinOf(site), name: site, deptCode: site, cardNo: `55${pinOf(site)}` });
  await created('/devices', { sn: snOf(site), name: site, areaCode: site });
  await created('/doors', { id: `${site}-door`, sn: snOf(site), number: 1, name: site });
  await created('/readers', { id: `${site}-reader`, doorId: `${site}-door`, number: 1, direction: 'in', name: site });
  await created('/access-levels', {
    ...{ id: `${site}-level`, name: site, areaCode: site, timeZoneId: 1, doorIds: [`${site}-door`] },
  });
  await created('/zones', {
    id: `${site}-zone`,
    name: site,
    code: site,
    inReaderIds: [`${site}-reader`],
    outReaderIds: [],
  });
  await created('/interlock-rules', { id: `${site}-rule`, sn: snOf(site), doors: [1, 2] });
}

async function created(path: string, body: object): Promise<void> {
  const { status, body: answer } = await app.admin('POST', path, body);
  expect([path, status, answer]).toEqual([path, 201, expect.anything()]);
}

async function signedIn(operator: object): Promise<string> {
  const password = 'a long password';
  const { body } = await app.admin('POST', '/operators', {
    name: JSON.stringify(operator).slice(0, 60),
    password,
    ...operator,
  });
  const answer = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name: body.name, password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  expect(answer.status).toBe(200);
  return answer.body.token as string;
}

const as = async (method: string, path: string, body?: unknown) =>
  app.request(method, `/admin/v1${path}`, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** What an id in the path of each resource stands for. */
const ids: Readonly<Record<string, string>> = {
  areas: 'south-area',
  doors: 'south-door',
  readers: 'south-reader',
  'access-levels': 'south-level',
  zones: 'south-zone',
  'interlock-rules': 'south-rule',
};
const parameters: Readonly<Record<string, string>> = { sn: snOf('south'), pin: pinOf('south') };

function outside(pattern: string): string | null {
  const resource = pattern.split('/')[1] ?? '';
  const value = (name: string) =>
    name === 'id'
      ? ids[resource]
      : name === 'code' && /^(departments|attendance|ins)$/.test(resource)
        ? 'south'
        : parameters[name];
  const [, first = ''] = /\{(\w+)\}/.exec(pattern) ?? [];
  if (value(first) === undefined) return null;
  return pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => value(name) ?? 'nobody');
}

describe('an operator of one area and one department', () => {
  it('is told at every call about things elsewhere that there is no such thing', async () => {
    const { paths } = JSON.parse(readFileSync('openapi/admin.json', 'utf8')) as { paths: Record<string, object> };
    const passed: string[] = [];
    let tried = 0;
    for (const [pattern, operations] of Object.entries(paths)) {
      const path = outside(pattern.replace('/admin/v1', ''));
      if (path === null) continue;
      for (const method of Object.keys(operations)) {
        tried++;
        const { status } = await as(method.toUpperCase(), path);
        // 403: this needs what nobody with bounds has, wherever it is.
        if (status !== 404 && status !== 403) passed.push(`${method} ${path}: ${status}`);
      }
    }
    expect(tried).toBeGreaterThan(100);
    expect(passed).toEqual([]);
  });

  it.each([
    ['/devices', 'sn', snOf('north')],
    ['/doors', 'id', 'north-door'],
    ['/readers', 'id', 'north-reader'],
    ['/access-levels', 'id', 'north-level'],
    ['/zones', 'id', 'north-zone'],
    ['/interlock-rules', 'id', 'north-rule'],
    ['/areas', 'code', 'north'],
    ['/departments', 'code', 'north'],
    ['/persons', 'pin', pinOf('north')],
    ['/cards', 'pin', pinOf('north')],
  ])('finds in the list %s what is its own, and may open it', async (path, key, own) => {
    const { status, body } = await as('GET', path);
    expect([status, body.items?.map((item: Record<string, unknown>) => item[key])]).toEqual([200, [own]]);
  });

  it('is not told by the pages of a list that there is more outside, nor what', async () => {
    const { paths } = JSON.parse(readFileSync('openapi/admin.json', 'utf8')) as {
      paths: Record<string, { get?: { parameters?: { name: string }[] } }>;
    };
    const lists = Object.entries(paths)
      .filter(([path, { get }]) => !path.includes('{') && get?.parameters?.some(({ name }) => name === 'cursor'))
      .map(([path]) => path.replace('/admin/v1', ''));
    const told: string[] = [];
    const looked = new Set<string>();
    for (const path of lists)
      for (const query of ['', '&sort=-name', '&sort=-id', '&q=south']) {
        const { status, body } = await as('GET', `${path}?limit=1${query}`);
        if (status !== 200) continue;
        const { items, nextCursor } = body as { items: unknown[]; nextCursor: string | null };
        if (items.length > 0 && nextCursor !== null) continue;
        looked.add(path);
        if (nextCursor !== null) told.push(`${path}?limit=1${query}`);
      }
    expect(looked.size).toBeGreaterThan(10);
    expect(told).toEqual([]);
    for (const path of ['/devices', '/doors', '/readers', '/areas', '/departments', '/persons', '/zones'])
      expect([path, (await as('GET', `${path}?limit=1`)).body.nextCursor]).toEqual([path, null]);
  });

  it('reads a list page by page, without what lies between, and no cursor says what it is', async () => {
    const made = ['a north', 'b south', 'c south', 'd north', 'e south', 'f north', 'g south'];
    for (const [at, name] of made.entries()) {
      const sn = snOf(name.includes('north') ? 'north' : 'south');
      await created('/doors', { id: `paged-${at}`, sn, number: at + 2, name });
    }
    const names: string[] = [];
    let cursor = '';
    let second = '';
    do {
      const { status, body } = await as(
        'GET',
        `/doors?limit=1&sort=name&q=${encodeURIComponent(' ')}&cursor=${cursor}`,
      );
      expect(status).toBe(200);
      names.push(...(body.items as { name: string }[]).map(({ name }) => name));
      cursor = (body.nextCursor as string | null) ?? '';
      second ||= cursor;
      expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/north|south/);
    } while (cursor !== '');
    expect(names).toEqual(['a north', 'd north', 'f north']);
    const all = await as('GET', `/doors?limit=2&sort=-name&q=${encodeURIComponent(' ')}`);
    expect(all.body.items).toMatchObject([{ name: 'f north' }, { name: 'd north' }]);
    // On each page it is told how many there are inside, and nothing of the others.
    for (const page of ['limit=1', 'limit=2&sort=-name', 'limit=100', `limit=1&sort=name&cursor=${second}`]) {
      const { body } = await as('GET', `/doors?${page}&q=${encodeURIComponent(' ')}&count=true`);
      expect([page, body.total]).toEqual([page, 3]);
    }
    expect((await as('GET', '/doors?limit=1&areaCode=north&count=true')).body.total).toBe(4);
    expect((await as('GET', '/doors?limit=1&state=offline,disabled&count=true')).body.total).toBe(4);
    expect('total' in (await as('GET', '/doors?limit=1')).body).toBe(false);
    const readable = Buffer.from(JSON.stringify('["name","b south","paged-1"]')).toString('base64url');
    expect((await as('GET', `/doors?sort=name&cursor=${readable}`)).status).toBe(400);
  });

  it('opens its own doors alone, and never all', async () => {
    const order = (doorIds: string[]) => as('POST', '/doors/actions', { action: 'open', doorIds, seconds: 1 });
    expect((await order(['south-door'])).status).toBe(404);
    expect((await order(['north-door', 'south-door'])).status).toBe(404);
    expect((await as('POST', '/doors/actions', { action: 'open', all: true })).status).toBe(403);
    expect([200, 201, 202]).toContain((await order(['north-door'])).status);
    expect(await app.sql(`SELECT sn FROM command WHERE type LIKE '%oor%' AND sn = $1`, [snOf('south')])).toEqual([]);
  });

  it('brings nothing of its own to another place, and nothing from there', async () => {
    expect((await as('PATCH', `/devices/${snOf('north')}`, { areaCode: 'south' })).status).toBe(404);
    expect((await as('PATCH', '/access-levels/north-level', { doorIds: ['north-door', 'south-door'] })).status).toBe(
      404,
    );
    expect((await as('PATCH', `/persons/${pinOf('north')}`, { deptCode: 'south' })).status).toBe(404);
    expect((await as('PATCH', `/persons/${pinOf('north')}`, { accLevelIds: ['south-level'] })).status).toBe(404);
    expect((await as('POST', '/persons/bulk', { items: [{ pin: pinOf('south'), name: 'Mine' }] })).status).toBe(404);
  });

  it('adds what belongs to its own part, and says that it does', async () => {
    const refusal = async (path: string, body: object) => {
      const { status, body: answer } = await as('POST', path, body);
      const [fault] = (answer.errors ?? []) as { field: string; code: string }[];
      return [status, fault?.field, fault?.code];
    };
    expect(await refusal('/persons', { pin: '7101', name: 'New' })).toEqual([400, 'deptCode', 'missing']);
    expect(await refusal('/persons', { pin: '7101', name: 'New', deptCode: '' })).toEqual([400, 'deptCode', 'missing']);
    expect(await refusal('/persons', { pin: '7101', name: 'New', deptCode: 'south' })).toEqual([
      404,
      undefined,
      undefined,
    ]);
    // It is somebody of the other department, as if nobody were there.
    expect((await as('POST', '/persons', { pin: pinOf('south'), deptCode: 'north' })).status).toBe(404);
    expect((await as('POST', '/persons', { pin: '7101', name: 'New', deptCode: 'north' })).status).toBe(201);
    expect((await as('GET', '/persons/7101')).body).toMatchObject({ name: 'New', deptCode: 'north' });
    const level = { id: 'north-new', name: 'New', timeZoneId: 1, doorIds: ['north-door'] };
    expect(await refusal('/access-levels', level)).toEqual([400, 'areaCode', 'missing']);
    expect((await as('POST', '/access-levels', { ...level, areaCode: 'south' })).status).toBe(404);
    expect((await as('POST', '/access-levels', { ...level, id: 'south-level', areaCode: 'north' })).status).toBe(404);
    expect((await as('POST', '/access-levels', { ...level, areaCode: 'north' })).status).toBe(201);
    expect((await as('POST', '/departments', { code: 'north-1', name: 'N1', parentCode: 'north' })).status).toBe(201);
    expect(await refusal('/departments', { code: 'free', name: 'Free' })).toEqual([400, 'parentCode', 'missing']);
    await as('DELETE', '/persons/7101');
    await as('DELETE', '/access-levels/north-new');
    await as('DELETE', '/departments/north-1');
  });

  it('changes the levels that it sees, and leaves a person those of other areas', async () => {
    const path = `/persons/${pinOf('north')}`;
    const { body: before } = await app.admin('PATCH', path, { accLevelIds: ['north-level', 'south-level'] });
    expect(before.accLevelIds).toEqual(['north-level', 'south-level']);
    const held = async () => (await app.admin('GET', path)).body.accLevelIds as string[];
    expect((await as('GET', path)).body.accLevelIds).toEqual(['north-level']);
    expect((await as('PATCH', path, { accLevelIds: [] })).body.accLevelIds).toEqual([]);
    expect(await held()).toEqual(['south-level']);
    const items = [{ pin: pinOf('north'), accLevelIds: ['north-level'] }];
    expect((await as('POST', '/persons/bulk', { items })).body).toMatchObject({ updated: 1, errors: [] });
    expect(await held()).toEqual(['north-level', 'south-level']);
    const area = [{ pin: pinOf('north'), accLevelIds: [], areas: ['north'] }];
    expect((await as('POST', '/persons/bulk', { items: area })).body).toMatchObject({ updated: 1, errors: [] });
    expect(await held()).toEqual(['south-level']);
    const [listed] = (await as('GET', '/persons')).body.items as { pin: string; accLevelIds: string[] }[];
    expect(listed).toMatchObject({ pin: pinOf('north'), accLevelIds: [] });
    await app.admin('PATCH', path, { accLevelIds: [] });
  });

  it('does not find a lost card of somebody else again', async () => {
    const card = `/cards/55${pinOf('south')}`;
    expect((await app.admin('POST', `${card}/lost`)).status).toBe(200);
    expect((await as('POST', `${card}/found`)).status).toBe(404);
    expect((await as('GET', card)).status).toBe(404);
    expect((await app.admin('GET', card)).body.lost).toBe(true);
    const own = `/cards/55${pinOf('north')}`;
    expect((await as('POST', `${own}/lost`)).body.lost).toBe(true);
    expect((await as('POST', `${own}/found`)).body.lost).toBe(false);
  });

  it('brings no file that may be about everybody, and no readers from elsewhere', async () => {
    const { status, body } = await app.request('POST', '/admin/v1/persons/import', {
      body: `pin,name,deptCode,accLevelIds\n${pinOf('south')},Mine,north,north-level\n`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    });
    expect([status, body.type]).toEqual([403, 'urn:postern:forbidden']);
    expect((await as('PATCH', '/zones/north-zone', { inReaderIds: ['south-reader'] })).status).toBe(404);
  });

  it('sees sales of its own people at any till, and lets nobody deliver for everybody', async () => {
    for (const site of sites)
      await created('/consumption/records', {
        ...{ key: site, kind: 'offline', pin: pinOf(site), money: 1, deviceSn: 'TILL' },
      });
    const { body } = await as('GET', '/consumption/records');
    expect(body.items.map(({ key }: Record<string, string>) => key)).toEqual(['north']);
    const own = { kind: 'offline', money: 1, deviceSn: 'TILL' };
    expect((await as('POST', '/consumption/records', { ...own, key: 'n2', pin: pinOf('north') })).status).toBe(201);
    expect((await as('POST', '/consumption/records', { ...own, key: 's2', pin: pinOf('south') })).status).toBe(404);
    await created('/consumption/sources', { id: 'all', name: 'All tills' });
    expect((await as('GET', '/consumption/sources')).status).toBe(403);
    expect((await as('GET', '/consumption/sources/all')).status).toBe(403);
    expect((await as('DELETE', '/consumption/sources/all')).status).toBe(403);
    expect((await as('POST', '/consumption/sources', { name: 'Mine' })).status).toBe(403);
    expect((await as('GET', '/intrusion/strangers')).status).toBe(403);
    expect((await as('GET', '/intrusion/panels')).status).toBe(200);
  });

  it('decides about attendance of its own people alone', async () => {
    for (const site of sites) {
      const id = `${site}-application`;
      await app.sql(
        `INSERT INTO att_application (id, kind, person_id, start_time, name, last_name, dept_code, dept_name, state)
         SELECT $1, 'sign', id, '2026-05-01 08:00:00', '', '', $2, '', 'pending' FROM person WHERE pin = $3`,
        [id, site, pinOf(site)],
      );
    }
    expect((await as('POST', '/attendance/applications/south-application/approve', {})).status).toBe(404);
    expect((await as('POST', '/attendance/applications/north-application/approve', {})).status).toBe(200);
  });

  it('takes over of its devices what they tell of its own people alone', async () => {
    for (const site of sites)
      await app.sql(`INSERT INTO device_user (sn, pin, name, card_no, has_password) VALUES ($1, $2, '', $3, false)`, [
        snOf('north'),
        pinOf(site),
        `66${pinOf(site)}`,
      ]);
    const { body } = await app.admin('GET', `/devices/${snOf('north')}/reported`);
    const take = (site: Site) => {
      const aside = body.items.find(
        ({ pin, part }: Record<string, string>) => pin === pinOf(site) && part === 'card',
      ) as { id: string };
      return as('POST', `/devices/${snOf('north')}/reported/${aside.id}/take-over`);
    };
    expect((await take('south')).status).toBe(404);
    expect((await app.admin('GET', `/persons/${pinOf('south')}`)).body.cardNo).toBe(`55${pinOf('south')}`);
    expect((await take('north')).status).toBeLessThan(300);
  });

  it('sees events at its doors; a person of another department stays unnamed', async () => {
    for (const site of sites) {
      const device = new RawDevice(app, snOf(site));
      await device.get('/iclock/cdata?options=all&DeviceType=acc');
      for (const [index, of] of sites.entries())
        await device.post(
          '/iclock/cdata?table=rtlog',
          `time=2026-05-01 08:0${index}:00\tpin=${pinOf(of)}\tcardno=55${pinOf(of)}\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=${index + 1}\n`,
        );
    }
    const all = await app.admin('GET', '/events');
    expect(all.body.items).toHaveLength(4);
    const { body } = await as('GET', '/events');
    expect(body.items.map(({ sn, pin, name, cardNo }: Record<string, string>) => [sn, pin, name, cardNo])).toEqual([
      [snOf('north'), '7001', 'north', '557001'],
      [snOf('north'), '', '', ''],
    ]);
  });

  it('is not told the card of somebody elsewhere by an event that names nobody; that of nobody it is told', async () => {
    const at = { sn: snOf('north'), doorId: 'north-door', pin: '', eventNo: 27, eventLevel: 1 };
    const after = (await as('GET', '/feed?after=now')).body.nextCursor as string;
    await storeEvents(app, { ...at, cardNo: '5599999', eventTime: '2026-05-02 08:00:00' });
    await storeEvents(app, { ...at, cardNo: `55${pinOf('south')}`, eventTime: '2026-05-02 08:00:01' });
    const cardsIn = ({ body }: { body: { items: { cardNo?: string; data?: { cardNo: string } }[] } }) =>
      body.items.map(({ cardNo, data }) => cardNo ?? data?.cardNo);
    expect(cardsIn(await as('GET', '/events?order=newest&limit=2'))).toEqual(['', '5599999']);
    expect(cardsIn(await as('GET', `/events?order=newest&q=55${pinOf('south')}`))).toEqual([]);
    expect(cardsIn(await as('GET', `/events?order=newest&cardNo=55${pinOf('south')}`))).toEqual([]);
    expect(cardsIn(await as('GET', '/events?order=newest&q=5599999'))).toEqual(['5599999']);
    expect(cardsIn(await as('GET', `/feed?after=${after}&types=access.*`))).toEqual(['5599999', '']);
    expect((await as('GET', '/doors/north-door')).body.last).toMatchObject({ eventNo: 27, cardNo: '' });
    const stream = await EventStream.open(`${app.url}/admin/v1/stream?topics=event&after=${after}`, {
      authorization: `Bearer ${token}`,
    });
    await expect
      .poll(() => stream.items.map(({ data }) => data.cardNo as string), { timeout: 60_000 })
      .toEqual(['5599999', '']);
    stream.close();
  });

  it('reads what a device of the area says in words, without the rows of people of other departments', async () => {
    const path = `/devices/${snOf('north')}/wire`;
    expect((await app.admin('PUT', path, { minutes: 5 })).status).toBe(200);
    const device = new RawDevice(app, snOf('north'));
    await device.post(
      '/iclock/cdata?table=tabledata&tablename=user&count=1',
      `user pin=${pinOf('south')}\tname=Hidden`,
    );
    const rows = async (look: typeof as) => (await look('GET', path)).body.items as { line: string; raw: string }[];
    await expect
      .poll(async () => (await rows((method, url) => app.admin(method, url))).map(({ raw }) => raw).join())
      .toContain('Hidden');
    const seen = await rows(as);
    expect(seen.map(({ line, raw }) => [line, raw])).toEqual([['POST /iclock/cdata', '']]);
  });
});
