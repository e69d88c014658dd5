import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReconciliationScheduleService } from '../../../src/devices/event-recovery/reconciliation-schedule.service.js';
import { DeviceCache } from '../../../src/devices/push/device-cache.js';
import { startApp, type TestApp } from '../../support/app.js';
import { handedOut } from '../../support/answering.js';
import { brief, RawDevice } from '../../support/raw-device.js';
import { controller, file, overview, reconciling, terminal, tgz } from './reconciling.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const { device, events, newest, ended, fetchEvents } = reconciling(() => app);

// covers requests: POST cdata desc=overview, POST file
describe('a controller (9.2.2)', () => {
  it('sends the events of a period in packages; events that are here already are not stored twice', async () => {
    const raw = await device('ACC-1', controller);
    // 548003687 of appendix 5 is 2017-01-19 15:14:47.
    await raw.events(
      'time=2017-01-19 15:14:48\tpin=7\tcardno=99\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=93',
    );
    const { status, body } = await fetchEvents('ACC-1', { from: '2017-01-19 00:00:00', to: '2017-01-19 23:59:59' });
    expect([status, body.reconciliation.status, body.reconciliation.way]).toEqual([200, 'running', 'account']);
    const [id = ''] = await handedOut(
      raw,
      /^C:(\d+):ACCOUNT transaction StartTime=2017-01-19 00:00:00\tEndTime=2017-01-19 23:59:59$/,
    );
    expect(await overview(raw, id, 'SumCount=3\nFileName=transaction.tgz\nContentType=tgz\nFileCount=2\n')).toEqual([
      200,
      'OK',
    ]);
    const first =
      'cardno=0\tpin=0\tverified=200\tdoorid=1\teventtype=100\tinoutstate=2\ttime_second=548003687\tindex=92\n' +
      'cardno=63\tpin=7\tverified=4\tdoorid=1\teventtype=0\tinoutstate=0\ttime_second=548003688\tindex=93\n';
    const second =
      'cardno=0\tpin=8\tverified=1\tdoorid=2\teventtype=0\tinoutstate=1\ttime_second=548003689\tindex=94\n';
    expect(await file(raw, id, 2, tgz(second), 1)).toEqual([200, 'OK']);
    expect((await newest('ACC-1')).status).toBe('running');
    expect(await events('ACC-1')).toHaveLength(1);
    expect(await file(raw, id, 1, tgz(first), 2)).toEqual([200, 'OK']);
    await raw.result(`ID=${id}&Return=3&CMD=ACCOUNT`);
    expect(await ended('ACC-1')).toMatchObject({
      cause: 'operator',
      status: 'done',
      from: '2017-01-19 00:00:00',
      to: '2017-01-19 23:59:59',
      announced: 3,
      records: 3,
      missing: 2,
      unreadable: 0,
      reason: null,
      commandId: Number(id),
    });
    expect(await events('ACC-1')).toEqual([
      { log_id: 92, event_time: '2017-01-19 15:14:47', pin: '', event_no: 100 },
      { log_id: 93, event_time: '2017-01-19 15:14:48', pin: '7', event_no: 0 },
      { log_id: 94, event_time: '2017-01-19 15:14:49', pin: '8', event_no: 0 },
    ]);
    const { alerts } = (await app.admin('GET', '/devices/ACC-1')).body;
    expect(alerts.at(-1).text).toBe('2 of its events were missing and have been stored');
    const one = await app.admin('GET', `/devices/ACC-1/reconciliations/${(await newest('ACC-1')).id}`);
    expect(one.body).toEqual(await newest('ACC-1'));
  });

  it('without a period all of them; rows with blanks as the manual prints them, and packages that come twice', async () => {
    const raw = await device('ACC-2', controller);
    await fetchEvents('ACC-2');
    const [id = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT transaction MaxIndex=0$/);
    const rows =
      'cardno=0 pin=0 verified=200 doorid=1 eventtype=100 inoutstate=2 time_second=548003687 index=92\r\n' +
      'transaction cardno=0 pin=0 verified=200 doorid=1 eventtype=100 inoutstate=2 time_second=548003688 index=93\r\n';
    await overview(raw, id, 'SumCount=2\r\nFileName=transaction.tgz\r\nContentType=tgz\r\nFileCount=1');
    // Some firmware counts from 0.
    await file(raw, id, 0, tgz(rows), 2);
    expect(await ended('ACC-2')).toMatchObject({ records: 2, missing: 2, startIndex: 1 });
    // The same package, packed again: other bytes, the same number.
    await file(raw, id, 0, gzipSync(rows), 2);
    await raw.result(`ID=${id}&Return=2&CMD=ACCOUNT&transaction&StartTime=&EndTime=&RecordSum=2`);
    expect(await ended('ACC-2')).toMatchObject({ status: 'done', records: 2, missing: 2 });
    expect(await events('ACC-2')).toHaveLength(2);
  });

  it('old events say nothing about the present: an old factory reset, an old index and an old clock change nothing', async () => {
    const raw = await device('ACC-3', controller);
    await raw.events(
      'time=2026-01-01 08:00:00\tpin=7\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=5',
    );
    const before = await app.sql(`SELECT event_epoch, last_event_index FROM device WHERE sn = 'ACC-3'`);
    await fetchEvents('ACC-3');
    const [id = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT transaction MaxIndex=0$/);
    await overview(raw, id, 'SumCount=2\nFileCount=1');
    const rows =
      'cardno=0\tpin=0\tverified=200\tdoorid=0\teventtype=6016\tinoutstate=2\ttime_second=548003687\tindex=900\n' +
      'cardno=0\tpin=0\tverified=200\tdoorid=1\teventtype=0\tinoutstate=0\ttime_second=548003688\tindex=901\n';
    await file(raw, id, 1, tgz(rows), 2);
    expect(await ended('ACC-3')).toMatchObject({ missing: 2 });
    await raw.events(
      'time=2026-01-01 08:00:01\tpin=7\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=6',
    );
    const after = await app.sql(`SELECT event_epoch FROM device WHERE sn = 'ACC-3'`);
    expect(after).toEqual([{ event_epoch: before[0]?.event_epoch }]);
  });

  it('is asked for the table where it refuses ACCOUNT, and for all of it where it does not know the period', async () => {
    const raw = await device('ACC-4', controller);
    await fetchEvents('ACC-4', { from: '2026-01-01 00:00', to: '2026-02-01 00:00' });
    const [id = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT /);
    await raw.result(`ID=${id}&Return=-13&CMD=ACCOUNT`);
    const [second = ''] = await handedOut(
      raw,
      /^C:(\d+):DATA QUERY tablename=transaction,fielddesc=\*,filter=starttime=2026-01-01 00:00:00\tendtime=2026-02-01 00:00:00$/,
    );
    await raw.result(`ID=${second}&Return=-101&CMD=DATA`);
    const [third = ''] = await handedOut(raw, /^C:(\d+):DATA QUERY tablename=transaction,fielddesc=\*,filter=\*$/);
    const row = (index: number) =>
      `transaction cardno=0\tpin=1\tverified=1\tdoorid=1\teventtype=0\tinoutstate=0\ttime_second=${845882880 + index}\tindex=${index}\r\n`;
    const part = (number: number, body: string) =>
      brief(
        raw.post(
          `/iclock/querydata?type=tabledata&cmdid=${third}&tablename=transaction&count=1&packcnt=3&packidx=${number}`,
          body,
        ),
      );
    expect(await part(3, row(3))).toEqual([200, 'transaction=1']);
    expect(await part(1, row(1))).toEqual([200, 'transaction=1']);
    expect(await part(1, row(1))).toEqual([200, 'transaction=1']);
    expect(await events('ACC-4')).toEqual([]);
    expect(await part(2, row(2))).toEqual([200, 'transaction=1']);
    await raw.result(`ID=${third}&Return=3&CMD=DATA`);
    expect(await ended('ACC-4')).toMatchObject({ status: 'done', way: 'query', records: 3, missing: 3 });
    expect((await events('ACC-4')).map(({ log_id }) => log_id)).toEqual([1, 2, 3]);
  });

  it('nothing to send is an answer, too', async () => {
    const raw = await device('ACC-5', controller);
    await fetchEvents('ACC-5');
    const [id = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT /);
    await raw.result(`ID=${id}&Return=0&CMD=ACCOUNT`);
    expect(await ended('ACC-5')).toMatchObject({ status: 'done', records: 0, missing: 0 });
  });
});

