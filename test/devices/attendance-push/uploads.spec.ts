import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brief } from '../../support/raw-device.js';
import { startApp, type TestApp } from '../../support/app.js';
import { worked } from '../../support/panels.js';
import { terminal } from './terminal.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

interface StoredPunch {
  readonly at: string;
  readonly pin: string;
  readonly event_no: number;
  readonly in_out: number | null;
  readonly verify_type: string;
  readonly mask_flag: string;
  readonly temperature: string;
  readonly module: string;
}

const punches = (sn: string) =>
  app.sql<StoredPunch>(
    `SELECT to_char(event_time, 'YYYY-MM-DD HH24:MI:SS') AS at, pin, event_no, in_out, verify_type, mask_flag,
       temperature, module FROM event WHERE sn = $1 AND event_no IN (0, 27) ORDER BY event_time, pin`,
    [sn],
  );

const brieflyOf = async (sn: string) => (await punches(sn)).map(({ at, pin }) => `${at} ${pin}`);

const person = async (pin: string) => (await app.api('GET', `/api/person/get/${pin}`)).body.data;

/** The smallest JPEG that readers take for one. */
const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from('JFIF\0 picture of a punch')]);

describe('ATTLOG', () => {
  it('in every form is stored once, and every line is acknowledged', async () => {
    const device = await terminal(app, 'PUNCH-1');
    const body = [
      '1007\t2024-03-05 08:01:22\t0\t1\t0\t0\t0',
      '1008\t2024-03-05 08:01:40\t255\t15\t0\t0\t0\t0\t0\t0\t',
      'A-9\t2024-03-05 08:02:00\t1\t25\t7\t0\t0\t1\t36.6\t36.6',
      'PIN=1009\tDateTime=2024-03-05 08:02:10\tStatus=4\tVerified=4',
      '1010\t1709625730\t5\t2',
      '0\t2024-03-05 08:03:00\t0\t1\t0\t0\t0',
      '77123\t2024-03-05 08:04:00\t0\t3\t77123\t255\t0',
      '',
    ].join('\r\n');
    expect(await device.upload('ATTLOG', body)).toEqual([200, 'OK: 7']);
    expect(await device.upload('attlog', body)).toEqual([200, 'OK: 7']);
    const none = { mask_flag: '', temperature: '', module: 'att' };
    expect(await punches('PUNCH-1')).toEqual([
      { ...none, at: '2024-03-05 08:01:22', pin: '1007', event_no: 0, in_out: 0, verify_type: '1' },
      { ...none, at: '2024-03-05 08:01:40', pin: '1008', event_no: 0, in_out: 2, verify_type: '15', mask_flag: '0' },
      {
        ...none,
        at: '2024-03-05 08:02:00',
        pin: 'A-9',
        event_no: 0,
        in_out: 1,
        verify_type: '25',
        mask_flag: '1',
        temperature: '36.6',
      },
      { ...none, at: '2024-03-05 08:02:10', pin: '1009', event_no: 0, in_out: 0, verify_type: '4' },
      { ...none, at: '2024-03-05 08:02:10', pin: '1010', event_no: 0, in_out: 1, verify_type: '2' },
      { ...none, at: '2024-03-05 08:03:00', pin: '', event_no: 27, in_out: 0, verify_type: '1' },
      { ...none, at: '2024-03-05 08:04:00', pin: '', event_no: 27, in_out: 0, verify_type: '3' },
    ]);
  });

  it('of one second with another state, way or work is another punch', async () => {
    const device = await terminal(app, 'PUNCH-2');
    const at = '2024-03-05 08:00:00';
    const body = [
      `5\t${at}\t0\t1\t0`,
      `5\t${at}\t1\t1\t0`,
      `5\t${at}\t0\t15\t0`,
      `5\t${at}\t0\t1\t9`,
      `5\t${at}\t0\t1\t0`,
    ];
    expect(await device.upload('ATTLOG', body.join('\n'))).toEqual([200, 'OK: 5']);
    expect(await punches('PUNCH-2')).toHaveLength(4);
  });

  it('that cannot be read, or lies in the future, is kept aside and acknowledged with the others', async () => {
    const device = await terminal(app, 'PUNCH-3');
    const body = ['7\t2024-03-05 08:00:00\t0\t1', '7\tsoon\t0\t1', 'rubbish', '7\t2099-01-01 00:00:00\t0\t1'].join(
      '\n',
    );
    expect(await device.upload('ATTLOG', body)).toEqual([200, 'OK: 4']);
    expect(await brieflyOf('PUNCH-3')).toEqual(['2024-03-05 08:00:00 7']);
    const kept = await app.sql<{ body: Buffer }>(`SELECT body FROM quarantine WHERE sn = 'PUNCH-3'`);
    expect(kept.map(({ body: bytes }) => bytes.toString())).toEqual([
      '7\tsoon\t0\t1\nrubbish\n7\t2099-01-01 00:00:00\t0\t1',
    ]);
  });

  it('of an old terminal has its numbers for ways to verify', async () => {
    const device = await terminal(app, 'PUNCH-4');
    await device.contact('options=all&DeviceType=att');
    await device.upload(
      'ATTLOG',
      ['1', '2', '3'].map((pin, way) => `${pin}\t2024-03-05 08:00:00\t0\t${way}`).join('\n'),
      '',
    );
    expect((await punches('PUNCH-4')).map(({ verify_type: way }) => way)).toEqual(['3', '1', '4']);
  });

  it('is in the lists of attendance, with who it was', async () => {
    const device = await terminal(app, 'PUNCH-5');
    await app.api('POST', '/api/person/add', { pin: '5001', name: 'Ada' });
    await device.upload(
      'ATTLOG',
      '5001\t2024-03-06 08:01:22\t0\t15\t0\t0\t0\n5001\t2024-03-06 17:01:22\t1\t15\t0\t0\t0',
    );
    const list = await app.api('GET', '/api/transaction/listAttTransaction?personPin=5001&pageNo=1&pageSize=10');
    expect(
      list.body.data.map((row: Record<string, unknown>) => [row.eventTime, row.name, row.devSn, row.verifyModeName]),
    ).toEqual([
      ['2024-03-06 17:01:22', 'Ada', 'PUNCH-5', 'Face'],
      ['2024-03-06 08:01:22', 'Ada', 'PUNCH-5', 'Face'],
    ]);
  });
});

