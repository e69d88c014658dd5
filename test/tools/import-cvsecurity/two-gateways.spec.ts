import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VisitorAdoptionService } from '../../../src/modules/visitor/visitor-adoption.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addController, addPanel } from '../../support/facade-site.js';
import { Importer, type Imported } from './import.js';

const levelId = '402856aa6c3bbde1016c3bc232920001';

const photoOf = async (colour: string) =>
  (
    await sharp({ create: { width: 60, height: 80, channels: 3, background: colour } })
      .jpeg()
      .toBuffer()
  ).toString('base64');

/** One gateway plays the old server, the other is new: it has nothing but what every gateway has. */
describe('from one gateway into another', () => {
  let old: TestApp;
  let site: TestApp;
  let importer: Importer;

  beforeAll(async () => {
    old = await startApp();
    site = await startApp();
    importer = new Importer(site.databaseUrl, old.url);
    await addPanel(old, 'OLD0001', { id: 'dev1', name: 'Main', doors: 2, readers: 4 });
    await addController(old, 'OLD0002', { id: 'dev2', module: 'ele', name: 'Lift', options: { DeviceType: 'acc' } });
    await old.admin('POST', '/departments', { code: '10', name: 'Works', parentCode: '1' });
    await old.admin('POST', '/departments', { code: '2', name: 'Night shift', parentCode: '10', sortNo: 4 });
    await old.admin('POST', '/areas', { code: '7', name: 'Annex' });
    await old.admin('POST', '/access-levels', { id: levelId, name: 'Staff', doorIds: [] });
    const people = [
      {
        pin: '2001',
        name: 'Grace',
        lastName: 'Hopper',
        deptCode: '2',
        cardNo: '22223333',
        supplyCards: '44445555,66667777',
      },
      {
        pin: '2002',
        name: 'Ada',
        lastName: 'Lovelace',
        deptCode: '10',
        cardNo: '10000000001',
        email: 'ada@example.org',
      },
      {
        pin: 'K-7',
        name: 'Katherine',
        deptCode: '1',
        accStartTime: '2026-01-01 08:00:00',
        accEndTime: '2030-01-01 20:00:00',
      },
    ];
    for (const person of people) {
      const body = { ...person, gender: 'F', accLevelIds: levelId };
      expect((await old.api('POST', '/api/person/add', body)).body.code).toBe(0);
    }
    const finger = { personId: '2001', validType: '3', template: 'T1NTMjEAAAN9fQQFBwjOz3YbAQ==', templateNo: '6' };
    expect((await old.api('POST', '/api/bioTemplate/add', finger)).body.code).toBe(0);
    const visit = {
      ...{ hostPin: '2001', certType: '8', certNumber: '456888', name: 'Max', lastName: 'Moss', visitReason: 'visit' },
      ...{ startTime: '2050-01-03 09:00:00', endTime: '2050-01-03 10:00:00' },
    };
    expect((await old.admin('POST', '/visits', visit)).status).toBe(201);
    const photo = { pin: '2001', personPhoto: await photoOf('#804020') };
    expect((await old.api('POST', '/api/person/updatePersonnelPhoto', photo)).body.code).toBe(0);
  });

  afterAll(async () => {
    importer.remove();
    await site.stop();
    await old.stop();
  });

  const counts = ({ report }: Imported, kind: string) => report.summary.counts[kind]?.outcomes;
  const person = async (app: TestApp, pin: string) => {
    const { data } = (await app.api('GET', `/api/person/get/${pin}`)).body;
    // A random name.
    return { ...data, vislightPhotoPath: '' };
  };
  const rows = async (app: TestApp) => ({
    people: await app.sql('SELECT pin FROM person ORDER BY pin'),
    departments: await app.sql('SELECT code FROM department ORDER BY code'),
    doors: await app.sql('SELECT id FROM door ORDER BY id'),
    sources: await app.sql('SELECT count(*)::int AS n FROM import_source'),
  });

  it('says in a trial what it would do, and writes nothing', async () => {
    const before = await rows(site);
    const trial = await importer.run();
    expect(trial.err).toBe('');
    expect(trial.code).toBe(0);
    expect(counts(trial, 'people')).toEqual({ add: 3, change: 0, same: 0, refused: 0 });
    expect(counts(trial, 'doors')).toEqual({ add: 2, change: 0, same: 0, refused: 0 });
    expect(counts(trial, 'readers')).toEqual({ add: 4, change: 0, same: 0, refused: 0 });
    expect(counts(trial, 'departments')).toEqual({ add: 2, change: 0, same: 1, refused: 0 });
    expect(trial.report.summary.pinsWithLetters).toEqual(['K-7']);
    expect(trial.report.summary.unread).toContainEqual({
      kind: 'levels',
      what: 'doors and time zone of the level "Staff"',
      why: 'the REST API does not tell them',
      where: `levels.${levelId} of map.yaml, or PATCH /admin/v1/access-levels/${levelId}`,
    });
    // It is not known from when to when they are here, and whom terminals know cannot be asked for.
    expect(trial.report.summary.unread).toContainEqual(
      expect.objectContaining({
        what: 'visitor 80000001 Max Moss',
        where: expect.stringContaining('POST /admin/v1/visits') as string,
      }),
    );
    expect(trial.report.summary.unread).toContainEqual(
      expect.objectContaining({ kind: 'areas', where: 'PUT /admin/v1/areas/{code}/persons/{pin}' }),
    );
    expect(trial.report.summary.unread).toContainEqual(
      expect.objectContaining({ kind: 'devices', what: 'attendance terminals' }),
    );
    expect(trial.files.html).toContain('Import from CVSecurity: trial');
    expect(trial.files.csv).toContain('people,2001,2001,Grace Hopper,add,');
    expect(await rows(site)).toEqual(before);
  });

  it('takes everything over with the ids that clients know', async () => {
    const done = await importer.run({ apply: true });
    expect(done.err).toBe('');
    expect(done.code).toBe(0);
    for (const pin of ['2001', '2002', 'K-7']) expect(await person(site, pin)).toEqual(await person(old, pin));
    const lists = [
      'v2/device/list',
      'v2/door/list',
      'v2/reader/list',
      'v2/accLevel/list',
      'department/getDepartmentList',
    ];
    for (const path of lists) {
      const page = { pageNo: '1', pageSize: '100' };
      const query = new URLSearchParams(page).toString();
      const data = async (app: TestApp) => (await app.api('GET', `/api/${path}?${query}`)).body.data?.data;
      // The device reports its model itself.
      const plain = (all: object[]) => all.map((one) => JSON.stringify({ ...one, type: '' })).sort();
      expect(plain(await data(site)), path).toEqual(plain(await data(old)));
    }
    const fingers = async (app: TestApp) =>
      ((await app.api('GET', '/api/bioTemplate/getFgListByPin/2001')).body.data as object[]).map((one) => ({
        ...one,
        id: '',
      }));
    expect(await fingers(site)).toEqual(await fingers(old));
    expect(await fingers(site)).toMatchObject([{ templateNo: '6', template: 'T1NTMjEAAAN9fQQFBwjOz3YbAQ==' }]);
    expect(done.files.json).not.toContain('T1NTMjEAAAN9');
    const [audit] = await site.sql<{ action: string; actor: string }>(
      `SELECT action, actor FROM audit WHERE action = 'import-cvsecurity people'`,
    );
    expect(audit).toEqual({ action: 'import-cvsecurity people', actor: 'system' });
  });

  it('completes the visit of which a panel told, so that the desk can sign the visitor out', async () => {
    // As a panel that was taken over tells a visitor: a pin, a name and times.
    const stray = { pin: '80000001', name: 'Max', lastName: 'Moss', cards: [], origin: 'OLD0001' };
    const visitor = { ...stray, startTime: '2050-01-03 09:00:00', endTime: '2050-01-03 10:00:00' };
    await site.work.run((tx) => site.app.get(VisitorAdoptionService).adopt(tx, [visitor]));
    const visit = async () => ((await site.admin('GET', '/visits?ended=false')).body.items as object[])[0];
    expect(await visit()).toMatchObject({ certNumber: 'OLD0001 80000001', hostPin: '' });
    const trial = await importer.run();
    expect(counts(trial, 'visits')).toEqual({ add: 0, change: 1, same: 0, refused: 0 });
    expect(trial.report.summary.unread.filter(({ what }) => what.startsWith('visitor'))).toEqual([]);
    expect(await visit()).toMatchObject({ certNumber: 'OLD0001 80000001' });
    const done = await importer.run({ apply: true });
    expect(done.code).toBe(0);
    expect(await visit()).toMatchObject({
      ...{ pin: '80000001', certType: '8', certNumber: '456888', hostPin: '2001', hostName: 'Grace Hopper' },
      ...{ visitReason: 'visit', startTime: '2050-01-03 09:00:00', endTime: '2050-01-03 10:00:00' },
    });
    const exit = '/api/visRegistration/exit?certType=8&certNum=456888';
    expect((await site.api('POST', exit)).body.code).toBe(0);
    expect(await visit()).toBeUndefined();
  });

  it('changes nothing the second time', async () => {
    const before = await site.sql('SELECT pin, updated_at, photo_name FROM person ORDER BY pin');
    const again = await importer.run({ apply: true });
    expect(again.code).toBe(0);
    for (const kind of Object.keys(again.report.summary.counts)) {
      expect(counts(again, kind), kind).toMatchObject({ add: 0, change: 0, refused: 0 });
    }
    expect(await site.sql('SELECT pin, updated_at, photo_name FROM person ORDER BY pin')).toEqual(before);
  });

  it('takes changes over, keeps what was changed here, and lists who is gone', async () => {
    await old.api('POST', '/api/person/add', { pin: '2001', name: 'Grace B.', accLevelIds: '' });
    await old.api('POST', '/api/person/add', { pin: '2002', email: 'ada@old.example' });
    await old.api('POST', '/api/person/delete/K-7');
    await site.admin('PATCH', '/persons/2002', { email: 'ada@new.example' });
    const next = await importer.run({ apply: true });
    expect(next.code).toBe(0);
    expect(counts(next, 'people')).toEqual({ add: 0, change: 1, same: 1, refused: 0 });
    expect(next.report.summary.counts.people).toMatchObject({ kept: 1, gone: 1, there: 2, here: 3 });
    expect(next.files.csv).toContain('name: Grace -> Grace B.');
    expect(next.files.csv).toContain('kept email: ada@new.example -> ada@old.example');
    expect(await person(site, '2001')).toMatchObject({ name: 'Grace B.', accLevelIds: null });
    expect(await person(site, '2002')).toMatchObject({ email: 'ada@new.example' });
    const theirs = await importer.run({ apply: true, theirs: true });
    expect(counts(theirs, 'people')).toMatchObject({ change: 1 });
    expect(await person(site, '2002')).toMatchObject({ email: 'ada@old.example' });
  });
});