// covers requests: POST querydata datafmt=3
// covers commands: ACCOUNT ContentType
describe('a PULL SDK device (9.2.1)', () => {
  it('sends one package by querydata, in base64 behind header lines and NUL', async () => {
    const raw = await device('PULL-1', terminal);
    await fetchEvents('PULL-1');
    const [id = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT transaction ContentType=tgz MaxIndex=0$/);
    const packed = tgz(
      'cardno=0\tpin=3\tverified=15\tdoorid=1\teventtype=3\tinoutstate=0\ttime_second=845882880\tindex=41\n',
    );
    const body = `name=transaction.tgz\nsize=${packed.length}\ndatacode=base64\ndatatype=tgz\0${packed.toString('base64')}`;
    const address = `/iclock/querydata?type=tabledata&cmdid=${id}&tablename=transaction&count=1&datafmt=3&Stamp=9999`;
    expect(await brief(raw.post(address, body))).toEqual([200, 'transaction=1']);
    await raw.result(`ID=${id}&Return=1&CMD=ACCOUNT&transaction&StartTime=&EndTime=&RecordSum=1`);
    expect(await ended('PULL-1')).toMatchObject({ status: 'done', announced: 1, records: 1, missing: 1 });
    expect(await events('PULL-1')).toEqual([{ log_id: 41, event_time: '2026-04-26 07:28:00', pin: '3', event_no: 3 }]);
  });

  it('is asked for everything after the last event before the period', async () => {
    const raw = await device('PULL-2', terminal);
    const event = (time: string, index: number) =>
      `time=${time}\tpin=7\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=${index}`;
    await raw.events([event('2026-01-01 08:00:00', 11), event('2026-01-02 08:00:00', 12)].join('\r\n'));
    await fetchEvents('PULL-2', { from: '2026-01-02 00:00:00' });
    await handedOut(raw, /^C:(\d+):ACCOUNT transaction ContentType=tgz MaxIndex=11$/);
  });
});

