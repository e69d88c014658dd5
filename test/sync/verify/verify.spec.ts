import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type Answer, type TestApp } from '../../support/app.js';
import { counted as usersCounted } from '../../support/panels.js';
import { approved, brief, registryCode, type RawDevice } from '../../support/raw-device.js';
import { verified } from '../../support/verified.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const controller = 'DeviceType=acc,MachineType=10,LockCount=2,~UserCount=0';

/** What changed something on a device, by serial number, since it was last asked for. */
const changes = new Map<string, string[]>();

/** Answers a command as done. */
async function done(raw: RawDevice, text: string): Promise<void> {
  const [, id = '', command = ''] = /^C:(\d+):([\s\S]*)$/.exec(text) ?? [];
  if (/^DATA (UPDATE|DELETE)/.test(command)) changes.set(raw.sn, [...(changes.get(raw.sn) ?? []), command]);
  await usersCounted(app, raw, id, command);
  await raw.result(`ID=${id}&Return=0&CMD=DATA`);
}

/**
 * Answers everything until the device is in this state.
 * @returns the commands that changed something since the last call, in order
 */
async function served(raw: RawDevice, stands: object = { inSync: true }): Promise<string[]> {
  await expect
    .poll(async () => {
      for (let text = await raw.poll(); text !== 'OK'; text = await raw.poll()) await done(raw, text);
      return (await app.admin('GET', `/devices/${raw.sn}`)).body.sync;
    })
    .toMatchObject(stands);
  const texts = changes.get(raw.sn) ?? [];
  changes.delete(raw.sn);
  return texts;
}

const oneUnknown = {
  inSync: false,
  reason: 'it holds 1 user that Postern did not give it: it may open doors',
};

/** A controller that holds two people, each with a card and one door at any time. */
async function site(sn: string, options = controller): Promise<RawDevice> {
  const raw = await approved(app, sn);
  await registryCode(raw, options);
  const [door] = (await app.admin('GET', `/doors?sn=${sn}`)).body.items;
  const level = await app.admin('POST', '/access-levels', { name: sn, doorIds: [door.id] });
  for (const [pin, name] of [
    ['1', 'Ada'],
    ['2', 'Bob'],
  ] as const) {
    const body = {
      pin: `${pin}${sn.replace(/\D/g, '')}`,
      name,
      cardNo: `9${pin}${sn.replace(/\D/g, '')}`,
      personPwd: '',
    };
    expect((await app.api('POST', '/api/person/add', { ...body, accLevelIds: level.body.id })).body.code).toBe(0);
  }
  await served(raw);
  return raw;
}

const verify = (sn: string, body: object = {}): Promise<Answer> => verified(app, sn, body);

/** The next question to the device; everything else is answered. */
async function asked(raw: RawDevice, form: RegExp): Promise<string> {
  let found: string | undefined;
  await expect
    .poll(async () => {
      const text = await raw.poll();
      found = form.exec(text)?.[1];
      if (found === undefined && text !== 'OK') await done(raw, text);
      return found;
    })
    .toBeDefined();
  return found ?? '';
}

async function counts(raw: RawDevice, table: string, count: number): Promise<void> {
  const id = await asked(raw, new RegExp(`^C:(\\d+):DATA COUNT ${table}$`));
  const place = `/iclock/querydata?type=count&cmdid=${id}&tablename=${table}&count=1&packcnt=1&packidx=1`;
  expect(await brief(raw.post(place, `${table}=${count}`))).toEqual([200, 'OK']);
  await raw.result(`ID=${id}&Return=0&CMD=DATA COUNT`);
}

async function tells(raw: RawDevice, table: string, rows: readonly string[], filter = '*'): Promise<void> {
  const id = await asked(
    raw,
    new RegExp(`^C:(\\d+):DATA QUERY tablename=${table},fielddesc=\\*,filter=${filter.replace('*', '\\*')}$`),
  );
  const place = `/iclock/querydata?type=tabledata&cmdid=${id}&tablename=${table}&count=${rows.length}&packcnt=1&packidx=1`;
  if (rows.length > 0) {
    expect(await brief(raw.post(place, rows.map((row) => `${table} ${row}\r\n`).join('')))).toEqual([
      200,
      `${table}=${rows.length}`,
    ]);
  }
  await raw.result(`ID=${id}&Return=${rows.length}&CMD=DATA QUERY`);
}

async function refuses(raw: RawDevice, table: string, code: number): Promise<void> {
  const id = await asked(raw, new RegExp(`^C:(\\d+):DATA QUERY tablename=${table},`));
  await raw.result(`ID=${id}&Return=${code}&CMD=DATA QUERY`);
}

