import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StayBillService } from '../../../src/modules/parking/stay/stay-bill.service.js';
import { ParkingStayService, type MayLeave } from '../../../src/modules/parking/stay/stay.service.js';
import { apiToken, startApp, type TestApp } from '../../support/app.js';
import { parkingCalls } from './parking-calls.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await furnish();
  const hour = (amount: number) => ({ minutes: 60, amount });
  await made('/parking/tariffs', { id: 'usual', name: 'Usual', currency: 'EUR', freeMinutes: 10, each: hour(250) });
  await made('/parking/areas', { id: 'yen', name: 'Yen' });
  await made('/parking/tariffs', { name: 'Yen', areaId: 'yen', currency: 'JPY', each: hour(300) });
});

afterAll(() => app.stop());

const { furnish, made, codeOf } = parkingCalls(() => app);

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const cameAgo = (plate: string, minutes: number, areaId = 'north') =>
  made('/parking/stays', { plate, areaId, at: minutesAgo(minutes).toISOString() });

const billing = '/api/v1/parkCost/vehicleBilling';
const paying = '/api/v1/parkCost/payNotify';
const bill = async (carNumber: string) => (await app.api('POST', billing, { carNumber })).body.data;
const pay = (carNumber: string, recordId: string, paymentType = 'cash') =>
  app.api('POST', paying, { carNumber, paymentType, recordId });
const payments = async (plate: string) =>
  (await app.admin('GET', `/parking/payments?plate=${plate}&sort=paidAt`)).body.items.map(
    ({ amount, currency, paymentType }: { amount: number; currency: string; paymentType: string }) =>
      `${amount} ${currency} ${paymentType}`,
  );
/** So much time has gone by for that car. */
const later = (plate: string, by: string) =>
  app.sql(
    `UPDATE parking_stay SET entered_at = entered_at - $2::interval, covered_until = covered_until - $2::interval
     WHERE plate = $1`,
    [plate, by],
  );
const mayLeave = (plate: string): Promise<MayLeave> =>
  app.work.run((tx) => app.app.get(ParkingStayService).mayLeave(tx, { plate, at: new Date() }));

describe('2.8.4.1 vehicleBilling', () => {
  it('tells what a parked car has to pay', async () => {
    await cameAgo('A 322-12', 90);
    const { body } = await app.api('POST', billing, { carNumber: 'a32212' });
    expect(body).toEqual({
      code: 0,
      message: 'success',
      data: {
        carNumber: 'A 322-12',
        recordId: expect.stringMatching(/^[0-9a-f]{32}$/),
        carAuth: 'temp',
        finalAmount: '5.00',
        chargeType: 'tempCharge',
        checkInTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        parkingTime: expect.stringMatching(/^0 01:[3-5]\d:\d\d$/),
      },
    });
    // The same bill, until it is paid or more is to be paid.
    expect((await bill('A32212')).recordId).toBe(body.data.recordId);
    await later('A32212', '1 day 1 hour');
    const more = await bill('A32212');
    expect(more.finalAmount).toBe('67.50');
    expect(more.recordId).not.toBe(body.data.recordId);
    expect((await bill('A32212')).parkingTime).toMatch(/^1 02:[3-5]\d:\d\d$/);
  });

  it.each(['&', '?'])('takes the token behind a %s', async (sign) => {
    const init = { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ carNumber: 'A32212' }) };
    const { body } = await app.request('POST', `${billing}${sign}access_token=${apiToken}`, init);
    expect(body).toMatchObject({ code: 0, data: { carNumber: 'A 322-12' } });
  });

  it('asks for nothing within the free minutes, and in whole yen', async () => {
    await cameAgo('FREE1', 5);
    expect((await bill('FREE1')).finalAmount).toBe('0.00');
    await cameAgo('YEN1', 90, 'yen');
    expect((await bill('YEN1')).finalAmount).toBe('600');
  });

  it('asks a fixed vehicle for nothing within its days', async () => {
    await app.api('POST', '/api/person/add', { pin: '9', name: 'Ann', deptCode: '1' });
    await app.sql(`INSERT INTO parking_car_type (id, name) VALUES ('car', 'Car')`);
    await app.sql(
      `INSERT INTO parking_fixed_vehicle (plate, car_number, person_id, car_type_id, area_id, start_date, end_date)
       SELECT 'FIXED1', 'FIXED 1', id, 'car', 'north', '2020-01-01', '2090-12-31' FROM person WHERE pin = '9'`,
    );
    await cameAgo('FIXED1', 90);
    expect(await bill('FIXED1')).toMatchObject({ finalAmount: '0.00', carAuth: 'fixed', chargeType: 'fixedCharge' });
    expect(await mayLeave('FIXED1')).toEqual({ free: true, due: 0, currency: 'EUR', reason: 'fixed' });
    await app.sql(`UPDATE parking_fixed_vehicle SET end_date = '2020-12-31'`);
    expect(await bill('FIXED1')).toMatchObject({ finalAmount: '5.00', carAuth: 'temp' });
  });

  it('refuses what is not parked or is no plate', async () => {
    for (const body of [{ carNumber: 'NOBODY' }, { carNumber: '' }, { carNumber: '%' }, {}]) {
      expect([body, await codeOf('POST', billing, body)]).toEqual([body, -223]);
    }
  });
});

