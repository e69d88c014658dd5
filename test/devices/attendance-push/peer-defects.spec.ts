import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approved, brief, printedRegistration, RawDevice, registryCode, send } from '../../support/raw-device.js';
import { startApp, type TestApp } from '../../support/app.js';
import { Terminal, terminal } from './terminal.js';

/*
 * Defects that were seen in other servers for these devices, each with a test that Postern does not have them. Specs
 * with more about the same: transaction/ingest (repetitions), core/command/queue and push/two-gateways (delivery),
 * access-push/query-packages (answers in parts), access-push/handshake (registration), push/kill (a gateway that dies),
 * admin/tokens (who may call).
 */

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const asked = async (sn: string, body: Record<string, unknown>, at = app): Promise<number> => {
  const answer = await at.admin('POST', `/devices/${sn}/commands`, body);
  expect([answer.status, answer.text]).toEqual([201, expect.stringContaining('"id"')]);
  return answer.body.id as number;
};

const endOf = async (id: number, at = app) => {
  const { status, returnCode } = (await at.admin('GET', `/commands/${id}`)).body;
  return [status, returnCode];
};

const count = async (sn: string) => (await app.sql('SELECT 1 FROM event WHERE sn = $1', [sn])).length;

const openDoor = { type: 'openDoor', door: 1 };

describe('uploads', () => {
  it('sent again double no rows', async () => {
    const device = await terminal(app, 'PEER-1');
    const body = '7\t2024-03-05 08:00:00\t0\t1\t0\t0\t0\n7\t2024-03-05 08:00:01\t1\t1\t0\t0\t0\n';
    for (let time = 0; time < 3; time++) expect(await device.upload('ATTLOG', body)).toEqual([200, 'OK: 2']);
    await Promise.all([1, 2, 3].map(() => device.upload('ATTLOG', body)));
    expect(await count('PEER-1')).toBe(2);
    const panel = await approved(app, 'PEER-1A');
    const row =
      'time=2024-03-05 08:00:00\tpin=7\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=1\tindex=21\r\n';
    for (let time = 0; time < 3; time++) await panel.events(row);
    expect(await count('PEER-1A')).toBe(1);
  });

  it('of a table without a handler are kept whole before they are answered, and so are such lines of others', async () => {
    const device = await terminal(app, 'PEER-2');
    expect(await device.upload('MEETINFO', 'MEETINFO Code=1\tName=Monday')).toEqual([200, 'OK']);
    expect(await device.upload('OPERLOG', 'NEWROW PIN=1\tWhat=ever\nOPLOG 0\t0\t2024-03-05 07:00:00')).toEqual([
      200,
      'OK: 2',
    ]);
    const kept = await app.admin('GET', '/device-uploads?sn=PEER-2');
    expect(kept.body.items).toMatchObject([
      { table: 'operlog', count: 1 },
      { table: 'meetinfo', count: 1 },
    ]);
    const panel = await approved(app, 'PEER-2A');
    const body = 'strange a=1\tb=2\r\nstrange a=2\tb=3';
    expect(await brief(panel.post('/iclock/cdata?table=tabledata&tablename=strange&count=2', body))).toEqual([
      200,
      'strange=2',
    ]);
    expect((await app.admin('GET', '/device-uploads?sn=PEER-2A')).body.items).toMatchObject([
      { table: 'strange', count: 2 },
    ]);
  });

  it('of events are read by the names of their columns, in whatever order', async () => {
    const panel = await approved(app, 'PEER-3');
    await panel.events(
      'index=5\tverifytype=15\tconvtemperature=\tevent=0\teventaddr=1\tinoutstatus=1\tcardno=1A\ttime=2024-03-05 08:00:00\tpin=X7',
    );
    const device = await terminal(app, 'PEER-3A');
    expect(await device.upload('ATTLOG', 'PIN=8\tVerified=15\tStatus=1\tDateTime=2024-03-05 08:00:00')).toEqual([
      200,
      'OK: 1',
    ]);
    const rows = await app.sql(
      `SELECT sn, pin, in_out, verify_type, event_no FROM event WHERE sn IN ('PEER-3', 'PEER-3A') ORDER BY sn`,
    );
    expect(rows).toEqual([
      { sn: 'PEER-3', pin: 'X7', in_out: 1, verify_type: '15', event_no: 0 },
      { sn: 'PEER-3A', pin: '8', in_out: 1, verify_type: '15', event_no: 0 },
    ]);
  });

  it('that answer a query for users in parts remove no user, in either protocol', async () => {
    const users = async (sn: string) =>
      (await app.sql<{ pin: string }>('SELECT pin FROM device_user WHERE sn = $1 ORDER BY pin', [sn])).map(
        ({ pin }) => pin,
      );
    const device = await terminal(app, 'PEER-4');
    await device.upload('OPERLOG', 'USER PIN=1\tName=A\nUSER PIN=2\tName=B\nUSER PIN=3\tName=C');
    const id = await asked('PEER-4', { command: 'DATA QUERY USERINFO' });
    expect(await device.poll()).toBe(`C:${id}:DATA QUERY USERINFO\n`);
    const part = (pin: number, at: number) =>
      device.upload('OPERLOG', `USER PIN=${pin}\tName=N`, `&Stamp=9999&Count=1&PackCnt=3&PackIdx=${at}&CmdId=${id}`);
    for (const at of [1, 2, 3]) {
      expect(await part(at, at)).toEqual([200, 'OK: 1']);
      expect(await users('PEER-4')).toEqual(['1', '2', '3']);
    }
    await device.result(`ID=${id}&Return=3&CMD=DATA QUERY`);
    expect(await users('PEER-4')).toEqual(['1', '2', '3']);
    expect((await app.admin('GET', '/devices/PEER-4/commands')).body.items).toHaveLength(1);

    const panel = await approved(app, 'PEER-4A');
    const row = (pin: number) => `user uid=${pin}\tcardno=\tpin=${pin}\tpassword=\tgroup=1\tname=N\tprivilege=0`;
    await panel.post('/iclock/cdata?table=tabledata&tablename=user&count=2', `${row(1)}\r\n${row(2)}`);
    const query = await asked('PEER-4A', { type: 'query', table: 'user' });
    await expect.poll(() => panel.poll()).toContain(`C:${query}:`);
    for (const at of [1, 2]) {
      const address = `/iclock/querydata?type=tabledata&cmdid=${query}&tablename=user&count=1&packcnt=2&packidx=${at}`;
      expect(await brief(panel.post(address, row(at)))).toEqual([200, 'user=1']);
      expect(await users('PEER-4A')).toEqual(['1', '2']);
    }
  });
});

