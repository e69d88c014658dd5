import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AttRecordService } from '../../../src/modules/attendance/att-record.service.js';
import { forgetEvents, storeEvents } from '../../support/events.js';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await app.admin('POST', '/persons', { pin: '57', name: 'Leo', lastName: 'Hou' });
  await app.admin('POST', '/persons', { pin: '58', name: 'Ann' });
});
afterAll(() => app.stop());
beforeEach(async () => {
  await forgetEvents(app);
  await app.sql('TRUNCATE att_application');
});

const lists = ['transaction/listAttTransaction', 'v2/transaction/listAttTransaction'];
const get = async (path: string) => (await app.api('GET', `/api/${path}`)).body;
const att = (fields: object = {}) => ({ sn: 'CLOCK1', devName: 'Clock', module: 'att', ...fields });
const store = (...events: object[]) => storeEvents(app, ...events);
const sign = async (personPin: string, signDatetime: string) =>
  expect(await app.api('POST', '/api/attApply/applySign', { personPin, signDatetime })).toMatchObject({
    body: { code: 0 },
  });

/** Times of the records of a page of each form of the call, and the totals of the later one. */
async function times(query = ''): Promise<string[]> {
  const [plain, paged] = [await get(`${lists[0]}${query}`), await get(`${lists[1]}${query}`)];
  expect(paged.data.data).toEqual(plain.data);
  return (plain.data as { eventTime: string }[]).map(({ eventTime }) => eventTime.slice(5, 16));
}
const total = async (query = '') => (await get(`${lists[1]}${query}`)).data.total as number;

