import { expect } from 'vitest';
import type { ProfileName } from '../../../src/tools/simulator/profile.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import type { TestApp } from '../../support/app.js';
import { at, hour } from '../../modules/visitor/site.js';

const zone = 'Europe/Madrid';
/** The serial numbers by model. */
const models = {
  OLDC3: 'c3-200',
  OLDIB2: 'inbio260',
  OLDIB5: 'inbio5',
  OLDSF: 'speedface-v5l',
  OLDSN: 'senseface',
  OLDTS: 'turnstile',
} as const satisfies Record<string, ProfileName>;
export type Sn = keyof typeof models;
export const sns = Object.keys(models) as Sn[];

/** A Monday in and out of office hours, a Saturday, and a Thursday that is a holiday. */
export const moments = ['2050-01-03 09:00:00', '2050-01-03 18:00:00', '2050-01-08 10:00:00', '2050-01-06 09:00:00'];

const weekdays = (from: string, to: string) =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [[from, to]]]));
const everyDay = [['00:00', '23:59']];

type Doors = Readonly<Record<Sn, readonly string[]>>;
type Id = string;

/** A site that one gateway has filled: six models, people, cards, zones, levels, rules, and a visitor who is there. */
export class OldSite {
  private constructor(
    readonly panels: readonly SimulatedPanel[],
    readonly cards: readonly string[],
    readonly pins: readonly string[],
  ) {}

  /** @param size how many people */
  static async fill(old: TestApp, size: number): Promise<OldSite> {
    const panels = sns.map(
      (sn) => new SimulatedPanel({ url: old.url, sn, profile: models[sn], zone, pollSeconds: 0.1, retrySeconds: 0.2 }),
    );
    for (const sn of sns) expect((await old.admin('POST', '/devices', { sn, name: sn })).status).toBe(201);
    for (const panel of panels) void panel.run();
    const registered = async () =>
      (await old.admin('GET', '/doors?limit=100')).body.items as { id: string; sn: Sn; number: number }[];
    const doorCount = panels.reduce((sum, { doors }) => sum + doors.count, 0);
    await expect.poll(async () => (await registered()).length, { timeout: 60_000 }).toBe(doorCount);
    const all = await registered();
    const doors = Object.fromEntries(
      sns.map((sn) => [
        sn,
        all
          .filter((d) => d.sn === sn)
          .sort((a, b) => a.number - b.number)
          .map(({ id }) => id),
      ]),
    ) as Record<Sn, string[]>;
    const { pins, cards } = await people(old, size);
    const office = await levels(old, doors, pins);
    await rules(old, doors, pins, office);
    const guest = await visitor(old, doors, pins[0] ?? '');
    return new OldSite(panels, [...cards, guest, '99999999'], pins);
  }

  panel(sn: Sn): SimulatedPanel {
    const found = this.panels.find((one) => one.sn === sn);
    if (!found) throw new Error(`there is no panel ${sn}`);
    return found;
  }

  /**
   * From now on another server has the address. Nobody touches the panels: they continue with their present session.
   * Only the old controller that never shows its session is switched off and on.
   */
  async move(url: string): Promise<void> {
    const silent = this.panel('OLDC3');
    await silent.stop();
    for (const panel of this.panels) panel.transport.moveTo(url);
    void silent.run();
  }

  /** What the panels hold, in any order. */
  tables(): Record<string, readonly string[]> {
    const found = this.panels.flatMap((panel) =>
      panel.memory.counts().map(([table]) => {
        const rows = panel.rows(table).map((row) => JSON.stringify(Object.entries(row).sort()));
        return [`${panel.sn} ${table}`, rows.sort()] as const;
      }),
    );
    return Object.fromEntries(found);
  }

  async stop(): Promise<void> {
    for (const panel of this.panels) await panel.stop();
  }
}

async function made(app: TestApp, path: string, body: object): Promise<Id> {
  const answer = await app.admin('POST', path, body);
  expect([answer.status, path, answer.body.errors ?? answer.body.detail]).toEqual([201, path, undefined]);
  return answer.body.id as Id;
}

/**
 * People with one card, two cards and a lost card; one who has left for good, one who comes later, one who is disabled.
 */