describe('answers to commands', () => {
  it('below 0 are failures, also of templates', async () => {
    const device = await terminal(app, 'PEER-5');
    const row =
      'BIODATA Pin=7\tNo=6\tIndex=0\tValid=1\tDuress=0\tType=1\tMajorVer=0\tMinorVer=0\tFormat=ZK\tTmp=AAECAwQ=';
    const id = await asked('PEER-5', { command: `DATA UPDATE ${row}` });
    await device.poll();
    await device.result(`ID=${id}&Return=-12&CMD=DATA\n`);
    expect(await endOf(id)).toEqual(['failed', -12]);
    const panel = await approved(app, 'PEER-5A');
    const query = await asked('PEER-5A', { command: 'SET OPTIONS Nothing=1' });
    await panel.poll();
    await panel.result(`ID=${query}&Return=-1&CMD=SET OPTIONS\n`);
    expect(await endOf(query)).toEqual(['failed', -1]);
  });

  it('of a batch count each, not the first alone', async () => {
    const device = await terminal(app, 'PEER-6');
    const ids: number[] = [];
    for (const pin of [1, 2, 3, 4]) ids.push(await asked('PEER-6', { command: `DATA UPDATE USERINFO PIN=${pin}` }));
    await device.poll();
    await device.result(ids.map((id, at) => `ID=${id}&Return=${at === 2 ? -1001 : 0}&CMD=DATA`).join('\n'));
    expect(await Promise.all(ids.map((id) => endOf(id)))).toEqual([
      ['done', 0],
      ['done', 0],
      ['failed', -1001],
      ['done', 0],
    ]);
  });

  it('that get lost leave no command waiting for ever: it is sent again, and fails in the end', async () => {
    const hasty = await startApp({ env: { LOG_LEVEL: 'error', COMMAND_RETRY: '1' } });
    try {
      const device = await terminal(hasty, 'PEER-7');
      const id = await asked('PEER-7', { command: 'DATA UPDATE USERINFO PIN=1\tName=x' }, hasty);
      let times = 0;
      await expect
        .poll(
          async () => {
            if ((await device.poll()).startsWith(`C:${id}:`)) times += 1;
            return (await endOf(id, hasty))[0];
          },
          { timeout: 60_000, interval: 100 },
        )
        .toMatch(/^(?:failed|unanswered)$/);
      expect(times).toBeGreaterThan(1);
      expect(times).toBeLessThan(10);
    } finally {
      await hasty.stop();
    }
  });

  it.each([
    ['nothing', ''],
    ['no number', 'ID=&Return=&CMD='],
    ['no such command', 'ID=999999999&Return=0&CMD=DATA'],
    ['a number beyond all', 'ID=99999999999999999999&Return=99999999999999999999&CMD=DATA'],
    ['words', 'ID=abc&Return=x&CMD=DATA'],
    ['JSON', '{"ID":1,"Return":0}'],
    ['bytes', Buffer.from([0, 255, 10, 0, 61, 38, 255])],
    ['a megabyte', `ID=1&Return=0&CMD=${'x'.repeat(1_000_000)}`],
    ['a thousand lines', 'ID=1&Return=0&CMD=DATA\n'.repeat(1_000)],
    ['a percent sign', 'ID=%&Return=%zz&CMD=%'],
    ['names of objects', 'ID=__proto__&Return=constructor&CMD=toString&__proto__=1'],
    ['a file without an end', 'ID=1\nSN=x\nFILENAME=y\nCMD=GetFile\nReturn=5\nContent='],
  ])('of %s are answered, and the gateway is there afterwards', async (name, body) => {
    const sn = `PEER-8-${name.replaceAll(' ', '-')}`;
    // A large body is refused while this gateway has not read the device yet. The device sends it again.
    const said = (one: RawDevice) =>
      expect.poll(() => brief(one.post('/iclock/devicecmd', body)), { timeout: 60_000 }).toEqual([200, 'OK']);
    const device = await terminal(app, sn);
    await said(device);
    const panel = await approved(app, `${sn}-A`);
    await said(panel);
    expect([await device.poll(), (await app.request('GET', '/health/ready')).status]).toEqual(['OK', 200]);
  });

  it('of nobody, and of a device that is not known, are refused, and the gateway is there afterwards', async () => {
    const answers = await Promise.all([
      send(app.url, 'POST', '/iclock/devicecmd', { body: 'ID=1&Return=0&CMD=DATA' }),
      send(app.url, 'POST', '/iclock/devicecmd?SN=', { body: 'ID=1&Return=0&CMD=DATA' }),
      send(app.url, 'POST', '/iclock/devicecmd?SN=NEVER-SEEN', { body: 'ID=1&Return=0&CMD=DATA' }),
    ]);
    for (const { status } of answers) expect(status).toBeGreaterThan(399);
    expect((await app.request('GET', '/health/ready')).status).toBe(200);
  });
});

