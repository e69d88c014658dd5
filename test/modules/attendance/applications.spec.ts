import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HousekeepingService } from '../../../src/operations/housekeeping.service.js';
import { apiToken, startApp, type TestApp } from '../../support/app.js';
import { refusalOf } from '../../support/answers.js';
import { version } from '../../support/versions.js';

let app: TestApp;
let png = '';

beforeAll(async () => {
  app = await startApp();
  await app.api('POST', '/api/department/add', { code: '10', name: 'Works' });
  await app.api('POST', '/api/department/add', { code: '11', name: 'Paint', parentCode: '10' });
  await app.admin('POST', '/persons', { pin: '1', name: 'Ana', lastName: 'Ruiz', deptCode: '11' });
  await app.admin('POST', '/persons', { pin: '2', name: 'Ben' });
  const image = sharp({ create: { width: 3_000, height: 20, channels: 3, background: '#336699' } });
  png = (await image.png().toBuffer()).toString('base64');
});
afterAll(() => app.stop());

const done = { code: 0, message: 'success', data: null };
const apply = async (call: string, body: object) =>
  (await app.api('POST', `/api/attApply/${call}`, body)).body as unknown;
const applications = async (query = '') =>
  ((await app.admin('GET', `/attendance/applications${query}`)).body as { items: Record<string, unknown>[] }).items;

const sign = { personPin: 1, remark: 'api', signDatetime: '2021-11-19 18:00:00' };
const overtime = {
  endDatetime: '2021-11-19 18:00:00',
  personPin: 1,
  remark: 'api',
  startDatetime: '2021-11-19 13:00:00',
};
const leave = { ...overtime, leaveImagePath: 'string', leaveTypeNo: 'L1' };

