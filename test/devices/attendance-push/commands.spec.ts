import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brief } from '../../support/raw-device.js';
import { startApp, type TestApp } from '../../support/app.js';
import { terminal, type Terminal } from './terminal.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', COMMAND_RETRY: '60' } });
});

afterAll(() => app.stop());

const asked = async (sn: string, body: Record<string, unknown>): Promise<number> => {
  const answer = await app.admin('POST', `/devices/${sn}/commands`, body);
  expect([answer.status, answer.text]).toEqual([expect.any(Number), expect.stringContaining('"id"')]);
  return answer.body.id as number;
};

const commandOf = async (id: number) => (await app.admin('GET', `/commands/${id}`)).body;

/** The commands of a poll, without their numbers. */
const polled = async (device: Terminal) => (await device.poll()).replaceAll(/^C:\d+:/gm, '');

describe('a result', () => {
  const result = (id: number) => `ID=${id}&Return=0&CMD=DATA`;
  const nothing = '';

  it.each([
    ['posted to the address of the polls', (id: number) => ['/iclock/getrequest', result(id)]],
    ['in the address', (id: number) => [`/iclock/devicecmd?${result(id)}`, nothing]],
    ['in the address of a poll with a body', (id: number) => [`/iclock/getrequest?${result(id)}`, '\r\n']],
  ] as const)('%s ends its command', async (form, of) => {
    const sn = `RESULT-${form.length}`;
    const device = await terminal(app, sn);
    await device.poll();
    const id = await asked(sn, { type: 'setOptions', options: { VOLUME: '60' } });
    await expect.poll(() => device.poll(), { timeout: 60_000 }).toContain(`C:${id}:`);
    const [path = nothing, body = nothing] = of(id);
    expect((await device.post(path, body)).status).toBe(200);
    expect(await commandOf(id)).toMatchObject({ status: 'done', returnCode: 0 });
  });
});

describe('orders in the words of Attendance PUSH', () => {
  it.each([
    [{ type: 'openDoor', door: 1 }, 'AC_UNLOCK\n'],
    [{ type: 'cancelAlarm', door: 1 }, 'AC_UNALARM\n'],
    [{ type: 'restart' }, 'REBOOT\n'],
    [{ type: 'setTime' }, 'CHECK\n'],
    [{ type: 'setOptions', options: { VOLUME: '60' } }, 'SET OPTION VOLUME=60\n'],
    [{ type: 'setOptions', options: { VOLUME: '60', LockOn: '5' } }, 'SET OPTION VOLUME=60\nSET OPTION LockOn=5\n'],
    [{ type: 'getOptions', names: ['VOLUME'] }, 'GET OPTION FROM VOLUME\n'],
    [{ type: 'getOptions', names: ['VOLUME', 'LockOn'] }, 'GET OPTION VOLUME,LockOn\n'],
    [{ type: 'enrollBio', pin: '7', bioType: 1, no: 6 }, 'ENROLL_FP PIN=7\tFID=6\tRETRY=3\tOVERWRITE=0\n'],
    [
      { type: 'enrollBio', pin: '7', bioType: 9, overwrite: true },
      'ENROLL_BIO TYPE=9\tPIN=7\tCardNo=\tRETRY=3\tOVERWRITE=1\n',
    ],
    [{ type: 'enrollInfo', pin: '7' }, 'ENROLL_MF PIN=7\tRETRY=3\n'],
    [
      { command: 'VERIFY SUM ATTLOG StartTime=2024-01-01 00:00:00\tEndTime=2024-02-01 00:00:00' },
      expect.stringContaining('VERIFY SUM'),
    ],
  ])('%j', async (body, text) => {
    const sn = `SAY-${JSON.stringify(body).replaceAll(/\W/g, '').slice(0, 40)}`;
    const device = await terminal(app, sn);
    await device.poll();
    await asked(sn, body);
    expect(await polled(device)).toEqual(text);
  });

  it.each([
    [{ type: 'closeDoor', door: 1 }],
    [{ type: 'openDoor', door: 2 }],
    [{ type: 'lockDoor', door: 1 }],
    [{ type: 'auxOutput', output: 1, seconds: 5 }],
    [{ type: 'restart', slave: 1 }],
  ])(
    '%j does not exist in this protocol: it is refused at once, and no bytes of the other protocol go out',
    async (body) => {
      const sn = `NOT-${JSON.stringify(body).replaceAll(/\W/g, '').slice(0, 40)}`;
      const device = await terminal(app, sn);
      await device.poll();
      const answer = await app.admin('POST', `/devices/${sn}/commands`, body);
      expect([answer.status, answer.body.detail]).toEqual([409, expect.stringMatching(/^device NOT-.* has /)]);
      expect(await device.poll()).toBe('OK');
    },
  );

  it('a client of the facade is told so, too', async () => {
    const device = await terminal(app, 'CLOSE-1');
    await device.upload('options', '~DeviceName=DemoFace,~LockFunOn=1', '');
    expect((await app.admin('PATCH', '/devices/CLOSE-1', { module: 'acc' })).status).toBe(200);
    const [door] = (await app.admin('GET', '/doors?sn=CLOSE-1')).body.items as [{ id: string; name: string }];
    expect((await app.api('POST', `/api/door/remoteCloseById?doorId=${door.id}`)).body.code).toBe(-104);
    expect((await app.api('POST', `/api/door/remoteCloseByName?doorName=${door.name}`)).body.code).toBe(-104);
    expect((await app.api('POST', `/api/door/remoteOpenById?doorId=${door.id}&interval=5`)).body.code).toBe(0);
    expect(await polled(device)).toBe('AC_UNLOCK\n');
  });
});

