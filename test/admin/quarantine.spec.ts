import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SealedBox } from '../../src/platform/crypto/sealed-box.js';
import { startApp, type TestApp } from '../support/app.js';
import { approved, brief, RawDevice, registryCode } from '../support/raw-device.js';
import { terminal } from '../devices/attendance-push/terminal.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});
afterAll(() => app.stop());

interface Entry {
  readonly id: string;
  readonly [name: string]: unknown;
}

/** A device with one door. */
async function controller(sn: string): Promise<RawDevice> {
  const device = await approved(app, sn);
  await registryCode(device, '~DeviceName=C3-100,MachineType=8,LockCount=1,ReaderCount=2');
  return device;
}

const listed = async (sn: string): Promise<Entry[]> =>
  (await app.admin('GET', `/devices/${sn}/quarantine`)).body.items as Entry[];

const retry = async (sn: string, body: object = {}) => {
  const answer = await app.admin('POST', `/devices/${sn}/quarantine/retry`, body);
  return [answer.status, answer.body] as const;
};

const all = { more: false, nextCursor: null };

const eventsOf = (sn: string) =>
  app.sql<{ at: string; pin: string; doubtful: boolean }>(
    `SELECT to_char(event_time, 'YYYY-MM-DD HH24:MI:SS') AS at, pin, doubtful FROM event WHERE sn = $1 ORDER BY event_time`,
    [sn],
  );

/** What an older gateway refused. */
const insert = (sn: string, path: string, body: string, { reason = 'unreadable', at = '2024-06-01' } = {}) =>
  app.sql(
    `INSERT INTO quarantine (sn, path, reason, body, body_hash, received_at)
     VALUES ($1, $2, $3, $4, md5($2 || $5), $6)`,
    [sn, path, reason, Buffer.from(body), body, at],
  );

const rtlog = '/iclock/cdata?sn=X&table=rtlog';
const row = (index: number, time = '2024-05-01 08:00:00', more = '') =>
  `time=${time}\tpin=7\tcardno=9876543\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=${index}${more}`;

const warned = async (sn: string) =>
  ((await app.admin('GET', `/devices/${sn}`)).body.warnings as { code: string; text: string }[]).filter(
    ({ code }) => code === 'quarantined',
  );
const total = async () => (await app.admin('GET', '/statistics')).body.quarantined as number;

