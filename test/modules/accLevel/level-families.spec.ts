import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { addPanel, doorId } from '../../support/facade-site.js';
import { refusalOf } from '../../support/answers.js';
import { version } from '../../support/versions.js';

const families = [
  { resource: 'accLevel', path: 'access-levels', sample: '402856aa6c3bbde1016c3bc2329200ff', places: 'doorIds' },
  { resource: 'eleLevel', path: 'elevator-levels', sample: '8a888e238474d72d018474d8cba8065a', places: 'floorIds' },
  { resource: 'psgLevel', path: 'gate-levels', sample: '402856aa6c3bbde1016c3bc232930100', places: 'gateIds' },
] as const;

let app: TestApp;
/** A place of each kind. */
let place: Record<string, string>;
beforeAll(async () => {
  app = await startApp();
  await addPanel(app, 'ACC1', { id: 'd1', name: 'Lobby' });
  await app.sql(`INSERT INTO floor (id, name, device_sn, number) VALUES ('floor3', 'Lift-3', 'ACC1', 3)`);
  await app.sql(`INSERT INTO gate (id, name, device_sn, number) VALUES ('gate1', 'Lane-1', 'ACC1', 1)`);
  place = { doorIds: await doorId(app, 'Lobby-1'), floorIds: 'floor3', gateIds: 'gate1' };
  for (const { path, sample, places } of families) {
    await app.admin('POST', `/${path}`, { id: sample, name: 'public level group', [places]: [place[places]] });
    await app.admin('POST', `/${path}`, { id: `${path}-2`, name: 'Night & Day' });
  }
  await app.sql(`UPDATE acc_level SET created_at = now() + CASE WHEN id LIKE '%-2' THEN interval '1s' ELSE '0s' END
    WHERE name <> 'General'`);
});
afterAll(() => app.stop());

beforeEach(async () => {
  await app.sql('DELETE FROM person');
  await app.api('POST', '/api/person/add', { pin: '7', name: 'Ana' });
});

