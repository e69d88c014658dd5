import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notify } from '../../../src/platform/database/unit-of-work.js';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, RawDevice } from '../../support/raw-device.js';
import { changed, nextCommand, pause, queued } from './queueing.js';

let app: TestApp;
/** Where an answer is waited for one second: only for what comes of silence, or else each test would run against time. */
let hasty: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
  hasty = await startApp({ env: { COMMAND_RETRY: '1', COMMAND_TTL: '5', LOG_LEVEL: 'error' } });
});

afterAll(async () => {
  await app.stop();
  await hasty.stop();
});

const queue = (device: RawDevice, body: object, at = app) => queued(at, device, body);

const shown = async (id: number, at = app) => (await at.admin('GET', `/commands/${id}`)).body;

const status = async (id: number, at = app) => (await shown(id, at)).status as string;

// covers controls: 01, 02, 03, 04, 06
// covers commands: CONTROL DEVICE, SET OPTIONS, GET OPTIONS, DATA COUNT, DATA QUERY
describe('typed orders', () => {
  it.each([
    [{ type: 'openDoor', door: 1, seconds: 5 }, 'CONTROL DEVICE 01010105', 'control'],
    [{ type: 'openDoor', door: 10, seconds: 254 }, 'CONTROL DEVICE 010A01FE', 'control'],
    [{ type: 'closeDoor', door: 2 }, 'CONTROL DEVICE 01020100', 'control'],
    [{ type: 'holdDoorOpen', door: 2 }, 'CONTROL DEVICE 010201FF', 'control'],
    [{ type: 'cancelAlarm', door: 1 }, 'CONTROL DEVICE 02010000', 'control'],
    [{ type: 'restart' }, 'CONTROL DEVICE 03000000', 'control'],
    [{ type: 'normalOpenSchedule', door: 3, on: true }, 'CONTROL DEVICE 04030100', 'control'],
    [{ type: 'normalOpenSchedule', door: 3, on: false }, 'CONTROL DEVICE 04030000', 'control'],
    [{ type: 'lockDoor', door: 4, locked: true }, 'CONTROL DEVICE 06040100', 'control'],
    [{ type: 'lockDoor', door: 4, locked: false }, 'CONTROL DEVICE 06040000', 'control'],
    [
      { type: 'setOptions', options: { IPAddress: '192.168.213.222', GATEIPAddress: '192.168.213.1' } },
      'SET OPTIONS IPAddress=192.168.213.222,GATEIPAddress=192.168.213.1',
      'data',
    ],
    [
      { type: 'getOptions', names: ['~SerialNumber', 'FirmVer', 'LockCount'] },
      'GET OPTIONS ~SerialNumber,FirmVer,LockCount',
      'query',
    ],
    [{ type: 'count', table: 'user' }, 'DATA COUNT user', 'query'],
    [{ type: 'query', table: 'user' }, 'DATA QUERY tablename=user,fielddesc=*,filter=*', 'query'],
    [
      { type: 'query', table: 'transaction', filter: 'NewRecord' },
      'DATA QUERY tablename=transaction,fielddesc=*,filter=NewRecord',
      'query',
    ],
  ])('%j is %s', async (order, text, kind) => {
    await app.admin('POST', '/devices', { sn: 'TYPED' });
    const device = new RawDevice(app, 'TYPED');
    const id = await queue(device, order);
    expect(await device.poll()).toBe(`C:${id}:${text}`);
    expect(await shown(id)).toMatchObject({ text, kind, status: 'sent', attempts: 1, returnCode: null });
    await device.result(`ID=${id}&Return=0&CMD=${text.split(' ').slice(0, 2).join(' ')}`);
    expect(await shown(id)).toMatchObject({ status: 'done', returnCode: 0 });
  });
});