/** A person whom the terminals of area 1 should know. */
async function personHere(pin: string): Promise<void> {
  await app.api('POST', '/api/person/add', { pin });
  expect((await app.admin('PUT', `/attendance/areas/1/persons/${pin}`)).status).toBeLessThan(300);
}

describe('OPERLOG', () => {
  it('holds users, who fill what is empty here, and are listed if they are unknown', async () => {
    const device = await terminal(app, 'OPER-1');
    await personHere('6001');
    const body = [
      'USER PIN=6001\tName=Ada\tPri=14\tPasswd=1\tCard=[78563412]\tGrp=1\tTZ=0000000100000000\tVerify=-1\tViceCard=',
      'USER\tPIN=6002\tName=Bob=x\tPri=0\tPasswd=\tCard=\tGrp=1',
      'OPLOG 30\t0\t2024-03-05 07:59:10\t6001\t0\t0\t0',
      '',
    ].join('\n');
    expect(await device.upload('OPERLOG', body)).toEqual([200, 'OK: 3']);
    expect(await person('6001')).toMatchObject({ name: 'Ada', cardNo: '305419896' });
    expect((await app.admin('GET', '/devices/OPER-1/sync')).body.unknownUsers).toContainEqual({
      pin: '6002',
      name: 'Bob=x',
    });
    const log = await app.admin('GET', '/devices/OPER-1/operations');
    expect(log.body.items).toMatchObject([
      {
        at: '2024-03-05 07:59:10',
        code: 30,
        operation: 'User enrolled',
        operator: '0',
        objects: ['6001', '0', '0', '0'],
      },
    ]);
  });

  it('holds templates and photos of every form, which become their person’s', async () => {
    const device = await terminal(app, 'OPER-2');
    await personHere('6100');
    const tmp = Buffer.from('a template of a body').toString('base64');
    const rows = [
      `FP PIN=6100\tFID=6\tSize=28\tValid=1\tTMP=${tmp}`,
      `FP PIN=6100\tFID=7\tSize=28\tValid=3\tTMP=ocoAAAAAAAA=`,
      `FACE PIN=6100\tFID=0\tSIZE=28\tVALID=1\tTMP=${tmp}`,
      `FVEIN Pin=6100\tFID=1\tIndex=2\tSize=28\tValid=1\tTmp=${tmp}`,
    ];
    expect(await device.upload('OPERLOG', rows.join('\n'))).toEqual([200, 'OK: 4']);
    const face = `BIODATA Pin=6100\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=58\tMinorVer=10\tFormat=0\tTmp=${tmp}`;
    expect(await device.upload('BIODATA', face)).toEqual([200, 'OK: 1']);
    const photo = `BIOPHOTO PIN=6100\tFileName=6100.jpg\tType=0\tSize=9\tContent=${jpeg.toString('base64')}`;
    expect(await device.upload('OPERLOG', photo)).toEqual([200, 'OK']);
    const kept = await app.sql(
      `SELECT b.kind, b.bio_type, b.no, b.index, b.major_ver, b.duress FROM bio_template b JOIN person p ON p.id = b.person_id
       WHERE p.pin = '6100' ORDER BY b.kind, b.bio_type, b.no`,
    );
    expect(kept).toEqual([
      { kind: 'photo', bio_type: 9, no: 0, index: 0, major_ver: '0', duress: false },
      { kind: 'template', bio_type: 1, no: 6, index: 0, major_ver: '10', duress: false },
      { kind: 'template', bio_type: 1, no: 7, index: 0, major_ver: '9', duress: true },
      { kind: 'template', bio_type: 2, no: 0, index: 0, major_ver: '7', duress: false },
      { kind: 'template', bio_type: 7, no: 1, index: 2, major_ver: '3', duress: false },
      { kind: 'template', bio_type: 9, no: 0, index: 0, major_ver: '58', duress: false },
    ]);
  });

  it('of a backlog only fills what is empty; later rows are news', async () => {
    const device = await terminal(app, 'OPER-3');
    await personHere('6200');
    await app.admin('PATCH', '/devices/OPER-3', { learns: 'replace' });
    const finger = (text: string) => `FP PIN=6200\tFID=1\tSize=9\tValid=1\tTMP=${Buffer.from(text).toString('base64')}`;
    const hashes = async () =>
      (
        await app.sql<{ hash: string }>(
          `SELECT b.hash FROM bio_template b JOIN person p ON p.id = b.person_id WHERE p.pin = '6200'`,
        )
      )[0]?.hash;
    await device.upload('OPERLOG', finger('the first one'));
    const first = await hashes();
    await device.upload('OPERLOG', finger('one of long ago'));
    expect(await hashes()).toBe(first);
    await app.sql(`UPDATE att_stamp SET backlog_until = NULL WHERE sn = 'OPER-3'`);
    await device.contact();
    await device.upload('OPERLOG', finger('one of this moment'));
    expect(await hashes()).not.toBe(first);
  });

  it('holds alarms, which become events; unreadable lines are kept', async () => {
    const device = await terminal(app, 'OPER-4');
    const rows = [
      'OPLOG 3\t0\t2024-03-05 07:59:10\t55\t0\t0\t0',
      'OPLOG 3\t0\t2024-03-05 07:59:11\t999\t0\t0\t0',
      'OPLOG x',
    ];
    expect(await device.upload('OPERLOG', rows.join('\n'))).toEqual([200, 'OK: 3']);
    expect(await device.upload('OPERLOG', rows.join('\n'))).toEqual([200, 'OK: 3']);
    expect(await app.sql(`SELECT event_no FROM event WHERE sn = 'OPER-4' AND event_no = 100`)).toHaveLength(1);
    expect((await app.admin('GET', '/devices/OPER-4/operations')).body.items).toHaveLength(2);
    expect(await app.sql(`SELECT times FROM quarantine WHERE sn = 'OPER-4'`)).toEqual([{ times: 2 }]);
  });

  it('reports that a user was deleted at the menu: what the terminal should hold of the user is sent again', async () => {
    const device = await terminal(app, 'OPER-5');
    await device.upload('OPERLOG', 'OPLOG 4\t0\t2024-03-05 07:59:10\t0\t0\t0\t0');
    await app.sql(`UPDATE att_stamp SET backlog_until = NULL WHERE sn = 'OPER-5'`);
    await device.contact();
    await app.sql(
      `INSERT INTO ledger (sn, table_name, key, unit, pin, desired_hash, held_hash, version)
       VALUES ('OPER-5', 'user', 'Pin=6400', 'Pin=6400', '6400', 'h', 'h', 1)`,
    );
    await device.upload('OPERLOG', 'OPLOG 103\t0\t2024-03-05 08:00:00\t6400\t0\t0\t0');
    const held = await app.sql(`SELECT key FROM ledger WHERE sn = 'OPER-5' AND held_hash = 'h' AND NOT unknown`);
    expect(held).toEqual([]);
  });

  it('reports such a deletion late, after it was away: each line counts once', async () => {
    const device = await terminal(app, 'OPER-6');
    // Sync takes the row away, as nobody here has this pin: it is written anew once that is done.
    const isHeld = async () => {
      await worked(app);
      await app.sql(`DELETE FROM ledger WHERE sn = 'OPER-6' AND pin = '6401'`);
      await app.sql(
        `INSERT INTO ledger (sn, table_name, key, unit, pin, desired_hash, held_hash, version)
         VALUES ('OPER-6', 'user', 'Pin=6401', 'Pin=6401', '6401', 'h', 'h', 1)`,
      );
    };
    await isHeld();
    const holds = async () =>
      (await app.sql(`SELECT key FROM ledger WHERE sn = 'OPER-6' AND held_hash = 'h' AND NOT unknown`)).length;
    const line = 'OPLOG 9\t0\t2024-03-05 08:00:00\t6401\t0\t0\t0';
    await device.upload('OPERLOG', line);
    expect(await holds()).toBe(0);
    await isHeld();
    // Terminals send their whole log again.
    await device.upload('OPERLOG', line);
    expect(await holds()).toBe(1);
  });

  it('in the code page of a Chinese menu, or of the operator’s choice', async () => {
    const chinese = await terminal(app, 'PAGE-1', 'options=all&language=83&pushver=2.4.1');
    const name = Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]);
    const row = (pin: string, bytes: Buffer) =>
      Buffer.concat([Buffer.from(`USER PIN=${pin}\tName=`), bytes, Buffer.from('\tPri=0')]);
    await chinese.upload('OPERLOG', row('6301', name));
    expect((await app.admin('GET', '/devices/PAGE-1/sync')).body.unknownUsers).toEqual([{ pin: '6301', name: '张三' }]);
    const arabic = await terminal(app, 'PAGE-2');
    const quirks = { codePage: 'windows-1256' };
    expect((await app.admin('PATCH', '/devices/PAGE-2', { quirks })).status).toBe(200);
    await arabic.upload('OPERLOG', row('6302', Buffer.from([0xda, 0xe3, 0xd1])));
    expect((await app.admin('GET', '/devices/PAGE-2/sync')).body.unknownUsers).toEqual([{ pin: '6302', name: 'عمر' }]);
    await app.admin('POST', '/devices/PAGE-2/commands', { command: 'DATA UPDATE USERINFO PIN=6302\tName=عمر' });
    const answer = await fetch(`${app.url}/iclock/getrequest?SN=PAGE-2`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.includes(Buffer.from([0x3d, 0xda, 0xe3, 0xd1, 0x0a]))).toBe(true);
  });
});