describe('2.21.1 listAttTransaction', () => {
  it('shows the area of the device: importers join areas by its code', async () => {
    await app.admin('POST', '/areas', { code: 'WORKS', name: 'Works' });
    await app.admin('POST', '/devices', { sn: 'CLOCK7', module: 'att', areaCode: 'WORKS' });
    await store(
      att({ sn: 'CLOCK7', logId: 2, eventTime: '2017-08-04 15:59:12' }),
      att({ sn: 'GONE', logId: 1, eventTime: '2017-08-04 15:58:12' }),
    );
    await sign('57', '2017-08-04 08:00:00');
    const zones = (rows: { accZone: string | null }[]) => rows.map(({ accZone }) => accZone);
    expect(zones((await get(lists[0] ?? '')).data)).toEqual(['WORKS', null, null]);
    expect(zones((await get(lists[1] ?? '')).data.data)).toEqual(['WORKS', null, null]);
  });

  it('lists passages at attendance devices, with every field of the manual, newest first', async () => {
    await store(
      att({ logId: 11733, eventTime: '2017-08-04 15:58:49', cardNo: '', readerName: '', verifyType: '200' }),
      att({ logId: 11734, eventTime: '2017-08-04 15:59:12' }),
      { sn: 'DOOR1', module: 'acc', eventTime: '2017-08-04 16:00:00' },
    );
    const id = expect.stringMatching(/^[0-9a-f]{32}$/);
    const rows = [
      {
        id,
        eventTime: '2017-08-04 15:59:12',
        pin: '57',
        name: 'Leo',
        lastName: 'Hou',
        deptName: 'Department Name',
        areaName: 'Area Name',
        cardNo: '9606650',
        devSn: 'CLOCK1',
        verifyModeName: 'Face',
        eventName: null,
        eventPointName: '10.8.14.210-1',
        readerName: '10.8.14.210-1-Out',
        accZone: null,
        devName: 'Clock',
        logId: 11734,
      },
      {
        id,
        eventTime: '2017-08-04 15:58:49',
        pin: '57',
        name: 'Leo',
        lastName: 'Hou',
        deptName: 'Department Name',
        areaName: 'Area Name',
        cardNo: '',
        devSn: 'CLOCK1',
        verifyModeName: 'Other',
        eventName: null,
        eventPointName: '10.8.14.210-1',
        readerName: 'Other',
        accZone: null,
        devName: 'Clock',
        logId: 11733,
      },
    ];
    expect(await get('transaction/listAttTransaction?pageNo=1&pageSize=20')).toEqual({
      code: 0,
      message: 'success',
      data: rows,
    });
    expect(await get('v2/transaction/listAttTransaction?pageNo=1&pageSize=20')).toEqual({
      code: 0,
      message: 'success',
      data: { page: 0, size: 20, total: 2, data: rows, offset: 0, lastPage: true },
    });
    expect((await get('transaction/list')).data.map(({ devSn }: { devSn: string }) => devSn)).toEqual(['DOOR1']);
  });

  it('leaves out refused and unknown people, also in totals, folded or not', async () => {
    await app.admin('POST', '/devices', { sn: 'DOOR9' });
    await app.admin('PATCH', '/devices/DOOR9', { attendance: true });
    const passed = [0, 1, 14, 101, 203];
    const refused = [5, 6, 8, 20, 21, 22, 23, 24, 27, 29, 41, 48, 102, 200, 206, 214, 220, 500];
    const each = (sn: object, from: number) =>
      [...passed, ...refused].map((eventNo, index) => ({
        ...sn,
        eventNo,
        eventTime: `2024-05-0${from} 08:00:${String(index).padStart(2, '0')}`,
      }));
    const door = { sn: 'DOOR9', module: 'acc' };
    await store(...each(att(), 1), ...each(door, 2), att({ pin: '', eventTime: '2024-05-03 08:00:00' }));
    const first = ['00', '01', '02', '03', '04'];
    const part = '?startDate=2024-05-01 08:00:01&endDate=2024-05-02 08:00:03';
    for (const round of ['as they came', 'folded']) {
      const rows = (await get('transaction/listAttTransaction')).data as { eventTime: string }[];
      const seconds = rows.map(({ eventTime }) => eventTime.slice(9).replace(' 08:00:', '-'));
      expect([round, seconds.sort()]).toEqual([
        round,
        [...first.map((second) => `1-${second}`), ...first.map((second) => `2-${second}`)],
      ]);
      expect([await total(), await total('?personPin=57'), await total('?personPin=58')]).toEqual([10, 10, 0]);
      expect([await total(part), (await times(part)).length]).toEqual([8, 8]);
      await app.sql('SELECT fold_event_counts(1000)');
    }
    await app.admin('PATCH', '/devices/DOOR9', { attendance: false });
    expect([await total(), await total('?personPin=57')]).toEqual([5, 5]);
  });

  it('leaves out visitors; zones still count them', async () => {
    await app.admin('POST', '/devices', { sn: 'DOOR8' });
    await app.admin('PATCH', '/devices/DOOR8', { attendance: true });
    await app.sql(`INSERT INTO person (id, pin, name, is_visitor) VALUES ('vis-80000017', '80000017', 'Guest', true)`);
    const [zone] = await app.sql<{ id: string }>(
      `INSERT INTO acc_zone (id, code, name) VALUES ('zone-lobby', 'LOBBY', 'Lobby') RETURNING id`,
    );
    const guest = { pin: '80000017', zones: { name: 'Lobby', in: [zone?.id ?? ''], out: [] } };
    await store(
      att({ eventTime: '2024-06-01 08:00:00', ...guest }),
      { sn: 'DOOR8', module: 'acc', eventTime: '2024-06-01 08:01:00', ...guest },
      att({ eventTime: '2024-06-01 08:02:00', eventNo: 23, pin: '58', zones: guest.zones }),
      att({ eventTime: '2024-06-01 08:03:00' }),
    );
    for (const round of ['as they came', 'folded']) {
      expect([round, await times()]).toEqual([round, ['06-01 08:03']]);
      expect([await total(), await total('?personPin=80000017')]).toEqual([1, 0]);
      expect((await get('transaction/firstInAndLastOut/80000017')).data).toEqual([]);
      expect(await app.sql('SELECT pin FROM acc_zone_inside')).toEqual([{ pin: '80000017' }]);
      await app.sql('SELECT fold_event_counts(1000)');
    }
    await app.admin('PATCH', '/devices/DOOR8', { attendance: false });
    await app.sql(`DELETE FROM acc_zone; DELETE FROM person WHERE is_visitor`);
  });

  it('filters by person and time; a date alone is its whole day, an empty one is none', async () => {
    await store(
      att({ eventTime: '2024-05-01 08:00:00' }),
      att({ eventTime: '2024-05-01 08:00:01', pin: '58' }),
      att({ eventTime: '2024-05-02 08:00:00' }),
      att({ eventTime: '2024-05-02 23:59:59' }),
    );
    expect(await times('?personPin=57')).toEqual(['05-02 23:59', '05-02 08:00', '05-01 08:00']);
    expect(await times('?personPin=58&startDate=&endDate=')).toEqual(['05-01 08:00']);
    expect(await times('?startDate=2024-05-02&endDate=2024-05-02')).toEqual(['05-02 23:59', '05-02 08:00']);
    expect(await times('?startDate=2024-05-02+09:00:00')).toEqual(['05-02 23:59']);
    expect(await times('?endDate=2024-05-01 08:00:00')).toEqual(['05-01 08:00']);
    expect(await times('?personPin=77')).toEqual([]);
    expect(await times('?pageNo=2&pageSize=3')).toEqual(['05-01 08:00']);
    expect(await times('?pageNo=9&pageSize=3')).toEqual([]);
  });

  it.each([
    ['?startDate=yesterday', -100],
    ['?endDate=2024-13-01', -100],
    ['?startDate=2024-05-02&endDate=2024-05-01', -101],
    ['?pageNo=0&pageSize=5', -90],
    ['?pageNo=1&pageSize=0', -90],
    ['?pageNo=1&pageSize=1001', -91],
  ])('%s answers %i', async (query, code) => {
    for (const path of lists) expect((await get(path + query)).code).toBe(code);
  });
});

