import { isDeepStrictEqual } from 'node:util';
import { standingOf } from '../../modules/person/validity.js';
import { HoursComparison } from './compare-hours.js';
import type { LedDoor, PersonRights, Rights } from './rights.repository.js';

/** A person and a door, and what becomes of the right. */
export interface ChangedRight {
  readonly pin: string;
  readonly doorId: string;
  readonly change: 'gain' | 'lose';
}

export interface ChangedRights {
  /** Pairs of a person and a door that open at some time at which they did not. */
  readonly gain: number;
  readonly lose: number;
  readonly peopleGaining: number;
  readonly peopleLosing: number;
  readonly sample: readonly ChangedRight[];
  /** Rows that devices get or lose. */
  readonly devices: readonly { readonly sn: string; readonly rows: number }[];
}

const mostInSample = 20;

/** The zones in which a person passes a door, as text: '' = never. */
type ByDoor = ReadonlyMap<string, { readonly door: LedDoor; readonly zones: string }>;

interface ClassChange {
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  readonly rows: ReadonlyMap<string, number>;
}

const neverMind: ClassChange = { gained: [], lost: [], rows: new Map() };

/** What a change does to everybody's rights. People with the same levels are worked out once. */
export function compareRights(before: Rights, after: Rights, clock: string): ChangedRights {
  const comparison = new Comparison(before, after, clock);
  for (const pin of new Set([...before.people.keys(), ...after.people.keys()])) comparison.person(pin);
  comparison.shared();
  return comparison.result();
}

class Comparison {
  private readonly hours: HoursComparison;
  private readonly classes = new Map<string, ClassChange>();
  private readonly doors = [new Map<string, ByDoor>(), new Map<string, ByDoor>()] as const;
  private readonly rows = new Map<string, number>();
  private readonly sample: ChangedRight[] = [];
  private readonly counts = { gain: 0, lose: 0, peopleGaining: 0, peopleLosing: 0 };

  constructor(
    private readonly before: Rights,
    private readonly after: Rights,
    private readonly clock: string,
  ) {
    this.hours = new HoursComparison(before, after, clock.slice(0, 10));
  }

  person(pin: string): void {
    const [was, will] = [this.before.people.get(pin), this.after.people.get(pin)];
    const levels = [this.levelsOf(was), this.levelsOf(will)] as const;
    const moved = was && will ? windowOf(was, will) : neverMoved;
    const key = `${levels.join('|')}|${moved.gains}${moved.loses}`;
    const found = this.classes.get(key) ?? this.compare(levels, moved);
    this.classes.set(key, found);
    this.count(pin, found);
  }

  /** Time zones of levels, and holidays. */
  shared(): void {
    const [was, will] = [zonesBySn(this.before), zonesBySn(this.after)];
    const holidays = differing(this.before.holidays, this.after.holidays);
    for (const sn of new Set([...this.before.sns, ...this.after.sns])) {
      const ids = new Set([...(was.get(sn) ?? []), ...(will.get(sn) ?? [])]);
      const zones = [...ids].filter((id) => {
        const isOnBoth = was.get(sn)?.has(id) === true && will.get(sn)?.has(id) === true;
        return !isOnBoth || !isDeepStrictEqual(this.before.zones.get(id), this.after.zones.get(id));
      });
      this.addRows(sn, zones.length + holidays);
    }
  }

  result(): ChangedRights {
    const devices = [...this.rows].map(([sn, rows]) => ({ sn, rows })).sort((a, b) => (a.sn < b.sn ? -1 : 1));
    return { ...this.counts, sample: this.sample, devices };
  }

  private addRows(sn: string, rows: number): void {
    if (rows > 0) this.rows.set(sn, (this.rows.get(sn) ?? 0) + rows);
  }

  private count(pin: string, { gained, lost, rows }: ClassChange): void {
    this.counts.gain += gained.length;
    this.counts.lose += lost.length;
    if (gained.length > 0) this.counts.peopleGaining++;
    if (lost.length > 0) this.counts.peopleLosing++;
    for (const [change, ids] of [['gain', gained] as const, ['lose', lost] as const])
      for (const doorId of ids) if (this.sample.length < mostInSample) this.sample.push({ pin, doorId, change });
    for (const [sn, n] of rows) this.addRows(sn, n);
  }

  /** Those whose time is over, or who have no access, have no rights; those whose time comes have. */
  private levelsOf(person: PersonRights | undefined): string {
    const standing = person ? standingOf(person, this.clock) : 'left';
    return person && (standing === 'valid' || standing === 'notYetValid') ? person.levels : '';
  }

