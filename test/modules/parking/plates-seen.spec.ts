import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { startApp, type TestApp } from '../../support/app.js';
import { pollAll, registeredPanel } from '../../support/panel.js';
import { parkingCalls } from './parking-calls.js';

let app: TestApp;
let panel: SimulatedPanel;
let door: string;
let controller: Server;
let asked: { headers: IncomingMessage['headers']; body: Record<string, unknown> }[] = [];
let answer: (response: ServerResponse) => void = (response) => response.end('{}');

beforeAll(async () => {
  app = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: 'true', WEBHOOK_TIME_SCALE: '0.01,0.5' } });
  await furnish();
  const registered = await registeredPanel(app, 'YARD1', { doors: 2 });
  panel = registered.panel;
  door = registered.doors.get(1) ?? '';
  controller = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => controller.listen(0, '127.0.0.1', resolve));
  await app.api('POST', '/api/person/add', { pin: '7', name: 'Ada', deptCode: '1', carPlate: 'ADA 7, ADA 8' });
});

afterAll(async () => {
  await panel.stop();
  controller.closeAllConnections();
  controller.close();
  await app.stop();
});

beforeEach(async () => {
  await setBarrier({ barrier: 'door', barrierId: door });
  await app.admin('PATCH', '/parking/areas/north', { admitsTemporary: false });
});

/** What a test has queued and not polled is nothing for the next one. */
afterEach(async () => {
  await app.sql(`UPDATE device SET online = true, status = 'approved'`);
  await pollAll(panel);
  await app.sql('TRUNCATE parking_read, parking_plate, parking_record, parking_stay CASCADE');
  await app.sql('DELETE FROM command');
  asked = [];
});

const { furnish, made, refusal } = parkingCalls(() => app);
const setBarrier = async (body: object) => {
  for (const channel of ['n-in', 'n-out']) await app.admin('PATCH', `/parking/channels/${channel}`, body);
};
const report = (body: object) => app.admin('POST', '/parking/plates-seen', { channelId: 'n-in', ...body });
const see = async (plate: string, more: object = {}) => (await report({ plate, ...more })).body;
const allow = (plate: string, days: object = {}) =>
  app.admin('PUT', `/parking/plates/${plate}`, { list: 'allow', ...days });
const deny = (plate: string) => app.admin('PUT', `/parking/plates/${plate}`, { list: 'deny' });
const records = async () => (await app.admin('GET', '/parking/records')).body.items;
/** The openings that the panel carries out. */
const openings = async () => (await panel.poll()).filter(({ text }) => text.includes('CONTROL DEVICE'));
const queued = async () =>
  (await app.sql(`SELECT id FROM command WHERE status = 'queued' AND type = 'openDoor'`)).length;
const stays = () => app.sql('SELECT plate, left_at IS NULL AS here FROM parking_stay ORDER BY plate');

