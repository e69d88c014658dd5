import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grant } from '../../support/grant.js';
import { startApp, type TestApp } from '../../support/app.js';
import { granted, jpeg, panel } from '../../support/panels.js';
import { brief } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', COMMAND_RETRY: '1' } });
});

afterAll(() => app.stop());

// covers requests: POST cdata table=irstate
describe('entrance channels', () => {
  it("the manual's example (7.14): there from the first report on, counted from report to report", async () => {
    const a = await panel(app, 'GATE-A', '');
    const report = (body: string) => brief(a.device.post('/iclock/cdata?table=irstate', body));
    const gates = async () =>
      ((await app.admin('GET', '/gates')).body.items as { id: string; sn: string }[]).filter(({ sn }) => sn === a.sn);
    expect(await gates()).toEqual([]);
    expect(await report('irstate=1\tirsensecount=2\tincount=2\toutcount=2\talarmcount=1\truncount=1\r\n')).toEqual([
      200,
      'OK',
    ]);
    expect(await report('irstate=0\tincount=3')).toEqual([200, 'OK']);
    expect(await report('nothing=1')).toEqual([200, 'OK']);
    const [gate] = await gates();
    expect(gate).toMatchObject({
      name: 'GATE-A-1',
      number: 1,
      irState: 0,
      irSenseCount: 2,
      inCount: 3,
      outCount: 2,
      alarmCount: 1,
      runCount: 1,
    });
    const renamed = await app.admin('PATCH', `/gates/${gate?.id ?? ''}`, { name: 'Lobby' });
    expect(renamed.body).toMatchObject({ name: 'Lobby', inCount: 3 });
    expect((await app.admin('PATCH', `/gates/${gate?.id ?? ''}`, { name: '' })).body.errors[0].field).toBe('name');
    expect((await app.admin('GET', '/gates/none')).status).toBe(404);
    await app.admin('POST', '/devices/GATE-A/replace', { newSn: 'GATE-B' });
    expect((await app.admin('GET', `/gates/${gate?.id ?? ''}`)).body).toMatchObject({ name: 'Lobby', sn: 'GATE-B' });
    expect(await app.sql(`SELECT 1 FROM quarantine WHERE sn = 'GATE-A'`)).toHaveLength(1);
  });
});

// covers requests: POST cdata table=testdata
describe('Wiegand tests', () => {
  it('show with the device what its readers read, newest first (9.4)', async () => {
    const a = await panel(app, 'WG-A', '');
    for (const bits of ['01100110', '10011001']) {
      const body = `type=wg\tbitscount=8\tbits=${bits}\tsn=WG-A`;
      expect(await brief(a.device.post('/iclock/cdata?table=testdata', body))).toEqual([200, 'OK']);
    }
    expect(await brief(a.device.post('/iclock/cdata?table=testdata', 'type=wg'))).toEqual([200, 'OK']);
    expect((await app.admin('GET', '/devices/WG-A/wiegand-tests')).body.items).toMatchObject([
      { type: 'wg', bitCount: 8, bits: '10011001', sn: 'WG-A' },
      { type: 'wg', bitCount: 8, bits: '01100110', sn: 'WG-A' },
    ]);
    expect((await app.admin('GET', '/devices/nobody/wiegand-tests')).status).toBe(404);
  });
});

