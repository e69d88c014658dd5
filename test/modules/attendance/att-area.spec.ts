import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { refusalOf } from '../../support/answers.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await app.admin('POST', '/areas', { id: 'gate-area', code: '2', name: 'Gate' });
  await app.admin('POST', '/areas', { code: '3', name: 'Yard' });
  for (const pin of ['1', '2', '3']) await app.admin('POST', '/persons', { pin, name: `N${pin}` });
});
afterAll(() => app.stop());

const codeOf = async (method: string, path: string, body?: unknown): Promise<number> =>
  (await app.api(method, path, body)).body.code;

const inArea = async (code: string): Promise<string[]> => {
  const { body } = await app.admin('GET', `/attendance/areas/${code}/persons`);
  return (body as { items: { pin: string }[] }).items.map(({ pin }) => pin);
};

describe('2.7.1 area/get', () => {
  it.each([
    '/api/attAreaPerson/area/get/2?code=2',
    '/api/attAreaPerson/area/get/2',
    '/api/attAreaPerson/area/get?code=2',
    '/api/area/get/2',
    '/api/area/get?code=2',
    '/api/v2/attAreaPerson/area/get?code=2',
    '/api/v2/attAreaPerson/area/get?code=gate-area%20',
    '/api/v2/attAreaPerson/area/get/2',
  ])('%s answers the area', async (path) => {
    expect((await app.api('GET', path)).body).toEqual({
      code: 0,
      message: 'success',
      data: { id: 'gate-area', code: '2', name: 'Gate' },
    });
  });

  it('refuses an unknown area, and a call without one', async () => {
    expect((await app.api('GET', '/api/attAreaPerson/area/get/9?code=9')).body).toEqual(
      refusalOf(-80, 'there is no area 9'),
    );
    expect(await codeOf('GET', '/api/area/get/9')).toBe(-80);
    expect(await codeOf('GET', '/api/v2/attAreaPerson/area/get?code=9')).toBe(-80);
    expect((await app.api('GET', '/api/v2/attAreaPerson/area/get')).body).toEqual(refusalOf(-83, 'code is required'));
    expect(await codeOf('GET', '/api/attAreaPerson/area/get?code=')).toBe(-83);
  });
});

describe('2.7.2 area/list', () => {
  it.each(['/api/attAreaPerson/area/list', '/api/area/list'])('%s answers a page of areas', async (path) => {
    const { body } = await app.api('GET', `${path}?pageNo=1&pageSize=2`);
    expect(body).toEqual({
      code: 0,
      message: 'success',
      data: [
        { id: expect.stringMatching(/^[0-9a-f]{32}$/), code: '1', name: 'Area Name' },
        { id: 'gate-area', code: '2', name: 'Gate' },
      ],
    });
    expect((await app.api('GET', `${path}?pageNo=2&pageSize=2`)).body.data).toMatchObject([{ code: '3' }]);
    expect((await app.api('GET', `${path}?pageNo=3&pageSize=2`)).body).toEqual({
      code: 0,
      message: 'success',
      data: [],
    });
  });

  it('v2 adds the total', async () => {
    const { body } = await app.api('GET', '/api/v2/attAreaPerson/area/list?pageNo=2&pageSize=2');
    expect(body.data).toEqual({
      page: 1,
      size: 2,
      total: 3,
      offset: 0,
      lastPage: true,
      data: [{ id: expect.stringMatching(/^[0-9a-f]{32}$/), code: '3', name: 'Yard' }],
    });
  });

  it.each([
    ['', -92],
    ['?pageNo=1', -92],
    ['?pageNo=0&pageSize=5', -90],
    ['?pageNo=1&pageSize=-1', -90],
    ['?pageNo=1&pageSize=1001', -91],
  ])('%s answers %i', async (query, code) => {
    for (const path of ['attAreaPerson/area/list', 'area/list', 'v2/attAreaPerson/area/list']) {
      expect(await codeOf('GET', `/api/${path}${query}`)).toBe(code);
    }
  });
});

