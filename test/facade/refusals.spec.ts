import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { addPanel, doorId } from '../support/facade-site.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await addPanel(app, 'OFF1', { id: 'off', doors: 1, online: false });
  await addPanel(app, 'OFF2', { id: 'off2', doors: 0, online: false });
  await app.sql(`UPDATE device SET module = 'psg' WHERE sn = 'OFF2'`);
  await app.sql(`INSERT INTO gate (id, name, device_sn, number) VALUES ('gate1', 'Lane-1', 'OFF2', 1)`);
  await app.api('POST', '/api/person/add', { pin: '1', cardNo: '4711', personPwd: '123456' });
  await app.api('POST', '/api/person/add', { pin: '2' });
  await app.api('POST', '/api/person/leave', { pin: '2' });
});
afterAll(() => app.stop());

const many = Array.from({ length: 501 }, (_, at) => at + 1).join(',');

/** Codes that many calls share, tested at calls whose own specs do not cover them. */
it.each<[number, string, string, object?]>([
  [-20, 'GET', '/api/card/getCards'],
  [-20, 'GET', '/api/v2/card/getCards'],
  [-10, 'DELETE', '/api/department/delete'],
  [-15, 'POST', '/api/department/delete?code=1'],
  [-20, 'DELETE', '/api/person/delete'],
  [-20, 'GET', '/api/person/get/%20'],
  [-20, 'GET', '/api/person/get'],
  [-20, 'POST', '/api/visRegistration/getQrCode/%20'],
  [-20, 'POST', '/api/attApply/applyLeave', {}],
  [-82, 'POST', '/api/insAreaPerson/delAreaPerson', { code: '1', pins: many }],
  [-22, 'GET', '/api/v2/bioTemplate/getFgListByPin?pin=nobody'],
  [-90, 'GET', '/api/v2/reader/list?pageNo=0&pageSize=1'],
  [-91, 'GET', '/api/v2/reader/list?pageNo=1&pageSize=1001'],
  [-90, 'GET', '/api/accLevel/getAccLevelListByDeptCode?deptCode=1&pageNo=0&pageSize=1'],
  [-103, 'POST', '/api/psgGate/remoteOpenByName?gateName=Lane-1&openType=1'],
  [-29, 'POST', '/api/person/addPersonnelBasicInfo', { pin: 'with blank' }],
  [-20, 'POST', '/api/person/delete/%20/1'],
  [-20, 'DELETE', '/api/person/delete/%20/1'],
  [-20, 'POST', '/api/bioTemplate/delete/%20/1'],
  [-20, 'DELETE', '/api/bioTemplate/delete/%20/1'],
  [-20, 'POST', '/api/v2/bioTemplate/delete?templateNo=1'],
  [-20, 'DELETE', '/api/v2/bioTemplate/delete?templateNo=1'],
  [-20, 'POST', '/api/v2/bioTemplate/delete/%20/1'],
  [-20, 'DELETE', '/api/v2/bioTemplate/delete/%20/1'],
  [-20, 'GET', '/api/v2/transaction/firstInAndLastOut/%20'],
  [-90, 'GET', '/api/v2/transaction/firstInAndLastOut/1?pageNo=0'],
  [-91, 'GET', '/api/v2/transaction/firstInAndLastOut/1?pageSize=1001'],
  [-100, 'GET', '/api/v2/transaction/firstInAndLastOut/1?startDate=x'],
  [-101, 'GET', '/api/v2/transaction/firstInAndLastOut/1?startDate=2024-02-02&endDate=2024-02-01'],
])('%i of %s %s %j', async (code, method, path, params) => {
  const { body } = await app.api(method, path, params);
  expect([body.code, body.data, body.detail]).toEqual([code, null, expect.any(String)]);
});

it.each(['remoteOpenById', 'remoteCloseById'])('-103 of door/%s', async (call) => {
  const { body } = await app.api('POST', `/api/door/${call}`, { doorId: await doorId(app, 'OFF1-1'), interval: 5 });
  expect(body.code).toBe(-103);
});

const wrong: [number, object][] = [
  [-13, { deptCode: 'nobody' }],
  [-23, { cardNo: '4711' }],
  [-24, { accLevelIds: 'nobody' }],
  [-26, { personPwd: '123456' }],
  [-27, { personPhoto: 'bm8gcGhvdG8=' }],
  [-100, { accStartTime: 'soon' }],
  [-101, { accStartTime: '2024-02-02', accEndTime: '2024-02-01' }],
];

it.each([
  ['person/addPersonnelBasicInfo', '3'],
  ['person/reinstated', '2'],
  ['v2/person/addPersons', '3'],
])('%s refuses what person/add refuses', async (call, pin) => {
  const codes = [];
  for (const [, facts] of wrong) codes.push((await app.api('POST', `/api/${call}`, { pin, ...facts })).body.code);
  expect(codes).toEqual(wrong.map(([code]) => code));
  expect((await app.api('POST', `/api/${call}`, { name: 'Nobody' })).body.code).toBe(-20);
});
