import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { addPanel } from '../../support/facade-site.js';
import { fromFeed } from '../../support/feed.js';
import { worked } from '../../support/panels.js';
import { Importer, type Imported } from './import.js';
import { WrittenDatabase } from './old-database.js';
import { json, pageOf, WrittenServer } from './old-server.js';

const columns = [
  ...['event_time timestamp', 'dev_sn varchar(30)', 'dev_alias varchar(100)', 'log_id integer', 'event_no smallint'],
  ...['event_name varchar(100)', 'event_addr smallint', 'reader_state smallint', 'pin varchar(30)', 'name varchar(50)'],
  ...['last_name varchar(50)', 'dept_code varchar(100)', 'dept_name varchar(100)', 'area_name varchar(100)'],
  ...['card_no varchar(255)', 'verify_mode_no smallint', 'event_point_name varchar(100)', 'reader_name varchar(100)'],
  ...['acc_zone varchar(30)', 'mask_flag varchar(10)', 'temperature varchar(50)'],
];

const oneDay = 86_400_000;
const dayBefore = (days: number) => new Date(Date.now() - days * oneDay).toISOString().slice(0, 10);
const [longAgo, lately] = [dayBefore(300), dayBefore(40)];

const passed = (id: string, time: string, more: object = {}) => ({
  ...{ id, event_time: time, dev_sn: 'OLD0001', dev_alias: 'Main', log_id: Number(id), event_no: 0, event_addr: 1 },
  ...{ reader_state: 0, pin: '2001', name: 'Grace', last_name: 'Murray', dept_code: '20', dept_name: 'Harvard' },
  ...{
    area_name: 'Area',
    card_no: '22223333',
    verify_mode_no: 4,
    event_point_name: 'Main-1',
    reader_name: 'Main-1-In',
  },
  ...more,
});