describe('applications', () => {
  it("accept the manual's samples", async () => {
    expect(await apply('applySign', sign)).toEqual(done);
    expect(await apply('applyOvertime', overtime)).toEqual(done);
    expect(await apply('applyLeave', leave)).toEqual(done);
    const of = { pin: '1', name: 'Ana', lastName: 'Ruiz', deptCode: '11', deptName: 'Paint', remark: 'api' };
    const open = { state: 'approved', decidedBy: null, decidedAt: null, comment: '', leaveTypeNo: null };
    const made = { id: expect.any(String), createdAt: expect.any(String), ...of, ...open, leaveImagePath: '' };
    const span = { startTime: '2021-11-19 13:00:00', endTime: '2021-11-19 18:00:00' };
    expect(await applications()).toEqual([
      { ...made, ...span, kind: 'leave', leaveTypeNo: 'L1', leaveImagePath: 'string' },
      { ...made, ...span, kind: 'overtime' },
      { ...made, kind: 'sign', startTime: '2021-11-19 18:00:00', endTime: null },
    ]);
  });

  it('that are sent again stay the same', async () => {
    expect(await apply('applySign', { ...sign, remark: 'again' })).toEqual(done);
    const all = await Promise.all([apply('applyLeave', leave), apply('applyLeave', leave), apply('applyLeave', leave)]);
    expect(all).toEqual([done, done, done]);
    expect((await applications()).map(({ kind, remark }) => [kind, remark])).toEqual([
      ['leave', 'api'],
      ['overtime', 'api'],
      ['sign', 'again'],
    ]);
  });

  it('a date alone is the whole day', async () => {
    const day = { personPin: '2', leaveTypeNo: 'L2', startDatetime: '2026-11-16', endDatetime: '2026-11-17' };
    expect(await apply('applyLeave', day)).toEqual(done);
    expect(await applications('?pin=2')).toMatchObject([
      { startTime: '2026-11-16 00:00:00', endTime: '2026-11-17 23:59:59' },
    ]);
  });

  it.each<[string, object, number, string]>([
    ['applySign', { signDatetime: '2021-11-19 18:00:00' }, -20, 'personPin is required'],
    ['applySign', { ...sign, personPin: '' }, -20, 'personPin is required'],
    ['applySign', { ...sign, personPin: '77' }, -22, 'The person 77 does not exist'],
    ['applySign', { personPin: '1' }, -100, 'signDatetime is required'],
    ['applySign', { ...sign, signDatetime: '' }, -100, 'signDatetime is required'],
    [
      'applySign',
      { ...sign, signDatetime: '2021-02-30 18:00:00' },
      -100,
      'signDatetime: "2021-02-30 18:00:00" is not a time such as 2024-05-31 08:30:00',
    ],
    ['applySign', { ...sign, remark: 'x'.repeat(1_001) }, -1, 'remark must not be longer than 1000 characters'],
    ['applyOvertime', { ...overtime, personPin: null }, -20, 'personPin is required'],
    ['applyOvertime', { ...overtime, personPin: '77' }, -22, 'The person 77 does not exist'],
    ['applyOvertime', { ...overtime, startDatetime: undefined }, -100, 'startDatetime is required'],
    [
      'applyOvertime',
      { ...overtime, endDatetime: 'tomorrow' },
      -100,
      'endDatetime: "tomorrow" is not a time such as 2024-05-31 08:30:00',
    ],
    [
      'applyOvertime',
      { ...overtime, startDatetime: '2021-11-19 18:00:01' },
      -101,
      'startDatetime 2021-11-19 18:00:01 is later than endDatetime 2021-11-19 18:00:00',
    ],
    [
      'applyOvertime',
      { ...overtime, endDatetime: '2032-11-19' },
      -1,
      'endDatetime is more than 10 years later than startDatetime',
    ],
    ['applyLeave', { ...leave, personPin: '77' }, -22, 'The person 77 does not exist'],
    ['applyLeave', { ...leave, leaveTypeNo: undefined }, -1, 'leaveTypeNo is required'],
    ['applyLeave', { ...leave, leaveTypeNo: 'L99' }, -1, 'leaveTypeNo names no leave type: L99'],
    ['applyLeave', { ...leave, endDatetime: undefined }, -100, 'endDatetime is required'],
    [
      'applyLeave',
      { ...leave, endDatetime: '2021-11-18' },
      -101,
      'startDatetime 2021-11-19 13:00:00 is later than endDatetime 2021-11-18 23:59:59',
    ],
    ['getApplyTimeLong', { ...leave, personPin: undefined }, -20, 'personPin is required'],
    ['getApplyTimeLong', { ...leave, personPin: '77' }, -22, 'The person 77 does not exist'],
    ['getApplyTimeLong', { ...leave, leaveTypeNo: 'L99' }, -1, 'leaveTypeNo names no leave type: L99'],
    ['getApplyTimeLong', { ...leave, startDatetime: undefined }, -100, 'startDatetime is required'],
    [
      'getApplyTimeLong',
      { ...leave, endDatetime: '2021-11-18' },
      -101,
      'startDatetime 2021-11-19 13:00:00 is later than endDatetime 2021-11-18 23:59:59',
    ],
  ])('%s %o answers %i', async (call, body, code, message) => {
    expect(await apply(call, body)).toEqual(refusalOf(code, message));
  });

  it('are deleted with their person', async () => {
    await app.admin('POST', '/persons', { pin: '3' });
    expect(await apply('applySign', { ...sign, personPin: 3 })).toEqual(done);
    expect((await app.admin('DELETE', '/persons/3')).status).toBe(204);
    expect(await applications('?pin=3')).toEqual([]);
  });
});

describe('2.23.4 getLeaveTypeList', () => {
  it('answers number and name, L2 before L10', async () => {
    await app.admin('POST', '/leave-types', { leaveTypeNo: 'L10', leaveTypeName: 'study leave' });
    expect((await app.api('GET', '/api/attApply/getLeaveTypeList')).body).toEqual({
      code: 0,
      message: 'success',
      data: [
        { leaveTypeNo: 'L1', leaveTypeName: 'personal leave' },
        { leaveTypeNo: 'L2', leaveTypeName: 'marriage leave' },
        { leaveTypeNo: 'L3', leaveTypeName: 'maternity leave' },
        { leaveTypeNo: 'L4', leaveTypeName: 'sick leave' },
        { leaveTypeNo: 'L5', leaveTypeName: 'annual leave' },
        { leaveTypeNo: 'L6', leaveTypeName: 'bereavement leave' },
        { leaveTypeNo: 'L10', leaveTypeName: 'study leave' },
      ],
    });
  });
});

