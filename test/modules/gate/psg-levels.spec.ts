import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { refusalOf } from '../../support/answers.js';
import { furnish, gateCalls, hall, lane } from './gate-calls.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await furnish(app);
});

afterAll(() => app.stop());

beforeEach(async () => {
  await app.sql(`UPDATE device SET online = true, last_seen_at = now(), status = 'approved'`);
  await app.sql('DELETE FROM door_state');
  await app.sql('DELETE FROM command');
});

const { data, codeOf, gateId } = gateCalls(() => app);

describe('gates of the admin API', () => {
  it('have names of their own and locks that no other gate has', async () => {
    const id = await gateId('10.8.14.249-1');
    const errorOf = async (body: object) => {
      const { status, body: answer } = await app.admin('PATCH', `/gates/${id}`, body);
      return [status, answer.errors?.[0]?.field];
    };
    expect(await errorOf({ exitLock: 1 })).toEqual([400, 'exitLock']);
    expect(await errorOf({ entryLock: 3 })).toEqual([400, 'entryLock']);
    expect(await errorOf({ exitLock: 4 })).toEqual([400, 'exitLock']);
    expect(await errorOf({ entryLock: 0 })).toEqual([400, 'entryLock']);
    expect(await errorOf({ entryLock: 9 })).toEqual([400, 'entryLock']);
    expect(await errorOf({ exitLock: 5 })).toEqual([400, 'exitLock']);
    const { body: beyond } = await app.admin('PATCH', `/gates/${id}`, { entryLock: 9 });
    expect(beyond.detail).toBe('entryLock is no lock of its controller, whose locks are 1 to 4');
    const named = await app.admin('POST', '/gates', { sn: hall, number: 3, entryLock: 9, exitLock: 10 });
    expect([named.status, named.body.errors[0].field]).toEqual([400, 'entryLock']);
    // This gate has one lock. The other number is the operand that opens it to the outside.
    const one = await gateId('10.8.14.234-1');
    expect((await app.admin('PATCH', `/gates/${one}`, { exitLock: null })).body.exitLock).toBeNull();
    expect((await app.admin('PATCH', `/gates/${one}`, { exitLock: 2 })).body.exitLock).toBe(2);
    const third = await app.admin('PATCH', `/gates/${one}`, { exitLock: 3 });
    expect([third.status, third.body.detail]).toEqual([
      400,
      'exitLock is no lock of its controller, whose locks are 1 to 2',
    ]);
    expect((await app.admin('GET', `/gates?sn=${lane}`)).body.items).toMatchObject([{ id: one }]);
    expect(await errorOf({ name: '10.8.14.249-2' })).toEqual([409, 'name']);
    const swapped = await app.admin('PATCH', `/gates/${id}`, { entryLock: 2, exitLock: 1 });
    expect(swapped.body).toMatchObject({ id, name: '10.8.14.249-1', sn: hall, number: 1, entryLock: 2, exitLock: 1 });
    await app.admin('PATCH', `/gates/${id}`, { entryLock: 1, exitLock: 2 });
    const made = await app.admin('POST', '/gates', { sn: hall, number: 3, id: 'third', name: 'Third' });
    expect([made.status, made.body]).toMatchObject([201, { id: 'third', name: 'Third', entryLock: 5, exitLock: 6 }]);
    expect((await app.admin('POST', '/gates', { sn: hall, number: 3 })).status).toBe(409);
    expect((await app.admin('POST', '/gates', { sn: 'nobody', number: 3 })).status).toBe(404);
    await app.sql(`DELETE FROM gate WHERE id = 'third'`);
  });
});

