import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import type { PanelOptions } from '../../../src/tools/simulator/panel-options.js';
import { adminToken, startApp, type TestApp } from '../../support/app.js';
import { worked } from '../../support/panels.js';

// What an operator requests from the gateway, and what a panel then does. Nothing in between is checked.
const wednesday = '2026-11-18 12:00:00';

// Each test has several round trips between panel and gateway, so a busy machine gets more time.

let app: TestApp;
let panels: SimulatedPanel[] = [];
let numbers = 0;

beforeAll(async () => {
  app = await startApp();
});

afterEach(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  panels = [];
});

afterAll(async () => {
  await app.stop();
});

interface Site {
  readonly panel: SimulatedPanel;
  readonly sn: string;
  readonly doors: readonly string[];
  /** Pins and cards of three people who may pass all doors at any time. */
  readonly pins: readonly string[];
  readonly cards: readonly string[];
}

const itemsOf = <T>(body: unknown): T[] => (body as { items: T[] }).items;

async function untilQuiet(panel: SimulatedPanel): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    await worked(app);
    quiet = (await panel.poll()).length > 0 ? 0 : quiet + 1;
  }
}

async function site(options: Partial<PanelOptions>): Promise<Site> {
  numbers += 1;
  const sn = `HOUSE${numbers}`;
  const panel = new SimulatedPanel({ url: app.url, sn, zone: 'Europe/Madrid', ...options });
  panels.push(panel);
  await app.admin('POST', '/devices', { sn, name: sn });
  expect(await panel.connect()).toBe('registered');
  await panel.introduce();
  const doors = itemsOf<{ id: string }>((await app.admin('GET', `/doors?sn=${sn}`)).body).map(({ id }) => id);
  const level = await app.admin('POST', '/access-levels', { name: sn, doorIds: doors });
  const accLevelIds = (level.body as { id: string }).id;
  const pins = [1, 2, 3].map((n) => String(1000 * numbers + n));
  const cards = pins.map((pin) => `77${pin}`);
  for (const [at, pin] of pins.entries()) {
    const added = await app.api('POST', '/api/person/add', { pin, name: 'P', cardNo: cards[at], accLevelIds });
    expect(added.body).toMatchObject({ code: 0 });
  }
  await expect
    .poll(async () => {
      await untilQuiet(panel);
      return new Set(panel.rows('userauthorize').map(({ pin }) => pin)).size;
    })
    .toBe(3);
  return { panel, sn, doors, pins, cards };
}

async function make(path: string, body: object): Promise<string> {
  const made = await app.admin('POST', path, body);
  expect([path, made.status, made.body]).toEqual([path, 201, made.body]);
  return (made.body as { id: string }).id;
}

/** The panel fetches until a table, or an option, is as it should be. */
async function fetched(panel: SimulatedPanel, what: () => unknown, value: unknown): Promise<void> {
  await expect
    .poll(async () => {
      await untilQuiet(panel);
      return what();
    })
    .toEqual(value);
}

const refusals = ({ executed }: SimulatedPanel) => executed.filter(({ code }) => code === null || code < 0);

describe.each(['controller', 'inbio5'] as const)('rules of the site at a panel (%s)', (profile) => {
  it('keep people from passing twice, and doors from standing open together', async () => {
    const { panel, sn, cards } = await site({ profile });
    const passback = await make('/anti-passback-rules', { sn, type: 'reader', from: [1], to: [2] });
    await make('/interlock-rules', { sn, doors: [3, 4] });
    const [card = ''] = cards;
    const pass = (door: number, inOut: 0 | 1 = 0) => panel.badge(card, door, wednesday, { inOut });
    await untilQuiet(panel);
    expect([await pass(1), await pass(1), await pass(1, 1), await pass(1)]).toEqual([
      'opens',
      'passed already',
      'opens',
      'opens',
    ]);
    expect([await pass(3), await pass(4)]).toEqual(['opens', 'another door is open']);
    panel.doors.close(3);
    expect(await pass(4)).toBe('opens');
    expect((await app.admin('DELETE', `/anti-passback-rules/${passback}`)).status).toBe(204);
    await untilQuiet(panel);
    expect(await pass(1)).toBe('opens');
    expect(refusals(panel)).toEqual([]);
  });

  it('open for groups together, for others behind the first, and outputs on events', async () => {
    const { panel, sn, doors, pins, cards } = await site({ profile });
    const group = async (name: string, pin?: string) => make('/person-groups', { name: `${sn} ${name}`, pins: [pin] });
    const groups = [await group('guards', pins[0]), await group('bearers', pins[1])];
    await make('/multi-card-rules', {
      doorId: doors[0],
      groups: groups.map((groupId) => ({ groupId, count: 1 })),
    });
    await make('/first-card-rules', { doorId: doors[1], timeZoneId: 1, pins: [pins[0]], mode: 'activate' });
    await make('/linkages', {
      sn,
      event: 27,
      inType: 'any',
      outType: 'auxOut',
      outNumber: 2,
      action: 'open',
      seconds: 9,
    });
    await fetched(panel, () => ['inoutfun', 'multimcard', 'firstcard'].flatMap((table) => panel.rows(table)).length, 3);
    await untilQuiet(panel);
    const pass = (who: number, door: number) => panel.badge(cards[who] ?? '', door, wednesday);
    expect([await pass(0, 1), await pass(2, 1), await pass(1, 1)]).toEqual([
      'waits for others',
      'waits for others',
      'opens',
    ]);
    expect([await pass(1, 2), await pass(0, 2), await pass(1, 2)]).toEqual(['waits for the first', 'opens', 'opens']);
    expect(await panel.badge('1', 3, wednesday)).toBe('unknown card');
    expect(panel.doors.auxOpened.map(({ door, seconds }) => [door, seconds])).toEqual([[2, 9]]);
    expect(refusals(panel)).toEqual([]);
  });
});

