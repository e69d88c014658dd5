import type { PanelDoors } from './hardware.js';
import type { PanelEvent } from './journal.js';
import type { PanelSettings } from './settings.js';

/** What came of a CONTROL DEVICE: the code for `Return`, and the events it makes. */
export interface ControlOutcome {
  readonly code: number;
  readonly events: readonly PanelEvent[];
  readonly restart?: boolean;
}

export interface ControlParts {
  readonly doors: PanelDoors;
  readonly settings: PanelSettings;
  readonly wall: string;
}

/** The operands behind the control code: BB, CC, DD of `AABBCCDDEE` (Access PUSH 9.4). */
type Operands = readonly [b: number, c: number, d: number];
type Control = (parts: ControlParts, operands: Operands) => ControlOutcome;

const wrongParameter: ControlOutcome = { code: -11, events: [] };
const unknownCommand: ControlOutcome = { code: -13, events: [] };
const silentlyDone: ControlOutcome = { code: 0, events: [] };

const controls = new Map<number, Control>([
  [0x01, output],
  [
    0x02,
    (parts, [b]) =>
      eachDoor(parts, b, (door) => {
        parts.doors.alarm(door, 0);
        return 7;
      }),
  ],
  [0x03, () => ({ ...silentlyDone, restart: true })],
  [
    0x04,
    (parts, [b, c]) =>
      eachDoor(parts, b, (door) => {
        parts.doors.schedule(door, c === 1);
        return c === 1 ? 11 : 10;
      }),
  ],
  [0x05, () => silentlyDone],
  [
    0x06,
    (parts, [b, c]) => {
      if (!parts.settings.supports(2)) return unknownCommand;
      return eachDoor(parts, b, (door) => {
        parts.doors.lock(door, c === 1);
        return undefined;
      });
    },
  ],
  [
    0x07,
    (parts, [b]) => {
      if (!parts.settings.supports(3)) return unknownCommand;
      return eachDoor(parts, 0, (door) => pulse(parts, door, b === 1 ? 0xff : 0));
    },
  ],
]);

/** Carries out `AABBCCDD[EE]`; codes this panel does not have answer -13, doors it does not have -11. */
export function control(parts: ControlParts, bytes: readonly number[]): ControlOutcome {
  const [code, b, c, d] = bytes;
  if (code === undefined || b === undefined || c === undefined || d === undefined) return wrongParameter;
  return controls.get(code)?.(parts, [b, c, d]) ?? unknownCommand;
}

function output(parts: ControlParts, [b, c, d]: Operands): ControlOutcome {
  if (c === 1) return eachDoor(parts, b, (door) => pulse(parts, door, d));
  return c === 2 ? auxiliary(parts, b, d) : wrongParameter;
}

function pulse({ doors, wall }: ControlParts, door: number, seconds: number): number {
  if (seconds === 0) {
    doors.close(door);
    return 9;
  }
  doors.open(door, seconds === 0xff ? 'hold' : seconds, wall);
  return 8;
}

function auxiliary({ doors, settings, wall }: ControlParts, output: number, seconds: number): ControlOutcome {
  if (output < 1 || output > settings.number('AuxOutCount')) return wrongParameter;
  if (seconds === 0) return { code: 0, events: [{ event: 13, door: output }] };
  doors.auxOpened.push({ door: output, seconds: seconds === 0xff ? 'hold' : seconds, at: wall });
  return { code: 0, events: [{ event: 12, door: output }] };
}

function eachDoor({ doors }: ControlParts, operand: number, act: (door: number) => number | undefined): ControlOutcome {
  const meant = doors.meant(operand);
  if (meant.length === 0) return wrongParameter;
  const events = meant.flatMap((door) => {
    const event = act(door);
    return event === undefined ? [] : [{ event, door }];
  });
  return { code: 0, events };
}