describe('other uploads', () => {
  it('a picture of a punch comes by cdata and by fdata, in bytes and in base64, and belongs to its punch', async () => {
    const device = await terminal(app, 'OTHER-1');
    await device.upload('ATTLOG', '71\t2024-03-05 08:01:22\t0\t15\t0\t0\t0\t0\t36.5');
    const head = (name: string) => `PIN=${name}\nSN=OTHER-1\nsize=${jpeg.length}\nCMD=uploadphoto\0`;
    const body = Buffer.concat([Buffer.from(head('20240305080122-71.jpg')), jpeg]);
    expect(await device.upload('ATTPHOTO', body)).toEqual([200, 'OK']);
    expect(await brief(device.post('/iclock/fdata?table=ATTPHOTO', body))).toEqual([200, 'OK']);
    const base64 = Buffer.from(`${head('20240305080130.jpg')}${jpeg.toString('base64')}`);
    expect(await brief(device.post('/iclock/fdata', base64))).toEqual([200, 'OK']);
    const kept = await app.sql(`SELECT kind, pin, name, size FROM event_photo WHERE sn = 'OTHER-1' ORDER BY id`);
    expect(kept).toEqual([
      { kind: 'snapshot', pin: '71', name: '20240305080122-71.jpg', size: jpeg.length },
      { kind: 'snapshot', pin: '', name: '20240305080130.jpg', size: jpeg.length },
    ]);
    expect(await brief(device.post('/iclock/fdata', 'no picture'))).toEqual([200, 'OK']);
  });

  it('errors, work codes, identity cards and unknown tables are kept', async () => {
    const device = await terminal(app, 'OTHER-2');
    const error = 'ERRORLOG ErrCode=D01E0001\tErrMsg=no face\tDataOrigin=cmd\tCmdId=123\tAdditional=e30=';
    expect(await device.upload('ERRORLOG', error)).toEqual([200, 'OK']);
    expect((await app.admin('GET', '/devices/OTHER-2/errors')).body.items).toMatchObject([{ code: 'D01E0001' }]);
    expect(await device.upload('OPERLOG', 'WORKCODE PIN=1\tCODE=5\tNAME=Office')).toEqual([200, 'OK: 1']);
    expect(await device.upload('IDCARD', 'IDCARD PIN=0\tIDNum=123\tName=Li')).toEqual([200, 'OK: 1']);
    expect(await device.upload('SOMETHING', 'any thing')).toEqual([200, 'OK']);
    expect(await brief(device.post('/iclock/strange', 'x'))).toEqual([200, 'OK']);
    expect(await brief(device.post('/iclock/cdata?FPImage=7_6.bmp&PIN=7&FID=6', Buffer.from([66, 77, 0, 1])))).toEqual([
      200,
      'OK',
    ]);
    const kept = await app.sql<{ table_name: string }>(
      `SELECT table_name FROM device_upload WHERE sn = 'OTHER-2' ORDER BY id`,
    );
    expect(kept.map(({ table_name: name }) => name)).toEqual(['workcode', 'idcard', 'something', 'unknown', 'fpimage']);
  });

  it('an identity card of somebody whom the terminal is to know is that person’s, and fills what is empty', async () => {
    const device = await terminal(app, 'CARD-1');
    await app.admin('POST', '/persons', { pin: '8201', name: 'Li' });
    await app.admin('PUT', '/attendance/areas/1/persons/8201');
    await app.admin('POST', '/persons', { pin: '8202', name: 'Wu' });
    const fields = 'SNNum=1\tIDNum=110101199003071234\tDNNum=2\tName=A\0da\tGender=2\tNation=1\tBirthday=19900307';
    const rows = ['8201', '8202'].map((pin) => `IDCARD PIN=${pin}\t${fields}\tValidInfo=2020010120300101\tAddress=x`);
    expect(await device.upload('IDCARD', rows.join('\n'))).toEqual([200, 'OK: 2']);
    expect((await app.admin('GET', '/persons/8201/identity-card')).body).toMatchObject({
      sn: 'CARD-1',
      snNum: '1',
      idNum: '110101199003071234',
      gender: '2',
      nation: '1',
      validInfo: '2020010120300101',
    });
    const filled = { name: 'Li', gender: 'F', birthday: '1990-03-07', certNumber: '110101199003071234' };
    expect((await app.admin('GET', '/persons/8201')).body).toMatchObject(filled);
    // The terminal does not know this person, so the card is kept as it came.
    expect((await app.admin('GET', '/persons/8202/identity-card')).status).toBe(404);
    const kept = await app.sql(`SELECT count::int FROM device_upload WHERE sn = 'CARD-1' AND table_name = 'idcard'`);
    expect(kept).toEqual([{ count: 1 }]);
  });

  it('packed rows are unpacked; a damaged pack is kept and acknowledged', async () => {
    const device = await terminal(app, 'OTHER-3');
    const rows = 'USER PIN=8001\tName=Zoe\nUSER PIN=8002\tName=Yan\n';
    expect(await device.upload('OPERLOG', gzipSync(rows), '&ContentType=tgz')).toEqual([200, 'OK: 2']);
    expect((await app.admin('GET', '/devices/OTHER-3/sync')).body.unknownUsers).toEqual([
      { pin: '8001', name: 'Zoe' },
      { pin: '8002', name: 'Yan' },
    ]);
    expect(await device.upload('OPERLOG', Buffer.from([0x1f, 0x8b, 1, 2]), '&ContentType=tgz')).toEqual([200, 'OK']);
  });

  it('a question whether somebody counts is answered by who the area knows, where an operator wants it asked', async () => {
    const device = await terminal(app, 'VERIFY-1');
    const ask = (pin: string) =>
      brief(device.post('/iclock/cdata?type=PostVerifyData', `${pin}\t2024-03-05 08:00:00\t0\t15`));
    expect(await ask('8801')).toEqual([200, 'OK']);
    await app.admin('PATCH', '/devices/VERIFY-1', { quirks: { backgroundVerification: true } });
    expect((await device.contact()).get('PostSelfDefineDataType')).toBe('PostVerifyData');
    await app.api('POST', '/api/person/add', { pin: '8801' });
    expect(await ask('8801')).toEqual([200, 'FAILED']);
    expect((await app.admin('PUT', '/attendance/areas/1/persons/8801')).status).toBeLessThan(300);
    expect(await ask('8801')).toEqual([200, 'OK']);
    expect(await ask('8802')).toEqual([200, 'FAILED']);
    expect(await brief(device.post('/iclock/cdata?type=PostVerifyData', 'what'))).toEqual([200, 'FAILED']);
  });

  it('come by .aspx and edata, too', async () => {
    const device = await terminal(app, 'OTHER-4');
    expect(await brief(device.post('/iclock/CDATA.aspx?Table=ATTLOG', '9\t2024-03-05 08:01:22\t0\t1'))).toEqual([
      200,
      'OK: 1',
    ]);
    expect(await brief(device.post('/iclock/edata?table=ATTLOG', '9\t2024-03-05 08:01:23\t0\t1'))).toEqual([
      200,
      'OK: 1',
    ]);
    expect(await brieflyOf('OTHER-4')).toEqual(['2024-03-05 08:01:22 9', '2024-03-05 08:01:23 9']);
  });
});