describe('a plate that is read', () => {
  it('opens the barrier of who may: the command reaches the panel once', async () => {
    await allow('A32212');
    const seen = await report({ plate: 'a 322-12', id: 'cam 17', picture: png });
    expect([seen.status, seen.body]).toEqual([
      200,
      {
        ...{ id: expect.any(String), key: 'cam 17', channelId: 'n-in', channelName: 'North in' },
        ...{ plate: 'A32212', carNumber: 'a 322-12', at: expect.any(String), receivedAt: expect.any(String) },
        ...{ opened: true, allowed: true, reason: 'allowed', detail: '', pin: '' },
        ...{ recordId: expect.any(String), commandId: expect.any(Number) },
      },
    ]);
    expect((await openings()).map(({ text }) => text)).toEqual(['CONTROL DEVICE 01010105']);
    expect(await openings()).toEqual([]);
    expect((await app.admin('GET', `/commands/${seen.body.commandId}`)).body.status).toBe('done');
    expect(await records()).toMatchObject([
      { id: seen.body.recordId, plate: 'A32212', direction: 'in', eventType: 1, list: 'allow', hasPicture: true },
    ]);
    expect(await stays()).toEqual([{ plate: 'A32212', here: true }]);
    // The same report, and another read of the same car: nothing opens again.
    expect((await report({ plate: 'A32212', id: 'cam 17' })).body).toEqual(seen.body);
    expect(await see('A32212')).toMatchObject({ opened: false, reason: 'repeated', recordId: null });
    expect([await queued(), (await records()).length]).toEqual([0, 1]);
    expect((await report({ plate: 'B1', id: 'cam 17' })).status).toBe(409);
    const listed = await app.admin('GET', '/parking/plates-seen?plate=a32212&opened=true&count=true&sort=-at');
    expect(listed.body).toMatchObject({ total: 1, items: [{ id: seen.body.id }] });
    expect((await app.admin('GET', `/parking/plates-seen/${seen.body.id}`)).body).toEqual(seen.body);
  });

  it('opens for a person, for a fixed vehicle at its entrance, and for others who pay', async () => {
    expect(await see('ada-7')).toMatchObject({ opened: true, reason: 'person', pin: '7' });
    expect(await see('GUEST1')).toMatchObject({ opened: false, allowed: false, reason: 'unknown' });
    await app.admin('PATCH', '/parking/areas/north', { admitsTemporary: true });
    expect(await see('GUEST1')).toMatchObject({ opened: true, reason: 'temporary' });
    await app.admin('PATCH', '/parking/channels/n-in', { admitsTemporary: false });
    expect(await see('GUEST2')).toMatchObject({ opened: false, reason: 'unknown' });
    await app.admin('PATCH', '/parking/channels/n-in', { admitsTemporary: null });
    await app.admin('PATCH', '/parking/areas/north', { admitsTemporary: false });

    await made('/parking/car-types', { id: 'small', name: 'Small' });
    for (const id of ['gate', 'ramp']) await made('/parking/entrances', { id, name: id, areaId: 'north' });
    const vehicle = { pin: '7', areaId: 'north', carTypeId: 'small', startDate: '2020-01-01', endDate: '2090-01-01' };
    const fix = (more: object) => app.admin('PUT', '/parking/fixed-vehicles/FIX1', { ...vehicle, ...more });
    await fix({ entranceIds: ['gate'] });
    expect(await see('FIX1')).toMatchObject({ opened: false, reason: 'otherEntrance', pin: '7' });
    await app.admin('PATCH', '/parking/channels/n-in', { entranceId: 'ramp' });
    await fix({ entranceIds: ['ramp'], endDate: '2020-01-31' });
    expect(await see('FIX1')).toMatchObject({ opened: false, reason: 'expired' });
    await fix({ entranceIds: ['ramp'] });
    expect(await see('FIX1')).toMatchObject({ opened: true, reason: 'fixedVehicle', pin: '7' });
    expect(await records()).toMatchObject([{ plate: 'FIX1', carTypeName: 'Small' }, {}, {}]);
    await made('/parking/areas', { id: 'south', name: 'South' });
    await app.admin('PUT', '/parking/fixed-vehicles/FIX2', { ...vehicle, areaId: 'south' });
    expect(await see('FIX2')).toMatchObject({ opened: false, reason: 'otherArea' });
    // Whoever is locked out is not let in for money either.
    await app.admin('PATCH', '/parking/areas/north', { admitsTemporary: true });
    await app.admin('PATCH', '/persons/7', { isDisabled: true });
    expect(await see('ADA8')).toMatchObject({ opened: false, reason: 'disabled', pin: '7' });
    await app.admin('PATCH', '/persons/7', { isDisabled: false });
    expect(await openings()).toHaveLength(1);
  });

  it('opens nothing for the deny list, for what is late, for other days and without a barrier', async () => {
    await app.admin('PATCH', '/parking/areas/north', { admitsTemporary: true });
    await deny('ADA7');
    expect(await see('ADA7')).toMatchObject({ opened: false, allowed: false, reason: 'denied' });
    await app.admin('PATCH', '/parking/areas/north', { admitsTemporary: false });
    await allow('OLD1', { from: '2020-01-01', to: '2020-12-31' });
    expect(await see('OLD1')).toMatchObject({ opened: false, reason: 'unknown' });
    await allow('LATE1');
    const late = new Date(Date.now() - 60_000).toISOString();
    expect(await see('LATE1', { at: late })).toMatchObject({ opened: false, reason: 'late', recordId: null });
    expect(await queued()).toBe(0);
    await setBarrier({ barrier: 'none' });
    expect(await see('LATE1')).toMatchObject({ opened: false, allowed: true, reason: 'allowed', commandId: null });
    expect(await records()).toMatchObject([{ plate: 'LATE1' }]);
  });

  it.each([
    [{ plate: '?' }, [400, 'plate']],
    [{ plate: 'A1', channelId: 'no' }, [404, 'channelId']],
    [{ plate: 'A1', channelId: 'n-pay' }, [400, 'channelId']],
    [{ plate: 'A1', at: 'noon' }, [400, 'at']],
    [{ plate: 'A1', picture: 'AAAA' }, [400, 'picture']],
    [{ channelId: 'n-in' }, [400, 'plate']],
  ])('%j is refused', async (body, refused) => {
    expect(await refusal('POST', '/parking/plates-seen', { channelId: 'n-in', ...body })).toEqual(refused);
  });
});