describe('events of the old server', () => {
  let site: TestApp;
  let old: WrittenDatabase;
  let importer: Importer;

  beforeAll(async () => {
    site = await startApp();
    await addPanel(site, 'OLD0001', { id: 'dev1', name: 'Main', doors: 2, readers: 4 });
    await site.api('POST', '/api/person/add', { pin: '2001', name: 'Grace', lastName: 'Hopper', deptCode: '1' });
    old = await WrittenDatabase.start();
    await old.sql(`CREATE TABLE acc_transaction (id varchar(50) PRIMARY KEY, ${columns.join(', ')})`);
    importer = new Importer(site.databaseUrl);
  });

  afterAll(async () => {
    importer.remove();
    await old.stop();
    await site.stop();
  });

  afterEach(() => old.sql('TRUNCATE acc_transaction'));

  const counts = ({ report }: Imported) => report.summary.counts.events?.outcomes;
  const listed = async (query: string) => {
    const { data } = (await site.api('GET', `/api/v2/transaction/list?pageNo=1&pageSize=100&${query}`)).body;
    return data as { total: number; data: Record<string, unknown>[] };
  };
  const feed = () => fromFeed<{ n: number }>(site, 'SELECT count(*)::int AS n FROM feed');

  it('stand in all lists as they were, and in no feed', async () => {
    await worked(site);
    const before = await feed();
    await old.add(
      'acc_transaction',
      passed('1', `${longAgo} 08:00:01`),
      passed('2', `${longAgo} 17:30:00`, { reader_state: 1, reader_name: 'Main-1-Out' }),
      passed('3', `${lately} 08:00:00`, {
        event_no: 27,
        pin: '',
        name: '',
        last_name: '',
        card_no: '987654',
        event_addr: 2,
      }),
      passed('4', '1999-01-01 00:00:00'),
      passed('5', `${lately} 09:00:00`, { dev_sn: null }),
    );
    const trial = await importer.run({ db: old.url, only: 'events', history: '12m' });
    expect(counts(trial)).toEqual({ add: 3, change: 0, same: 0, refused: 1 });
    expect(await site.sql('SELECT 1 FROM event')).toEqual([]);
    const done = await importer.run({ db: old.url, only: 'events', history: '12m', apply: true });
    expect(done.err).toBe('');
    expect(counts(done)).toEqual({ add: 3, change: 0, same: 0, refused: 1 });
    expect(await feed()).toEqual(before);

    const year = await listed('personPin=2001');
    expect(year.total).toBe(2);
    expect(year.data).toMatchObject([
      { eventTime: `${longAgo} 17:30:00`, pin: '2001', readerName: 'Main-1-Out', logId: 2 },
      {
        ...{ eventTime: `${longAgo} 08:00:01`, pin: '2001', name: 'Grace', lastName: 'Murray', deptName: 'Harvard' },
        ...{ cardNo: '22223333', devSn: 'OLD0001', eventName: 'Normal Verify Open', eventPointName: 'Main-1' },
        ...{ doorName: 'Main-1', eventNo: 0, eventLevel: 0, logId: 1, verifyModeName: 'Card only' },
      },
    ]);
    expect(await listed(`startDate=${lately}&endDate=${lately}`)).toMatchObject({ total: 1, data: [{ eventNo: 27 }] });
    expect((await listed('')).total).toBe(3);
    const month = `event_${longAgo.slice(0, 7).replace('-', '_')}`;
    expect(await site.sql(`SELECT count(*)::int AS n FROM ${month}`)).toEqual([{ n: 2 }]);
  });

  it('are stored once, whoever tells them again', async () => {
    await old.add('acc_transaction', passed('1', `${longAgo} 08:00:01`), passed('6', `${longAgo} 08:00:02`));
    const again = await importer.run({ db: old.url, only: 'events', history: '12m', apply: true });
    expect(counts(again)).toEqual({ add: 1, change: 0, same: 1, refused: 0 });
    const panel = (body: string) => fetch(`${site.url}/iclock/cdata?SN=OLD0001&table=rtlog`, { method: 'POST', body });
    const row = [`time=${longAgo} 08:00:02`, 'pin=2001', 'cardno=22223333', 'eventaddr=1', 'event=0', 'inoutstatus=0'];
    expect(await (await panel([...row, 'verifytype=4', 'index=6'].join('\t'))).text()).toContain('OK');
    expect((await listed('')).total).toBe(4);
    expect(await site.sql(`SELECT count(*)::int AS n FROM event WHERE log_id = 6`)).toEqual([{ n: 1 }]);
  });

  it('come day for day over the API, and whole days are not asked for twice', async () => {
    const server = await WrittenServer.start();
    const api = new Importer(site.databaseUrl, server.url);
    const day = dayBefore(20);
    server.calls['v2/transaction/list'] = (_request, response, query) => {
      const row = {
        ...{ id: 'e1', eventTime: `${day} 12:00:00`, pin: '2001', name: 'Grace', lastName: 'Murray', devSn: 'OLD0001' },
        ...{ devName: 'Main', eventName: 'Normal Verify Open', eventPointName: 'Main-2', verifyModeName: 'Card only' },
        ...{ deptName: 'Harvard', areaName: 'Area', cardNo: '22223333', readerName: 'Main-2-In', accZone: null },
      };
      const rows =
        query.get('startDate') === `${day} 00:00:00` ? [row, { ...row, id: 'e2', eventName: 'Unheard Of' }] : [];
      json(response, pageOf(rows, query));
    };
    const done = await api.run({ only: 'events', history: '1m', apply: true });
    expect(counts(done)).toEqual({ add: 1, change: 0, same: 0, refused: 1 });
    expect(done.report.items).toContainEqual(
      expect.objectContaining({ kind: 'events', key: 'e2', reason: 'its kind "Unheard Of" is not known' }),
    );
    expect(await listed(`startDate=${day}&endDate=${day}`)).toMatchObject({
      total: 1,
      data: [{ eventNo: 0, doorName: 'Main-2', verifyModeName: 'Card only', lastName: 'Murray' }],
    });
    const asked = server.asked.length;
    const again = await api.run({ only: 'events', history: '1m', apply: true });
    expect(counts(again)).toMatchObject({ add: 0, refused: 0 });
    expect(server.asked.length - asked).toBeLessThan(12);
    api.remove();
    await server.stop();
  });
});
