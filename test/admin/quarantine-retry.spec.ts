import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SealedBox } from '../../src/platform/crypto/sealed-box.js';
import { startApp, type TestApp } from '../support/app.js';
import { approved } from '../support/raw-device.js';
import { terminal } from '../devices/attendance-push/terminal.js';
import { quarantineOf, all, rtlog, row } from './quarantined.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const { controller, listed, retry, eventsOf, insert } = quarantineOf(() => app);

describe('after an update', () => {
  it('what can be read now is stored once, whoever tries it and how often', async () => {
    await controller('NEW-1');
    await insert('NEW-1', rtlog, [row(1), row(2, '2024-05-01 08:00:01')].join('\n'));
    await insert(
      'NEW-1',
      '/iclock/querydata?type=tabledata&tablename=transaction&cmdid=5',
      row(3, '2024-05-01 08:00:02'),
    );
    const answers = await Promise.all([retry('NEW-1'), retry('NEW-1')]);
    const sums = answers.map(([status, { stored, kept }]) => [status, stored, kept]);
    expect(sums.map(([status, , kept]) => [status, kept])).toEqual([
      [200, 0],
      [200, 0],
    ]);
    expect(sums.reduce((sum, [, stored]) => sum + Number(stored), 0)).toBe(3);
    expect(await listed('NEW-1')).toEqual([]);
    expect(await eventsOf('NEW-1')).toHaveLength(3);
    expect(await retry('NEW-1')).toEqual([200, { stored: 0, repeated: 0, kept: 0, ...all }]);
    expect(await eventsOf('NEW-1')).toHaveLength(3);
  });

  it('punches, operations and errors as well; pictures that are sealed', async () => {
    await terminal(app, 'NEW-2');
    await insert('NEW-2', '/iclock/cdata?sn=NEW-2&table=ATTLOG&stamp=1', '7\t2024-03-05 08:00:00\t0\t1');
    await insert('NEW-2', '/iclock/cdata?table=OPERLOG', 'OPLOG 4\t14\t2024-03-05 08:05:00\t0\t0\t0\t0', {
      reason: 'unreadable operations',
    });
    expect(await retry('NEW-2')).toEqual([200, { stored: 2, repeated: 0, kept: 0, ...all }]);
    expect(await eventsOf('NEW-2')).toMatchObject([{ at: '2024-03-05 08:00:00', pin: '7' }]);
    expect(await app.sql(`SELECT code, operator FROM device_operation WHERE sn = 'NEW-2'`)).toEqual([
      { code: 4, operator: '14' },
    ]);

    const device = await controller('NEW-3');
    const path = '/iclock/cdata?table=tabledata&tablename=errorlog&count=1';
    await insert('NEW-3', path, 'errorlog errcode=D01E0007\terrmsg=x\tdataorigin=dev\tcmdid=0\tadditional=');
    expect(await retry('NEW-3')).toEqual([200, { stored: 1, repeated: 0, kept: 0, ...all }]);
    expect((await app.admin('GET', '/devices/NEW-3/errors')).body.items).toMatchObject([{ code: 'D01E0007' }]);
    await device.post(
      '/iclock/cdata?table=tabledata&tablename=attphoto&count=1',
      'attphoto pin=20240305080000-7.jpg\tsize=4\tphoto=bm9uZQ==',
    );
    expect(await retry('NEW-3')).toEqual([200, { stored: 0, repeated: 0, kept: 1, ...all }]);
    const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from('JFIF\0 a picture')]);
    const text = `attphoto pin=20240305080000-7.jpg\tsize=${picture.length}\tphoto=${picture.toString('base64')}`;
    await app.sql(
      `INSERT INTO device_upload (sn, table_name, count, body, body_hash) VALUES ('NEW-3', 'attphoto', 1, $1, 'x')`,
      [app.app.get(SealedBox).seal(Buffer.from(text))],
    );
    expect(await retry('NEW-3')).toEqual([200, { stored: 1, repeated: 0, kept: 1, ...all }]);
    expect(await app.sql(`SELECT pin FROM event_photo WHERE sn = 'NEW-3'`)).toEqual([{ pin: '7' }]);
    expect(await listed('NEW-3')).toHaveLength(1);
    // Sealed with another key, or damaged.
    await app.sql(`UPDATE device_upload SET body = 'damaged' WHERE sn = 'NEW-3'`);
    expect(await retry('NEW-3')).toEqual([200, { stored: 0, repeated: 0, kept: 1, ...all }]);
    expect(await listed('NEW-3')).toMatchObject([{ stays: 'its seal cannot be opened' }]);
  });

  it('is tried by its ids alone', async () => {
    await controller('NEW-4');
    for (const index of [1, 2, 3]) await insert('NEW-4', rtlog, row(index, `2024-05-01 08:00:0${index}`));
    const [, second] = await listed('NEW-4');
    expect(await retry('NEW-4', { ids: [second?.id] })).toEqual([200, { stored: 1, repeated: 0, kept: 0, ...all }]);
    expect(await eventsOf('NEW-4')).toMatchObject([{ at: '2024-05-01 08:00:02' }]);
    expect(await listed('NEW-4')).toHaveLength(2);
    // It is no longer there.
    expect((await retry('NEW-4', { ids: [second?.id] }))[0]).toBe(404);
  });

  it('is tried a hundred bodies at a time, also where all of them stay', async () => {
    await controller('NEW-5');
    await app.sql(
      `INSERT INTO quarantine (sn, path, reason, body, body_hash)
       SELECT 'NEW-5', '/iclock/cdata?table=rtlog', 'unreadable', ('time=never\tevent=' || n)::bytea, n::text
       FROM generate_series(1, 150) AS n`,
    );
    const [, first] = await retry('NEW-5');
    expect(first).toMatchObject({ stored: 0, repeated: 0, kept: 100, more: true });
    const { nextCursor: cursor } = first as { nextCursor: string };
    expect(await retry('NEW-5', { cursor })).toEqual([200, { stored: 0, repeated: 0, kept: 50, ...all }]);
    expect(await app.sql(`SELECT count(retried_at)::int AS n FROM quarantine WHERE sn = 'NEW-5'`)).toEqual([
      { n: 150 },
    ]);
  });

  it('stands in the audit log', async () => {
    await controller('NEW-6');
    await insert('NEW-6', rtlog, row(1));
    await retry('NEW-6');
    expect((await app.admin('GET', '/audit?limit=1')).body.items).toMatchObject([
      {
        action: 'POST /admin/v1/devices/:sn/quarantine/retry',
        detail: { sn: 'NEW-6', stored: 1, repeated: 0, kept: 0 },
      },
    ]);
  });
});