describe('2.8.4.2 payNotify', () => {
  it('counts what the bill said, also where another pay station was told of more meanwhile', async () => {
    await cameAgo('TWO1', 50);
    const first = await bill('TWO1');
    await later('TWO1', '1 hour');
    const second = await bill('TWO1');
    expect([first.finalAmount, second.finalAmount]).toEqual(['2.50', '5.00']);
    expect((await pay('TWO1', first.recordId)).body.code).toBe(0);
    expect(await payments('TWO1')).toEqual(['250 EUR cash']);
    expect(await app.sql(`SELECT paid FROM parking_stay WHERE plate = 'TWO1'`)).toEqual([{ paid: 250 }]);
  });

  it('lets the car out, and counts once however often it comes', async () => {
    await cameAgo('PAY-1', 90);
    expect(await mayLeave('PAY1')).toEqual({ free: false, due: 500, currency: 'EUR', reason: 'unpaid' });
    const { recordId } = await bill('PAY1');
    const answers = await Promise.all([pay('PAY1', recordId), pay('pay 1', recordId), pay('PAY1', recordId, 'card')]);
    expect(answers.map(({ body }) => body.code)).toEqual([0, 0, 0]);
    expect((await pay('PAY1', recordId)).body).toEqual({
      code: 0,
      message: 'success',
      data: { carNumber: 'PAY1', recordId, paymentType: 'cash' },
    });
    expect(await payments('PAY1')).toEqual([expect.stringMatching(/^500 EUR (cash|card)$/)]);
    expect(await mayLeave('PAY1')).toEqual({ free: true, due: 0, currency: 'EUR', reason: 'paid' });
    expect(await bill('PAY1')).toMatchObject({ finalAmount: '0.00', recordId });
  });

  it('is followed by another bill for the rest where the car stays longer', async () => {
    const { recordId } = await bill('PAY1');
    await later('PAY1', '1 hour');
    expect(await mayLeave('PAY1')).toMatchObject({ free: false, due: 250, reason: 'unpaid' });
    const rest = await bill('PAY1');
    expect(rest.finalAmount).toBe('2.50');
    expect(rest.recordId).not.toBe(recordId);
    // The first one again changes nothing.
    expect(await codeOf('POST', paying, { carNumber: 'PAY1', paymentType: 'cash', recordId })).toBe(0);
    expect(await mayLeave('PAY1')).toMatchObject({ due: 250 });
    // What was paid for costs what it cost, whatever becomes of the tariff.
    await app.admin('PATCH', '/parking/tariffs/usual', { each: { minutes: 60, amount: 400 } });
    expect((await bill('PAY1')).finalAmount).toBe('2.50');
    expect((await pay('PAY1', rest.recordId, 'card')).body.code).toBe(0);
    await app.admin('PATCH', '/parking/tariffs/usual', { each: { minutes: 60, amount: 250 } });
    expect((await payments('PAY1'))[1]).toBe('250 EUR card');
    const left = await app.work.run((tx) =>
      app.app.get(ParkingStayService).leave(tx, { plate: 'PAY1', channelId: 'n-out', at: new Date() }),
    );
    expect(left).toMatchObject({ paid: 750, owed: 0, ended: 'left', exitChannelId: 'n-out' });
    expect(await codeOf('POST', billing, { carNumber: 'PAY1' })).toBe(-223);
    expect((await pay('PAY1', rest.recordId)).body.code).toBe(0);
    expect(await payments('PAY1')).toHaveLength(2);
  });

  it('of an old bill does not pay for the day that has gone by since', async () => {
    await cameAgo('OLD1', 90);
    const { recordId } = await bill('OLD1');
    await later('OLD1', '1 day');
    await app.sql(`UPDATE parking_bill SET billed_at = billed_at - interval '1 day' WHERE id = $1`, [recordId]);
    expect((await pay('OLD1', recordId)).body.code).toBe(0);
    expect(await mayLeave('OLD1')).toMatchObject({ free: false, due: 6000 });
  });

  it('of nothing is no payment', async () => {
    const { recordId } = await bill('FREE1');
    expect((await pay('FREE1', recordId)).body.code).toBe(0);
    expect(await payments('FREE1')).toEqual([]);
    expect(await mayLeave('FREE1')).toMatchObject({ free: true, reason: 'free' });
    await later('FREE1', '6 minutes');
    expect(await mayLeave('FREE1')).toMatchObject({ free: false, due: 250 });
  });

  it('refuses what is missing, another car and a bill that there is not', async () => {
    const { recordId } = await bill('A32212');
    const whole = { carNumber: 'A32212', paymentType: 'cash', recordId };
    for (const [change, code] of [
      [{ carNumber: '' }, -223],
      [{ carNumber: undefined }, -223],
      [{ carNumber: '%' }, -223],
      [{ carNumber: 'YEN1' }, -223],
      [{ paymentType: '' }, -1],
      [{ paymentType: undefined }, -1],
      [{ recordId: undefined }, -1],
      [{ recordId: 'none' }, -1],
    ] as const) {
      expect([change, await codeOf('POST', paying, { ...whole, ...change })]).toEqual([change, code]);
    }
    expect(await payments('A32212')).toEqual([]);
  });
});

