import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { version } from '../../support/versions.js';
import { parkingCalls } from './parking-calls.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await furnish();
  await app.sql(`INSERT INTO parking_car_type (id, name) VALUES ('bus', 'Bus')`);
  await app.sql(`INSERT INTO parking_discount (id, name, kind, value) VALUES ('shop', 'Shop', 'minutes', 60)`);
});

afterAll(() => app.stop());

const { furnish, made, refusal } = parkingCalls(() => app);
const hour = { minutes: 60, amount: 200 };
const whole = {
  ...{ id: 'usual', name: 'Usual', currency: 'EUR', freeMinutes: 15, graceMinutes: 20, stepsEachDay: true },
  ...{ steps: [{ minutes: 30, amount: 100 }], each: hour, dayMaximum: 2000 },
  night: { from: '22:00', to: '06:00', each: { minutes: 60, amount: 50 }, maximum: 300 },
  otherDays: [{ days: ['sat', 'hol'], each: { minutes: 60, amount: 100 } }],
};

describe('parking tariffs', () => {
  it('are made, changed and removed', async () => {
    const made1 = await made('/parking/tariffs', whole);
    const shown = {
      ...whole,
      ...{ areaId: null, carTypeId: null, deductFreeMinutes: false, dayBy: 'calendar' },
      night: { ...whole.night, flat: null },
      otherDays: [{ ...whole.otherDays[0], steps: [], dayMaximum: null, night: null }],
      ...version,
    };
    expect(made1).toEqual(shown);
    expect((await app.admin('GET', '/parking/tariffs/usual')).body).toEqual(shown);
    const change = { freeMinutes: 10, night: null, areaId: 'north', dayBy: '24h' };
    const { body } = await app.admin('PATCH', '/parking/tariffs/usual', change);
    expect(body).toEqual({ ...shown, ...change });
    await app.admin('PATCH', '/parking/tariffs/usual', { areaId: null, freeMinutes: 0, steps: [], otherDays: [] });
    await made('/parking/tariffs', { id: 'gone', name: 'Gone', areaId: 'north', currency: 'USD' });
    const { items, total } = (await app.admin('GET', '/parking/tariffs?q=usu&sort=-name&count=true')).body;
    expect([items.map(({ id }: { id: string }) => id), total]).toEqual([['usual'], 1]);
    expect((await app.admin('DELETE', '/parking/tariffs/gone')).status).toBe(204);
    expect(await refusal('GET', '/parking/tariffs/gone')).toEqual([404, 'urn:postern:notFound']);
  });

  it.each([
    ['no name', { name: '' }, 400, 'name'],
    ['a name that is taken', { name: 'Usual' }, 409, 'name'],
    ['an id that is taken', { id: 'usual' }, 409, 'id'],
    ['no currency', { currency: 'EURO' }, 400, 'currency'],
    ['an unknown currency', { currency: 'ABC' }, 400, 'currency'],
    ['an unknown area', { areaId: 'nowhere' }, 400, 'areaId'],
    ['an unknown kind of car', { carTypeId: 'none' }, 400, 'carTypeId'],
    ['the cars of another tariff', {}, 409, 'areaId'],
    ['less than no free minutes', { freeMinutes: -1 }, 400, 'freeMinutes'],
    ['a period of no length', { each: { minutes: 0, amount: 1 } }, 400, 'each.minutes'],
    ['a period without a price', { each: { minutes: 5 } }, 400, 'each.amount'],
    ['a step that is none', { steps: [hour, { minutes: 60, amount: 0.5 }] }, 400, 'steps.1.amount'],
    ['a night without an end', { night: { from: '22:00', to: '22:00' } }, 400, 'night.to'],
    ['a night at no time', { night: { from: '24:00', to: '06:00' } }, 400, 'night.from'],
    ['a night with two prices', { night: { from: '22:00', to: '06:00', flat: 1, each: hour } }, 400, 'night.flat'],
    ['a night with two limits', { night: { from: '22:00', to: '06:00', flat: 1, maximum: 1 } }, 400, 'night.maximum'],
    ['other days of no name', { otherDays: [{ days: ['someday'] }] }, 400, 'otherDays.0.days'],
    ['other days without a day', { otherDays: [{ days: [] }] }, 400, 'otherDays.0.days'],
    ['a day that is none', { dayBy: 'week' }, 400, 'dayBy'],
    ['an unknown field', { price: 1 }, 400, 'price'],
  ])('are refused with %s', async (_, change, status, field) => {
    expect(await refusal('POST', '/parking/tariffs', { name: 'Other', currency: 'EUR', ...change })).toEqual([
      status,
      field,
    ]);
  });

  it('count for the nearest area and the kind of car', async () => {
    await made('/parking/areas', { id: 'deck', name: 'Deck', parentId: 'north' });
    const costs = (amount: number, where: object) =>
      made('/parking/tariffs', { name: `At ${amount}`, currency: 'EUR', each: { minutes: 60, amount }, ...where });
    await costs(300, { areaId: 'north' });
    await costs(400, { areaId: 'north', carTypeId: 'bus' });
    await costs(500, { carTypeId: 'bus' });
    await made('/parking/areas', { id: 'south', name: 'South' });
    const at = new Date(Date.now() - 30 * 60_000).toISOString();
    const dues = [];
    for (const [plate, areaId, carTypeId] of [
      ['DECK1', 'deck', null],
      ['DECK2', 'deck', 'bus'],
      ['SOUTH1', 'south', null],
      ['SOUTH2', 'south', 'bus'],
    ] as const) {
      const { cost } = (await made('/parking/stays', { plate, areaId, carTypeId, at })) as { cost: { due: number } };
      dues.push(cost.due);
    }
    expect(dues).toEqual([300, 400, 200, 500]);
  });

  it('tell what a stay would cost', async () => {
    const body = { tariffId: 'usual', from: '2026-05-04T08:00:00Z', to: '2026-05-04T10:30:00Z' };
    const { body: quote } = await app.admin('POST', '/parking/quote', {
      ...body,
      discounts: [
        { kind: 'minutes', value: 60 },
        { kind: 'percent', value: 25 },
      ],
    });
    expect(quote).toEqual({
      ...{ currency: 'EUR', total: 300, text: '3.00' },
      lines: [
        {
          kind: 'period',
          from: '2026-05-04T09:00:00.000Z',
          to: '2026-05-04T11:00:00.000Z',
          count: 2,
          amount: 400,
          text: '4.00',
        },
        {
          kind: 'discount',
          from: '2026-05-04T08:00:00.000Z',
          to: '2026-05-04T10:30:00.000Z',
          count: 1,
          amount: -100,
          text: '-1.00',
        },
      ],
    });
    for (const [change, status, field] of [
      [{ to: '2026-05-04T07:00:00Z' }, 400, 'to'],
      [{ to: '2028-05-04T07:00:00Z' }, 400, 'to'],
      [{ from: 'then' }, 400, 'from'],
      [{ tariffId: 'none' }, 404, 'urn:postern:notFound'],
      [{ discounts: [{ kind: 'percent', value: 101 }] }, 400, 'discounts.0.value'],
      [{ discounts: [{ kind: 'amount' }] }, 400, 'discounts.0.value'],
    ] as const) {
      expect([change, ...(await refusal('POST', '/parking/quote', { ...body, ...change }))]).toEqual([
        change,
        status,
        field,
      ]);
    }
  });
});