const user = (pin: string, name: string, card: string) =>
  `uid=1\tcardno=${card}\tpin=${pin}\tpassword=\tgroup=0\tstarttime=0\tendtime=0\tname=${name}\tprivilege=0\tdisable=0\tverify=0`;
const always =
  'timezoneid=1\t' +
  ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'hol1', 'hol2', 'hol3']
    .flatMap((day) => [1, 2, 3].map((slot) => `${day}time${slot}=${slot === 1 ? 2359 : 0}`))
    .join('\t');
const right = (pin: string, doors: number) => `pin=${pin}\tauthorizetimezoneid=1\tauthorizedoorid=${doors}`;

const table = ({ body }: Answer, name: string) => body.tables.find((one: { table: string }) => one.table === name);

describe('what a device holds', () => {
  it('is counted, or compared row by row if the device cannot count', async () => {
    const raw = await site('V101');
    const answer = verify('V101');
    await counts(raw, 'user', 2);
    await refuses(raw, 'timezone', -100);
    await tells(raw, 'userauthorize', [right('1101', 1), right('2101', 1)]);
    const { status, body } = await answer;
    expect(status).toBe(200);
    expect(body).toMatchObject({
      sn: 'V101',
      status: 'done',
      repair: 'none',
      user: { device: 2, ledger: 2, difference: 0 },
    });
    expect(body.command.text).toBe('DATA COUNT user');
    expect(
      body.tables.map(({ table, status, device, ledger }: Record<string, unknown>) => [table, status, device, ledger]),
    ).toEqual([
      ['user', 'matches', 2, 2],
      ['timezone', 'cannotVerify', null, null],
      ['userauthorize', 'matches', 2, 2],
    ]);
    expect(table(await answer, 'timezone')).toMatchObject({ returnCode: -100, returnMeaning: 'no such table' });
    expect((await app.admin('GET', `/devices/V101/verifications/${body.id}`)).body).toEqual(body);
    expect((await app.admin('GET', '/devices/V101/verifications')).body).toEqual({ items: [body], nextCursor: null });
  });

  it('is compared where the number differs: missing, too much, different; values are not shown', async () => {
    const raw = await site('V102');
    const answer = verify('V102', { tables: undefined });
    await counts(raw, 'user', 3);
    await tells(raw, 'user', [
      user('1102', 'Adelheid', '91102'),
      user('7777', 'Mallory', '666'),
      user('8888', 'Eve', ''),
    ]);
    await refuses(raw, 'timezone', -629);
    await tells(raw, 'userauthorize', [right('1102', 3), right('7777', 15)]);
    const told = await answer;
    expect(table(told, 'user')).toMatchObject({
      status: 'differs',
      device: 3,
      ledger: 2,
      missing: ['Pin=2102'],
      extra: ['Pin=7777', 'Pin=8888'],
      different: [{ key: 'Pin=1102', columns: ['Name'] }],
      totals: { missing: 1, extra: 2, different: 1 },
      pending: 0,
      repaired: 0,
    });
    expect(table(told, 'userauthorize')).toMatchObject({
      missing: ['Pin=2102\tAuthorizeTimezoneId=1'],
      extra: ['Pin=7777\tAuthorizeTimezoneId=1'],
      different: [{ key: 'Pin=1102\tAuthorizeTimezoneId=1', columns: ['AuthorizeDoorId'] }],
    });
    expect(told.text).not.toMatch(/Adelheid|Mallory|666/);
    expect((await app.admin('GET', '/devices/V102')).body.sync).toMatchObject({
      inSync: false,
      reason: 'it holds 2 users that Postern did not give it: they may open doors',
    });
  });

  it('missing and different rows are sent again on request, and nothing else', async () => {
    const raw = await site('V103');
    const answer = verify('V103', { tables: ['user', 'userauthorize'], repair: 'missing' });
    await counts(raw, 'user', 2);
    await tells(raw, 'user', [user('1103', 'Ada', '1'), user('7777', 'Mallory', '666')]);
    await tells(raw, 'userauthorize', [right('1103', 1), right('7777', 15)]);
    await answer;
    const texts = await served(raw, oneUnknown);
    expect(table(await answer, 'user')).toMatchObject({ missing: ['Pin=2103'], repaired: 2 });
    expect(table(await answer, 'userauthorize')).toMatchObject({
      missing: ['Pin=2103\tAuthorizeTimezoneId=1'],
      repaired: 1,
    });
    const rows = texts.flatMap((text) => text.split('\n')).sort();
    expect(rows.filter((row) => row.startsWith('DATA DELETE'))).toEqual([]);
    expect(rows.join('\n')).toContain('CardNo=91103\tPin=1103');
    expect(rows.join('\n')).toContain('CardNo=92103\tPin=2103');
    expect(rows.join('\n')).toContain('Pin=2103\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1');
    expect(rows.join('\n')).not.toContain('7777');
  });

  it('an extra door is deleted before the right is given again', async () => {
    const raw = await site('V104');
    const answer = verify('V104', { tables: ['userauthorize'], repair: 'missing' });
    await tells(raw, 'userauthorize', [right('1104', 3), right('2104', 1)]);
    expect((await answer).body.tables[0]).toMatchObject({ repaired: 1, different: [{ columns: ['AuthorizeDoorId'] }] });
    expect(await served(raw)).toEqual([
      'DATA DELETE userauthorize Pin=1104',
      'DATA UPDATE userauthorize Pin=1104\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1',
    ]);
  });

  it('extra rights of known people are deleted with "all"; unknown people only on request', async () => {
    const raw = await site('V105');
    await app.api('POST', '/api/person/add', { pin: '3105', name: 'Cem' });
    const rows = [
      user('1105', 'Ada', '91105'),
      user('2105', 'Bob', '92105'),
      user('3105', 'Cem', ''),
      user('7777', 'Mallory', '666'),
    ];
    const rights = [right('1105', 1), right('2105', 1), right('3105', 1), right('7777', 15)];
    const tables = ['user', 'userauthorize'];
    const first = verify('V105', { tables, repair: 'all' });
    await counts(raw, 'user', 4);
    await tells(raw, 'user', rows);
    await tells(raw, 'userauthorize', rights);
    expect((await first).body.tables.map(({ extra, repaired }: Record<string, unknown>) => [extra, repaired])).toEqual([
      [['Pin=3105', 'Pin=7777'], 1],
      [['Pin=3105\tAuthorizeTimezoneId=1', 'Pin=7777\tAuthorizeTimezoneId=1'], 1],
    ]);
    expect((await served(raw, oneUnknown)).sort()).toEqual([
      'DATA DELETE user Pin=3105',
      'DATA DELETE userauthorize Pin=3105',
    ]);
    const second = verify('V105', { tables, repair: 'all', removeUnknown: true });
    await counts(raw, 'user', 3);
    await tells(
      raw,
      'user',
      rows.filter((row) => !row.includes('3105')),
    );
    await tells(
      raw,
      'userauthorize',
      rights.filter((row) => !row.includes('3105')),
    );
    await second;
    expect((await served(raw)).sort()).toEqual(['DATA DELETE user Pin=7777', 'DATA DELETE userauthorize Pin=7777']);
  });

  it('passwords that the device does not show are no difference', async () => {
    const raw = await site('V106');
    await app.api('POST', '/api/person/add', { pin: '1106', personPwd: '4711' });
    await served(raw);
    const answer = verify('V106', { tables: ['user'] });
    await counts(raw, 'user', 2);
    await tells(raw, 'user', [
      user('1106', 'Ada', '91106'),
      user('2106', 'Bob', '92106').replace('password=', 'password=9'),
    ]);
    expect((await answer).body.tables[0].different).toEqual([{ key: 'Pin=2106', columns: ['Password'] }]);
  });

  it('time zones are read back as they were written', async () => {
    const raw = await site('V107');
    const answer = verify('V107', { tables: ['timezone'] });
    await tells(raw, 'timezone', [always]);
    expect((await answer).body.tables[0]).toMatchObject({ status: 'matches', device: 1, ledger: 1 });
    const again = verify('V107', { tables: ['timezone'] });
    await tells(raw, 'timezone', [always.replace('montime1=2359', 'montime1=1200')]);
    expect((await again).body.tables[0].different).toHaveLength(1);
  });

  it('a slow device may answer later; there is one comparison at a time', async () => {
    const raw = await site('V108');
    const { status, body } = await app.admin('POST', '/devices/V108/verify?wait=0', {});
    expect([status, body.status]).toEqual([202, 'running']);
    expect((await verify('V108')).body).toMatchObject({ type: 'urn:postern:conflict', id: body.id });
    await counts(raw, 'user', 2);
    await refuses(raw, 'timezone', -708);
    const id = await asked(raw, /^C:(\d+):DATA QUERY tablename=userauthorize,/);
    await app.admin('POST', `/commands/${id}/cancel`);
    await expect
      .poll(async () => (await app.admin('GET', `/devices/V108/verifications/${body.id}`)).body.status)
      .toBe('done');
    const told = await app.admin('GET', `/devices/V108/verifications/${body.id}`);
    expect(table(told, 'userauthorize').status).toBe('noAnswer');
  });

  it('a device that went away while it was to be compared for its new address is compared again', async () => {
    await site('V120');
    const sql = `SELECT id FROM verification WHERE sn = 'V120'`;
    await app.sql(`UPDATE device SET verify_due = true WHERE sn = 'V120'`);
    await expect.poll(async () => (await app.sql(sql)).length, { timeout: 60_000 }).toBe(1);
    const expire = `UPDATE command SET expires_at = clock_timestamp() WHERE sn = 'V120' AND status = 'queued'
      AND id = (SELECT command_id FROM verification WHERE sn = 'V120' ORDER BY id LIMIT 1)`;
    const again = async () => {
      await app.sql(expire);
      return (await app.sql(sql)).length;
    };
    await expect.poll(again, { timeout: 60_000 }).toBe(2);
    expect((await app.admin('GET', '/devices/V120')).body.sync).toMatchObject({ inSync: false });
  });

  it('rows may come after the result, and in several packages', async () => {
    const raw = await site('V109');
    const answer = verify('V109', { tables: ['userauthorize'] });
    const id = await asked(raw, /^C:(\d+):DATA QUERY tablename=userauthorize,/);
    await raw.result(`ID=${id}&Return=2&CMD=DATA QUERY`);
    const place = (part: number) =>
      `/iclock/querydata?type=tabledata&cmdid=${id}&tablename=userauthorize&count=1&packcnt=2&packidx=${part}`;
    await raw.post(place(2), `userauthorize ${right('2109', 1)}`);
    await raw.post(place(1), `userauthorize ${right('1109', 1)}`);
    expect((await answer).body.tables[0]).toMatchObject({ status: 'matches', device: 2 });
    expect(await app.sql('SELECT 1 FROM answer_rows')).toEqual([]);
    expect(await app.sql(`SELECT 1 FROM device_upload WHERE sn = 'V109'`)).toEqual([]);
  });

  it('templates go type by type, and whatever the firmware sends is filtered again', async () => {
    const raw = await site(
      'V112',
      `${controller},MultiBioDataSupport=0:1:0:0:0:0:0:0:0:1,MultiBioPhotoSupport=0:0:0:0:0:0:0:0:0:0,MultiBioVersion=0:10:0:0:0:0:0:0:0:58`,
    );
    const template = (pin: string, type: number, version: number, tmp: string) =>
      `pin=${pin}\tno=0\tindex=0\tvalid=1\tduress=0\ttype=${type}\tmajorver=${version}\tminorver=0\tformat=0\ttmp=${tmp}`;
    const rows = [template('1112', 1, 10, 'QUJD'), template('1112', 9, 58, 'REVG')];
    const upload = `/iclock/cdata?table=tabledata&tablename=biodata&count=2`;
    expect(await brief(raw.post(upload, rows.map((row) => `biodata ${row}`).join('\n')))).toEqual([200, 'biodata=2']);
    await expect
      .poll(() => app.sql(`SELECT 1 FROM ledger WHERE sn = 'V112' AND table_name = 'biodata'`))
      .toHaveLength(2);
    await served(raw);
    const answer = verify('V112', { tables: ['biodata'] });
    for (const type of [1, 9]) {
      const id = await asked(raw, new RegExp(`^C:(\\d+):DATA COUNT biodata Type=${type}$`));
      await raw.post(`/iclock/querydata?type=count&cmdid=${id}&tablename=biodata`, 'biodata=1');
      await raw.result(`ID=${id}&Return=0&CMD=DATA COUNT`);
      const changed = type === 9 ? rows.map((row) => row.replace('REVG', 'R0hJ')) : rows;
      await tells(raw, 'biodata', changed, `Type=${type}`);
    }
    const { tables } = (await answer).body;
    expect(tables.map(({ type, status, device }: Record<string, unknown>) => [type, status, device])).toEqual([
      [1, 'matches', 1],
      [9, 'differs', 1],
    ]);
    expect(tables[1].different).toEqual([{ key: 'Type=9\tPin=1112\tNo=0\tIndex=0', columns: ['Tmp'] }]);
  });

  it('a wrong request is refused with the name of the field', async () => {
    await site('V110');
    const field = async (body: object) => (await verify('V110', body)).body.errors?.[0]?.field;
    expect(await field({ tables: ['nonsense'] })).toBe('tables');
    expect(await field({ tables: ['rtlog'] })).toBe('tables');
    expect(await field({ tables: 'user' })).toBe('tables');
    expect(await field({ repair: 'some' })).toBe('repair');
    expect(await field({ removeUnknown: 'yes' })).toBe('removeUnknown');
    expect((await verify('NOBODY')).status).toBe(404);
    await approved(app, 'V111');
    expect((await verify('V111')).body.type).toBe('urn:postern:deviceOffline');
    expect((await app.admin('GET', '/devices/V110/verifications/1e9')).status).toBe(404);
  });
});
