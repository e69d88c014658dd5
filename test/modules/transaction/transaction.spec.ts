import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pageOfDays } from '../../../src/modules/transaction/day-pages.js';
import { apiToken, startApp, type TestApp } from '../../support/app.js';
import { transactionCalls, id, printed } from './transaction-calls.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  // Events keep the names that their pins have when they are stored.
  await app.api('POST', '/api/person/add', { pin: '57', name: 'Leo', lastName: 'Hou' });
  await app.api('POST', '/api/person/add', { pin: '58', name: 'Ana', lastName: 'Hou' });
});

afterAll(() => app.stop());

const { store, clear, get } = transactionCalls(() => app);

const post = async (path: string, body: object) => (await app.api('POST', `/api/${path}`, body)).body;

describe('an event', () => {
  beforeEach(clear);

  it('looks as the manual prints it, in every list', async () => {
    await store({});
    for (const path of ['transaction/list', 'transaction/person/57', 'transaction/device/7633223440032']) {
      expect(await get(path)).toEqual({ code: 0, message: 'success', data: [printed] });
      expect(await get(`v2/${path}?pageNo=1&pageSize=2`)).toEqual({
        code: 0,
        message: 'success',
        data: { page: 0, size: 2, total: 1, data: [printed], offset: 0, lastPage: true },
      });
    }
  });

  it('without person, card and reader', async () => {
    await store({
      logId: -1,
      pin: '',
      cardNo: '',
      readerName: '',
      verifyType: '200',
      eventNo: 700,
      eventLevel: 1,
    });
    const { data } = await get('transaction/list');
    expect(data[0]).toMatchObject({ pin: '', readerName: 'Other', verifyModeName: 'Other', logId: -1, eventNo: 700 });
  });

  it('2.18.13 by its id', async () => {
    await store({});
    const [{ id: one }] = (await get('transaction/list')).data;
    expect(await get(`transaction/getById/${one}`)).toEqual({ code: 0, message: 'success', data: printed });
    expect(await get(`transaction/getById/${'0'.repeat(32)}`)).toMatchObject({ code: -1, data: null });
    expect(await get('transaction/getById/nonsense')).toMatchObject({ code: -1, data: null });
  });
});

