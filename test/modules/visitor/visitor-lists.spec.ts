import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { at, call, registration, rowsOf, withoutVisitors } from './site.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.api('POST', '/api/person/add', { pin: '1', name: 'Ana' });
  await app.admin('POST', '/visitor-levels', { id: 'labs', name: 'Labs' });
});
afterAll(() => app.stop());
beforeEach(() => withoutVisitors(app));

const register = (more: object = {}) => call(app, 'visRegistration/add', registration(more));
const history = (more: object = {}) => rowsOf(app, 'v2/visRegistration/getTransactionList', more);
const known = (more: object = {}) => rowsOf(app, 'visVisitor/getVisitorList', more);

describe('lists of visitors and visits (v1.2 2.7.1.6, 2.7.1.7)', () => {
  beforeEach(async () => {
    await register({ certNum: 'D-1', visEmpName: 'Mary', visitEmpPhone: '11', startTime: at(-30) });
    await register({
      certNum: 'D-2',
      visEmpName: 'Max',
      visEmpLastName: 'Moss',
      visitEmpPhone: '22',
      startTime: at(-20),
    });
    await register({ certNum: 'D-3', visEmpName: 'Zoe', visitEmpPhone: '33', startTime: at(-10) });
  });

  it('filter visitors by certificates and names', async () => {
    const names = async (more: object) => (await known(more)).map(({ name }) => name);
    expect(await names({})).toEqual(['Mary', 'Max', 'Zoe']);
    expect(await names({ certNumbers: 'D1,d-3' })).toEqual(['Mary', 'Zoe']);
    expect(await names({ names: 'ma' })).toEqual(['Mary', 'Max']);
    expect(await names({ names: 'max moss,zoe' })).toEqual(['Max', 'Zoe']);
    expect(await names({ names: '%' })).toEqual([]);
    expect(await names({ certNumbers: '', names: '' })).toEqual(['Mary', 'Max', 'Zoe']);
    expect(await names({ pageNo: 2, pageSize: 2 })).toEqual(['Zoe']);
    expect(await names({ pageNo: 9 })).toEqual([]);
    await app.admin('POST', '/visitor-block-list', { certType: '8', certNumber: 'D2' });
    expect((await known()).map(({ enabled }) => enabled)).toEqual([true, false, true]);
  });

  it('filter visits by certificate, phone and names, newest first', async () => {
    const names = async (more: object) => (await history(more)).map(({ visEmpName }) => visEmpName);
    expect(await names({})).toEqual(['Zoe', 'Max', 'Mary']);
    expect(await names({ certNum: 'D-1' })).toEqual(['Mary']);
    expect(await names({ certNumbers: 'D-1,D-2' })).toEqual(['Max', 'Mary']);
    expect(await names({ phone: '33' })).toEqual(['Zoe']);
    expect(await names({ phone: '33', certNum: 'D-1' })).toEqual([]);
    expect(await names({ names: 'mary,zoe' })).toEqual(['Zoe', 'Mary']);
    expect(await names({ pageNo: 2, pageSize: 1 })).toEqual(['Max']);
    const query = await app.api('POST', '/api/v2/visRegistration/getTransactionList?certNum=D-3&pageNo=1&pageSize=10');
    expect(query.body.data).toMatchObject([{ visEmpName: 'Zoe' }]);
  });

  it.each(['visVisitor/getVisitorList', 'v2/visRegistration/getTransactionList'])('%s wants a page', async (path) => {
    await call(app, path, { pageNo: 0, pageSize: 10 }, -90);
    await call(app, path, { pageNo: 1, pageSize: 1001 }, -91);
    await call(app, path, {}, -92);
    expect((await app.api('POST', `/api/${path}?pageNo=1&pageSize=1000`)).body.data.length).toBe(3);
  });
});

describe('a visitor does not exist for the calls about people', () => {
  beforeEach(() => register());

  it('in lists, counts and single calls', async () => {
    const pins = async (path: string) => (await app.api('POST', path)).body;
    expect(
      (await pins('/api/person/getPersonList?pageNo=1&pageSize=1000')).data.map(({ pin }: { pin: string }) => pin),
    ).toEqual(['1']);
    expect((await pins('/api/v2/person/getPersonList?pageNo=1&pageSize=1000')).data).toMatchObject({ total: 1 });
    expect((await pins('/api/person/getPersonList?pageNo=1&pageSize=1000&pins=80000001')).data).toEqual([]);
    expect((await app.admin('GET', '/persons')).body.items.map(({ pin }: { pin: string }) => pin)).toEqual(['1']);
    expect((await app.admin('GET', '/persons/80000001')).status).toBe(404);
    expect((await app.api('GET', '/api/person/get/80000001')).body).toMatchObject({ code: -22, data: null });
    expect((await app.api('POST', '/api/person/delete/80000001')).body.code).toBe(-22);
    expect((await app.api('POST', '/api/person/leave', { pin: '80000001' })).body.code).toBe(-22);
    expect((await app.api('POST', '/api/person/reinstated', { pin: '80000001' })).body.code).toBe(-22);
    expect((await app.api('POST', '/api/person/getQrCode/80000001')).body.code).toBe(-22);
    expect((await app.api('POST', '/api/card/set', { pin: '80000001', cardNo: '9', cardType: 0 })).body.code).toBe(-22);
    // Their pin is taken.
    expect((await app.api('POST', '/api/person/add', { pin: '80000001', name: 'X' })).body.code).toBe(-29);
    expect(await known()).toMatchObject([{ pin: '80000001', name: 'max' }]);
  });

  it('nor for the levels of persons; and persons do not exist for the levels of visitors', async () => {
    const general = '91d6befb554988f3a2544c2ae6686664';
    const grant = { pin: '80000001', levelIds: general };
    expect((await app.api('POST', '/api/accLevel/syncPerson', grant)).body.code).toBe(-22);
    expect((await app.admin('PUT', `/access-levels/${general}/persons/80000001`)).status).toBe(404);
    const vis = 'labs';
    expect((await app.admin('PUT', `/visitor-levels/${vis}/persons/1`)).status).toBe(404);
    expect((await app.admin('PUT', `/visitor-levels/${vis}/persons/80000001`)).status).toBe(204);
    expect((await app.admin('GET', `/visitor-levels/${vis}/persons`)).body.items).toEqual([
      { pin: '80000001', name: 'max', lastName: '' },
    ]);
    expect((await app.admin('DELETE', `/visitor-levels/${vis}/persons/80000001`)).status).toBe(204);
  });
});
