import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { Importer, type Imported } from './import.js';
import { WrittenDatabase } from './old-database.js';
import { json, pageOf, success, WrittenServer } from './old-server.js';

const staff = '402856aa6c3bbde1016c3bc232920001';
const lab = '402856aa6c3bbde1016c3bc232920002';
const token = '5B9F2A4C1E7D8036AA41C09D77E35F1122334455667788990011223344556677';
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const allDays = [...weekdays, 'saturday', 'sunday', 'holidaytype1', 'holidaytype2', 'holidaytype3'];
const hours = (days: readonly string[], start: string, end: string) =>
  Object.fromEntries(
    days.flatMap((day) => [
      [`${day}_start1`, start],
      [`${day}_end1`, end],
    ]),
  );

async function fill(old: WrittenDatabase): Promise<void> {
  await old.add(
    'auth_area',
    { id: 'a1', code: '1', name: 'Area' },
    { id: 'a7', code: '7', name: 'Annex', parent_id: 'a1' },
  );
  await old.add(
    'auth_department',
    { id: 'd1', code: '1', name: 'Works', sort: 1, parent_id: null },
    { id: 'd2', code: '20', name: 'Night shift', sort: 4, parent_id: 'd1' },
  );
  await old.add(
    'acc_timeseg',
    { id: 't1', name: '24-hour', business_id: 1, ...hours(allDays, '00:00', '23:59') },
    {
      id: 't5',
      name: 'Office',
      business_id: 5,
      ...hours(weekdays, '08:00', '18:30'),
      saturday_start1: '00:00',
      saturday_end1: '00:00',
    },
    { id: 't6', name: 'Broken', business_id: 6, ...hours(weekdays, '18:00', '08:00') },
  );
  await old.add('acc_holiday', {
    id: 'h1',
    name: 'Winter',
    start_date: '2026-12-24',
    end_date: '2026-12-26',
    holiday_type: 2,
    is_loop_by_year: true,
  });
  await old.add('acc_device', { id: 'dev1', sn: 'OLD0001', dev_alias: 'Main' });
  await old.add(
    'acc_door',
    {
      id: 'door1',
      name: 'Entrance',
      dev_id: 'dev1',
      door_no: 2,
      lock_delay: 7,
      active_timeseg_id: 't1',
      passmode_timeseg_id: 't5',
    },
    { id: 'door2', name: 'Yard', dev_id: 'dev1', door_no: 1, lock_delay: 5, sensor_delay: 15, action_interval: 2 },
  );
  await old.add('acc_reader', { id: 'r1', name: 'Entrance in', door_id: 'door1', reader_no: 3, reader_state: 0 });
  await old.add(
    'acc_level',
    { id: staff, name: 'Staff', timeseg_id: 't5' },
    { id: lab, name: 'Lab', timeseg_id: 't6' },
  );
  await old.add(
    'acc_level_door',
    { id: 'l1', level_id: staff, door_id: 'door1' },
    { id: 'l2', level_id: staff, door_id: 'door2' },
    { id: 'l3', level_id: lab, door_id: 'door1' },
  );
  await old.add('acc_level_dept', { id: 'ld1', level_id: staff, dept_id: 'd2' });
  await old.add(
    'acc_interlock',
    { id: 'i1', interlock_rule: 1, dev_id: 'dev1' },
    { id: 'i2', interlock_rule: 2, dev_id: 'dev1' },
  );
  await old.add(
    'pers_person',
    {
      id: 'p1',
      pin: '2001',
      name: 'Grace',
      last_name: 'Hopper',
      auth_dept_id: 'd2',
      gender: 'F',
      person_pwd: '31415926',
      mobile_phone: '+34 600 000 001',
    },
    {
      id: 'p2',
      pin: '2002',
      name: 'Ada',
      auth_dept_id: 'd1',
      gender: 'F',
      person_pwd: 'Xz8/9kLm==',
      mobile_phone: '{AES}kd83jd',
    },
  );
  await old.add(
    'acc_person',
    {
      id: 'ap1',
      pers_person_id: 'p1',
      disabled: false,
      privilege: 14,
      super_auth: 1,
      is_set_valid_time: true,
      start_time: '2026-01-01 08:00:00',
      end_time: '2030-01-01 20:00:00',
    },
    {
      id: 'ap2',
      pers_person_id: 'p2',
      disabled: true,
      privilege: 0,
      super_auth: 0,
      is_set_valid_time: false,
      start_time: '2026-01-01 08:00:00',
      end_time: null,
    },
  );
  await old.add('acc_level_person', { id: 'm1', pers_person_id: 'p2', level_id: staff });
  await old.add(
    'pers_card',
    { id: 'c1', person_id: 'p1', card_no: '44445555', card_type: 1, card_state: 1 },
    { id: 'c2', person_id: 'p1', card_no: '22223333', card_type: 0, card_state: 1 },
    { id: 'c3', person_id: 'p1', card_no: '99998888', card_type: 1, card_state: 3 },
    { id: 'c4', person_id: 'p2', card_no: 'a8Gh3==', card_type: 0, card_state: 1 },
  );
  await old.add('pers_certificate', { id: 'k1', person_id: 'p1', cert_number: 'X123', cert_type: '2' });
  await old.add(
    'pers_biotemplate',
    {
      id: 'b1',
      person_pin: '2001',
      bio_type: 1,
      template: 'T1NTMjEAAAN9fQQFBwjOz3YbAQ==',
      template_no: 6,
      template_no_index: 0,
      valid_type: 3,
      version: '10',
    },
    {
      id: 'b2',
      person_pin: '2001',
      bio_type: 9,
      template: 'apUBD+cAAQ==',
      template_no: 0,
      template_no_index: 0,
      valid_type: 1,
      version: '58.12',
    },
    {
      id: 'b3',
      person_pin: '2002',
      bio_type: 8,
      template: 'no base64!',
      template_no: 0,
      template_no_index: 0,
      valid_type: 1,
      version: '12',
    },
  );
  await old.add(
    'auth_api_token',
    { id: 'k1', client_name: 'Payroll', client_token: token },
    { id: 'k2', client_name: 'Old', client_token: 'short' },
  );
}