describe('punches that somebody applied for', () => {
  it('are among the events while they are approved', async () => {
    await store(att({ eventTime: '2024-05-01 08:00:00' }), att({ eventTime: '2024-05-02 08:00:00', pin: '58' }));
    await sign('57', '2024-05-01 17:00:00');
    const { data } = await get('transaction/listAttTransaction?personPin=57');
    expect(data[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventTime: '2024-05-01 17:00:00',
      pin: '57',
      name: 'Leo',
      lastName: 'Hou',
      deptName: 'Department Name',
      areaName: '',
      cardNo: '',
      devSn: '',
      verifyModeName: 'Other',
      eventName: null,
      eventPointName: '',
      readerName: 'Other',
      accZone: null,
      devName: '',
      logId: -1,
    });
    expect(await times()).toEqual(['05-02 08:00', '05-01 17:00', '05-01 08:00']);
    const { items } = (await app.admin('GET', '/attendance/applications')).body as { items: { id: string }[] };
    await app.admin('POST', `/attendance/applications/${items[0]?.id}/reject`);
    expect([await times(), await total()]).toEqual([['05-02 08:00', '05-01 08:00'], 2]);
    await app.admin('POST', `/attendance/applications/${items[0]?.id}/approve`);
    expect([await times('?personPin=57'), await total('?personPin=57')]).toEqual([['05-01 17:00', '05-01 08:00'], 2]);
  });

  it('have names in the language of the installation', async () => {
    const spanish = await startApp({ env: { LOCALE: 'es' } });
    await spanish.admin('POST', '/persons', { pin: '57' });
    await spanish.api('POST', '/api/attApply/applySign', { personPin: '57', signDatetime: '2024-05-01 17:00:00' });
    const { body } = await spanish.api('GET', '/api/transaction/listAttTransaction');
    expect(body.data).toMatchObject([{ eventName: null, verifyModeName: 'Otro', readerName: 'Otro' }]);
    await spanish.stop();
  });

  it('wait while they are pending', async () => {
    await app.admin('PATCH', '/settings', { attendanceApplications: 'pending' });
    await sign('57', '2024-05-01 17:00:00');
    expect([await times(), await total()]).toEqual([[], 0]);
    await app.admin('PATCH', '/settings', { attendanceApplications: 'approved' });
  });

  it('leave and overtime are no records', async () => {
    const span = { personPin: '57', startDatetime: '2024-05-01 08:00:00', endDatetime: '2024-05-01 09:00:00' };
    await app.api('POST', '/api/attApply/applyOvertime', span);
    await app.api('POST', '/api/attApply/applyLeave', { ...span, leaveTypeNo: 'L1' });
    expect(await total()).toBe(0);
  });

  it('are paged with the events, each once, over days', async () => {
    const hours = Array.from({ length: 20 }, (_, index) => index);
    const stamp = (day: number, hour: number) =>
      `2024-06-${String(day).padStart(2, '0')} ${String(hour).padStart(2, '0')}:30:00`;
    await store(...hours.flatMap((hour) => [att({ eventTime: stamp(1, hour) }), att({ eventTime: stamp(3, hour) })]));
    for (const day of [1, 2, 3, 4]) await sign('57', stamp(day, 12));
    const all = await times();
    expect(all).toHaveLength(44);
    expect(all).toEqual([...all].sort().reverse());
    for (const size of [1, 7, 11, 43]) {
      const pages: string[] = [];
      for (let page = 1; pages.length < 44; page++) {
        const rows = (await get(`v2/transaction/listAttTransaction?pageNo=${page}&pageSize=${size}`)).data;
        expect(rows.total).toBe(44);
        pages.push(...rows.data.map(({ id }: { id: string }) => id));
      }
      expect(new Set(pages).size).toBe(44);
    }
    const part = '?startDate=2024-06-01 12:00:00&endDate=2024-06-03 12:30:00';
    expect(await total(part)).toBe(8 + 1 + 1 + 13 + 1);
    expect(await times(`${part}&pageNo=2&pageSize=10`)).toHaveLength(10);
  });
});

