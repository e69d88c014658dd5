import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { terminal } from '../attendance-push/terminal.js';
import { startApp, type TestApp } from '../../support/app.js';
import { panel } from '../../support/panels.js';
import { approved, brief } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const kept = async (sn: string) =>
  (await app.sql<{ body: Buffer }>('SELECT body FROM quarantine WHERE sn = $1 ORDER BY id', [sn])).map(({ body }) =>
    body.toString(),
  );

const keptSealed = async (sn: string) =>
  (
    await app.sql<{ kept: string }>(
      `SELECT table_name || ' ' || count AS kept FROM device_upload WHERE sn = $1 ORDER BY id`,
      [sn],
    )
  ).map((row) => row.kept);

const sensors = async (sn: string) =>
  (await app.sql<{ sensor: number }>('SELECT sensor FROM door_state WHERE sn = $1', [sn])).map(({ sensor }) => sensor);

const state255 =
  'time=2026-04-10 11:49:32\tpin=0\tcardno=0\teventaddr=1\tevent=255\tinoutstatus=2\tverifytype=200\tindex=9';

describe('an event 255', () => {
  it('without a state is kept in quarantine, and the events beside it are stored', async () => {
    const device = await approved(app, 'DROP-255');
    await device.events(`${state255}\n${state255.replace('event=255', 'event=0')}`);
    expect((await kept('DROP-255')).join('\n')).toContain('event=255');
    expect(await app.sql(`SELECT event_no FROM event WHERE sn = 'DROP-255'`)).toEqual([{ event_no: 0 }]);
  });

  it('of a relay alone is a state', async () => {
    const { device, sn } = await panel(app, 'DROP-RELAY', '');
    await device.events(`${state255}\trelay=01`);
    expect(await app.sql('SELECT relay FROM door_state WHERE sn = $1', [sn])).toEqual([{ relay: 1 }]);
    expect(await kept(sn)).toEqual([]);
  });

  it('among the rows of `transaction` is history: kept, and no state of a door now', async () => {
    const { device, sn } = await panel(app, 'DROP-TRANS', '');
    const row = `transaction ${state255}\tsensor=02\trelay=00`;
    const path = '/iclock/cdata?table=tabledata&tablename=transaction&count=1';
    expect(await brief(device.post(path, row))).toEqual([200, 'transaction=1']);
    expect(await kept(sn)).toEqual([row]);
    expect(await sensors(sn)).toEqual([]);
  });
});

describe('rtstate', () => {
  it('of a device without doors is kept once, whatever its time', async () => {
    const device = await approved(app, 'DROP-DOORLESS');
    for (const second of [1, 2, 3]) {
      const body = `time=2026-04-10 11:49:0${second}\tsensor=02\trelay=00\talarm=00`;
      expect(await brief(device.post('/iclock/cdata?table=rtstate', body))).toEqual([200, 'OK']);
    }
    expect(await kept('DROP-DOORLESS')).toEqual(['\tsensor=02\trelay=00\talarm=00']);
  });

  it('about a device that is not behind it does not count for its own doors', async () => {
    const { device, sn } = await panel(app, 'DROP-MASTER', 'MultiStageControlFunOn=1,MasterControlOn=1');
    const state = (sensor: string, of: string) =>
      device.post('/iclock/cdata?table=rtstate', `time=2026-04-10 11:49:32\tsensor=${sensor}\trelay=00\tsn=${of}`);
    expect(await brief(state('01', sn))).toEqual([200, 'OK']);
    expect(await brief(state('02', 'DROP-SUB'))).toEqual([200, 'OK']);
    expect(await sensors(sn)).toEqual([1]);
    expect(await kept(sn)).toEqual(['\tsensor=02\trelay=00\tsn=DROP-SUB']);
    const row = 'DeviceAuthorize SN=DROP-SUB\tOnline=1\tIsAuthorize=2';
    await device.post('/iclock/cdata?tablename=DeviceAuthorize&count=1', row);
    const answer = await app.admin('PUT', `/devices/${sn}/sub-devices/DROP-SUB`, { authorized: true });
    expect(answer.status).toBe(204);
    await state('02', 'DROP-SUB');
    expect(await sensors(sn)).toEqual([2]);
  });
});

