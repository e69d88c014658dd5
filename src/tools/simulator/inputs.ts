import type { PanelEvent } from './journal.js';
import { doorNumber, doorParameter } from './parameters.js';
import type { PanelParts } from './parts.js';
import { withinZone } from './zones.js';

/** InType of InputIOSetting. */
const kinds = { exitButton: '0', auxiliary: '1' } as const;

const events = {
  exit: 202,
  exitLocked: 209,
  exitOutOfTime: 64,
  auxiliary: 221,
  auxiliaryOutOfTime: 65,
} as const;

/** The result of pressing or switching an input: the event, and the door that opens. */
export interface Pressed {
  readonly event: PanelEvent;
  readonly opening: { readonly door: number; readonly seconds: number } | null;
}

/** The exit button of a door: it works in its time zone, and not while the door keeps it locked (DoorREXInput=0). */
export function exitButton(parts: PanelParts, door: number, wall: string): Pressed {
  if (!worksNow(parts, door, kinds.exitButton, wall))
    return { event: { event: events.exitOutOfTime, door }, opening: null };
  if (parts.doors.isLocked(door) || doorParameter(parts, door, 'REXInput') === '0')
    return { event: { event: events.exitLocked, door }, opening: null };
  return {
    event: { event: events.exit, door },
    opening: { door, seconds: doorNumber(parts, door, 'Drivertime') || 5 },
  };
}

/** An auxiliary input is closed; linkages decide what follows. */
export function auxiliaryInput(parts: PanelParts, input: number, wall: string): Pressed {
  const isOn = worksNow(parts, input, kinds.auxiliary, wall);
  return { event: { event: isOn ? events.auxiliary : events.auxiliaryOutOfTime, door: input }, opening: null };
}

/** InputIOSetting names the time zone of an input; without a row it always works (9.1.1). */
function worksNow({ memory, settings }: PanelParts, number: number, kind: string, wall: string): boolean {
  const row = memory
    .rows('InputIOSetting')
    .find((one) => one.get('number') === String(number) && one.get('intype') === kind);
  return row === undefined || withinZone(memory, settings, row.get('timezoneid') ?? '1', wall);
}
