import type { PeopleTaken } from './people-take-over.service.js';
import type { Dispute, LevelTaken, ZoneTaken } from './take-over.js';

/** Some people of a panel with what opens to them. */
export interface Slice {
  readonly lastPin: string;
  readonly people: PeopleTaken;
  readonly zones: readonly ZoneTaken[];
  readonly levels: readonly LevelTaken[];
  readonly disputes: readonly Dispute[];
}

/** What the slices of one take-over have in common. */
export class TakenSoFar {
  lastPin = '';
  passwords: ReadonlySet<string> = new Set();
  cards = 0;
  visitors = 0;
  readonly persons = { added: 0, changed: 0, same: 0 };
  readonly pins = new Set<string>();
  readonly newPins = new Set<string>();
  readonly zones: ZoneTaken[] = [];
  readonly disputes: Dispute[] = [];
  private readonly byPlace = new Map<string, LevelTaken>();

  get levels(): LevelTaken[] {
    return [...this.byPlace.values()];
  }

  /** After its commit: a slice that is tried again counts once. */
  add({ lastPin, people, zones, levels, disputes }: Slice): void {
    this.lastPin = lastPin;
    this.passwords = people.passwords;
    this.cards += people.cards;
    this.visitors += people.visitors.size;
    this.persons.added += people.added;
    this.persons.changed += people.changed;
    this.persons.same += people.same;
    for (const pin of people.pins) this.pins.add(pin);
    for (const pin of people.newPins) this.newPins.add(pin);
    this.zones.push(...zones);
    for (const level of levels) this.addLevel(level);
    for (const one of disputes) if (!this.isKnown(one)) this.disputes.push(one);
  }

  private addLevel(level: LevelTaken): void {
    const place = JSON.stringify([level.business, level.zoneName, level.doorIds]);
    const before = this.byPlace.get(place);
    if (!before) {
      this.byPlace.set(place, level);
      return;
    }
    const [persons, granted] = [before.persons + level.persons, before.granted + level.granted];
    this.byPlace.set(place, { ...before, persons, granted, levelId: level.levelId ?? before.levelId });
  }

  /** What is wrong with a zone of the panel is said once. */
  private isKnown({ pin, reason, there }: Dispute): boolean {
    return pin === '' && this.disputes.some((one) => one.pin === '' && one.reason === reason && one.there === there);
  }
}
