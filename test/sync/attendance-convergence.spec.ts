import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attProfiles, type AttProfileName } from '../../src/tools/simulator/attendance-push/profile.js';
import { AttTerminal } from '../../src/tools/simulator/attendance-push/terminal.js';
import { randomFrom } from '../../src/tools/simulator/random.js';
import { worked } from '../support/panels.js';
import { startApp, type TestApp } from '../support/app.js';

const full = process.env.POSTERN_TEST_VOLUME === 'full';
const people = full ? 10_000 : 500;

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', COMMAND_RETRY: '1' } });
});

afterAll(() => app.stop());

type Fate = 'arrives' | 'never sent' | 'answer lost';

/** A terminal of an area, and all commands about people that it has carried out. */
async function simulated(
  sn: string,
  area: string,
  profile: AttProfileName,
  fateOf: (path: string) => Fate = () => 'arrives',
) {
  expect((await app.admin('POST', '/areas', { code: area, name: area })).status).toBe(201);
  expect((await app.admin('POST', '/devices', { sn, areaCode: area })).status).toBe(201);
  const told: string[] = [];
  const terminal = new AttTerminal({
    url: app.url,
    sn,
    profile: attProfiles[profile],
    fateOf,
    tell: (news) => {
      if (news.what === 'command' && /^DATA (?:UPDATE|DELETE) /.test(news.text)) told.push(news.text);
    },
  });
  expect(await terminal.contact()).toBe('accepted');
  // Old firmware shows its protocol with its first poll.
  expect(await terminal.poll()).toBe(0);
  return { terminal, told };
}

async function populate(area: string, from: number, count: number, facts: (index: number) => object = () => ({})) {
  const persons = Array.from({ length: count }, (_, index) => ({
    pin: String(from + index),
    name: `P${index}`,
    ...facts(index),
  }));
  for (let at = 0; at < count; at += 500) {
    const some = persons.slice(at, at + 500);
    expect((await app.api('POST', '/api/v2/person/addPersons', some)).body).toMatchObject({ code: 0 });
  }
  const pins = persons.map(({ pin }) => pin);
  for (let at = 0; at < count; at += 500) {
    const some = pins.slice(at, at + 500);
    expect((await app.api('POST', '/api/attAreaPerson/set', { code: area, pins: some })).body).toMatchObject({
      code: 0,
    });
  }
}

const syncOf = async (sn: string) => (await app.admin('GET', `/devices/${sn}`)).body.sync as { inSync: boolean };

/** Polls until it is in sync, but not more often than the given number. */
async function converged(terminal: AttTerminal, most: number): Promise<number> {
  for (let polls = 1; polls <= most; polls++) {
    await worked(app);
    await terminal.poll();
    if ((await syncOf(terminal.sn)).inSync) return polls;
  }
  throw new Error(`not in sync after ${most} polls: ${JSON.stringify(await syncOf(terminal.sn))}`);
}

const pinsOn = ({ memory }: AttTerminal) =>
  memory
    .rows('USERINFO')
    .map((row) => Number(row.get('pin')))
    .sort((a, b) => a - b);

const repeated = (told: readonly string[]) => told.length - new Set(told).size;

describe.each(['zem', 'speedface-att', 'senseface-att'] as const)('a %s', (profile) => {
  const base = { zem: 410_000, 'speedface-att': 420_000, 'senseface-att': 430_000 }[profile];
  const pins = Array.from({ length: 60 }, (_, index) => base + index);

  it('gets everybody once, and again after a reset to its factory settings', async () => {
    const { terminal, told } = await simulated(`CONV-${profile}`, `c-${profile}`, profile);
    await populate(`c-${profile}`, base, 60, (index) => ({ cardNo: String(base * 10 + index) }));
    await converged(terminal, 8);
    expect([pinsOn(terminal), told.length, repeated(told)]).toEqual([pins, 60, 0]);

    // Switched off and on: nothing is sent again.
    await terminal.contact();
    for (let polls = 0; polls < 3; polls++) {
      await worked(app);
      expect(await terminal.poll()).toBe(0);
    }
    expect(told).toHaveLength(60);

    terminal.memory.clear();
    told.length = 0;
    await terminal.contact();
    await terminal.poll();
    await converged(terminal, 8);
    expect([pinsOn(terminal), told.length, repeated(told)]).toEqual([pins, 60, 0]);
    await terminal.stop();
  });

  it('with a bad line gets everybody, and comes into sync', async () => {
    const random = randomFrom(7);
    const sn = `LOSS-${profile}`;
    let isBad = false;
    const { terminal, told } = await simulated(sn, `l-${profile}`, profile, (path) => {
      if (!isBad || path.includes('/cdata')) return 'arrives';
      const chance = random();
      return chance < 0.15 ? 'never sent' : chance < 0.3 ? 'answer lost' : 'arrives';
    });
    const from = base + 5_000;
    await populate(`l-${profile}`, from, 60);
    isBad = true;
    const until = Date.now() + 180_000;
    while (!(await syncOf(sn)).inSync && Date.now() < until) {
      await worked(app);
      await terminal.poll().catch(() => 0);
    }
    isBad = false;
    expect(pinsOn(terminal)).toEqual(Array.from({ length: 60 }, (_, index) => from + index));
    expect(await syncOf(sn)).toMatchObject({ desired: 60, acked: 60, inSync: true });
    // Nothing more comes, and the terminal holds each row once.
    expect([await terminal.poll(), await terminal.poll()]).toEqual([0, 0]);
    expect(new Set(told).size).toBe(60);
    await terminal.stop();
  });
});

it(`${people} people come to a terminal`, async () => {
  const { terminal, told } = await simulated('MANY-1', 'many', 'speedface-att');
  await populate('many', 500_000, people, (index) => ({ cardNo: String(5_000_000 + index) }));
  await worked(app);
  const begun = Date.now();
  const polls = await converged(terminal, people);
  const seconds = ((Date.now() - begun) / 1_000).toFixed(1);
  process.stdout.write(
    `attendance convergence: ${people} people in ${seconds} s, ${told.length} commands, ${polls} polls\n`,
  );
  expect([pinsOn(terminal).length, told.length, repeated(told)]).toEqual([people, people, 0]);
  expect(polls).toBeLessThanOrEqual(people / 20 + 3);
  await terminal.stop();
}, 240_000);
