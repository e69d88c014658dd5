import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { pairsConcerning, personsConcerning } from '../../../src/sync/ledger/ledger.repository.js';
import type { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { startApp, type TestApp } from '../../support/app.js';
import { pollAll, registeredPanel } from '../../support/panel.js';
import { worked } from '../../support/panels.js';

/* The doors of a reserved room, at a panel that decides by its tables and at a terminal that asks. */

let app: TestApp;
/** Door 1 leads into the room, door 2 does not. */
let panel: SimulatedPanel;
/** It asks for each passage. */
let asking: SimulatedPanel;
let roomDoor = '';
let otherDoor = '';
let spaceId = '';

const people = ['1', '2', '3'].map((pin) => ({ pin, cardNo: `50${pin}` }));

beforeAll(async () => {
  app = await startApp();
  const registered = await registeredPanel(app, 'DOORS', { doors: 2 });
  panel = registered.panel;
  [roomDoor = '', otherDoor = ''] = [1, 2].map((number) => registered.doors.get(number) ?? '');
  ({ panel: asking } = await registeredPanel(app, 'ASKS', { profile: 'senseface' }));
  for (const person of people) await app.api('POST', '/api/person/add', { ...person, name: `P${person.pin}` });
  await app.admin('PATCH', '/devices/ASKS', { remoteIdentification: true });
  await vi.waitFor(async () => {
    await pollAll(asking);
    expect(asking.settings.get('AutoServerMode')).toBe('1');
  }, 60_000);
  const made = await app.admin('POST', '/spaces', {
    ...{ name: 'Blue', capacity: 4, doorIds: [roomDoor], deviceSns: ['ASKS'] },
  });
  expect(made.status).toBe(201);
  spaceId = made.body.id;
});
afterAll(async () => {
  await Promise.all([panel.stop(), asking.stop()]);
  await app.stop();
});

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
const past = -600;
const hour = 3_600;

let id = '';
let count = 0;
/** Person 1 reserves the room, and person 2 takes part. */
async function reserve(from: number, to: number, more: object = {}): Promise<void> {
  const { status, body } = await app.admin('POST', '/space-reservations', {
    ...{ spaceId, subject: `Meeting ${++count}`, applicantPin: '1', pins: ['2'] },
    ...{ startTime: inSeconds(from), endTime: inSeconds(to), ...more },
  });
  expect([status, body.errors]).toEqual([201, undefined]);
  id = body.id;
}

/** What both doors say to each of the three. */
async function doors(): Promise<string[]> {
  await worked(app);
  await pollAll(panel);
  const said: string[] = [];
  for (const { cardNo } of people)
    for (const at of [panel, asking]) said.push((await at.badge(cardNo, 1)) === 'opens' ? 'opens' : 'no');
  return said;
}
const forTwo = ['opens', 'opens', 'opens', 'opens', 'no', 'no'];
const forNobody = ['no', 'no', 'no', 'no', 'no', 'no'];
const becomes = (expected: string[]) =>
  vi.waitFor(async () => expect(await doors()).toEqual(expected), { timeout: 60_000, interval: 100 });
const tables = () => panel.rows('user').length;

beforeEach(() => becomes(forNobody));
afterEach(async () => {
  await app.admin('DELETE', `/space-reservations/${id}`);
});

it('open at the sign-in by themselves, for those who take part alone, and close at the end', async () => {
  await reserve(302, hour, { signInMinutes: 5 });
  expect((await app.admin('GET', `/space-reservations/${id}`)).body.status).toBe(0);
  await becomes(forTwo);
  expect(await panel.badge('501', 2)).not.toBe('opens');
  // The panel closes by itself, should it not be reached.
  const { body } = await app.admin('GET', `/space-reservations/${id}`);
  expect(panel.rows('user').map(({ endtime }) => endtime)).toEqual([lastSecond(body.endsAt), lastSecond(body.endsAt)]);
  await app.admin('PATCH', `/space-reservations/${id}`, { startTime: inSeconds(-1), endTime: inSeconds(2) });
  await becomes(forNobody);
  expect(tables()).toBe(0);
  expect((await app.admin('GET', `/space-reservations/${id}`)).body.status).toBe(2);
});

it.each([
  ['cancelled', () => app.admin('POST', `/space-reservations/${id}/cancel`)],
  ['finished', () => app.admin('POST', `/space-reservations/${id}/finish`)],
  ['removed', () => app.admin('DELETE', `/space-reservations/${id}`)],
  ['moved to another time', () => app.admin('PATCH', `/space-reservations/${id}`, { startTime: inSeconds(hour / 2) })],
])('close at once when the reservation is %s', async (_how, take) => {
  await reserve(past, hour);
  await becomes(forTwo);
  expect((await take()).status).toBeLessThan(300);
  await becomes(forNobody);
  expect(tables()).toBe(0);
});

it('close for a person who takes part no longer, or may not pass at all', async () => {
  await reserve(past, hour);
  await becomes(forTwo);
  expect((await app.admin('DELETE', `/space-reservations/${id}/persons/2`)).status).toBe(204);
  await becomes(['opens', 'opens', 'no', 'no', 'no', 'no']);
  expect((await app.admin('PUT', `/space-reservations/${id}/persons/3`)).status).toBe(204);
  await becomes(['opens', 'opens', 'no', 'no', 'opens', 'opens']);
  await app.admin('PATCH', '/persons/3', { isDisabled: true });
  await becomes(['opens', 'opens', 'no', 'no', 'no', 'no']);
  await app.admin('PATCH', '/persons/3', { isDisabled: false });
});

it('close when the room is disabled, or has other doors', async () => {
  await reserve(past, hour);
  await becomes(forTwo);
  await app.admin('PATCH', `/spaces/${spaceId}`, { doorIds: [otherDoor], deviceSns: [] });
  await becomes(forNobody);
  expect(await panel.badge('501', 2)).toBe('opens');
  await app.admin('PATCH', `/spaces/${spaceId}`, { disabled: true });
  await expect
    .poll(async () => {
      await worked(app);
      await pollAll(panel);
      return tables();
    })
    .toBe(0);
  await app.admin('PATCH', `/spaces/${spaceId}`, { disabled: false, doorIds: [roomDoor], deviceSns: ['ASKS'] });
  await becomes(forTwo);
});

it('are looked for by the clock that says when they open, whatever that of the database says', async () => {
  await app.api('POST', '/api/person/add', { pin: '4', name: 'P4' });
  await reserve(hour, 2 * hour, { applicantPin: '4', pins: [] });
  const { manager } = app.app.get(UnitOfWork);
  const at = (seconds: number) => new Date(Date.now() + seconds * 1_000);
  expect(await pairsConcerning(manager, ['4'], at(hour - 300))).toEqual([]);
  const [asks, decides] = ['ASKS', 'DOORS'].map((sn) => ({ sn, pin: '4' }));
  expect(await pairsConcerning(manager, ['4'], at(hour + 5))).toEqual([asks, decides]);
  const asked = [{ sn: 'DOORS', after: '3' }];
  expect(await personsConcerning(manager, asked, 10, at(hour - 300))).toEqual([]);
  expect(await personsConcerning(manager, asked, 10, at(hour + 5))).toEqual([decides]);
});

it('stay open for a person who has a level for them', async () => {
  const level = await app.admin('POST', '/access-levels', { name: 'Blue', doorIds: [roomDoor, otherDoor] });
  await app.admin('PUT', `/access-levels/${level.body.id}/persons/2`);
  await reserve(past, hour);
  await becomes(forTwo);
  await app.admin('POST', `/space-reservations/${id}/cancel`);
  await becomes(['no', 'no', 'opens', 'no', 'no', 'no']);
  expect(await panel.badge('502', 2)).toBe('opens');
  await app.admin('DELETE', `/access-levels/${level.body.id}`);
});

it('are explained to operators', async () => {
  await reserve(past, hour);
  const explained = async (pin: string) =>
    (await app.admin('GET', `/explain/access?pin=${pin}&doorId=${roomDoor}`)).body.verdict;
  expect([await explained('1'), await explained('2'), await explained('3')]).toEqual(['granted', 'granted', 'refused']);
});

/** By the panel's clock, and packed as panels keep it: months of 31 days since 2000. */
function lastSecond(end: string): string {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Madrid',
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = clock
    .format(Math.ceil(Date.parse(end) / 1_000) * 1_000 - 1_000)
    .split(/\D/)
    .map(Number);
  const days = ((year - 2000) * 12 + month - 1) * 31 + day - 1;
  return String(((days * 24 + hours) * 60 + minutes) * 60 + seconds);
}