describe('answers', () => {
  const one = async (sn: string, body: Record<string, unknown>) => {
    const device = await terminal(app, sn);
    const id = await asked(sn, body);
    await device.poll();
    return { device, id };
  };

  it('several in one body end their commands, each by its number, whatever word comes back', async () => {
    const device = await terminal(app, 'ANS-1');
    const ids: number[] = [];
    for (const pin of ['1', '2', '3'])
      ids.push(await asked('ANS-1', { command: `DATA UPDATE USERINFO PIN=${pin}\tName=x` }));
    expect(await polled(device)).toBe(
      'DATA UPDATE USERINFO PIN=1\tName=x\nDATA UPDATE USERINFO PIN=2\tName=x\nDATA UPDATE USERINFO PIN=3\tName=x\n',
    );
    // No command is repeated while its answer may still come.
    expect(await device.poll()).toBe('OK');
    await device.result(
      `ID=${ids[0]}&Return=0&CMD=DATA\nID=${ids[1]}&SN=ANS-1&Return=-1001&CMD=DATA UPDATE\r\nID=${ids[2]}&Return=0&CMD=x\n`,
    );
    const ends = await Promise.all(ids.map(commandOf));
    expect(ends.map(({ status, returnCode }) => [status, returnCode])).toEqual([
      ['done', 0],
      ['failed', -1001],
      ['done', 0],
    ]);
  });

  it('about a row that is already gone count as done; for an enrolment a number above 0 is a refusal', async () => {
    const gone = await one('ANS-2', { command: 'DATA DELETE USERINFO PIN=5' });
    await gone.device.result(`ID=${gone.id}&Return=-1&CMD=DATA`);
    expect(await commandOf(gone.id)).toMatchObject({ status: 'done', returnCode: -1 });
    const busy = await one('ANS-3', { type: 'enrollBio', pin: '5', bioType: 1, no: 1 });
    await busy.device.result(`ID=${busy.id}&Return=6&CMD=ENROLL_FP`);
    expect(await commandOf(busy.id)).toMatchObject({
      status: 'failed',
      returnCode: 6,
      answer: { meaning: 'cancelled' },
    });
  });

  it('without a result are legal, and an answer to another device’s command has no effect', async () => {
    const { device, id } = await one('ANS-4', { type: 'restart' });
    await device.result('');
    const other = await terminal(app, 'ANS-5');
    await other.result(`ID=${id}&Return=0&CMD=REBOOT`);
    expect((await commandOf(id)).status).toBe('sent');
  });

  it('carry options, counts and files', async () => {
    const info = await one('ANS-6', { command: 'INFO' });
    await info.device.result(`ID=${info.id}&Return=0&CMD=INFO\n~DeviceName=Demo\nMAC=00:11\nUserCount=3\nComKey=99`);
    expect((await commandOf(info.id)).answer).toEqual({
      options: { DeviceName: 'Demo', MAC: '00:11', UserCount: '3', ComKey: '***' },
    });
    const get = await one('ANS-7', { type: 'getOptions', names: ['VOLUME', 'LockOn'] });
    await get.device.result(`ID=${get.id}&Return=0&CMD=GET OPTION\nVOLUME=60,LockOn=5\n`);
    expect((await commandOf(get.id)).answer).toEqual({ options: { VOLUME: '60', LockOn: '5' } });
    const sum = await one('ANS-8', {
      command: 'VERIFY SUM ATTLOG StartTime=2024-01-01 00:00:00\tEndTime=2024-02-01 00:00:00',
    });
    await sum.device.result(`ID=${sum.id}&Return=0&CMD=VERIFY SUM ATTLOG&AttlogCount=42`);
    expect((await commandOf(sum.id)).answer).toMatchObject({ count: 42 });
    const file = await one('ANS-9', { command: 'GetFile options.cfg' });
    await file.device.result(`ID=${file.id}\nSN=ANS-9\nFILENAME=options.cfg\nCMD=GetFile\nReturn=4\nContent=a=1\n`);
    expect(await commandOf(file.id)).toMatchObject({
      status: 'done',
      returnCode: 4,
      answer: { told: { fileName: 'options.cfg', content: 'a=1\n' } },
    });
  });

  it('rows that a query asked for are no news, and count for it', async () => {
    const { device, id } = await one('ANS-10', { command: 'DATA QUERY USERINFO PIN=5' });
    expect(await device.upload('OPERLOG', 'USER PIN=5\tName=Eve', `&Stamp=9999&CmdId=${id}`)).toEqual([200, 'OK: 1']);
    await device.result(`ID=${id}&Return=1&CMD=DATA QUERY`);
    expect(await commandOf(id)).toMatchObject({ status: 'done', answer: { rows: 1 } });
  });
});

