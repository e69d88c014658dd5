import { afterAll, beforeAll, expect, it } from 'vitest';
import { SealedBox } from '../../src/platform/crypto/sealed-box.js';
import { instantOf } from '../../src/platform/database/zone-time.js';
import { desiredOf, sharedRows } from '../../src/sync/desired/desired.js';
import { seenBy } from '../../src/sync/desired/desired-stations.js';
import type { DesiredRow } from '../../src/sync/desired/desired-row.js';
import { loadDevices, type DeviceFacts, type PersonFacts, type SharedFacts } from '../../src/sync/desired/facts.js';
import { loadPersons } from '../../src/sync/desired/load-persons.js';
import { loadShared } from '../../src/sync/desired/load-shared.js';
import { ExplainListService } from '../../src/sync/explain/explain-list.service.js';
import { ExplainService } from '../../src/sync/explain/explain.service.js';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { randomFrom } from '../../src/tools/simulator/random.js';
import { startApp, type TestApp } from '../support/app.js';
import { registeredPanel } from '../support/panel.js';

/* What is told about passages, beside the rows that devices are sent of the same facts. */

const zone = 'Europe/Madrid';
const questions = 400;
const random = randomFrom(7);
const pick = <T>(items: readonly T[]): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};
const some = <T>(items: readonly T[], share: number) => items.filter(() => random() < share);

interface Place {
  readonly id: string;
  readonly sn: string;
  readonly number: number;
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'hol1', 'hol2', 'hol3'];
const windows = [
  ['08:00', '18:00'],
  ['00:00', '11:59'],
  ['12:00', '23:59'],
];
const bounds = ['2026-11-17 12:00:00', '2026-11-19 23:59:59', '2026-11-21 09:30:00'];
const walls = ['16', '17', '18', '19', '20', '21', '22', '23'].flatMap((day) =>
  ['00:00:00', '09:30:00', '09:30:01', '11:59:30', '12:00:00', '18:00:59', '18:01:00', '23:59:59'].map(
    (time) => `2026-11-${day} ${time}`,
  ),
);

let app: TestApp;
const panels: SimulatedPanel[] = [];
const doors: Place[] = [];
const people = Array.from({ length: 40 }, (_, at) => ({ pin: String(9_001 + at), cardNo: String(77_001 + at) }));

beforeAll(async () => {
  app = await startApp();
  for (const sn of ['EXP1', 'EXP2']) {
    const { panel, doors: own } = await registeredPanel(app, sn, { doors: 2 });
    panels.push(panel);
    for (const [number, id] of own) doors.push({ id, sn, number });
  }
  await made('/holidays', { name: 'Once', date: '2026-11-18', type: 1 });
  await made('/holidays', { name: 'Each year', date: '2020-11-20', type: 2, everyYear: true });
  const zoneIds = [1];
  for (let at = 0; at < 4; at++)
    zoneIds.push((await made('/time-zones', { name: `T${at}`, periods: somePeriods() })).id);
  const levelIds: string[] = [];
  for (let at = 0; at < 8; at++) {
    const doorIds = some(doors, 0.5).map(({ id }) => id);
    levelIds.push((await made('/access-levels', { name: `L${at}`, timeZoneId: pick(zoneIds), doorIds })).id);
  }
  for (const person of people) await comes(person, levelIds);
  await app.sql(`UPDATE person SET leave_date = '2026-11-20' WHERE leave_date IS NOT NULL`);
  const [first, second] = doors;
  await done('PATCH', `/doors/${first?.id}`, { settings: { DoorValidTZ: String(zoneIds[1]) } });
  await made('/super-user-rules', { doorIds: [first?.id, second?.id], pins: people.slice(0, 6).map(({ pin }) => pin) });
});
afterAll(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  await app.stop();
});

const chance = <T>(share: number, value: T): T | null => (random() < share ? value : null);

async function comes(person: { pin: string; cardNo: string }, levelIds: readonly string[]): Promise<void> {
  await made('/persons', {
    ...person,
    isDisabled: random() < 0.1,
    accStartTime: chance(0.3, pick(bounds.slice(0, 2))),
    accEndTime: chance(0.3, pick(bounds.slice(1))),
    accLevelIds: some(levelIds, 0.25),
  });
  if (random() < 0.1) await done('POST', `/cards/${person.cardNo}/lost`);
  if (random() < 0.1) await done('POST', `/persons/${person.pin}/leave`, { leaveDate: '2090-01-01' });
}

const somePeriods = () => Object.fromEntries(some(days, 0.8).map((day) => [day, [pick(windows)]]));

async function done(method: string, path: string, body?: object): Promise<Record<string, never>> {
  const answer = await app.admin(method, path, body);
  expect([path, answer.status < 300, answer.text]).toEqual([path, true, expect.anything()]);
  return answer.body as Record<string, never>;
}
const made = (path: string, body: object) => done('POST', path, body) as Promise<{ id: never }>;

interface Facts {
  readonly devices: ReadonlyMap<string, DeviceFacts>;
  readonly shared: ReadonlyMap<string, SharedFacts>;
  readonly persons: ReadonlyMap<string, PersonFacts>;
}