describe('the barrier', () => {
  it('of a device that is offline stays shut for ever: -103, and no command waits', async () => {
    await allow('A32212');
    await app.sql('UPDATE device SET online = false');
    const open = await app.api('POST', '/api/v1/parkBase/openGateChannel?channelId=n-in');
    expect(open.body.code).toBe(-103);
    expect(await see('A32212')).toMatchObject({ opened: false, allowed: true, reason: 'barrierOffline' });
    expect([await queued(), await records()]).toEqual([0, []]);
    expect(await openings()).toEqual([]);
    // It is there again: the next read opens.
    await app.sql('UPDATE device SET online = true');
    expect(await see('A32212')).toMatchObject({ opened: true });
    expect(await openings()).toHaveLength(1);
  });

  it('is not opened any more by a command that waits when the plate is denied', async () => {
    await allow('A32212');
    const seen = await see('A32212');
    await deny('A32212');
    expect(await openings()).toEqual([]);
    expect((await app.admin('GET', `/commands/${seen.commandId}`)).body.status).toBe('cancelled');
    const read = (await app.admin('GET', `/parking/plates-seen/${seen.id}`)).body;
    expect(read).toMatchObject({ opened: false, reason: 'withdrawn' });
    // The car has not come in: opening cancelled.
    expect(await records()).toMatchObject([{ plate: 'A32212', eventType: 6 }]);
    expect(await stays()).toEqual([]);
  });

  it('of an expired command has not opened, and the car is not there', async () => {
    await allow('A32212');
    const seen = await see('A32212');
    await app.sql(`UPDATE command SET expires_at = now() - interval '1 second' WHERE id = $1`, [seen.commandId]);
    expect(await openings()).toEqual([]);
    const read = (await app.admin('GET', `/parking/plates-seen/${seen.id}`)).body;
    expect(read).toMatchObject({ opened: false, reason: 'barrierOffline', detail: 'expired' });
    expect(await stays()).toEqual([]);
  });

  it('opens once for a car that is read again while its opening still waits, or has just gone out', async () => {
    await allow('A32212');
    const later = `UPDATE parking_read SET received_at = received_at - interval '11 seconds'`;
    const first = await see('A32212');
    // The panel has not polled yet.
    await app.sql(later);
    expect(await see('A32212')).toMatchObject({ opened: false, reason: 'repeated' });
    expect([await queued(), await openings()]).toEqual([1, [expect.anything()]]);
    // The barrier has just gone up, whenever the car was read.
    await app.sql(later);
    expect(await see('A32212')).toMatchObject({ opened: false, reason: 'repeated' });
    await app.sql(`UPDATE command SET sent_at = sent_at - interval '11 seconds' WHERE id = $1`, [first.commandId]);
    await app.sql(later);
    expect(await see('A32212')).toMatchObject({ opened: true });
    expect(await openings()).toHaveLength(1);
  });

  it('opens once for two reads at the same time, and never for a plate that is denied meanwhile', async () => {
    await allow('A32212');
    const both = await Promise.all([
      see('A32212'),
      see('A32212'),
      see('A32212', { id: 'x' }),
      see('A32212', { id: 'x' }),
    ]);
    expect(both.filter(({ opened }) => opened).length).toBeGreaterThanOrEqual(1);
    expect(new Set(both.flatMap(({ commandId }) => commandId ?? [])).size).toBe(1);
    expect(await openings()).toHaveLength(1);

    // Denied while it is read: either the opening comes before the denial, and is withdrawn, or there is none.
    const plates = ['R1', 'R2', 'R3', 'R4', 'R5'];
    await Promise.all(plates.map((plate) => allow(plate)));
    await Promise.all(plates.flatMap((plate) => [see(plate), deny(plate), see(plate)]));
    expect(await openings()).toEqual([]);
    expect(await stays()).toEqual([{ plate: 'A32212', here: true }]);
  });

  it('waits for a denial that is being written', async () => {
    await allow('A32212');
    const readings: Promise<unknown>[] = [];
    await app.work.run(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('parking_plate'))`);
      await tx.query(`UPDATE parking_plate SET type = 1 WHERE plate = 'A32212'`);
      readings.push(see('A32212'));
      await expect
        .poll(() =>
          app.sql(
            `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND NOT granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
          ),
        )
        .toHaveLength(1);
    });
    expect(await Promise.all(readings)).toMatchObject([{ opened: false, reason: 'denied' }]);
    expect(await queued()).toBe(0);
  });
});

