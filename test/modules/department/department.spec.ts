import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  for (const [code, name, parentCode] of [
    ['10', 'Sales', ''],
    ['11', 'Field', '10'],
    ['12', 'South', '11'],
    ['20', 'Office', '1'],
  ]) {
    expect((await app.api('POST', '/api/department/add', { code, name, parentCode })).body.code).toBe(0);
  }
});
afterAll(() => app.stop());

const codeOf = async (method: string, path: string, body?: unknown): Promise<number> =>
  (await app.api(method, path, body)).body.code;

it('2.5.3 answers name, code and parent', async () => {
  expect((await app.api('GET', '/api/department/get/11')).body).toEqual({
    code: 0,
    message: 'success',
    data: { name: 'Field', code: '11', parentCode: '10' },
  });
  expect((await app.api('GET', '/api/department/get?code=1')).body.data).toEqual({
    name: 'Department Name',
    code: '1',
    parentCode: null,
  });
  expect((await app.api('GET', '/api/v2/department/get?code=11')).body.data.name).toBe('Field');
  expect((await app.api('GET', '/api/v2/department/get/11')).body.data.name).toBe('Field');
  expect(await codeOf('GET', '/api/department/get/99')).toBe(-13);
  expect(await codeOf('GET', '/api/department/get')).toBe(-10);
});

it('2.5.1 edits the department of an existing code', async () => {
  expect(await codeOf('POST', '/api/department/add', { code: 20, name: 'Bureau' })).toBe(0);
  expect((await app.api('GET', '/api/department/get/20')).body.data).toEqual({
    name: 'Bureau',
    code: '20',
    parentCode: '1',
  });
});

it('v2.1.2.6 lists them with their parents and their total', async () => {
  await app.api('POST', '/api/department/add', { code: '20', sortNo: 2 });
  const all = [
    { name: 'Department Name', code: '1', sortNo: 0, parentCode: null },
    { name: 'Sales', code: '10', sortNo: 0, parentCode: null },
    { name: 'Field', code: '11', sortNo: 0, parentCode: '10' },
    { name: 'South', code: '12', sortNo: 0, parentCode: '11' },
    { name: 'Bureau', code: '20', sortNo: 2, parentCode: '1' },
  ];
  for (const method of ['GET', 'POST']) {
    for (const version of ['', 'v2/']) {
      const path = `/api/${version}department/getDepartmentList`;
      expect((await app.api(method, `${path}?pageNo=1&pageSize=10`)).body).toEqual({
        code: 0,
        message: 'success',
        data: { page: 0, size: 10, total: 5, data: all, offset: 0, lastPage: true },
      });
      expect((await app.api(method, `${path}?pageNo=3&pageSize=2`)).body.data).toEqual({
        page: 2,
        size: 2,
        total: 5,
        data: all.slice(4),
        offset: 0,
        lastPage: true,
      });
      expect(await codeOf(method, path)).toBe(-92);
      expect(await codeOf(method, `${path}?pageNo=0&pageSize=2`)).toBe(-90);
      expect(await codeOf(method, `${path}?pageNo=1&pageSize=1001`)).toBe(-91);
    }
  }
});

it.each<[object, number]>([
  [{ name: 'Nameless code' }, -10],
  [{ code: '', name: 'Nameless code' }, -10],
  [{ code: '30' }, -10],
  [{ code: '30', name: '' }, -10],
  [{ code: '30', name: 'Sales' }, -12],
  [{ code: '11', name: 'Sales' }, -12],
  [{ code: '30', name: 'Thirty', parentCode: '99' }, -13],
  [{ code: '10', name: 'Sales', parentCode: '10' }, -14],
  [{ code: '10', name: 'Sales', parentCode: '12' }, -14],
])('2.5.1 %o answers %i', async (body, code) => {
  expect(await codeOf('POST', '/api/department/add', body)).toBe(code);
});

it('2.5.2 deletes by DELETE and by POST, but not what is in use', async () => {
  expect(await codeOf('DELETE', '/api/department/delete/99')).toBe(-13);
  expect(await codeOf('POST', '/api/department/delete', {})).toBe(-10);
  expect(await codeOf('DELETE', '/api/department/delete/1')).toBe(-15);
  expect(await codeOf('DELETE', '/api/department/delete/11')).toBe(-15);
  expect(await codeOf('POST', '/api/person/add', { pin: '1', deptCode: '12' })).toBe(0);
  expect(await codeOf('DELETE', '/api/department/delete/12')).toBe(-15);
  expect(await codeOf('POST', '/api/person/leave', { pin: '1' })).toBe(0);
  expect(await codeOf('DELETE', '/api/department/delete/12')).toBe(0);
  expect(await codeOf('POST', '/api/department/delete/11')).toBe(0);
  expect(await codeOf('POST', '/api/department/delete?code=10')).toBe(0);
  expect(await codeOf('GET', '/api/department/get/10')).toBe(-13);
  for (const [method, path] of [
    ['POST', '/api/v2/department/delete?code=50'],
    ['DELETE', '/api/v2/department/delete?code=50'],
    ['POST', '/api/v2/department/delete/50'],
    ['DELETE', '/api/v2/department/delete/50'],
    ['DELETE', '/api/department/delete?code=50'],
  ] as const) {
    expect(await codeOf('POST', '/api/department/add', { code: '50', name: 'Fifty' })).toBe(0);
    expect([await codeOf(method, path), await codeOf(method, path)]).toEqual([0, -13]);
  }
});

it('writes the audit log with every change, and no row for what was refused', async () => {
  const before = await app.sql('SELECT seq FROM audit');
  await app.api('POST', '/api/department/add', { code: '40', name: 'Audited' });
  await app.api('POST', '/api/department/add', { code: '41', name: 'Audited' });
  const rows = await app.sql('SELECT actor, action, detail FROM audit ORDER BY seq OFFSET $1', [before.length]);
  expect(rows).toEqual([
    { actor: 'token:API_TOKEN', action: 'POST /api/department/add', detail: { code: '40', name: 'Audited' } },
  ]);
});