describe('a car that waits at the exit', () => {
  it('is let out when it is paid, and once', async () => {
    await cameAgo('WAIT1', 90);
    const seen = async () =>
      (await app.admin('POST', '/parking/plates-seen', { plate: 'WAIT1', channelId: 'n-out' })).body;
    expect(await seen()).toMatchObject({ allowed: false, reason: 'unpaid' });
    const { recordId } = await bill('WAIT1');
    expect(await codeOf('POST', paying, { carNumber: 'WAIT1', paymentType: 'app', recordId })).toBe(0);
    expect(await codeOf('POST', paying, { carNumber: 'WAIT1', paymentType: 'app', recordId })).toBe(0);
    const reads = await app.admin('GET', '/parking/plates-seen?plate=WAIT1&sort=receivedAt');
    expect(reads.body.items.map(({ reason }: { reason: string }) => reason)).toEqual(['unpaid', 'paid']);
    const { items } = (await app.admin('GET', '/parking/stays?plate=WAIT1')).body;
    expect(items).toMatchObject([{ ended: 'left', exitChannelId: 'n-out', paid: 500, owed: 0 }]);
  });
});

describe('a person who is erased', () => {
  it('leaves no plate in stays and payments', async () => {
    await app.api('POST', '/api/person/add', { pin: '7', name: 'Bo', deptCode: '1', carPlate: 'BO 1,BO-2' });
    const stay = await cameAgo('BO2', 90);
    expect(stay.pin).toBe('7');
    await pay('BO2', (await bill('BO2')).recordId);
    expect((await app.admin('DELETE', '/persons/7?history=erase')).status).toBe(204);
    const { body } = await app.admin('GET', `/parking/stays/${String(stay.id)}`);
    expect(body).toMatchObject({ plate: '', carNumber: '', pin: '', paid: 500 });
    const { items } = (await app.admin('GET', `/parking/payments?stayId=${String(stay.id)}`)).body;
    expect(items).toMatchObject([{ plate: '', carNumber: '', amount: 500 }]);
    expect(JSON.stringify(await app.sql('SELECT detail FROM audit'))).not.toContain('BO2');
  });
});

