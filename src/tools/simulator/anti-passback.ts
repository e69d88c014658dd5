import type { PanelRow } from './memory.js';
import { deviceParameter, doorNumber, type Parameters } from './parameters.js';

/** A reader as the person sees it: the door, and the direction. */
export interface Passage {
  readonly door: number;
  /** 0 in, 1 out. */
  readonly inOut: number;
}

type Side = (at: Passage) => boolean;

/** After passing the first side, a person must pass the second before the first lets them in again. */
type Guard = readonly [guarded: Side, other: Side];

const through =
  (...doors: readonly number[]): Side =>
  ({ door }) =>
    doors.includes(door);

const bothWays = (one: Side, other: Side): Guard[] => [
  [one, other],
  [other, one],
];

/** APB by doors (appendix 8). */
const byDoors: Readonly<Record<number, readonly Guard[]>> = {
  1: bothWays(through(1), through(2)),
  2: bothWays(through(3), through(4)),
  3: [...bothWays(through(1), through(2)), ...bothWays(through(3), through(4))],
  4: bothWays(through(1, 2), through(3, 4)),
  5: bothWays(through(1), through(2, 3)),
  6: bothWays(through(1), through(2, 3, 4)),
};

/** Interlocks (appendix 9): only one door of a group may be open. */
const interlocks: Readonly<Record<number, readonly (readonly number[])[]>> = {
  1: [[1, 2]],
  2: [[3, 4]],
  3: [[1, 2, 3]],
  4: [
    [1, 2],
    [3, 4],
  ],
  5: [[1, 2, 3, 4]],
};

/** The last passages of people, as far as the panel saw them. */
export class AntiPassback {
  private readonly last = new Map<string, Passage[]>();

  passed(pin: string, passage: Passage): void {
    this.last.set(pin, [...(this.last.get(pin) ?? []), passage].slice(-20));
  }

  clear(): void {
    this.last.clear();
  }

  /** True if the person would pass the same side twice (anti-passback). */
  isTwice(parameters: Parameters, pin: string, at: Passage): boolean {
    const went = this.last.get(pin) ?? [];
    return guardsOf(parameters, at.door).some(([guarded, other]) => {
      if (!guarded(at)) return false;
      const before = went.findLast((passage) => guarded(passage) || other(passage));
      return before !== undefined && guarded(before);
    });
  }
}

/** Doors that must be closed before this one opens. */
export function lockedBy(parameters: Parameters, door: number): number[] {
  const old = interlocks[Number(deviceParameter(parameters, 'InterLock'))] ?? [];
  const groups = [...old, ...parameters.memory.rows('InterLock').map((row) => doorsOfLists(parameters, row))];
  return [...new Set(groups.filter((group) => group.includes(door)).flat())].filter((other) => other !== door);
}

function guardsOf(parameters: Parameters, door: number): Guard[] {
  const value = Number(deviceParameter(parameters, 'AntiPassback')) || 0;
  const into: Side = (at) => at.door === door && at.inOut === 0;
  const out: Side = (at) => at.door === door && at.inOut === 1;
  // Values from 16 on are a bit for each door whose two readers are guarded against each other.
  const byReaders = value >= 16 && ((value >> (3 + door)) & 1) === 1 ? bothWays(into, out) : [];
  // DoorInOutAntiPassback: 1 guards the way in, 2 the way out, 3 both (appendix 10).
  const ways = doorNumber(parameters, door, 'InOutAntiPassback');
  const single: Guard[] = bothWays(into, out).filter((_, at) => ((ways >> at) & 1) === 1);
  return [...(byDoors[value] ?? []), ...byReaders, ...single, ...newGuards(parameters)];
}

/** The rows of AntiPassBack, whose sides are lists of doors or readers (AccSupportFunList[66]). */
function newGuards(parameters: Parameters): Guard[] {
  return parameters.memory
    .rows('AntiPassBack')
    .flatMap((row) =>
      bothWays(
        listed(parameters, row.get('ptriggerlistid') ?? ''),
        listed(parameters, row.get('ttriggerlistid') ?? ''),
      ),
    );
}

/** Type 0 is a door, 4 a reader: of the two readers of a door, the odd one is outside. Number 0 is all. */
function listed({ memory }: Parameters, id: string): Side {
  const rows = memory.rows('TriggerList').filter((row) => row.get('triggerlistid') === id);
  return ({ door, inOut }) =>
    rows.some((row) => {
      const number = Number(row.get('triggerid') ?? 0);
      return number === 0 || number === (row.get('type') === '4' ? 2 * door - 1 + inOut : door);
    });
}

function doorsOfLists(parameters: Parameters, row: PanelRow): number[] {
  const sides = [row.get('ptriggerlistid') ?? '', row.get('ttriggerlistid') ?? ''].map((id) => listed(parameters, id));
  const doors = Array.from({ length: parameters.settings.number('LockCount') }, (_, index) => index + 1);
  return doors.filter((door) => sides.some((holds) => holds({ door, inOut: 0 }) || holds({ door, inOut: 1 })));
}