describe('commands', () => {
  it('are not repeated at every poll, and a door command never is', async () => {
    const device = await terminal(app, 'PEER-9');
    const data = await asked('PEER-9', { command: 'DATA UPDATE USERINFO PIN=1\tName=x' });
    const door = await asked('PEER-9', openDoor);
    const told = [await device.poll(), await device.poll(), await device.poll()];
    expect(told).toEqual([`C:${door}:AC_UNLOCK\nC:${data}:DATA UPDATE USERINFO PIN=1\tName=x\n`, 'OK', 'OK']);
    await device.result(`ID=${data}&Return=0&CMD=DATA`);
    // No answer about the door comes: the command is given up, and not sent again. The test does not wait for its life.
    await app.sql(`UPDATE command SET retry_at = clock_timestamp() WHERE id = $1 AND status = 'sent'`, [door]);
    await expect
      .poll(async () => [(await device.poll()).includes('AC_UNLOCK'), (await endOf(door))[0]], { timeout: 60_000 })
      .toEqual([false, 'unanswered']);
    expect(await device.poll()).toBe('OK');
  });

  it('go to one of many polls at the same moment', async () => {
    const device = await terminal(app, 'PEER-10');
    const panel = await approved(app, 'PEER-10A');
    await panel.poll();
    for (const one of [device, panel]) {
      const doors = [await asked(one.sn, openDoor), await asked(one.sn, openDoor)];
      const heard: string[] = [];
      for (let round = 0; round < 4; round++) {
        heard.push(...(await Promise.all(Array.from({ length: 8 }, () => one.poll()))));
      }
      const ids = heard.join('\n').match(/(?<=C:)\d+(?=:)/g) ?? [];
      expect(ids.map(Number).toSorted((a, b) => a - b)).toEqual(doors);
      for (const id of doors) await one.result(`ID=${id}&Return=0&CMD=DATA`);
    }
  });
});

