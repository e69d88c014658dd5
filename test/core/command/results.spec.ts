import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, RawDevice } from '../../support/raw-device.js';
import { pause, queued } from './queueing.js';

let app: TestApp;
/** Where an answer is waited for one second, an order four: for what outlives that, or each test would run against time. */
let hasty: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
  hasty = await startApp({ env: { COMMAND_RETRY: '1', COMMAND_TTL: '4', LOG_LEVEL: 'error' } });
});

afterAll(async () => {
  await app.stop();
  await hasty.stop();
});

const queue = (device: RawDevice, body: object, at = app) => queued(at, device, body);

const shown = async (id: number, at = app) => (await at.admin('GET', `/commands/${id}`)).body;

const status = async (id: number) => (await shown(id)).status as string;

describe('results', () => {
  const sent = async (device: RawDevice, count: number, at = app): Promise<number[]> => {
    const ids: number[] = [];
    for (let n = 1; n <= count; n++) {
      ids.push(await queue(device, { command: 'CONTROL DEVICE 03000000' }, at));
      expect(await device.poll()).toMatch(/^C:\d+:CONTROL DEVICE 03000000$/);
    }
    return ids;
  };

  it('a negative code is a failure, and says what it means', async () => {
    const device = await approved(app, 'RESULT-1');
    const [id = 0] = await sent(device, 1);
    await device.result(`ID=${id}&Return=-13&CMD=CONTROL DEVICE`);
    expect(await shown(id)).toMatchObject({ status: 'failed', returnCode: -13, returnMeaning: 'no such command' });
  });

  it('-5000 is pending: the sub-controller answers later under the same number', async () => {
    const device = await approved(hasty, 'RESULT-2');
    const [id = 0] = await sent(device, 1, hasty);
    await device.result(`ID=${id}&Return=-5000&CMD=CONTROL DEVICE`);
    await pause(5_500);
    expect(await shown(id, hasty)).toMatchObject({ status: 'sent', returnCode: null });
    await device.result(`ID=${id}&Return=0&CMD=CONTROL DEVICE&SN=SUB-1`);
    expect(await shown(id, hasty)).toMatchObject({ status: 'done', returnCode: 0 });
  });

  it('without a code nothing is known', async () => {
    const device = await approved(app, 'RESULT-3');
    const [id = 0] = await sent(device, 1);
    await device.result(`ID=${id}&CMD=CONTROL DEVICE`);
    expect(await status(id)).toBe('sent');
    await device.result(`ID=${id}&Return=soon&CMD=CONTROL DEVICE`);
    expect(await status(id)).toBe('sent');
  });

  it('a code that is no 32-bit number settles nothing and is acknowledged', async () => {
    const device = await approved(app, 'RESULT-4');
    const [id = 0, other = 0] = await sent(device, 2);
    await device.result(`ID=${id}&Return=99999999999&CMD=DATA\nID=${other}&Return=0&CMD=CONTROL DEVICE`);
    expect(await status(other)).toBe('done');
    expect(await status(id)).toBe('sent');
  });

  it('several lines in one body: LF, CRLF, CRLFCRLF, return= in small letters', async () => {
    const device = await approved(app, 'RESULT-5');
    const [a, b, c, d] = await sent(device, 4);
    await device.result(
      `ID=${a}&Return=0&CMD=CONTROL DEVICE\nID=${b}&return=3&CMD=DATA COUNT\r\n\r\nid=${c}&RETURN=-1&cmd=X\r\n` +
        `ID=${d}&Return=0&CMD=CONTROL DEVICE\r\n\r\n`,
    );
    const all = await Promise.all([a, b, c, d].map(async (id) => shown(id ?? 0)));
    expect(all.map((command) => [command.status, command.returnCode])).toEqual([
      ['done', 0],
      ['done', 3],
      ['failed', -1],
      ['done', 0],
    ]);
  });

  it('a block of one field a line, with text behind it', async () => {
    const device = await approved(app, 'RESULT-6');
    const [a = 0, b = 0] = await sent(device, 2);
    await device.result(`ID=${a}\nSN=RESULT-6\nReturn=0\nCMD=Shell\nContent=Return=-9\nmore`);
    await device.result(`ID=${b}&Return=0&CMD=INFO\n~DeviceName=X\nMAC=00:17:61\n`);
    expect(await shown(a)).toMatchObject({ status: 'done', returnCode: 0 });
    expect(await shown(b)).toMatchObject({ status: 'done', returnCode: 0 });
  });

  it('in the address, and to the poll path, which still answers with the next command', async () => {
    const device = await approved(app, 'RESULT-7');
    const [a = 0, b = 0] = await sent(device, 2);
    expect(await brief(device.post(`/iclock/devicecmd?ID=${a}&Return=0&CMD=CONTROL%20DEVICE`))).toEqual([200, 'OK']);
    expect(await status(a)).toBe('done');
    const open = await queue(device, { type: 'openDoor', door: 1, seconds: 5 });
    expect(await brief(device.post('/iclock/getrequest', `ID=${b}&Return=0&CMD=CONTROL DEVICE`))).toEqual([
      200,
      `C:${open}:CONTROL DEVICE 01010105`,
    ]);
    expect(await status(b)).toBe('done');
  });

  it('of numbers that nobody knows, of junk, and of nothing are acknowledged', async () => {
    const device = await approved(app, 'RESULT-8');
    const [id = 0] = await sent(device, 1);
    for (const body of [
      'ID=2147483647&Return=0&CMD=X',
      'ID=99999999999999&Return=0&CMD=X',
      'ID=a13eeb9927464f9e&Return=0&CMD=DATA\n',
      'ID=-1&Return=0',
      'ID=0&Return=0',
      'ID=&Return=0',
      'junk',
      '\0\0\0',
      '',
    ]) {
      await device.result(body);
    }
    expect(await status(id)).toBe('sent');
    const kept = await app.sql<{ n: number }>(`SELECT count(*)::int AS n FROM quarantine WHERE sn = 'RESULT-8'`);
    expect(kept[0]?.n).toBeGreaterThan(0);
  });

  it('settle only the commands of the device that sends them', async () => {
    const device = await approved(app, 'RESULT-9');
    const other = await approved(app, 'RESULT-10');
    const [id = 0] = await sent(device, 1);
    await other.result(`ID=${id}&Return=0&CMD=CONTROL DEVICE`);
    await other.result(`ID=${id}&Return=0&CMD=CONTROL DEVICE&SN=RESULT-9`);
    expect(await status(id)).toBe('sent');
  });

  it('count once: a second result changes nothing', async () => {
    const device = await approved(app, 'RESULT-11');
    const [id = 0] = await sent(device, 1);
    await device.result(`ID=${id}&Return=0&CMD=CONTROL DEVICE`);
    await device.result(`ID=${id}&Return=-1&CMD=CONTROL DEVICE`);
    expect(await shown(id)).toMatchObject({ status: 'done', returnCode: 0 });
  });
});