describe('a device that does not know ACCOUNT', () => {
  it('is asked for the table; its rows are stored once all are there, whoever asked', async () => {
    const raw = await device('QUERY-1', 'DeviceType=acc,MachineType=10,LockCount=1');
    const { body } = await fetchEvents('QUERY-1', { from: '2026-01-01 00:00:00' });
    expect(body.reconciliation.way).toBe('query');
    await handedOut(
      raw,
      /^C:(\d+):DATA QUERY tablename=transaction,fielddesc=\*,filter=starttime=2026-01-01 00:00:00\tendtime=2099-12-31 23:59:59$/,
    );
    const made = await app.admin('POST', '/devices/QUERY-1/commands', {
      command: 'DATA QUERY tablename=transaction,fielddesc=*,filter=NewRecord',
    });
    const id = made.body.id as number;
    const row =
      'transaction index=1\tcardno=0\tpin=X\tverified=15\tdoorid=1\teventtype=3\tinoutstate=0\ttime_second=845882880';
    const address = `/iclock/querydata?type=tabledata&type=tabledata&cmdid=${id}&tablename=transaction&count=1&packcnt=1&packidx=1`;
    expect(await brief(raw.post(address, row))).toEqual([200, 'transaction=1']);
    await expect.poll(() => events('QUERY-1')).toHaveLength(1);
    expect(await ended('QUERY-1')).toMatchObject({ cause: 'command', way: 'query', status: 'done', missing: 1 });
  });
});

describe('two gateways', () => {
  it('take the packages of one answer, and one of them stores them', async () => {
    const raw = await device('TWO-1', controller);
    const other = await startApp({ databaseUrl: app.databaseUrl, env: { LOG_LEVEL: 'error' } });
    try {
      const there = new RawDevice(other, 'TWO-1');
      await fetchEvents('TWO-1');
      const [id = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT transaction MaxIndex=0$/);
      const rows = (index: number) =>
        tgz(`cardno=0\tpin=1\tdoorid=1\teventtype=0\ttime_second=${845882880 + index}\tindex=${index}\n`);
      await Promise.all([
        overview(there, id, 'SumCount=4\nFileCount=4'),
        ...[1, 2, 3, 4].map((number) => file(number % 2 === 0 ? raw : there, id, number, rows(number), 1)),
      ]);
      await there.result(`ID=${id}&Return=4&CMD=ACCOUNT`);
      expect(await ended('TWO-1')).toMatchObject({ status: 'done', records: 4, missing: 4 });
      expect(await events('TWO-1')).toHaveLength(4);
    } finally {
      await other.app.close();
    }
  });
});

