import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { forgetEvents, storeEvents } from '../../support/events.js';
import { refusalOf } from '../../support/answers.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.api('POST', '/api/person/add', { pin: '57', name: 'Leo', lastName: 'Hou' });
  await app.admin('POST', '/devices', { sn: 'ACC1', name: 'Panel' });
  await app.admin('POST', '/devices', { sn: 'ELE1', name: 'Lift', module: 'ele' });
  await app.admin('POST', '/devices', { sn: 'PSG1', name: 'Channel', module: 'psg' });
  await app.admin('POST', '/devices', { sn: 'QUIET', name: 'Quiet' });
  await app.sql(`UPDATE device SET options = '{"PassWayType": "2"}' WHERE sn = 'PSG1'`);
});
afterAll(() => app.stop());
beforeEach(() => forgetEvents(app));

const get = async (path: string) => (await app.api('GET', `/api/${path}`)).body;
const acc = (fields: object = {}) => ({ sn: 'ACC1', devName: 'Panel', module: 'acc', ...fields });
const ele = (fields: object = {}) => ({ sn: 'ELE1', devName: 'Lift', module: 'ele', ...fields });
const psg = (fields: object = {}) => ({ sn: 'PSG1', devName: 'Channel', module: 'psg', ...fields });
const store = (...events: object[]) => storeEvents(app, ...events);
const logIds = ({ data }: { data: { logId: number }[] }) => data.map(({ logId }) => logId);
const id = expect.stringMatching(/^[0-9a-f]{32}$/);

const common = {
  id,
  eventTime: '2023-01-12 15:05:56',
  pin: '57',
  name: 'Leo',
  lastName: 'Hou',
  deptName: 'Department Name',
  areaName: 'Area Name',
  cardNo: '9606650',
  verifyModeName: 'Face',
  eventName: 'Normal Verify Open',
  eventPointName: '10.8.14.210-1',
  readerName: '10.8.14.210-1-Out',
  logId: 161,
  eventNo: 0,
};
const accRow = {
  ...common,
  devSn: 'ACC1',
  accZone: null,
  devName: 'Panel',
  eventLevel: 0,
  doorName: '10.8.14.210-1',
  capturePhotoBase64: '',
};
const page = (data: object[]) => ({
  code: 0,
  message: 'success',
  data: { page: 0, size: 1000, total: data.length, data, offset: 0, lastPage: true },
});
const list = (data: object[]) => ({ code: 0, message: 'success', data });

