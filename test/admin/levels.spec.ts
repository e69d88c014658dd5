import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { deviceWithDoors, recordChanges } from './site.js';
import { version } from '../support/versions.js';

let app: TestApp;
let changes: () => Promise<string[]>;
beforeAll(async () => {
  app = await startApp();
  await deviceWithDoors(app, 'L1', 2);
  changes = await recordChanges(app);
});
afterAll(() => app.stop());

describe('access levels', () => {
  it('are always open without a zone, and are in the built-in area', async () => {
    const { status, body } = await app.admin('POST', '/access-levels', {
      id: 'lev-1',
      name: 'Front',
      doorIds: ['L1-2', 'L1-1', 'L1-1'],
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      ...{ id: 'lev-1', name: 'Front', timeZoneId: 1, doorIds: ['L1-1', 'L1-2'], areaCode: '1' },
      ...{ doorCount: 2, personCount: 0, warnings: ['noPeople'], usedBy: [] },
      ...version,
    });
    expect((await app.admin('GET', '/access-levels/lev-1')).body).toEqual(body);
    expect((await app.admin('POST', '/access-levels', { name: 'Front' })).status).toBe(409);
    expect((await app.admin('POST', '/access-levels', { id: 'lev-1', name: 'Else' })).status).toBe(409);
  });

  it('name what they refer to and is not there', async () => {
    const fieldOf = async (facts: object) => {
      const { status, body } = await app.admin('POST', '/access-levels', { name: 'x', ...facts });
      return [status, body.errors[0].field];
    };
    expect(await fieldOf({ timeZoneId: 9 })).toEqual([400, 'timeZoneId']);
    expect(await fieldOf({ doorIds: ['nope'] })).toEqual([400, 'doorIds']);
    expect(await fieldOf({ areaCode: 'nope' })).toEqual([400, 'areaCode']);
    expect(await fieldOf({ name: '' })).toEqual([400, 'name']);
  });

  it('are taken from a person who gets one while it is removed', async () => {
    await app.admin('POST', '/persons', { pin: '70' });
    await app.admin('POST', '/access-levels', { id: 'lev-gone', name: 'Gone', doorIds: ['L1-1'] });
    const other = new pg.Client({ connectionString: app.databaseUrl });
    await other.connect();
    await other.query('BEGIN');
    await other.query(
      `INSERT INTO acc_level_person (level_id, person_id) SELECT 'lev-gone', id FROM person WHERE pin = '70'`,
    );
    await changes();
    const removed = app.admin('DELETE', '/access-levels/lev-gone');
    const waits = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await expect.poll(() => app.sql(waits)).toHaveLength(1);
    await other.query('COMMIT');
    await other.end();
    expect((await removed).status).toBe(204);
    expect(await changes()).toContain('person 70');
    expect(await app.sql(`SELECT 1 FROM acc_level_person WHERE level_id = 'lev-gone'`)).toEqual([]);
    await app.admin('DELETE', '/persons/70');
  });

  it('are granted and taken away, once or twice alike', async () => {
    await app.admin('POST', '/persons', { pin: '7', name: 'Ann', lastName: 'Lee' });
    await changes();
    expect((await app.admin('PUT', '/access-levels/lev-1/persons/7')).status).toBe(204);
    expect((await app.admin('PUT', '/access-levels/lev-1/persons/7')).status).toBe(204);
    expect(await changes()).toEqual(['person 7']);
    expect((await app.admin('GET', '/access-levels/lev-1/persons')).body).toEqual({
      items: [{ pin: '7', name: 'Ann', lastName: 'Lee' }],
      nextCursor: null,
    });
    expect((await app.admin('GET', '/persons/7')).body.accLevelIds).toEqual(['lev-1']);
    expect((await app.admin('DELETE', '/access-levels/lev-1/persons/7')).status).toBe(204);
    expect((await app.admin('DELETE', '/access-levels/lev-1/persons/7')).status).toBe(204);
    expect((await app.admin('GET', '/access-levels/lev-1/persons')).body.items).toEqual([]);
    expect((await app.admin('PUT', '/access-levels/lev-1/persons/8')).body.type).toBe('urn:postern:personNotFound');
    expect((await app.admin('PUT', '/access-levels/nope/persons/7')).body.type).toBe('urn:postern:levelNotFound');
    expect((await app.admin('GET', '/access-levels/nope/persons')).status).toBe(404);
  });

  it('change their doors as a whole, and are taken from everybody when they are deleted', async () => {
    await app.admin('PUT', '/access-levels/lev-1/persons/7');
    await changes();
    const { body } = await app.admin('PATCH', '/access-levels/lev-1', { name: 'Back', doorIds: ['L1-2'] });
    expect(body).toMatchObject({ id: 'lev-1', name: 'Back', timeZoneId: 1, doorIds: ['L1-2'], areaCode: '1' });
    // Sync may have looked at the members already.
    expect(await changes()).toContain('accLevel lev-1');
    expect((await app.admin('DELETE', '/access-levels/lev-1')).status).toBe(204);
    expect(await changes()).toEqual(['accLevel lev-1', 'person 7']);
    expect((await app.admin('GET', '/persons/7')).body.accLevelIds).toEqual([]);
  });
});