describe('raw texts', () => {
  it.each([
    ['DATA UPDATE user CardNo=\tPin=1\tPassword=\tGroup=0', 'data'],
    ['DATA DELETE user Pin=1', 'data'],
    ['SET OPTIONS NetMask=255.255.255.0', 'data'],
    ['DATA QUERY tablename=user,fielddesc=*,filter=*', 'query'],
    ['DATA COUNT user', 'query'],
    ['Get OPTIONS ~SerialNumber', 'query'],
    ['ACCOUNT transaction MaxIndex=5', 'query'],
    ['Test Host Address=192.168.1.1:80', 'query'],
    ['CONTROL DEVICE 0D000000', 'control'],
    ['UPGRADE checksum=1,url=a,size=2', 'control'],
    ['ENROLL_BIO TYPE=1\tPIN=1', 'control'],
    ['SHELL date', 'control'],
  ])('%s is %s and goes out as it is', async (command, kind) => {
    await app.admin('POST', '/devices', { sn: 'RAW-1' });
    const device = new RawDevice(app, 'RAW-1');
    const id = await queue(device, { command });
    expect(await device.poll()).toBe(`C:${id}:${command}`);
    expect((await shown(id)).kind).toBe(kind);
    await device.result(`ID=${id}&Return=0&CMD=X`);
    expect(await status(id)).toBe('done');
  });

  it('that cannot be sent fails alone, and the next one goes out', async () => {
    const device = await approved(app, 'RAW-2');
    const poison: number[] = [];
    for (const command of ['DataType=1,SN=1,CmdDesc=C:1:CONTROL DEVICE 01010105', 'C:abc:CONTROL DEVICE 01010105']) {
      const answer = await app.admin('POST', '/devices/RAW-2/commands', { command });
      // Refusing it at once is right, too.
      if (answer.status === 201) poison.push(answer.body.id);
      else expect(answer.status).toBe(400);
    }
    const named = await app.admin('POST', '/devices/RAW-2/commands', { type: 'setOptions', options: { '1st': 'x' } });
    if (named.status === 201) poison.push(named.body.id);
    const id = await queue(device, { type: 'openDoor', door: 1, seconds: 5 });
    expect(await nextCommand(device)).toBe(`C:${id}:CONTROL DEVICE 01010105`);
    await device.result(`ID=${id}&Return=0&CMD=CONTROL DEVICE`);
    const later = await queue(device, { type: 'count', table: 'user' });
    expect(await nextCommand(device)).toBe(`C:${later}:DATA COUNT user`);
    for (const bad of poison) expect(await shown(bad)).toMatchObject({ status: 'failed', attempts: 0 });
  });
});

