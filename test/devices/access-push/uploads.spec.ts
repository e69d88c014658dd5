import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grant } from '../../support/grant.js';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, registryCode, type RawDevice } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const upload = (device: RawDevice, table: string, count: number | string, body: string | Buffer) =>
  brief(device.post(`/iclock/cdata?table=tabledata&tablename=${table}&count=${count}`, body));

const row = (fields: Record<string, string>) =>
  `user ${Object.entries({
    uid: '5',
    cardno: '',
    pin: '4',
    password: '',
    group: '1',
    starttime: '0',
    endtime: '0',
    name: '',
    privilege: '0',
    disable: '0',
    verify: '0',
    ...fields,
  })
    .map(([key, value]) => `${key}=${value}`)
    .join('\t')}`;

const unknownUsers = async (sn: string) =>
  (await app.admin('GET', `/devices/${sn}/sync`)).body.unknownUsers as { pin: string; name: string }[];

const person = async (pin: string) => (await app.api('GET', `/api/person/get/${pin}`)).body.data;

// covers requests: POST cdata user
describe('users that a device reports', () => {
  it("are acknowledged with their count: the manual's example (7.5)", async () => {
    const device = await approved(app, '3383154200002');
    expect(
      await upload(
        device,
        'user',
        1,
        'user uid=5\tcardno=\tpin=4\tpassword=\tgroup=1\tstarttime=0\tendtime=0\tname=\tprivilege=0\tdisable=0\tverify=0',
      ),
    ).toEqual([200, 'user=1']);
    expect(await unknownUsers('3383154200002')).toEqual([{ pin: '4', name: '' }]);
  });

  it('are listed where nobody knows them, several rows in one body, names in GB18030 too', async () => {
    const device = await approved(app, 'USERS-1');
    const gb = Buffer.concat([
      Buffer.from('user uid=1\tpin=81\tname='),
      Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]),
      Buffer.from('\r\nuser uid=2\tpin=82\tname=B b\n'),
    ]);
    expect(await upload(device, 'user', 2, gb)).toEqual([200, 'user=2']);
    expect(await unknownUsers('USERS-1')).toEqual([
      { pin: '81', name: '张三' },
      { pin: '82', name: 'B b' },
    ]);
  });

  it('fill what is empty here, never clear, never replace, never grant', async () => {
    const device = await approved(app, 'USERS-2');
    await registryCode(device, '~DeviceName=C3,MachineType=8,LockCount=1');
    await app.api('POST', '/api/person/add', { pin: '701' });
    await app.api('POST', '/api/person/add', { pin: '702', name: 'Bob', cardNo: '7020' });
    await app.api('POST', '/api/person/add', { pin: '703', name: 'Cem' });
    for (const pin of ['701', '702', '703']) await grant(app, pin, 'USERS-2');
    const rows = [
      row({ pin: '701', name: 'Ann', cardno: '7010', privilege: '14', password: '1234' }),
      row({ pin: '702', name: 'Robert', cardno: '9999' }),
      row({ pin: '703', name: '', cardno: '7020' }),
      row({ pin: '704', name: 'Nobody', cardno: '7040' }),
    ];
    expect(await upload(device, 'user', 4, rows.join('\n'))).toEqual([200, 'user=4']);
    expect(await person('701')).toMatchObject({ name: 'Ann', cardNo: '7010' });
    expect(await person('702')).toMatchObject({ name: 'Bob', cardNo: '7020' });
    expect((await person('703')).name).toBe('Cem');
    expect((await person('703')).cardNo ?? '').toBe('');
    expect((await app.api('GET', '/api/person/get/704')).body.code).toBe(-22);
    expect(await app.sql('SELECT 1 FROM acc_level_person')).toHaveLength(3);
    expect((await unknownUsers('USERS-2')).map(({ pin }) => pin)).toContain('704');
    expect(await upload(device, 'user', 1, row({ pin: '701', name: '', cardno: '' }))).toEqual([200, 'user=1']);
    expect(await person('701')).toMatchObject({ name: 'Ann', cardNo: '7010' });
  });

  it('a bracketed card is read from its lowest byte', async () => {
    const device = await approved(app, 'USERS-3');
    await app.api('POST', '/api/person/add', { pin: '705' });
    await grant(app, '705', 'USERS-3');
    expect(await upload(device, 'user', 1, row({ pin: '705', cardno: '[15CD5B07]' }))).toEqual([200, 'user=1']);
    expect((await person('705')).cardNo).toBe('123456789');
  });

  it('an impossible row does not come again: numbers too large, no pin, pins too long, NUL', async () => {
    const device = await approved(app, 'USERS-4');
    const rows = [
      row({ pin: '711', privilege: '99999999999', group: '99999999999', name: 'Large' }),
      row({ pin: '712', cardno: '9'.repeat(200), starttime: '99999999999', endtime: '20241301' }),
      row({ pin: '', name: 'No pin' }),
      row({ pin: '7'.repeat(200), name: 'N'.repeat(5_000) }),
      row({ pin: '713', name: 'N\0ul' }),
      'nothing',
    ];
    expect(await upload(device, 'user', 6, rows.join('\n'))).toEqual([200, 'user=6']);
    const pins = (await unknownUsers('USERS-4')).map(({ pin }) => pin);
    expect(pins).toEqual(expect.arrayContaining(['711', '712', '713']));
    expect(await app.sql(`SELECT count FROM device_upload WHERE sn = 'USERS-4'`)).toEqual([{ count: 3 }]);
    await app.api('POST', '/api/person/add', { pin: '714' });
    await grant(app, '714', 'USERS-4');
    const card = row({ pin: '714', name: 'Dora', cardno: '99999999999999999999' });
    expect(await upload(device, 'user', 1, card)).toEqual([200, 'user=1']);
    expect((await person('714')).name).toBe('Dora');
    expect((await person('714')).cardNo ?? '').toBe('');
  });

  it('a password is kept sealed until an operator takes it over', async () => {
    const device = await approved(app, 'USERS-5');
    await upload(device, 'user', 1, row({ pin: '721', password: 'hushhush' }));
    expect(await app.sql(`SELECT has_password FROM device_user WHERE sn = 'USERS-5'`)).toEqual([
      { has_password: true },
    ]);
    expect(await holding('hushhush')).toEqual([]);
  });

  it('firmware that wants a plain OK gets it', async () => {
    const device = await approved(app, 'USERS-6');
    await app.sql(`UPDATE device SET quirks = '{"plainOk.user": true}' WHERE sn = 'USERS-6'`);
    await device.post('/iclock/cdata?table=options', 'A=1');
    expect(await upload(device, 'user', 1, row({ pin: '731' }))).toEqual([200, 'OK']);
    expect(await upload(device, 'errorlog', 1, 'errorlog errcode=1')).toEqual([200, 'errorlog=1']);
  });
});