describe('levels of gates in the later manual (2.9.3)', () => {
  const level = 'psg-level';
  const members = async () =>
    (await app.admin('GET', `/gate-levels/${level}/persons`)).body.items.map(({ pin }: { pin: string }) => pin);
  const post = async (call: string, body: unknown) => (await app.api('POST', `/api/v2/psgLevel/${call}`, body)).body;

  beforeAll(async () => {
    await app.admin('POST', '/gate-levels', { id: level, name: 'Lanes', gateIds: [await gateId('10.8.14.249-1')] });
    await app.admin('POST', '/access-levels', { id: 'acc-level', name: 'Lanes' });
  });
  beforeEach(async () => {
    await app.sql('DELETE FROM person');
    for (const pin of ['1', '2', '3']) await app.api('POST', '/api/person/add', { pin });
  });

  it('are found by id and by name, from path and query', async () => {
    const printed = { id: level, name: 'Lanes' };
    expect(await data(`v2/psgLevel/getById/${level}`)).toEqual(printed);
    expect(await data(`v2/psgLevel/getById?id=${level}`)).toEqual(printed);
    expect(await data('v2/psgLevel/getByName/Lanes')).toEqual(printed);
    expect(await data('v2/psgLevel/getByName?name=Lanes')).toEqual(printed);
    expect(await codeOf('GET', 'v2/psgLevel/getById/acc-level')).toBe(-24);
    expect(await codeOf('GET', 'v2/psgLevel/getById')).toBe(-43);
    expect(await codeOf('GET', 'v2/psgLevel/getByName/nobody')).toBe(-24);
  });

  it('are given level by level', async () => {
    expect(await post('addLevelByLevel', [{ levelId: level, pins: ['1', 2] }])).toEqual({
      code: 0,
      message: 'success',
      data: null,
    });
    expect(await members()).toEqual(['1', '2']);
    expect((await post('addLevelByLevel', { levelId: level, pins: '3' })).code).toBe(0);
    expect(await members()).toEqual(['1', '2', '3']);
  });

  it('are given person by person', async () => {
    expect((await post('addLevelByPerson', [{ pin: '1', levelIds: [level] }])).code).toBe(0);
    expect(await members()).toEqual(['1']);
    expect(
      await post('addLevelByPerson', [
        { pin: '2', levelIds: [level] },
        { pin: '9', levelIds: [level] },
        { pin: '3', levelIds: ['acc-level'] },
      ]),
    ).toEqual({
      code: 0,
      message: 'Succeed: 1, Failed: 2.',
      data: ['9: The person 9 does not exist', '3: The level group acc-level does not exist'],
    });
    expect(await members()).toEqual(['1', '2']);
    // The manual's text calls the number a list.
    expect((await post('addLevelByPerson', [{ pin: ['3', 1], levelIds: [level] }])).code).toBe(0);
    expect(await members()).toEqual(['1', '2', '3']);
  });

  it('report what the database itself refuses as -40', async () => {
    await app.sql(`CREATE FUNCTION no_grants() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'closed for today'; END $$`);
    await app.sql(`CREATE TRIGGER no_grants BEFORE INSERT ON acc_level_person EXECUTE FUNCTION no_grants()`);
    const refused = refusalOf(-40, 'closed for today');
    expect(await post('addLevelByLevel', [{ levelId: level, pins: ['1'] }])).toEqual(refused);
    expect(
      await post(
        'addLevelByPerson',
        ['1', '2'].map((pin) => ({ pin, levelIds: [level] })),
      ),
    ).toEqual(refused);
    await app.sql('DROP FUNCTION no_grants CASCADE');
    expect(await members()).toEqual([]);
  });

  it.each([
    ['addLevelByLevel', [{ pins: ['1'] }], -43],
    ['addLevelByLevel', [{ levelId: level }], -42],
    ['addLevelByLevel', [{ levelId: level, pins: [] }], -42],
    ['addLevelByLevel', [{ levelId: 'nobody', pins: ['1'] }], -24],
    ['addLevelByLevel', [{ levelId: level, pins: ['1', '9'] }], -22],
    ['addLevelByLevel', [{ levelId: level, pins: Array.from({ length: 501 }, (_, n) => String(n)) }], -82],
    ['addLevelByLevel', [], -43],
    ['addLevelByPerson', [{ levelIds: [level] }], -42],
    ['addLevelByPerson', [{ pin: '1' }], -42],
    ['addLevelByPerson', [{ pin: '9', levelIds: [level] }], -22],
    ['addLevelByPerson', [{ pin: '1', levelIds: ['nobody'] }], -24],
    ['addLevelByPerson', [{ pin: ['1', '9'], levelIds: [level] }], -22],
    ['addLevelByPerson', [{ pin: Array.from({ length: 501 }, (_, n) => String(n)), levelIds: [level] }], -82],
    ['addLevelByPerson', {}, -42],
  ])('%s of %j answers %i and grants nothing', async (call, body, code) => {
    expect((await post(call, body)).code).toBe(code);
    expect(await members()).toEqual([]);
  });
});
