import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { brief, RawDevice } from '../support/raw-device.js';
import { terminal } from '../devices/attendance-push/terminal.js';
import { quarantineOf, type Entry, all, rtlog, row } from './quarantined.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const { controller, listed, retry, eventsOf, insert } = quarantineOf(() => app);

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
    // No handler reads such a table: each body is kept once, sealed.
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
  /** Without the hash: a row gets it when the chain comes to it. */
  const newestAudit = async () => {
    const [row] = (await app.admin('GET', '/audit?limit=1')).body.items as Record<string, unknown>[];
    return { ...row, hash: undefined };
  };

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