describe('the database of the old server', () => {
  let site: TestApp;
  let old: WrittenDatabase;
  let importer: Importer;

  beforeAll(async () => {
    site = await startApp();
    old = await WrittenDatabase.start();
    importer = new Importer(site.databaseUrl);
    await fill(old);
  });

  afterAll(async () => {
    importer.remove();
    await old.stop();
    await site.stop();
  });

  const counts = ({ report }: Imported, kind: string) => report.summary.counts[kind]?.outcomes;
  const unread = ({ report }: Imported) => report.summary.unread.map(({ what, why }) => `${what}: ${why}`);
  const person = async (pin: string) => (await site.admin('GET', `/persons/${pin}`)).body;

  it('says in a trial what it would do', async () => {
    const trial = await importer.run({ db: old.url });
    expect(trial.err).toBe('');
    expect(trial.code).toBe(1);
    expect(counts(trial, 'timeZones')).toEqual({ add: 1, change: 0, same: 1, refused: 1 });
    expect(counts(trial, 'holidays')).toEqual({ add: 3, change: 0, same: 0, refused: 0 });
    expect(counts(trial, 'doors')).toEqual({ add: 2, change: 0, same: 0, refused: 0 });
    expect(counts(trial, 'people')).toEqual({ add: 2, change: 0, same: 0, refused: 0 });
    expect(await site.sql('SELECT 1 FROM person')).toEqual([]);
    expect(await site.sql('SELECT 1 FROM holiday')).toEqual([]);
  });

  it('takes over what the API does not tell', async () => {
    const done = await importer.run({ db: old.url, apply: true });
    expect(done.err).toBe('');
    expect(await site.sql('SELECT id, name, periods FROM time_zone WHERE id > 1')).toEqual([
      {
        id: 5,
        name: 'Office',
        periods: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['08:00', '18:30']]])),
      },
    ]);
    expect(await site.sql('SELECT date, type, every_year FROM holiday ORDER BY date')).toEqual(
      ['2026-12-24', '2026-12-25', '2026-12-26'].map((date) => ({ date, type: 2, every_year: true })),
    );
    expect(await site.sql(`SELECT code, parent_code FROM department WHERE code = '20'`)).toEqual([
      { code: '20', parent_code: '1' },
    ]);
    expect(await site.sql('SELECT id, number, settings FROM door ORDER BY number')).toEqual([
      { id: 'door2', number: 1, settings: { DoorDrivertime: 5, DoorDetectortime: 15, DoorIntertime: 2 } },
      { id: 'door1', number: 2, settings: { DoorDrivertime: 7, DoorValidTZ: 1, DoorKeepOpenTimeZone: 5 } },
    ]);
    expect((await site.admin('GET', `/access-levels/${staff}`)).body).toMatchObject({
      timeZoneId: 5,
      doorIds: ['door1', 'door2'],
    });
    expect(done.report.items).toContainEqual(
      expect.objectContaining({ kind: 'levels', outcome: 'refused', reason: 'its time zone t6 is not here' }),
    );
    expect(await person('2001')).toMatchObject({
      ...{ name: 'Grace', lastName: 'Hopper', deptCode: '20', cardNo: '22223333', supplyCards: ['44445555'] },
      ...{ accStartTime: '2026-01-01 08:00:00', accEndTime: '2030-01-01 20:00:00', certNumber: 'X123' },
      ...{ mobilePhone: '+34 600 000 001', accLevelIds: [staff], privilege: 14 },
    });
    expect(await person('2002')).toMatchObject({
      isDisabled: true,
      accLevelIds: [staff],
      cardNo: '',
      mobilePhone: '',
    });
    expect(
      await site.sql(`SELECT p.pin FROM acc_level_person m JOIN person p ON p.id = m.person_id WHERE m.granted`),
    ).toEqual([{ pin: '2002' }]);
    expect(await site.sql('SELECT bio_type, no, duress FROM bio_template ORDER BY bio_type')).toEqual([
      { bio_type: 1, no: 6, duress: true },
      { bio_type: 9, no: 0, duress: false },
    ]);
    expect(unread(done)).toEqual(
      expect.arrayContaining([
        '2 interlocks: they are not taken over: panels tell them to a survey, or they are made by hand',
        'the column is_sendmail of pers_person: the database of this version does not have it',
        'person 2001: a card is in state 3 there and is not taken over',
        'person 2001: a super user there: POST /admin/v1/super-user-rules makes one here',
        'person 2002: a card is no number; it may be kept encrypted there',
        'person 2002: mobilePhone is nothing that can be taken over; it may be kept encrypted there',
        'person 2002: personPwd is nothing that can be taken over; it may be kept encrypted there',
      ]),
    );
    for (const secret of [token, '31415926', 'T1NTMjEAAAN9']) {
      expect(done.files.json + done.files.csv + done.files.html + done.out).not.toContain(secret);
    }
  });

  it('lets clients go on with their tokens', async () => {
    const answer = await fetch(`${site.url}/api/person/get/2001?access_token=${token}`);
    expect(await answer.json()).toMatchObject({ code: 0, data: { pin: '2001' } });
    const short = await fetch(`${site.url}/api/person/get/2001?access_token=short`);
    expect(await short.json()).not.toMatchObject({ code: 0 });
  });

  it('changes nothing the second time', async () => {
    const again = await importer.run({ db: old.url, apply: true });
    for (const kind of Object.keys(again.report.summary.counts)) {
      expect(counts(again, kind), kind).toMatchObject({ add: 0, change: 0 });
    }
  });

  it('takes away what was taken away there', async () => {
    await old.sql('DELETE FROM acc_level_dept');
    await old.sql(`UPDATE pers_card SET card_state = 3 WHERE id = 'c2'`);
    await old.sql(`DELETE FROM acc_level_person WHERE id = 'm1'`);
    await old.sql(`UPDATE acc_level SET timeseg_id = 't1' WHERE id = '${staff}'`);
    const next = await importer.run({ db: old.url, apply: true });
    expect(counts(next, 'departmentLevels')).toMatchObject({ change: 1 });
    expect(counts(next, 'people')).toMatchObject({ change: 2 });
    expect(await site.sql('SELECT 1 FROM acc_level_person')).toEqual([]);
    expect(await person('2001')).toMatchObject({ cardNo: '44445555', supplyCards: [] });
    expect((await site.admin('GET', `/access-levels/${staff}`)).body).toMatchObject({ timeZoneId: 1 });
  });

  it('completes what the API tells, which counts first', async () => {
    const server = await WrittenServer.start();
    const both = new Importer(site.databaseUrl, server.url);
    server.calls['v2/person/getPersonList'] = (_request, response, query) =>
      json(
        response,
        pageOf(
          [{ pin: '2002', name: 'Ada', deptCode: '1', mobilePhone: '+34 600 000 002', accLevelIds: staff }],
          query,
        ),
      );
    server.calls['bioTemplate/getFgListByPin/2002'] = (_request, response) => json(response, success([]));
    const done = await both.run({ db: old.url, apply: true });
    expect(done.err).toBe('');
    expect(await person('2002')).toMatchObject({
      mobilePhone: '+34 600 000 002',
      isDisabled: true,
      accLevelIds: [staff],
    });
    expect(await person('2001')).toMatchObject({ cardNo: '44445555' });
    expect(unread(done)).not.toContainEqual(expect.stringContaining('mobilePhone'));
    expect(server.asked.filter((call) => call.includes('getFgListByPin'))).toEqual([]);
    both.remove();
    await server.stop();
  });

  it('leaves the cards of a person alone of whom it cannot read one', async () => {
    await site.admin('PATCH', '/persons/2002', { cardNo: '77776666' });
    await importer.run({ db: old.url, apply: true, theirs: true });
    expect(await person('2002')).toMatchObject({ cardNo: '77776666' });
  });

  it('says in one line why it cannot be read', async () => {
    const nowhere = await importer.run({ db: 'postgres://someone:secret@127.0.0.1:1/old' });
    expect([nowhere.code, nowhere.err]).toEqual([2, 'the database at 127.0.0.1:1 refuses connections']);
    const url = new URL(old.url);
    url.pathname = '/nothing-here';
    const missing = await importer.run({ db: url.href });
    expect([missing.code, missing.err]).toEqual([2, `the database at ${url.host} has no database of this name`]);
  });
});