describe('2.23.5 uploadLeaveImage', () => {
  const upload = async (base64Image: unknown) =>
    (await app.api('POST', '/api/attApply/uploadLeaveImage', { base64Image })).body;
  const show = (path: string, headers: Record<string, string> = {}) => fetch(app.url + path, { headers });
  const withToken = { access_token: apiToken };

  it('answers the path of a picture, which any caller with a token may fetch', async () => {
    const { code, message, data } = await upload(png);
    expect({ code, message }).toEqual({ code: 0, message: 'success' });
    expect(data).toMatch(/^\/fileresource\/att\/leave\/image\/\d{4}-\d\d-\d\d\/[0-9a-f]{32}\.jpg$/);
    const shown = await show(data, withToken);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const { format, width } = await sharp(Buffer.from(await shown.arrayBuffer())).metadata();
    expect({ format, width }).toEqual({ format: 'jpeg', width: 2_400 });
    expect((await show(`${data}?access_token=${apiToken}`)).status).toBe(200);
    expect((await show(data)).status).toBe(401);
    expect((await show(data, { access_token: 'wrong' })).status).toBe(401);
    expect((await show(data.replace(/image\/\d{4}/, 'image/1999'), withToken)).status).toBe(404);
    expect((await show(data.replace(/[0-9a-f]{32}/, 'f'.repeat(32)), withToken)).status).toBe(404);
    expect((await show(`${data}/../../x`, withToken)).status).toBe(404);
  });

  it('a token that is meant for other calls does not show it', async () => {
    const { data } = await upload(png);
    const scoped = async (scope: string) =>
      ((await app.admin('POST', '/api-tokens', { name: scope, scopes: [scope] })).body as { token: string }).token;
    expect((await show(data, { access_token: await scoped('door') })).status).toBe(403);
    expect((await show(data, { access_token: await scoped('attApply') })).status).toBe(200);
  });

  it('accepts a data URL, and the file of a form', async () => {
    expect((await upload(`data:image/png;base64,${png}`)).code).toBe(0);
    const form = new FormData();
    form.set('file', new Blob([Buffer.from(png, 'base64')], { type: 'image/png' }), 'note.png');
    const answer = await fetch(`${app.url}/api/attApply/uploadLeaveImage`, {
      method: 'POST',
      headers: withToken,
      body: form,
    });
    expect(await answer.json()).toMatchObject({ code: 0, data: expect.stringMatching(/\.jpg$/) });
    const text = new FormData();
    text.set('base64Image', png);
    const field = await fetch(`${app.url}/api/attApply/uploadLeaveImage`, {
      method: 'POST',
      headers: withToken,
      body: text,
    });
    expect(await field.json()).toMatchObject({ code: 0 });
  });

  it.each(['webp', 'gif'] as const)('a %s of which the decoder holds every pixel has fewer of them', async (format) => {
    const plain = (side: number) =>
      sharp({ create: { width: side, height: side, channels: 3, background: '#804020' } })
        .toFormat(format)
        .toBuffer();
    const { code, detail } = await upload((await plain(2_900)).toString('base64'));
    expect([code, detail]).toEqual([-71, 'base64Image has more than 8 million pixels']);
    expect((await upload((await plain(2_500)).toString('base64'))).code).toBe(0);
  });

  it.each<[string, unknown, number, string]>([
    ['nothing', undefined, -1, 'base64Image is required'],
    ['an empty text', '', -1, 'base64Image is required'],
    ['no base64', 'what is this?', -1, 'base64Image must be base64'],
    [
      'no picture',
      Buffer.from('%PDF-1.7').toString('base64'),
      -71,
      'base64Image must be a JPEG, PNG, GIF or WebP picture',
    ],
    [
      'a drawing',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>').toString('base64'),
      -71,
      'base64Image must be a JPEG, PNG, GIF or WebP picture',
    ],
  ])('refuses %s', async (_, image, code, message) => {
    expect(await upload(image)).toEqual(refusalOf(code, message));
  });

  it('refuses a picture of which only the first bytes came, and one that is too large to open', async () => {
    expect((await upload(Buffer.from(png, 'base64').subarray(0, 60).toString('base64'))).code).toBe(-71);
    const flat = sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#fff' } });
    const large = (await flat.png({ compressionLevel: 9 }).toBuffer()).toString('base64');
    expect((await upload(large)).code).toBe(-71);
  });

  it('keeps it sealed, and not in the audit log', async () => {
    const { data } = await upload(png);
    const jpeg = Buffer.from(await (await show(data, withToken)).arrayBuffer());
    const [row] = await app.sql<{ image: Buffer }>('SELECT image FROM leave_image WHERE name = $1', [
      /([0-9a-f]{32})\.jpg$/.exec(data)?.[1],
    ]);
    expect(row?.image.includes(jpeg.subarray(100, 132))).toBe(false);
    const logged = await app.sql<{ detail: object }>(
      `SELECT detail FROM audit WHERE action = 'POST /api/attApply/uploadLeaveImage'`,
    );
    expect(logged.length).toBeGreaterThan(3);
    expect(JSON.stringify(logged)).not.toContain(png.slice(0, 60));
  });

  it('is deleted with its application, or after a month without one', async () => {
    await app.admin('POST', '/persons', { pin: '5' });
    const kept = (await upload(png)).data as string;
    const alone = (await upload(png)).data as string;
    expect(await apply('applyLeave', { ...leave, personPin: 5, leaveImagePath: kept })).toEqual(done);
    await app.sql(`UPDATE leave_image SET created_at = now() - interval '31 days'`);
    await app.app.get(HousekeepingService).clean();
    expect([(await show(kept, withToken)).status, (await show(alone, withToken)).status]).toEqual([200, 404]);
    await app.admin('DELETE', '/persons/5');
    expect((await show(kept, withToken)).status).toBe(404);
  });
});

