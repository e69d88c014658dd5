import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAttFleet } from '../../../src/tools/simulator/attendance-push/fleet.js';
import { attProfiles, type AttProfileName } from '../../../src/tools/simulator/attendance-push/profile.js';
import { AttTerminal } from '../../../src/tools/simulator/attendance-push/terminal.js';
import type { AttNews } from '../../../src/tools/simulator/attendance-push/terminal-options.js';
import { worked } from '../../support/panels.js';
import { startApp, type TestApp } from '../../support/app.js';
import { verified } from '../../support/verified.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

type Fate = 'arrives' | 'never sent' | 'answer lost';

async function simulated(sn: string, profile: AttProfileName, fateOf: (path: string) => Fate = () => 'arrives') {
  expect((await app.admin('POST', '/devices', { sn })).status).toBe(201);
  const news: AttNews[] = [];
  const terminal = new AttTerminal({
    url: app.url,
    sn,
    zone: 'Europe/Madrid',
    profile: attProfiles[profile],
    fateOf,
    tell: (one) => news.push(one),
  });
  return { terminal, news };
}

const pins = async (sn: string) =>
  (
    await app.sql<{ pin: string }>('SELECT pin FROM event WHERE sn = $1 AND event_no = 0 ORDER BY event_time, pin', [
      sn,
    ])
  ).map(({ pin }) => pin);

const asked = async (sn: string, body: Record<string, unknown>): Promise<number> =>
  (await app.admin('POST', `/devices/${sn}/commands`, body)).body.id as number;

const names = ['zem', 'speedface-att', 'senseface-att'] as const;

describe.each(names)('a %s', (profile) => {
  it('is recognised, its punches are stored once, and it carries out its commands', async () => {
    const sn = `SIM-${profile}`;
    const { terminal } = await simulated(sn, profile);
    expect(await terminal.contact()).toBe('accepted');
    for (let n = 0; n < 60; n++) {
      terminal.punch({
        pin: String(100 + (n % 7)),
        at: `2024-03-05 08:${String(n).padStart(2, '0')}:00`,
        status: n % 2,
      });
    }
    terminal.enrol({ PIN: '100', Name: 'Ada', Pri: '0', Grp: '1' });
    await terminal.flush();
    expect(terminal.outbox.waiting).toBe(0);
    expect(await pins(sn)).toHaveLength(60);
    expect((await app.admin('GET', `/devices/${sn}`)).body).toMatchObject({ link: 'push-att', module: 'att' });

    const commands = [
      { command: 'DATA UPDATE USERINFO PIN=7\tName=Eve\tPri=0' },
      { command: 'DATA UPDATE FINGERTMP PIN=8\tFID=1\tSize=4\tValid=1\tTMP=AAAA' },
      { command: 'NOT A COMMAND' },
      { type: 'openDoor', door: 1 },
    ];
    const ids: number[] = [];
    for (const body of commands) ids.push(await asked(sn, body));
    while ((await terminal.poll()) !== 0);
    const ends = await Promise.all(ids.map(async (id) => (await app.admin('GET', `/commands/${id}`)).body));
    const unknown = attProfiles[profile].unknown.command;
    expect(ends.map(({ status, returnCode }) => [status, returnCode])).toEqual([
      ['done', 0],
      ['failed', -10],
      ['failed', unknown],
      ['done', 0],
    ]);
    expect(terminal.memory.user('7')?.get('name')).toBe('Eve');
    expect(terminal.openings).toBe(1);
    await terminal.stop();
  });
});

describe('a terminal on a bad line', () => {
  it('sends again what was not answered, and nothing is stored twice', async () => {
    let turn = 0;
    const { terminal } = await simulated('SIM-LOST', 'speedface-att', (path) =>
      path.includes('table=ATTLOG') && turn++ % 2 === 0 ? 'answer lost' : 'arrives',
    );
    await terminal.contact();
    for (let n = 0; n < 5; n++) {
      terminal.punch({ pin: String(n + 1), at: `2024-03-05 08:00:0${n}` });
      await terminal.flush();
    }
    expect(terminal.outbox.waiting).toBe(0);
    expect(await pins('SIM-LOST')).toEqual(['1', '2', '3', '4', '5']);
    await terminal.stop();
  });
});