describe('rows that name no query', () => {
  const counted = async (id: number) => ((await commandOf(id)).answer as { rows?: number } | null)?.rows;

  it('belong to the query that asked for such rows, before its result and shortly after it', async () => {
    const device = await terminal(app, 'LOOSE-1');
    await device.poll();
    // Rows that come before the query belong to no query, and do not hide the later ones.
    await device.upload('OPERLOG', 'USER PIN=5\tName=Eve');
    const id = await asked('LOOSE-1', { command: 'DATA QUERY USERINFO' });
    await device.poll();
    await device.upload('OPERLOG', 'USER PIN=5\tName=Eve\nUSER PIN=6\tName=Bob');
    await device.result(`ID=${id}&Return=3&CMD=DATA`);
    await device.upload('USERINFO', 'PIN=7\tName=Zoe');
    // News about other tables belongs to no query.
    await device.upload('OPERLOG', 'USER PIN=8\tName=Yan\nOPLOG 30\t0\t2024-03-05 07:59:10\t8\t0\t0\t0');
    await device.upload('ATTLOG', '5\t2024-03-05 08:01:22\t0\t1');
    expect(await counted(id)).toBe(3);
    const users = (await app.admin('GET', '/devices/LOOSE-1/sync')).body.unknownUsers as { pin: string }[];
    expect(users.map(({ pin }) => pin)).toEqual(['5', '6', '7', '8']);
  });

  it('belong to the query that is open, and not to an earlier one that has its result', async () => {
    const device = await terminal(app, 'LOOSE-3');
    const query = async (rows: string) => {
      const id = await asked('LOOSE-3', { command: 'DATA QUERY USERINFO' });
      await device.poll();
      await device.upload('OPERLOG', rows);
      await device.result(`ID=${id}&Return=1&CMD=DATA`);
      return id;
    };
    const [first, second] = [await query('USER PIN=5\tName=Eve'), await query('USER PIN=5\tName=Eve\nUSER PIN=6')];
    expect([await counted(first), await counted(second)]).toEqual([1, 2]);
  });

  it('punches of a query count for it', async () => {
    const device = await terminal(app, 'LOOSE-2');
    await device.poll();
    const command = 'DATA QUERY ATTLOG StartTime=2024-03-01 00:00:00\tEndTime=2024-03-09 00:00:00';
    const id = await asked('LOOSE-2', { command });
    await device.poll();
    await device.upload('ATTLOG', '5\t2024-03-05 08:01:22\t0\t1\n5\t2024-03-05 18:01:22\t1\t1');
    await device.result(`ID=${id}&Return=0&CMD=DATA`);
    expect(await counted(id)).toBe(2);
  });
});

