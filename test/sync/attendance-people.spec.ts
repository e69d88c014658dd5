import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jpeg, worked } from '../support/panels.js';
import { startApp, type TestApp } from '../support/app.js';
import { terminal, Terminal } from '../devices/attendance-push/terminal.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', COMMAND_RETRY: '60' } });
});

afterAll(() => app.stop());

const ok = { code: 0, message: 'success', data: null };

/** Persons of an area, and a terminal there. */
async function area(code: string, ...persons: Record<string, unknown>[]): Promise<void> {
  expect((await app.admin('POST', '/areas', { code, name: `Area ${code}` })).status).toBe(201);
  for (const person of persons) expect((await app.admin('POST', '/persons', person)).status).toBe(201);
  const pins = persons.map(({ pin }) => String(pin));
  if (pins.length > 0) expect((await app.api('POST', '/api/attAreaPerson/set', { code, pins })).body).toEqual(ok);
}

async function stationed(sn: string, areaCode: string, contact?: string): Promise<Terminal> {
  const device = await terminal(app, sn, contact);
  expect((await app.admin('PATCH', `/devices/${sn}`, { areaCode })).status).toBe(200);
  return device;
}

type Answers = (text: string) => number;

/** Polls and answers until two polls bring nothing. @returns what each poll brought, without the numbers */
async function settle(device: Terminal, answers: Answers = () => 0): Promise<string[][]> {
  const told: string[][] = [];
  for (let quiet = 0; quiet < 2;) {
    await worked(app);
    const answer = await device.poll();
    const commands = answer.split('\n').flatMap((line) => {
      const [, id, text] = /^C:(\d+):(.*)$/.exec(line) ?? [];
      return id === undefined || text === undefined ? [] : [{ id, text }];
    });
    quiet = commands.length === 0 ? quiet + 1 : 0;
    if (commands.length === 0) continue;
    told.push(commands.map(({ text }) => text));
    await device.result(commands.map(({ id, text }) => `ID=${id}&Return=${answers(text)}&CMD=DATA`).join('\n'));
  }
  return told;
}

const syncOf = async (sn: string) => (await app.admin('GET', `/devices/${sn}`)).body.sync as Record<string, unknown>;

describe('people of an area', () => {
  it('are users of its terminals, and leave them with the area', async () => {
    await area(
      '11',
      { pin: '1101', name: 'Ada', lastName: 'Byron', cardNo: '305419896', personPwd: '4711' },
      { pin: '1102', name: 'Bob' },
    );
    const device = await stationed('USER-1', '11');
    expect(await settle(device)).toEqual([
      [
        'DATA UPDATE USERINFO PIN=1101\tName=Ada Byron\tPri=0\tPasswd=4711\tCard=305419896\tGrp=1\tTZ=0000000000000000\tVerify=-1\tViceCard=',
        'DATA UPDATE USERINFO PIN=1102\tName=Bob\tPri=0\tPasswd=\tCard=\tGrp=1\tTZ=0000000000000000\tVerify=-1\tViceCard=',
      ],
    ]);
    expect(await syncOf('USER-1')).toEqual({
      desired: 2,
      acked: 2,
      failed: 0,
      foreign: 0,
      blocked: 0,
      extra: 0,
      unknown: 0,
      inSync: true,
      reason: null,
    });
    expect((await app.api('POST', '/api/attAreaPerson/delete', { code: '11', pins: ['1102'] })).body).toEqual(ok);
    expect(await settle(device)).toEqual([['DATA DELETE USERINFO PIN=1102']]);
    expect((await app.admin('DELETE', '/persons/1101')).status).toBe(204);
    expect(await settle(device)).toEqual([['DATA DELETE USERINFO PIN=1101']]);
    expect(await syncOf('USER-1')).toMatchObject({ desired: 0, inSync: true });
  });
});

const base64 = (text: string) => Buffer.from(text).toString('base64');
const speedFace =
  'FingerFunOn=1,FPVersion=10,FaceFunOn=1,FaceVersion=58,PvFunOn=1,PvVersion=12,VisilightFun=1,BioPhotoFun=1,BioDataFun=1,' +
  'MultiBioDataSupport=0:0:0:0:0:0:0:0:1:1,MultiBioPhotoSupport=0:0:0:0:0:0:0:0:0:1,MultiBioVersion=0:0:0:0:0:0:0:0:12:58.10';