describe('everything once more', () => {
  it('comes if the stamp asks for it, and changes nothing', async () => {
    const { terminal } = await simulated('SIM-AGAIN', 'zem');
    await terminal.contact();
    terminal.punch({ pin: '5', at: '2024-03-05 08:00:00' });
    await terminal.flush();
    await app.admin('POST', '/devices/SIM-AGAIN/resend', { tables: ['attlog'] });
    expect(await terminal.poll()).toBe(1);
    expect(terminal.outbox.waiting).toBe(1);
    await terminal.flush();
    expect(await pins('SIM-AGAIN')).toEqual(['5']);
    expect(await terminal.contact()).toBe('accepted');
    expect(terminal.outbox.waiting).toBe(0);
    await terminal.stop();
  });
});

describe('questions', () => {
  it('are answered with rows before the result', async () => {
    const { terminal } = await simulated('SIM-ASK', 'senseface-att');
    await terminal.contact();
    for (let n = 0; n < 3; n++) terminal.punch({ pin: '5', at: `2024-03-0${n + 1} 08:00:00` });
    await terminal.flush();
    const range = 'StartTime=2024-03-02 00:00:00\tEndTime=2024-03-09 00:00:00';
    const sum = await asked('SIM-ASK', { command: `VERIFY SUM ATTLOG ${range}` });
    while ((await terminal.poll()) !== 0);
    const rows = await asked('SIM-ASK', { command: `DATA QUERY ATTLOG ${range}` });
    while ((await terminal.poll()) !== 0);
    expect((await app.admin('GET', `/commands/${sum}`)).body.answer).toMatchObject({ count: 2 });
    expect((await app.admin('GET', `/commands/${rows}`)).body).toMatchObject({
      status: 'done',
      returnCode: 2,
      answer: { rows: 2 },
    });
    await terminal.stop();
  });
});

/** People of an area, and a terminal that holds them all, each with a card and a finger that it learnt. */
async function peopled(sn: string, area: string, profile: AttProfileName, pins: readonly string[]) {
  const { terminal } = await simulated(sn, profile);
  await app.admin('POST', '/areas', { code: area, name: area });
  await app.admin('PATCH', `/devices/${sn}`, { areaCode: area });
  for (const pin of pins) {
    await app.admin('POST', '/persons', { pin, name: `Name of ${pin}`, cardNo: `${pin}00`, personPwd: pin });
    await app.admin('PUT', `/attendance/areas/${area}/persons/${pin}`);
  }
  await terminal.contact();
  await settled(terminal);
  return terminal;
}

async function settled(terminal: AttTerminal): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    await worked(app);
    quiet = (await terminal.poll()) === 0 ? quiet + 1 : 0;
  }
}

/** Answers polls until the call has its answer. */
async function answering<T>(terminal: AttTerminal, call: Promise<T>): Promise<T> {
  const state = { done: false };
  const end = () => {
    state.done = true;
  };
  call.then(end, end);
  while (!state.done) {
    await terminal.poll();
    await sleep(20);
  }
  return call;
}

it('older terminals get commands in their own form', async () => {
  const terminal = await peopled('OLDER-1', 'older', 'antique', ['9301', '9302']);
  const held = () => terminal.memory.rows('USERINFO').map((row) => [row.get('pin'), row.get('name')]);
  expect(terminal.lastWords).toMatch(/^DATA USER PIN=/);
  expect(held()).toEqual([
    ['9301', 'Name of 9301'],
    ['9302', 'Name of 9302'],
  ]);
  await app.admin('DELETE', '/attendance/areas/older/persons/9301');
  await settled(terminal);
  expect(held().map(([pin]) => pin)).toEqual(['9302']);
  expect(terminal.lastWords).toBe('DATA DEL_USER PIN=9301');
});

describe.each(['zem', 'senseface-att'] as const)('what a %s holds', (profile) => {
  it('is compared with what it should hold, and corrected', async () => {
    const sn = `VERIFY-${profile}`;
    const pins = profile === 'zem' ? ['9101', '9102', '9103'] : ['9201', '9202', '9203'];
    const [first = '', second = '', third = ''] = pins;
    const terminal = await peopled(sn, `v-${profile}`, profile, pins);
    const verify = async (body: object) =>
      (await answering(terminal, verified(app, sn, body))).body as {
        status: string;
        tables: Record<string, unknown>[];
      };
    const whole = await verify({ tables: ['user'] });
    expect(whole).toMatchObject({ status: 'done', tables: [{ table: 'user', status: 'matches', device: 3 }] });
    terminal.memory.remove('USERINFO', new Map([['pin', first]]));
    terminal.memory.put(
      'USERINFO',
      new Map([
        ['pin', second],
        ['card', '1'],
        ['pri', '14'],
      ]),
    );
    terminal.memory.put(
      'USERINFO',
      new Map([
        ['pin', '99'],
        ['name', 'Eve'],
      ]),
    );
    const other = await verify({ tables: ['user'], repair: 'all', removeUnknown: true });
    expect(other).toMatchObject({
      status: 'done',
      tables: [
        {
          status: 'differs',
          missing: [`Pin=${first}`],
          extra: ['Pin=99'],
          different: [{ key: `Pin=${second}`, columns: ['CardNo', 'Privilege'] }],
          repaired: 3,
        },
      ],
    });
    await settled(terminal);
    const held = terminal.memory.rows('USERINFO').map((row) => [row.get('pin'), row.get('pri')]);
    expect(held.sort()).toEqual([
      [first, '0'],
      [second, '0'],
      [third, '0'],
    ]);
    await terminal.stop();
  });
});

