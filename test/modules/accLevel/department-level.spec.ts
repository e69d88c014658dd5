import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { panel } from '../../support/panels.js';
import { startApp, type TestApp } from '../../support/app.js';
import { generalId } from '../../support/facade-site.js';

const sales = 'level-sales';
const night = 'level-night';
let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  for (const [id, name] of [
    [sales, 'Sales'],
    [night, 'Night'],
  ]) {
    expect((await app.admin('POST', '/access-levels', { id, name })).status).toBe(201);
  }
  await app.admin('POST', '/elevator-levels', { id: 'lift', name: 'Lift' });
});
afterAll(() => app.stop());
beforeEach(async () => {
  await app.sql('DELETE FROM person');
  await app.sql(`DELETE FROM department WHERE code <> '1'`);
  for (const [code, name] of [
    ['5', 'Sales'],
    ['6', 'Stores'],
  ]) {
    await app.api('POST', '/api/department/add', { code, name });
  }
});

const put = (code: string, levelIds: unknown) => app.admin('PUT', `/departments/${code}/levels`, { levelIds });
const add = async (pin: string, facts: object) => {
  expect((await app.api('POST', '/api/person/add', { pin, ...facts })).body.code).toBe(0);
};
const levelsOf = async (pin: string): Promise<string | null> =>
  (await app.api('GET', `/api/person/get/${pin}`)).body.data.accLevelIds;

describe('levels of a department', () => {
  it('are put as a whole and listed on both sides', async () => {
    const bound = {
      levelIds: [sales, night],
      items: [
        { id: sales, name: 'Sales', business: 'acc' },
        { id: night, name: 'Night', business: 'acc' },
      ],
    };
    const { status, body } = await put('5', [night, sales, night]);
    expect([status, body]).toEqual([200, bound]);
    expect((await app.admin('GET', '/departments/5/levels')).body).toEqual(bound);
    const list = async (query: string) =>
      (await app.api('GET', `/api/accLevel/getAccLevelListByDeptCode?${query}`)).body;
    expect(await list('deptCode=5&pageNo=1&pageSize=10')).toEqual({
      code: 0,
      message: 'success',
      data: [
        { id: sales, name: 'Sales' },
        { id: night, name: 'Night' },
      ],
    });
    expect((await list('deptCode=5&pageNo=2&pageSize=1')).data).toEqual([{ id: night, name: 'Night' }]);
    expect((await list('deptCode=6&pageNo=1&pageSize=10')).data).toEqual([]);
    expect((await list('deptCode=99&pageNo=1&pageSize=10')).code).toBe(-13);
    expect((await list('pageNo=1&pageSize=10')).code).toBe(-10);
    expect((await list('deptCode=5')).code).toBe(-92);
    expect((await list('deptCode=5&pageNo=1&pageSize=1001')).code).toBe(-91);
    await put('5', ['lift']);
    expect((await list('deptCode=5&pageNo=1&pageSize=10')).data).toEqual([]);
    expect((await app.admin('GET', '/departments/5/levels')).body.levelIds).toEqual(['lift']);
  });

  it('are refused with the name of the wrong field', async () => {
    expect((await put('99', [])).status).toBe(404);
    expect((await app.admin('GET', '/departments/99/levels')).status).toBe(404);
    for (const levelIds of [['nobody'], 'sales', undefined]) {
      const { status, body } = await put('5', levelIds);
      expect([status, body.errors[0].field]).toEqual([status === 404 ? 404 : 400, 'levelIds']);
    }
  });
});