describe('2.23.6 getApplyTimeLong', () => {
  const minutes = async (facts: object = {}) =>
    (await app.api('POST', '/api/attApply/getApplyTimeLong', { ...leave, ...facts })).body;
  const day = [['09:00', '18:00']];

  it('is the time itself while the department has no working hours', async () => {
    expect(await minutes()).toEqual({ code: 0, message: 'success', data: 300 });
  });

  it('follows the shift of the department, or of the next department above it that has one', async () => {
    const week = { mon: day, tue: day, wed: day, thu: day, fri: day };
    const breaks = [['14:00', '14:30']];
    const above = await app.admin('POST', '/shifts', { name: 'Works', deptCode: '10', periods: week, breaks });
    expect(above.status).toBe(201);
    expect((await minutes()).data).toBe(270);
    const own = await app.admin('POST', '/shifts', {
      name: 'Paint',
      deptCode: '11',
      periods: { fri: [['12:00', '15:00']] },
    });
    expect(own.status).toBe(201);
    expect((await minutes()).data).toBe(120);
    // The person is in another department, which is not below the first one.
    expect((await minutes({ personPin: 2 })).data).toBe(300);
    await app.admin('DELETE', `/shifts/${(own.body as { id: string }).id}`);
    expect((await minutes()).data).toBe(270);
    await app.admin('POST', '/holidays', { name: 'Feast', date: '2021-11-19' });
    expect((await minutes()).data).toBe(0);
    await app.admin('PATCH', `/shifts/${(above.body as { id: string }).id}`, { worksHolidays: true });
    expect((await minutes()).data).toBe(270);
  });
});

