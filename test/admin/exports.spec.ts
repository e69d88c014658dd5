import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { XlsxWriter } from '../../src/admin/export/xlsx-writer.js';
import { adminToken, startApp, type TestApp } from '../support/app.js';
import { RawDevice } from '../support/raw-device.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1', DEVICE_APPROVAL: 'auto' }, isNoted: false });
  for (const site of ['north', 'south']) {
    await made('/areas', { code: site, name: site });
    await made('/departments', { code: site, name: site });
    // One that is silent for a while does not go offline: that would be an event, too.
    await made('/devices', { sn: `EXP-${site}`, name: site, areaCode: site, quirks: { requestDelay: 60 } });
  }
  await made('/persons', { pin: '1', name: '=1+1', lastName: 'O"Neill, Ada', deptCode: 'north', cardNo: '7001' });
  await made('/persons', {
    pin: '02',
    name: 'Two\nlines',
    lastName: '+34 600',
    deptCode: 'south',
    supplyCards: ['8', '9'],
  });
});
afterAll(() => app.stop());

async function made(path: string, body: object): Promise<void> {
  const { status, body: answer } = await app.admin('POST', path, body);
  expect([path, status, answer]).toEqual([path, 201, expect.anything()]);
}

const as = (secret: string) => ({ authorization: `Bearer ${secret}` });
const get = async (path: string, secret = adminToken) => {
  const answer = await fetch(`${app.url}/admin/v1/exports/${path}`, { headers: as(secret) });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const refused = async (path: string, secret = adminToken) => {
  const { status, bytes } = await get(path, secret);
  const { errors, permission } = JSON.parse(bytes.toString()) as {
    errors?: { field: string; message: string }[];
    permission?: string;
  };
  return { status, fields: errors?.map(({ field }) => field), permission, text: bytes.toString() };
};

async function signedIn(role: string, more: object = {}): Promise<string> {
  const password = 'a long password';
  const name = [role, ...Object.keys(more)].join(' ');
  await made('/operators', { name, role, password, ...more });
  const { body } = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  return body.token as string;
}

describe('an exported list', () => {
  it('is CSV that Excel opens, and in which nothing is calculated', async () => {
    const { status, headers, bytes } = await get(
      'persons.csv?columns=pin,name,lastName,supplyCards,birthday,isDisabled',
    );
    expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'attachment; filename="persons.csv"',
    ]);
    expect(bytes.toString()).toBe(
      '\ufeffpin,name,lastName,supplyCards,birthday,isDisabled\r\n' +
        `02,"Two\nlines",'+34 600,"8,9",,false\r\n` +
        `1,'=1+1,"O""Neill, Ada",,,false\r\n`,
    );
  });

  it('is a workbook with the same cells, texts as texts', async () => {
    const { headers, bytes } = await get('persons.xlsx?columns=pin,name,lastName,privilege,isDisabled&q=1');
    expect(headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(await readSheet(bytes)).toEqual([
      ['pin', 'name', 'lastName', 'privilege', 'isDisabled'],
      ['1', '=1+1', 'O"Neill, Ada', 0, false],
    ]);
  });

  it('goes on over a second sheet, with the headings, and leaves out what XML cannot say', async () => {
    const writer = new XlsxWriter(3);
    const parts = [
      writer.rows([['a', 'b']]),
      writer.rows([
        ['1', 2],
        ['<&>\u0001', -3],
      ]),
      writer.rows([['é', null]]),
    ];
    const bytes = Buffer.concat([...parts, writer.end()]);
    expect(await readSheet(bytes, 1)).toEqual([
      ['a', 'b'],
      ['1', 2],
      ['<&>\ufffd', -3],
    ]);
    expect(await readSheet(bytes, 2)).toEqual([
      ['a', 'b'],
      ['é', null],
    ]);
  });

  it('holds what the filters of the list select, and its columns in the order that is asked for', async () => {
    const device = new RawDevice(app, 'EXP-north');
    await device.get('/iclock/cdata?options=all&DeviceType=acc');
    for (const [index, pin] of ['1', '02'].entries())
      await device.post(
        '/iclock/cdata?table=rtlog',
        `time=2026-05-01 08:0${index}:00\tpin=${pin}\tcardno=7001\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=${index + 1}\n`,
      );
    const rows = async (query: string) => (await get(`events.csv?columns=eventTime,pin&${query}`)).bytes.toString();
    const head = '\ufeffeventTime,pin\r\n';
    expect(await rows('pin=1')).toBe(`${head}2026-05-01 08:00:00,1\r\n`);
    expect(await rows('sn=EXP-north')).toBe(`${head}2026-05-01 08:01:00,02\r\n2026-05-01 08:00:00,1\r\n`);
    expect(await rows('sn=EXP-south')).toBe(head);
    const [first = ''] = (await get('events.csv')).bytes.toString().split('\r\n');
    expect(first.split(',')).toEqual(expect.arrayContaining(['eventTime', 'eventName', 'doorName', 'outcome']));
  });

  const firstOfMay = 'from=2026-05-01&to=2026-05-01';
  it.each(['events', 'persons', 'visits', 'audit', 'commands', 'inside', 'alarms', 'attendance'])(
    'is there for %s in both forms',
    async (list) => {
      for (const format of ['csv', 'xlsx']) {
        const { status, bytes } = await get(`${list}.${format}${list === 'attendance' ? `?${firstOfMay}` : ''}`);
        expect([status, bytes.length > 10]).toEqual([200, true]);
      }
    },
  );

  it('holds alarms by their filters, and in words of others no formula', async () => {
    for (const site of ['north', 'south'])
      await app.sql(
        `INSERT INTO alarm (kind, place, code, params, priority, sn, count, first_at, last_at)
         VALUES ('syncFailed', 'EXP-${site}', 'syncFailed', '{}', 4, 'EXP-${site}', 1, '2026-05-01T08:00:00Z', '2026-05-01T08:00:00Z')`,
      );
    await app.sql(`UPDATE device SET name = '=south' WHERE sn = 'EXP-south'`);
    const rows = async (query: string, secret = adminToken) =>
      (await get(`alarms.csv?columns=kind,sn,deviceName,firstAt${query}`, secret)).bytes.toString();
    const head = '\ufeffkind,sn,deviceName,firstAt\r\n';
    expect(await rows('&areaCode=south')).toBe(`${head}syncFailed,EXP-south,'=south,2026-05-01T08:00:00.000Z\r\n`);
    expect(await rows('&priority=1')).toBe(head);
    const secret = await signedIn('operator', { areaCodes: ['north'] });
    expect(await rows('', secret)).toBe(`${head}syncFailed,EXP-north,north,2026-05-01T08:00:00.000Z\r\n`);
  });

  it('holds the days of a sheet, of departments that the caller sees', async () => {
    const rows = async (query: string, secret = adminToken) =>
      (await get(`attendance.csv?columns=pin,name,date,punches&${query}`, secret)).bytes.toString();
    const head = '\ufeffpin,name,date,punches\r\n';
    expect(await rows(firstOfMay)).toBe(`${head}02,"Two\nlines",2026-05-01,0\r\n1,'=1+1,2026-05-01,0\r\n`);
    expect(await rows(`${firstOfMay}&deptCode=south`)).toBe(`${head}02,"Two\nlines",2026-05-01,0\r\n`);
    const secret = await signedIn('operator', { departmentCodes: ['north'] });
    expect(await rows(firstOfMay, secret)).toBe(`${head}1,'=1+1,2026-05-01,0\r\n`);
    expect(await refused(`attendance.csv?${firstOfMay}`, await signedIn('installer'))).toMatchObject({ status: 403 });
    expect(await refused('attendance.csv?from=2026-05-01&to=2026-07-01')).toMatchObject({ status: 400 });
  });

  it('holds who is inside, with the zone', async () => {
    await made('/zones', { id: 'lab', code: 'lab', name: 'Lab' });
    await made('/zones', { id: 'yard', code: 'yard', name: 'Yard' });
    for (const zone of ['lab', 'yard']) expect((await app.admin('PUT', `/zones/${zone}/persons/1`)).status).toBe(204);
    const rows = async (query: string) =>
      (await get(`inside.csv?columns=zoneName,pin${query}`)).bytes.toString().trim().split('\r\n').slice(1);
    expect(await rows('')).toEqual(['Lab,1', 'Yard,1']);
    expect(await rows('&zoneId=yard')).toEqual(['Yard,1']);
  });

  it('names what it does not know: filters, columns, pages, forms', async () => {
    const cases: [string, string][] = [
      ['persons.csv?colour=red', 'colour'],
      ['persons.csv?columns=pin,shoeSize', 'columns'],
      ['persons.csv?columns=pin&columns=shoeSize', 'columns'],
      ['persons.csv?q=1&q=2', 'q'],
      ['events.csv?level=7', 'level'],
      ['events.csv?order=newest', 'order'],
      ['events.csv?wait=25', 'wait'],
      ['audit.csv?limit=5', 'limit'],
      ['commands.csv?cursor=abc', 'cursor'],
      ['persons.ods', 'format'],
      ['persons.constructor', 'format'],
      ['inside.csv?pin=1', 'pin'],
    ];
    for (const [path, field] of cases) {
      const { status, fields, text } = await refused(path);
      expect([path, status, [...new Set(fields)]]).toEqual([path, 400, [field]]);
      expect(text).toContain(path.startsWith('persons.csv?columns') ? 'shoeSize' : field);
    }
    expect((await get('nothing.csv')).status).toBe(404);
  });

  it('holds more than a page, each row once', async () => {
    await app.sql(
      `INSERT INTO person (id, pin, name, department_id)
       SELECT 'many' || n, 'many' || n, 'Many', (SELECT id FROM department WHERE code = 'south') FROM generate_series(1, 2500) n`,
    );
    const { bytes } = await get('persons.csv?name=Many&columns=pin');
    const pins = bytes.toString().trim().split('\r\n').slice(1);
    expect([pins.length, new Set(pins).size]).toEqual([2500, 2500]);
    expect(await readSheet((await get('persons.xlsx?name=Many&columns=pin')).bytes)).toHaveLength(2501);
  });

  it('is for those who may export, of lists that they may read', async () => {
    const reception = await signedIn('reception');
    expect((await get('visits.csv', reception)).status).toBe(200);
    expect(await refused('persons.csv', reception)).toMatchObject({ status: 403, permission: 'export' });
    const operator = await signedIn('operator');
    expect((await get('persons.csv', operator)).status).toBe(200);
    expect(await refused('audit.csv', operator)).toMatchObject({ status: 403, permission: 'audit' });
    expect((await get('audit.csv', await signedIn('auditor'))).status).toBe(200);
    expect(await refused('visits.csv', await signedIn('guard'))).toMatchObject({
      status: 403,
      permission: 'export.visit',
    });
  });

  it('shows an operator of a part of the site that part', async () => {
    const secret = await signedIn('operator', { areaCodes: ['north'], departmentCodes: ['north'] });
    expect((await get('persons.csv?columns=pin', secret)).bytes.toString()).toBe('\ufeffpin\r\n1\r\n');
    expect((await get('events.csv?columns=pin', secret)).bytes.toString()).toBe(
      '\ufeffpin\r\n""\r\n1\r\n'.replace('""', ''),
    );
    expect((await get('events.csv?sn=EXP-south', secret)).status).toBe(404);
  });

  it('is noted in the audit log, with its filters', async () => {
    await get('persons.csv?q=noted&columns=pin');
    const { body } = await app.admin('GET', '/audit?limit=1');
    expect(body.items[0]).toMatchObject({
      action: 'GET /admin/v1/exports/persons.:format',
      detail: { format: 'csv', q: 'noted', columns: 'pin' },
    });
  });

  it('is one of two at a time; who goes away makes room', async () => {
    // More than the sockets between hold: the two are not over before they are read.
    await app.sql(`UPDATE person SET email = repeat('x', 20000) WHERE name = 'Many'`);
    const path = `${app.url}/admin/v1/exports/persons.csv?name=Many`;
    const gone = new AbortController();
    const open = () => fetch(path, { headers: as(adminToken), signal: gone.signal });
    const [one, two] = [await open(), await open()];
    expect([one.status, two.status]).toEqual([200, 200]);
    const third = await fetch(path, { headers: as(adminToken) });
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '5']);
    gone.abort();
    await expect.poll(async () => (await get('persons.csv?name=Nobody')).status, { timeout: 60_000 }).not.toBe(429);
  });
});
