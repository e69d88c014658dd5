import { afterAll, beforeAll, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { startApp, type TestApp } from '../../support/app.js';
import { settle } from '../../support/panel.js';

let app: TestApp;
const terminals: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp();
  await app.admin('POST', '/areas', { code: '2', name: 'Plant' });
  for (const [pin, cardNo] of [
    ['51', '5101'],
    ['52', '5201'],
  ]) {
    await app.admin('POST', '/persons', { pin, name: `N${pin}`, cardNo });
  }
});

afterAll(async () => {
  await Promise.all(terminals.map((terminal) => terminal.stop()));
  await app.stop();
});

/** A terminal that reads one card a user, of a business, in an area. */
async function terminal(sn: string, module: string, areaCode: string): Promise<SimulatedPanel> {
  expect((await app.admin('POST', '/devices', { sn, module, areaCode })).status).toBe(201);
  const panel = new SimulatedPanel({ url: app.url, sn, profile: 'speedface-v5l', zone: 'Europe/Madrid' });
  terminals.push(panel);
  expect(await panel.connect()).toBe('registered');
  return panel;
}

const pins = (panel: SimulatedPanel) => panel.rows('user').map(({ pin }) => pin);
const ok = { code: 0, message: 'success', data: null };
const call = async (path: string, body: object) => (await app.api('POST', `/api/${path}`, body)).body as unknown;

it('a person of an area is a user of its attendance terminals, and of no other device there', async () => {
  const [clock, other, door] = [
    await terminal('CLOCK1', 'att', '2'),
    await terminal('CLOCK2', 'att', '1'),
    await terminal('DOOR1', 'acc', '2'),
  ];
  expect(await call('attAreaPerson/set', { code: '2', pins: ['51', '52'] })).toEqual(ok);
  for (const panel of [clock, other, door]) await settle(app, panel);
  expect([pins(clock), pins(other), pins(door)]).toEqual([['51', '52'], [], []]);
  expect(clock.rows('user')[0]).toMatchObject({ pin: '51', name: 'N51', cardno: '5101', privilege: '0' });
  expect(clock.rows('userauthorize')).toMatchObject([
    { pin: '51', authorizetimezoneid: '1', authorizedoorid: '1' },
    { pin: '52', authorizetimezoneid: '1', authorizedoorid: '1' },
  ]);
  expect(await clock.badge('5101', 1)).toBe('opens');
  const { body: records } = await app.api('GET', '/api/transaction/listAttTransaction?personPin=51');
  expect(records).toMatchObject({
    code: 0,
    data: [{ pin: '51', name: 'N51', cardNo: '5101', devSn: 'CLOCK1', areaName: 'Plant' }],
  });
  expect((await app.api('GET', '/api/transaction/list?personPin=51')).body.data).toEqual([]);
  const { body } = await app.admin('GET', '/devices/CLOCK1');
  expect(body.sync).toMatchObject({ failed: 0, blocked: 0, inSync: true });
});

it('the role of a person on attendance terminals is for these only', async () => {
  const [clock, , door] = terminals as [SimulatedPanel, SimulatedPanel, SimulatedPanel];
  const { items } = (await app.admin('GET', '/doors?sn=DOOR1')).body as { items: { id: string; sn: string }[] };
  const doorIds = items.filter(({ sn }) => sn === 'DOOR1').map(({ id }) => id);
  const level = (await app.admin('POST', '/access-levels', { name: 'Door', doorIds })).body as { id: string };
  await app.admin('PUT', `/access-levels/${level.id}/persons/51`);
  expect(await call('attPerson/editAttPerson', { personPin: 51, perDevAuth: 14, verifyMode: 15 })).toEqual(ok);
  await settle(app, clock);
  await settle(app, door);
  expect(clock.rows('user')[0]).toMatchObject({ pin: '51', privilege: '14' });
  expect(clock.rows('extuser')).toMatchObject([{ pin: '51', personalvs: '15' }]);
  expect(door.rows('user')[0]).toMatchObject({ pin: '51', privilege: '0' });
  expect(door.rows('extuser')).toEqual([]);
  const { body } = await app.admin('GET', '/devices/CLOCK1');
  expect((body as { warnings: { code: string }[] }).warnings.map(({ code }) => code)).not.toContain('noAdministrator');
  await app.admin('PATCH', '/attendance/persons/51', { privilege: null, verifyMode: null });
  await settle(app, clock);
  expect(clock.rows('user')[0]).toMatchObject({ pin: '51', privilege: '0' });
  expect(clock.rows('extuser')).toEqual([]);
});

it('a person who is removed from the area is deleted from its terminals', async () => {
  const [clock] = terminals as [SimulatedPanel];
  expect(await call('attAreaPerson/delete', { code: '2', pins: '52' })).toEqual(ok);
  await settle(app, clock);
  expect(pins(clock)).toEqual(['51']);
  expect(clock.rows('userauthorize')).toMatchObject([{ pin: '51' }]);
});

it('a terminal that moves to another area, or business, gets the people of that area', async () => {
  const [clock, other] = terminals as [SimulatedPanel, SimulatedPanel];
  await app.admin('PATCH', '/devices/CLOCK2', { areaCode: '2' });
  await settle(app, other);
  expect(pins(other)).toEqual(['51']);
  await app.admin('PATCH', '/devices/CLOCK2', { module: 'ins' });
  await settle(app, other);
  expect(pins(other)).toEqual([]);
  await app.admin('PATCH', '/devices/CLOCK2', { module: 'att' });
  await settle(app, other);
  expect(pins(other)).toEqual(['51']);
  await app.admin('PATCH', '/devices/CLOCK1', { areaCode: '1' });
  await settle(app, clock);
  expect(pins(clock)).toEqual([]);
});

it('a disabled person stays a user and may not pass; one who left is deleted', async () => {
  const [, other] = terminals as [SimulatedPanel, SimulatedPanel];
  await app.admin('PATCH', '/persons/51', { isDisabled: true });
  await settle(app, other);
  expect([pins(other), other.rows('userauthorize')]).toEqual([['51'], []]);
  await app.admin('PATCH', '/persons/51', { isDisabled: false });
  expect(await call('person/leave', { pin: '51' })).toEqual(ok);
  await settle(app, other);
  expect([pins(other), other.rows('userauthorize')]).toEqual([[], []]);
});