describe('order', () => {
  it('control before data before queries, one command a poll', async () => {
    const device = await approved(app, 'LANE-1');
    const count = await queue(device, { type: 'count', table: 'user' });
    const first = await queue(device, { command: 'DATA UPDATE user Pin=1' });
    const second = await queue(device, { command: 'DATA UPDATE user Pin=2' });
    const open = await queue(device, { type: 'openDoor', door: 1, seconds: 3 });
    expect(await device.poll()).toBe(`C:${open}:CONTROL DEVICE 01010103`);
    expect(await device.poll()).toBe(`C:${first}:DATA UPDATE user Pin=1`);
    await device.result(`ID=${open}&Return=0&CMD=CONTROL DEVICE\nID=${first}&Return=0&CMD=DATA UPDATE\n`);
    expect(await device.poll()).toBe(`C:${second}:DATA UPDATE user Pin=2`);
    await device.result(`ID=${second}&Return=0&CMD=DATA UPDATE`);
    expect(await device.poll()).toBe(`C:${count}:DATA COUNT user`);
    await device.result(`ID=${count}&Return=2&CMD=DATA COUNT`);
    expect(await device.poll()).toBe('OK');
    expect(await shown(count)).toMatchObject({ status: 'done', returnCode: 2 });
  });

  it('while data is unanswered no more data goes out, but a door still opens', async () => {
    const device = await approved(app, 'LANE-2');
    const first = await queue(device, { command: 'DATA UPDATE user Pin=1' });
    const second = await queue(device, { command: 'DATA UPDATE user Pin=2' });
    expect(await device.poll()).toBe(`C:${first}:DATA UPDATE user Pin=1`);
    expect(await device.poll()).toBe('OK');
    const open = await queue(device, { type: 'openDoor', door: 1, seconds: 3 });
    expect(await device.poll()).toBe(`C:${open}:CONTROL DEVICE 01010103`);
    expect(await status(second)).toBe('queued');
  });

  it('with CmdFormat=1 each command names its device and number in front', async () => {
    const device = await approved(app, 'FORMAT-1');
    await device.post('/iclock/cdata?table=options', 'CmdFormat=1');
    const id = await queue(device, { type: 'openDoor', door: 1, seconds: 5 });
    expect(await device.poll()).toBe(
      `DataType=1,SN=FORMAT-1,Priority=0,CmdID=${id},CmdDesc=C:${id}:CONTROL DEVICE 01010105`,
    );
  });

  it('several a poll only where the device is known to take them', async () => {
    const device = await approved(app, 'BATCH-1');
    await app.sql(`UPDATE device SET quirks = '{"commandsPerPoll": 2}' WHERE sn = 'BATCH-1'`);
    await app.work.run((tx) => {
      notify(tx, 'device', 'BATCH-1');
      return Promise.resolve();
    });
    const ids: number[] = [];
    for (const door of [1, 2, 3]) ids.push(await queue(device, { type: 'openDoor', door, seconds: 5 }));
    expect(await device.poll()).toBe(
      `C:${ids[0] ?? 0}:CONTROL DEVICE 01010105\nC:${ids[1] ?? 0}:CONTROL DEVICE 01020105`,
    );
    expect(await device.poll()).toBe(`C:${ids[2] ?? 0}:CONTROL DEVICE 01030105`);
  });

  it('the other poll path is a poll, by GET and by POST', async () => {
    const device = await approved(app, 'CONTROL-1');
    const first = await queue(device, { type: 'openDoor', door: 1, seconds: 5 });
    const second = await queue(device, { type: 'openDoor', door: 2, seconds: 5 });
    expect(await brief(device.get('/iclock/service/control'))).toEqual([200, `C:${first}:CONTROL DEVICE 01010105`]);
    expect(await brief(device.post('/iclock/iclock/service/control'))).toEqual([
      200,
      `C:${second}:CONTROL DEVICE 01020105`,
    ]);
  });

  it('two polls at the same time never get the same command', async () => {
    const device = await approved(app, 'RACE-1');
    const ids: number[] = [];
    for (let n = 1; n <= 5; n++) ids.push(await queue(device, { type: 'openDoor', door: 1, seconds: n }));
    const answers = await Promise.all(Array.from({ length: 12 }, () => device.poll()));
    expect(answers.filter((text) => text !== 'OK').sort()).toEqual(
      ids.map((id, at) => `C:${id}:CONTROL DEVICE 0101010${at + 1}`).sort(),
    );
  });
});

