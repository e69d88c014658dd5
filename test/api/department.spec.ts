import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

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
  expect(await codeOf('GET', '/api/department/get/99')).toBe(-13);
  expect(await codeOf('GET', '/api/department/get')).toBe(-10);
});

it('2.5.1 edits the department of a code that is there', async () => {
  expect(await codeOf('POST', '/api/department/add', { code: 20, name: 'Bureau' })).toBe(0);
  expect((await app.api('GET', '/api/department/get/20')).body.data).toEqual({
    name: 'Bureau',
    code: '20',
    parentCode: '1',
  });
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
