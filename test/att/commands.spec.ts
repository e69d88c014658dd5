import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brief } from '../device/raw-device.js';
import { startApp, type TestApp } from '../support/app.js';
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

/** What a poll brings, with the numbers taken off. */
const polled = async (device: Terminal) => (await device.poll()).replaceAll(/^C:\d+:/gm, '');

describe('orders in the words of Attendance PUSH', () => {
  it.each([
    [{ type: 'openDoor', door: 1 }, 'AC_UNLOCK\n'],
    [{ type: 'cancelAlarm', door: 1 }, 'AC_UNALARM\n'],
    [{ type: 'restart' }, 'REBOOT\n'],
    [{ type: 'setTime' }, 'CHECK\n'],
    [{ type: 'setOptions', options: { VOLUME: '60' } }, 'SET OPTION VOLUME=60\n'],
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
    [{ type: 'setOptions', options: { VOLUME: '60', LockOn: '5' } }],
    [{ type: 'auxOutput', output: 1, seconds: 5 }],
    [{ type: 'restart', slave: 1 }],
  ])('%j cannot be said: it fails, and no bytes of the other protocol go out', async (body) => {
    const sn = `NOT-${JSON.stringify(body).replaceAll(/\W/g, '').slice(0, 40)}`;
    const device = await terminal(app, sn);
    await device.poll();
    const id = await asked(sn, body);
    expect(await device.poll()).toBe('OK');
    expect((await commandOf(id)).status).toBe('failed');
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
    // Nothing is said again while the answer may still come.
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

  it('of what is gone already are yes; of an enrolment a number above 0 is a no', async () => {
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

  it('without a result are legal, and of another device’s command nothing', async () => {
    const { device, id } = await one('ANS-4', { type: 'restart' });
    await device.result('');
    const other = await terminal(app, 'ANS-5');
    await other.result(`ID=${id}&Return=0&CMD=REBOOT`);
    expect((await commandOf(id)).status).toBe('sent');
  });

  it('bring options, counts and files along', async () => {
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

  it('rows that a query asked for are no news, and are counted with it', async () => {
    const { device, id } = await one('ANS-10', { command: 'DATA QUERY USERINFO PIN=5' });
    expect(await device.upload('OPERLOG', 'USER PIN=5\tName=Eve', `&Stamp=9999&CmdId=${id}`)).toEqual([200, 'OK: 1']);
    await device.result(`ID=${id}&Return=1&CMD=DATA QUERY`);
    expect(await commandOf(id)).toMatchObject({ status: 'done', answer: { rows: 1 } });
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

  it('is given again after a first contact where nothing was said to it; a door is never opened twice', async () => {
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
  it('is asked for by a stamp of 0 at the next first contact, and only then', async () => {
    const device = await terminal(app, 'AGAIN-1');
    await device.upload('ATTLOG', '1\t2024-03-05 08:01:22\t0\t1', '&Stamp=5000');
    const answer = await app.admin('POST', '/devices/AGAIN-1/resend', { tables: ['attlog'] });
    expect(answer.status).toBe(200);
    // A punch in between moves nothing.
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
  it('is its files by signed names alone, and encryption is not to be had', async () => {
    const device = await terminal(app, 'ASK-1');
    expect((await device.get('/iclock/file?url=http://x/y')).status).toBe(403);
    expect((await device.post('/iclock/exchange?type=publickey', 'PublicKey=x')).status).toBe(404);
    expect(await brief(device.get('/iclock/rtdata?type=time'))).toEqual([
      200,
      expect.stringMatching(/^DateTime=\d+,ServerTZ=/),
    ]);
  });
});
