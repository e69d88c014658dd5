import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { at, call, hour, registration, withoutVisitors } from './site.js';
import { approved, registryCode, type RawDevice } from '../../support/raw-device.js';

let app: TestApp;
let device: RawDevice;
beforeAll(async () => {
  app = await startApp();
  await app.api('POST', '/api/person/add', { pin: '1', name: 'Ana' });
  device = await approved(app, 'EARLY1');
  await registryCode(device, 'DeviceType=acc,LockCount=1,ReaderCount=1');
});
afterAll(() => app.stop());
beforeEach(() => withoutVisitors(app));

let index = 0;

/** The event of a card that the device does not know (27), or another event of a person. */
async function told(time: string, card: string, { pin = '0', event = 27 } = {}): Promise<string | undefined> {
  index++;
  await device.events(
    `time=${time}\tpin=${pin}\tcardno=${card}\teventaddr=1\tevent=${event}\tinoutstatus=0\tverifytype=4\tindex=${index}\tsitecode=0\tlinkid=0\tmaskflag=0\ttemperature=0`,
  );
  const find = async () =>
    ((await app.admin('GET', '/events?limit=1000')).body.items as { logId: number; detail?: string }[]).find(
      ({ logId }) => logId === index,
    );
  await expect.poll(find).toBeDefined();
  return (await find())?.detail;
}

const visit = async () =>
  ((await app.admin('GET', '/visits')).body.items as Record<string, unknown>[])[0] as Record<string, string>;
const register = (more: object) => call(app, 'visRegistration/add', registration(more));

it('a card that is used before its visit shows from when it opens', async () => {
  await register({ cardNo: '4711', startTime: at(hour), endTime: at(2 * hour) });
  const { startTime, endTime, id } = await visit();
  expect(await visit()).toMatchObject({ access: 'early', opensFrom: startTime, opensUntil: endTime, status: 'on' });
  const early = `the card or code of visitor 80000001 opens from ${startTime ?? ''}`;
  expect(await told(at(0), '4711')).toBe(early);
  expect(await told(at(0), '4712')).toBeUndefined();
  await app.admin('POST', `/visits/${id ?? ''}/exit`);
  const { exitTime } = await visit();
  expect(await visit()).toMatchObject({ access: 'signedOut', opensUntil: exitTime });
  expect(await told(at(60), '4711')).toBe(`visitor 80000001 has signed out since ${exitTime ?? ''}`);
});

it('and so does a code', async () => {
  await register({ startTime: at(hour), endTime: at(2 * hour) });
  const code = (await call(app, 'visRegistration/getQrCode', { pin: '80000001' })) as string;
  const { startTime } = await visit();
  expect(await told(at(0), code)).toBe(`the card or code of visitor 80000001 opens from ${startTime ?? ''}`);
});

it('a refusal during the visit has no such note, whatever the reason', async () => {
  await register({ cardNo: '4713' });
  expect(await visit()).toMatchObject({ access: 'valid' });
  expect(await told(at(0), '4713')).toBeUndefined();
  expect(await told(at(0), '4713', { pin: '80000001', event: 23 })).toBeUndefined();
});

it('after the visit it shows until when it opened; a passage has no note', async () => {
  await register({ cardNo: '4714' });
  await app.sql('UPDATE visit SET start_time = $1, end_time = $2', [at(-2 * hour), at(-hour)]);
  const { endTime } = await visit();
  expect(await visit()).toMatchObject({ access: 'over', status: 'overdue' });
  const over = `the card or code of visitor 80000001 opened until ${endTime ?? ''}`;
  expect(await told(at(0), '4714')).toBe(over);
  expect(await told(at(0), '4714', { pin: '80000001', event: 29 })).toBe(over);
  expect(await told(at(0), '4714', { pin: '80000001', event: 0 })).toBeUndefined();
});

it('a visitor on the block list is shown as such; a card that belongs to another person now is not the visitor’s', async () => {
  await register({ cardNo: '4715' });
  await app.admin('POST', '/visitor-block-list', { certType: '8', certNumber: '456888', reason: 'theft' });
  const { exitTime } = await visit();
  expect(await visit()).toMatchObject({ access: 'blocked' });
  expect(await told(at(60), '4715')).toBe(`visitor 80000001 is on the block list since ${exitTime ?? ''}`);
  await app.api('POST', '/api/person/add', { pin: '2', name: 'Bea', cardNo: '4715' });
  expect(await told(at(60), '4715')).toBeUndefined();
});

describe('a visitor who comes early', () => {
  it('may pass once the beginning is changed to now, and never with one after the end', async () => {
    await register({ cardNo: '4720', startTime: at(hour), endTime: at(2 * hour) });
    const { id = '', endTime = '' } = await visit();
    expect(await visit()).toMatchObject({ access: 'early' });
    const patch = (startTime: string) => app.admin('PATCH', `/visits/${id}`, { startTime });
    expect((await patch('2037-01-01 00:00:00')).body.errors[0].field).toBe('endTime');
    for (const bad of ['soon', '2026-02-30 08:00:00', '']) expect((await patch(bad)).status).toBe(400);
    expect((await patch('now')).body).toMatchObject({ access: 'valid', endTime });
    const [person] = await app.sql('SELECT acc_start_time <= $1 AS begun FROM person WHERE is_visitor', [at(60)]);
    expect(person).toEqual({ begun: true });
  });

  it('can be registered from now at the desk, with a reservation or without', async () => {
    const who = { hostPin: '1', certType: '3', name: 'Mary', visitReason: 'talk', endTime: at(2 * hour) };
    const reserved = await app.admin('POST', '/visitor-reservations', {
      ...who,
      certNumber: 'R1',
      startTime: at(hour),
    });
    expect(reserved.status).toBe(201);
    const come = await app.admin('POST', `/visitor-reservations/${reserved.body.id}/register`, { startTime: 'now' });
    expect(come.body).toMatchObject({ access: 'valid' });
    for (const [certNumber, begin] of [
      ['R2', {}],
      ['R3', { startTime: 'now' }],
    ] as const) {
      const { status, body } = await app.admin('POST', '/visits', { ...who, certNumber, ...begin });
      expect([status, body.access]).toEqual([201, 'valid']);
    }
    expect((await app.admin('POST', '/visitor-reservations', { ...who, certNumber: 'R4' })).status).toBe(400);
  });
});
