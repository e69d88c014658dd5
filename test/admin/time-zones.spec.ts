import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { version } from '../support/versions.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const make = (periods: unknown, name = 'zone') => app.admin('POST', '/time-zones', { name, periods });
const faultOf = async (periods: unknown) => {
  const { status, body } = await make(periods);
  return [status, body.errors?.[0]];
};

describe('time zones', () => {
  it('get the lowest free number and keep their periods', async () => {
    const periods = {
      mon: [
        ['08:30', '12:00'],
        ['13:00', '17:30'],
      ],
      hol1: [],
    };
    expect(await make(periods, 'Office')).toMatchObject({ status: 201, body: { id: 2, name: 'Office', periods } });
    expect((await make({ sat: [['00:00', '23:59']] }, 'Saturdays')).body.id).toBe(3);
    expect((await app.admin('DELETE', '/time-zones/2')).status).toBe(204);
    expect((await make(periods, 'Office again')).body.id).toBe(2);
    expect((await make(periods, 'Office again')).status).toBe(409);
  });

  it('refuse periods that no device could hold', async () => {
    const day = (periods: unknown) => faultOf({ mon: periods });
    const shape = 'must be ["HH:mm", "HH:mm"], the first before the second';
    expect(await faultOf({ monday: [] })).toEqual([
      400,
      { field: 'periods.monday', code: 'invalid', message: 'periods.monday is no day' },
    ]);
    expect(await day([['8:30', '12:00']])).toEqual([
      400,
      { field: 'periods.mon.0', code: 'invalid', message: `periods.mon.0 ${shape}` },
    ]);
    expect((await day([['08:30', '24:00']]))[0]).toBe(400);
    expect((await day([['12:00', '08:30']]))[0]).toBe(400);
    expect((await day([['12:00', '12:00']]))[0]).toBe(400);
    expect((await day([['08:00']]))[0]).toBe(400);
    expect((await day('always'))[0]).toBe(400);
    const four = [1, 3, 5, 7].map((hour) => [`0${hour}:00`, `0${hour}:30`]);
    expect(await day(four)).toEqual([
      400,
      { field: 'periods.mon', code: 'invalid', message: 'periods.mon has more than 3 periods' },
    ]);
    const overlapping = [
      ['13:00', '15:00'],
      ['08:00', '13:01'],
    ];
    expect(await day(overlapping)).toEqual([
      400,
      { field: 'periods.mon', code: 'invalid', message: 'periods.mon has periods that overlap' },
    ]);
    expect((await app.admin('POST', '/time-zones', { name: 'x' })).body.errors[0].field).toBe('periods');
  });

  it('1 is always open, fixed and never removed', async () => {
    expect((await app.admin('PATCH', '/time-zones/1', { name: 'x' })).status).toBe(409);
    expect((await app.admin('DELETE', '/time-zones/1')).status).toBe(409);
    expect((await app.admin('GET', '/time-zones/1')).body.name).toBe('24-Hour Accessible');
  });

  it('stay while a level uses them', async () => {
    await app.admin('POST', '/access-levels', { id: 'lev-tz', name: 'Saturday staff', timeZoneId: 3 });
    const refused = await app.admin('DELETE', '/time-zones/3');
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      'time zone 3 is used by the access level "Saturday staff"',
    ]);
    await app.admin('DELETE', '/access-levels/lev-tz');
    expect((await app.admin('DELETE', '/time-zones/3')).status).toBe(204);
    expect((await app.admin('GET', '/time-zones/3')).status).toBe(404);
  });
});

describe('holidays', () => {
  it('are one for each date', async () => {
    const { status, body } = await app.admin('POST', '/holidays', {
      name: 'New Year',
      date: '2027-01-01',
      everyYear: true,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'New Year', date: '2027-01-01', type: 1, everyYear: true });
    expect((await app.admin('POST', '/holidays', { name: 'Other', date: '2027-01-01' })).status).toBe(409);
    const patched = await app.admin('PATCH', `/holidays/${body.id}`, { type: 3 });
    expect(patched.body).toEqual({
      id: body.id,
      name: 'New Year',
      date: '2027-01-01',
      type: 3,
      everyYear: true,
      ...version,
    });
    expect((await app.admin('GET', '/holidays')).body).toEqual({ items: [patched.body], nextCursor: null });
    expect((await app.admin('DELETE', `/holidays/${body.id}`)).status).toBe(204);
    expect((await app.admin('GET', `/holidays/${body.id}`)).status).toBe(404);
  });

  it('have a real date and a type', async () => {
    const fieldOf = async (facts: object) =>
      (await app.admin('POST', '/holidays', { name: 'x', date: '2027-05-01', ...facts })).body.errors[0].field;
    expect(await fieldOf({ date: '2027-02-30' })).toBe('date');
    expect(await fieldOf({ date: '1.5.2027' })).toBe('date');
    expect(await fieldOf({ type: 4 })).toBe('type');
    expect(await fieldOf({ name: '' })).toBe('name');
  });
});
