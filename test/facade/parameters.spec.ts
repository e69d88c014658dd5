import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBody } from '../../src/platform/http/body-parser.js';
import { checkRange, dayOf, wallClock } from '../../src/facade/dates.js';
import { apiToken, startApp, type TestApp } from '../support/app.js';
import { refusalOf } from '../support/answers.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const send = (method: string, path: string, body: string | Buffer, type?: string) =>
  app.request(method, path, {
    body,
    headers: { access_token: apiToken, ...(type === undefined ? {} : { 'content-type': type }) },
  });

describe('bodies as clients send them', () => {
  const json = 'application/json';
  const form = 'application/x-www-form-urlencoded';
  it.each<[string, string, string | Buffer, object]>([
    ['null', json, 'null', {}],
    ['nothing, called JSON', json, '', {}],
    ['nothing, called a form', form, '', {}],
    ['a form called JSON', json, 'doorId=4028&interval=5', { doorId: '4028', interval: '5' }],
    ['a form', form, 'pins=1%2C2&name=A+B', { pins: '1,2', name: 'A B' }],
    ['a form with a name twice', form, 'pins=1&pins=2', { pins: ['1', '2'] }],
    ['JSON called text', 'text/plain', '{"pin":"7"}', { pin: '7' }],
    ['JSON called a form', form, '{"pin":"7"}', { pin: '7' }],
    ['a byte order mark', json, '\ufeff{"pin":"7"}', { pin: '7' }],
    ['Latin-1 bytes', json, Buffer.from('{"name":"Jos\xe9"}', 'latin1'), { name: 'José' }],
    ['UTF-8 bytes', json, '{"name":"José"}', { name: 'José' }],
    ['an object in one of its name', json, '{"department":{"code":"1"}}', { code: '1' }],
    ['content without braces, as printed', json, '"content": {"devSn":"7"}', { devSn: '7' }],
    ['a comma too many, as printed', json, '{"pin": "7",\n }', { pin: '7' }],
    ['content without braces and with a comma too many', json, '"content": {"devSn":"7",}', { devSn: '7' }],
    ['content beside others', json, '{"messageId":"1","content":{"id":"7"}}', { messageId: '1', id: '7' }],
    ['an array', json, '[{"pin":"7"}]', [{ pin: '7' }]],
    ['a form in Latin-1', form, 'name=Jos%E9+N', { name: 'José N' }],
    ['a form in UTF-8', form, 'name=Jos%C3%A9&empty=&=x&alone', { name: 'José', empty: '', '': 'x', alone: '' }],
    [
      'numbers of 64 bits',
      json,
      '{"cardNo":12345678901234567891,"name":"a\\"1234567890123456","n":[1,-2.5e3],"x":1.5000000000000000}',
      { cardNo: '12345678901234567891', name: 'a"1234567890123456', n: [1, -2500], x: 1.5 },
    ],
  ])('%s', (_, type, body, expected) => {
    expect(readBody(Buffer.from(body), type)).toEqual(expected);
  });

  it('a list as PHP and others write it, in a form, an address, and a form with parts', async () => {
    for (const pin of ['771', '772', '773']) await app.api('POST', '/api/person/add', { pin });
    const listed = async (path: string, body: string, type: string) =>
      ((await send('POST', `/api/person/getPersonList?${path}`, body, type)).body.data as { pin: string }[])
        .map(({ pin }) => pin)
        .sort();
    const page = 'pageNo=1&pageSize=10';
    expect(await listed('', `${page}&pins[]=771&pins[]=772`, form)).toEqual(['771', '772']);
    expect(await listed('', `${page}&pins%5B0%5D=771&pins%5B1%5D=773`, form)).toEqual(['771', '773']);
    expect(await listed(`${page}&pins[]=772`, '', form)).toEqual(['772']);
    expect(await listed(`${page}&Pins[0]=772&pins[1]=773`, 'null', json)).toEqual(['772', '773']);
    const part = (name: string, value: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const parts = `${part('pins[0]', '771')}${part('pins[1]', '772')}--x--\r\n`;
    expect(await listed(page, parts, 'multipart/form-data; boundary=x')).toEqual(['771', '772']);
    for (const pin of ['771', '772', '773']) await app.api('POST', `/api/person/delete/${pin}`);
  });

  it('a form with a file: its fields, and the file for calls that take one', async () => {
    const label = 'multipart/form-data; boundary=x';
    const part = (head: string, body: string) => `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
    const file = part('name="photo"; filename="a.txt"', 'bytes');
    const form = `${part('name="pin"', '77001')}${file}${part('name="name"', 'Zoë')}--x--\r\n`;
    expect((await send('POST', '/api/person/add', form, label)).body).toMatchObject({ code: 0 });
    expect((await app.api('GET', '/api/person/get/77001')).body.data).toMatchObject({ pin: '77001', name: 'Zoë' });
    const asText = `${part('name="pin"; filename="pin.txt"', '1')}--x--\r\n`;
    expect((await send('POST', '/api/person/add', asText, label)).body.code).toBe(-20);
  });

  it.each([
    ['no end', '--x\r\nContent-Disposition: form-data; name="pin"\r\n\r\n7'],
    ['no boundary in it', 'pin=7'],
    ['nothing', ''],
  ])('a form with %s is -1 in the envelope', async (_, form) => {
    for (const label of ['multipart/form-data; boundary=x', 'multipart/form-data']) {
      const { status, body } = await send('POST', '/api/person/add', form, label);
      expect([status, body.code < 0, body.data]).toEqual([200, true, null]);
    }
  });

  it.each([json, 'text/plain', 'image/png', undefined])(
    'what cannot be read is -1 in the envelope: %s',
    async (type) => {
      const { status, body } = await send('POST', '/api/person/add', '{"pin": ', type);
      expect(status).toBe(200);
      expect(body).toEqual(refusalOf(-1, 'the body cannot be read: JSON or a form is expected'));
    },
  );

  it.each(['json', 'weird', ';', 'application/', 'text'])('the content type %s counts as none', async (type) => {
    expect((await send('POST', '/api/person/add', '{}', type)).body.code).toBe(-20);
  });

  it('a client that sends far too much gets its answer, too', async () => {
    const { status, body } = await send('POST', '/api/person/add', '{'.padEnd(30 * 1024 * 1024) + '}', json);
    expect([status, body.code, body.data]).toEqual([200, -1, null]);
  });

  it('keeps every digit of a card that comes as a number', async () => {
    await send('POST', '/api/person/add', '{"pin": 64, "cardNo": 18446744073709551615}', json);
    expect((await app.api('GET', '/api/person/get/64')).body.data.cardNo).toBe('18446744073709551615');
  });

  it('replaces half a surrogate pair', async () => {
    expect((await send('POST', '/api/person/add', '{"pin":"65","name":"a\\ud800b"}', json)).body.code).toBe(0);
    expect((await app.api('GET', '/api/person/get/65')).body.data.name).toBe('a\ufffdb');
  });

  it('ten megabytes are the limit', async () => {
    const ofSize = (bytes: number) => send('POST', '/api/person/getPersonList', '{'.padEnd(bytes - 1) + '}', json);
    expect((await ofSize(10 * 1024 * 1024)).body.code).toBe(-92);
    const { status, body } = await ofSize(10 * 1024 * 1024 + 1);
    expect([status, body.code, body.data]).toEqual([200, -1, null]);
  });

  it('is a problem on the admin side', async () => {
    const { status, headers } = await app.request('POST', '/admin/v1/areas', {
      body: '{"code": ',
      headers: { authorization: 'Bearer test-admin-token-0123456789', 'content-type': json },
    });
    expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8']);
  });

  it('parameters come from the query, a form and JSON alike, under any case of their names', async () => {
    const add = async (n: number, ...[path, body, type]: [string, string, string]) => {
      expect((await send('POST', `/api/person/add${path}`, body, type)).body).toEqual({
        code: 0,
        message: 'success',
        data: null,
      });
      const { body: got } = await app.api('GET', `/api/person/get/${n}`);
      return got.data.name;
    };
    expect(await add(1, '?pin=1&name=Query', 'null', json)).toBe('Query');
    expect(await add(2, '', 'pin=2&name=Form', form)).toBe('Form');
    expect(await add(3, '?PIN=3', '{"NAME":"Json"}', json)).toBe('Json');
    expect(await add(4, '', 'pin=4&name=Mislabelled', json)).toBe('Mislabelled');
  });

  it.each([
    ['transaction/device?deviceSn=7', 0],
    ['transaction/device', -48],
    ['v2/transaction/device?deviceSn=7', 0],
    ['v2/transaction/device', -48],
    ['transaction/person?pin=7', 0],
    ['transaction/person', -20],
    ['v2/transaction/person?pin=7', 0],
    ['v2/transaction/person', -20],
    ['transaction/getById?id=7', -1],
  ])('what stands in the path may stand in the query: %s answers %i', async (path, code) => {
    const { status, body } = await app.api('GET', `/api/${path}`);
    expect([status, body.code]).toEqual([200, code]);
  });

  it('the envelope comes even without data, and for unknown paths', async () => {
    expect((await app.api('GET', '/api/no/such')).status).toBe(404);
    expect((await app.api('GET', '/api/no/such')).body).toMatchObject({ code: -1, data: null });
    for (const path of ['/api/accLevel/getByName/100%', `/api/person/get/${'7'.repeat(600)}`]) {
      const { status, body, headers } = await app.api('GET', path);
      expect([status, headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8']);
      expect(body).toEqual(refusalOf(-1, expect.any(String)));
    }
  });
});

describe('times as clients write them', () => {
  it.each([
    ['2024-05-31 08:30:00', 'start', '2024-05-31 08:30:00'],
    ['2024-05-31T08:30:00', 'start', '2024-05-31 08:30:00'],
    ['2024-05-31T08:30:00.000Z', 'start', '2024-05-31 08:30:00'],
    ['2024-05-31+08:30:00', 'start', '2024-05-31 08:30:00'],
    ['2024-05-31 08:30', 'end', '2024-05-31 08:30:00'],
    ['2023-1-13 18:00:00', 'start', '2023-01-13 18:00:00'],
    [' 2019-06-10', 'start', '2019-06-10 00:00:00'],
    ['2019-06-10', 'end', '2019-06-10 23:59:59'],
    ['Fri Aug 04 15:45:00 CST 2017', 'start', '2017-08-04 15:45:00'],
    ['', 'start', null],
  ] as const)('%s at the %s', (text, edge, expected) => {
    expect(wallClock(text, edge)).toBe(expected);
  });

  it.each([
    'yesterday',
    '0000-05-31',
    '2024-02-30',
    '2024-13-01',
    '2024-05-31 25:00:00',
    '2024-05-31 08:61:00',
    '1494467276539',
  ])('refuses %s', (text) => {
    expect(() => wallClock(text, 'start')).toThrow(expect.objectContaining({ reason: 'timeInvalid' }));
  });

  it('takes the date of a time, and a range in its order only', () => {
    expect(dayOf('2019-06-10 08:00:00')).toBe('2019-06-10');
    expect(() => checkRange('2024-01-01 00:00:00', '2024-01-01 00:00:00')).not.toThrow();
    expect(() => checkRange('2024-01-02 00:00:00', '2024-01-01 23:59:59')).toThrow(
      expect.objectContaining({ reason: 'timeRangeInvalid' }),
    );
  });
});

describe('pages', () => {
  it.each([
    ['pageNo=0&pageSize=10', -90],
    ['pageNo=-1&pageSize=10', -90],
    ['pageNo=1&pageSize=0', -90],
    ['pageNo=one&pageSize=10', -90],
    ['pageNo=1&pageSize=1001', -91],
    ['pageNo=1&pageSize=99999999999999999999', -91],
    ['pageNo=99999999999999999999&pageSize=10', 0],
    ['pageNo=1', -92],
    ['pageSize=10', -92],
    ['', -92],
    ['pageNo=&pageSize=', -92],
    ['pageNo=1&pageSize=1000', 0],
    ['pageNo=99&pageSize=10', 0],
  ])('%s answers %i', async (query, code) => {
    for (const path of ['/api/accLevel/list', '/api/v2/accLevel/list', '/api/door/list', '/api/v2/door/list']) {
      expect((await app.api('GET', `${path}?${query}`)).body.code).toBe(code);
    }
    for (const path of [
      '/api/device/accList',
      '/api/v2/device/list',
      '/api/v2/device/accList',
      '/api/reader/accList',
    ]) {
      expect((await app.api('GET', `${path}?${query}`)).body.code).toBe(code);
    }
    const people = Object.fromEntries(new URLSearchParams(query));
    expect((await app.api('POST', '/api/person/getPersonList', people)).body.code).toBe(code);
    expect((await app.api('POST', '/api/v2/person/getPersonList', people)).body.code).toBe(code);
  });
});
