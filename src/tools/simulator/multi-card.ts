import type { PanelRow } from './memory.js';
import { doorNumber, type Parameters } from './parameters.js';
import { withinZone } from './zones.js';

/** Seconds in which a group must be complete. */
const patience = 10;

interface Waiting {
  readonly groups: readonly string[];
  readonly pins: readonly string[];
  readonly until: number;
}

/** People who open a door only together, and those who open it for all others (Access PUSH 9.1.1, firstcard, multimcard). */
export class MultiCard {
  private readonly waiting = new Map<number, Waiting>();
  /** Doors whose first person of the day has come, with the day. */
  private readonly begun = new Map<number, string>();

  /** What the group rules say about one more person: no rule applies, wait for others, or all are there. */
  join(parameters: Parameters, user: PanelRow, door: number, wall: string): 'alone' | 'waits' | 'complete' {
    const combinations = combinationsOf(parameters, door);
    if (combinations.length === 0) return 'alone';
    const now = Date.parse(`${wall.replace(' ', 'T')}Z`);
    const before = this.waiting.get(door);
    const known = before !== undefined && before.until >= now ? before : { groups: [], pins: [], until: 0 };
    const pin = user.get('pin') ?? '';
    const pins = known.pins.includes(pin) ? known.pins : [...known.pins, pin];
    const groups = known.pins.includes(pin) ? known.groups : [...known.groups, user.get('group') ?? '0'];
    if (combinations.some((wanted) => covers(groups, wanted))) {
      this.waiting.delete(door);
      return 'complete';
    }
    const seconds = doorNumber(parameters, door, 'MultiCardInterTime', patience) || patience;
    this.waiting.set(door, { groups, pins, until: now + seconds * 1000 });
    return 'waits';
  }

  /**
   * First persons: mode 1 leaves the door open after the first, 2 lets nobody in before the first (appendix 10).
   * `first` is one of them in their zone, `closed` is everybody else in mode 2 who came too early.
   */
  first(parameters: Parameters, user: PanelRow, door: number, wall: string): 'first' | 'closed' | 'usual' {
    const mode = doorNumber(parameters, door, 'FirstCardOpenDoor');
    if (mode === 0) return 'usual';
    const { memory, settings } = parameters;
    const rows = memory.rows('firstcard').filter((row) => row.get('doorid') === String(door));
    const open = rows.filter((row) => withinZone(memory, settings, row.get('timezoneid') ?? '0', wall));
    if (open.some((row) => row.get('pin') === user.get('pin'))) {
      this.begun.set(door, wall.slice(0, 10));
      return 'first';
    }
    return mode === 2 && this.begun.get(door) !== wall.slice(0, 10) ? 'closed' : 'usual';
  }

  clear(): void {
    this.waiting.clear();
    this.begun.clear();
  }
}

function combinationsOf(parameters: Parameters, door: number): string[][] {
  if (doorNumber(parameters, door, 'MultiCardOpenDoor', 1) === 0) return [];
  return parameters.memory
    .rows('multimcard')
    .filter((row) => row.get('doorid') === String(door))
    .map((row) =>
      [1, 2, 3, 4, 5].map((n) => row.get(`group${n}`) ?? '').filter((group) => group !== '' && group !== '0'),
    )
    .filter((groups) => groups.length > 0);
}

/** Every wanted group has a person of its own. */
function covers(there: readonly string[], wanted: readonly string[]): boolean {
  const left = [...there];
  return wanted.every((group) => {
    const at = left.indexOf(group);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}
