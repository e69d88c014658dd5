import { expect } from 'vitest';
import { decide, type Situation } from '../../src/tools/simulator/access.js';
import { AntiPassback } from '../../src/tools/simulator/anti-passback.js';
import { MultiCard } from '../../src/tools/simulator/multi-card.js';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { randomFrom, type Random } from '../../src/tools/simulator/random.js';
import type { TestApp } from '../support/app.js';
import { registeredPanel, settle } from '../support/panel.js';
import { days, mayPass, moments, windows, type Level, type Person, type Zone } from './may-pass.js';

interface Door {
  readonly id: string;
  readonly panel: SimulatedPanel;
  readonly number: number;
}

const [panelCount, doorsEach, peopleCount, levelCount, zoneCount] = [4, 2, 80, 6, 3];
const stepsARound = 12;

/**
 * A site whose facts change at random, and what follows from them for each card at each door, worked out here from what
 * was asked for. The panels decide by the tables that commands have made.
 */
export class OpenDoors {
  compared = 0;
  opened = 0;
  private readonly random: Random;
  private readonly journal: string[] = [];
  private readonly panels: SimulatedPanel[] = [];
  private readonly doors: Door[] = [];
  private readonly people = new Map<string, Person>();
  private readonly levels: Level[] = [];
  private readonly zones: Zone[] = [];
  /** Cards that were somebody's and are nobody's now. */
  private readonly freed = new Set<string>();
  private numbers = 0;

  constructor(
    private readonly app: TestApp,
    private readonly seed: number,
  ) {
    this.random = randomFrom(seed);
  }

  async begin(): Promise<void> {
    for (let index = 1; index <= panelCount; index++) {
      const { panel, doors } = await registeredPanel(this.app, `MODEL${this.seed}N${index}`, { doors: doorsEach });
      this.panels.push(panel);
      for (const [number, id] of doors) this.doors.push({ id, panel, number });
    }
    expect(this.doors).toHaveLength(panelCount * doorsEach);
    for (let index = 0; index < zoneCount; index++) await this.newZone();
    for (let index = 0; index < levelCount; index++) await this.newLevel();
    await this.upsert(Array.from({ length: peopleCount }, () => this.newPerson()));
    await this.settleAndCompare();
  }

  async end(): Promise<void> {
    await Promise.all(this.panels.map((panel) => panel.stop()));
  }

  /** Some changes, of which each may overtake the commands of the one before, and the comparison of everything. */
  async round(): Promise<void> {
    this.journal.length = 0;
    for (let step = 0; step < stepsARound; step++) await this.step();
    await this.settleAndCompare();
  }

  private readonly steps: readonly (readonly [number, () => Promise<void>])[] = [
    [5, () => this.grant()],
    [7, () => this.revoke()],
    [2, () => this.levelDoors()],
    [1, () => this.levelZone()],
    [1, () => this.zonePeriods()],
    [1, () => this.levelGoes()],
    [3, () => this.card()],
    [2, () => this.cardMoves()],
    [2, () => this.disabled()],
    [2, () => this.comesAndGoes()],
    [1, () => this.nightly()],
    [6, () => this.poll()],
    [1, () => this.powerCut()],
    [1, () => this.reset()],
  ];

  private async step(): Promise<void> {
    let at = this.random() * this.steps.reduce((sum, [weight]) => sum + weight, 0);
    const [, action] = this.steps.find(([weight]) => (at -= weight) < 0) ?? this.pick(this.steps);
    await action();
  }

  private pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  private some<T>(items: readonly T[], share = 0.4): T[] {
    return items.filter(() => this.random() < share);
  }

  private anybody = () => this.pick([...this.people.values()]);

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    this.journal.push(`${method} ${path} ${JSON.stringify(body ?? null)}`);
    const answer = await this.app.admin(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body as T;
  }

  private somePeriods(): Zone['periods'] {
    return Object.fromEntries(this.some(days, 0.7).map((day) => [day, this.pick(windows)]));
  }

