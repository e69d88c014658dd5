import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { refusalOf } from '../../support/answers.js';
import { parkingCalls } from './parking-calls.js';
import { version } from '../../support/versions.js';

let app: TestApp;

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

beforeAll(async () => {
  app = await startApp();
  await furnish();
});

afterAll(() => app.stop());

const { furnish, made, codeOf, refusal } = parkingCalls(() => app);

describe('parking areas and channels', () => {
  it('are made, changed and removed', async () => {
    expect(await made('/parking/areas', { name: 'Deck', parentId: 'north', id: 'deck' })).toEqual({
      id: 'deck',
      name: 'Deck',
      parentId: 'north',
      admitsTemporary: false,
      ...version,
    });
    expect(await made('/parking/channels', { name: 'Deck in', areaId: 'deck', state: 3, id: 'd-in' })).toEqual({
      id: 'd-in',
      name: 'Deck in',
      areaId: 'deck',
      state: 3,
      stateName: 'inner entry',
      direction: 'in',
      entranceId: null,
      barrier: 'none',
      barrierId: null,
      barrierSeconds: 5,
      barrierUrl: null,
      hasBarrierSecret: false,
      readerId: null,
      admitsTemporary: null,
      ...version,
    });
    expect((await app.admin('PATCH', '/parking/areas/deck', { name: 'Deck 2' })).body.name).toBe('Deck 2');
    expect((await app.admin('PATCH', '/parking/channels/d-in', { state: 4 })).body.stateName).toBe('inner exit');
    expect((await app.admin('GET', '/parking/areas')).body.items.map(({ id }: { id: string }) => id)).toEqual([
      'deck',
      'north',
    ]);
    expect((await app.admin('GET', '/parking/channels?limit=2')).body.nextCursor).not.toBeNull();
    expect((await app.admin('GET', '/parking/channels/Deck%20in')).body.id).toBe('d-in');
    expect(await refusal('POST', '/parking/areas', { name: 'North' })).toEqual([409, 'name']);
    expect(await refusal('POST', '/parking/areas', { name: 'X', id: 'north' })).toEqual([409, 'id']);
    expect(await refusal('POST', '/parking/areas', { name: 'X', parentId: 'no' })).toEqual([400, 'parentId']);
    expect(await refusal('PATCH', '/parking/areas/north', { parentId: 'deck' })).toEqual([400, 'parentId']);
    expect(await refusal('PATCH', '/parking/areas/deck', { name: 'North' })).toEqual([409, 'name']);
    expect(await refusal('DELETE', '/parking/areas/north')).toEqual([409, 'urn:postern:conflict']);
    expect(await refusal('DELETE', '/parking/areas/deck')).toEqual([409, 'urn:postern:conflict']);
    const channel = { name: 'Y', areaId: 'deck', state: 1 };
    expect(await refusal('POST', '/parking/channels', { ...channel, areaId: 'no' })).toEqual([400, 'areaId']);
    expect(await refusal('POST', '/parking/channels', { ...channel, state: 7 })).toEqual([400, 'state']);
    expect(await refusal('POST', '/parking/channels', { ...channel, name: 'Deck in' })).toEqual([409, 'name']);
    expect((await app.admin('DELETE', '/parking/channels/d-in')).status).toBe(204);
    expect((await app.admin('DELETE', '/parking/areas/deck')).status).toBe(204);
    expect(await refusal('GET', '/parking/areas/deck')).toEqual([404, 'urn:postern:notFound']);
    expect(await refusal('GET', '/parking/channels/d-in')).toEqual([404, 'urn:postern:notFound']);
  });
});