describe('stays', () => {
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  let id = '';

  it('begin and end by hand', async () => {
    await made('/parking/areas', { id: 'yard', name: 'Yard' });
    const stay = await made('/parking/stays', { plate: 'x 1', areaId: 'yard', at: ago(90) });
    id = String(stay.id);
    expect(stay).toMatchObject({
      ...{ plate: 'X1', carNumber: 'x 1', areaName: 'Yard', channelId: null, leftAt: null, ended: null, paid: 0 },
      cost: { tariffName: 'Usual', total: 400, due: 400, text: '4.00', currency: 'EUR', isFixed: false },
    });
    const { items } = (await app.admin('GET', '/parking/stays?open=true&q=yard')).body;
    expect(items.map((one: { id: string }) => one.id)).toEqual([id]);
    for (const [body, status, field] of [
      [{ plate: '%', areaId: 'yard' }, 400, 'plate'],
      [{ plate: 'X1', areaId: 'none' }, 404, 'areaId'],
      [{ plate: 'X1', areaId: 'yard', at: '2090-01-01' }, 400, 'at'],
      [{ plate: 'X1', areaId: 'yard', carTypeId: 'none' }, 400, 'carTypeId'],
      [{ areaId: 'yard' }, 400, 'plate'],
    ] as const) {
      expect([body, ...(await refusal('POST', '/parking/stays', body))]).toEqual([body, status, field]);
    }
    expect(await refusal('GET', '/parking/stays/none')).toEqual([404, 'urn:postern:notFound']);
    expect(await refusal('GET', '/parking/stays?plate=%25')).toEqual([400, 'plate']);
  });

  it('get discounts, which can be taken back', async () => {
    const give = (body: object) => app.admin('POST', `/parking/stays/${id}/discounts`, body);
    const { body: hourFree } = await give({ discountId: 'shop' });
    expect(hourFree.cost.due).toBe(200);
    expect(hourFree.discounts).toEqual([{ id: expect.any(String), name: 'Shop', kind: 'minutes', value: 60 }]);
    expect((await give({ kind: 'amount', value: 50 })).body.cost.due).toBe(150);
    // It is worth what it was when it was given.
    await app.sql(`UPDATE parking_discount SET value = 1`);
    expect((await app.admin('GET', `/parking/stays/${id}`)).body.cost.due).toBe(150);
    const given = `/parking/stays/${id}/discounts/${hourFree.discounts[0].id}`;
    expect((await app.admin('DELETE', given)).status).toBe(204);
    expect(await refusal('DELETE', given)).toEqual([404, 'urn:postern:notFound']);
    for (const [body, status, field] of [
      [{}, 400, 'kind'],
      [{ discountId: 'none' }, 404, 'discountId'],
      [{ discountId: 'shop', kind: 'free' }, 400, 'kind'],
      [{ kind: 'percent', value: 101 }, 400, 'value'],
      [{ kind: 'minutes' }, 400, 'value'],
    ] as const) {
      expect([body, ...(await refusal('POST', `/parking/stays/${id}/discounts`, body))]).toEqual([body, status, field]);
    }
  });

  it('are paid by hand, and listed with what was paid', async () => {
    const pay = () => app.admin('POST', `/parking/stays/${id}/payments`, { paymentType: 'cash' });
    expect((await pay()).body).toMatchObject({
      paid: 350,
      coveredUntil: expect.any(String),
      cost: { due: 0, paid: 350 },
    });
    expect((await pay()).status).toBe(409);
    const { body } = await app.admin('GET', '/parking/payments?count=true&q=cash');
    expect(body).toMatchObject({
      total: 1,
      items: [{ plate: 'X1', amount: 350, text: '3.50', currency: 'EUR', paymentType: 'cash' }],
    });
    expect((await app.admin('GET', `/parking/payments?stayId=${id}`)).body.items).toHaveLength(1);
  });

  it('end once', async () => {
    const leave = (body: object) => app.admin('POST', `/parking/stays/${id}/leave`, body);
    expect((await leave({ at: ago(100) })).body.errors[0].field).toBe('at');
    expect((await leave({})).body).toMatchObject({ ended: 'byHand', owed: 0, leftAt: expect.any(String) });
    expect((await leave({})).status).toBe(409);
    expect((await app.admin('POST', `/parking/stays/${id}/discounts`, { kind: 'free' })).status).toBe(409);
    const audit = await app.sql<{ action: string }>(
      `SELECT action FROM audit WHERE action LIKE '%parking/stays%' AND detail::text NOT LIKE '%errors%'`,
    );
    expect(audit.map(({ action }) => action)).toContain('POST /admin/v1/parking/stays/:id/leave');
  });

  it('that ended unpaid can be paid later', async () => {
    const stay = await made('/parking/stays', { plate: 'OWES1', areaId: 'yard', at: ago(90) });
    const owing = String(stay.id);
    expect((await app.admin('POST', `/parking/stays/${owing}/leave`, {})).body).toMatchObject({ owed: 400 });
    const { body } = await app.admin('POST', `/parking/stays/${owing}/payments`, { paymentType: 'transfer' });
    expect(body).toMatchObject({ owed: 0, paid: 400, cost: { due: 0 } });
  });
});
