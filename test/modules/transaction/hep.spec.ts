import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { panel, type Panel } from '../../support/panels.js';
import { forgetEvents, storeEvents } from '../../support/events.js';

let app: TestApp;
let door: Panel;
beforeAll(async () => {
  app = await startApp();
  door = await panel(app, 'HEP1', 'MaskDetectionFunOn=1,IRTempDetectionFunOn=1');
  await app.api('POST', '/api/person/add', { pin: '1', name: 'seven', lastName: 'wu' });
});
afterAll(() => app.stop());
beforeEach(async () => {
  await forgetEvents(app);
  await app.sql('DELETE FROM event_photo');
});

const get = async (path: string) => (await app.api('GET', `/api/${path}`)).body;
const list = async (query = '') => (await get(`hep/transaction/list?${query}`)).data as Record<string, unknown>[];

interface Seen {
  readonly mask?: string;
  readonly temperature?: string;
  readonly event?: number;
  readonly pin?: string;
}
let index = 0;
const upload = async (sn: string, ...seen: Seen[]) => {
  const lines = seen.map(({ mask = '', temperature = '', event = 0, pin = '1' }) => {
    index++;
    const time = `2020-07-03 16:${String(Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`;
    return `time=${time}\tpin=${pin}\tcardno=0\teventaddr=1\tevent=${event}\tinoutstatus=0\tverifytype=15\tindex=${index}\tmaskflag=${mask}\ttemperature=${temperature}`;
  });
  const { status, text } = await app.request('POST', `/iclock/cdata?SN=${sn}&table=rtlog`, { body: lines.join('\n') });
  expect([status, text]).toEqual([200, 'OK']);
};

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5, 6, 7, 8]);

it('2.26.1 and 2.26.2 look as the manual prints them', async () => {
  await upload(door.sn, { mask: '1', temperature: '36.6' });
  const [{ log_id: logId } = { log_id: 0 }] = await app.sql<{ log_id: number }>('SELECT log_id FROM event');
  const row = {
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventTime: expect.stringMatching(/^2020-07-03 16:/),
    pin: '1',
    name: 'seven',
    lastName: 'wu',
    deptName: 'Department Name',
    areaName: 'Area Name',
    cardNo: null,
    devSn: 'HEP1',
    verifyModeName: 'Face',
    eventName: 'Normal Verify Open',
    eventPointName: 'HEP1-1',
    readerName: 'HEP1-1-In',
    accZone: null,
    devName: 'HEP1',
    logId,
    eventNumber: String(logId),
    photoPath: null,
    maskFlag: '1',
    temperature: 36.6,
    status: 'Normal',
  };
  expect(await get('hep/transaction/list?pageNo=1&pageSize=20')).toEqual({ code: 0, message: 'success', data: [row] });
  for (const path of ['hep/transaction/monitor?timestamp=1', '/hep/transaction/monitor?timestamp=2']) {
    await app.sql('DELETE FROM monitor_reader');
    expect(await get(path)).toEqual({ code: 0, message: 'success', data: [{ ...row, id: '' }] });
    expect((await get(path)).data).toEqual([]);
  }
});

describe('what was checked', () => {
  it.each<[Seen, string | null, number | null, string]>([
    [{ mask: '0', temperature: '37.2' }, '0', 37.2, 'Normal'],
    [{ mask: '1', temperature: '37.3' }, '1', 37.3, 'Abnormal'],
    [{ mask: '1', temperature: '255' }, '1', null, 'Unmeasured'],
    [{ mask: '255', temperature: '36' }, null, 36, 'Normal'],
    [{ temperature: '38.2', event: 68 }, null, 38.2, 'Abnormal'],
    [{ mask: '1', temperature: '0.0', event: 68 }, '1', null, 'Abnormal'],
    [{ mask: '0', temperature: '36.5', event: 69 }, '0', 36.5, 'Normal'],
    [{ mask: '1', temperature: 'warm' }, '1', null, 'Unmeasured'],
  ])('%o', async (seen, maskFlag, temperature, status) => {
    await upload(door.sn, seen);
    expect(await list()).toMatchObject([{ maskFlag, temperature, status }]);
  });

  it('neither mask nor temperature: the event is not in this list', async () => {
    await upload(door.sn, {}, { mask: '255', temperature: '255' }, { mask: '255', temperature: '0' });
    expect(await list()).toEqual([]);
    expect((await get('v2/transaction/list')).data.total).toBe(3);
  });

  it('a panel that announces no such sensor has measured nothing, whatever it sends', async () => {
    const plain = await panel(app, 'HEP2', 'MaskDetectionFunOn=0,IRTempDetectionFunOn=0');
    await upload(plain.sn, { mask: '0', temperature: '36.0' });
    expect(await list()).toEqual([]);
  });

  it('the limit of a fever is a setting', async () => {
    expect((await app.admin('GET', '/settings')).body.temperatureLimit).toBe(37.3);
    expect((await app.admin('PATCH', '/settings', { temperatureLimit: 38 })).body.temperatureLimit).toBe(38);
    await upload(door.sn, { temperature: '37.9' }, { temperature: '38' });
    expect((await list()).map(({ status }) => status)).toEqual(['Abnormal', 'Normal']);
    await app.admin('PATCH', '/settings', { temperatureLimit: 37.3 });
    const refused = await app.admin('PATCH', '/settings', { temperatureLimit: 300 });
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'temperatureLimit']);
  });
});