async function loaded(): Promise<Facts> {
  const [tx, seal, sns] = [app.work.manager, app.app.get(SealedBox), ['EXP1', 'EXP2']];
  const pins = people.map(({ pin }) => pin);
  return {
    devices: new Map((await loadDevices(tx, zone, sns)).map((facts) => [facts.sn, facts])),
    shared: await loadShared(tx, seal, sns),
    persons: new Map((await loadPersons(tx, seal, pins, sns)).map((person) => [person.pin, person])),
  };
}

/** The columns that are read here. */
interface Row {
  readonly cardNo: string;
  readonly lossCardFlag: boolean;
  readonly timezoneId: number;
  readonly periods: Readonly<Record<string, readonly string[]>>;
  readonly doors: readonly number[];
  readonly doorId: number;
  readonly holiday: string;
  readonly holidayType: number;
  readonly loop: number;
}

/** What rows say, read as the manual says that panels read them. */
function opens(facts: Facts, { sn, number }: Place, pin: string, cardNo: string, wall: string): boolean {
  const [device, shared, person] = [facts.devices.get(sn), facts.shared.get(sn), facts.persons.get(pin)];
  if (!device || !shared || !person) throw new Error('not loaded');
  const now = instantOf(wall, zone);
  const own = desiredOf(seenBy(person)(sn), device, now).rows;
  const all = sharedRows(shared, device, now).rows;
  const of = (rows: readonly DesiredRow[], table: string) =>
    rows.filter((row) => row.table === table).map(({ row }) => row as unknown as Row);
  if (!showsCard(of(own, device.dialect.multiCard ? 'mulcarduser' : 'user'), cardNo)) return false;
  if (of(own, 'superauthorize').some((row) => row.doorId === number)) return true;
  const holidays = of(all, 'holiday');
  const isOpen = (id: number) => {
    const zoneRow = of(all, 'timezone').find(({ timezoneId }) => timezoneId === id);
    return isWithin(zoneRow?.periods[dayOf(holidays, wall)], wall.slice(11, 16));
  };
  const limit = limitOf(shared, number);
  const here = of(own, 'userauthorize').filter((row) => row.doors.includes(number));
  return here.some(({ timezoneId }) => isOpen(timezoneId)) && (limit === 0 || isOpen(limit));
}

/** The door's own zone, 0 = none. */
const limitOf = ({ parts }: SharedFacts, number: number) =>
  Number(parts.doors.find((door) => door.number === number)?.settings.DoorValidTZ ?? 0);

const showsCard = (cards: readonly Row[], cardNo: string) =>
  cardNo === '' || cards.some((card) => card.cardNo === cardNo && !card.lossCardFlag);

const isWithin = (periods: readonly string[] = [], time: string) =>
  periods.some((period) => period.slice(0, 5) <= time && time <= period.slice(6));

function dayOf(holidays: readonly Row[], wall: string): string {
  const today = wall.slice(0, 10);
  const found = holidays.find(({ holiday, loop }) =>
    loop === 1 ? holiday.slice(5) === today.slice(5) : holiday === today,
  );
  return found
    ? `hol${found.holidayType}`
    : (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][new Date(`${today}T00:00:00Z`).getUTCDay()] ?? '');
}

it('what is told of a person at a door is what its device is sent', async () => {
  const facts = await loaded();
  const [explain, tx] = [app.app.get(ExplainService), app.work.manager];
  const wrong: string[] = [];
  let granted = 0;
  for (let at = 0; at < questions; at++) {
    const [person, door, wall] = [pick(people), pick(doors), pick(walls)];
    const cardNo = random() < 0.3 ? person.cardNo : '';
    const asked = { doorId: door.id, pin: random() < 0.5 && cardNo ? '' : person.pin, cardNo, moment: wall };
    const { verdict, checks } = await explain.access(tx, asked, null);
    const expected = opens(facts, door, person.pin, cardNo, wall);
    if (expected) granted++;
    if ((verdict === 'granted') !== expected)
      wrong.push(`${JSON.stringify([asked, door, expected])}: ${verdict} ${checks.map(({ code }) => code).join()}`);
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(granted).toBeGreaterThan(questions / 10);
});

it('lists of people and doors say the same as the answer about each', async () => {
  const facts = await loaded();
  const [lists, tx] = [app.app.get(ExplainListService), app.work.manager];
  let found = 0;
  for (let at = 0; at < 12; at++) {
    const moment = pick(walls);
    const [door, person] = [pick(doors), pick(people)];
    const here = await lists.people(tx, { doorId: door.id, moment, q: '', after: '', limit: 1_000 }, null);
    const may = people.filter(({ pin }) => opens(facts, door, pin, '', moment)).map(({ pin }) => pin);
    expect([moment, here.map(({ holder }) => holder.pin)]).toEqual([moment, may]);
    found += may.length;
    const there = await lists.doors(tx, { pin: person.pin, moment, after: null, limit: 1_000 }, null);
    const open = doors.filter((one) => opens(facts, one, person.pin, '', moment)).map(({ id }) => id);
    expect([moment, person.pin, there.map((one) => one.door.doorId).sort()]).toEqual([moment, person.pin, open.sort()]);
  }
  expect(found).toBeGreaterThan(20);
});