describe('raw commands', () => {
  it.each([
    'DATA UPDATE SMS MSG=Hello\tTAG=253\tUID=1\tMIN=60\tStartTime=2024-03-05 08:00:00',
    'DATA UPDATE USER_SMS PIN=5\tUID=1',
    'DATA UPDATE WORKCODE PIN=1\tCODE=10\tNAME=Paint',
    'DATA UPDATE ShortcutKey KeyID=1\tKeyFun=1\tStatusCode=0\tShowName=In',
    'DATA UPDATE AccGroup ID=1\tVerify=0\tValidHoliday=0\tTZ=1;0;0',
    'DATA UPDATE AccTimeZone UID=1\tSunStart=0\tSunEnd=2359',
    'DATA UPDATE AccHoliday UID=1\tHolidayName=May\tStartDate=0501\tEndDate=0501\tTimeZone=1',
    'DATA UPDATE AccUnLockComb UID=1\tGroup1=1\tGroup2=2',
    'DATA UPDATE Blacklist IDNum=1234',
    'DATA UPDATE WHITELIST IDNum=1234\tStartDate=20240101\tEndDate=20241231',
    'DATA UPDATE BELLINFO ID=1\tValid=1\tTime=0800',
    'DATA UPDATE ADPIC Index=1\tSize=4\tExtension=jpg\tContent=AAAA',
    'DATA UPDATE WALLPAPER Index=1\tSize=4\tExtension=jpg\tContent=AAAA',
    'DATA UPDATE IDCARD PIN=5\tSNNum=1\tIDNum=2',
    'DATA DELETE SMS UID=1',
    'DATA DELETE WORKCODE CODE=10',
    'DATA DELETE ADPIC Index=1',
    'DATA DELETE WALLPAPER Index=1',
    'DATA DELETE BLACKLIST IDNum=1234',
    'DATA DELETE WHITELIST IDNum=1234',
    'DATA DELETE USERINFO PIN=5',
    'DATA DELETE FINGERTMP PIN=5\tFID=1',
    'DATA DELETE FACE PIN=5',
    'DATA DELETE FVEIN Pin=5\tFID=1',
    'DATA DELETE BIODATA Pin=5\tType=9\tNo=0',
    'DATA DELETE USERPIC PIN=5',
    'DATA DELETE BIOPHOTO PIN=5\tType=9',
    'DATA QUERY ATTPHOTO StartTime=2024-03-01 00:00:00\tEndTime=2024-03-09 00:00:00',
    'DATA QUERY USERINFO PIN=5',
    'DATA QUERY FINGERTMP PIN=5\tFID=1',
    'DATA QUERY BIODATA Type=9',
    'CLEAR LOG',
    'CLEAR PHOTO',
    'CLEAR DATA',
    'CLEAR BIODATA',
    'CHECK',
    'LOG',
    'INFO',
    'RELOAD OPTIONS',
  ])('%j goes out as it stands', async (command) => {
    const sn = `RAW-${command.replaceAll(/\W/g, '').slice(0, 40)}`;
    const device = await terminal(app, sn);
    await device.poll();
    const id = await asked(sn, { command });
    expect(await polled(device)).toBe(`${command}\n`);
    await device.result(`ID=${id}&Return=0&CMD=DATA`);
    expect(await commandOf(id)).toMatchObject({ status: 'done', returnCode: 0 });
  });

  it('that write to tables of sync are corrected by sync', async () => {
    const device = await terminal(app, 'RAW-DOUBT');
    await app.admin('POST', '/areas', { code: '77', name: 'Doubt' });
    await app.admin('PATCH', '/devices/RAW-DOUBT', { areaCode: '77' });
    await app.admin('POST', '/persons', { pin: '7701', name: 'Ada' });
    await app.admin('PUT', '/attendance/areas/77/persons/7701');
    const row =
      'DATA UPDATE USERINFO PIN=7701\tName=Ada\tPri=0\tPasswd=\tCard=\tGrp=1\tTZ=0000000000000000\tVerify=-1\tViceCard=\n';
    const answered = async (text: string) => {
      let answer = '';
      await expect.poll(async () => (answer = await device.poll()), { timeout: 60_000 }).not.toBe('OK');
      expect(answer.replace(/^C:\d+:/, '')).toBe(text);
      await device.result(`ID=${/^C:(\d+)/.exec(answer)?.[1] ?? ''}&Return=0&CMD=DATA`);
    };
    await answered(row);
    await asked('RAW-DOUBT', { command: 'DATA DELETE USERINFO PIN=7701' });
    await answered('DATA DELETE USERINFO PIN=7701\n');
    await answered(row);
  });
});