  private body = (periods: Zone['periods']) =>
    Object.fromEntries(Object.entries(periods).map(([day, window]) => [day, [window]]));

  private async newZone(): Promise<void> {
    const periods = this.somePeriods();
    const name = `Model ${this.seed} zone ${this.numbers++}`;
    const { id } = await this.ask<{ id: number }>('POST', '/time-zones', { name, periods: this.body(periods) });
    this.zones.push({ id, periods });
  }

  private someDoors = () => this.some(this.doors.map((_, index) => index));
  private idsOf = (doors: readonly number[]) => doors.map((index) => this.doors[index]?.id ?? '');

  private async newLevel(): Promise<void> {
    const [zone, doors] = [this.pick(this.zones), this.someDoors()];
    const name = `Model ${this.seed} level ${this.numbers++}`;
    const body = { name, timeZoneId: zone.id, doorIds: this.idsOf(doors) };
    const { id } = await this.ask<{ id: string }>('POST', '/access-levels', body);
    this.levels.push({ id, zone, doors: new Set(doors) });
  }

  private newCard = () => String(this.seed * 10_000_000 + ++this.numbers);

  private newPerson(): Person {
    const pin = String(this.seed * 1_000_000 + ++this.numbers);
    return { pin, card: this.newCard(), levels: new Set(this.some(this.levels, 0.25)), disabled: false };
  }

  /** As a client says once more, or for the first time, what it knows. */
  private async upsert(people: readonly Person[]): Promise<void> {
    const rows = people.map(({ pin, card, levels }) => ({
      pin,
      cardNo: card,
      accLevelIds: [...levels].map(({ id }) => id).join(','),
    }));
    this.journal.push(`addPersons ${JSON.stringify(rows)}`);
    const { body } = await this.app.api('POST', '/api/v2/person/addPersons', rows);
    expect(body).toMatchObject({ code: 0 });
    for (const person of people) this.people.set(person.pin, person);
  }

  private async grant(): Promise<void> {
    const [person, level] = [this.anybody(), this.pick(this.levels)];
    await this.ask('PUT', `/access-levels/${level.id}/persons/${person.pin}`);
    person.levels.add(level);
  }

  private async revoke(): Promise<void> {
    const person = this.pick([...this.people.values()].filter(({ levels }) => levels.size > 0));
    const level = this.pick([...person.levels]);
    await this.ask('DELETE', `/access-levels/${level.id}/persons/${person.pin}`);
    person.levels.delete(level);
  }

  private async levelDoors(): Promise<void> {
    const [level, doors] = [this.pick(this.levels), this.someDoors()];
    await this.ask('PATCH', `/access-levels/${level.id}`, { doorIds: this.idsOf(doors) });
    level.doors = new Set(doors);
  }

  private async levelZone(): Promise<void> {
    const level = this.pick(this.levels);
    level.zone = this.pick(this.zones);
    await this.ask('PATCH', `/access-levels/${level.id}`, { timeZoneId: level.zone.id });
  }

  private async zonePeriods(): Promise<void> {
    const zone = this.pick(this.zones);
    zone.periods = this.somePeriods();
    await this.ask('PATCH', `/time-zones/${zone.id}`, { periods: this.body(zone.periods) });
  }

  /** A level leaves its doors for everybody, and another one comes. */
  private async levelGoes(): Promise<void> {
    const level = this.pick(this.levels);
    await this.ask('DELETE', `/access-levels/${level.id}`);
    this.levels.splice(this.levels.indexOf(level), 1);
    for (const { levels } of this.people.values()) levels.delete(level);
    await this.newLevel();
  }

  private async setCard(person: Person, card: string): Promise<void> {
    this.journal.push(`card ${person.pin} ${card}`);
    const { body } = await this.app.api('POST', '/api/person/add', { pin: person.pin, cardNo: card });
    expect(body).toMatchObject({ code: 0 });
    if (person.card !== '') this.freed.add(person.card);
    if (card !== '') this.freed.delete(card);
    person.card = card;
  }

  private card = () => this.setCard(this.anybody(), this.newCard());