/** Tables that contain the text anywhere, as text or as bytes. */
async function holding(text: string): Promise<string[]> {
  const tables = await app.sql<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await app.sql(`SELECT 1 FROM "${name}" t WHERE t::text LIKE $1 OR t::text LIKE $2 LIMIT 1`, [
      `%${text}%`,
      `%${Buffer.from(text).toString('hex')}%`,
    ]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe('uploads that stay with the device, or that nobody takes apart', () => {
  const template =
    'templatev10 size=1024\tuid=5\tpin=4\tfingerid=1\tvalid=1\ttemplate=U1NDRVRURU1QTEFURVNFQ1JFVA==\tresverd=\tendtag=';

  it('are acknowledged with their own name and count, kept once and readable by nobody', async () => {
    const device = await approved(app, 'RAWTABLE-1');
    for (let n = 0; n < 3; n++)
      expect(await upload(device, 'templatev10', 1, template)).toEqual([200, 'templatev10=1']);
    expect(await app.sql(`SELECT pin, bio_type, no FROM device_template WHERE sn = 'RAWTABLE-1'`)).toEqual([
      { pin: '4', bio_type: 1, no: 1 },
    ]);
    expect(await upload(device, 'BioPhoto', 2, 'biophoto pin=4\tfilename=4.jpg\ttype=9\tsize=4\tcontent=QUJD')).toEqual(
      [200, 'BioPhoto=2'],
    );
    expect(await holding('U1NDRVRURU1QTEFURVNFQ1JFVA')).toEqual([]);
    expect(await holding('QUJD')).toEqual([]);
  });

  it('also under names that nobody has heard of, and without a count', async () => {
    const device = await approved(app, 'RAWTABLE-2');
    expect(await upload(device, 'futuretable', 12, 'futuretable a=1')).toEqual([200, 'futuretable=12']);
    const terminal = await approved(app, 'RAWTABLE-2A');
    expect(await brief(terminal.post('/iclock/cdata?table=ATTPHOTO', 'PIN=1'))).toEqual([200, 'OK']);
    expect(await upload(device, 'identitycard', 'many', 'identitycard pin=1')).toEqual([200, 'OK']);
    expect(await upload(device, 'x%00y', 1, 'a=1')).toEqual([200, 'xy=1']);
    expect(await brief(device.post('/iclock/cdata', 'a=1'))).toEqual([200, 'OK']);
    const kept = await app.sql<{ table_name: string }>(
      `SELECT table_name FROM device_upload WHERE sn LIKE 'RAWTABLE-2%' ORDER BY id`,
    );
    expect(kept.map(({ table_name }) => table_name)).toEqual(['futuretable', 'attphoto', 'xy', 'unknown']);
  });

  it('a large photo comes through whole', async () => {
    const device = await approved(app, 'RAWTABLE-3');
    const photo = `biophoto pin=4\tcontent=${'A'.repeat(8_000_000)}`;
    expect(await upload(device, 'biophoto', 1, photo)).toEqual([200, 'biophoto=1']);
  });
});

describe('error logs', () => {
  it("are kept once each: the manual's example (7.12)", async () => {
    const device = await approved(app, '5165181600015');
    const line = 'errorlog errcode=D01E0001\terrmsg=\tdataorigin=cmd\tcmdid=123\tadditional=';
    for (let n = 0; n < 2; n++) expect(await upload(device, 'errorlog', 1, line)).toEqual([200, 'errorlog=1']);
    expect(
      await upload(
        device,
        'errorlog',
        2,
        `${line}\n${line.replace('D01E0001', 'D01E0002').replace('errmsg=', 'errmsg=full')}`,
      ),
    ).toEqual([200, 'errorlog=2']);
    const { items } = (await app.admin('GET', '/devices/5165181600015/errors')).body;
    expect(items.map(({ code, meaning }: { code: string; meaning: string }) => [code, meaning])).toEqual([
      ['D01E0002', 'the face is covered'],
      ['D01E0001', 'no face was found'],
    ]);
    expect(
      await app.sql(
        `SELECT code, message, origin, command_id, additional FROM device_error WHERE sn = '5165181600015' ORDER BY id`,
      ),
    ).toEqual([
      { code: 'D01E0001', message: '', origin: 'cmd', command_id: '123', additional: '' },
      { code: 'D01E0002', message: 'full', origin: 'cmd', command_id: '123', additional: '' },
    ]);
  });
});

// covers requests: POST cdata table=rtstate
describe('states of doors', () => {
  it("the manual's example (7.3), and what another report changes", async () => {
    const device = await approved(app, 'DOORS-1');
    await registryCode(device, '~DeviceName=F20/M,MachineType=101,LockCount=1,ReaderCount=2');
    const state = (body: string) => brief(device.post('/iclock/cdata?table=rtstate', body));
    const rows = () => app.sql(`SELECT s.sensor, s.relay, s.alarm FROM door_state s WHERE s.sn = 'DOORS-1'`);
    expect(await state('time=2017-01-10 15:42:40\tsensor=00\trelay=00\talarm=0200000000000000')).toEqual([200, 'OK']);
    expect(await rows()).toEqual([{ sensor: 0, relay: 0, alarm: 2 }]);
    expect(await state('time=2017-01-10 15:42:41\tsensor=02\trelay=01\talarm=1100000000000000')).toEqual([200, 'OK']);
    expect(await rows()).toEqual([{ sensor: 2, relay: 1, alarm: 17 }]);
  });
});