describe('rows of users', () => {
  it('of pin 0, without a pin and with one too long are kept sealed, the others stored', async () => {
    const users = await panel(app, 'DROP-USERS', '');
    const { sn } = users;
    const pins = ['0', '', '000', '7'.repeat(65), '71'];
    const rows = pins.map((pin) => `user uid=1\tpin=${pin}\tname=N\tpassword=2468`);
    expect(await users.upload('user', rows)).toEqual([200, 'user=5']);
    expect(await keptSealed(sn)).toEqual(['user 4']);
    expect(await kept(sn)).toEqual([]);
    expect(await app.sql('SELECT pin FROM device_user WHERE sn = $1', [sn])).toEqual([{ pin: '71' }]);
  });

  it('also of a terminal', async () => {
    const device = await terminal(app, 'DROP-ATT');
    const body = 'USER PIN=0\tName=Nil\nUSER PIN=\tName=None\nUSER PIN=72\tName=One\nwhatever this is';
    expect(await device.upload('OPERLOG', body)).toEqual([200, 'OK: 4']);
    expect(await keptSealed('DROP-ATT')).toEqual(['userinfo 2', 'operlog 1']);
    const users = await app.sql(`SELECT pin, name FROM device_user WHERE sn = 'DROP-ATT'`);
    expect(users).toEqual([{ pin: '72', name: 'One' }]);
  });
});

describe('of a body that is readable in part', () => {
  it.each([
    ['testdata', 'type=wg\tbitscount=8\tbits=01100110\tsn=DROP', 'type=wg\tbitscount=8'],
    ['irstate', 'irstate=1\tincount=2', 'nothing=1'],
    ['errorlog', 'errcode=7\terrmsg=worn', 'nothing at all'],
  ])('%s: what is not readable is kept', async (table, good, bad) => {
    const device = await approved(app, `DROP-${table}`);
    expect(await brief(device.post(`/iclock/cdata?table=${table}`, `${good}\n${bad}`))).toEqual([200, 'OK']);
    expect(await kept(`DROP-${table}`)).toEqual([bad]);
  });

  it.each([
    ['EnrollInfoData', 'type=0\tpin=8\ttmp=123456', 'type=0\tpin=8', 1],
    ['BioData', 'type=1\tpin=8\tno=1\ttmp=AAAA', 'type=1\tno=1\ttmp=AAAA', 2],
  ])('%s: what is not readable is kept sealed', async (type, good, bad, rows) => {
    const sn = `DROP-${type}`;
    const device = await approved(app, sn);
    expect(await brief(device.post(`/iclock/cdata?type=${type}`, `${good}\n${bad}`))).toEqual([200, 'OK']);
    expect(await keptSealed(sn)).toEqual([`${type.toLowerCase()} ${rows}`]);
  });

  it('answers that nobody asked for, too', async () => {
    const device = await approved(app, 'DROP-QUERY');
    const rows = '/iclock/querydata?type=tabledata&tablename=aplist&count=1&packcnt=1&packidx=1&cmdid=77';
    expect(await brief(device.post(rows, 'aplist ecn=house\tssid=house'))).toEqual([200, 'aplist=1']);
    expect(await keptSealed('DROP-QUERY')).toEqual(['aplist 1']);
    expect(await brief(device.post('/iclock/querydata?type=options&cmdid=78', 'no option'))).toEqual([200, 'OK']);
    expect(await kept('DROP-QUERY')).toEqual(['no option']);
  });
});

describe('people of a panel', () => {
  it('become persons only where an operator wants them imported when its answer comes', async () => {
    const taken = await panel(app, 'DROP-IMPORT', '');
    const { device, sn } = taken;
    await taken.settle();
    const answered: string[] = [];
    await app.admin('POST', `/devices/${sn}/approve`, { existing: 'import' });
    const answer = async (text: string, id: string) => {
      if (!text.startsWith('DATA QUERY tablename=user,')) return 0;
      answered.push(text);
      await app.admin('POST', `/devices/${sn}/approve`, { existing: 'keep' });
      const query = `type=tabledata&tablename=user&count=1&packcnt=1&packidx=1&cmdid=${id}`;
      await device.post(`/iclock/querydata?${query}`, 'user uid=1\tpin=7300\tname=Stranger');
      return 1;
    };
    const followed = async () => {
      await taken.settle(answer);
      return app.sql('SELECT purpose FROM survey WHERE sn = $1 AND followed', [sn]);
    };
    await expect.poll(followed, { timeout: 60_000, interval: 50 }).toEqual([{ purpose: 'import' }]);
    expect(answered).not.toEqual([]);
    expect((await app.admin('GET', '/persons/7300')).status).toBe(404);
    const held = (await app.admin('GET', `/devices/${sn}/survey/persons`)).body.items as { pin: string }[];
    expect(held.map(({ pin }) => pin)).toEqual(['7300']);
  });
});