describe('a restart', () => {
  it('changes neither the code of a registration, nor the session, nor where an upload goes on', async () => {
    const first = await startApp({ databaseUrl: app.databaseUrl });
    const panel = new RawDevice(first, (await approved(app, 'PEER-11')).sn);
    const code = await registryCode(panel);
    const session = /^SessionID=.+$/m.exec((await panel.post('/iclock/push')).text)?.[0];
    const device = new Terminal(first, (await terminal(app, 'PEER-11A')).sn);
    await device.upload('ATTLOG', '7\t2024-03-05 08:00:00\t0\t1', '&Stamp=777103200');
    await first.stop();
    const second = await startApp({ databaseUrl: app.databaseUrl });
    const again = new RawDevice(second, 'PEER-11');
    expect(/^SessionID=.+$/m.exec((await again.post('/iclock/push')).text)?.[0]).toBe(session);
    expect(await registryCode(again, printedRegistration)).toBe(code);
    const block = await new Terminal(second, 'PEER-11A').contact();
    expect([block.get('ATTLOGStamp'), block.get('OPERLOGStamp')]).toEqual(['777103200', '0']);
    await second.stop();
  });
});

describe('who reaches the port', () => {
  interface Document {
    readonly paths: Record<string, Record<string, { security?: unknown[] }>>;
  }
  const routes = (file: string) => {
    const { paths } = JSON.parse(readFileSync(`openapi/${file}.json`, 'utf8')) as Document;
    return Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { security }]) =>
        /^(?:get|post|put|patch|delete)$/.test(method) && security?.length !== 0
          ? [[method.toUpperCase(), path.replaceAll(/\{\w+\}/g, '1')] as const]
          : [],
      ),
    );
  };

  it('without a token can call nothing of the admin API but the sign-in', async () => {
    const all = routes('admin');
    expect(all.length).toBeGreaterThan(100);
    const open: string[] = [];
    for (const [method, path] of all) {
      const { status } = await send(app.url, method, path.startsWith('/admin/') ? path : `/admin/v1${path}`);
      if (status !== 401) open.push(`${method} ${path}: ${status}`);
    }
    // It needs no token, but the header of the console, which is missing here.
    expect(open).toEqual(['POST /admin/v1/session: 403']);
  });

  it('without a token can call nothing of the facade', async () => {
    const all = routes('facade');
    expect(all.length).toBeGreaterThan(100);
    const open: string[] = [];
    for (const [method, path] of all) {
      const { status } = await send(app.url, method, path);
      if (status < 400) open.push(`${method} ${path}: ${status}`);
    }
    expect(open).toEqual([]);
  });
});
