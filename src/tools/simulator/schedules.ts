import type { PanelEvent } from './journal.js';
import type { PanelRow } from './memory.js';
import type { PanelParts } from './parts.js';
import { withinZone } from './zones.js';

const auxiliaryOn = 229;
const auxiliaryOff = 230;
const doorOpen = 205;
const doorEnded = 204;
const normallyOpen = '1';

/**
 * Outputs that follow a time zone (Access PUSH 9.1.1, outrelaysetting): switched at the beginning and end of its
 * periods.
 */
export class OutputSchedules {
  private readonly on = new Set<string>();

  /** Switches what is due, and returns the events. */
  follow(parts: PanelParts, wall: string): PanelEvent[] {
    const rows = parts.memory.rows('outrelaysetting').filter((row) => row.get('actiontype') === normallyOpen);
    const wanted = new Map(
      rows
        .filter((row) => withinZone(parts.memory, parts.settings, row.get('timezoneid') ?? '0', wall))
        .map((row) => [placeOf(row), row] as const),
    );
    const begun = [...wanted.keys()].filter((place) => !this.on.has(place));
    const ended = [...this.on].filter((place) => !wanted.has(place));
    for (const place of begun) this.on.add(place);
    for (const place of ended) this.on.delete(place);
    return [
      ...begun.map((place) => switched(parts, place, true, wall)),
      ...ended.map((place) => switched(parts, place, false, wall)),
    ];
  }
}

const placeOf = (row: PanelRow) => `${row.get('outtype') ?? '0'} ${row.get('num') ?? '0'}`;

/** OutType 0 is a door, 1 an auxiliary output. */
function switched({ doors }: PanelParts, place: string, on: boolean, wall: string): PanelEvent {
  const [type, number] = place.split(' ').map(Number);
  const door = number ?? 0;
  if (type === 1) {
    if (on) doors.auxOpened.push({ door, seconds: 'hold', at: wall });
    return { event: on ? auxiliaryOn : auxiliaryOff, door };
  }
  if (on) doors.open(door, 'hold', wall);
  else doors.close(door);
  return { event: on ? doorOpen : doorEnded, door };
}