describe('fetch', () => {
  it('asks newer terminals, and has older ones send everything again', async () => {
    const asks = async (sn: string, profile: AttProfileName, what: string) => {
      const { terminal } = await simulated(sn, profile);
      await terminal.contact();
      await terminal.poll();
      const { body } = await app.admin('POST', `/devices/${sn}/fetch`, { what });
      for (let polls = 0; polls < 3; polls++) await terminal.poll();
      const ids = (body as { commands: { id: number }[] }).commands.map(({ id }) => id);
      const texts = await Promise.all(ids.map(async (id) => (await app.admin('GET', `/commands/${id}`)).body));
      await terminal.stop();
      return texts.map(({ text }) => String(text));
    };
    expect(await asks('FETCH-1', 'senseface-att', 'users')).toEqual(['DATA QUERY USERINFO']);
    expect(await asks('FETCH-2', 'senseface-att', 'templates')).toEqual([
      'DATA QUERY BIODATA Type=1',
      'DATA QUERY BIODATA Type=9',
    ]);
    expect(await asks('FETCH-3', 'speedface-att', 'templates')).toEqual([
      'DATA QUERY BIODATA Type=8',
      'DATA QUERY BIODATA Type=9',
      'CHECK',
    ]);
    expect(await asks('FETCH-4', 'speedface-att', 'photos')).toEqual(['CHECK']);
    expect(await asks('FETCH-5', 'zem', 'users')).toEqual(['CHECK']);
  });
});

describe('a stranger', () => {
  it('keeps what it has until it is approved', async () => {
    const news: AttNews[] = [];
    const terminal = new AttTerminal({
      url: app.url,
      sn: 'SIM-NEW',
      profile: attProfiles['speedface-att'],
      tell: (one) => news.push(one),
    });
    terminal.punch({ pin: '9', at: '2024-03-05 08:00:00' });
    expect(await terminal.contact()).toBe('accepted');
    expect(await terminal.flush()).toBe(0);
    expect(await terminal.poll()).toEqual({ refused: 403 });
    await app.admin('POST', '/devices/SIM-NEW/approve', {});
    expect(await terminal.contact()).toBe('accepted');
    expect(await terminal.flush()).toBe(1);
    expect(await pins('SIM-NEW')).toEqual(['9']);
    await terminal.stop();
  });
});

it('answers the keyboard, in one line or with a list', async () => {
  const printed: string[] = [];
  const asked = { url: 'http://127.0.0.1:1', sn: 'KEYS', devices: 1, eventsPerMinute: 0, zone: 'UTC' };
  const fleet = startAttFleet({ ...asked, profile: 'zem' }, (line) => void printed.push(line));
  try {
    const ends = ['p 2001 1', 'p 2001', 'u 7 Zoe Ann', 'd 7', 'b 5 1', '', ' q '].map((line) => fleet.press(line));
    expect(ends).toEqual([false, false, false, false, false, false, true]);
  } finally {
    await fleet.stop();
  }
  expect(printed.filter((line) => !line.startsWith('KEYS '))).toEqual([
    '2001 punches with state 1; it goes with the next upload',
    '2001 punches with state 255; it goes with the next upload',
    '7 is a user now; that goes with the next upload',
    '7 is no user any more; that goes with the next upload',
    'not understood; lines are:\n' +
      '  p PIN [STATE]      somebody punches, with a state such as 0 in or 1 out\n' +
      '  u PIN NAME         somebody is made a user at the terminal\n' +
      '  d PIN              somebody is deleted at the terminal\n' +
      '  q                  the end',
  ]);
});