describe('persons', () => {
  it('are made, changed field by field and removed', async () => {
    const { status, body } = await app.admin('POST', '/persons', {
      pin: '8',
      name: 'Bo',
      cardNo: '0000123',
      supplyCards: ['456'],
      gender: 'female',
      accStartTime: '2026-01-01T08:00',
      accEndTime: '2027-01-01 00:00:00',
      personPwd: '4711',
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      pin: '8',
      name: 'Bo',
      lastName: '',
      deptCode: '1',
      deptName: 'Department Name',
      gender: 'F',
      birthday: null,
      email: '',
      mobilePhone: '',
      certType: '',
      certNumber: '',
      ssn: null,
      carPlate: null,
      hireDate: null,
      isSendMail: false,
      cardNo: '123',
      supplyCards: ['456'],
      isDisabled: false,
      accStartTime: '2026-01-01 08:00:00',
      accEndTime: '2027-01-01 00:00:00',
      privilege: 0,
      extendedPass: false,
      temporary: false,
      verifyMode: null,
      leaveDate: null,
      leaveType: null,
      leftOn: null,
      photoAt: null,
      lastSeen: null,
      bodies: 0,
      onDevices: 0,
      accLevelIds: [],
      ...version,
    });
    expect((await app.admin('POST', '/persons', { pin: '8' })).status).toBe(409);
    const patched = await app.admin('PATCH', '/persons/8', { isDisabled: true, accEndTime: null, cardNo: '' });
    expect(patched.body).toMatchObject({
      name: 'Bo',
      isDisabled: true,
      accEndTime: null,
      cardNo: '',
      supplyCards: ['456'],
    });
    expect((await app.admin('DELETE', '/persons/8')).status).toBe(204);
    expect((await app.admin('GET', '/persons/8')).status).toBe(404);
    expect((await app.admin('PATCH', '/persons/8', { name: 'x' })).status).toBe(404);
  });

  it('conflict over cards and passwords', async () => {
    await app.admin('POST', '/persons', { pin: '20', cardNo: '900', personPwd: '1234' });
    const refusalOf = async (facts: object) => {
      const { status, body } = await app.admin('POST', '/persons', { pin: '21', ...facts });
      return [status, body.type, (body.errors as { field: string }[] | undefined)?.map(({ field }) => field)];
    };
    expect(await refusalOf({ cardNo: '900' })).toEqual([409, 'urn:postern:cardTaken', ['cardNo']]);
    expect(await refusalOf({ supplyCards: ['900'] })).toEqual([409, 'urn:postern:cardTaken', ['supplyCards']]);
    expect(await refusalOf({ cardNo: '901', supplyCards: ['900'] })).toEqual([
      409,
      'urn:postern:cardTaken',
      ['supplyCards'],
    ]);
    expect(await refusalOf({ personPwd: '1234' })).toEqual([409, 'urn:postern:passwordTaken', ['personPwd']]);
    expect(await refusalOf({ pin: 'a b' })).toEqual([400, 'urn:postern:pinInvalid', ['pin']]);
    expect(await refusalOf({ deptCode: 'nope' })).toEqual([404, 'urn:postern:departmentNotFound', ['deptCode']]);
    expect(await refusalOf({ accLevelIds: ['nope'] })).toEqual([404, 'urn:postern:levelNotFound', ['accLevelIds']]);
    // One call is one transaction: the person of the last one is not there either.
    expect((await app.admin('GET', '/persons/21')).status).toBe(404);
  });

  it('leave and come back', async () => {
    await app.admin('POST', '/persons', { pin: '25', name: 'Lea', hireDate: '2020-01-31', ssn: '1', isSendMail: true });
    expect((await app.admin('GET', '/persons/25')).body).toMatchObject({
      hireDate: '2020-01-31',
      ssn: '1',
      isSendMail: true,
    });
    const left = await app.admin('POST', '/persons/25/leave', { leaveDate: '2024-05-31', leaveType: '1' });
    expect([left.status, left.body]).toEqual([200, { pin: '25', leaveDate: '2024-05-31', leaveType: '1' }]);
    expect((await app.admin('GET', '/persons/25')).body).toMatchObject({ leaveDate: '2024-05-31', leaveType: '1' });
    expect((await app.admin('POST', '/persons/25/leave', {})).status).toBe(404);
    expect((await app.admin('POST', '/persons/25/leave', { leaveDate: '31.5.' })).body.errors[0].field).toBe(
      'leaveDate',
    );
    const back = await app.admin('POST', '/persons/25/reinstate', { lastName: 'Back' });
    expect([back.status, back.body]).toMatchObject([200, { name: 'Lea', lastName: 'Back', hireDate: '2020-01-31' }]);
    expect((await app.admin('POST', '/persons/25/leave')).status).toBe(200);
    expect((await app.admin('POST', '/persons/25/reinstate')).status).toBe(200);
    expect((await app.admin('POST', '/persons/nobody/reinstate', {})).status).toBe(404);
    expect((await app.admin('DELETE', '/persons/25')).status).toBe(204);
  });

  it('are found by department and parts of their names', async () => {
    await app.admin('POST', '/departments', { code: 'find', name: 'Find' });
    await app.admin('POST', '/persons', { pin: '26', name: 'Kim', lastName: 'North', deptCode: 'find' });
    await app.admin('POST', '/persons', { pin: '27', name: 'Kimball', lastName: 'South' });
    const found = async (query: string) => {
      const { items } = (await app.admin('GET', `/persons?${query}`)).body as { items: { pin: string }[] };
      return items.map(({ pin }) => pin);
    };
    expect(await found('deptCode=find,nowhere')).toEqual(['26']);
    expect(await found('name=kim')).toEqual(['26', '27']);
    expect(await found('name=kim&lastName=sou&limit=5')).toEqual(['27']);
    for (const pin of ['26', '27']) await app.admin('DELETE', `/persons/${pin}`);
  });

  it('are found by any of their cards', async () => {
    await app.admin('POST', '/persons', { pin: '28', cardNo: '2801', supplyCards: ['18446744073709551615', '2803'] });
    const found = async (cardNo: string) => {
      const { status, body } = await app.admin('GET', `/persons?cardNo=${cardNo}`);
      return [status, body.items?.map((one: { pin: string }) => one.pin)];
    };
    expect(await found('2801')).toEqual([200, ['28']]);
    expect(await found('0018446744073709551615')).toEqual([200, ['28']]);
    expect(await found('280')).toEqual([200, []]);
    expect((await found('28x1'))[0]).toBe(400);
    expect((await app.admin('GET', '/persons?cardNo=2803')).body.items).toMatchObject([
      { pin: '28', cardNo: '2801', supplyCards: ['18446744073709551615', '2803'] },
    ]);
    await app.admin('DELETE', '/persons/28');
  });

  it('are listed by how they stand, who has left and who will', async () => {
    const facts = {
      stand1: { accStartTime: '2000-01-01 00:00:00', accEndTime: '2090-01-01 00:00:00' },
      stand2: { accStartTime: '2090-01-01 00:00:00' },
      stand3: { accEndTime: '2000-01-01 00:00:00' },
      stand4: { isDisabled: true, accEndTime: '2000-01-01 00:00:00' },
      stand5: {},
      stand6: { isDisabled: true },
    };
    for (const [pin, more] of Object.entries(facts))
      await app.admin('POST', '/persons', { pin, name: 'Stan', ...more });
    await app.admin('POST', '/persons/stand5/leave', { leaveDate: '2089-05-31', leaveType: '2' });
    await app.admin('POST', '/persons/stand6/leave', { leaveDate: '2020-05-31' });
    const found = async (query: string) => {
      const { items } = (await app.admin('GET', `/persons?name=Stan${query}`)).body as { items: { pin: string }[] };
      return items.map(({ pin }) => pin);
    };
    expect(await found('')).toEqual(['stand1', 'stand2', 'stand3', 'stand4', 'stand5']);
    expect(await found('&state=valid')).toEqual(['stand1', 'stand5']);
    expect(await found('&state=early')).toEqual(['stand2']);
    expect(await found('&state=expired')).toEqual(['stand3']);
    expect(await found('&state=disabled')).toEqual(['stand4']);
    expect(await found('&state=left')).toEqual(['stand6']);
    expect((await app.admin('GET', '/persons?state=any')).status).toBe(400);
    const shown = async (pin: string) => {
      const { leaveDate, leaveType } = (await app.admin('GET', `/persons/${pin}`)).body;
      return [leaveDate, leaveType];
    };
    expect(await shown('stand1')).toEqual([null, null]);
    expect(await shown('stand5')).toEqual(['2089-05-31', '2']);
    expect(await shown('stand6')).toEqual(['2020-05-31', null]);
    for (const pin of Object.keys(facts)) await app.admin('DELETE', `/persons/${pin}`);
    expect((await app.admin('POST', '/persons/stand6/reinstate', {})).status).toBe(200);
    expect(await shown('stand6')).toEqual([null, null]);
    await app.admin('DELETE', '/persons/stand6');
  });

  it('are listed by pin, page by page', async () => {
    for (const pin of ['31', '32', '33']) await app.admin('POST', '/persons', { pin });
    const pins: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await app.admin('GET', `/persons?limit=2&cursor=${cursor}`);
      pins.push(...body.items.map(({ pin }: { pin: string }) => pin));
      cursor = body.nextCursor;
    }
    expect(pins).toEqual(['20', '31', '32', '33', '7']);
  });
});

