import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { MembershipService } from '../../../src/modules/accLevel/membership.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addPanel, doorId, generalId } from '../../support/facade-site.js';

const staff = '402856aa6c3bbde1016c3bc2329200ff';
const visitors = '402856aa6c3bbde1016c3bc232930100';
let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await addPanel(app, 'ACC1', { id: 'd1', name: 'Lobby' });
  const doorIds = [await doorId(app, 'Lobby-1')];
  await app.admin('POST', '/access-levels', { id: staff, name: 'Staff & Co', doorIds });
  await app.admin('POST', '/access-levels', { id: visitors, name: 'Visitors' });
});
afterAll(() => app.stop());

beforeEach(async () => {
  await app.sql('DELETE FROM person');
  await app.api('POST', '/api/person/add', { pin: '7', name: 'Ana' });
});

const post = async (path: string): Promise<number> => (await app.api('POST', `/api/accLevel/${path}`)).body.code;
const levelsOf = async (pin: string): Promise<string | null> =>
  (await app.api('GET', `/api/person/get/${pin}`)).body.data.accLevelIds;

it('2.1.2 and 2.1.3 take the id and the name from the query, too', async () => {
  expect((await app.api('GET', `/api/accLevel/getById?id=${generalId}`)).body.data).toEqual({
    id: generalId,
    name: 'General',
  });
  expect((await app.api('GET', '/api/accLevel/getByName?name=General')).body.data.id).toBe(generalId);
  expect((await app.api('GET', '/api/accLevel/getById')).body.code).toBe(-43);
});

it('2.1.2 and 2.1.3 answer a level by id and by name', async () => {
  const level = { code: 0, message: 'success', data: { id: staff, name: 'Staff & Co' } };
  expect((await app.api('GET', `/api/accLevel/getById/${staff}`)).body).toEqual(level);
  expect((await app.api('GET', '/api/accLevel/getByName/Staff%20%26%20Co')).body).toEqual(level);
  expect((await app.api('GET', '/api/accLevel/getById/nobody')).body).toMatchObject({ code: -24, data: null });
  expect((await app.api('GET', '/api/accLevel/getByName/nobody')).body).toMatchObject({ code: -24, data: null });
});

it('2.1.4 and 2.1.7 list the levels', async () => {
  const all = [
    { id: generalId, name: 'General' },
    { id: staff, name: 'Staff & Co' },
    { id: visitors, name: 'Visitors' },
  ];
  expect((await app.api('GET', '/api/accLevel/list?pageNo=1&pageSize=20')).body.data).toEqual(all);
  expect((await app.api('GET', '/api/accLevel/list?pageNo=3&pageSize=20')).body.data).toEqual([]);
  expect((await app.api('GET', '/api/v2/accLevel/list?pageNo=2&pageSize=2')).body).toEqual({
    code: 0,
    message: 'success',
    data: { page: 1, size: 2, total: 3, data: [all[2]], offset: 0, lastPage: true },
  });
  expect((await app.api('GET', '/api/v2/accLevel/list?pageNo=1&pageSize=2')).body.data.lastPage).toBe(false);
});

it('2.1.6 gives levels and 2.1.1 takes them away', async () => {
  expect(await post(`syncPerson?pin=7&levelIds=${staff},${visitors}`)).toBe(0);
  expect(await levelsOf('7')).toBe(`${staff},${visitors}`);
  expect(await post(`deleteLevel?pin=7&levelIds=${visitors}`)).toBe(0);
  expect(await levelsOf('7')).toBe(staff);
  expect(await post(`deleteLevel?pin=7&levelIds=${staff},${generalId}`)).toBe(0);
  expect(await levelsOf('7')).toBeNull();
});

it.each(['deleteLevel', 'syncPerson'])('%s tells what is missing or unknown', async (call) => {
  expect(await post(`${call}?levelIds=${staff}`)).toBe(-42);
  expect(await post(`${call}?pin=7`)).toBe(-42);
  expect(await post(`${call}?pin=7&levelIds=`)).toBe(-42);
  expect(await post(`${call}?pin=8&levelIds=${staff}`)).toBe(-22);
  expect(await post(`${call}?pin=7&levelIds=${staff},nobody`)).toBe(-24);
  expect(await levelsOf('7')).toBeNull();
});

it('takes parameters from a JSON body too', async () => {
  expect((await app.api('POST', '/api/accLevel/syncPerson', { pin: 7, levelIds: [staff] })).body.code).toBe(0);
  expect(await levelsOf('7')).toBe(staff);
});

it('2.1.5 no longer relies on what the devices of the level hold of its members', async () => {
  expect(await post('syncLevel')).toBe(-43);
  expect(await post('syncLevel?levelId=nobody')).toBe(-24);
  await app.api('POST', '/api/person/add', { pin: '8' });
  await post(`syncPerson?pin=7&levelIds=${staff}`);
  expect(await post(`syncLevel?levelId=${staff}`)).toBe(0);
  // In one transaction, so that sync does not send the rows before they are looked at.
  const unknown = await app.work.run(async (tx) => {
    for (const [sn, pin] of [
      ['ACC1', '7'],
      ['ACC1', '8'],
      ['ACC2', '7'],
    ]) {
      await tx.query(
        `INSERT INTO ledger (sn, table_name, key, unit, pin, desired_hash, held_hash, version)
         VALUES ($1, 'test', $2, $2, $2, 'h', 'h', nextval('ledger_version'))`,
        [sn, pin],
      );
    }
    await app.app.get(MembershipService).resendLevel(tx, 'acc', staff);
    const rows: unknown = await tx.query(`SELECT sn, pin FROM ledger WHERE table_name = 'test' AND unknown`);
    await tx.query(`DELETE FROM ledger WHERE table_name = 'test'`);
    return rows;
  });
  expect(unknown).toEqual([{ sn: 'ACC1', pin: '7' }]);
});