describe('an exit', () => {
  const leave = (plate: string) => see(plate, { channelId: 'n-out' });

  it('opens for who pays nothing, and ends the stay', async () => {
    await allow('A32212');
    await see('A32212');
    expect(await leave('A32212')).toMatchObject({ opened: true, reason: 'allowed' });
    expect(await stays()).toEqual([{ plate: 'A32212', here: false }]);
    expect(await records()).toMatchObject([{ direction: 'out' }, { direction: 'in' }]);
  });

  it('stays shut until the bill is paid', async () => {
    await made('/parking/tariffs', {
      id: 'usual',
      name: 'Usual',
      currency: 'EUR',
      each: { minutes: 60, amount: 250 },
      graceMinutes: 15,
    });
    await app.admin('PATCH', '/parking/areas/north', { admitsTemporary: true });
    expect(await leave('NOBODY1')).toMatchObject({ opened: false, reason: 'notEntered' });
    expect(await see('PAYS1')).toMatchObject({ opened: true, reason: 'temporary' });
    await app.sql(`UPDATE parking_stay SET entered_at = entered_at - interval '30 minutes'`);
    expect(await leave('PAYS1')).toMatchObject({ opened: false, allowed: false, reason: 'unpaid' });
    const bill = await app.api('POST', '/api/v1/parkCost/vehicleBilling', { carNumber: 'PAYS1' });
    expect(bill.body.data).toMatchObject({ carNumber: 'PAYS1', finalAmount: '2.50' });
    const { recordId } = bill.body.data;
    await app.api('POST', '/api/v1/parkCost/payNotify', { carNumber: 'PAYS1', paymentType: 'cash', recordId });
    // It waits at the exit, and is let out as soon as it is paid for.
    const out = await app.admin('GET', '/parking/plates-seen?plate=PAYS1&opened=true&channelId=n-out');
    expect(out.body.items).toMatchObject([{ opened: true, reason: 'paid' }]);
    expect(await leave('PAYS1')).toMatchObject({ opened: false, reason: 'repeated' });
    expect(await stays()).toEqual([{ plate: 'PAYS1', here: false }]);
    // A person of the site pays nothing, and owes nothing.
    await see('ADA7');
    const own = await app.api('POST', '/api/v1/parkCost/vehicleBilling', { carNumber: 'ADA7' });
    expect(own.body.data.finalAmount).toBe('0.00');
    expect(await leave('ADA7')).toMatchObject({ opened: true, reason: 'person' });
    await app.admin('DELETE', '/parking/tariffs/usual');
  });
});