describe('gaps in the numbers of events', () => {
  const event = (index: number) =>
    `time=2026-01-01 08:00:${String(index % 60).padStart(2, '0')}\tpin=7\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=${index}`;
  const waiting = (sn: string) =>
    app.sql<{ range: object; late: number }>(
      `SELECT range, extract(epoch FROM due_at - now())::int AS late FROM reconciliation WHERE sn = $1 AND status = 'waiting'`,
      [sn],
    );
  const due = (sn: string) =>
    app.sql(`UPDATE reconciliation SET due_at = now() WHERE sn = $1 AND status = 'waiting'`, [sn]);

  it('are requested if the events have not come unasked', async () => {
    const raw = await device('GAP-1', controller);
    for (const index of [10, 11, 15]) await raw.events(event(index));
    await expect.poll(() => waiting('GAP-1')).toHaveLength(1);
    const [first] = await waiting('GAP-1');
    expect(first?.range).toEqual({ startIndex: 12, endIndex: 14, since: '2026-01-01 08:00:11' });
    expect(first?.late).toBeGreaterThan(500);
    await raw.events(event(20));
    await expect.poll(async () => (await waiting('GAP-1'))[0]?.range).toMatchObject({ startIndex: 12, endIndex: 19 });
    await due('GAP-1');
    const [id = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT transaction StartIndex=12\tEndIndex=19$/);
    await overview(raw, id, 'SumCount=1\nFileCount=1');
    await file(
      raw,
      id,
      1,
      tgz('cardno=0\tpin=7\tverified=4\tdoorid=1\teventtype=0\tinoutstate=0\ttime_second=845882880\tindex=12\n'),
      1,
    );
    expect(await ended('GAP-1')).toMatchObject({ cause: 'gap', startIndex: 12, endIndex: 19, missing: 1 });
  });

  it('are closed by events that come late', async () => {
    const raw = await device('GAP-2', controller);
    for (const index of [10, 13, 11, 12]) await raw.events(event(index));
    await expect.poll(() => waiting('GAP-2')).toHaveLength(1);
    await due('GAP-2');
    await expect.poll(() => waiting('GAP-2')).toEqual([]);
    expect((await app.admin('GET', '/devices/GAP-2/reconciliations')).body.items).toEqual([]);
  });

  it('are waited for longer after each gap without events', async () => {
    const raw = await device('GAP-3', controller);
    await raw.events(event(10));
    for (const [index, seconds] of [
      [12, 600],
      [14, 3_600],
    ] as const) {
      await raw.events(event(index));
      await expect.poll(() => waiting('GAP-3')).toHaveLength(1);
      const [found] = await waiting('GAP-3');
      expect(found?.late).toBeGreaterThan(seconds - 60);
      expect(found?.late).toBeLessThanOrEqual(seconds);
      await due('GAP-3');
      const [id = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT transaction StartIndex=\d+\tEndIndex=\d+$/);
      await raw.result(`ID=${id}&Return=0&CMD=ACCOUNT`);
      await ended('GAP-3');
    }
  });

  it('are ignored if the operator or the device says so', async () => {
    const raw = await device('GAP-4', controller);
    expect((await app.admin('PATCH', '/devices/GAP-4', { reconcile: 'off' })).body.reconcile).toBe('off');
    const without = await device('GAP-5', 'DeviceType=acc,MachineType=10,LockCount=1');
    const watched = await device('GAP-6', controller);
    for (const index of [10, 20]) for (const one of [raw, without, watched]) await one.events(event(index));
    await expect.poll(() => waiting('GAP-6')).toHaveLength(1);
    expect([await waiting('GAP-4'), await waiting('GAP-5')]).toEqual([[], []]);
  });
});

