import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attRowTables } from '../../../src/protocol/attendance-push/rows.js';
import { tables } from '../../../src/protocol/access-push/tables/all.js';
import { terminal, type Terminal } from '../attendance-push/terminal.js';
import { startApp, type TestApp } from '../../support/app.js';
import { panel, worked } from '../../support/panels.js';
import { brief, RawDevice, type RawAnswer } from '../../support/raw-device.js';
import { carriers, goodOf, states, storedUploads } from './stored-uploads.js';

/** Numbers around the limits of integer columns and far beyond them, and text that only looks like a number. */
const allNumbers = [
  ...['-1', '32768', '2147483648', '4294967296', '14294967296', '9223372036854775808', '99999999999999999999'],
  ...['-99999999999', '1e309', 'NaN', '1.5', '0x7fffffff', '', ' '],
];

/** All of them take tens of thousands of requests: there is one of each sort. */
const isFull = process.env.POSTERN_TEST_VOLUME === 'full';
const numbers = isFull ? allNumbers : ['-1', '2147483648', '99999999999999999999', '1e309', 'NaN', ''];
const ofAddresses = isFull ? allNumbers : ['-1', '14294967296', 'NaN'];

let app: TestApp;
let acc: RawDevice;
let att: Terminal;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
  acc = (await panel(app, 'NUMBERS-ACC', 'MultiStageControlFunOn=1,MasterControlOn=1,LockCount=2')).device;
  att = await terminal(app, 'NUMBERS-ATT');
});

afterAll(() => app.stop());

let marks = 5_000_000;

/** A row in which only one column is bad. */
function rowOf(table: string, names: readonly string[], odd: string, number: string): { mark: string; line: string } {
  const mark = String(++marks);
  const carried = table === 'attphoto' ? `20260410114932-${mark}.jpg` : mark;
  const cells = names.map((name) => {
    if (name === odd) return `${name}=${number}`;
    return `${name}=${carriers.test(name) || (table === 'rtlog' && name === 'index') ? carried : goodOf(name)}`;
  });
  return { mark, line: [`mark=${mark}`, ...cells].join('\t') };
}

/** The names on the wire, as the declaration has them. */
const namesOf = ({ fields }: { readonly fields: object }): string[] =>
  Object.values(fields).flatMap((field: { name?: string; names?: readonly string[] }) =>
    field.name === undefined ? [...(field.names ?? [])] : [field.name],
  );

const refusals: string[] = [];
const note = (what: string, { status, text }: RawAnswer) => {
  if (status !== 200) refusals.push(`${status} ${what}: ${text.slice(0, 200)}`);
};

const direct = new Set(['rtlog', 'rtstate', 'irstate', 'testdata', 'linkphotoinfo']);

async function nothingIsLost(
  sent: readonly { readonly table: string; readonly mark: string; readonly line: string }[],
) {
  expect(refusals.splice(0)).toEqual([]);
  const found = await storedUploads(app);
  const lost = sent.filter(({ table, mark }) => !states.has(table) && !found.includes(mark));
  expect(lost.map(({ table, line }) => `${table}: ${line}`)).toEqual([]);
}

/** The address once for each parameter and each number. */
const oneByOne = (search: string) =>
  [...new URLSearchParams(search).keys()].flatMap((name) => ofAddresses.map((number) => [name, number] as const));

/** Polls until this command is handed out; everything before it is answered as done. @returns its number */
async function handedOut(device: RawDevice, command: string): Promise<string> {
  for (let left = 20; left > 0; left--) {
    const [, id, text] = /^C:(\d+):([\s\S]*)$/.exec(await device.poll()) ?? [];
    if (text === command) return id ?? '';
    if (id !== undefined) await device.result(`ID=${id}&Return=0&CMD=DATA`);
  }
  throw new Error(`${command} was not handed out`);
}

