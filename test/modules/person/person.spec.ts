import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiToken, startApp, type TestApp } from '../../support/app.js';
import { generalId } from '../../support/facade-site.js';
import { refusalOf } from '../../support/answers.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.api('POST', '/api/department/add', { code: '5', name: 'Sales' });
});
afterAll(() => app.stop());
beforeEach(() => app.sql('DELETE FROM person'));

const codeOf = async (call: string, body: object): Promise<number> =>
  (await app.api('POST', `/api/person/${call}`, body)).body.code;
const get = async (pin: string) => (await app.api('GET', `/api/person/get/${pin}`)).body;
const ana = {
  pin: '1234',
  deptCode: '5',
  name: 'Ana',
  lastName: 'Soler',
  gender: 'female',
  cardNo: '000123',
  supplyCards: '987643, 2233452',
  accLevelIds: generalId,
  accStartTime: '2017-08-04 15:45:00',
  accEndTime: '2037-08-04',
  birthday: '2016-07-15',
  carPlate: 'A12345',
  certNumber: '123456',
  certType: '2',
  email: 'ana@example.com',
  hireDate: ' 2019-06-10',
  isSendMail: true,
  mobilePhone: 15123456789,
  personPwd: '123456',
  ssn: '111111',
};

const stored = {
  pin: '1234',
  deptCode: '5',
  deptName: 'Sales',
  name: 'Ana',
  lastName: 'Soler',
  gender: 'F',
  cardNo: '123',
  supplyCards: '987643,2233452',
  birthday: '2016-07-15',
  isSendMail: true,
  mobilePhone: '15123456789',
  carPlate: 'A12345',
  email: 'ana@example.com',
  ssn: '111111',
  accLevelIds: generalId,
  accStartTime: '2017-08-04 15:45:00',
  accEndTime: '2037-08-04 23:59:59',
  certType: '2',
  certNumber: '123456',
  hireDate: '2019-06-10',
  isDisabled: false,
  vislightPhotoPath: '',
  personPhoto: '',
};

describe('add and get', () => {
  it.each(['add', 'addPersonnelBasicInfo'])('%s keeps every fact', async (call) => {
    expect((await app.api('POST', `/api/person/${call}`, ana)).body).toEqual({
      code: 0,
      message: 'success',
      data: null,
    });
    expect(await get('1234')).toEqual({ code: 0, message: 'success', data: stored });
  });

  it('an absent field stays, an empty one is cleared', async () => {
    await codeOf('add', ana);
    expect(await codeOf('add', { pin: '1234', name: 'Anna' })).toBe(0);
    expect((await get('1234')).data).toEqual({ ...stored, name: 'Anna' });
    const empty = Object.fromEntries(Object.keys(ana).map((name) => [name, '']));
    expect(await codeOf('add', { ...empty, pin: '1234' })).toBe(0);
    expect((await get('1234')).data).toEqual({
      pin: '1234',
      deptCode: '1',
      deptName: 'Department Name',
      name: '',
      lastName: '',
      gender: '',
      cardNo: '',
      supplyCards: '',
      birthday: null,
      isSendMail: false,
      mobilePhone: '',
      carPlate: null,
      email: '',
      ssn: null,
      accLevelIds: null,
      accStartTime: null,
      accEndTime: null,
      certType: '',
      certNumber: '',
      hireDate: null,
      isDisabled: false,
      vislightPhotoPath: '',
      personPhoto: '',
    });
  });

  it('an unknown pin answers -22 and null', async () => {
    expect(await get('8')).toEqual(refusalOf(-22, 'The person 8 does not exist'));
  });

  it.each<[object, number]>([
    [{}, -20],
    [{ pin: ' ' }, -20],
    [{ pin: 'with blank' }, -29],
    [{ pin: '1'.repeat(24) }, -29],
    [{ pin: '0' }, -29],
    [{ pin: '9', deptCode: '99' }, -13],
    [{ pin: '9', accLevelIds: 'nobody' }, -24],
    [{ pin: '9', cardNo: '77' }, -23],
    [{ pin: '9', supplyCards: '5,77' }, -23],
    [{ pin: '9', cardNo: 'abc' }, -1],
    [{ pin: '9', cardNo: '0' }, -1],
    [{ pin: '9', cardNo: '18446744073709551616' }, -1],
    [{ pin: '9', cardNo: '18446744073709551615' }, 0],
    [{ pin: '9', personPwd: '4711' }, -26],
    [{ pin: '9', personPwd: '4712' }, 0],
    [{ pin: '9', personPhoto: 'bm8gcGhvdG8=' }, -27],
    [{ pin: '9', personPhoto: '***' }, -27],
    [{ pin: '9', accStartTime: 'soon' }, -100],
    [{ pin: '9', birthday: '2016-02-30' }, -100],
    [{ pin: '9', accStartTime: '2024-05-02 00:00:00', accEndTime: '2024-05-01 00:00:00' }, -101],
    [{ pin: '9', gender: 'x' }, -1],
    [{ pin: '9', certType: '99' }, -1],
    [{ pin: '9', certType: '1000', gender: 'MALE' }, 0],
  ])('%o answers %i', async (body, code) => {
    await codeOf('add', { pin: '7', cardNo: '77', personPwd: '4711' });
    expect(await codeOf('add', body)).toBe(code);
    // What is refused leaves nothing behind.
    expect((await get('9')).code).toBe(code === 0 ? 0 : -22);
  });

  it('compares a new end with the stored beginning', async () => {
    await codeOf('add', { pin: '7', accStartTime: '2024-05-02 00:00:00' });
    expect(await codeOf('add', { pin: '7', accEndTime: '2024-05-01' })).toBe(-101);
  });

  it('states the change, and seals the password', async () => {
    await codeOf('add', { pin: '7', personPwd: '4711' });
    const [row] = await app.sql<{ person_pwd: Buffer }>('SELECT person_pwd FROM person');
    expect(row?.person_pwd.includes('4711')).toBe(false);
    const audit = await app.sql<{ text: string }>(`SELECT detail::text AS text FROM audit`);
    expect(audit.filter(({ text }) => text.includes('4711'))).toEqual([]);
  });

  it('fifty at once share one query, and each gets its own answer', async () => {
    for (let n = 1; n <= 50; n++) await codeOf('add', { pin: String(n), name: `Name ${n}` });
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => get(String(n + 1))));
    expect(answers.map(({ data }) => data?.name ?? null)).toEqual([
      ...Array.from({ length: 50 }, (_, n) => `Name ${n + 1}`),
      ...Array.from({ length: 10 }, () => null),
    ]);
  });
});