/** The terminal has sent its stored records; what comes from now on is new. */
const caughtUp = (sn: string) => app.sql('UPDATE att_stamp SET backlog_until = NULL WHERE sn = $1', [sn]);

describe('bodies of people', () => {
  it('go from the terminal that learnt them to the others of the area, in the form that each of them needs', async () => {
    await area('12', { pin: '1201', name: 'Ada' });
    const source = await stationed('BIO-SRC', '12');
    await source.upload('options', speedFace);
    const modern = await stationed('BIO-NEW', '12');
    await modern.upload('options', speedFace);
    const unified = await stationed('BIO-UNI', '12');
    await unified.upload(
      'options',
      'FingerFunOn=1,FPVersion=10,MultiBioDataSupport=0:1:0:0:0:0:0:0:0:1,MultiBioPhotoSupport=0:0:0:0:0:0:0:0:0:0,' +
        'MultiBioVersion=0:10.0:0:0:0:0:0:0:0:40.1',
    );
    const classic = await stationed('BIO-OLD', '12', 'options=all');
    await classic.upload('options', 'FPVersion=10');
    const other = await stationed('BIO-NINE', '12', 'options=all');
    await other.upload('options', 'FPVersion=9');
    const all = [source, modern, unified, classic, other];
    for (const device of all) await settle(device);
    await caughtUp('BIO-SRC');
    const [finger, thumb, face] = [
      base64('the left little finger'),
      base64('the right thumb'),
      base64('the face of Ada'),
    ];
    await source.upload(
      'OPERLOG',
      `FP PIN=1201\tFID=0\tSize=32\tValid=1\tTMP=${finger}\nFP PIN=1201\tFID=5\tSize=20\tValid=3\tTMP=${thumb}`,
    );
    await source.upload(
      'BIODATA',
      `BIODATA Pin=1201\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=58\tMinorVer=10\tFormat=0\tTmp=${face}`,
    );
    expect(await settle(source)).toEqual([]);
    const asRows = [
      `DATA UPDATE FINGERTMP PIN=1201\tFID=0\tSize=32\tValid=1\tTMP=${finger}`,
      `DATA UPDATE FINGERTMP PIN=1201\tFID=5\tSize=20\tValid=3\tTMP=${thumb}`,
    ];
    expect(await settle(modern)).toEqual([
      [
        ...asRows,
        `DATA UPDATE BIODATA Pin=1201\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=58\tMinorVer=10\tFormat=0\tTmp=${face}`,
      ],
    ]);
    expect(await settle(unified)).toEqual([
      [
        `DATA UPDATE BIODATA Pin=1201\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=1\tMajorVer=10\tMinorVer=0\tFormat=0\tTmp=${finger}`,
        `DATA UPDATE BIODATA Pin=1201\tNo=5\tIndex=0\tValid=1\tDuress=1\tType=1\tMajorVer=10\tMinorVer=0\tFormat=0\tTmp=${thumb}`,
      ],
    ]);
    expect(await settle(classic)).toEqual([asRows]);
    expect(await settle(other)).toEqual([]);
    // A deleted finger leaves all terminals. A deleted person takes all their data along.
    const { items } = (await app.admin('GET', '/persons/1201/templates')).body as {
      items: { id: string; bioType: number; no: number }[];
    };
    const little = items.find(({ bioType, no }) => bioType === 1 && no === 0)?.id ?? '';
    expect((await app.admin('DELETE', `/persons/1201/templates/${little}`)).status).toBe(204);
    const remaining = 'DATA DELETE FINGERTMP PIN=1201\tFID=0';
    expect([await settle(source), await settle(modern), await settle(classic)]).toEqual([
      [[remaining]],
      [[remaining]],
      [[remaining]],
    ]);
    expect(await settle(unified)).toEqual([['DATA DELETE BIODATA Pin=1201\tType=1\tNo=0']]);
    expect((await app.admin('DELETE', '/persons/1201')).status).toBe(204);
    for (const device of all) expect(await settle(device)).toEqual([['DATA DELETE USERINFO PIN=1201']]);
    expect(await app.sql(`SELECT sn, key FROM ledger WHERE pin = '1201'`)).toEqual([]);
  });
});

