import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ isNoted: false });
});
afterAll(() => app.stop());

const said = async (method: string, path: string, body?: unknown) => {
  const answer = await app.admin(method, path, body);
  return [answer.status, answer.body.detail];
};

it('a device that waits for approval is not called offline', async () => {
  await app.request('GET', '/iclock/cdata?SN=WAIT1&pushver=3.1.2&DeviceType=acc&options=all');
  expect(await said('POST', '/devices/WAIT1/survey')).toEqual([409, 'device WAIT1 is not approved']);
});

it('what a caller asked for is named as it was asked for', async () => {
  await app.admin('POST', '/devices', { sn: 'NAMED1' });
  expect(await said('GET', '/devices/NAMED1/verifications/last')).toEqual([
    404,
    'there is no verification last of device NAMED1',
  ]);
  expect(await said('GET', '/devices/NAMED1/reconciliations/last')).toEqual([
    404,
    'there is no reconciliation last of device NAMED1',
  ]);
});

it('the facade names the kind of a device that it does not find, and the parameter of a time', async () => {
  await app.admin('POST', '/devices', { sn: 'NAMED2' });
  const lift = await app.api('GET', '/api/eleDevice/getEle?sn=NAMED2');
  expect(lift.body.detail).toBe('there is no elevator controller NAMED2');
  const gate = await app.api('GET', '/api/psgDevice/getBySn?sn=NAMED2');
  expect(gate.body.detail).toBe('there is no controller of gates NAMED2');
  const list = await app.api('GET', '/api/transaction/list?pageNo=1&pageSize=5&startDate=bogus');
  expect(list.body.detail).toBe('startDate: "bogus" is not a time such as 2024-05-31 08:30:00');
});