describe('levels', () => {
  it('accLevelIds replaces the set, absent keeps it', async () => {
    const { body } = await app.admin('POST', '/access-levels', { name: 'Second' });
    await codeOf('add', { pin: '7', accLevelIds: [generalId] });
    await codeOf('add', { pin: '7', name: 'x' });
    expect((await get('7')).data.accLevelIds).toBe(generalId);
    await codeOf('add', { pin: '7', accLevelIds: body.id });
    expect((await get('7')).data.accLevelIds).toBe(body.id);
  });
});

describe('cards', () => {
  const cards = async (pin: string) => (await app.api('GET', `/api/card/getCards/${pin}`)).body;
  const set = async (body: object): Promise<number> => (await app.api('POST', '/api/card/set', body)).body.code;

  it('2.4.2 sets the main card, or adds one; 2.4.1 lists them', async () => {
    await codeOf('add', { pin: '7', cardNo: '1' });
    expect(await set({ pin: '7', cardNo: '0002', cardType: '0' })).toBe(0);
    expect(await set({ pin: '7', cardNo: 3, cardType: '1' })).toBe(0);
    expect(await set({ pin: '7', cardNo: '4', cardType: 1 })).toBe(0);
    expect(await cards('7')).toEqual({
      code: 0,
      message: 'success',
      data: [
        { pin: '7', cardNo: '2', cardType: '0' },
        { pin: '7', cardNo: '3', cardType: '1' },
        { pin: '7', cardNo: '4', cardType: '1' },
      ],
    });
    for (const path of ['card/getCards?pin=7', 'v2/card/getCards?pin=7', 'v2/card/getCards/7']) {
      expect((await app.api('GET', `/api/${path}`)).body.data).toHaveLength(3);
    }
  });

  it('2.4 tells what is wrong', async () => {
    await codeOf('add', { pin: '7', cardNo: '1' });
    await codeOf('add', { pin: '8', cardNo: '2' });
    expect(await set({ cardNo: '5' })).toBe(-20);
    expect(await set({ pin: '9', cardNo: '5' })).toBe(-22);
    expect(await set({ pin: '7', cardNo: '2' })).toBe(-23);
    expect(await set({ pin: '7' })).toBe(-1);
    expect(await set({ pin: '7', cardNo: '5', cardType: '2' })).toBe(-1);
    expect((await cards('9')).code).toBe(-22);
    expect((await cards('7')).data).toEqual([{ pin: '7', cardNo: '1', cardType: '0' }]);
  });

  it('a main card that is removed leaves the others', async () => {
    await codeOf('add', { pin: '7', cardNo: '1', supplyCards: '2,3' });
    await codeOf('add', { pin: '7', cardNo: '' });
    expect((await get('7')).data).toMatchObject({ cardNo: '', supplyCards: '2,3' });
  });
});

