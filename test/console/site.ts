import sharp from 'sharp';
import { expect } from 'vitest';
import type { NewEvent } from '../../src/modules/transaction/event.js';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { adminToken, type TestApp } from '../support/app.js';
import { storeEvents } from '../support/events.js';
import { registeredPanel } from '../support/panel.js';
import { jpeg } from '../support/panels.js';

const zone = 'Europe/Madrid';
const clock = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: zone });
const hourMs = 3_600_000;

const departments = [
  ['MGMT', 'Management'],
  ['ENG', 'Engineering'],
  ['SALES', 'Sales'],
  ['LOG', 'Logistics'],
] as const;

const people = [
  ['1001', 'Ada', 'Morris', 'MGMT'],
  ['1002', 'Bao', 'Nguyen', 'ENG'],
  ['1003', 'Carla', 'Ruiz', 'ENG'],
  ['1004', 'Dmitri', 'Orlov', 'ENG'],
  ['1005', 'Elif', 'Kaya', 'SALES'],
  ['1006', 'Femi', 'Adeyemi', 'SALES'],
  ['1007', 'Greta', 'Lind', 'LOG'],
  ['1008', 'Hassan', 'Said', 'LOG'],
  ['1009', 'Ines', 'Prado', 'LOG'],
  ['1010', 'Jonas', 'Weber', 'ENG'],
  ['1011', 'Keiko', 'Mori', 'MGMT'],
  ['1012', 'Luis', 'Ortega', 'SALES'],
] as const;