describe('firmware of before', () => {
  it('that does not know these commands gets those that it knows', async () => {
    await area('14', { pin: '1401', name: 'Ada', cardNo: '305419896' }, { pin: '1402', name: 'Bob' });
    const device = await stationed('OLD-1', '14', 'options=all');
    await device.upload('options', 'FPVersion=10');
    const answers = (text: string) => (/^DATA (?:UPDATE|DELETE) /.test(text) ? -22 : 0);
    const told = await settle(device, answers);
    expect(told.slice(-1)).toEqual([
      [
        'DATA USER PIN=1401\tName=Ada\tPasswd=\tCard=[7856341200]\tGrp=1\tTZ=0000000000000000\tPri=0',
        'DATA USER PIN=1402\tName=Bob\tPasswd=\tCard=[0000000000]\tGrp=1\tTZ=0000000000000000\tPri=0',
      ],
    ]);
    expect(await syncOf('OLD-1')).toMatchObject({ failed: 0, inSync: true });
    await device.upload('OPERLOG', `FP PIN=1401\tFID=1\tSize=12\tValid=1\tTMP=${base64('a finger')}`);
    const { items } = (await app.admin('GET', '/persons/1401/templates')).body as { items: { id: string }[] };
    expect((await app.admin('DELETE', `/persons/1401/templates/${items[0]?.id ?? ''}`)).status).toBe(204);
    expect((await settle(device, answers)).flat()).toEqual(['DATA DEL_FP PIN=1401\tFID=1']);
    expect((await app.admin('DELETE', '/persons/1402')).status).toBe(204);
    expect((await settle(device, answers)).flat()).toEqual(['DATA DEL_USER PIN=1402']);
  });
});

describe('a terminal that holds people already', () => {
  const approve = (sn: string, existing: string) => app.admin('POST', `/devices/${sn}/approve`, { existing });

  it('is cleared, and gets its own people again, if an operator wants that', async () => {
    await area('15', { pin: '1501', name: 'Ada' });
    const device = await stationed('HELD-1', '15');
    await settle(device);
    expect((await approve('HELD-1', 'clear')).status).toBe(200);
    const told = (await settle(device)).flat();
    expect(told.map((text) => text.slice(0, 30))).toEqual(['DATA DELETE USERINFO', 'DATA UPDATE USERINFO PIN=1501\t']);
    expect(await syncOf('HELD-1')).toMatchObject({ inSync: true });
  });

  it('has its people taken over, who get no doors by that', async () => {
    const device = await terminal(app, 'HELD-2');
    await device.upload('options', 'FingerFunOn=1,FPVersion=10,MultiBioDataSupport=0:1:0:0:0:0:0:0:0:0');
    await device.upload('OPERLOG', `USER PIN=1601\tName=Zoe\tCard=160100\nFP PIN=1601\tFID=1\tTMP=${base64('Zoe')}`);
    expect((await approve('HELD-2', 'import')).status).toBe(200);
    const told = (await settle(device)).flat();
    expect(told).toEqual(expect.arrayContaining(['DATA QUERY USERINFO', 'DATA QUERY BIODATA Type=1']));
    expect((await app.admin('GET', '/persons/1601')).body).toMatchObject({ name: 'Zoe', cardNo: '160100' });
    const { items } = (await app.admin('GET', '/persons/1601/templates')).body as { items: unknown[] };
    expect(items).toMatchObject([{ bioType: 1, no: 1 }]);
    expect(
      await app.sql(`SELECT 1 FROM acc_level_person l JOIN person p ON p.id = l.person_id WHERE p.pin = '1601'`),
    ).toEqual([]);
  });
});