describe('each family has its own events', () => {
  beforeEach(() =>
    store(
      acc({ logId: 1, eventTime: '2024-05-01 08:00:00' }),
      ele({ logId: 2, eventTime: '2024-05-01 08:00:01' }),
      psg({ logId: 3, eventTime: '2024-05-01 08:00:02', pin: '58' }),
      acc({ logId: 4, eventTime: '2024-05-02 08:00:00', pin: '' }),
      psg({ logId: 5, eventTime: '2024-05-02 09:00:00' }),
      { sn: 'ATT1', module: 'att', logId: 6, eventTime: '2024-05-02 10:00:00' },
    ),
  );

  it.each<[string, number[]]>([
    ['transaction/list', [4, 1]],
    ['transaction/list?personPin=57', [1]],
    ['transaction/person/57', [1]],
    ['transaction/device/ACC1', [4, 1]],
    ['transaction/device/ELE1', []],
    ['eleTransaction/list', [2]],
    ['eleTransaction/list?personPin=57', [2]],
    ['eleTransaction/list?personPin=58', []],
    ['eleTransaction/list?startDate=2024-05-02', []],
    ['psgTransaction/list', [5, 3]],
    ['psgTransaction/list?personPin=58', [3]],
    ['psgTransaction/list?startDate=2024-05-01 08:00:02&endDate=2024-05-01 08:00:02', [3]],
    ['psgTransaction/person/57', [5]],
    ['psgTransaction/person?pin=57', [5]],
    ['psgTransaction/device/PSG1', [5, 3]],
    ['psgTransaction/device?deviceSn=PSG1', [5, 3]],
  ])('%s', async (path, expected) => {
    expect(logIds(await get(path))).toEqual(expected);
    const counted = (await get(`v2/${path}`)).data;
    expect([logIds(counted), counted.total]).toEqual([expected, expected.length]);
  });

  it.each<[string, number[]]>([
    ['v3/transaction/device?deviceSn=ACC1', [4, 1]],
    ['v3/transaction/device/ACC1', [4, 1]],
    ['v3/transaction/device?deviceSn=QUIET', []],
    ['v3/transaction/person', [4, 1]],
    ['v3/transaction/person?pin=57', [1]],
    ['v3/transaction/person/57', [1]],
    ['v3/psgTransaction/device/PSG1', [5, 3]],
    ['v3/psgTransaction/device?deviceSn=PSG1', [5, 3]],
    ['v3/psgTransaction/person/57', [5]],
    ['v3/psgTransaction/person?pin=57', [5]],
  ])('%s', async (path, expected) => {
    const counted = (await get(path)).data;
    expect([logIds(counted), counted.total]).toEqual([expected, expected.length]);
  });

  it('doors have only those of controllers', async () => {
    expect((await app.api('POST', '/api/transaction/getDoorTransactions', {})).body.total).toBe(2);
  });

  it('totals stay exact once the counters are written', async () => {
    await app.sql('SELECT fold_event_counts(4)');
    expect((await get('v2/psgTransaction/list')).data.total).toBe(2);
    expect((await get('v2/transaction/person/57')).data.total).toBe(1);
    await app.sql('SELECT fold_event_counts(4)');
    expect((await get('v2/psgTransaction/list')).data.total).toBe(2);
    expect((await get('v2/transaction/device/ACC1')).data.total).toBe(2);
    const counted = async () => {
      // The gateway folds by itself, too, and whoever comes second goes away.
      await app.sql('SELECT fold_event_counts(4)');
      return app.sql('SELECT family, sum(n)::int AS n FROM event_count_by_family GROUP BY 1 ORDER BY 1');
    };
    await expect.poll(counted).toEqual([
      { family: 'acc', n: 2 },
      { family: 'att', n: 1 },
      { family: 'ele', n: 1 },
      { family: 'passed', n: 4 },
      { family: 'psg', n: 2 },
      { family: 'punch', n: 1 },
    ]);
  });
});

describe('rows look as the manual prints them', () => {
  it('of elevators (2.19.1, 2.19.2)', async () => {
    await store(ele());
    const row = { ...accRow, devSn: 'ELE1', devName: 'Lift' };
    expect(await get('eleTransaction/list')).toEqual(list([row]));
    expect(await get('v2/eleTransaction/list')).toEqual(page([row]));
  });

  it('of entrances, with the kind that the controller reports (2.34.1 to 2.34.7)', async () => {
    await store(psg());
    const row = { ...common, devSn: 'PSG1', devName: 'Channel', gateType: 2 };
    for (const path of ['psgTransaction/list', 'psgTransaction/device/PSG1', 'psgTransaction/person/57']) {
      expect(await get(path)).toEqual(list([row]));
      expect(await get(`v2/${path}`)).toEqual(page([row]));
    }
    expect(await get('v3/psgTransaction/device/PSG1')).toEqual(page([row]));
    expect(await get('v3/psgTransaction/person/57')).toEqual(page([row]));
    expect(await get('psgTransaction/monitor?timestamp=1')).toEqual(list([{ ...row, id: null }]));
  });

  it.each(['', '0', '4', 'swing'])('a kind of entrance that the vendor has no number for is 0: "%s"', async (told) => {
    await store(psg());
    await app.sql(`UPDATE device SET options = jsonb_build_object('PassWayType', $1::text) WHERE sn = 'PSG1'`, [told]);
    expect((await get('psgTransaction/list')).data[0].gateType).toBe(0);
  });

  it('of the later calls, with door and side (v1.2)', async () => {
    const times = (second: number) => ({ eventTime: `2024-05-01 08:00:0${second}` });
    await store(
      acc({ ...times(3), inOut: 0, pointNo: 2 }),
      acc({ ...times(2), inOut: 1 }),
      acc({ ...times(1), eventNo: 206, inOut: 2, pointType: 'device', pointNo: 0, pin: '' }),
      acc({ ...times(0), eventNo: 700, inOut: null, pointType: 'none', pointNo: 0, pin: '', readerName: '' }),
    );
    for (const path of ['v3/transaction/device?deviceSn=ACC1', 'v3/transaction/person']) {
      const { data } = (await get(path)).data;
      expect(data.map((row: object) => Object.values(pick(row)))).toEqual([
        [0, 2],
        [1, 1],
        [null, null],
        [null, null],
      ]);
      expect(data[0]).toEqual({ ...accRow, eventTime: '2024-05-01 08:00:03', readerState: 0, doorNumber: 2 });
    }
  });

  it('one by its id, with the picture that was taken (2.18.13, v1.2 2.2.5.17)', async () => {
    await store(acc());
    const [{ id: one }] = (await get('transaction/list')).data;
    for (const path of [`transaction/getById/${one}`, `transaction/getById?id=${one}`]) {
      expect((await get(path)).data).toEqual(accRow);
    }
    const upload = await app.request('POST', '/iclock/cdata?SN=ACC1&table=tabledata&tablename=attphoto&count=1', {
      body: `pin=20230112150556-57.jpg\tsn=ACC1\tsize=3\tphoto=${jpeg}`,
    });
    expect([upload.status, upload.text]).toEqual([200, 'attphoto=1']);
    for (const path of [`v2/transaction/getById/${one}`, `v2/transaction/getById?id=${one}`]) {
      expect((await get(path)).data).toEqual({ ...accRow, capturePhotoBase64: jpeg, readerState: 1, doorNumber: 1 });
    }
    expect((await get(`transaction/getById/${one}`)).data.capturePhotoBase64).toBe(jpeg);
    expect(await get('v2/transaction/getById?id=nobody')).toMatchObject({ code: -1, data: null });
    expect(await get('v2/transaction/getById')).toMatchObject(refusalOf(-1, 'id is required'));
  });
});

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5, 6, 7, 8]).toString('base64');
const pick = (row: object) => {
  const { readerState, doorNumber } = row as { readerState: unknown; doorNumber: unknown };
  return { readerState, doorNumber };
};

