import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { addPanel, doorId, generalId } from '../../support/facade-site.js';
import { refusalOf } from '../../support/answers.js';

let app: TestApp;
const nights = { name: 'Nights', periods: { mon: [['20:00', '23:59']] } };

beforeAll(async () => {
  app = await startApp();
  await addPanel(app, 'ACC1', { id: 'd1', name: 'Lobby' });
  await app.admin('POST', '/areas', { code: '2', name: 'Cellar' });
  expect((await app.admin('POST', '/time-zones', nights)).status).toBe(201);
});
afterAll(() => app.stop());

const post = async (call: string, body?: unknown) => (await app.api('POST', `/api/accLevel/${call}`, body)).body;
const success = { code: 0, message: 'success', data: null };
const always = { timeSegName: '24-Hour Accessible', areaName: 'Area Name' };

/** The level as operators see it. */
const shown = async (name: string) => {
  const { items } = (await app.admin('GET', '/access-levels')).body as { items: { name: string }[] };
  return items.find((level) => level.name === name);
};

describe('v2.2.4.11 addLevel', () => {
  it('adds levels by the names of their time zone and area, and edits existing ones', async () => {
    const list = [
      { name: 'Staff', ...always },
      { name: 'Cleaners', timeSegName: 'Nights', areaName: 'Cellar' },
    ];
    expect(await post('addLevel', list)).toEqual({ code: 0, message: 'Succeed: 2, Failed: 0.', data: null });
    expect(await shown('Staff')).toMatchObject({ timeZoneId: 1, areaCode: '1', doorIds: [] });
    expect(await shown('Cleaners')).toMatchObject({ timeZoneId: 2, areaCode: '2', doorIds: [] });
    expect(await post('addLevel', [{ name: 'Staff', timeSegName: 'Nights' }])).toEqual(success);
    expect(await shown('Staff')).toMatchObject({ timeZoneId: 2, areaCode: '1' });
  });

  it.each([
    ['a list in its name', { accApiLevelAddItems: [{ name: 'Form', ...always }] }],
    ['one object', { name: 'Form', ...always }],
    ['one in its name', { accApiLevelAddItems: { name: 'Form', ...always } }],
  ])('takes %s', async (_, body) => {
    expect(await post('addLevel', body)).toEqual(success);
    expect(await shown('Form')).toBeTruthy();
    await app.sql(`DELETE FROM acc_level WHERE name = 'Form'`);
  });

  it.each<[object, number]>([
    [{ ...always }, -24],
    [{ name: '', ...always }, -24],
    [{ name: 'New', timeSegName: 'Nobody', areaName: 'Area Name' }, -1],
    [{ name: 'New', areaName: 'Area Name' }, -1],
    [{ name: 'New', timeSegName: 'Nights', areaName: 'Nobody' }, -80],
    [{ name: 'New', timeSegName: 'Nights' }, -83],
  ])('%o answers %i', async (item, code) => {
    expect((await post('addLevel', [item])).code).toBe(code);
    expect(await shown('New')).toBe(undefined);
  });

  it('of several it reports each refused one, and does the others', async () => {
    const list = [{ name: 'One', timeSegName: 'Nobody', areaName: 'Area Name' }, { name: 'Two', ...always }, {}];
    expect(await post('addLevel', list)).toEqual({
      code: 0,
      message: 'Succeed: 1, Failed: 2.',
      data: ['One: timeSegName names no time zone: Nobody', 'item 3: name is required'],
    });
  });

  it('one level that is added twice at once exists once', async () => {
    const twice = await Promise.all([1, 2].map(() => post('addLevel', [{ name: 'Twice', ...always }])));
    expect(twice).toEqual([success, success]);
  });
});

describe('v2.2.4.12 addLevelDoor', () => {
  it('adds doors to levels and keeps existing ones', async () => {
    await post('addLevel', [{ name: 'Doors', ...always }]);
    const pairs = [1, 2].map((door) => ({ levelName: 'Doors', doorName: `Lobby-${door}` }));
    expect((await post('addLevelDoor', pairs)).message).toBe('Succeed: 2, Failed: 0.');
    expect(await post('addLevelDoor', { accApiLevelAddDoorItems: pairs.slice(1) })).toEqual(success);
    const doorIds = [await doorId(app, 'Lobby-1'), await doorId(app, 'Lobby-2')].sort();
    expect(await shown('Doors')).toMatchObject({ doorIds });
  });

  it.each<[object, number]>([
    [{ doorName: 'Lobby-1' }, -24],
    [{ levelName: 'Nobody', doorName: 'Lobby-1' }, -24],
    [{ levelName: 'General' }, -46],
    [{ levelName: 'General', doorName: 'Nobody' }, -47],
  ])('%o answers %i', async (item, code) => {
    expect((await post('addLevelDoor', [item])).code).toBe(code);
  });

  it('if all of several are wrong it still answers code 0, as clients expect', async () => {
    const wrong = { levelName: 'General', doorName: 'Nobody' };
    expect(await post('addLevelDoor', [wrong, wrong])).toMatchObject({ code: 0, message: 'Succeed: 0, Failed: 2.' });
  });
});

describe('v2.2.4.13 addLevelPerson', () => {
  it('grants with the same result each time', async () => {
    await app.api('POST', '/api/person/add', { pin: '7' });
    await post('addLevel', [{ name: 'Granted', ...always }]);
    const id = (await app.api('GET', '/api/v2/accLevel/getByName?name=Granted')).body.data.id;
    for (const query of [
      `levelIds=${id}&pin=7`,
      `levelIds=${id}&levelIds=${generalId}&pin=7`,
      `levelIds=${id},${id}&pin=7`,
    ]) {
      expect(await post(`addLevelPerson?${query}`, null)).toEqual(success);
    }
    expect((await app.api('GET', '/api/person/get/7')).body.data.accLevelIds).toBe([id, generalId].sort().join(','));
    expect((await post(`addLevelPerson?levelIds=${id}&pin=9`)).code).toBe(-22);
    expect((await post('addLevelPerson?levelIds=nobody&pin=7')).code).toBe(-24);
    expect((await post(`addLevelPerson?levelIds=${id}`)).code).toBe(-42);
    expect((await post('addLevelPerson?pin=7')).code).toBe(-42);
  });
});

it('v2.2.4.13 reports what the database itself refuses', async () => {
  await app.api('POST', '/api/person/add', { pin: '8' });
  await app.sql(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'closed for today'; END $$`);
  await app.sql(`CREATE TRIGGER refuse BEFORE INSERT ON acc_level_person FOR EACH STATEMENT EXECUTE FUNCTION refuse()`);
  try {
    const refused = refusalOf(-40, 'closed for today');
    expect(await post(`addLevelPerson?levelIds=${generalId}&pin=8`)).toEqual(refused);
  } finally {
    await app.sql('DROP FUNCTION refuse CASCADE');
  }
});

it('v2.2.4.3 and v2.2.4.5 answer a level from query and path', async () => {
  const general = { code: 0, message: 'success', data: { id: generalId, name: 'General' } };
  for (const path of [
    `getById?id=${generalId}`,
    `getById/${generalId}`,
    'getByName?name=General',
    'getByName/General',
  ]) {
    expect((await app.api('GET', `/api/v2/accLevel/${path}`)).body).toEqual(general);
  }
  const codeOf = async (path: string) => (await app.api('GET', `/api/v2/accLevel/${path}`)).body.code;
  expect([
    await codeOf('getById'),
    await codeOf('getById/x'),
    await codeOf('getByName'),
    await codeOf('getByName/x'),
  ]).toEqual([-43, -24, -24, -24]);
});