describe('devices of other businesses that an operator has named', () => {
  it('have events that are records, too, and stay events of their own business', async () => {
    for (const sn of ['DOOR1', 'DOOR2', 'DOOR3']) await app.admin('POST', '/devices', { sn });
    const door = (sn: string, eventTime: string, fields: object = {}) => ({ sn, module: 'acc', eventTime, ...fields });
    await store(
      att({ eventTime: '2024-05-01 08:00:00' }),
      door('DOOR1', '2024-05-01 09:00:00'),
      door('DOOR1', '2024-05-02 09:00:00', { pin: '58' }),
      door('DOOR2', '2024-05-02 10:00:00'),
      door('DOOR3', '2024-05-02 11:00:00'),
    );
    expect(await times()).toEqual(['05-01 08:00']);
    for (const sn of ['DOOR1', 'DOOR2']) {
      const { status, body } = await app.admin('PATCH', `/devices/${sn}`, { attendance: true });
      expect([status, body.attendance]).toEqual([200, true]);
    }
    await sign('57', '2024-05-02 09:30:00');
    const all = ['05-02 10:00', '05-02 09:30', '05-02 09:00', '05-01 09:00', '05-01 08:00'];
    expect([await times(), await total()]).toEqual([all, 5]);
    expect(await times('?pageNo=2&pageSize=2')).toEqual(['05-02 09:00', '05-01 09:00']);
    const of57 = ['05-02 10:00', '05-02 09:30', '05-01 09:00', '05-01 08:00'];
    expect([await times('?personPin=57'), await total('?personPin=57')]).toEqual([of57, 4]);
    const part = '?startDate=2024-05-01 08:30:00&endDate=2024-05-02 09:30:00';
    expect([await times(part), await total(part)]).toEqual([['05-02 09:30', '05-02 09:00', '05-01 09:00'], 3]);
    const doors = (await get('transaction/list')).data as { devSn: string }[];
    expect(doors.map(({ devSn }) => devSn)).toEqual(['DOOR3', 'DOOR2', 'DOOR1', 'DOOR1']);
    for (const sn of ['DOOR1', 'DOOR2']) await app.admin('PATCH', `/devices/${sn}`, { attendance: false });
    expect(await times()).toEqual(['05-02 09:30', '05-01 08:00']);
  });
});

describe('page 100 of a long list', () => {
  it('reads only its days, with and without punches', async () => {
    await app.sql(`SELECT ingest_events((
      SELECT json_agg(json_build_object('id', gen_random_uuid(), 'happened_ms', 0, 'module', 'att', 'sn', 'CLOCK1',
        'event_time', to_char(timestamp '2026-10-01' + n * interval '100 seconds', 'YYYY-MM-DD HH24:MI:SS'),
        'log_id', n, 'event_no', 0, 'event_level', 0, 'point_no', 0, 'point_type', 'none', 'passage', 2))
      FROM generate_series(0, 19999) n), 20000)`);
    for (const day of ['02', '10', '20']) await sign('57', `2026-10-${day} 17:00:00`);
    await app.sql('ANALYZE event, att_application');
    const statements: { sql: string; parameters: unknown[] }[] = [];
    const manager = Object.create(app.work.manager, {
      query: {
        value: (sql: string, parameters: unknown[]) => {
          statements.push({ sql, parameters });
          return app.sql(sql, parameters);
        },
      },
    }) as typeof app.work.manager;
    const page = await app.app.get(AttRecordService).list(manager, {}, { offset: 99 * 100, limit: 100 });
    expect([page.total, page.events.length]).toEqual([20_003, 100]);
    const { sql = '', parameters = [] } = statements.at(-1) ?? {};
    const plan = await app.sql<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
      parameters,
    );
    // 864 events a day: two days at most, and the punches.
    expect(rowsRead(plan[0]?.['QUERY PLAN'][0]?.Plan)).toBeLessThanOrEqual(2 * 864 + 3);
  });
});

interface PlanNode {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows that the scans at the leaves touched. */
function rowsRead(node: PlanNode | undefined): number {
  if (!node) return Infinity;
  if (node.Plans) return node.Plans.reduce((sum, child) => sum + rowsRead(child), 0);
  return (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
}
