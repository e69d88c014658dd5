import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type Answer, type TestApp } from '../support/app.js';
import { addPanel, doorId, generalId } from '../support/facade-site.js';
import { registration } from '../modules/visitor/site.js';
import { refusalOf } from '../support/answers.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await addPanel(app, 'SW1', { id: 'panel-1', doors: 1 });
  await addPanel(app, 'SW2', { id: 'panel-2', doors: 2 });
});
afterAll(() => app.stop());
beforeEach(() => app.sql('DELETE FROM person WHERE NOT is_visitor'));

type Call = (method: string, path: string, body?: object) => Promise<Answer['body']>;

/** Calls with a token that has these switches. */
async function clientWith(compatibility: object): Promise<Call> {
  const { body: made } = await app.admin('POST', '/api-tokens', { name: 'client', compatibility });
  return async (method, path, body) =>
    (
      await app.request(method, `/api/${path}`, {
        headers: { access_token: made.token as string, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
    ).body;
}

const plain: Call = async (method, path, body) => (await app.api(method, `/api/${path}`, body)).body;

describe('unknownLevels', () => {
  const levels = async () => (await plain('GET', 'person/get/7')).data.accLevelIds;

  it('are refused, or ignored; a person without other levels in the call keeps theirs', async () => {
    const lax = await clientWith({ unknownLevels: 'ignore' });
    expect((await plain('POST', 'person/add', { pin: '7', accLevelIds: '1' })).code).toBe(-24);
    expect((await lax('POST', 'person/add', { pin: '7', accLevelIds: `1,${generalId}` })).code).toBe(0);
    expect(await levels()).toBe(generalId);
    expect((await lax('POST', 'person/add', { pin: '7', accLevelIds: '1' })).code).toBe(0);
    expect((await lax('POST', 'person/addPersonnelBasicInfo', { pin: '7', accLevelIds: ['1'] })).code).toBe(0);
    expect(await levels()).toBe(generalId);
    expect((await lax('POST', 'person/add', { pin: '7', accLevelIds: '' })).code).toBe(0);
    expect(await levels()).toBeNull();
  });
});

describe('uniqueEmail', () => {
  it('an address may belong to several people, or only to one', async () => {
    const strict = await clientWith({ uniqueEmail: 'on' });
    const add = (call: Call, pin: string, email: string) => call('POST', 'person/add', { pin, email });
    expect((await add(plain, '7', 'a@x.org')).code).toBe(0);
    expect((await add(plain, '8', 'd@x.org')).code).toBe(0);
    expect(await add(strict, '9', 'A@X.org')).toEqual(refusalOf(-71, 'email a@x.org is that of person 7'));
    expect((await add(strict, '7', 'b@x.org')).code).toBe(0);
    expect((await add(strict, '7', 'b@x.org')).code).toBe(0);
    const list = ['c@x.org', 'c@x.org', ''].map((email, at) => ({ pin: String(20 + at), email }));
    const { data } = await strict('POST', 'v2/person/addPersons', list);
    expect(data).toEqual(['21: email c@x.org is that of person 20']);
  });
});

describe('doorState', () => {
  it('is an object with words, or an array with numbers for the sensor', async () => {
    const motel = await clientWith({ doorState: 'array' });
    const id = await doorId(app, 'SW1-1');
    const words = { id, connect: '1', sensor: 'unknown' };
    expect((await plain('GET', `door/doorStateById?doorId=${id}`)).data).toMatchObject(words);
    const states = [
      [0, '0'],
      [1, '1'],
      [2, '2'],
    ] as const;
    for (const path of [`door/doorStateById?doorId=${id}`, 'door/doorStateBySn?deviceSn=SW1']) {
      expect((await motel('GET', path)).data).toMatchObject([{ ...words, sensor: '-1' }]);
    }
    for (const [stored, number] of states) {
      await app.sql(
        `INSERT INTO door_state (door_id, sn, sensor, relay, alarm, device_time)
         VALUES ($1, 'SW1', $2, 0, 0, '2024-05-01 08:00:00') ON CONFLICT (door_id) DO UPDATE SET sensor = excluded.sensor`,
        [id, stored],
      );
      expect((await motel('GET', 'door/doorStateBySn?deviceSn=SW1')).data).toMatchObject([{ sensor: number }]);
    }
    const all = (await motel('GET', 'door/allDoorState')).data as { id: string; sensor: string }[];
    expect(all.find((door) => door.id === id)?.sensor).toBe('2');
  });
});

it('parkRecords: the calls of v2 answer a page, or an array', async () => {
  const old = await clientWith({ parkRecords: 'array' });
  for (const way of ['in', 'out']) {
    const path = `v2/parkTransaction/listParkRecord${way}?pageNo=1&pageSize=10`;
    expect((await plain('GET', path)).data).toMatchObject({ page: 0, total: 0, data: [] });
    expect((await old('GET', path)).data).toEqual([]);
  }
});

it('certTypes: kinds of the manual, or any', async () => {
  await plain('POST', 'person/add', { pin: '1', name: 'Ana' });
  const desk = await clientWith({ certTypes: 'any' });
  const odd = { ...registration({}), certType: '99', certNum: 'D-1' };
  expect((await plain('POST', 'visRegistration/add', odd)).code).toBe(-250);
  expect((await desk('POST', 'visRegistration/add', odd)).code).toBe(0);
  const exit = 'visRegistration/exit?certType=99&certNum=D-1';
  expect((await plain('POST', exit)).code).toBe(-250);
  expect((await desk('POST', exit)).code).toBe(0);
});

it('a national identity number has digits in every country (-251)', async () => {
  await plain('POST', 'person/add', { pin: '1', name: 'Ana' });
  const card = { ...registration({}), certType: '2', certNum: 'unknown' };
  expect(await plain('POST', 'visRegistration/add', card)).toEqual(
    refusalOf(-251, 'certNum: please fill in the correct national ID number'),
  );
});

it('qrFormat: the kind of code of the site, or another', async () => {
  await plain('POST', 'person/add', { pin: '7' });
  const code = async (call: Call) => (await call('POST', 'person/getQrCode/7')).data as string;
  expect(await code(plain)).toMatch(/^\d{10}$/);
  const vendor = await clientWith({ qrFormat: 'vendor' });
  expect((await vendor('POST', 'v2/person/getQrCode?pin=7')).detail).toContain('vendorQrCode is switched off');
  await app.admin('PATCH', '/settings', { vendorQrCode: true });
  expect(await code(vendor)).toMatch(/^2#/);
  expect(await code(await clientWith({ qrFormat: 'card' }))).toMatch(/^\d{10}$/);
});

it('templates: a finger that exists already is refused (-31), or replaced', async () => {
  await plain('POST', 'person/add', { pin: '7' });
  const finger = (template: string) => ({ personId: '7', validType: '1', templateNo: 3, template });
  expect((await plain('POST', 'bioTemplate/add', finger('QUFBQQ=='))).code).toBe(0);
  expect(await plain('POST', 'bioTemplate/add', finger('QkJCQg=='))).toEqual(
    refusalOf(-31, 'there is a template of number 3 already'),
  );
  const later = await clientWith({ templates: 'edit' });
  expect((await later('POST', 'bioTemplate/add', finger('QkJCQg=='))).code).toBe(0);
  for (const path of ['bioTemplate/getFgListByPin?pin=7', 'bioTemplate/getFgListByPin/7']) {
    expect((await plain('POST', path)).data).toMatchObject([{ templateNo: '3', template: 'QkJCQg==' }]);
  }
});

describe('personPhoto', () => {
  it('is base64 in every call that shows a person, also where a list is sent piece by piece', async () => {
    const picture = await sharp({ create: { width: 90, height: 90, channels: 3, background: '#336699' } })
      .jpeg()
      .toBuffer();
    const photo = picture.toString('base64');
    await plain('POST', 'person/add', { pin: '100', name: 'Zoe', lastName: 'Day', personPhoto: photo });
    const others = Array.from({ length: 44 }, (_, at) => ({ pin: String(101 + at) }));
    await plain('POST', 'v2/person/addPersons', others);
    const isJpeg = (text: string) => Buffer.from(text, 'base64').subarray(0, 2).toString('hex') === 'ffd8';
    for (const path of ['person/get/100', 'person/get?pin=100', 'v2/person/get?pin=100', 'person/getByName/Zoe']) {
      expect([path, isJpeg((await plain('GET', path)).data.personPhoto)]).toEqual([path, true]);
    }
    for (const size of [10, 45]) {
      const rows = (await plain('POST', 'person/getPersonList', { pageNo: 1, pageSize: size })).data as {
        pin: string;
        personPhoto: string;
      }[];
      expect(rows).toHaveLength(size);
      const page = (await plain('POST', 'v2/person/getPersonList', { pageNo: 1, pageSize: size })).data as {
        data: typeof rows;
      };
      expect(page).toMatchObject({ page: 0, size, total: 45, offset: 0, lastPage: size === 45 });
      for (const list of [rows, page.data]) {
        for (const row of list) expect(isJpeg(row.personPhoto)).toBe(row.pin === '100');
        expect(list.every(({ personPhoto }) => typeof personPhoto === 'string')).toBe(true);
      }
    }
  });
});

describe('the answer of person/get, written back', () => {
  it('grants no level that the person has by the department', async () => {
    await app.admin('POST', '/access-levels', { id: 'works', name: 'Works' });
    await plain('POST', 'department/add', { code: 'W', name: 'Works' });
    await app.admin('PUT', '/departments/W/levels', { levelIds: ['works'] });
    await plain('POST', 'person/add', { pin: '7', deptCode: 'W' });
    await plain('POST', 'person/add', { pin: '7', accLevelIds: generalId });
    const told = async () => (await plain('GET', 'person/get/7')).data as { accLevelIds: string; deptCode: string };
    const held = async () =>
      (await app.admin('GET', '/persons/7/levels')).body.items.map((one: { id: string; granted: boolean }) => [
        one.id,
        one.granted,
      ]);
    const both = [
      [generalId, true],
      ['works', false],
    ];
    expect(await held()).toEqual(both);
    const { accLevelIds, deptCode } = await told();
    await plain('POST', 'person/add', { pin: '7', deptCode, accLevelIds });
    expect(await held()).toEqual(both);
    await app.admin('PATCH', '/persons/7', { accLevelIds: accLevelIds.split(',') });
    expect(await held()).toEqual(both);
    await plain('POST', 'person/reinstated', { pin: '7', accLevelIds });
    expect(await held()).toEqual(both);
    // Also where the department changes in the same call.
    await plain('POST', 'person/add', { pin: '7', deptCode: '1', accLevelIds });
    expect(await held()).toEqual([[generalId, true]]);
  });
});