describe('areas and departments', () => {
  it('areas stand in areas, never in themselves', async () => {
    const made = await app.admin('POST', '/areas', { code: 'N', name: 'North', parentCode: '1', id: 'area-n' });
    expect(made).toMatchObject({ status: 201, body: { id: 'area-n', code: 'N', name: 'North', parentCode: '1' } });
    await app.admin('POST', '/areas', { code: 'NN', name: 'Far north', parentCode: 'N' });
    expect((await app.admin('PATCH', '/areas/N', { parentCode: 'NN' })).body.errors[0].field).toBe('parentCode');
    expect((await app.admin('POST', '/areas', { code: 'N', name: 'x' })).status).toBe(409);
    expect((await app.admin('DELETE', '/areas/N')).body.detail).toBe('an area stands in the area N');
    await app.admin('PATCH', '/devices/L1', { areaCode: 'NN' });
    expect((await app.admin('DELETE', '/areas/NN')).body.detail).toBe('a device stands in the area NN');
    expect((await app.admin('DELETE', '/areas/1')).status).toBe(409);
    expect((await app.admin('GET', '/areas/nope')).status).toBe(404);
  });

  it('departments are made, moved and removed', async () => {
    const body = { code: 'D', name: 'Depot', parentCode: '1', sortNo: 3, id: 'dept-d' };
    expect(await app.admin('POST', '/departments', body)).toMatchObject({ status: 201, body });
    expect((await app.admin('POST', '/departments', { code: 'D', name: 'x' })).status).toBe(409);
    expect((await app.admin('POST', '/departments', { code: 'E', name: 'Depot' })).status).toBe(409);
    expect((await app.admin('PATCH', '/departments/D', { name: 'Store' })).body).toEqual({
      ...body,
      name: 'Store',
      ...version,
    });
    expect((await app.admin('PATCH', '/departments/nope', { name: 'x' })).status).toBe(404);
    expect((await app.admin('DELETE', '/departments/1')).status).toBe(409);
    expect((await app.admin('DELETE', '/departments/D')).status).toBe(204);
    expect((await app.admin('GET', '/departments/D')).status).toBe(404);
  });
});