it('counts events of all businesses, with their totals in the later lists of each', async () => {
  const hep = { maskFlag: '1', temperature: '36.5' };
  const at = (second: number) => ({ eventTime: `2024-05-01 08:00:0${second}`, logId: second });
  await storeEvents(
    app,
    { ...hep, ...at(1), module: 'acc' },
    { ...at(2), module: 'acc' },
    { ...hep, ...at(3), module: 'att', pin: '1' },
    { ...hep, ...at(4), module: 'psg' },
  );
  const logIds = async (query = '') => (await list(query)).map(({ logId }) => logId);
  for (let round = 0; round < 2; round++) {
    expect(await logIds()).toEqual([4, 3, 1]);
    expect(await logIds('pageNo=2&pageSize=2')).toEqual([1]);
    expect(await logIds('personPin=1')).toEqual([3]);
    expect(await logIds('startDate=2024-05-01 08:00:02&endDate=2024-05-01 08:00:03')).toEqual([3]);
    expect((await get('v2/transaction/list')).data.total).toBe(2);
    await app.sql('SELECT fold_event_counts(1000)');
  }
});

it.each([
  ['startDate=soon', -100],
  ['startDate=2024-05-02&endDate=2024-05-01', -101],
  ['pageNo=0', -90],
  ['pageSize=1001', -91],
])('%s answers %i', async (query, code) => {
  expect((await get(`hep/transaction/list?${query}`)).code).toBe(code);
});

describe('the picture', () => {
  const snapshot = async () => {
    const { time } = (await app.sql<{ time: string }>('SELECT event_time::text AS time FROM event'))[0] ?? { time: '' };
    const name = `${time.replace(/\D/g, '')}-1.jpg`;
    const answer = await door.upload('attphoto', `pin=${name}\tsn=HEP1\tsize=3\tphoto=${jpeg.toString('base64')}`);
    expect(answer).toEqual([200, 'attphoto=1']);
  };
  const bytes = async (path: string) => {
    const answer = await fetch(app.url + path);
    return [answer.status, Buffer.from(await answer.arrayBuffer())] as const;
  };

  it('lies under a path that nobody can guess', async () => {
    await upload(door.sn, { mask: '1', temperature: '36.6' });
    await snapshot();
    const path = (await list())[0]?.photoPath as string;
    expect(path).toMatch(/^\/upload\/event\/photo\/HEP1\/20200703\d{6}-\d+-[\w-]{22}\.jpg$/);
    expect(await bytes(path)).toEqual([200, jpeg]);
    expect((await get('hep/transaction/monitor?timestamp=9')).data[0].photoPath).toBe(path);
  });

  it.each<[string, (path: string) => string]>([
    ['another signature', (path) => path.replace(/-[\w-]{22}\.jpg/, `-${'A'.repeat(22)}.jpg`)],
    ['another number', (path) => path.replace(/-(\d+)-([\w-]{22})\.jpg/, '-999999-$2.jpg')],
    ['another device', (path) => path.replace('/HEP1/', '/HEP9/')],
    ['no signature', (path) => path.replace(/-[\w-]{22}\.jpg/, '.jpg')],
  ])('%s gives nothing', async (_what, change) => {
    await upload(door.sn, { mask: '1', temperature: '36.6' });
    await snapshot();
    const [status] = await bytes(change((await list())[0]?.photoPath as string));
    expect(status).toBe(404);
  });
});