describe('a number that no column holds', () => {
  // covers: any number in an upload of a device is stored or kept
  it('in a row of an Access PUSH table is stored or kept, and answered', async () => {
    const sent: { table: string; mark: string; line: string }[] = [];
    for (const [table, declared] of Object.entries(tables)) {
      const names = namesOf(declared);
      for (const name of names) {
        const rows = numbers.map((number) => ({ table, ...rowOf(table, names, name, number) }));
        if (!carriers.test(name)) sent.push(...rows);
        const body = rows.map(({ line }) => line).join('\r\n');
        const told =
          table === 'enrollinfodata'
            ? 'type=EnrollInfoData'
            : direct.has(table)
              ? `table=${table}`
              : `table=tabledata&tablename=${table}&count=${rows.length}`;
        note(`${table}.${name}`, await acc.post(`/iclock/cdata?${told}`, body));
        const tail = `type=tabledata&tablename=${table}&count=${rows.length}&packcnt=1&packidx=1&cmdid=0`;
        note(`query ${table}.${name}`, await acc.post(`/iclock/querydata?${tail}`, body));
      }
    }
    await nothingIsLost(sent);
  }, 240_000);

  it('in a row of an Attendance PUSH table is stored or kept, and answered', async () => {
    const sent: { table: string; mark: string; line: string }[] = [];
    for (const { name: table, table: declared } of attRowTables) {
      const names = namesOf(declared);
      for (const name of names) {
        const rows = numbers.map((number) => ({ table, ...rowOf(table, names, name, number) }));
        if (!carriers.test(name)) sent.push(...rows);
        const body = rows.map(({ line }) => `${table.toUpperCase()} ${line}`).join('\n');
        note(`${table}.${name}`, await att.post(`/iclock/cdata?table=${table.toUpperCase()}&Stamp=9999`, body));
      }
    }
    for (const [table, good] of [
      ['ATTLOG', ['MARK', '2026-04-10 11:49:32', '0', '1', '0', '0', '0', '0', '0']],
      ['OPERLOG', ['OPLOG 4', '0', '2026-04-10 11:49:32', 'MARK', '0', '0', '0']],
    ] as const) {
      for (const place of good.keys()) {
        if (good[place] === 'MARK') continue;
        const rows = numbers.map((number) => {
          const mark = String(++marks);
          const cells = good.map((cell, at) => {
            if (at === place) return cell.startsWith('OPLOG') ? `OPLOG ${number}` : number;
            return cell === 'MARK' ? mark : cell;
          });
          return { table, mark, line: cells.join('\t') };
        });
        sent.push(...rows);
        const body = rows.map(({ line }) => line).join('\n');
        note(`${table}[${place}]`, await att.post(`/iclock/cdata?table=${table}&Stamp=9999`, body));
      }
    }
    await nothingIsLost(sent);
  }, 240_000);

  it.each([
    'GET cdata?pushver=3.1.2&options=all&language=83&DeviceType=att&PushOptionsFlag=1',
    'POST cdata?table=rtlog&count=1&Stamp=1&OpStamp=1&PhotoStamp=1',
    'POST cdata?table=rtstate&count=1',
    'POST cdata?table=tabledata&tablename=user&count=1&cmdid=1&packcnt=1&packidx=1',
    'POST cdata?table=ATTLOG&Stamp=1&cmdid=1&contenttype=1',
    'POST cdata?table=OPERLOG&Stamp=1&cmdid=1',
    'POST cdata?table=ATTPHOTO&PIN=1&PhotoStamp=1&size=1',
    'POST cdata?AuthType=device&count=1',
    'POST cdata?cmdid=1&desc=overview&count=1',
    'POST fdata?table=ATTPHOTO&PIN=1&size=1&cmd=1',
    'POST edata?table=ATTPHOTO&PIN=1&Stamp=1',
    'POST querydata?type=tabledata&tablename=user&count=1&packcnt=1&packidx=1&cmdid=1',
    'POST querydata?type=count&tablename=user&count=1&cmdid=1',
    'POST querydata?type=options&cmdid=1&count=1&packcnt=1&packidx=1',
    'POST file?cmdid=1&fileseq=1&contenttype=tgz&table=transaction&count=4&size=1',
    'GET file?cmdid=1&offset=1&size=1&fileid=1',
    'GET getrequest?INFO=1&x=1',
    'GET ping?x=1',
    'GET rtdata?type=time&x=1',
    'POST devicecmd?ID=1&Return=1',
    'POST exchange?type=publickey&x=1',
    'POST push?x=1',
  ])('in the address of %s is no failure', async (call) => {
    const [method = '', address = ''] = call.split(' ');
    const [path = '', search = ''] = address.split('?');
    const bodies = method === 'GET' ? [''] : ['', 'user uid=1\tpin=77\tname=N', 'user=5', 'ID=1&Return=0&CMD=DATA'];
    const ask = (device: RawDevice, parameters: URLSearchParams, body: string) => {
      const whole = `/iclock/${path}?${parameters.toString()}`;
      return method === 'GET' ? device.get(whole) : device.post(whole, body);
    };
    const wrong: string[] = [];
    for (const [name, number] of oneByOne(search)) {
      const parameters = new URLSearchParams(search);
      parameters.set(name, number);
      for (const body of bodies) {
        for (const device of [acc, att]) {
          const { status, text } = await ask(device, parameters, body);
          if (status >= 500) wrong.push(`${status} ${device.sn} ${name}=${number} ${body}: ${text.slice(0, 100)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('in what a device reports about itself causes no failure, and the next request is served', async () => {
    const names = [
      ...['LockCount', 'ReaderCount', 'AuxInCount', 'AuxOutCount', 'MachineType', '~MaxUserCount', '~MaxAttLogCount'],
      ...['~MaxUserFingerCount', 'UserCount', 'FPCount', 'TransactionCount', 'FaceCount', 'MaxPackageSize', 'DevID'],
      ...['CmdFormat', 'FloorCount', 'MaxMCUCardBits', 'ZKFPVersion', '~ZKFPVersion', 'FPVersion', 'FaceVersion'],
      ...['PushVersion', 'MaxLockCount', 'VisilightFun', 'UserPicURLFunOn', 'DateFmtFunOn', 'MultiBioVersion', 'Delay'],
    ];
    const wrong: string[] = [];
    for (const name of names) {
      for (const number of ['-1', '14294967296', '99999999999999999999', '1e309', 'NaN', ' ']) {
        const said = `DeviceType=acc,~DeviceName=N,MachineType=101,${name}=${number}`;
        const answers = [
          await acc.post('/iclock/registry', said),
          await acc.post('/iclock/cdata?table=options', `${name}=${number}`),
          await att.post('/iclock/cdata?table=options', `${name}=${number}`),
          await acc.get('/iclock/getrequest'),
          await att.get('/iclock/getrequest'),
        ];
        for (const { status, text } of answers)
          if (status >= 500) wrong.push(`${status} ${name}=${number}: ${text.slice(0, 100)}`);
      }
    }
    for (let place = 0; place < 12; place++) {
      for (const number of numbers) {
        const info = ['Ver 8.0.1', '1', '2', '3', '10.0.0.9', '10', '7', '12', '0', '101', '1', '2'];
        info[place] = number;
        const { status, text } = await att.get(`/iclock/getrequest?INFO=${encodeURIComponent(info.join(','))}`);
        if (status >= 500) wrong.push(`${status} INFO[${place}]=${number}: ${text.slice(0, 100)}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 240_000);

  it('in the result of a command ends it, or leaves it open; the next one is delivered', async () => {
    const { device } = await panel(app, 'NUMBERS-CMD', '');
    const wrong: string[] = [];
    for (const [command, answer] of [
      ['CONTROL DEVICE 01010105', 'CMD=CONTROL DEVICE'],
      ['DATA COUNT user', 'CMD=DATA COUNT'],
      ['DATA QUERY tablename=user,fielddesc=*,filter=*', 'CMD=DATA QUERY'],
    ] as const) {
      for (const number of numbers) {
        const made = await app.admin('POST', '/devices/NUMBERS-CMD/commands', { command });
        expect(made.status).toBe(201);
        const id = await handedOut(device, command);
        const encoded = encodeURIComponent(number);
        const tail = `cmdid=${id}&tablename=user&packcnt=1&packidx=1`;
        const answers = [
          await device.post(`/iclock/querydata?type=count&${tail}&count=${encoded}`, `user=${number}`),
          await device.post(`/iclock/querydata?type=tabledata&${tail}&count=${encoded}`, `user uid=${number}\tpin=78`),
          await device.post('/iclock/devicecmd', `ID=${encoded}&Return=0&${answer}`),
          await device.post('/iclock/devicecmd', `ID=${id}&Return=${encoded}&${answer}`),
          await device.post('/iclock/devicecmd', `ID=${id}&Return=0&${answer}`),
        ];
        for (const [at, { status, text }] of answers.entries())
          if (status >= 500) wrong.push(`${status} ${command} ${at} ${number}: ${text.slice(0, 100)}`);
        const { status } = (await app.admin('GET', `/commands/${id}`)).body as { status: string };
        if (!['done', 'failed'].includes(status)) wrong.push(`${command} ${number}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await brief(device.get('/iclock/ping'))).toEqual([200, 'OK']);
  }, 240_000);
});

describe('a count of users that is no number', () => {
  it.each([
    ['4294967296', 0],
    ['99999999999', 0],
    ['99999999999999999999', 0],
    ['-1', -12],
    ['', -12],
  ])('%j with %d leaves the device out of sync, and its next commands come', async (number, code) => {
    const sn = `NUMBERS-COUNT${marks++}`;
    const { device } = await panel(app, sn, '');
    let counts = 0;
    for (let quiet = 0; quiet < 2;) {
      await worked(app);
      const [, id, text = ''] = /^C:(\d+):([\s\S]*)$/.exec(await device.poll()) ?? [];
      if (id === undefined) {
        quiet++;
        continue;
      }
      quiet = 0;
      const isCount = text.startsWith('DATA COUNT');
      if (isCount) {
        counts++;
        const path = `/iclock/querydata?type=count&tablename=user&cmdid=${id}`;
        expect(await brief(device.post(path, `user=${number}`))).toEqual([200, 'OK']);
      }
      await device.result(`ID=${id}&Return=${isCount ? code : 0}&CMD=DATA`);
    }
    expect(counts).toBeGreaterThan(0);
    expect((await app.admin('GET', `/devices/${sn}`)).body.sync).toMatchObject({
      inSync: false,
      reason: 'how many users it holds is not known yet',
    });
    const open = await app.sql(`SELECT type, status FROM command WHERE sn = $1 AND status IN ('queued', 'sent')`, [sn]);
    expect(open).toEqual([]);
    await app.sql(`UPDATE change SET due_at = clock_timestamp() WHERE kind = 'device' AND key = $1`, [sn]);
    await expect.poll(() => device.poll(), { timeout: 60_000 }).toContain('DATA COUNT user');
  });
});