describe('2.8 persons of an area', () => {
  it('are set, as an array or a text, and stay when they are set again', async () => {
    expect((await app.api('POST', '/api/attAreaPerson/set', { code: '2', pins: ['1'] })).body).toEqual({
      code: 0,
      message: 'success',
      data: null,
    });
    expect(await codeOf('POST', '/api/attAreaPerson/set', { code: 2, pins: '2, 3' })).toBe(0);
    expect(await codeOf('POST', '/api/attAreaPerson/set', { code: '2', pins: [1, 2] })).toBe(0);
    expect(await inArea('2')).toEqual(['1', '2', '3']);
    expect(await inArea('3')).toEqual([]);
  });

  it('are removed by DELETE and by POST, whether they are in it or not', async () => {
    expect((await app.api('DELETE', '/api/attAreaPerson/delete', { code: '2', pins: '1' })).body).toEqual({
      code: 0,
      message: 'success',
      data: null,
    });
    expect(await codeOf('POST', '/api/attAreaPerson/delete', { code: '2', pins: ['1', '2'] })).toBe(0);
    expect(await inArea('2')).toEqual(['3']);
  });

  it('a list with errors answers counts, a single one its code', async () => {
    expect((await app.api('POST', '/api/attAreaPerson/set', { code: '3', pins: ['1', '77', '2', '1'] })).body).toEqual({
      code: 0,
      message: 'Succeed: 2, Failed: 1.',
      data: null,
    });
    expect(await inArea('3')).toEqual(['1', '2']);
    expect((await app.api('POST', '/api/attAreaPerson/set', { code: '3', pins: ['77'] })).body).toEqual(
      refusalOf(-22, 'The person 77 does not exist'),
    );
    expect((await app.api('POST', '/api/attAreaPerson/delete', { code: '3', pins: ['77', '1'] })).body).toMatchObject({
      code: 0,
      message: 'Succeed: 1, Failed: 1.',
    });
    expect(await codeOf('DELETE', '/api/attAreaPerson/delete', { code: '3', pins: '77' })).toBe(-22);
  });

  it.each<[object, number]>([
    [{}, -83],
    [{ pins: ['1'] }, -83],
    [{ code: '', pins: ['1'] }, -83],
    [{ code: '9', pins: ['1'] }, -80],
    [{ code: '2' }, -81],
    [{ code: '2', pins: [] }, -81],
    [{ code: '2', pins: '' }, -81],
    [{ code: '2', pins: Array.from({ length: 501 }, (_, index) => index + 1) }, -82],
    [{ code: '2', pins: [{ pin: '1' }] }, -1],
  ])('%o answers %i', async (body, code) => {
    for (const call of [
      'POST /api/attAreaPerson/set',
      'POST /api/attAreaPerson/delete',
      'DELETE /api/attAreaPerson/delete',
    ]) {
      const [method = '', path = ''] = call.split(' ');
      expect(await codeOf(method, path, body)).toBe(code);
    }
    expect(await inArea('2')).toEqual(['3']);
  });

  it('a visitor cannot be in an area', async () => {
    await app.sql(`INSERT INTO person (id, pin, is_visitor) VALUES ('visitor', '80000001', true)`);
    expect(await codeOf('POST', '/api/attAreaPerson/set', { code: '2', pins: ['80000001'] })).toBe(-22);
  });

  it('an area with people is not removed', async () => {
    const refused = await app.admin('DELETE', '/areas/3');
    expect([refused.status, refused.body.detail]).toEqual([409, 'a person stands in the area 3']);
  });

  it('a person who leaves for good is in no area', async () => {
    await app.admin('POST', '/persons', { pin: '4' });
    expect(await codeOf('POST', '/api/attAreaPerson/set', { code: '3', pins: ['4'] })).toBe(0);
    expect(await codeOf('DELETE', '/api/person/delete/4')).toBe(0);
    expect(await inArea('3')).toEqual(['2']);
  });
});

describe('2.22.1 device/getAtt', () => {
  it('answers devices of module att, and no others', async () => {
    await app.admin('POST', '/devices', { sn: 'ATT1', id: 'att-1', name: 'Clock', module: 'att' });
    await app.admin('POST', '/devices', { sn: 'ACC1' });
    const device = { id: 'att-1', sn: 'ATT1', name: 'Clock', type: '', module: 'att' };
    for (const path of ['/api/device/getAtt?sn=ATT1', '/api/device/getAtt/ATT1', '/api/device/getAtt?devSn=ATT1']) {
      expect((await app.api('GET', path)).body).toEqual({
        code: 0,
        message: 'success',
        data: { ...device, state: '1', status: '1' },
      });
    }
    await app.admin('POST', '/devices/ATT1/disable');
    expect((await app.api('GET', '/api/device/getAtt?sn=ATT1')).body.data).toEqual({
      ...device,
      state: '0',
      status: '0',
    });
    expect(await codeOf('GET', '/api/device/getAtt?sn=ACC1')).toBe(-102);
    expect(await codeOf('GET', '/api/device/getAtt?sn=NONE')).toBe(-102);
    expect(await codeOf('GET', '/api/device/getAtt')).toBe(-48);
  });
});

