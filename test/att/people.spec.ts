import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { worked } from '../device/panels.js';
import { startApp, type TestApp } from '../support/app.js';
import { terminal, type Terminal } from './terminal.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', COMMAND_RETRY: '60' } });
});

afterAll(() => app.stop());

const ok = { code: 0, message: 'success', data: null };

/** Persons of an area of their own, and a terminal there. */
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

/** Polls and answers until two polls bring nothing. @returns what each poll brought, the numbers taken off */
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
    expect(await syncOf('USER-1')).toEqual({ desired: 2, acked: 2, failed: 0, blocked: 0, extra: 0, inSync: true });
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

/** Everything that a terminal has stored already is told: what comes from now on is news. */
const caughtUp = (sn: string) => app.sql('UPDATE att_stamp SET backlog_until = NULL WHERE sn = $1', [sn]);

describe('bodies of people', () => {
  it('go from the terminal that learnt them to the others of the area, each in the form that it takes', async () => {
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
    // A finger that is deleted leaves all of them; the person takes everything along.
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