describe('many in one call', () => {
  const many = async (path: string, body: unknown) => (await app.api('POST', path, body)).body;
  const success = { code: 0, message: 'success', data: null };

  it.each(['/api/v2/person/addPersons', '/api/person/add'])(
    '%s takes a list; one refused does not keep the others',
    async (path) => {
      const list = [ana, { pin: '7', deptCode: '5' }, { pin: '8', deptCode: '99' }, { name: 'nobody' }, 'no object'];
      expect(await many(path, list)).toEqual({
        code: 0,
        message: 'Succeed: 2, Failed: 3.',
        data: [
          '8: The department number 99 does not exist',
          'item 4: pin is required',
          'item 5: every item of the list must be an object',
        ],
      });
      expect((await get('1234')).data).toEqual(stored);
      expect((await get('7')).data).toMatchObject({ deptCode: '5' });
      expect((await get('8')).code).toBe(-22);
      expect(await many(path, [{ pin: '7', name: 'Max' }, { pin: '9' }])).toEqual({
        code: 0,
        message: 'Succeed: 2, Failed: 0.',
        data: null,
      });
      expect((await get('7')).data).toMatchObject({ name: 'Max', deptCode: '5' });
      const rows = await app.sql<{ detail: object }>(
        `SELECT detail FROM audit WHERE action = 'POST ' || $1 AND detail ? 'done' ORDER BY seq DESC LIMIT 2`,
        [path],
      );
      expect(rows.map(({ detail }) => detail)).toEqual([
        { items: 2, done: ['7', '9'], refused: [] },
        { items: 5, done: ['1234', '7'], refused: ['8'] },
      ]);
    },
  );

  it.each<[unknown, number]>([
    [[{ pin: '7' }], 0],
    [{ pin: '7' }, 0],
    [[{ pin: '7', deptCode: '99' }], -13],
    [[{ pin: 'with blank' }], -29],
    [[{ pin: '7', personPhoto: 'none' }], -27],
    [[{}], -20],
    [[], -20],
    [{}, -20],
    [[7], -1],
  ])('%o, a list of one, answers as a call about one: %i', async (list, code) => {
    expect((await many('/api/v2/person/addPersons', list)).code).toBe(code);
    expect((await get('7')).code).toBe(code === 0 ? 0 : -22);
  });

  it('more than a hundred, a card of each given twice', async () => {
    const list = Array.from({ length: 250 }, (_, n) => ({ pin: String(1 + n), cardNo: String(1 + (n % 125)) }));
    expect((await many('/api/v2/person/addPersons', list)).message).toBe('Succeed: 125, Failed: 125.');
    expect(await app.sql('SELECT count(*)::int AS n FROM card')).toEqual([{ n: 125 }]);
  });

  it('deleteByPins', async () => {
    await many('/api/person/add', [{ pin: '7' }, { pin: '8' }, { pin: '9' }]);
    expect(await many('/api/v2/person/deleteByPins?pins=7,8,99', undefined)).toEqual({
      code: 0,
      message: 'Succeed: 2, Failed: 1.',
      data: null,
    });
    expect([(await get('7')).code, (await get('9')).code]).toEqual([-22, 0]);
    expect(await many('/api/v2/person/deleteByPins', { pins: [9] })).toEqual(success);
    await many('/api/person/add', [{ pin: '5' }, { pin: '6' }]);
    expect((await many('/api/v2/person/deleteByPins', ['5', 6])).message).toBe('Succeed: 2, Failed: 0.');
    expect((await many('/api/v2/person/deleteByPins', [])).code).toBe(-81);
    expect((await many('/api/v2/person/deleteByPins', { pins: ['9'] })).code).toBe(-22);
    expect((await many('/api/v2/person/deleteByPins', {})).code).toBe(-81);
    expect((await many('/api/v2/person/deleteByPins?pins=', undefined)).code).toBe(-81);
    const pins = Array.from({ length: 501 }, (_, n) => n + 1);
    for (const call of ['v2/person/deleteByPins', 'person/delete', 'v2/person/delete']) {
      expect((await many(`/api/${call}`, { pins })).code).toBe(-82);
    }
    expect((await app.api('DELETE', '/api/person/delete', { pins })).body.code).toBe(-82);
    expect((await app.api('DELETE', '/api/v2/person/deleteByPins?pins=9')).body.code).toBe(-22);
  });
});