describe('one answer', () => {
  it('ends with what ends a batch', async () => {
    const device = await terminal(app, 'BATCH-1');
    await asked('BATCH-1', { type: 'restart' });
    await asked('BATCH-1', { command: 'DATA UPDATE USERINFO PIN=1\tName=x' });
    expect(await polled(device)).toBe('REBOOT\n');
    expect(await polled(device)).toBe('DATA UPDATE USERINFO PIN=1\tName=x\n');
  });

  it('has as many as an operator lets it have', async () => {
    const device = await terminal(app, 'BATCH-2');
    await app.admin('PATCH', '/devices/BATCH-2', { quirks: { commandsPerPoll: 2 } });
    for (const pin of ['1', '2', '3']) await asked('BATCH-2', { command: `DATA UPDATE USERINFO PIN=${pin}` });
    expect((await polled(device)).split('\n')).toEqual([
      'DATA UPDATE USERINFO PIN=1',
      'DATA UPDATE USERINFO PIN=2',
      '',
    ]);
  });

  it('is sent again after a first contact if it was not answered; a door is never opened twice', async () => {
    const device = await terminal(app, 'BATCH-3');
    await asked('BATCH-3', { command: 'DATA UPDATE USERINFO PIN=1\tName=x' });
    await asked('BATCH-3', { type: 'openDoor', door: 1 });
    expect(await polled(device)).toBe('AC_UNLOCK\nDATA UPDATE USERINFO PIN=1\tName=x\n');
    await device.contact();
    expect(await polled(device)).toBe('DATA UPDATE USERINFO PIN=1\tName=x\n');
    expect(await device.poll()).toBe('OK');
  });
});

describe('everything once more', () => {
  it('is requested by a stamp of 0 at the next first contact, and only then', async () => {
    const device = await terminal(app, 'AGAIN-1');
    await device.upload('ATTLOG', '1\t2024-03-05 08:01:22\t0\t1', '&Stamp=5000');
    const answer = await app.admin('POST', '/devices/AGAIN-1/resend', { tables: ['attlog'] });
    expect(answer.status).toBe(200);
    // A punch in between does not change the stamps.
    await device.upload('ATTLOG', '1\t2024-03-05 08:01:23\t0\t1', '&Stamp=5001');
    expect(await device.poll()).toBe(`C:${answer.body.commandId}:CHECK\n`);
    expect((await device.contact()).get('ATTLOGStamp')).toBe('0');
    await device.upload('ATTLOG', '1\t2024-03-05 08:01:22\t0\t1', '&Stamp=5000');
    expect((await device.contact()).get('ATTLOGStamp')).toBe('5000');
    expect((await app.admin('POST', '/devices/AGAIN-1/resend', { tables: ['x'] })).status).toBe(400);
    expect((await app.admin('POST', '/devices/AGAIN-1/resend', { tables: [] })).status).toBe(400);
  });

  it('is nothing for devices of the other protocol', async () => {
    await app.admin('POST', '/devices', { sn: 'AGAIN-2' });
    expect((await app.admin('POST', '/devices/AGAIN-2/resend', { tables: ['attlog'] })).status).toBeGreaterThan(399);
    expect((await app.admin('GET', '/devices/NOBODY/operations')).status).toBe(404);
  });
});

describe('what a terminal asks', () => {
  it('are its files by signed names only; encryption is not available', async () => {
    const device = await terminal(app, 'ASK-1');
    expect((await device.get('/iclock/file?url=http://x/y')).status).toBe(403);
    expect((await device.post('/iclock/exchange?type=publickey', 'PublicKey=x')).status).toBe(404);
    expect(await brief(device.get('/iclock/rtdata?type=time'))).toEqual([
      200,
      expect.stringMatching(/^DateTime=\d+,ServerTZ=/),
    ]);
  });
});