describe('answers to questions', () => {
  it('a count, whether it comes before the result or behind it', async () => {
    const device = await approved(app, 'ASK-1');
    const early = await queue(device, { type: 'count', table: 'user' });
    expect(await device.poll()).toBe(`C:${early}:DATA COUNT user`);
    const path = (id: number) => `/iclock/querydata?type=count&cmdid=${id}&tablename=user&count=1&packcnt=1&packidx=1`;
    expect(await brief(device.post(path(early), 'user=5'))).toEqual([200, 'OK']);
    await device.result(`ID=${early}&return=5&CMD=DATA COUNT`);
    expect(await shown(early)).toMatchObject({ status: 'done', returnCode: 5, answer: { table: 'user', count: 5 } });

    const late = await queue(device, { type: 'count', table: 'user' });
    await device.poll();
    await device.result(`ID=${late}&Return=0&CMD=DATA COUNT`);
    expect(await brief(device.post(path(late), 'user=0\r\n'))).toEqual([200, 'OK']);
    expect(await shown(late)).toMatchObject({ status: 'done', answer: { table: 'user', count: 0 } });
  });

  it('options, at querydata; they are added to what is known of the device', async () => {
    const device = await approved(app, 'ASK-2');
    const id = await queue(device, { type: 'getOptions', names: ['~SerialNumber', 'FirmVer', 'LockCount'] });
    await device.poll();
    const body = '~SerialNumber=3383154200002,FirmVer=AC Ver 5.7.6.2020 Jul 10 2014,LockCount=4';
    expect(
      await brief(
        device.post(`/iclock/querydata?type=options&cmdid=${id}&tablename=options&count=1&packcnt=1&packidx=1`, body),
      ),
    ).toEqual([200, 'OK']);
    await device.result(`ID=${id}&Return=0&CMD=GET OPTIONS`);
    expect(await shown(id)).toMatchObject({
      status: 'done',
      answer: {
        options: { SerialNumber: '3383154200002', FirmVer: 'AC Ver 5.7.6.2020 Jul 10 2014', LockCount: '4' },
      },
    });
    expect((await app.admin('GET', '/devices/ASK-2')).body.capabilities).toMatchObject({ LockCount: '4' });
  });

  it('users in one package: the bytes of 9.1.4', async () => {
    const device = await approved(app, 'ASK-3');
    const id = await queue(device, { type: 'query', table: 'user' });
    await device.poll();
    const row = (n: number, password = '') =>
      `user uid=${n}\tcardno=\tpin=${n}\tpassword=${password}\tgroup=1\tstarttime=0\tendtime=0\tname=\tprivilege=0\tdisable=0\tverify=0`;
    const body = [row(1), row(2, '1'), row(3)].join('\r\n');
    const path = `/iclock/querydata?type=tabledata&type=tabledata&cmdid=${id}&tablename=user&count=3&packcnt=1&packidx=1`;
    expect(await brief(device.post(path, body))).toEqual([200, 'user=3']);
    await device.result(`ID=${id}&return=3&CMD=DATA QUERY`);
    expect(await shown(id)).toMatchObject({ status: 'done', returnCode: 3, answer: { table: 'user', rows: 3 } });
    const { unknownUsers } = (await app.admin('GET', '/devices/ASK-3/sync')).body;
    expect(unknownUsers).toEqual([
      { pin: '1', name: '' },
      { pin: '2', name: '' },
      { pin: '3', name: '' },
    ]);
  });

  it('users in two packages, in any order and with a repetition, count when all have come', async () => {
    const device = await approved(hasty, 'ASK-4');
    const id = await queue(device, { type: 'query', table: 'user' }, hasty);
    await device.poll();
    const path = (index: number, count: number) =>
      `/iclock/querydata?type=tabledata&cmdid=${id}&tablename=user&count=${count}&packcnt=2&packidx=${index}`;
    expect(await brief(device.post(path(2, 1), 'user pin=3\tname=Cem'))).toEqual([200, 'user=1']);
    expect(await brief(device.post(path(2, 1), 'user pin=3\tname=Cem'))).toEqual([200, 'user=1']);
    expect((await shown(id, hasty)).answer).toBeNull();
    expect((await hasty.admin('GET', '/devices/ASK-4/sync')).body.unknownUsers).toEqual([]);
    // Each package gives the next one time, so the answer is still waited for.
    await pause(1_500);
    expect((await shown(id, hasty)).status).toBe('sent');
    expect(await brief(device.post(path(1, 2), 'user pin=1\tname=Ann\nuser pin=2\tname=Bob'))).toEqual([200, 'user=2']);
    await device.result(`ID=${id}&Return=3&CMD=DATA QUERY`);
    expect(await shown(id, hasty)).toMatchObject({ status: 'done', answer: { table: 'user', rows: 3 } });
    expect((await hasty.admin('GET', '/devices/ASK-4/sync')).body.unknownUsers).toEqual([
      { pin: '1', name: 'Ann' },
      { pin: '2', name: 'Bob' },
      { pin: '3', name: 'Cem' },
    ]);
  });

  it('nothing found, junk, and answers to no question are acknowledged', async () => {
    const device = await approved(app, 'ASK-5');
    const id = await queue(device, { type: 'query', table: 'user' });
    await device.poll();
    expect(
      await brief(
        device.post(`/iclock/querydata?type=tabledata&cmdid=${id}&tablename=user&count=0&packcnt=0&packidx=0`, ''),
      ),
    ).toEqual([200, 'user=0']);
    await device.result(`ID=${id}&Return=0&CMD=DATA QUERY`);
    expect(await shown(id)).toMatchObject({ status: 'done', answer: { table: 'user', rows: 0 } });
    expect(
      await brief(device.post('/iclock/querydata?type=tabledata&cmdid=x&tablename=user&count=1', 'user pin=9')),
    ).toEqual([200, 'user=1']);
    expect(await brief(device.post('/iclock/querydata?type=count&cmdid=1&tablename=user', 'nothing'))).toEqual([
      200,
      'OK',
    ]);
    expect(await brief(device.post('/iclock/querydata?type=options&cmdid=1', '')).then(([code]) => code)).toBe(200);
  });

  it('an answer of another device is not the answer', async () => {
    const device = await approved(app, 'ASK-6');
    const other = await approved(app, 'ASK-7');
    const id = await queue(device, { type: 'count', table: 'user' });
    await device.poll();
    await other.post(`/iclock/querydata?type=count&cmdid=${id}&tablename=user&count=1`, 'user=99');
    expect((await shown(id)).answer).toBeNull();
  });
});