describe('other things that a device is asked for', () => {
  it('users, templates and photos, by the types that it holds', async () => {
    const raw = await device(
      'FETCH-1',
      'DeviceType=acc,MachineType=103,LockCount=1,FingerFunOn=1,MultiBioDataSupport=0:1:0:0:0:0:0:0:1:1,MultiBioPhotoSupport=0:0:0:0:0:0:0:0:0:1',
    );
    expect((await app.admin('POST', '/devices/FETCH-1/fetch', { what: 'users' })).body.commands).toHaveLength(1);
    const [id = ''] = await handedOut(raw, /^C:(\d+):DATA QUERY tablename=user,fielddesc=\*,filter=\*$/);
    await raw.result(`ID=${id}&Return=0&CMD=DATA`);
    await app.admin('POST', '/devices/FETCH-1/fetch', { what: 'templates' });
    for (const type of [1, 8, 9]) {
      const [next = ''] = await handedOut(
        raw,
        new RegExp(`^C:(\\d+):DATA QUERY tablename=biodata,fielddesc=\\*,filter=Type=${type}$`),
      );
      await raw.result(`ID=${next}&Return=0&CMD=DATA`);
    }
    await app.admin('POST', '/devices/FETCH-1/fetch', { what: 'photos' });
    await handedOut(raw, /^C:(\d+):DATA QUERY tablename=biophoto,fielddesc=\*,filter=Type=9$/);
  });

  it('old firmware by its own tables; what it cannot hold is refused', async () => {
    const raw = await device('FETCH-2', 'DeviceType=acc,MachineType=101,LockCount=1,FingerFunOn=1');
    await app.admin('POST', '/devices/FETCH-2/fetch', { what: 'templates' });
    await handedOut(raw, /^C:(\d+):DATA QUERY tablename=templatev10,fielddesc=\*,filter=\*$/);
    const refused = await app.admin('POST', '/devices/FETCH-2/fetch', { what: 'photos' });
    expect(refused.body.type).toBe('urn:postern:deviceUnsupported');
  });
});

describe('every night', () => {
  it('the last two days are compared, of devices that are set to that', async () => {
    await device('NIGHT-1', controller);
    await device('NIGHT-2', controller);
    const schedule = app.app.get(ReconciliationScheduleService, { strict: false });
    // The gateway's own look, once a minute, has no part in it from now on: it may be night while this runs.
    await schedule.look(Date.parse('2031-01-09T12:00:00Z'));
    await app.admin('PATCH', '/devices/NIGHT-1', { reconcile: 'nightly', timeZone: 'UTC' });
    await app.admin('PATCH', '/devices/NIGHT-2', { reconcile: 'nightly', timeZone: 'Asia/Tokyo' });
    const nightly = async (sn: string) =>
      (await app.admin('GET', `/devices/${sn}/reconciliations`)).body.items.map(
        ({ cause, from, to }: Record<string, string>) => [cause, from, to],
      );
    // It looks at the devices that are in memory, and not again within a minute: one that has changed is being read.
    const cache = app.app.get(DeviceCache, { strict: false });
    for (const sn of ['NIGHT-1', 'NIGHT-2']) await expect.poll(() => cache.find(sn)?.device.reconcile).toBe('nightly');
    await schedule.look(Date.parse('2031-01-10T03:00:00Z'));
    expect(await nightly('NIGHT-1')).toEqual([['nightly', '2031-01-08 03:00:00', '2031-01-10 03:00:00']]);
    await schedule.look(Date.parse('2031-01-10T04:00:00Z'));
    expect(await nightly('NIGHT-1')).toHaveLength(1);
    expect(await nightly('NIGHT-2')).toEqual([]);
  });
});

describe('after a restore', () => {
  it('a device is asked for what has happened since two hours before the backup, when it is there', async () => {
    const raw = await device('ACC-R', controller);
    await app.sql(
      `INSERT INTO reconciliation (sn, cause, status, range, way, due_at) VALUES ('ACC-R', 'restore', 'waiting', $1, 'query', now())`,
      [JSON.stringify({ maxIndex: 0, since: '2026-11-20T10:30:00.000Z' })],
    );
    await app.app.get(ReconciliationScheduleService).look();
    // The clock of the device is that of Madrid.
    await handedOut(raw, /^C:(\d+):ACCOUNT transaction StartTime=2026-11-20 09:30:00\tEndTime=2099-12-31 23:59:59$/);
    expect(await newest('ACC-R')).toMatchObject({ cause: 'restore', status: 'running', from: '2026-11-20 09:30:00' });
  });
});