describe('people', () => {
  it('have them from the moment they enter until they leave', async () => {
    await put('5', [sales]);
    await put('6', [night]);
    await add('7', { deptCode: '5' });
    expect(await levelsOf('7')).toBe(sales);
    await add('7', { deptCode: '6' });
    expect(await levelsOf('7')).toBe(night);
    await add('7', { deptCode: '' });
    expect(await levelsOf('7')).toBe(null);
  });

  it('get and lose them when the department’s levels change', async () => {
    await add('7', { deptCode: '5' });
    await add('8', { deptCode: '6' });
    await put('5', [sales, night]);
    expect([await levelsOf('7'), await levelsOf('8')]).toEqual([`${night},${sales}`, null]);
    await put('5', [night]);
    expect(await levelsOf('7')).toBe(night);
    await put('5', []);
    expect(await levelsOf('7')).toBe(null);
  });

  it('keep what they have in their own right', async () => {
    await put('5', [sales]);
    await add('7', { deptCode: '5', accLevelIds: [sales, generalId] });
    await add('7', { deptCode: '6' });
    expect(await levelsOf('7')).toBe([sales, generalId].sort().join(','));
    await add('7', { deptCode: '5', accLevelIds: generalId });
    expect(await levelsOf('7')).toBe([sales, generalId].sort().join(','));
    // The same upsert has the same result: accLevelIds does not replace the department's level.
    await add('7', { deptCode: '5', accLevelIds: generalId });
    expect(await levelsOf('7')).toBe([sales, generalId].sort().join(','));
    await put('5', []);
    expect(await levelsOf('7')).toBe(generalId);
  });

  it('lose one that is taken from them, and a change of another one does not bring it back', async () => {
    await put('5', [sales]);
    await add('7', { deptCode: '5' });
    expect((await app.api('POST', `/api/accLevel/deleteLevel?pin=7&levelIds=${sales}`)).body.code).toBe(0);
    expect(await levelsOf('7')).toBe(null);
    await put('5', [sales, night]);
    expect(await levelsOf('7')).toBe(night);
  });

  it('who are visitors have no levels of a department', async () => {
    await put('5', [sales]);
    await app.admin('POST', '/persons', { pin: '7', deptCode: '5', temporary: true });
    expect(await levelsOf('7')).toBe(null);
    await put('5', [sales, night]);
    expect(await levelsOf('7')).toBe(null);
    await app.admin('PATCH', '/persons/7', { temporary: false });
    expect(await levelsOf('7')).toBe(`${night},${sales}`);
  });

  it("who enter while the levels change have the department's new levels", async () => {
    const moves = Array.from({ length: 12 }, (_, n) => add(`1${n}`, { deptCode: '5' }));
    const changes = [[sales], [], [night], [sales, night]].map((levelIds) => put('5', levelIds));
    await Promise.all([...moves, ...changes]);
    const { levelIds } = (await app.admin('GET', '/departments/5/levels')).body as { levelIds: string[] };
    for (let n = 0; n < 12; n++) expect(await levelsOf(`1${n}`)).toBe(levelIds.sort().join(',') || null);
  });

  it('may pass the doors as long as they have the level', async () => {
    const a = await panel(app, 'DEPT-A', '');
    await app.admin('PATCH', `/access-levels/${sales}`, { doorIds: a.doors });
    await put('5', [sales]);
    await add('701', { deptCode: '5' });
    expect(await a.settle()).toEqual([
      expect.stringMatching(/^DATA UPDATE user .*Pin=701/),
      expect.stringMatching(/^DATA UPDATE userauthorize .*Pin=701/),
    ]);
    await add('701', { deptCode: '6' });
    expect((await a.settle()).every((text) => text.startsWith('DATA DELETE'))).toBe(true);
    await put('6', [sales]);
    expect(await a.settle()).toHaveLength(2);
  });
});

describe('a person who changes the department while its levels change', () => {
  it('has only the levels of the new one', async () => {
    await add('7', { deptCode: '5' });
    const other = new pg.Client({ connectionString: app.databaseUrl });
    await other.connect();
    await other.query('BEGIN');
    await other.query(`UPDATE person SET department_id = (SELECT id FROM department WHERE code = '6') WHERE pin = '7'`);
    const changed = put('5', [sales]);
    const waits = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    let isOver = false;
    const over = () => (isOver = true);
    void changed.then(over, over);
    await expect.poll(async () => isOver || (await app.sql(waits)).length > 0).toBe(true);
    await other.query('COMMIT');
    await other.end();
    expect((await changed).status).toBe(200);
    expect(await levelsOf('7')).toBeNull();
    expect((await put('6', [night])).status).toBe(200);
    expect(await levelsOf('7')).toBe(night);
  });
});