describe('at once', () => {
  const all = async (count: number, call: (n: number) => Promise<{ body: { code: number } }>) => [
    ...new Set((await Promise.all(Array.from({ length: count }, (_, n) => call(n)))).map(({ body }) => body.code)),
  ];

  it('one card is given to two people many times: it belongs to one, and is taken for the other', async () => {
    await codeOf('add', { pin: '7' });
    await codeOf('add', { pin: '8' });
    const codes = await all(20, (n) =>
      app.api('POST', '/api/card/set', { pin: n % 2 ? '7' : '8', cardNo: '55', cardType: '1' }),
    );
    expect(codes.sort()).toEqual([-23, 0]);
  });

  it('a person is added, granted and deleted, and either exists or not', async () => {
    const codes = await all(60, (n) => {
      if (n % 3 === 0) return app.api('DELETE', '/api/person/delete/7');
      if (n % 3 === 1) return app.api('POST', '/api/person/add', { pin: '7', cardNo: '55' });
      return app.api('POST', '/api/accLevel/syncPerson', { pin: '7', levelIds: generalId });
    });
    expect(codes.filter((code) => code !== 0 && code !== -22)).toEqual([]);
  });
});

describe('lists', () => {
  const pins = async (body: object) =>
    (await app.api('POST', '/api/person/getPersonList', { pageNo: 1, pageSize: 10, ...body })).body.data.map(
      ({ pin }: { pin: string }) => pin,
    );

  beforeEach(async () => {
    await codeOf('add', { pin: '1', name: 'Max', lastName: 'Weber', deptCode: '5' });
    await codeOf('add', { pin: '2', name: 'Maxine', lastName: 'Soler' });
    await codeOf('add', { pin: '3', name: 'Ana', lastName: 'Soler', deptCode: '5' });
  });

  it.each<[object, string[]]>([
    [{}, ['1', '2', '3']],
    [{ pins: '', deptCodes: '' }, ['1', '2', '3']],
    [{ pins: '1,3' }, ['1', '3']],
    [{ pins: [1, 2] }, ['1', '2']],
    [{ pins: ['3', '9'] }, ['3']],
    [{ deptCodes: '5' }, ['1', '3']],
    [{ deptCodes: ['1', '5'], pins: '2,3' }, ['2', '3']],
    [{ name: 'max' }, ['1', '2']],
    [{ lastName: 'sol', name: 'ana' }, ['3']],
    [{ name: '%' }, []],
    [{ pageNo: 2, pageSize: 2 }, ['3']],
    [{ pageNo: 9 }, []],
  ])('2.13.4 %o', async (body, expected) => {
    expect(await pins(body)).toEqual(expected);
  });

  it('2.13.4 takes its parameters from the query and a form too', async () => {
    const { body } = await app.request('POST', '/api/person/getPersonList?pageNo=1&pageSize=5', {
      body: 'pins=2',
      headers: { access_token: apiToken, 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(body.data).toHaveLength(1);
    expect(body.data[0]).toMatchObject({ pin: '2', personPhoto: '', vislightPhoto: '', vislightPhotoPath: '' });
    const paged = 'person/getPersonList?pins=2&pageNo=1&pageSize=5';
    expect((await app.api('GET', `/api/${paged}`)).body.data).toEqual(body.data);
    expect((await app.api('GET', `/api/v2/${paged}`)).body.data).toMatchObject({ total: 1, data: [{ pin: '2' }] });
  });

  it('2.13.9 answers a page of full records', async () => {
    await codeOf('add', ana);
    const { body } = await app.api('POST', '/api/v2/person/getPersonList', { pins: '1234', pageNo: 1, pageSize: 1 });
    const [record] = body.data.data;
    expect(body.data).toEqual({ page: 0, size: 1, total: 1, data: [record], offset: 0, lastPage: true });
    expect(record).toEqual({
      ...stored,
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      personPhoto: '',
      vislightPhoto: '',
      photoPath: '',
      selfPwd: '',
      personPwd: '',
    });
  });

  it('2.13.9 counts all that fit', async () => {
    const { body } = await app.api('POST', '/api/v2/person/getPersonList', { deptCodes: '5', pageNo: 2, pageSize: 1 });
    expect(body.data).toMatchObject({ page: 1, size: 1, total: 2, lastPage: true });
    expect(body.data.data[0].pin).toBe('3');
  });
});