describe('what cannot be read', () => {
  it('is a warning of its device for a week, and counted, sealed or not', async () => {
    const device = await controller('QUA-0');
    expect(await warned('QUA-0')).toEqual([]);
    const before = await total();
    await device.events('rubbish');
    expect(await warned('QUA-0')).toEqual([
      { code: 'quarantined', text: '1 upload within 7 days that nobody could read: see its quarantine' },
    ]);
    // Nobody takes such a table apart: sealed, each body once.
    const strange = () => device.post('/iclock/cdata?table=tabledata&tablename=strange&count=1', 'strange a=1');
    await strange();
    await strange();
    const kinds = (await listed('QUA-0')).map(({ kind, times }) => [kind, times]);
    expect(kinds).toEqual([
      ['sealed', 1],
      ['plain', 1],
    ]);
    expect(await warned('QUA-0')).toEqual([
      { code: 'quarantined', text: '2 uploads within 7 days that nobody could read: see its quarantine' },
    ]);
    expect((await total()) - before).toBe(2);
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toContain(`postern_events_quarantined ${before + 2}\n`);
    for (const table of ['quarantine', 'device_upload'])
      await app.sql(`UPDATE ${table} SET received_at = now() - interval '8 days' WHERE sn = 'QUA-0'`);
    expect(await warned('QUA-0')).toEqual([]);
    expect(await total()).toBe(before + 2);
  });

  it('of events is listed with the reason, without cards, and stays when it is tried again', async () => {
    const device = await controller('QUA-1');
    const body = [row(1), row(2, '2024-13-01 08:00:00'), 'rubbish 12345678'].join('\n');
    await device.events(body);
    const [entry, ...others] = await listed('QUA-1');
    expect(others).toEqual([]);
    const { id } = entry ?? { id: '' };
    const before = {
      id: expect.stringMatching(/^p\d+$/) as unknown,
      at: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      kind: 'plain',
      path: '/iclock/cdata',
      table: 'rtlog',
      reason: 'no real time: "2024-13-01 08:00:00"; no real time: ""',
      times: 1,
      size: body.length,
      peek:
        'time=2024-05-01 08:00:00 pin=7 cardno=*** eventaddr=1 event=0 inoutstatus=0 verifytype=4 index=1\n' +
        'time=2024-13-01 08:00:00 pin=7 cardno=*** eventaddr=1 event=0 inoutstatus=0 verifytype=4 index=2\n' +
        'rubbish ***',
      retriedAt: null,
      stays: null,
    };
    expect(entry).toEqual(before);
    for (let times = 0; times < 2; times++) {
      expect(await retry('QUA-1')).toEqual([200, { stored: 0, repeated: 1, kept: 1, ...all }]);
      expect(await listed('QUA-1')).toEqual([
        {
          ...before,
          id,
          retriedAt: expect.any(String) as unknown,
          stays: 'unreadable transaction rows: no real time: "2024-13-01 08:00:00"; no real time: ""',
        },
      ]);
    }
    expect(await eventsOf('QUA-1')).toHaveLength(1);
  });

  it('of a table, and of punches, too', async () => {
    const device = await controller('QUA-2');
    await device.post(
      '/iclock/cdata?table=tabledata&tablename=transaction&count=1',
      'transaction cardno=9876543\tpin=7\tverified=4\tdoorid=1\teventtype=0\tinoutstate=0\ttime_second=yesterday\tindex=3',
    );
    expect(await listed('QUA-2')).toMatchObject([
      {
        table: 'transaction',
        reason: 'unreadable transaction rows: no real time: "yesterday"',
        peek: 'cardno=*** pin=7 verified=4 doorid=1 eventtype=0 inoutstate=0 time_second=yesterday index=3',
      },
    ]);
    expect(await retry('QUA-2')).toEqual([200, { stored: 0, repeated: 0, kept: 1, ...all }]);
    expect(await listed('QUA-2')).toHaveLength(1);

    const clock = await terminal(app, 'QUA-3');
    expect(await clock.upload('ATTLOG', '7\t2024-03-05 08:00:00\t0\t1\n7\tsoon\t0\t1')).toEqual([200, 'OK: 2']);
    expect(await listed('QUA-3')).toMatchObject([
      { table: 'attlog', reason: 'punches without a time that can be', peek: '7\tsoon\t0\t1', times: 1 },
    ]);
    expect(await retry('QUA-3')).toEqual([200, { stored: 0, repeated: 0, kept: 1, ...all }]);
    expect(await listed('QUA-3')).toMatchObject([{ stays: 'punches without a time that can be', times: 1 }]);
    expect(await eventsOf('QUA-3')).toHaveLength(1);
  });

  it('and is sealed shows nothing of itself, and tells nothing of people when it is tried again', async () => {
    const device = await controller('QUA-4');
    const path = '/iclock/cdata?table=tabledata&tablename=user&count=1';
    await device.post(path, 'user uid=1\tcardno=9876543\tpin=0\tpassword=4711\tname=Eve');
    const [entry] = await listed('QUA-4');
    expect(entry).toMatchObject({ kind: 'sealed', path: null, table: 'user', times: 1, peek: null, stays: null });
    expect(entry?.id).toMatch(/^s\d+$/);
    expect(JSON.stringify(entry)).not.toMatch(/4711|Eve|9876543/);
    expect(await retry('QUA-4')).toEqual([200, { stored: 0, repeated: 0, kept: 1, ...all }]);
    expect(await listed('QUA-4')).toEqual([
      {
        ...entry,
        retriedAt: expect.any(String) as unknown,
        stays: 'tells what the device held when it came; have it send that anew (POST /devices/{sn}/fetch)',
      },
    ]);
    expect(await app.sql(`SELECT 1 FROM device_user WHERE sn = 'QUA-4'`)).toEqual([]);
  });
});

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
    // Of another key, or damaged.
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
    // What follows from its registration is over.
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

