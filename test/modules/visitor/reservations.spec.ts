import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { at, hour, withoutVisitors } from './site.js';
import { deskOf, furnish, refusals } from './desk.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await furnish(app);
});

afterAll(() => app.stop());

beforeEach(() => withoutVisitors(app));

const { register, reserve } = deskOf(() => app);

const del = (more: Record<string, string>) =>
  app.api(
    'POST',
    `/api/visReservation/del?${new URLSearchParams({ certType: '3', certNum: '4512', ...more }).toString()}`,
  );

describe('visReservation/add (2.15.1)', () => {
  it('stores all fields, and the certificate sealed', async () => {
    expect(await reserve({ email: 'mary@example.com', carPlate: 'AB-123', deptCode: '5' })).toBeNull();
    const [row] = await app.sql('SELECT * FROM visit_reservation');
    expect(row).toMatchObject({
      host_pin: '1',
      cert_type: '3',
      name: 'Mary',
      phone: '13015648651',
      company: 'ZKTeco',
      visit_reason: 'visit',
      email: 'mary@example.com',
      car_plate: 'AB-123',
      dept_code: '5',
      visit_id: null,
    });
    expect(JSON.stringify(row)).not.toContain('4512');
    expect(Buffer.from(row?.cert_number as Buffer).toString('latin1')).not.toContain('4512');
    expect((await app.admin('GET', '/audit?limit=3')).text).not.toContain('4512');
  });

  it.each(refusals('visitDate', 'visitEndDate', 'visitEmpName'))('refuses %s', async (_what, more, code) => {
    await reserve(more, code);
    expect(await app.sql('SELECT 1 FROM visit_reservation')).toEqual([]);
  });

  it('refuses a second one for that time (-244), not one for another', async () => {
    await reserve();
    await reserve({}, -244);
    await reserve({ visitDate: at(25 * hour), visitEndDate: at(27 * hour) }, -244);
    await reserve({ visitDate: at(48 * hour), visitEndDate: at(50 * hour) });
    await reserve({ certNum: '4513' });
  });

  it('refuses one during the visit (-245), not one after it', async () => {
    await register({ certType: '3', certNum: '4512' });
    await reserve({ visitDate: at(60), visitEndDate: at(2 * hour) }, -245);
    await reserve();
  });

  it('refuses a visitor on the block list (-254), however the number is written', async () => {
    await app.admin('POST', '/visitor-block-list', { certType: '3', certNumber: 'ab 45-12' });
    await reserve({ certNum: 'AB4512' }, -254);
    await reserve({ certNum: 'AB4512', certType: '4' });
  });

  it('accepts a day as time: from its beginning to its end', async () => {
    const day = at(48 * hour).slice(0, 10);
    await reserve({ visitDate: day, visitEndDate: day });
    expect(await app.sql('SELECT visit_date, visit_end_date FROM visit_reservation')).toEqual([
      { visit_date: `${day} 00:00:00`, visit_end_date: `${day} 23:59:59` },
    ]);
  });
});

describe('visReservation/del (2.15.2)', () => {
  it('finds by certificate and date', async () => {
    const visitDate = at(24 * hour);
    await reserve({ visitDate });
    expect((await del({ visitDate: at(25 * hour) })).body.code).toBe(-248);
    expect((await del({ visitDate, certNum: '4513' })).body.code).toBe(-248);
    expect((await del({ visitDate, certType: '4' })).body.code).toBe(-248);
    expect((await del({ visitDate })).body).toEqual({ code: 0, message: 'success', data: null });
    expect((await del({ visitDate })).body.code).toBe(-248);
  });

  it('finds by the day alone, also as DELETE', async () => {
    const visitDate = at(24 * hour);
    await reserve({ visitDate });
    const query = new URLSearchParams({ certType: '3', certNum: '4512', visitDate: visitDate.slice(0, 10) });
    expect((await app.api('DELETE', `/api/visReservation/del?${query.toString()}`)).body.code).toBe(0);
  });

  it('does not delete a reservation that has become a visit', async () => {
    const visitDate = at(60);
    await reserve({ visitDate, visitEndDate: at(2 * hour) });
    await register({ certType: '3', certNum: '4512' });
    expect((await del({ visitDate })).body.code).toBe(-248);
  });

  it.each([
    [{ certType: '' }, -241],
    [{ certNum: '' }, -242],
    [{ visitDate: '' }, -247],
    [{ visitDate: 'soon' }, -249],
    [{ certType: '9' }, -250],
  ])('refuses %j', async (more, code) => {
    expect((await del({ visitDate: at(0), ...more })).body.code).toBe(code);
  });
});
