import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeEvents } from '../../support/events.js';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await app.admin('POST', '/departments', { code: 'W', name: 'Works' });
  await app.admin('POST', '/departments', { code: 'WP', name: 'Paint', parentCode: 'W' });
  await app.admin('POST', '/persons', { pin: '1', name: 'Ana', lastName: 'Ruiz', deptCode: 'WP' });
  await app.admin('POST', '/persons', { pin: '2', name: 'Ben', deptCode: 'W' });
  await app.admin('POST', '/persons', { pin: '3', name: 'Cid' });
  const periods = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] };
  await app.admin('POST', '/shifts', { name: 'Day', deptCode: 'W', periods, breaks: [['13:00', '14:00']] });
});
afterAll(() => app.stop());

const sheet = async (query: string) => (await app.admin('GET', `/attendance/days?${query}`)).body;
const enter = (body: object) => app.admin('POST', '/attendance/applications', body);
const punch = (pin: string, eventTime: string, logId: number) => ({
  sn: 'CLOCK1',
  module: 'att',
  pin,
  eventTime,
  logId,
});
// 4 November 2024 is a Monday.
const monday = { date: '2024-11-04' };
const ana = { pin: '1', name: 'Ana', lastName: 'Ruiz', deptCode: 'WP', deptName: 'Paint' };
const nothing = { workedMinutes: 0, leaveMinutes: 0, overtimeMinutes: 0 };
const noPunch = { firstPunch: null, lastPunch: null, punches: 0 };

describe('the day sheet', () => {
  it('tells punches against the shift of the department above', async () => {
    await storeEvents(app, punch('1', '2024-11-04 09:30:00', 1), punch('1', '2024-11-04 16:00:00', 2));
    expect(await sheet('from=2024-11-03&to=2024-11-04&pin=1')).toEqual({
      items: [
        { ...ana, ...nothing, ...noPunch, date: '2024-11-03', plannedMinutes: 0, missingMinutes: 0 },
        {
          ...{ ...ana, ...monday, firstPunch: '09:30:00', lastPunch: '16:00:00', punches: 2 },
          // From 9:30 to 16:00 without the hour of the break; 9 to 17 without it is planned.
          ...{ ...nothing, plannedMinutes: 420, workedMinutes: 330, missingMinutes: 90 },
        },
      ],
      nextCursor: null,
    });
  });

  it('counts punches by hand, leave and overtime, and forgets what is removed', async () => {
    const { status, body } = await enter({ kind: 'sign', pin: '1', startTime: '2024-11-04T17:00', remark: 'forgot' });
    expect([status, body.state, body.startTime, body.decidedBy]).toEqual([
      201,
      'approved',
      '2024-11-04 17:00:00',
      expect.any(String),
    ]);
    const morning = { startTime: '2024-11-04 09:00:00', endTime: '2024-11-04 09:30:00' };
    expect((await enter({ kind: 'leave', pin: '1', leaveTypeNo: 'L1', ...morning })).status).toBe(201);
    const evening = { startTime: '2024-11-04 23:00:00', endTime: '2024-11-05 01:00:00' };
    expect((await enter({ kind: 'overtime', pin: '1', ...evening })).status).toBe(201);
    const days = 'from=2024-11-04&to=2024-11-05&pin=1';
    const whole = { punches: 3, lastPunch: '17:00:00', workedMinutes: 390, leaveMinutes: 30, overtimeMinutes: 60 };
    expect((await sheet(days)).items).toMatchObject([
      { ...whole, missingMinutes: 0 },
      { ...noPunch, overtimeMinutes: 60, plannedMinutes: 420 },
    ]);
    expect((await app.admin('DELETE', `/attendance/applications/${body.id}`)).status).toBe(204);
    expect((await sheet(days)).items[0]).toMatchObject({ punches: 2, lastPunch: '16:00:00' });
    expect((await app.admin('GET', `/attendance/applications/${body.id}`)).status).toBe(404);
  });

  it('is of a department with those below it, and never tears a person apart', async () => {
    const names = ({ items }: { items: { pin: string; date: string }[] }) => items.map(({ pin, date }) => [pin, date]);
    const of = 'from=2024-11-04&to=2024-11-05&deptCode=W&limit=3';
    const first = await sheet(of);
    expect(names(first)).toEqual([
      ['1', '2024-11-04'],
      ['1', '2024-11-05'],
    ]);
    const second = await sheet(`${of}&cursor=${first.nextCursor}`);
    expect([names(second), second.nextCursor]).toEqual([
      [
        ['2', '2024-11-04'],
        ['2', '2024-11-05'],
      ],
      null,
    ]);
    // Nobody has given Cid a shift.
    expect((await sheet('from=2024-11-04&to=2024-11-04&pin=3')).items).toMatchObject([
      { plannedMinutes: null, missingMinutes: null },
    ]);
  });

  it('leaves out whose time is not recorded', async () => {
    await app.admin('PATCH', '/attendance/persons/3', { isAttendance: false });
    expect((await sheet('from=2024-11-04&to=2024-11-04&pin=3')).items).toEqual([]);
  });

  it('refuses what is no sheet, and what is no application', async () => {
    const fieldOf = (body: { errors?: { field: string }[] }) => body.errors?.[0]?.field;
    const faults = [];
    for (const query of ['from=2024-11-04&to=2024-11-03', 'from=2024-01-01&to=2024-03-01', 'from=2024-11-04']) {
      const { status, body } = await app.admin('GET', `/attendance/days?${query}`);
      faults.push([status, fieldOf(body)]);
    }
    const start = { pin: '1', startTime: '2024-11-04 10:00:00' };
    const end = { endTime: '2024-11-04 09:00:00' };
    for (const body of [
      { ...start, kind: 'overtime' },
      { ...start, ...end, kind: 'overtime' },
      { ...start, ...end, kind: 'sign' },
      { ...start, endTime: '2024-11-04 11:00:00', kind: 'leave' },
    ]) {
      const answer = await enter(body);
      faults.push([answer.status, fieldOf(answer.body)]);
    }
    expect(faults).toEqual([
      [400, 'to'],
      [400, 'to'],
      [400, 'to'],
      [400, 'endTime'],
      [400, 'endTime'],
      [400, 'endTime'],
      [400, 'leaveTypeNo'],
    ]);
  });
});