describe('a stay', () => {
  const stays = () => app.app.get(ParkingStayService);
  const enter = (plate: string, at: Date, areaId = 'north') =>
    app.work.run((tx) => stays().enter(tx, { plate, channelId: 'n-in', areaId, at }));
  const at = (minute: number) => new Date(Date.UTC(2026, 4, 4, 8, minute));

  it('is one, also where two readers tell of it at once', async () => {
    const [one, other] = await Promise.all([enter('ONE 1', at(0)), enter('ONE1', at(0))]);
    expect(one.id).toBe(other.id);
    expect((await enter('ONE1', at(-5))).id).toBe(one.id);
  });

  it('goes on in an area within, and ends where the car comes again unseen', async () => {
    await made('/parking/areas', { id: 'deck', name: 'Deck', parentId: 'north' });
    const first = await enter('DECK1', at(0));
    expect((await enter('DECK1', at(5), 'deck')).id).toBe(first.id);
    const second = await enter('DECK1', at(70));
    expect(second.id).not.toBe(first.id);
    const { items } = (await app.admin('GET', '/parking/stays?plate=DECK1')).body;
    expect(items.map(({ ended, owed }: { ended: string; owed: number }) => [ended, owed])).toEqual([
      [null, 0],
      ['enteredAgain', 500],
    ]);
  });

  it('has not ended for what is told late', async () => {
    await enter('LATE1', at(10));
    const leave = (minute: number) =>
      app.work.run((tx) => stays().leave(tx, { plate: 'LATE1', channelId: 'n-out', at: at(minute) }));
    expect(await leave(5)).toBeNull();
    expect(await leave(30)).toMatchObject({ ended: 'left', owed: 250 });
    expect(await leave(40)).toBeNull();
  });

  it('that nobody saw begin is told apart, and where nothing is paid every car may leave', async () => {
    expect(await mayLeave('UNSEEN1')).toEqual({ free: false, due: 0, currency: 'EUR', reason: 'notEntered' });
    await app.admin('DELETE', '/parking/tariffs/usual');
    expect(await mayLeave('UNSEEN1')).toEqual({ free: true, due: 0, currency: '', reason: 'noTariff' });
    await cameAgo('NONE1', 500);
    expect(await mayLeave('NONE1')).toEqual({ free: true, due: 0, currency: '', reason: 'noTariff' });
    expect((await bill('NONE1')).finalAmount).toBe('0.00');
  });

  it('is billed and paid by one at a time', async () => {
    await cameAgo('BOTH1', 90, 'yen');
    const bills = app.app.get(StayBillService);
    const all = await Promise.all([1, 2, 3, 4].map(() => app.work.run((tx) => bills.bill(tx, 'BOTH1', new Date()))));
    expect(new Set(all.map((one) => one.bill.id)).size).toBe(1);
  });
});