describe('trying again is history', () => {
  const state = async (sn: string) =>
    app.sql(
      `SELECT to_jsonb(d) - '{updated_at,last_seen_at}'::text[] AS device,
         (SELECT json_agg(s) FROM door_state s WHERE s.sn = d.sn) AS doors,
         (SELECT json_agg(json_build_array(type, status) ORDER BY id) FROM command c WHERE c.sn = d.sn) AS commands,
         (SELECT json_agg(l ORDER BY table_name, key) FROM ledger l WHERE l.sn = d.sn) AS ledger,
         (SELECT count(*)::int FROM reconciliation r WHERE r.sn = d.sn) AS reconciliations,
         (SELECT count(*)::int FROM wiegand_test w WHERE w.sn = d.sn) AS tests,
         (SELECT count(*)::int FROM sub_device b WHERE b.sn = d.sn) AS subs
       FROM device d WHERE sn = $1`,
      [sn],
    );

  it('nothing follows from it for the clock, the index, a reset, the doors, or whether the device is there', async () => {
    const device = await controller('OLD-1');
    await device.events(row(50, '2024-05-01 08:00:00'));
    await device.post('/iclock/cdata?table=rtstate', 'time=2026-11-22 08:00:00\tsensor=01\trelay=00\talarm=00');
    await expect.poll(async () => (await app.sql(`SELECT 1 FROM door_state WHERE sn = 'OLD-1'`)).length).toBe(1);
    // All work that follows from its registration is done.
    await expect
      .poll(() =>
        app.sql(
          `SELECT table_name FROM ledger l JOIN device d ON d.sn = l.sn WHERE d.sn = 'OLD-1' AND command_id IS NOT NULL
             AND existing_done AND setup_at IS NOT NULL AND synced_as IS NOT NULL AND last_event_index = 50`,
        ),
      )
      .toEqual([{ table_name: 'timezone' }]);
    await app.sql(`UPDATE device SET online = false WHERE sn = 'OLD-1'`);
    const before = await state('OLD-1');
    const reset =
      'time=2024-04-01 08:00:00\tpin=0\tcardno=0\teventaddr=0\tevent=6016\tinoutstatus=2\tverifytype=200\tindex=1';
    const doors = 'time=2026-11-23 08:00:00\tsensor=02\trelay=01\talarm=00';
    await insert('OLD-1', rtlog, [reset, row(900, '2024-04-01 08:00:01'), `${doors}\tevent=255`].join('\n'));
    expect(await retry('OLD-1')).toEqual([200, { stored: 2, repeated: 0, kept: 0, ...all }]);
    expect(await state('OLD-1')).toEqual(before);
    expect(await eventsOf('OLD-1')).toHaveLength(3);
  });

  it('what was held back stays held back, with the reason', async () => {
    await approved(app, 'OLD-2');
    const before = await state('OLD-2');
    const cases: readonly (readonly [path: string, body: string, stays: string])[] = [
      [
        '/iclock/cdata?table=rtlog',
        row(1, '2024-05-01 08:00:00', '\tsn=OTHER-1'),
        'rows in the name of another device',
      ],
      ['/iclock/cdata?table=rtstate', 'time=2026-11-23 08:00:00\tsensor=02\trelay=01\talarm=00', 'stood when it came'],
      ['/iclock/cdata?tablename=irstate&table=tabledata', 'irstate state=1', 'stood when it came'],
      ['/iclock/cdata?table=tabledata&tablename=testdata', 'testdata type=wg\tdata=0101', 'a Wiegand test'],
      ['/iclock/cdata?table=tabledata&tablename=deviceauthorize', 'sn=SUB-1\tonline=1', 'stood when it came'],
      ['/iclock/cdata?AuthType=device&authtype=device&table=rtlog', row(2), 'it was answered then'],
      ['/iclock/registry?sn=OLD-2', '~DeviceName=Mine', 'not read as history'],
      ['/iclock/devicecmd?sn=OLD-2', 'ID=1&Return=0&CMD=DATA', 'not read as history'],
      ['/iclock/cdata?table=tabledata&tablename=user', 'user uid=1\tpin=7\tcardno=9876543', 'the device held'],
      ['/iclock/cdata?table=OPERLOG', 'USER PIN=7\tPasswd=4711', 'not read as history'],
      ['/iclock/file?fileseq=1', row(3), 'a package'],
      ['/iclock/cdata?table=rtlog&x=2', 'sensor=02\trelay=01\talarm=00\tevent=255', 'stood when it came'],
      [
        '/iclock/cdata?table=tabledata&tablename=transaction',
        'time_second=2024-05-01 08:00:00\tsensor=02\trelay=01\teventtype=255',
        'a state of doors',
      ],
      ['/iclock/cdata?table=rtlog&x=1', '\r\n', 'nothing is in it'],
    ];
    for (const [path, body] of cases) await insert('OLD-2', path, body);
    await insert('OLD-2', '/iclock/querydata?tablename=transaction', row(4), {
      reason: 'a package that nobody asked for, or of an answer that was given up',
    });
    expect(await retry('OLD-2')).toEqual([200, { stored: 0, repeated: 0, kept: cases.length + 1, ...all }]);
    const stays = (await listed('OLD-2')).map(({ stays: why }) => why).reverse();
    expect(stays).toEqual([
      ...cases.map(([, , why]) => expect.stringContaining(why) as unknown),
      'nobody asked for it',
    ]);
    expect(await eventsOf('OLD-2')).toEqual([]);
    expect(await state('OLD-2')).toEqual(before);
    expect(await app.sql(`SELECT 1 FROM device_user WHERE sn = 'OLD-2'`)).toEqual([]);
  });

  it('a row of another device stays, and those beside it are stored', async () => {
    await controller('OLD-3');
    await insert(
      'OLD-3',
      rtlog,
      [row(1, '2024-05-01 08:00:00', '\tsn=OTHER-2'), row(2, '2024-05-01 08:00:01')].join('\n'),
    );
    expect(await retry('OLD-3')).toEqual([200, { stored: 1, repeated: 0, kept: 1, ...all }]);
    expect(await retry('OLD-3')).toEqual([200, { stored: 0, repeated: 1, kept: 1, ...all }]);
    expect(await eventsOf('OLD-3')).toMatchObject([{ at: '2024-05-01 08:00:01' }]);
  });

  it('a time that lay ahead when it came does not become right by waiting', async () => {
    await terminal(app, 'OLD-4');
    await insert('OLD-4', '/iclock/cdata?table=ATTLOG', '7\t2024-06-05 08:00:00\t0\t1');
    expect(await retry('OLD-4')).toEqual([200, { stored: 0, repeated: 0, kept: 1, ...all }]);
    await controller('OLD-5');
    await insert('OLD-5', rtlog, row(1, '2024-06-05 08:00:00'));
    expect(await retry('OLD-5')).toEqual([200, { stored: 1, repeated: 0, kept: 0, ...all }]);
    expect(await eventsOf('OLD-5')).toMatchObject([{ doubtful: true }]);
  });
});