  private compare([was, will]: readonly [string, string], moved: Moved): ClassChange {
    const [old, next] = [this.doorsOf(0, was), this.doorsOf(1, will)];
    const all = [...new Set([...old.keys(), ...next.keys()])];
    if (all.length === 0) return neverMind;
    const told = all.map((id) => {
      const [one = '', other = ''] = [old.get(id)?.zones, next.get(id)?.zones];
      const { gains, loses } = this.hours.of(one, other);
      return { id, gains: gains || moved.gains, loses: loses || moved.loses };
    });
    return {
      gained: told.filter(({ gains }) => gains).map(({ id }) => id),
      lost: told.filter(({ loses }) => loses).map(({ id }) => id),
      rows: rowsOf(old, next, moved),
    };
  }

  private doorsOf(side: 0 | 1, levels: string): ByDoor {
    const known = this.doors[side].get(levels);
    if (known) return known;
    const rights = side === 0 ? this.before : this.after;
    const found = new Map<string, { door: LedDoor; ids: Set<number> }>();
    for (const level of levels === '' ? [] : levels.split(',')) {
      const { timeZoneId, doors = [] } = rights.levels.get(level) ?? { timeZoneId: 0 };
      for (const door of doors) {
        const here = found.get(door.id) ?? { door, ids: new Set() };
        found.set(door.id, here);
        here.ids.add(timeZoneId);
      }
    }
    const byDoor = new Map(
      [...found].map(([id, { door, ids }]) => [id, { door, zones: [...ids].sort(byNumber).join() }]),
    );
    this.doors[side].set(levels, byDoor);
    return byDoor;
  }
}

const byNumber = (a: number, b: number) => a - b;

interface Moved {
  readonly gains: boolean;
  readonly loses: boolean;
}
const neverMoved: Moved = { gains: false, loses: false };

/** Whether the time in which a person belongs to the site grows or shrinks. */
function windowOf(was: PersonRights, will: PersonRights): Moved {
  const [from, then] = [was.validFrom ?? '', will.validFrom ?? ''];
  const [to, until] = [endOf(was), endOf(will)];
  return { gains: then < from || until > to, loses: then > from || until < to };
}

const never = '9999-12-31 23:59:59';
const endOf = ({ validTo, leaveDate }: PersonRights): string =>
  [validTo ?? never, leaveDate === null ? never : `${leaveDate} 00:00:00`].sort()[0] ?? never;

/** Rows of authority that differ, one for each zone, and the user where it comes or goes. */
function rowsOf(old: ByDoor, next: ByDoor, moved: Moved): Map<string, number> {
  const [was, will] = [rowsBySn(old), rowsBySn(next)];
  const isMoved = moved.gains || moved.loses;
  const found = new Map<string, number>();
  for (const sn of new Set([...was.keys(), ...will.keys()])) {
    const rows = rowsOn(was.get(sn), will.get(sn), isMoved);
    if (rows > 0) found.set(sn, rows);
  }
  return found;
}

type ByZone = ReadonlyMap<string, string>;

function rowsOn(one: ByZone | undefined, other: ByZone | undefined, isMoved: boolean): number {
  const [was, will] = [one ?? new Map<string, string>(), other ?? new Map<string, string>()];
  const zones = [...new Set([...was.keys(), ...will.keys()])];
  const changed = zones.filter((zone) => isMoved || was.get(zone) !== will.get(zone)).length;
  return changed + (isMoved || !one || !other ? 1 : 0);
}

/** By device and zone, the doors of one row. */
function rowsBySn(doors: ByDoor): Map<string, Map<string, string>> {
  const all = new Map<string, Map<string, string>>();
  const inOrder = [...doors.values()].sort((a, b) => (a.door.id < b.door.id ? -1 : 1));
  for (const { door, zones } of inOrder) {
    const here = all.get(door.sn) ?? new Map<string, string>();
    all.set(door.sn, here);
    for (const zone of zones.split(',')) here.set(zone, `${here.get(zone) ?? ''} ${door.id}`);
  }
  return all;
}

function zonesBySn({ levels }: Rights): ReadonlyMap<string, ReadonlySet<number>> {
  const all = new Map<string, Set<number>>();
  for (const { timeZoneId, doors } of levels.values())
    for (const { sn } of doors) all.set(sn, (all.get(sn) ?? new Set()).add(timeZoneId));
  return all;
}

/** How many are in one list and not in the other. */
function differing(one: readonly unknown[], other: readonly unknown[]): number {
  const texts = (all: readonly unknown[]) => new Set(all.map((item) => JSON.stringify(item)));
  const [was, will] = [texts(one), texts(other)];
  return [...was].filter((text) => !will.has(text)).length + [...will].filter((text) => !was.has(text)).length;
}