describe("a controller of the site's own", () => {
  beforeEach(async () => {
    answer = (response) => response.end('{}');
    const { port } = controller.address() as AddressInfo;
    const barrierUrl = `http://127.0.0.1:${port}/relay?on=1`;
    await setBarrier({ barrier: 'http', barrierUrl, barrierSecret: 'Bearer s3cret', barrierSeconds: 4 });
  });

  it('is asked once, and tells nobody its secret', async () => {
    await allow('A32212');
    const shown = await app.admin('GET', '/parking/channels/n-in');
    expect([shown.body.hasBarrierSecret, shown.text.includes('s3cret')]).toEqual([true, false]);
    expect(await see('A32212')).toMatchObject({ opened: true, reason: 'allowed', recordId: expect.any(String) });
    expect(await see('A32212')).toMatchObject({ opened: false, reason: 'repeated' });
    expect((await app.api('POST', '/api/v1/parkBase/openGateChannel?channelId=n-in')).body.code).toBe(0);
    expect(asked.map(({ body }) => body)).toEqual([
      {
        ...{ id: expect.any(String), channelId: 'n-in', channelName: 'North in', seconds: 4 },
        ...{ plate: 'A32212', at: expect.any(String) },
      },
      { id: expect.any(String), channelId: 'n-in', channelName: 'North in', seconds: 4, plate: null },
    ]);
    expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer s3cret', 'idempotency-key': asked[0]?.body.id });
    const audit = await app.sql(`SELECT 1 FROM audit WHERE detail::text LIKE '%s3cret%'`);
    expect(audit).toEqual([]);
    // Its secret goes to no other host.
    const moved = await app.admin('PATCH', '/parking/channels/n-in', { barrierUrl: 'http://127.0.0.2:1/relay' });
    expect(moved.body.hasBarrierSecret).toBe(false);
  });

  it('that refuses, breaks off or says nothing is asked once, and the refusal is told', async () => {
    await allow('A32212');
    const open = async () => (await app.api('POST', '/api/v1/parkBase/openGateChannel?channelId=n-in')).body;
    answer = (response) => response.writeHead(503).end();
    expect(await open()).toMatchObject({ code: -1, detail: expect.stringContaining('503') });
    expect(await see('A32212')).toMatchObject({ opened: false, allowed: true, reason: 'barrierRefused' });
    answer = (response) => response.destroy();
    expect(await open()).toMatchObject({ code: -103, detail: expect.stringContaining('did not answer') });
    answer = () => undefined;
    expect(await see('A32212')).toMatchObject({ opened: false, reason: 'barrierSilent', recordId: null });
    expect(asked).toHaveLength(4);
    // It may have opened without a word, so that the same car does not open it once more.
    expect(await see('A32212')).toMatchObject({ opened: false, reason: 'repeated' });
    expect([asked.length, await records()]).toEqual([4, []]);
  });

  it('must have an address that may be called', async () => {
    expect(await refusal('PATCH', '/parking/channels/n-in', { barrierUrl: 'ftp://example.org' })).toEqual([
      400,
      'barrierUrl',
    ]);
  });
});

describe('a reader that gives plates as card numbers', () => {
  it('is a camera: the event of a card is a read, and opens once', async () => {
    const [reader] = (await app.admin('GET', '/readers?sn=YARD1&limit=10')).body.items as { id: string }[];
    await app.admin('PATCH', '/parking/channels/n-in', { readerId: reader?.id });
    await allow('AB1234');
    const card = String(BigInt(`0x${Buffer.from('AB1234').toString('hex')}`));
    await panel.badge(card, 1);
    const read = () => app.admin('GET', '/parking/plates-seen?plate=AB1234');
    await expect.poll(async () => (await read()).body.items.length).toBe(1);
    expect((await read()).body.items).toMatchObject([{ opened: true, reason: 'allowed', channelId: 'n-in' }]);
    expect(await openings()).toHaveLength(1);
    // Digits are a plate as well, and a card that opens nothing here is judged like any other plate.
    await panel.badge('4711', 1);
    const digits = () => app.admin('GET', '/parking/plates-seen?plate=4711');
    await expect.poll(async () => (await digits()).body.items.length).toBe(1);
    expect((await digits()).body.items).toMatchObject([{ opened: false, reason: 'unknown' }]);
    await app.admin('PATCH', '/parking/channels/n-in', { readerId: null });
  });
});

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').toString('base64');