// covers requests: POST cdata type=registry DeviceAuthorize
describe('controllers behind a master (5)', () => {
  const tell = (device: { post(path: string, body: string): Promise<{ status: number; text: string }> }, row: string) =>
    device.post('/iclock/cdata?type=registry&table=tabledata&tablename=DeviceAuthorize&count=1', row);

  it('are authorised in two steps and removed again, with results that come later under their own number', async () => {
    const a = await panel(app, 'MASTER', 'MultiStageControlFunOn=1,MasterControlOn=1');
    await a.settle();
    const row = (step: number, info: string, registered: string) =>
      `DeviceAuthorize SN=SUB1\tOnline=1\tIsAuthorize=${step}\tAuthorizeInfo=${info}\tRegisterInfo=${registered}`;
    expect((await tell(a.device, row(0, 'DeviceName=Sub,comkey=secret', ''))).text).toBe('DeviceAuthorize=1');
    const shown = async () => (await app.admin('GET', '/devices/MASTER/sub-devices')).body.items[0];
    expect(await shown()).toMatchObject({
      subSn: 'SUB1',
      online: true,
      isAuthorize: 0,
      authorized: null,
      authorizeInfo: { DeviceName: 'Sub' },
      registerInfo: {},
    });
    expect(JSON.stringify(await shown())).not.toContain('secret');
    expect(await a.settle()).toEqual([]);

    expect((await app.admin('PUT', '/devices/MASTER/sub-devices/SUB1', { authorized: true })).status).toBe(204);
    expect(await a.settle()).toEqual(['DATA UPDATE DeviceAuthorize SN=SUB1\tIsAuthorize=1']);
    await tell(a.device, row(1, 'DeviceName=Sub', 'DeviceType=acc,LockCount=2'));
    const command = /^C:(\d+):(.*)$/.exec(await polled(a.device));
    expect(command?.[2]).toBe('DATA UPDATE DeviceAuthorize SN=SUB1\tIsAuthorize=2');
    await a.device.result(`ID=${command?.[1] ?? ''}&Return=-5000&CMD=DATA UPDATE`);
    expect((await app.admin('GET', `/commands/${command?.[1] ?? ''}`)).body.status).toBe('sent');
    await a.device.result(`ID=${command?.[1] ?? ''}&Return=0&CMD=DATA UPDATE&SN=SUB1`);
    expect((await app.admin('GET', `/commands/${command?.[1] ?? ''}`)).body.status).toBe('done');
    await tell(a.device, row(2, 'DeviceName=Sub', 'DeviceType=acc,LockCount=2'));
    expect(await a.settle()).toEqual([]);

    await app.admin('PUT', '/devices/MASTER/sub-devices/SUB1', { authorized: false });
    expect(await a.settle()).toEqual(['DATA DELETE DeviceAuthorize SN=SUB1']);
  });

  it('that were authorised elsewhere are sent away, too; strangers and bad bodies are refused', async () => {
    const a = await panel(app, 'MASTER2', 'MultiStageControlFunOn=1,MasterControlOn=1');
    await tell(a.device, 'DeviceAuthorizeSN=SUB2\tOnline=0\tIsAuthorize=2\tAuthorizeInfo=\tRegisterInfo=');
    expect(await a.settle()).toEqual([]);
    await app.admin('PUT', '/devices/MASTER2/sub-devices/SUB2', { authorized: false });
    expect(await a.settle()).toEqual(['DATA DELETE DeviceAuthorize SN=SUB2']);
    expect((await app.admin('PUT', '/devices/MASTER2/sub-devices/SUB9', { authorized: true })).status).toBe(404);
    const { status, body } = await app.admin('PUT', '/devices/MASTER2/sub-devices/SUB2', {});
    expect([status, body.errors[0].field]).toEqual([400, 'authorized']);
    expect((await tell(a.device, 'DeviceAuthorize Online=1')).text).toBe('DeviceAuthorize=1');
    expect(await app.sql(`SELECT 1 FROM quarantine WHERE sn = 'MASTER2'`)).toHaveLength(1);
  });
});

/** Polls until the answer is not `OK`. */
async function polled(device: { poll(): Promise<string> }): Promise<string> {
  let text = 'OK';
  await expect
    .poll(
      async () => {
        text = await device.poll();
        return text;
      },
      { timeout: 60_000 },
    )
    .not.toBe('OK');
  return text;
}

// covers requests: POST cdata type=BioData, POST cdata type=EnrollInfoData
describe('remote enrolment (9.6)', () => {
  it("the manual's example: a face with the photo it was made of, shown with the command, spread like any", async () => {
    const hybrid =
      'MultiBioDataSupport=0:1:0:0:0:0:0:0:0:1:0,MultiBioPhotoSupport=0:0:0:0:0:0:0:0:0:1:0,MultiBioVersion=0:10:0:0:0:0:0:0:0:58:0';
    const a = await panel(app, 'ENROL-A', `${hybrid},AccSupportFunList=${'0'.repeat(40)}1`);
    const b = await panel(app, 'ENROL-B', hybrid);
    await granted(app, '1', [a, b]);
    await a.settle();
    await b.settle();
    const asked = await app.admin('POST', '/devices/ENROL-A/commands', {
      type: 'enrollBio',
      pin: '1',
      bioType: 9,
      retry: 3,
      overwrite: true,
      keep: true,
    });
    expect(asked.status).toBe(201);
    expect(await polled(a.device)).toMatch(/^C:\d+:ENROLL_BIO TYPE=9\tNO=0\tPIN=1\tRETRY=3\tOVERWRITE=1\tMODE=1$/);
    const photo = await jpeg(99);
    const body =
      `TYPE=9\tPIN=1\tNO=0\tINDEX=0\tMAJOR_VER=58\tMINOR_VER=1\tTMP=ZmFjZQ==\tBIOPHOTO=${photo}\r\n` +
      `TYPE=1\tPIN=1\tNO=6\tINDEX=0\tMAJOR_VER=10\tMINOR_VER=0\tTMP=ZmluZ2Vy`;
    expect(await brief(a.device.post('/iclock/cdata?type=BioData', body))).toEqual([200, 'OK']);
    const { items } = (await app.admin('GET', '/persons/1/templates')).body as { items: { kind: string }[] };
    expect(items).toMatchObject([
      { kind: 'template', bioType: 1, no: 6, majorVer: '10' },
      { kind: 'template', bioType: 9, no: 0, majorVer: '58', minorVer: '1', sourceSn: 'ENROL-A' },
      { kind: 'photo', bioType: 9 },
    ]);
    expect((await app.admin('GET', `/commands/${asked.body.id as number}`)).body.answer).toMatchObject({
      templates: [
        { pin: '1', kind: 'template', bioType: 9, no: 0, index: 0 },
        { pin: '1', kind: 'photo', bioType: 9, no: 0, index: 0 },
        { pin: '1', kind: 'template', bioType: 1, no: 6, index: 0 },
      ],
    });
    await a.device.result(`ID=${asked.body.id as number}&Return=0&CMD=ENROLL_BIO`);
    expect(await a.settle()).toEqual([]);
    expect(await b.settle()).toEqual([
      'DATA UPDATE biodata Pin=1\tNo=6\tIndex=0\tValid=1\tDuress=0\tType=1\tMajorVer=10\tMinorVer=0\tFormat=0\tTmp=ZmluZ2Vy',
      'DATA UPDATE biodata Pin=1\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=58\tMinorVer=1\tFormat=0\tTmp=ZmFjZQ==',
    ]);
  });

  it('a card that was asked for becomes the person’s where there is none, and else stands with what the device told', async () => {
    const a = await panel(app, 'ENROL-C', '');
    await app.admin('POST', '/persons', { pin: '602' });
    await app.admin('POST', '/persons', { pin: '603', cardNo: '603000' });
    const tell = (body: string) => brief(a.device.post('/iclock/cdata?type=EnrollInfoData', body));
    for (const pin of ['602', '603']) {
      const body = { pin, what: 'card' };
      const { id } = (await app.admin('POST', '/devices/ENROL-C/enroll', body)).body as { id: number };
      for (let text = ''; !text.includes(`C:${id}:`);) text = await a.device.poll();
      await a.device.result(`ID=${id}&Return=0&CMD=ENROLL_INFO`);
    }
    expect(await tell('TYPE=0\tPIN=602\tTMP=1234567')).toEqual([200, 'OK']);
    expect(await tell('TYPE=0\tPIN=603\tTMP=7654321')).toEqual([200, 'OK']);
    expect(await tell('TYPE=0\tPIN=604\tTMP=999')).toEqual([200, 'OK']);
    expect(await tell('TYPE=0\tPIN=602\tTMP=no card')).toEqual([200, 'OK']);
    expect((await app.admin('GET', '/persons/602')).body.cardNo).toBe('1234567');
    expect((await app.admin('GET', '/persons/603')).body.cardNo).toBe('603000');
    expect(await app.sql(`SELECT pin, card_no FROM device_user WHERE sn = 'ENROL-C' ORDER BY pin`)).toEqual([
      { pin: '602', card_no: '1234567' },
      { pin: '603', card_no: '7654321' },
      { pin: '604', card_no: '999' },
    ]);
  });
});