describe('the admin side', () => {
  it('approves and rejects, and shows who did', async () => {
    expect((await app.admin('PATCH', '/settings', { attendanceApplications: 'pending' })).body).toMatchObject({
      attendanceApplications: 'pending',
    });
    expect(await apply('applySign', { ...sign, personPin: 2 })).toEqual(done);
    const [pending] = await applications('?state=pending');
    expect(pending).toMatchObject({ kind: 'sign', pin: '2', state: 'pending', decidedBy: null });
    const path = `/attendance/applications/${String(pending?.id)}`;
    const approved = await app.admin('POST', `${path}/approve`);
    expect([approved.status, approved.body]).toEqual([
      200,
      { ...pending, state: 'approved', decidedBy: expect.stringMatching(/./), decidedAt: expect.any(String) },
    ]);
    const rejected = await app.admin('POST', `${path}/reject`, { comment: 'was not there' });
    expect(rejected.body).toMatchObject({ state: 'rejected', comment: 'was not there' });
    expect((await app.admin('GET', path)).body).toEqual(rejected.body);
    // A rejected application may be made again.
    expect(await apply('applySign', { ...sign, personPin: 2 })).toEqual(done);
    expect((await applications('?pin=2&kind=sign')).map(({ state }) => state)).toEqual(['pending', 'rejected']);
    await app.admin('PATCH', '/settings', { attendanceApplications: 'approved' });
  });

  it('pages, newest first, and refuses what it does not know', async () => {
    const all = (await applications('?limit=100')).map(({ id }) => id);
    const first = (await app.admin('GET', '/attendance/applications?limit=2')).body;
    const second = (await app.admin('GET', `/attendance/applications?limit=100&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all);
    expect((await app.admin('GET', '/attendance/applications?state=lost')).status).toBe(400);
    expect((await app.admin('GET', '/attendance/applications/none')).status).toBe(404);
    expect((await app.admin('POST', '/attendance/applications/none/approve')).status).toBe(404);
    expect((await app.admin('PATCH', '/settings', { attendanceApplications: 'rejected' })).status).toBe(400);
  });

  it('makes, renames and removes leave types', async () => {
    const made = await app.admin('POST', '/leave-types', { leaveTypeNo: 'X', leaveTypeName: 'moving house' });
    expect([made.status, made.body]).toEqual([201, { leaveTypeNo: 'X', leaveTypeName: 'moving house', ...version }]);
    const statusOf = async (method: string, path: string, body?: object) =>
      (await app.admin(method, path, body)).status;
    expect(await statusOf('POST', '/leave-types', { leaveTypeNo: 'X', leaveTypeName: 'other' })).toBe(409);
    expect(await statusOf('POST', '/leave-types', { leaveTypeNo: 'Y', leaveTypeName: 'moving house' })).toBe(409);
    expect(await statusOf('POST', '/leave-types', { leaveTypeNo: '', leaveTypeName: 'z' })).toBe(400);
    expect((await app.admin('PATCH', '/leave-types/X', { leaveTypeName: 'moving' })).body).toEqual({
      leaveTypeNo: 'X',
      leaveTypeName: 'moving',
      ...version,
    });
    expect(await statusOf('PATCH', '/leave-types/X', { leaveTypeName: 'sick leave' })).toBe(409);
    expect((await app.admin('GET', '/leave-types/X')).body).toEqual({
      leaveTypeNo: 'X',
      leaveTypeName: 'moving',
      ...version,
    });
    expect(await statusOf('DELETE', '/leave-types/L1')).toBe(409);
    expect(await statusOf('DELETE', '/leave-types/X')).toBe(204);
    expect(await statusOf('DELETE', '/leave-types/X')).toBe(404);
    const { items } = (await app.admin('GET', '/leave-types?limit=1')).body as { items: unknown[] };
    expect(items).toEqual([{ leaveTypeNo: 'L1', leaveTypeName: 'personal leave', ...version }]);
  });

  it('shifts: one for each department, with valid times only', async () => {
    const periods = { mon: [['22:00', '06:00']] };
    const made = await app.admin('POST', '/shifts', { id: 'night', name: 'Night', deptCode: '1', periods });
    expect([made.status, made.body]).toEqual([
      201,
      { id: 'night', name: 'Night', deptCode: '1', periods, breaks: [], worksHolidays: false, ...version },
    ]);
    const refused = async (body: object, path = '/shifts', method = 'POST') => {
      const { status, body: said } = await app.admin(method, path, body);
      return [status, said.errors?.[0]?.field ?? said.detail];
    };
    const other = { name: 'Other', deptCode: '11', periods };
    expect(await refused({ ...other, deptCode: '1' })).toEqual([409, 'deptCode']);
    expect(await refused({ ...other, deptCode: '99' })).toEqual([404, 'The department number 99 does not exist']);
    expect(await refused({ ...other, id: 'night' })).toEqual([409, 'id']);
    expect(await refused({ ...other, periods: { hol1: [] } })).toEqual([400, 'periods.hol1']);
    expect(await refused({ ...other, periods: { mon: 'all day' } })).toEqual([400, 'periods.mon']);
    expect(await refused({ ...other, periods: { mon: [['9:00', '18:00']] } })).toEqual([400, 'periods.mon.0']);
    expect(await refused({ ...other, periods: undefined })).toEqual([400, 'periods']);
    expect(await refused({ ...other, breaks: [['12:00']] })).toEqual([400, 'breaks.0']);
    expect(await refused({ ...other, breaks: 'noon' })).toEqual([400, 'breaks']);
    expect(await refused({ deptCode: '10' }, '/shifts/night', 'PATCH')).toEqual([409, 'deptCode']);
    expect((await app.admin('PATCH', '/shifts/night', { deptCode: '1', breaks: [['01:00', '01:30']] })).body).toEqual({
      ...made.body,
      breaks: [['01:00', '01:30']],
      ...version,
    });
    expect((await app.admin('PATCH', '/shifts/night', {})).status).toBe(200);
    const { items } = (await app.admin('GET', '/shifts')).body as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toContain('night');
    expect((await app.admin('DELETE', '/shifts/night')).status).toBe(204);
    expect((await app.admin('GET', '/shifts/night')).status).toBe(404);
  });
});