async function people(app: TestApp, size: number): Promise<{ pins: string[]; cards: string[] }> {
  const cards: string[] = [];
  const pins = Array.from({ length: size }, (_, i) => String(1_001 + i));
  for (const [i, pin] of pins.entries()) {
    const supply = i % 3 === 0 ? [String(20_000_001 + i)] : [];
    const cardNo = String(10_000_001 + i);
    cards.push(cardNo, ...supply);
    await made(app, '/persons', {
      pin,
      name: `Name${i}`,
      lastName: i % 2 === 0 ? 'Family' : '',
      cardNo,
      supplyCards: supply,
      ...(i % 7 === 1 ? { personPwd: String(700_001 + i) } : {}),
      ...(i % 9 === 2 ? { isDisabled: true } : {}),
      ...(i % 8 === 2 ? { accStartTime: '2020-01-01 00:00:00', accEndTime: '2050-01-03 12:00:00' } : {}),
      ...(i % 11 === 5 ? { accStartTime: '2020-01-01 00:00:00', accEndTime: '2020-12-31 00:00:00' } : {}),
      ...(i % 10 === 4 ? { privilege: 14 } : {}),
    });
    if (i % 12 === 6) expect((await app.admin('POST', `/cards/${cardNo}/lost`)).status).toBe(200);
  }
  return { pins, cards };
}

/** @returns the time zone of office hours */
async function levels(app: TestApp, doors: Doors, pins: readonly string[]): Promise<Id> {
  const office = await made(app, '/time-zones', { name: 'Office', periods: weekdays('08:30', '17:00') });
  const late = await made(app, '/time-zones', {
    name: 'Late',
    periods: { ...weekdays('12:00', '20:00'), sat: [['09:00', '12:00']], hol1: everyDay },
  });
  await made(app, '/holidays', { name: 'Kings', date: '2050-01-06', type: 1, everyYear: true });
  const level = async (
    name: string,
    timeZoneId: Id | number,
    doorIds: readonly string[],
    who: (i: number) => boolean,
  ) => {
    const id = await made(app, '/access-levels', { name, timeZoneId, doorIds });
    for (const pin of pins.filter((_, i) => who(i)))
      expect((await app.admin('PUT', `/access-levels/${id}/persons/${pin}`)).status).toBe(204);
  };
  const { OLDC3, OLDIB2, OLDIB5, OLDSF, OLDSN, OLDTS } = doors;
  await level('Everywhere', 1, Object.values(doors).flat(), (i) => i % 4 === 0);
  await level('Office', office, [...OLDC3, ...OLDIB5.slice(0, 2), ...OLDSF], (i) => i % 2 === 0);
  await level('Late', late, [...OLDIB2.slice(0, 1), ...OLDIB5.slice(2), ...OLDTS], (i) => i % 3 === 0);
  await level('Lobby', 1, [...OLDSN, ...OLDSF, ...OLDIB2.slice(1)], (i) => i % 5 !== 0);
  return office;
}

async function rules(app: TestApp, doors: Doors, pins: readonly string[], office: Id): Promise<void> {
  const { OLDIB5 } = doors;
  const [zero = '', , two = '', three = '', four = ''] = pins;
  await made(app, '/first-card-rules', { doorId: OLDIB5[0], timeZoneId: 1, pins: [zero, four], mode: 'normalOpen' });
  await made(app, '/super-user-rules', { doorIds: [OLDIB5[2]], pins: [zero] });
  await made(app, '/linkages', {
    ...{ sn: 'OLDIB2', event: 220, inType: 'auxIn', inNumber: 1 },
    ...{ outType: 'lock', outNumber: 2, action: 'open', seconds: 5 },
  });
  await made(app, '/interlock-rules', { sn: 'OLDIB5', doors: [1, 2] });
  await made(app, '/interlock-rules', { sn: 'OLDC3', doors: [1, 2] });
  await made(app, '/anti-passback-rules', { sn: 'OLDIB5', type: 'door', from: [3], to: [4] });
  await made(app, '/anti-passback-rules', { sn: 'OLDIB2', type: 'reader', from: [1], to: [2] });
  const groupId = await made(app, '/person-groups', { name: 'Vault', pins: [two, three, four] });
  await made(app, '/multi-card-rules', { doorId: OLDIB5[3], groups: [{ groupId, count: 2 }] });
  await made(app, '/input-schedules', { sn: 'OLDIB5', target: 'exitButton', number: 1, timeZoneId: office });
  const days = { mon: [{ from: '08:00', to: '18:30', door: 4 }] };
  const scheduleId = await made(app, '/verification-schedules', { name: 'Cards', days });
  await made(app, '/door-verification-rules', { doorId: OLDIB5[1], scheduleId });
  const settings = { DoorValidTZ: office };
  expect((await app.admin('PATCH', `/doors/${OLDIB5[1] ?? ''}`, { settings })).status).toBe(200);
}

/** @returns their card */
async function visitor(app: TestApp, doors: Doors, hostPin: string): Promise<string> {
  const levelId = await made(app, '/visitor-levels', { name: 'Guests', doorIds: [...doors.OLDTS, ...doors.OLDSN] });
  const cardNo = '30000001';
  await made(app, '/visits', {
    ...{ hostPin, certType: '8', certNumber: '456888', name: 'Max', lastName: 'Moss', visitReason: 'visit' },
    ...{ startTime: at(-60), endTime: at(6 * hour), cardNo, levelIds: [levelId] },
  });
  return cardNo;
}