describe('lists', () => {
  beforeAll(async () => {
    await clear();
    // Three days with 5, 1 and 4 events. The event of the second day is of another person at another device.
    const at = (day: string, ...times: string[]) => times.map((time) => ({ eventTime: `${day} ${time}` }));
    await store(
      ...at('2024-05-01', '00:00:00', '08:00:00', '08:00:01', '12:00:00', '23:59:59'),
      { eventTime: '2024-05-02 10:00:00', pin: '58', sn: 'OTHER' },
      ...at('2024-05-03', '00:00:00', '09:00:00', '10:00:00', '23:59:59'),
    );
  });

  const times = (rows: { eventTime: string }[]) => rows.map(({ eventTime }) => eventTime.slice(8));
  const newestFirst = [
    '03 23:59:59',
    '03 10:00:00',
    '03 09:00:00',
    '03 00:00:00',
    '02 10:00:00',
    '01 23:59:59',
    '01 12:00:00',
    '01 08:00:01',
    '01 08:00:00',
    '01 00:00:00',
  ];

  it.each([1, 2, 3, 4, 7, 10, 1000])('every page of %i rows, newest first, with the total', async (pageSize) => {
    const rows: string[] = [];
    for (let pageNo = 1; ; pageNo++) {
      const { data } = await get(`v2/transaction/list?pageNo=${pageNo}&pageSize=${pageSize}`);
      rows.push(...times(data.data));
      expect([data.page, data.size, data.total]).toEqual([pageNo - 1, pageSize, 10]);
      if (data.lastPage) break;
    }
    expect(rows).toEqual(newestFirst);
  });

  it('past the end is an empty page, not an error', async () => {
    expect(await get('transaction/list?pageNo=9&pageSize=10')).toEqual({ code: 0, message: 'success', data: [] });
    expect((await get('v2/transaction/list?pageNo=9&pageSize=10')).data).toMatchObject({
      total: 10,
      data: [],
      lastPage: true,
    });
  });

  it.each<[string, number, string[]]>([
    ['startDate=2024-05-02&endDate=2024-05-02', 1, ['02 10:00:00']],
    ['startDate=2024-05-03', 4, newestFirst.slice(0, 4)],
    ['endDate=2024-05-01', 5, newestFirst.slice(5)],
    ['startDate=2024-05-01+08:00:01&endDate=2024-05-03%2009:00:00', 6, newestFirst.slice(2, 8)],
    ['startDate=2024-05-01 08:00:00&endDate=2024-05-01 12:00:00', 3, newestFirst.slice(6, 9)],
    ['startDate=&endDate=', 10, newestFirst],
    ['startDate=2030-01-01', 0, []],
  ])('%s has %i', async (query, total, expected) => {
    const { data } = await get(`v2/transaction/list?${query}`);
    expect([data.total, times(data.data)]).toEqual([total, expected]);
    expect(times((await get(`transaction/list?${query}`)).data)).toEqual(expected);
  });

  it('of a person, of a device, of nobody', async () => {
    expect((await get('v2/transaction/person/58')).data).toMatchObject({ total: 1, data: [{ name: 'Ana' }] });
    expect((await get('v2/transaction/list?personPin=58')).data.total).toBe(1);
    expect((await get('v2/transaction/device/OTHER')).data.total).toBe(1);
    expect((await get('v2/transaction/device/7633223440032?startDate=2024-05-03')).data.total).toBe(4);
    expect((await get('v2/transaction/person/99')).data).toMatchObject({ total: 0, data: [], lastPage: true });
    expect((await get('transaction/device/nobody')).data).toEqual([]);
  });

  it.each([
    ['startDate=soon', -100],
    ['startDate=2024-05-02&endDate=2024-05-01', -101],
    ['pageNo=0', -90],
    ['pageSize=1001', -91],
    ['pageNo=2', 0],
  ])('%s answers %i', async (query, code) => {
    for (const path of ['transaction/list', 'transaction/person/57', 'transaction/device/7633223440032']) {
      expect((await get(`${path}?${query}`)).code).toBe(code);
      expect((await get(`v2/${path}?${query}`)).code).toBe(code);
    }
  });

  it('a deep page reads only the days of its rows', () => {
    const days = Array.from({ length: 2_000 }, (_, n) => ({ day: `day ${n}`, n: 700 }));
    expect(pageOfDays(days, { offset: 999_000, limit: 1_000 })).toEqual({
      from: 'day 1428 00:00:00',
      to: 'day 1427 23:59:59',
      offset: 100,
    });
    expect(pageOfDays(days, { offset: 1_400_000, limit: 1 })).toBeNull();
    expect(pageOfDays([], { offset: 0, limit: 1 })).toBeNull();
  });

  describe('of doors, in their own form (2.18.10-12)', () => {
    const ok = { ret: 'ok', i18nArgs: null, success: true };

    it('2.18.10', async () => {
      const body = await post('transaction/getDoorTransactions', {
        devSn: 'OTHER',
        startTime: '2024-5-2 08:00:00',
        endTime: '',
        filter: '',
        type: 'normal',
        eventNo: '0',
        personPin: '',
        pageNo: '1',
        pageSize: '100',
      });
      expect(body).toEqual({
        ...ok,
        msg: 'operation succeed',
        data: [
          {
            id,
            eventNo: 0,
            eventName: 'Normal Verify Open',
            eventTime: '2024-05-02 10:00:00',
            doorName: '10.8.14.210-1',
            personPin: '58',
            personName: 'Ana',
            areaName: 'Area Name',
            personLastName: 'Hou',
            eventLevel: '0',
          },
        ],
        page: 1,
        pageSize: 100,
        total: 1,
      });
    });

    it('2.18.11, wrapped in content', async () => {
      const body = await post('v2/transaction/getDoorTransactions', {
        content: { personPin: '58', page: 1, pageSize: 2 },
      });
      const one = { ...printed, eventTime: '2024-05-02 10:00:00', pin: '58', name: 'Ana', devSn: 'OTHER' };
      expect(body).toEqual({
        ...ok,
        msg: 'Operation Succeed',
        data: { page: 0, size: 2, total: 1, data: [one], offset: 0, lastPage: true },
      });
    });

    it.each<[object, number]>([
      [{}, 10],
      [{ filter: 'an' }, 1],
      [{ filter: '5' }, 10],
      [{ filter: '58' }, 1],
      [{ type: 'alarm' }, 0],
      [{ type: 'normal', devsn: 'OTHER' }, 1],
      [{ eventNo: 8 }, 0],
      [{ devSn: 'OTHER', personPin: '57' }, 0],
      [{ startTime: '2024-05-03', endTime: '2024-05-03' }, 4],
    ])('filters by %o', async (body, total) => {
      expect((await post('transaction/getDoorTransactions', body)).total).toBe(total);
      expect((await post('v2/transaction/getDoorTransactions', body)).data.total).toBe(total);
    });

    it('2.18.12', async () => {
      const [{ id: one }] = (await get('transaction/person/58')).data;
      expect(await post('transaction/getDoorTransactionDetail', { content: { id: one } })).toEqual({
        ...ok,
        msg: 'operation succeed',
        data: {
          id: one,
          eventNo: 0,
          eventName: 'Normal Verify Open',
          eventTime: '2024-05-02 10:00:00',
          doorName: '10.8.14.210-1',
          personPin: '58',
          personName: 'Ana',
          areaName: 'Area Name',
          personLastName: 'Hou',
          eventLevel: '0',
          devName: '10.8.14.210',
          cardNo: '9606650',
          readerName: '10.8.14.210-1-Out',
          verifyModeName: 'Face',
        },
      });
    });

    it.each([
      'transaction/getDoorTransactions',
      'v2/transaction/getDoorTransactions',
      'transaction/getDoorTransactionDetail',
    ])('%s refuses a body that cannot be read in the same form', async (path) => {
      const headers = { access_token: apiToken, 'content-type': 'application/json' };
      const { status, body } = await app.request('POST', `/api/${path}`, { body: '{"id": ', headers });
      expect(status).toBe(200);
      expect(body).toEqual({
        ret: 'fail',
        msg: 'the body cannot be read: JSON or a form is expected',
        data: null,
        i18nArgs: null,
      });
    });

    it.each<[string, object]>([
      ['transaction/getDoorTransactions', { type: 'strange' }],
      ['transaction/getDoorTransactions', { pageSize: 1001 }],
      ['transaction/getDoorTransactions', { startTime: '2024-05-02', endTime: '2024-05-01' }],
      ['v2/transaction/getDoorTransactions', { startTime: 'soon' }],
      ['transaction/getDoorTransactionDetail', { id: 'nobody' }],
      ['transaction/getDoorTransactionDetail', {}],
    ])('%s refuses %o in its form', async (path, body) => {
      expect(await post(path, body)).toEqual({ ret: 'fail', msg: expect.any(String), data: null, i18nArgs: null });
    });
  });
});