describe.each(families)('$resource', ({ resource, path, sample, places }) => {
  const second = `${path}-2`;
  const post = async (call: string, body?: unknown): Promise<number> =>
    (await app.api('POST', `/api/${resource}/${call}`, body)).body.code;
  const members = async (id: string): Promise<string[]> =>
    (await app.admin('GET', `/${path}/${id}/persons`)).body.items.map(({ pin }: { pin: string }) => pin);
  const others = families.filter((family) => family.resource !== resource);

  it('getById and getByName answer a level as printed, from path and query', async () => {
    const printed = { code: 0, message: 'success', data: { id: sample, name: 'public level group' } };
    expect((await app.api('GET', `/api/${resource}/getById/${sample}`)).body).toEqual(printed);
    expect((await app.api('GET', `/api/${resource}/getById?id=${sample}`)).body).toEqual(printed);
    expect((await app.api('GET', `/api/${resource}/getByName/public%20level%20group`)).body).toEqual(printed);
    expect((await app.api('GET', `/api/${resource}/getByName?name=public level group`)).body).toEqual(printed);
    expect((await app.api('GET', `/api/${resource}/getById`)).body).toMatchObject({ code: -43, data: null });
    expect((await app.api('GET', `/api/${resource}/getById/nobody`)).body).toMatchObject({ code: -24, data: null });
    expect((await app.api('GET', `/api/${resource}/getByName/nobody`)).body).toMatchObject({ code: -24, data: null });
    expect((await app.api('GET', `/api/${resource}/getByName`)).body).toMatchObject({ code: -24, data: null });
  });

  it('list and v2 list have the levels of this business alone', async () => {
    const own = [
      { id: sample, name: 'public level group' },
      { id: second, name: 'Night & Day' },
    ];
    const { body } = await app.api('GET', `/api/${resource}/list?pageNo=1&pageSize=20`);
    expect(body.data.filter(({ name }: { name: string }) => name !== 'General')).toEqual(own);
    const total = body.data.length as number;
    expect((await app.api('GET', `/api/v2/${resource}/list?pageNo=${total}&pageSize=1`)).body).toEqual({
      code: 0,
      message: 'success',
      data: { page: total - 1, size: 1, total, data: [own[1]], offset: 0, lastPage: true },
    });
    expect((await app.api('GET', `/api/${resource}/list?pageNo=9&pageSize=20`)).body.data).toEqual([]);
    for (const list of [`${resource}/list`, `v2/${resource}/list`]) {
      expect((await app.api('GET', `/api/${list}?pageNo=0&pageSize=1`)).body.code).toBe(-90);
      expect((await app.api('GET', `/api/${list}?pageNo=1&pageSize=1001`)).body.code).toBe(-91);
      expect((await app.api('GET', `/api/${list}`)).body.code).toBe(-92);
    }
  });

  it('syncPerson gives levels and deleteLevel takes them away, and those of other businesses stay', async () => {
    for (const other of others)
      await app.api('POST', `/api/${other.resource}/syncPerson?pin=7&levelIds=${other.sample}`);
    expect(await post(`syncPerson?pin=7&levelIds=${sample},${second}`)).toBe(0);
    expect([await members(sample), await members(second)]).toEqual([['7'], ['7']]);
    expect(await post(`deleteLevel?pin=7&levelIds=${sample}`)).toBe(0);
    expect([await members(sample), await members(second)]).toEqual([[], ['7']]);
    expect(await post(`deleteLevel?pin=7&levelIds=${sample},${second}`)).toBe(0);
    expect(await members(second)).toEqual([]);
    expect(await post('syncPerson', { pin: 7, levelIds: [sample] })).toBe(0);
    expect(await members(sample)).toEqual(['7']);
    const kept = await app.sql(
      `SELECT l.business FROM acc_level_person m JOIN acc_level l ON l.id = m.level_id
       WHERE l.id <> $1 ORDER BY 1`,
      [sample],
    );
    expect(kept).toHaveLength(2);
  });

  it.each(['deleteLevel', 'syncPerson'])('%s tells what is missing or unknown', async (call) => {
    expect(await post(`${call}?levelIds=${sample}`)).toBe(-42);
    expect(await post(`${call}?pin=7`)).toBe(-42);
    expect(await post(`${call}?pin=7&levelIds=`)).toBe(-42);
    expect(await post(`${call}?pin=8&levelIds=${sample}`)).toBe(-22);
    expect(await post(`${call}?pin=7&levelIds=${sample},nobody`)).toBe(-24);
    for (const other of others) expect(await post(`${call}?pin=7&levelIds=${other.sample}`)).toBe(-24);
    expect(await members(sample)).toEqual([]);
  });

  it('reports what the database itself refuses as -40 and -41', async () => {
    await app.sql(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'closed for today'; END $$`);
    await app.sql(`CREATE TRIGGER refuse BEFORE INSERT OR DELETE ON acc_level_person
      FOR EACH STATEMENT EXECUTE FUNCTION refuse()`);
    try {
      const granted = await app.api('POST', `/api/${resource}/syncPerson?pin=7&levelIds=${sample}`);
      expect(granted.body).toEqual(refusalOf(-40, 'closed for today'));
      const revoked = await app.api('POST', `/api/${resource}/deleteLevel?pin=7&levelIds=${sample}`);
      expect(revoked.body).toEqual(refusalOf(-41, 'closed for today'));
    } finally {
      await app.sql('DROP FUNCTION refuse CASCADE');
    }
  });

  it('syncLevel needs a level with people', async () => {
    expect(await post('syncLevel')).toBe(-43);
    expect(await post('syncLevel?levelId=nobody')).toBe(-24);
    expect(await post(`syncLevel?levelId=${others[0]?.sample}`)).toBe(-24);
    expect(await post(`syncLevel?levelId=${sample}`)).toBe(-25);
    await post(`syncPerson?pin=7&levelIds=${sample}`);
    expect(await post(`syncLevel?levelId=${sample}`)).toBe(0);
  });

  it('is managed over the admin API', async () => {
    const made = await app.admin('POST', `/${path}`, { name: 'Made', [places]: [place[places], place[places]] });
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect(made.body).toMatchObject({ id, name: 'Made', timeZoneId: 1, areaCode: '1', [places]: [place[places]] });
    expect((await app.admin('GET', `/${path}/${id}`)).body).toEqual(made.body);
    expect((await app.admin('POST', `/${path}`, { name: 'Made' })).status).toBe(409);
    expect((await app.admin('PATCH', `/${path}/${id}`, { name: 'Other', [places]: [] })).body).toEqual({
      ...made.body,
      ...{ name: 'Other', [places]: [], doorCount: 0, warnings: ['noPlaces', 'noPeople'], ...version },
    });
    const wrong = await app.admin('PATCH', `/${path}/${id}`, { [places]: ['nope'] });
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([400, places]);
    for (const other of others) {
      expect((await app.admin('GET', `/${other.path}/${id}`)).status).toBe(404);
      expect((await app.admin('PUT', `/${other.path}/${id}/persons/7`)).status).toBe(404);
    }
    expect((await app.admin('PUT', `/${path}/${id}/persons/7`)).status).toBe(204);
    expect(await members(id)).toEqual(['7']);
    expect((await app.admin('DELETE', `/${path}/${id}/persons/7`)).status).toBe(204);
    expect((await app.admin('DELETE', `/${path}/${id}`)).status).toBe(204);
    expect((await app.admin('GET', `/${path}/${id}`)).status).toBe(404);
  });
});

it('all levels of a person are listed, with their business and their origin', async () => {
  for (const { resource, sample } of families)
    await app.api('POST', `/api/${resource}/syncPerson?pin=7&levelIds=${sample}`);
  const own = { name: 'public level group', granted: true, inherited: false };
  expect((await app.admin('GET', '/persons/7/levels')).body).toEqual({
    items: [
      { id: families[0].sample, business: 'acc', ...own },
      { id: families[1].sample, business: 'ele', ...own },
      { id: families[2].sample, business: 'psg', ...own },
    ],
  });
  expect((await app.admin('GET', '/persons/8/levels')).status).toBe(404);
});

it('accLevelIds of a person are levels of access control, and replacing them keeps the others', async () => {
  for (const { resource, sample } of families)
    await app.api('POST', `/api/${resource}/syncPerson?pin=7&levelIds=${sample}`);
  expect((await app.api('GET', '/api/person/get/7')).body.data.accLevelIds).toBe(families[0].sample);
  expect((await app.admin('GET', '/persons/7')).body.accLevelIds).toEqual([families[0].sample]);
  expect((await app.api('POST', '/api/person/add', { pin: '7', accLevelIds: families[1].sample })).body.code).toBe(-24);
  expect((await app.api('POST', '/api/person/add', { pin: '7', accLevelIds: '' })).body.code).toBe(0);
  const held = await app.sql(`SELECT level_id FROM acc_level_person ORDER BY 1`);
  expect(held).toHaveLength(2);
});