// covers requests: POST cdata identitycard
describe('identity cards', () => {
  it("the manual's example (7.6), in either spelling: kept sealed, filling what is empty", async () => {
    const a = await panel(app, '3383154200002', '');
    await app.admin('POST', '/persons', { pin: '1', name: 'Li' }).catch(() => undefined);
    await app.admin('POST', '/persons', { pin: '611' });
    await grant(app, '611', '3383154200002');
    const row = (pin: string) =>
      `identitycard pin=${pin}\tSN_Num=26121292460088826975\tIDNum=210102199212182xxxx\tDNNum=\tName=Zhangsan\tGender=1\t` +
      'Nation=1\tBirthday=19911218\tValidInfo=2013091220230912\tAddress=xxxxx, Tangxia Town, Dongguan, Guangdong\t' +
      'AdditionalInfo=\tIssuer=xxx Public Security Bureau\tPhoto=V0xmAH4AMgAA\tPhotoJPG=Y0tKqWNP\tFPTemplate1=QwGI\t' +
      'FPTemplate2=QwGI\tReserve=\tNotice=';
    expect(await a.upload('identitycard', row('611'))).toEqual([200, 'identitycard=1']);
    expect((await app.admin('GET', '/persons/611')).body).toMatchObject({
      name: 'Zhangsan',
      gender: 'M',
      birthday: '1991-12-18',
      certNumber: '210102199212182xxxx',
    });
    expect((await app.admin('GET', '/persons/611/identity-card')).body).toMatchObject({
      sn: '3383154200002',
      idNum: '210102199212182xxxx',
      snNum: '26121292460088826975',
      validInfo: '2013091220230912',
      address: 'xxxxx, Tangxia Town, Dongguan, Guangdong',
      issuer: 'xxx Public Security Bureau',
    });
    expect(await a.upload('identitycard', row('0'))).toEqual([200, 'identitycard=1']);
    const [kept] = await app.sql<{ fields: Buffer }>(`SELECT fields FROM identity_card WHERE pin = '611'`);
    expect(kept?.fields.includes(Buffer.from('Zhangsan'))).toBe(false);
  });
});

// covers requests: POST cdata errorlog
describe('errors that devices report', () => {
  it('show with the device', async () => {
    const a = await panel(app, 'ERRORS-A', '');
    await a.upload('errorlog', 'errorlog errcode=D01E0001\terrmsg=full\tdataorigin=cmd\tcmdid=123\tadditional=');
    expect((await app.admin('GET', '/devices/ERRORS-A/errors')).body.items).toMatchObject([
      { code: 'D01E0001', message: 'full', origin: 'cmd', commandId: '123' },
    ]);
  });
});