describe('records of plate readers', () => {
  const tell = (body: object) => app.admin('POST', '/parking/records', body);
  const seen = { key: '1', plate: 'M-AB 1', channel: 'n-in', time: '2026-05-01 08:00:00' };

  it('show whose car it is, on which list it is that day, and where it passed', async () => {
    await app.api('POST', '/api/person/add', { pin: '7', name: 'Ann', lastName: 'Lee', carPlate: 'X1, m ab·1' });
    await app.admin('PUT', '/parking/plates/MAB1', { list: 'allow', from: '2026-05-01', to: '2026-05-01' });
    const { status, body } = await tell({ ...seen, carTypeName: 'car', picture: png.toString('base64') });
    expect([status, body]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        key: '1',
        direction: 'in',
        plate: 'MAB1',
        carNumber: 'M-AB 1',
        list: 'allow',
        pin: '7',
        name: 'Ann Lee',
        areaName: 'North',
        channelId: 'n-in',
        channelName: 'North in',
        channelState: 'main entry',
        carTypeName: 'car',
        eventType: 1,
        eventName: 'normal',
        time: '2026-05-01 08:00:00',
        cameAt: null,
        hasPicture: true,
        receivedAt: expect.any(String),
      },
    ]);
    // The same record again, even with fewer fields, is the same record.
    expect((await tell({ ...seen, plate: 'mab1' })).body).toEqual(body);
    expect((await tell({ key: '1', plate: 'MAB1', channel: 'North in' })).body.id).toBe(body.id);
    expect((await tell({ ...seen, time: '2026-05-01T08:00' })).body.id).toBe(body.id);
    const next = { ...seen, key: '2', channel: 'n-out', time: '2026-05-02 09:01:02', eventType: 8 };
    expect((await tell(next)).body).toMatchObject({
      direction: 'out',
      list: null,
      cameAt: '2026-05-01 08:00:00',
      eventName: 'visitor or VIP car',
    });
    await app.admin('PUT', '/parking/plates/MAB1', { list: 'deny' });
    expect((await tell({ ...seen, key: '3', channel: 'n-pay', direction: 'out' })).body).toMatchObject({
      direction: 'out',
      list: 'deny',
      hasPicture: false,
    });
    expect((await tell({ key: '4', plate: 'UNKNOWN1', channel: 'n-in' })).body).toMatchObject({
      list: null,
      pin: '',
      name: '',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
  });

  it('that are sent many times at once are stored once', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => tell({ ...seen, key: 'many', time: '2026-05-03 08:00:00' })),
    );
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect(new Set(all.map(({ body }) => body.id)).size).toBe(1);
  });

  it.each([
    ['a key of another passage', { ...seen, time: '2026-05-01 09:00:00' }, 409, 'key'],
    ['a key of another plate', { ...seen, plate: 'OTHER' }, 409, 'key'],
    ['no key', { ...seen, key: '' }, 400, 'key'],
    ['no plate', { ...seen, key: '9', plate: '??' }, 400, 'plate'],
    ['an unknown channel', { ...seen, key: '9', channel: 'no' }, 404, 'channel'],
    ['no way', { ...seen, key: '9', channel: 'n-pay' }, 400, 'direction'],
    ['no time', { ...seen, key: '9', time: '2026-02-30 08:00:00' }, 400, 'time'],
    ['no event', { ...seen, key: '9', eventType: 13 }, 400, 'eventType'],
    ['no picture', { ...seen, key: '9', picture: 'aGVsbG8=' }, 400, 'picture'],
    ['no base64', { ...seen, key: '9', picture: '%%' }, 400, 'picture'],
  ])('are refused with %s', async (_, body, status, field) => {
    const answer = await tell(body);
    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([status, field]);
  });

  it('keep their pictures sealed, and out of the audit log', async () => {
    const rows = await app.sql<{ content: Buffer }>('SELECT content FROM parking_picture');
    expect(rows.map(({ content }) => content.includes(png))).toEqual([false]);
    const audit = await app.sql<{ detail: object }>(
      `SELECT detail FROM audit WHERE action LIKE '%parking/records' ORDER BY seq`,
    );
    expect(audit[0]?.detail).toMatchObject({ plate: 'M-AB 1', picture: '***' });
  });

  it('are listed newest first, page by page', async () => {
    const times = async (query: string) => {
      const { body } = await app.admin('GET', `/parking/records?${query}`);
      return [body.items.map(({ time }: { time: string }) => time.slice(5, 16)), body.nextCursor] as const;
    };
    const [first, cursor] = await times('plate=M%20AB1&limit=2');
    expect(first).toEqual(['05-03 08:00', '05-02 09:01']);
    expect(await times(`plate=MAB1&limit=2&cursor=${cursor}`)).toEqual([['05-01 08:00', '05-01 08:00'], null]);
    expect((await times('plate=MAB1&direction=out'))[0]).toEqual(['05-02 09:01', '05-01 08:00']);
    expect((await times('from=2026-05-02T00:00&to=2026-05-02 23:59:59'))[0]).toEqual(['05-02 09:01']);
    expect(await refusal('GET', '/parking/records?cursor=Inh4Ig')).toEqual([400, 'cursor']);
    expect(await refusal('GET', '/parking/records?plate=%3F')).toEqual([400, 'plate']);
    expect(await refusal('GET', '/parking/records/none')).toEqual([404, 'urn:postern:notFound']);
  });

  it('2.20.2 and 2.20.3 are lists in words and pages in codes', async () => {
    const day = 'startDate=2026-05-01&endDate=2026-05-02&pageNo=1&pageSize=20';
    const list = await app.api('GET', `/api/parkTransaction/listParkRecordin?carNumber=mab1&${day}`);
    const row = {
      id: expect.any(String),
      parkAreaName: 'North',
      parkingAreaName: 'North',
      name: 'Ann Lee',
      carNumber: 'M-AB 1',
      carTypeName: 'car',
      channelName: 'North in',
      channelState: 'main entry',
      eventType: 'normal',
      checkInTime: '2026-05-01 08:00:00',
    };
    expect(list.body).toEqual({ code: 0, message: 'success', data: [row] });
    const page = await app.api('GET', `/api/v2/parkTransaction/listParkRecordin?carNumber=M-AB%201&${day}`);
    expect(page.body.data).toEqual({
      page: 0,
      size: 20,
      total: 1,
      data: [{ ...row, channelState: '1', eventType: '1', checkInTime: '2026-05-01 08:00:00.0' }],
      offset: 0,
      lastPage: true,
    });
    const out = await app.api('GET', `/api/parkTransaction/listParkRecordout?${day}`);
    const common = { parkAreaName: 'North', parkingAreaName: 'North', name: 'Ann Lee', carNumber: 'M-AB 1' };
    expect(out.body.data).toEqual([
      {
        ...common,
        id: expect.any(String),
        carTypeName: '',
        channelName: 'North out',
        channelState: 'main exit',
        eventType: 'visitor or VIP car',
        checkOutTime: '2026-05-02 09:01:02',
        parkingTime: '1 01:01:02',
      },
      {
        ...common,
        id: expect.any(String),
        carTypeName: '',
        channelName: 'North pay',
        channelState: 'central pay point',
        eventType: 'normal',
        checkOutTime: '2026-05-01 08:00:00',
        parkingTime: '0 00:00:00',
      },
    ]);
    const outPage = await app.api('GET', '/api/v2/parkTransaction/listParkRecordout?pageNo=2&pageSize=1');
    expect(outPage.body.data).toMatchObject({ page: 1, total: 2, lastPage: true, data: [{ channelState: '5' }] });
    expect((await app.api('GET', '/api/parkTransaction/listParkRecordin?pageNo=9&pageSize=20')).body.data).toEqual([]);
  });

  it.each(['/api/parkTransaction/listParkRecordin', '/api/v2/parkTransaction/listParkRecordout'])(
    '%s refuses what is no page, no time, no plate',
    async (path) => {
      for (const [query, code] of [
        ['', -92],
        ['pageNo=0&pageSize=1', -90],
        ['pageNo=1&pageSize=1001', -91],
        ['pageNo=1&pageSize=1&startDate=yesterday', -100],
        ['pageNo=1&pageSize=1&startDate=2026-05-02&endDate=2026-05-01', -101],
        ['pageNo=1&pageSize=1&carNumber=%25', -223],
        ['pageNo=1&pageSize=1&carNumber=&startDate=&endDate=', 0],
      ] as const) {
        expect([query, await codeOf('GET', `${path}?${query}`)]).toEqual([query, code]);
      }
    },
  );

  it('2.20.1 gives the picture in base64', async () => {
    const { items } = (await app.admin('GET', '/parking/records?plate=MAB1')).body as {
      items: { id: string; direction: string; hasPicture: boolean }[];
    };
    const withPicture = items.find(({ hasPicture }) => hasPicture)?.id ?? '';
    const without = items.find(({ direction }) => direction === 'out')?.id ?? '';
    const path = '/api/parkTransaction/getParkRecordPicture';
    expect((await app.api('GET', `${path}?recordId=${withPicture}&recordType=1`)).body).toEqual({
      code: 0,
      message: 'success',
      data: png.toString('base64'),
    });
    expect((await app.api('GET', `${path}?recordId=${without}&recordType=2`)).body).toEqual({
      code: 0,
      message: 'success',
      data: null,
    });
    for (const [query, message] of [
      [`recordId=${withPicture}&recordType=2`, `there is no parking record ${withPicture} of recordType 2`],
      [`recordId=none&recordType=2`, 'there is no parking record none'],
      [`recordId=${withPicture}&recordType=3`, 'recordType must be 1 (entry) or 2 (exit)'],
      [`recordId=${withPicture}`, 'recordType is required'],
      ['recordType=1', 'recordId is required'],
    ] as const) {
      expect((await app.api('GET', `${path}?${query}`)).body).toEqual(refusalOf(-1, message));
    }
    const picture = await fetch(`${app.url}/admin/v1/parking/records/${withPicture}/picture`, {
      headers: { authorization: 'Bearer test-admin-token-0123456789' },
    });
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await picture.arrayBuffer()).equals(png)).toBe(true);
    expect(await refusal('GET', `/parking/records/${without}/picture`)).toEqual([404, 'urn:postern:notFound']);
  });

  it('are sent by a reader whose token opens nothing else', async () => {
    const body = { name: 'Reader 1', scopes: ['admin:parking/records'] };
    const { token } = (await app.admin('POST', '/api-tokens', body)).body as { token: string };
    const call = async (method: string, path: string, content?: object) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const sent = content ? { body: JSON.stringify(content), headers } : { headers };
      return (await app.request(method, path, sent)).status;
    };
    const told = { key: 'r1', plate: 'READ1', channel: 'n-in', time: '2026-06-01 08:00:00' };
    expect(await call('POST', '/admin/v1/parking/records', told)).toBe(201);
    expect(await call('GET', '/admin/v1/parking/records?plate=READ1')).toBe(200);
    for (const path of [
      '/admin/v1/parking/channels',
      '/admin/v1/parking/records-of-others',
      '/admin/v1/api-tokens',
      '/admin/v1/persons',
      '/api/parkTransaction/listParkRecordin?pageNo=1&pageSize=1',
    ]) {
      expect([path, await call('GET', path)]).toEqual([path, 403]);
    }
    for (const scope of ['admin:', 'admin:/', 'admin:parking/', 'admin:.*']) {
      expect((await app.admin('POST', '/api-tokens', { name: 'No', scopes: [scope] })).status).toBe(400);
      // One that was made when scopes were not looked at.
      const { body: made } = await app.admin('POST', '/api-tokens', { name: 'No', scopes: ['door'] });
      await app.sql('UPDATE api_token SET scopes = $2 WHERE id = $1', [made.id, JSON.stringify([scope])]);
      const headers = { authorization: `Bearer ${made.token}` };
      expect((await app.request('GET', '/admin/v1/parking/records', { headers })).status).toBe(403);
    }
  });

  it('can be removed, with their picture', async () => {
    const { items } = (await app.admin('GET', '/parking/records?plate=READ1')).body as { items: { id: string }[] };
    expect((await app.admin('DELETE', `/parking/records/${items[0]?.id}`)).status).toBe(204);
    expect(await refusal('DELETE', `/parking/records/${items[0]?.id}`)).toEqual([404, 'urn:postern:notFound']);
  });

  it('stay when their channel is deleted', async () => {
    await app.admin('DELETE', '/parking/channels/n-out');
    expect((await app.admin('GET', '/parking/records?plate=MAB1&direction=out')).body.items).toHaveLength(2);
  });
});