describe('2.24.5 editAttPerson', () => {
  const shown = async (pin: string) => (await app.admin('GET', `/attendance/persons/${pin}`)).body as unknown;

  it("accepts the manual's sample, and keeps what it does not name", async () => {
    expect(await shown('1')).toEqual({ pin: '1', isAttendance: true, privilege: null, verifyMode: null });
    const sample = { isAttendance: false, perDevAuth: 0, personPin: 1, verifyMode: 0 };
    expect((await app.api('POST', '/api/attPerson/editAttPerson', sample)).body).toEqual({
      code: 0,
      message: 'success',
      data: null,
    });
    expect(await shown('1')).toEqual({ pin: '1', isAttendance: false, privilege: 0, verifyMode: 0 });
    expect(await codeOf('POST', '/api/attPerson/editAttPerson', { personPin: '1', perDevAuth: '14' })).toBe(0);
    expect(await shown('1')).toEqual({ pin: '1', isAttendance: false, privilege: 14, verifyMode: 0 });
  });

  it.each<[object, number, string]>([
    [{ perDevAuth: 0 }, -20, 'personPin is required'],
    [{ personPin: '', perDevAuth: 0 }, -20, 'personPin is required'],
    [{ personPin: '77', perDevAuth: 0 }, -22, 'The person 77 does not exist'],
    [{ personPin: '1', perDevAuth: 1 }, -1, 'perDevAuth must be one of 0, 2, 6, 14'],
    [{ personPin: '1', verifyMode: 30 }, -1, 'verifyMode must be a number from 0 to 29'],
    [{ personPin: '1', verifyMode: 'face' }, -1, 'verifyMode must be a number from 0 to 29'],
    [{ personPin: '1', isAttendance: 'maybe' }, -1, 'isAttendance must be true or false'],
  ])('%o answers %i', async (body, code, message) => {
    expect((await app.api('POST', '/api/attPerson/editAttPerson', body)).body).toEqual(refusalOf(code, message));
  });
});

describe('the admin side', () => {
  it('puts persons into an area and takes them away, and pages', async () => {
    for (const pin of ['1', '2']) {
      expect((await app.admin('PUT', `/attendance/areas/gate-area/persons/${pin}`)).status).toBe(204);
    }
    const first = (await app.admin('GET', '/attendance/areas/2/persons?limit=2')).body;
    expect(first.items).toEqual([
      { pin: '1', name: 'N1', lastName: '' },
      { pin: '2', name: 'N2', lastName: '' },
    ]);
    const second = (await app.admin('GET', `/attendance/areas/2/persons?limit=2&cursor=${first.nextCursor}`)).body;
    expect(second).toEqual({ items: [{ pin: '3', name: 'N3', lastName: '' }], nextCursor: null });
    expect((await app.admin('DELETE', '/attendance/areas/2/persons/1')).status).toBe(204);
    expect(await inArea('2')).toEqual(['2', '3']);
    expect((await app.admin('PUT', '/attendance/areas/9/persons/1')).status).toBe(404);
    expect((await app.admin('PUT', '/attendance/areas/2/persons/77')).status).toBe(404);
  });

  it('sets the role of a person on attendance terminals; null means the same as elsewhere', async () => {
    const changed = await app.admin('PATCH', '/attendance/persons/1', { privilege: null, isAttendance: true });
    expect([changed.status, changed.body]).toEqual([
      200,
      { pin: '1', isAttendance: true, privilege: null, verifyMode: 0 },
    ]);
    const refused = await app.admin('PATCH', '/attendance/persons/1', { privilege: 5 });
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'privilege']);
    expect((await app.admin('GET', '/attendance/persons/77')).status).toBe(404);
  });

  it('lists people whose work is not recorded', async () => {
    expect((await app.admin('PATCH', '/attendance/persons/2', { isAttendance: false })).status).toBe(200);
    expect((await app.admin('GET', '/attendance/persons?isAttendance=false')).body).toEqual({
      items: [{ pin: '2', isAttendance: false, privilege: null, verifyMode: null }],
      nextCursor: null,
    });
    const all = (await app.admin('GET', '/attendance/persons')).body as { items: { pin: string }[] };
    expect(all.items.map(({ pin }) => pin)).toEqual(['1', '2', '3']);
  });
});