describe('what is wrong is told with its code', () => {
  const all = [
    'eleTransaction/list',
    'v2/eleTransaction/list',
    'psgTransaction/list',
    'v2/psgTransaction/list',
    'psgTransaction/device/PSG1',
    'v2/psgTransaction/device/PSG1',
    'v3/psgTransaction/device/PSG1',
    'psgTransaction/person/57',
    'v2/psgTransaction/person/57',
    'v3/psgTransaction/person/57',
    'v3/transaction/device/ACC1',
    'v3/transaction/person',
  ];

  it.each([
    ['startDate=soon', -100],
    ['startDate=2024-05-02&endDate=2024-05-01', -101],
    ['pageNo=0', -90],
    ['pageSize=1001', -91],
    ['pageNo=2&pageSize=1000', 0],
  ])('%s answers %i', async (query, code) => {
    for (const path of all) expect((await get(`${path}?${query}`)).code).toBe(code);
  });

  it.each([
    ['psgTransaction/device', -48],
    ['v2/psgTransaction/device', -48],
    ['v3/psgTransaction/device', -48],
    ['v3/transaction/device', -48],
    ['psgTransaction/person', -20],
    ['v2/psgTransaction/person', -20],
    ['v3/psgTransaction/person', -20],
    ['v3/transaction/device?deviceSn=nobody', -102],
    ['v3/psgTransaction/device/nobody', -102],
    ['psgTransaction/device/nobody', 0],
  ])('%s answers %i', async (path, code) => {
    expect((await get(path)).code).toBe(code);
  });
});

describe('monitors', () => {
  it('of two families continue separately, with one timestamp', async () => {
    await store(acc({ logId: 1 }), psg({ logId: 2 }));
    expect(logIds(await get('transaction/monitor?timestamp=7'))).toEqual([1]);
    expect(logIds(await get('psgTransaction/monitor?timestamp=7'))).toEqual([2]);
    await store(psg({ logId: 3 }), acc({ logId: 4 }));
    expect(logIds(await get('psgTransaction/monitor?timestamp=7'))).toEqual([3]);
    expect(logIds(await get('psgTransaction/monitor?timestamp=8'))).toEqual([]);
    expect(logIds(await get('transaction/monitor?timestamp=7'))).toEqual([4]);
  });
});