  private async cardMoves(): Promise<void> {
    const [giver, taker] = [this.anybody(), this.anybody()];
    const { card } = giver;
    if (giver === taker || card === '') return;
    await this.setCard(giver, '');
    await this.setCard(taker, card);
  }

  private async disabled(): Promise<void> {
    const person = this.anybody();
    person.disabled = !person.disabled;
    await this.ask('PATCH', `/persons/${person.pin}`, { isDisabled: person.disabled });
  }

  private async comesAndGoes(): Promise<void> {
    const { pin, card } = this.anybody();
    await this.ask('DELETE', `/persons/${pin}`);
    this.people.delete(pin);
    if (card !== '') this.freed.add(card);
    await this.upsert([this.newPerson()]);
  }

  private nightly = () => this.upsert([...this.people.values()].filter(({ card }) => card !== ''));

  /** One panel fetches what waits for it, while the others are behind. */
  private async poll(): Promise<void> {
    await this.pick(this.panels).poll();
  }

  private async powerCut(): Promise<void> {
    const panel = this.pick(this.panels);
    this.journal.push(`${panel.sn} comes back`);
    expect(await panel.reboot()).toBe('registered');
  }

  private async reset(): Promise<void> {
    const panel = this.pick(this.panels);
    this.journal.push(`${panel.sn} comes back and holds nothing`);
    panel.reset();
    expect(await panel.reboot()).toBe('registered');
  }

  /** What the API says of each panel, once all have fetched what waits for them. */
  private async standings(): Promise<string[]> {
    await settle(this.app, ...this.panels);
    const told: string[] = [];
    for (const { sn } of this.panels) {
      const { body } = await this.app.admin('GET', `/devices/${sn}`);
      const { inSync, ...why } = (body as { sync: { inSync: boolean } }).sync;
      told.push(inSync ? 'in sync' : `${sn} ${JSON.stringify([why, await this.differing(sn)])}`);
    }
    return told;
  }

  private differing = (sn: string) =>
    this.app.sql(
      `SELECT table_name, key, desired_hash IS NOT NULL AS wanted, held_hash IS NOT NULL AS held, unknown, failures, failed,
         return_code, retry_at, command_id FROM ledger
       WHERE sn = $1 AND (unknown OR failures > 0 OR desired_hash IS DISTINCT FROM held_hash)`,
      [sn],
    );

  private async settleAndCompare(): Promise<void> {
    await expect
      .poll(() => this.standings(), { timeout: 120_000, message: this.journal.join('\n') })
      .toEqual(this.panels.map(() => 'in sync'));
    const wrong = this.doors.flatMap((door, index) => this.compare(door, index));
    expect(wrong.slice(0, 20), this.journal.join('\n')).toEqual([]);
  }

  private compare({ panel, number }: Door, index: number): string[] {
    const wrong: string[] = [];
    const situation = situationAt(panel);
    const holders = new Map([...this.people.values()].map((person) => [person.card, person]));
    for (const card of [...holders.keys(), ...this.freed].filter((one) => one !== '')) {
      const person = holders.get(card);
      for (const { wall, day, time } of moments) {
        const opens = decide(situation, { card, door: number, wall, inOut: 0, shown: ['c'] }).verdict === 'opens';
        const mayOpen = person !== undefined && mayPass(person, index, day, time);
        this.compared++;
        if (opens) this.opened++;
        if (opens !== mayOpen)
          wrong.push(
            `${panel.sn} door ${number} at ${wall}: card ${card} of ${person?.pin ?? 'nobody'} ${opens ? 'opens' : 'does not open'}`,
          );
      }
    }
    return wrong;
  }
}

/** What the panel's tables say, without what happened at its readers. */
function situationAt({ memory, settings, doors }: SimulatedPanel): Situation {
  return {
    memory,
    settings,
    isLocked: (door) => doors.isLocked(door),
    isOpen: (door) => doors.isOpen(door),
    isScheduleOn: (door) => doors.isScheduleOn(door),
    crossings: new AntiPassback(),
    together: new MultiCard(),
    ignoreUserDates: false,
  };
}