describe('the rules of newer panels', () => {
  it('let super users pass, and ask for more than a card in their time', async () => {
    const { panel, sn, doors, pins, cards } = await site({ profile: 'inbio5' });
    const schedule = await make('/verification-schedules', {
      name: `${sn} twice`,
      days: { wed: [{ from: '08:00', to: '18:00', door: 11 }] },
    });
    await make('/door-verification-rules', { doorId: doors[0], scheduleId: schedule });
    await make('/super-user-rules', { doorIds: [doors[0]], pins: [pins[2]] });
    await fetched(panel, () => [panel.rows('SuperAuthorize').length, panel.rows('DoorVSTimezone').length], [1, 1]);
    expect(await panel.badge(cards[0] ?? '', 1, wednesday)).toBe('shows too little');
    expect(await panel.badge(cards[0] ?? '', 1, wednesday, { shown: ['c', 'p'] })).toBe('opens');
    expect(await panel.badge(cards[0] ?? '', 1, '2026-11-18 19:00:00')).toBe('opens');
    expect(await panel.badge(cards[2] ?? '', 1, wednesday)).toBe('opens');
    expect(panel.journal.stored.at(-1)?.event).toBe(208);
    expect(refusals(panel)).toEqual([]);
  });
});

describe('files and records', () => {
  it.each([
    ['c3-200', 1],
    ['senseface', 3],
  ] as const)('firmware is fetched, checked and told (%s, method %i)', async (profile, method) => {
    const { panel, sn } = await site({ profile });
    const made = await app.request('POST', '/admin/v1/firmware?name=emfw.cfg', {
      body: randomBytes(1_500_000),
      headers: { authorization: `Bearer ${adminToken}` },
    });
    const { id, md5 } = made.body as { id: string; md5: string };
    const started = await app.admin('POST', `/devices/${sn}/upgrade`, { firmwareId: id });
    expect([started.status, (started.body as { method: number }).method]).toEqual([201, method]);
    await fetched(panel, () => panel.settings.get('FirmVer'), `Ver ${md5.slice(0, 8)}`);
    const { body } = await app.admin('GET', `/devices/${sn}/upgrades`);
    expect(itemsOf(body)[0]).toMatchObject({
      command: { status: 'done' },
      fetchedBytes: 1_500_000,
      firmwareNow: `Ver ${md5.slice(0, 8)}`,
    });
  });

  it.each(['c3-200', 'speedface-v5l'] as const)(
    'events that never arrived are found by ACCOUNT (%s)',
    async (profile) => {
      const { panel, sn, cards, pins } = await site({ profile });
      const today = new Date().toISOString().slice(0, 10);
      await panel.badge(cards[0] ?? '', 1, `${today} 00:00:01`);
      for (const second of [2, 3]) {
        const time = `${today} 00:00:0${second}`;
        panel.journal.record(
          { event: 0, door: 1, pin: pins[1] ?? '', cardNo: cards[1] ?? '', inOut: 0, verifyType: 4, time },
          '',
        );
      }
      // The panel believes that they arrived.
      panel.journal.acknowledge(panel.journal.next(10));
      const asked = await app.admin('POST', `/devices/${sn}/fetch`, {
        what: 'events',
        from: `${today} 00:00:00`,
        to: `${today} 23:59:59`,
      });
      expect(asked.status).toBeLessThan(300);
      const found = async (): Promise<unknown> => {
        await untilQuiet(panel);
        const { body } = await app.admin('GET', `/events?sn=${sn}&limit=100`);
        return itemsOf<{ logId: number; pin: string }>(body).filter(({ pin }) => pin === pins[1]).length;
      };
      await expect.poll(found).toBe(2);
      expect(refusals(panel)).toEqual([]);
    },
  );

  it('a card is enrolled at the terminal', async () => {
    const { panel, sn, pins } = await site({ profile: 'speedface-v5l' });
    const asked = await app.admin('POST', `/devices/${sn}/enroll`, { pin: pins[0], what: 'card' });
    expect([asked.status, asked.body]).toEqual([201, asked.body]);
    await fetched(
      panel,
      () => panel.executed.some(({ text, code }) => text.startsWith('ENROLL_INFO') && code === 0),
      true,
    );
  });
});