describe('the list', () => {
  it('has what came in one moment by number, the newest first', async () => {
    await controller('LIST-0');
    for (let index = 1; index <= 12; index++) await insert('LIST-0', rtlog, row(index));
    const first = await app.admin('GET', '/devices/LIST-0/quarantine?limit=5');
    const cursor = first.body.nextCursor as string;
    const second = await app.admin('GET', `/devices/LIST-0/quarantine?limit=100&cursor=${cursor}`);
    const indexes = [...first.body.items, ...second.body.items].map(
      ({ peek }: Entry) => /index=(\d+)/.exec(String(peek))?.[1],
    );
    expect(indexes.map(Number)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(second.body.nextCursor).toBeNull();
  });

  it('goes on behind its cursor, through what is plain and what is sealed', async () => {
    const device = await controller('LIST-1');
    for (const index of [1, 2, 3]) {
      await device.events(`time=never\tevent=0\tindex=${index}`);
      await device.post('/iclock/cdata?table=tabledata&tablename=user&count=1', `user uid=${index}\tpin=0`);
    }
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await app.admin('GET', `/devices/LIST-1/quarantine?limit=2${more}`);
      ids.push(...(body.items as Entry[]).map(({ id }) => id));
      cursor = body.nextCursor as string | null;
    }
    expect(ids.map((id) => id.slice(0, 1)).join('')).toBe('spspsp');
    expect(new Set(ids).size).toBe(6);
    expect(ids).toEqual((await listed('LIST-1')).map(({ id }) => id));
  });

  it('does not show what the parameters of a request say', async () => {
    await controller('LIST-2');
    await insert('LIST-2', '/iclock/devicecmd?sn=LIST-2&token=s3cret', 'Password=4711\nComPwd=0815');
    const entries = await listed('LIST-2');
    expect(entries).toMatchObject([{ path: '/iclock/devicecmd', table: '', peek: 'password=***\n***=***' }]);
  });
});

describe('what nobody will ever need', () => {
  const dismiss = async (sn: string, id = '') => (await app.admin('DELETE', `/devices/${sn}/quarantine/${id}`)).status;
  const newestAudit = async () => (await app.admin('GET', '/audit?limit=1')).body.items[0] as Record<string, unknown>;

  it('is dismissed, sealed or not; the audit log keeps why it was here, and the counts follow', async () => {
    const device = await controller('DIS-1');
    const before = await total();
    await device.events('time=2024-13-01 08:00:00\tpin=7\tcardno=9876543\tevent=0\tindex=1');
    await device.post('/iclock/cdata?table=tabledata&tablename=strange&count=1', 'strange secret=4711');
    const [sealed, plain, ...others] = await listed('DIS-1');
    expect([sealed?.kind, plain?.kind, others]).toEqual(['sealed', 'plain', []]);
    expect((await total()) - before).toBe(2);

    expect(await dismiss('DIS-1', plain?.id)).toBe(204);
    const row = await newestAudit();
    expect(row).toMatchObject({
      action: 'DELETE /admin/v1/devices/:sn/quarantine/:id',
      detail: {
        sn: 'DIS-1',
        id: plain?.id,
        dismissed: { cameAt: plain?.at, path: '/iclock/cdata', table: 'rtlog', reason: plain?.reason, times: 1 },
      },
    });
    expect(JSON.stringify(row)).not.toContain('9876543');
    expect((await listed('DIS-1')).map(({ id }) => id)).toEqual([sealed?.id]);
    expect((await total()) - before).toBe(1);
    expect(await warned('DIS-1')).toMatchObject([{ text: expect.stringMatching(/^1 upload /) as unknown }]);

    expect(await dismiss('DIS-1', sealed?.id)).toBe(204);
    expect(await newestAudit()).toMatchObject({
      detail: { dismissed: { path: null, table: 'strange', reason: sealed?.reason } },
    });
    expect(JSON.stringify(await newestAudit())).not.toContain('4711');
    expect([await listed('DIS-1'), (await total()) - before, await warned('DIS-1')]).toEqual([[], 0, []]);
    expect((await app.admin('GET', '/audit/verify')).body).toMatchObject({ ok: true });
  });

  it('is dismissed once, of its own device alone, and comes back if the device sends it again', async () => {
    const device = await controller('DIS-2');
    await controller('DIS-3');
    const send = () => device.events('rubbish of DIS-2');
    await send();
    const [entry] = await listed('DIS-2');
    const audited = await newestAudit();
    expect(await dismiss('DIS-3', entry?.id)).toBe(404);
    expect(await dismiss('NOBODY', entry?.id)).toBe(404);
    for (const id of ['p999999999', 'p0', 'x1', 's', `p${'9'.repeat(30)}`, '%00'])
      expect([id, [400, 404].includes(await dismiss('DIS-2', id))]).toEqual([id, true]);
    expect([await listed('DIS-2'), await newestAudit()]).toEqual([[entry], audited]);
    expect(await dismiss('DIS-2', entry?.id)).toBe(204);
    expect(await dismiss('DIS-2', entry?.id)).toBe(404);
    await send();
    expect(await listed('DIS-2')).toMatchObject([{ reason: entry?.reason, times: 1 }]);
  });
});