describe.concurrent('silence', () => {
  it('brings a data command again with the same number and text; after five it has failed', async () => {
    const device = await approved(hasty, 'SILENT-1');
    const id = await queue(device, { command: 'DATA UPDATE user Pin=1' }, hasty);
    const behind = await queue(device, { command: 'DATA UPDATE user Pin=2' }, hasty);
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect(await nextCommand(device)).toBe(`C:${id}:DATA UPDATE user Pin=1`);
      expect((await shown(id, hasty)).attempts).toBe(attempt);
    }
    expect(await nextCommand(device)).toBe(`C:${behind}:DATA UPDATE user Pin=2`);
    expect(await shown(id, hasty)).toMatchObject({ status: 'failed', returnCode: null, attempts: 5 });
  });

  it('leaves a door pulse unanswered and never repeats it; a late answer settles it', async () => {
    const device = await approved(hasty, 'SILENT-2');
    const id = await queue(device, { type: 'openDoor', door: 1, seconds: 5 }, hasty);
    expect(await device.poll()).toBe(`C:${id}:CONTROL DEVICE 01010105`);
    expect(await changed(() => status(id, hasty), ['sent'])).toBe('unanswered');
    expect(await device.poll()).toBe('OK');
    await device.result(`ID=${id}&Return=0&CMD=CONTROL DEVICE`);
    expect(await shown(id, hasty)).toMatchObject({ status: 'done', returnCode: 0, attempts: 1 });
  });

  it('lets a door pulse that nobody fetched expire', async () => {
    const device = await approved(hasty, 'SILENT-3');
    const id = await queue(device, { type: 'openDoor', door: 1, seconds: 5 }, hasty);
    expect(await changed(() => status(id, hasty), ['queued'])).toBe('expired');
    expect(await device.poll()).toBe('OK');
    await device.result(`ID=${id}&Return=0&CMD=CONTROL DEVICE`);
    expect(await shown(id, hasty)).toMatchObject({ status: 'expired', attempts: 0, returnCode: null });
  });
});

describe('the clock', () => {
  const packedIn = (at: Date, timeZone: string): number => {
    const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
      .format(at)
      .split(/\D/)
      .map(Number);
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
    // Appendix 5.
    return ((year - 2000) * 372 + (month - 1) * 31 + day - 1) * 86_400 + hour * 3_600 + minute * 60 + second;
  };

  it('is set to the local time of the hand-out, only by the newest order, which lives for 60 s', async () => {
    await app.admin('POST', '/devices', { sn: 'CLOCK-1', timeZone: 'Asia/Tokyo' });
    const device = new RawDevice(app, 'CLOCK-1');
    const old = await queue(device, { type: 'setTime' });
    await pause(1_200);
    const id = await queue(device, { type: 'setTime' });
    expect(await status(old)).toBe('cancelled');
    const { createdAt, expiresAt } = await shown(id);
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(60_000);
    const before = packedIn(new Date(), 'Asia/Tokyo');
    const text = await device.poll();
    const after = packedIn(new Date(), 'Asia/Tokyo');
    expect(text).toMatch(new RegExp(`^C:${id}:SET OPTIONS DateTime=\\d+$`));
    const told = Number(/\d+$/.exec(text)?.[0]);
    expect(told >= before && told <= after).toBe(true);
  });

  it('as raw text has the same life and is handed out once', async () => {
    const device = await approved(hasty, 'CLOCK-2');
    const id = await queue(device, { command: 'SET OPTIONS DateTime=583080894' }, hasty);
    const { createdAt, expiresAt } = await shown(id, hasty);
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(60_000);
    expect(await device.poll()).toBe(`C:${id}:SET OPTIONS DateTime=583080894`);
    await pause(1_500);
    expect(await device.poll()).toBe('OK');
  });
});

describe('cancelling', () => {
  it('cancels what waits; what was handed out is unanswered and not sent again', async () => {
    const device = await approved(hasty, 'CANCEL-1');
    const sentOut = await queue(device, { command: 'DATA UPDATE user Pin=1' }, hasty);
    const waiting = await queue(device, { command: 'DATA UPDATE user Pin=2' }, hasty);
    expect(await device.poll()).toBe(`C:${sentOut}:DATA UPDATE user Pin=1`);
    expect((await hasty.admin('POST', `/commands/${waiting}/cancel`)).body.status).toBe('cancelled');
    expect((await hasty.admin('POST', `/commands/${sentOut}/cancel`)).body.status).toBe('unanswered');
    await pause(1_500);
    expect(await device.poll()).toBe('OK');
    await device.result(`ID=${waiting}&Return=0&CMD=DATA UPDATE`);
    await device.result(`ID=${sentOut}&Return=0&CMD=DATA UPDATE`);
    expect([await status(waiting, hasty), await status(sentOut, hasty)]).toEqual(['cancelled', 'done']);
  });
});