describe('photos', () => {
  it('are the picture of a user, and the face until there is a template of it', async () => {
    await area('13', { pin: '1301', name: 'Ada' });
    const photo = await jpeg(90);
    expect((await app.api('POST', '/api/person/add', { pin: '1301', personPhoto: photo })).body).toMatchObject({
      code: 0,
    });
    const [source, device] = [await stationed('PHOTO-SRC', '13'), await stationed('PHOTO-1', '13')];
    await source.upload('options', speedFace);
    await settle(source);
    await device.upload('options', `${speedFace},PhotoFunOn=1`);
    const told = (await settle(device)).flat();
    const content = /Content=(\S+)$/.exec(told.find((text) => text.includes('USERPIC')) ?? '')?.[1] ?? '';
    expect(Buffer.from(content, 'base64').subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    const size = `Size=${content.length}`;
    const usual = 'Format=0\tUrl=\tPostBackTmpFlag=0';
    expect(told).toEqual([
      'DATA UPDATE USERINFO PIN=1301\tName=Ada\tPri=0\tPasswd=\tCard=\tGrp=1\tTZ=0000000000000000\tVerify=-1\tViceCard=',
      `DATA UPDATE BIOPHOTO PIN=1301\tType=9\t${size}\tContent=${content}\t${usual}`,
      `DATA UPDATE USERPIC PIN=1301\t${size}\tContent=${content}`,
    ]);
    const face = base64('the face of Ada');
    const row = `Pin=1301\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=58\tMinorVer=10\tFormat=0\tTmp=${face}`;
    await source.upload('BIODATA', `BIODATA ${row}`);
    expect((await settle(device)).flat()).toEqual([
      'DATA DELETE BIOPHOTO PIN=1301\tType=9',
      `DATA UPDATE BIODATA ${row}`,
    ]);
    expect(await syncOf('PHOTO-1')).toMatchObject({ failed: 0, inSync: true });
  });
});

describe('who learns from whom', () => {
  const fp = (pin: string, text: string) =>
    `FP PIN=${pin}\tFID=1\tSize=${base64(text).length}\tValid=1\tTMP=${base64(text)}`;
  const written = (pin: string, text: string) => `DATA UPDATE FINGERTMP ${fp(pin, text).slice(3)}`;
  const fingered = async (sn: string, areaCode: string) => {
    const device = await stationed(sn, areaCode);
    await device.upload('options', 'FingerFunOn=1,FPVersion=10');
    await settle(device);
    await caughtUp(sn);
    return device;
  };
  const policy = (code: string, learnsFrom: unknown) => app.admin('PATCH', `/areas/${code}`, { learnsFrom });

  it('is everybody who knows the person, unless the area names other areas', async () => {
    await area('21', { pin: '2101', name: 'Ada' });
    await area('22');
    await app.api('POST', '/api/attAreaPerson/set', { code: '22', pins: ['2101'] });
    const [here, there] = [await fingered('LEARN-1', '21'), await fingered('LEARN-2', '22')];
    expect((await policy('22', ['99'])).body).toMatchObject({ status: 400, errors: [{ field: 'learnsFrom' }] });
    expect((await policy('22', ['22'])).body).toMatchObject({ code: '22', learnsFrom: ['22'] });
    await here.upload('OPERLOG', fp('2101', 'learnt in 21'));
    expect(await settle(there)).toEqual([]);
    expect((await policy('22', ['21', '22'])).body).toMatchObject({ learnsFrom: ['21', '22'] });
    expect(await settle(there)).toEqual([[written('2101', 'learnt in 21')]]);
    expect((await policy('22', [])).body).toMatchObject({ learnsFrom: [] });
    expect(await settle(there)).toEqual([['DATA DELETE FINGERTMP PIN=2101\tFID=1']]);
    expect((await policy('22', null)).body).toMatchObject({ learnsFrom: null });
    expect(await settle(there)).toEqual([[written('2101', 'learnt in 21')]]);
    expect(await settle(here)).toEqual([]);
  });

  it('is nobody for a pin that the terminal should not know: it is listed, and learnt once it should', async () => {
    await area('23', { pin: '2301', name: 'Ada' });
    await area('24', { pin: '2401' });
    const [here, there] = [await fingered('LEARN-3', '23'), await fingered('LEARN-4', '24')];
    await there.upload('OPERLOG', `USER PIN=2301\tName=Eve\tPri=14\tCard=2301999\n${fp('2301', 'the finger of Eve')}`);
    await there.upload('OPERLOG', `USER PIN=2499\tName=Zoe\n${fp('2499', 'the finger of Zoe')}`);
    expect(await settle(here)).toEqual([]);
    expect((await app.admin('GET', '/persons/2301')).body).toMatchObject({ name: 'Ada', cardNo: '' });
    expect((await app.admin('GET', '/devices/LEARN-4/sync')).body.unknownUsers).toMatchObject([
      { pin: '2301', name: 'Eve' },
      { pin: '2499', name: 'Zoe' },
    ]);
    await app.api('POST', '/api/attAreaPerson/set', { code: '24', pins: ['2301'] });
    expect(await settle(here)).toEqual([[written('2301', 'the finger of Eve')]]);
  });

  it('a finger that was deleted stays deleted, even if a terminal that has not heard of it sends it', async () => {
    await area('25', { pin: '2501' });
    const [here, there] = [await fingered('LEARN-5', '25'), await fingered('LEARN-6', '25')];
    await here.upload('OPERLOG', fp('2501', 'to be deleted'));
    expect(await settle(there)).toEqual([[written('2501', 'to be deleted')]]);
    const { items } = (await app.admin('GET', '/persons/2501/templates')).body as { items: { id: string }[] };
    expect((await app.admin('DELETE', `/persons/2501/templates/${items[0]?.id ?? ''}`)).status).toBe(204);
    await there.upload('OPERLOG', fp('2501', 'to be deleted'));
    const gone = [['DATA DELETE FINGERTMP PIN=2501\tFID=1']];
    expect([await settle(here), await settle(there)]).toEqual([gone, gone]);
    await there.upload('OPERLOG', fp('2501', 'to be deleted'));
    expect([await settle(here), await settle(there)]).toEqual([[], gone]);
  });
});

describe('what a terminal is used for', () => {
  it('is what an operator chose, whatever its protocol', async () => {
    await terminal(app, 'USE-1');
    expect((await app.admin('POST', '/devices', { sn: 'USE-2', module: 'acc' })).status).toBe(201);
    const chosen = new Terminal(app, 'USE-2');
    await chosen.contact();
    const modules = await Promise.all(
      ['USE-1', 'USE-2'].map(async (sn) => (await app.admin('GET', `/devices/${sn}`)).body),
    );
    expect(modules).toMatchObject([
      { link: 'push-att', module: 'att' },
      { link: 'push-att', module: 'acc' },
    ]);
  });

  it('acc: it knows who may pass its door at all times, by levels', async () => {
    expect((await app.admin('POST', '/devices', { sn: 'USE-3', module: 'acc' })).status).toBe(201);
    const device = new Terminal(app, 'USE-3');
    await device.contact();
    await device.upload('options', '~LockFunOn=1,FingerFunOn=1,FPVersion=10');
    const { items } = (await app.admin('GET', '/doors?sn=USE-3')).body as { items: { id: string; sn: string }[] };
    const doorIds = items.filter(({ sn }) => sn === 'USE-3').map(({ id }) => id);
    const office = await app.admin('POST', '/time-zones', { name: 'Office', periods: { mon: [['08:00', '18:00']] } });
    const make = async (name: string, timeZoneId: number) =>
      ((await app.admin('POST', '/access-levels', { name, doorIds, timeZoneId })).body as { id: string }).id;
    const [always, hours] = [await make('Always', 1), await make('Hours', (office.body as { id: number }).id)];
    await app.admin('POST', '/persons', { pin: '3001', name: 'Ada', accLevelIds: [always] });
    await app.admin('POST', '/persons', { pin: '3002', name: 'Bob', accLevelIds: [hours] });
    expect(await settle(device)).toEqual([
      [
        'DATA UPDATE USERINFO PIN=3001\tName=Ada\tPri=0\tPasswd=\tCard=\tGrp=1\tTZ=0000000000000000\tVerify=-1\tViceCard=',
      ],
    ]);
    const { items: rows } = (await app.admin('GET', '/devices/USE-3/sync')).body as { items: unknown[] };
    expect(rows).toMatchObject([{ pin: '3002', state: 'unsupported' }]);
    expect((await app.admin('PATCH', '/persons/3001', { isDisabled: true })).status).toBe(200);
    expect(await settle(device)).toEqual([['DATA DELETE USERINFO PIN=3001']]);
  });
});

describe('what a terminal refuses', () => {
  const card = 'DATA UPDATE USERINFO PIN=';

  it('is given up if its content can never work, and reported in terms of its protocol', async () => {
    await area('31', { pin: '3101', name: 'Ada' });
    const [source, device] = [await stationed('REF-SRC', '31'), await stationed('REF-1', '31')];
    for (const one of [source, device]) await one.upload('options', 'FingerFunOn=1,FPVersion=10');
    await settle(source);
    await settle(device);
    await source.upload('OPERLOG', `FP PIN=3101\tFID=1\tSize=12\tValid=1\tTMP=${base64('a finger')}`);
    expect(await settle(device, () => -12)).toHaveLength(1);
    const { items } = (await app.admin('GET', '/devices/REF-1/sync')).body as { items: unknown[] };
    expect(items).toMatchObject([
      { table: 'templatev10', state: 'failed', returnCode: -12, returnMeaning: 'template invalid' },
    ]);
    // The device is asked again only with other content, or when an operator wants it.
    expect(await settle(device)).toEqual([]);
    await app.admin('POST', '/devices/REF-1/sync');
    expect(await settle(device)).toHaveLength(1);
    expect(await syncOf('REF-1')).toMatchObject({ inSync: true });
  });

  it('because the user is missing is sent again after the user', async () => {
    await area('32', { pin: '3201', name: 'Ada' });
    const [source, device] = [await stationed('REF-SRC2', '32'), await stationed('REF-2', '32')];
    for (const one of [source, device]) await one.upload('options', 'FingerFunOn=1,FPVersion=10');
    await settle(source);
    await settle(device);
    await source.upload('OPERLOG', `FP PIN=3201\tFID=1\tSize=12\tValid=1\tTMP=${base64('a finger')}`);
    let hasUser = false;
    const answers = (text: string) => {
      if (text.startsWith(card)) hasUser = true;
      return hasUser ? 0 : -10;
    };
    const told = await settle(device, answers);
    expect(told.flat().map((text) => text.split(' ')[2])).toEqual(['FINGERTMP', 'USERINFO']);
    await expect.poll(async () => (await settle(device)).flat().length, { timeout: 60_000 }).toBe(1);
    expect(await syncOf('REF-2')).toMatchObject({ inSync: true });
  });

  it('as already deleted counts as deleted, once it shows no such row', async () => {
    await area('33', { pin: '3301' });
    const device = await stationed('REF-3', '33');
    await settle(device);
    await app.admin('DELETE', '/persons/3301');
    expect(await settle(device, () => -1)).toEqual([
      ['DATA DELETE USERINFO PIN=3301'],
      ['DATA QUERY USERINFO PIN=3301'],
    ]);
    expect(await syncOf('REF-3')).toMatchObject({ desired: 0, inSync: true });
  });

  /** Its next command, and the number of it. */
  async function next(device: Terminal): Promise<readonly [id: string, text: string]> {
    let answer = '';
    await expect
      .poll(
        async () => {
          await worked(app);
          answer = await device.poll();
          return answer;
        },
        { timeout: 60_000 },
      )
      .toMatch(/^C:/m);
    const [, id = '', text = ''] = /^C:(\d+):(.*)$/m.exec(answer) ?? [];
    return [id, text];
  }

  const say = (device: Terminal, id: string, code: number) => device.result(`ID=${id}&Return=${code}&CMD=DATA`);

  /** Someone with a finger, whom the terminal holds and is told to delete. */
  async function refusing(sn: string, code: string, pin: string): Promise<Terminal> {
    await area(code, { pin });
    const device = await stationed(sn, code);
    await settle(device);
    expect(await syncOf(sn)).toMatchObject({ desired: 1, inSync: true });
    expect((await app.admin('DELETE', `/persons/${pin}`)).status).toBe(204);
    const [id, text] = await next(device);
    expect(text).toBe(`DATA DELETE USERINFO PIN=${pin}`);
    await say(device, id, -1);
    return device;
  }

  it('as already deleted, and shown when it is asked, is not gone: it is deleted again', async () => {
    const device = await refusing('REF-4', '34', '3401');
    expect(await syncOf('REF-4')).toMatchObject({ inSync: false });
    const [query, text] = await next(device);
    expect(text).toBe('DATA QUERY USERINFO PIN=3401');
    // This firmware sends everybody.
    await device.upload('OPERLOG', 'USER PIN=9\tName=Zoe\nUSER PIN=3401\tName=Ada', `&Stamp=9999&CmdId=${query}`);
    await say(device, query, 1);
    expect(await syncOf('REF-4')).toMatchObject({ inSync: false });
    const [again, deletion] = await next(device);
    expect(deletion).toBe('DATA DELETE USERINFO PIN=3401');
    await say(device, again, 0);
    expect(await syncOf('REF-4')).toMatchObject({ desired: 0, inSync: true });
  });

  it('as already deleted, and shown behind the answer to the question, is deleted again', async () => {
    const device = await refusing('REF-5', '35', '3501');
    const [query] = await next(device);
    await say(device, query, 0);
    await device.upload('OPERLOG', 'USER PIN=3501\tName=Ada', `&Stamp=9999&CmdId=${query}`);
    expect(await syncOf('REF-5')).toMatchObject({ inSync: false });
    const [again, deletion] = await next(device);
    expect(deletion).toBe('DATA DELETE USERINFO PIN=3501');
    await say(device, again, 0);
    expect(await syncOf('REF-5')).toMatchObject({ desired: 0, inSync: true });
  });

  it('as already deleted by firmware that cannot be asked is believed, and its users are counted', async () => {
    const device = await refusing('REF-6', '36', '3601');
    const [query] = await next(device);
    await say(device, query, -1004);
    expect(await syncOf('REF-6')).toMatchObject({ desired: 0, inSync: true });
    const [count, text] = await next(device);
    expect(text).toBe('INFO');
    await device.result(`ID=${count}&Return=0&CMD=INFO\nUserCount=1\nTransactionCount=0`);
    expect(await syncOf('REF-6')).toMatchObject({ extra: 1, inSync: false });
  });

  it('as already deleted, of somebody who may pass again meanwhile, says nothing about them', async () => {
    const device = await refusing('REF-7', '37', '3701');
    await app.admin('POST', '/persons', { pin: '3701', name: 'Ada' });
    await app.api('POST', '/api/attAreaPerson/set', { code: '37', pins: ['3701'] });
    const told = await settle(device, (text) => (text.startsWith('DATA QUERY') ? -1 : 0));
    expect(told.flat().filter((text) => text.startsWith(card))).toHaveLength(1);
    expect(await syncOf('REF-7')).toMatchObject({ desired: 1, inSync: true });
  });

  it('because it cannot write its memory still has the finger, if it shows it', async () => {
    await area('38', { pin: '3801' });
    const [source, device] = [await stationed('REF-SRC8', '38'), await stationed('REF-8', '38')];
    for (const one of [source, device]) await one.upload('options', 'FingerFunOn=1,FPVersion=10');
    await settle(source);
    await settle(device);
    const finger = `FP PIN=3801\tFID=1\tSize=12\tValid=1\tTMP=${base64('a finger')}`;
    await source.upload('OPERLOG', finger);
    expect(await settle(device)).toHaveLength(1);
    const { items } = (await app.admin('GET', '/persons/3801/templates')).body as { items: { id: string }[] };
    expect((await app.admin('DELETE', `/persons/3801/templates/${items[0]?.id ?? ''}`)).status).toBe(204);
    const [id, text] = await next(device);
    expect(text).toBe('DATA DELETE FINGERTMP PIN=3801\tFID=1');
    await say(device, id, -3);
    const [query, asked] = await next(device);
    expect(asked).toBe('DATA QUERY FINGERTMP PIN=3801\tFID=1');
    await device.upload('OPERLOG', finger, `&Stamp=9999&CmdId=${query}`);
    await say(device, query, 1);
    expect(await syncOf('REF-8')).toMatchObject({ inSync: false });
    const [again, deletion] = await next(device);
    expect(deletion).toBe(text);
    await say(device, again, 0);
    expect(await syncOf('REF-8')).toMatchObject({ inSync: true });
  });
});