describe('a call that is wrong', () => {
  it('is refused as elsewhere', async () => {
    const device = await controller('ERR-1');
    await device.events('time=never\tevent=0');
    const [entry] = await listed('ERR-1');
    await controller('ERR-2');
    const statusOf = async (sn: string, body: object) => (await retry(sn, body))[0];
    expect((await app.admin('GET', '/devices/NOBODY/quarantine')).status).toBe(404);
    expect(await statusOf('NOBODY', {})).toBe(404);
    // It belongs to another device, or to none.
    expect(await statusOf('ERR-2', { ids: [entry?.id] })).toBe(404);
    expect(await statusOf('ERR-1', { ids: ['p999999999'] })).toBe(404);
    for (const ids of [[], ['x1'], ['p'], [1], 'p1', Array.from({ length: 101 }, (_, at) => `p${at + 1}`)]) {
      const [status, body] = await retry('ERR-1', { ids });
      expect([status, body.errors[0].field]).toEqual([400, 'ids']);
    }
    expect(await statusOf('ERR-1', { cursor: 'abc' })).toBe(400);
    expect(await statusOf('ERR-1', { all: true })).toBe(400);
    expect((await app.admin('GET', '/devices/ERR-1/quarantine?cursor=abc')).status).toBe(400);
    expect((await app.admin('GET', '/devices/ERR-1/quarantine?limit=0')).status).toBe(400);
    expect((await listed('ERR-1'))[0]).toEqual(entry);
  });

  it('of a device that is not served changes nothing', async () => {
    expect((await brief(new RawDevice(app, 'ERR-3').get('/iclock/cdata?options=all')))[0]).toBe(200);
    await insert('ERR-3', rtlog, row(1));
    expect((await retry('ERR-3'))[0]).toBe(409);
    expect(await listed('ERR-3')).toHaveLength(1);
    expect(await eventsOf('ERR-3')).toEqual([]);
  });

  it('needs a token that is meant for devices', async () => {
    const made = await app.admin('POST', '/api-tokens', { name: 'parking', scopes: ['admin:parking'] });
    const headers = { authorization: `Bearer ${made.body.token as string}` };
    expect((await app.request('GET', '/admin/v1/devices/ERR-1/quarantine', { headers })).status).toBe(403);
    const path = '/admin/v1/devices/ERR-1/quarantine/retry';
    expect((await app.request('POST', path, { headers })).status).toBe(403);
    expect((await app.request('POST', path)).status).toBe(401);
    const one = '/admin/v1/devices/ERR-1/quarantine/p1';
    expect((await app.request('DELETE', one, { headers })).status).toBe(403);
    expect((await app.request('DELETE', one)).status).toBe(401);
  });
});
