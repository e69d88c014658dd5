import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { handedOut } from '../../support/answering.js';
import { approved, brief } from '../../support/raw-device.js';
import { controller, file, overview, reconciling, tgz } from './reconciling.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const { device, events, newest, ended, fetchEvents } = reconciling(() => app);

describe('what goes wrong', () => {
  it('half of an answer is never used', async () => {
    const raw = await device('BAD-1', controller);
    await fetchEvents('BAD-1');
    const [id = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT /);
    await overview(raw, id, 'SumCount=2\nFileCount=2');
    await file(raw, id, 1, tgz('cardno=0\tpin=1\tdoorid=1\teventtype=0\ttime_second=845882880\tindex=1\n'), 1);
    await raw.result(`ID=${id}&Return=2&CMD=ACCOUNT`);
    await app.sql(`UPDATE reconciliation SET last_at = now() - interval '11 minutes' WHERE sn = 'BAD-1'`);
    expect(await ended('BAD-1')).toMatchObject({
      status: 'failed',
      reason: 'not all of its packages came',
      missing: 0,
    });
    expect(
      await file(raw, id, 2, tgz('cardno=0\tpin=1\tdoorid=1\teventtype=0\ttime_second=845882881\tindex=2\n'), 1),
    ).toEqual([200, 'OK']);
    expect((await newest('BAD-1')).status).toBe('failed');
    expect(await app.sql(`SELECT 1 FROM quarantine WHERE sn = 'BAD-1'`)).toHaveLength(1);
    expect((await app.admin('GET', '/devices/BAD-1')).body.alerts.at(-1).text).toBe(
      'its events could not be compared with ours (not all of its packages came); they can be fetched again',
    );
    expect(await events('BAD-1')).toEqual([]);
    expect((await fetchEvents('BAD-1')).status).toBe(200);
  });

  it('a damaged package is kept and acknowledged, nothing of the others is stored, and the device is asked again', async () => {
    const raw = await device('BAD-2', controller);
    await fetchEvents('BAD-2');
    const [id = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT /);
    await overview(raw, id, 'SumCount=2\nFileCount=2');
    const good = tgz('cardno=0\tpin=1\tdoorid=1\teventtype=0\ttime_second=845882880\tindex=1\n');
    const more = tgz('cardno=0\tpin=1\tdoorid=1\teventtype=0\ttime_second=845882881\tindex=2\n');
    await file(raw, id, 1, good, 1);
    expect(await file(raw, id, 2, more.subarray(0, more.length / 2), 1)).toEqual([200, 'OK']);
    await raw.result(`ID=${id}&Return=2&CMD=ACCOUNT`);
    const [again = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT /);
    expect(again).not.toBe(id);
    expect(await events('BAD-2')).toEqual([]);
    expect(await app.sql(`SELECT 1 FROM quarantine WHERE sn = 'BAD-2'`)).toHaveLength(1);
    // A good copy of a package of the first answer comes too late: it is no part of the second answer, so it is kept.
    expect(await file(raw, id, 2, more, 1)).toEqual([200, 'OK']);
    expect(await app.sql(`SELECT 1 FROM quarantine WHERE sn = 'BAD-2'`)).toHaveLength(2);
    await overview(raw, again, 'SumCount=2\nFileCount=2');
    await file(raw, again, 1, good, 1);
    await file(raw, again, 2, more, 1);
    await raw.result(`ID=${again}&Return=2&CMD=ACCOUNT`);
    expect(await ended('BAD-2')).toMatchObject({ status: 'done', records: 2, missing: 2 });
    expect((await events('BAD-2')).map(({ log_id: index }) => index)).toEqual([1, 2]);
  });

  it('an answer that cannot be read twice ends, and the operator is told; a bomb is not unpacked', async () => {
    const raw = await device('BAD-3', controller);
    await fetchEvents('BAD-3');
    for (let time = 1; time <= 2; time++) {
      const [id = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT /);
      await overview(raw, id, 'SumCount=1\nFileCount=1');
      const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
      expect(await file(raw, id, 1, bomb, 1)).toEqual([200, 'OK']);
      await raw.result(`ID=${id}&Return=1&CMD=ACCOUNT`);
    }
    const { status, reason } = await ended('BAD-3');
    expect(status).toBe('failed');
    expect(reason).toMatch(/^package 1: a package that cannot be unpacked: /);
    const { alerts } = (await app.admin('GET', '/devices/BAD-3')).body;
    expect(alerts.at(-1)).toMatchObject({
      code: 'reconciliation',
      text: `its events could not be compared with ours (${reason}); they can be fetched again`,
    });
  });

  it('an answer of more than 16 MB is given up', async () => {
    const raw = await device('BAD-4', controller);
    await fetchEvents('BAD-4');
    const [id = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT /);
    await overview(raw, id, 'SumCount=9\nFileCount=9');
    for (const number of [1, 2, 3])
      expect((await file(raw, id, number, Buffer.alloc(6_000_000, number), 1))[0]).toBe(200);
    expect(await ended('BAD-4')).toMatchObject({ status: 'failed', reason: 'the device sent more than 16 MB' });
    expect(
      await app.sql(
        'SELECT 1 FROM account_package p JOIN reconciliation r ON r.id = p.reconciliation_id WHERE r.sn = $1',
        ['BAD-4'],
      ),
    ).toEqual([]);
  });

  it('packages without a request are kept and acknowledged', async () => {
    const raw = await device('BAD-5', controller);
    expect(await file(raw, '99999', 1, tgz('x'), 1)).toEqual([200, 'OK']);
    expect(await file(raw, 'x', 0, Buffer.from('y'), 1)).toEqual([200, 'OK']);
    expect(await overview(raw, '99999', 'SumCount=1\nFileCount=1')).toEqual([200, 'OK']);
    const address = '/iclock/querydata?type=tabledata&cmdid=99999&tablename=transaction&count=4&datafmt=3';
    expect(await brief(raw.post(address, 'z'))).toEqual([200, 'transaction=4']);
    expect(await app.sql(`SELECT 1 FROM quarantine WHERE sn = 'BAD-5'`)).toHaveLength(4);
  });

  it('rows without an event are kept aside, the others are stored', async () => {
    const raw = await device('BAD-6', controller);
    await fetchEvents('BAD-6');
    const [id = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT /);
    await overview(raw, id, 'SumCount=3\nFileCount=1');
    const rows =
      'cardno=0\tpin=1\tdoorid=1\teventtype=0\ttime_second=845882880\tindex=1\n' +
      'cardno=0\tpin=1\tdoorid=1\teventtype=0\ttime_second=nonsense\tindex=2\n' +
      'nothing at all\n';
    await file(raw, id, 1, tgz(rows), 3);
    expect(await ended('BAD-6')).toMatchObject({ status: 'done', records: 3, missing: 1, unreadable: 2 });
    const [kept] = await app.sql<{ body: Buffer }>(`SELECT body FROM quarantine WHERE sn = 'BAD-6'`);
    expect(kept?.body.toString()).toContain('time_second=nonsense');
  });

  it('rows that the database refuses are kept aside as they came', async () => {
    await app.sql(`ALTER TABLE event ADD CONSTRAINT not_this_pin CHECK (pin <> '66601') NOT VALID`);
    const raw = await device('REFUSED-1', controller);
    await fetchEvents('REFUSED-1');
    const [id = ''] = await handedOut(raw, /^C:(\d+):ACCOUNT /);
    await overview(raw, id, 'SumCount=2\nFileCount=1');
    const rows =
      'cardno=0\tpin=66601\tdoorid=1\teventtype=0\ttime_second=845882880\tindex=1\n' +
      'cardno=0\tpin=66602\tdoorid=1\teventtype=0\ttime_second=845882881\tindex=2\n';
    await file(raw, id, 1, tgz(rows), 2);
    expect(await ended('REFUSED-1')).toMatchObject({ status: 'done', records: 2, missing: 1 });
    const [kept] = await app.sql<{ body: Buffer }>(`SELECT body FROM quarantine WHERE sn = 'REFUSED-1'`);
    expect(kept?.body.toString()).toContain('pin=66601\tdoorid=1\teventtype=0\ttime_second=845882880\tindex=1');
    await app.sql('ALTER TABLE event DROP CONSTRAINT not_this_pin');
  });

  it('a wrong request is refused with the name of the field', async () => {
    await device('BAD-7', controller);
    const field = async (body: object) =>
      (await app.admin('POST', '/devices/BAD-7/fetch', body)).body.errors?.[0]?.field;
    expect(await field({})).toBe('what');
    expect(await field({ what: 'doors' })).toBe('what');
    expect(await field({ what: 'events', from: 'yesterday' })).toBe('from');
    expect(await field({ what: 'events', from: '2026-02-30 00:00:00' })).toBe('from');
    expect(await field({ what: 'events', from: '2026-02-02 00:00:00', to: '2026-02-01 00:00:00' })).toBe('to');
    expect(await field({ what: 'users', to: '2026-02-01 00:00:00' })).toBe('to');
    expect((await fetchEvents('BAD-7')).status).toBe(200);
    expect((await fetchEvents('BAD-7')).body.type).toBe('urn:postern:conflict');
    expect((await app.admin('POST', '/devices/NOBODY/fetch', { what: 'users' })).status).toBe(404);
    await approved(app, 'BAD-8');
    expect((await fetchEvents('BAD-8')).body.type).toBe('urn:postern:deviceOffline');
    expect((await app.admin('GET', '/devices/BAD-7/reconciliations/99999999999999999999')).status).toBe(404);
  });
});