const cardOf = (at: number) => String(4_800_000 + at * 137);

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const eachWeekday = <T>(periods: T) => Object.fromEntries(weekdays.map((day) => [day, periods]));
/** Grey walls and a corridor, so that a plan looks like one. */
const storey = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="600"><rect width="1000" height="600" fill="#faf8f4"/>
<g fill="none" stroke="#9a948a" stroke-width="8"><path d="M40 40H960V560H40ZM40 250H420M520 250H960M350 40V250M680 250V560M350 330V560M40 330H250"/></g></svg>`;

async function made(app: TestApp, path: string, body: object): Promise<string> {
  const answer = await app.admin('POST', path, body);
  expect([path, answer.status, answer.body]).toEqual([path, 201, expect.anything()]);
  return answer.body.id as string;
}

async function done(app: TestApp, method: string, path: string, body?: object): Promise<void> {
  const { status, text } = await app.admin(method, path, body);
  expect([path, status < 300, text]).toEqual([path, true, text]);
}

/** People of four departments with levels, at office hours and always. */
async function addPeople(app: TestApp, doorIds: readonly string[]): Promise<void> {
  const office = await made(app, '/time-zones', {
    name: 'Office hours',
    periods: { ...eachWeekday([['07:30', '19:00']]), sat: [['09:00', '13:00']] },
  });
  const staff = await made(app, '/access-levels', { name: 'Staff', timeZoneId: Number(office), doorIds });
  const always = await made(app, '/access-levels', { name: 'Always', timeZoneId: 1, doorIds });
  for (const [code, name] of departments) await made(app, '/departments', { code, name });
  for (const [at, [pin, name, lastName, deptCode]] of people.entries()) {
    await made(app, '/persons', { pin, name, lastName, deptCode, cardNo: cardOf(at) });
    await done(app, 'PUT', `/access-levels/${deptCode === 'MGMT' ? always : staff}/persons/${pin}`);
  }
}

/** A working day up to now: passages, three refusals, and a door that was forced. */
async function letADayPass(app: TestApp, doors: ReadonlyMap<string, string>): Promise<void> {
  const names = [...doors.keys()];
  const rows: Partial<NewEvent>[] = [];
  for (let at = 0; at < 90; at++) {
    const who = (at * 7) % people.length;
    const [pin] = people[who] ?? people[0];
    const doorName = names[at % names.length] ?? '';
    const happenedAt = new Date(Date.now() - 9 * hourMs + (at / 90) * 8.9 * hourMs);
    const refused = at % 31 === 30;
    rows.push({
      ...{ sn: 'BOCK1234', devName: 'Main building', doorId: doors.get(doorName) ?? null, doorName, pin, logId: at },
      ...{ eventNo: refused ? 22 : 0, eventLevel: refused ? 1 : 0, happenedAt, eventTime: clock.format(happenedAt) },
      ...{
        areaName: 'Main building',
        cardNo: cardOf(who),
        verifyType: '4',
        readerName: `${doorName} in`,
        inOut: at % 2,
      },
    });
  }
  await storeEvents(app, ...rows);
}

async function addAround(app: TestApp, doors: ReadonlyMap<string, string>): Promise<void> {
  const front = doors.get('Front door') ?? '';
  const lobby = doors.get('Lobby') ?? '';
  const readers = (await app.admin('GET', '/readers?limit=100')).body.items as { id: string; doorId: string }[];
  const inReaderIds = readers.filter(({ doorId }) => doorId === front).map(({ id }) => id);
  const zoneId = await made(app, '/zones', { name: 'Main building', code: 'MAIN', inReaderIds, outReaderIds: [] });
  for (const [pin] of people.slice(0, 7)) await done(app, 'PUT', `/zones/${zoneId}/persons/${pin}`);
  await made(app, '/holidays', { name: 'May Day', date: '2027-05-01', type: 1, everyYear: true });
  await made(app, '/interlock-rules', { sn: 'BOCK1234', doors: [1, 2] });
  await made(app, '/first-card-rules', { doorId: lobby, timeZoneId: 1, pins: ['1001'], mode: 'normalOpen' });
  await made(app, '/visitor-levels', { id: 'guests', name: 'Guests', timeZoneId: 1, doorIds: [front] });
  await made(app, '/floors', { sn: 'BOCK1234', number: 1, name: 'Ground floor' });
  await made(app, '/gates', { sn: 'BOCK1234', number: 1, name: 'Lane 1' });
  await made(app, '/recorders', { id: 'nvr', name: 'Cellar', make: 'hikvision', host: '127.0.0.9', port: 9 });
  await made(app, '/cameras', { name: 'Yard', recorderId: 'nvr' });
  await made(app, '/parking/areas', { id: 'yard', name: 'Yard' });
  await made(app, '/parking/channels', { name: 'Yard in', areaId: 'yard', state: 1 });
  await made(app, '/shifts', { name: 'Day', deptCode: 'ENG', periods: eachWeekday([['09:00', '17:30']]) });
  const places = [...doors.values()].map((doorId, at) => ({
    doorId,
    x: 0.2 + 0.2 * at,
    y: at % 2 === 0 ? 0.42 : 0.56,
  }));
  const plan = await made(app, '/plans', { name: 'Ground floor', doors: places });
  const picture = await sharp(Buffer.from(storey)).png().toBuffer();
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'image/png' };
  const put = await app.request('PUT', `/admin/v1/plans/${plan}/picture`, { body: picture, headers });
  expect(put.status).toBeLessThan(300);
  const until = clock.format(new Date(Date.now() + 48 * hourMs)).slice(0, 16);
  const talk = { hostPin: '1001', certType: '3', visitReason: 'A talk', endTime: `${until}:00` };
  await made(app, '/visits', {
    ...{ ...talk, certNumber: 'P-4711', name: 'Max', lastName: 'Moss', company: 'Moss Ltd', levelIds: ['guests'] },
    facePhoto: await jpeg(160),
  });
  await made(app, '/operators', { name: 'desk', role: 'reception', password: 'a long password 1' });
}

/** A site at work: a panel of four doors, people, a day of events, an alarm, a plan, a visitor. The caller stops it. */
export async function siteAtWork(app: TestApp): Promise<SimulatedPanel> {
  await made(app, '/areas', { code: 'MAIN', name: 'Main building' });
  await made(app, '/areas', { code: 'YARD', name: 'Yard', parentCode: 'MAIN' });
  const { panel, doorIds } = await registeredPanel(app, 'BOCK1234', { doors: 4 });
  await done(app, 'PATCH', '/devices/BOCK1234', { name: 'Main building', areaCode: 'MAIN' });
  const doors = new Map<string, string>();
  for (const [at, name] of ['Front door', 'Lobby', 'Store 1', 'Server room'].entries()) {
    await done(app, 'PATCH', `/doors/${doorIds[at] ?? ''}`, { name });
    doors.set(name, doorIds[at] ?? '');
  }
  await panel.sendState();
  await addPeople(app, doorIds);
  await letADayPass(app, doors);
  await addAround(app, doors);
  const forced = clock.format(new Date(Date.now() - 60_000));
  await panel.sendEvent({ time: forced, door: 3, event: 102 });
  return panel;
}
