import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { startApp, type TestApp } from '../support/app.js';

const full = process.env.POSTERN_TEST_VOLUME === 'full';
const people = full ? 10_000 : 1_000;
/** Long enough for a slow machine. What counts is that it comes into sync by itself. */
const patience = full ? 1_200_000 : 240_000;
const sn = 'RESET1';
// A Wednesday at noon, within the first zone and the third.
const noon = '2026-11-18 12:00:00';

let app: TestApp;
let panel: SimulatedPanel;

/** Levels of one door each, in zones of their own. */
async function makeLevels(): Promise<string[]> {
  const { body } = await app.admin('GET', `/doors?sn=${sn}`);
  const doors = (body as { items: { id: string }[] }).items.map(({ id }) => id);
  const day = [['08:00', '18:00']];
  const zones = [
    { name: 'Office', periods: { mon: day, tue: day, wed: day, thu: day, fri: day } },
    { name: 'Nights', periods: { wed: [['20:00', '23:59']] } },
    { name: 'Noon', periods: { wed: [['11:00', '13:00']] } },
  ];
  const levels: string[] = [];
  for (const [index, zone] of zones.entries()) {
    const made = await app.admin('POST', '/time-zones', zone);
    const timeZoneId = (made.body as { id: number }).id;
    const level = await app.admin('POST', '/access-levels', {
      name: zone.name,
      timeZoneId,
      doorIds: [doors[index] ?? ''],
    });
    levels.push((level.body as { id: string }).id);
  }
  return levels;
}

const pinOf = (index: number) => String(100_001 + index);
const cardOf = (index: number) => String(5_000_000 + index);

async function addPeople(levels: readonly string[]): Promise<void> {
  const persons = Array.from({ length: people }, (_, index) => ({
    pin: pinOf(index),
    name: `P${index}`,
    cardNo: cardOf(index),
    accLevelIds: levels[index % levels.length] ?? '',
  }));
  for (let from = 0; from < people; from += 500) {
    const some = persons.slice(from, from + 500);
    expect((await app.api('POST', '/api/v2/person/addPersons', some)).body).toMatchObject({ code: 0 });
  }
}

async function isInSync(): Promise<boolean> {
  const { body } = await app.admin('GET', `/devices/${sn}`);
  return (body as { sync: { inSync: boolean } }).sync.inSync;
}

const holdsAll = () => panel.rows('user').length === people && panel.rows('userauthorize').length === people;

async function untilItHoldsAll(): Promise<void> {
  const until = Date.now() + patience;
  while (!(holdsAll() && (await isInSync()))) {
    if (Date.now() > until) throw new Error(`not converged: ${JSON.stringify(panel.memory.counts())}`);
    await sleep(200);
  }
}

/** The decisions for the first people, one of each level, at the doors of all three levels. */
async function verdicts(): Promise<string[][]> {
  const all: string[][] = [];
  for (const index of [0, 1, 2, people - 1]) {
    const one: string[] = [];
    for (const door of [1, 2, 3]) one.push(await panel.badge(cardOf(index), door, noon));
    all.push(one);
  }
  return all;
}

const last = (people - 1) % 3;
const expected = [
  ['opens', 'no authority', 'no authority'],
  ['no authority', 'outside time zone', 'no authority'],
  ['no authority', 'no authority', 'opens'],
];

describe(`a panel reset to its factory settings, with ${people} people and 3 time zones`, () => {
  beforeAll(async () => {
    app = await startApp();
    panel = new SimulatedPanel({ url: app.url, sn, zone: 'Europe/Madrid', pollSeconds: 0.2, retrySeconds: 0.2 });
  });

  afterAll(async () => {
    await panel.stop();
    await app.stop();
  });

  it('gets everything again by itself', { timeout: 3 * patience }, async () => {
    await app.admin('POST', '/devices', { sn, name: sn });
    const running = panel.run();
    await expect.poll(async () => (await app.admin('GET', `/doors?sn=${sn}`)).body.items.length).toBe(4);
    await addPeople(await makeLevels());
    await untilItHoldsAll();

    const before = { ...panel.transport.traffic };
    const commandsBefore = panel.executed.length;
    const begun = Date.now();
    panel.reset();
    expect(panel.rows('user')).toEqual([]);
    await panel.reboot();
    await panel.sendEvent({ event: 6016, door: 0 });
    await untilItHoldsAll();

    const seconds = (Date.now() - begun) / 1000;
    const commands = panel.executed.length - commandsBefore;
    const { requests, sent, received } = panel.transport.traffic;
    console.log(
      `convergence: ${people} people in ${seconds.toFixed(1)} s, ${commands} commands, ` +
        `${received - before.received} bytes down, ${sent - before.sent} bytes up, ${requests - before.requests} requests`,
    );
    // Three rows for each person, a hundred rows in each command. Rows that are not about people take a few commands
    // more.
    expect(commands).toBeLessThanOrEqual((3 * people) / 100 + 25);
    expect(panel.rows('timezone').map(({ timezoneid }) => timezoneid)).toEqual(expect.arrayContaining(['2', '3', '4']));
    expect(panel.cards()).toHaveLength(people);
    expect(await verdicts()).toEqual([...expected, expected[last]]);
    expect(panel.executed.slice(commandsBefore).filter(({ code }) => code === null || code < 0)).toEqual([]);
    await panel.stop();
    await running;
  });
});

describe('a panel whose line loses a tenth of everything', () => {
  it('holds the same in the end, and has lost no event', async () => {
    const lossy = await startApp({ env: { COMMAND_RETRY: '1' } });
    const one = new SimulatedPanel({
      url: lossy.url,
      sn: 'LOSSY1',
      zone: 'Europe/Madrid',
      pollSeconds: 0.1,
      retrySeconds: 0.1,
      faults: { lostAnswers: 0.1, lostUploads: 0.1 },
      seed: 20_261_122,
    });
    try {
      await lossy.admin('POST', '/devices', { sn: 'LOSSY1', name: 'LOSSY1' });
      const running = one.run();
      await expect.poll(async () => (await lossy.admin('GET', '/doors?sn=LOSSY1')).body.items.length).toBe(4);
      const { body } = await lossy.admin('GET', '/doors?sn=LOSSY1');
      const doorIds = [(body as { items: { id: string }[] }).items[0]?.id];
      const level = await lossy.admin('POST', '/access-levels', { name: 'Lossy', doorIds });
      for (let pin = 1; pin <= 30; pin += 1) {
        const accLevelIds = (level.body as { id: string }).id;
        await lossy.api('POST', '/api/person/add', { pin: String(pin), cardNo: String(900 + pin), accLevelIds });
      }
      await expect.poll(() => one.rows('userauthorize').length, { timeout: 60_000 }).toBe(30);
      for (let pin = 1; pin <= 30; pin += 1) expect(await one.badge(String(900 + pin), 1)).toBe('opens');
      await expect.poll(() => one.journal.waiting, { timeout: 60_000 }).toBe(0);
      const indexes = async (): Promise<number[]> => {
        const events = await lossy.sql<{ log_id: string }>(
          `SELECT log_id FROM event WHERE sn = 'LOSSY1' AND log_id > 0`,
        );
        return events.map(({ log_id }) => Number(log_id)).sort((a, b) => a - b);
      };
      const all = one.journal.stored.map(({ index }) => index);
      expect(all.length).toBeGreaterThan(30);
      await expect.poll(indexes, { timeout: 60_000 }).toEqual(all);
      await one.stop();
      await running;
    } finally {
      await one.stop();
      await lossy.stop();
    }
  });
});
