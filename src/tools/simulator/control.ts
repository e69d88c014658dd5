import { floorsOf } from '../../protocol/access-push/command-control.js';
import type { PanelDoors } from './hardware.js';
import type { PanelEvent } from './journal.js';
import type { Peripherals } from './peripherals.js';
import type { PanelSettings } from './settings.js';

/** The result of a CONTROL DEVICE: the code for `Return`, and the events that it makes. */
export interface ControlOutcome {
  readonly code: number;
  readonly events: readonly PanelEvent[];
  readonly restart?: boolean;
  /** What the panel sends unasked after the result. */
  readonly sends?: 'counters' | 'subDevices';
}

export interface ControlParts {
  readonly doors: PanelDoors;
  readonly settings: PanelSettings;
  readonly peripherals: Peripherals;
  readonly wall: string;
}

/** The operands after the control code: BB, CC, DD of `AABBCCDDEE` (Access PUSH 9.4). */
type Operands = readonly [b: number, c: number, d: number];
type Control = (parts: ControlParts, operands: Operands, bytes: readonly number[]) => ControlOutcome;

const wrongParameter: ControlOutcome = { code: -11, events: [] };
const unknownCommand: ControlOutcome = { code: -13, events: [] };
const silentlyDone: ControlOutcome = { code: 0, events: [] };

/** Events of appendix 2 that a control makes. */
const event = {
  alarmCancelled: 7,
  opened: 8,
  closed: 9,
  scheduleOff: 10,
  scheduleOn: 11,
  auxiliaryOn: 12,
  auxiliaryOff: 13,
  elevatorEmergencyCancelled: 132,
  elevatorOn: 212,
  elevatorOff: 213,
  dualOn: 227,
  dualOff: 228,
  locked: 233,
  unlocked: 234,
  onWifi: 245,
  onMobile: 246,
  onCable: 248,
} as const;

/** Alarms that a channel controller cancels are marked (7.13). */
const gateAlarm = { Alarmtype: '200' };

/** Positions of AccSupportFunList without which a control is unknown. */
const needs: Readonly<Record<number, number>> = {
  0x06: 2,
  0x07: 3,
  0x09: 10,
  0x0a: 13,
  0x0c: 30,
  0x0f: 54,
  0x11: 52,
  0x12: 52,
};

const controls = new Map<number, Control>([
  [0x01, output],
  [0x02, cancelAlarm],
  [0x03, () => ({ ...silentlyDone, restart: true })],
  [0x04, schedule],
  [0x05, () => silentlyDone],
  [0x06, lock],
  [0x07, emergency],
  [0x08, ({ settings }, [b]) => (settings.number('MaxZigbeeCount') === 0 ? unknownCommand : oneOf(b, 4))],
  [0x09, wiegandTest],
  [0x0a, readerLight],
  [0x0b, switchNetwork],
  [0x0c, idCardMode],
  [
    0x0d,
    ({ settings }) => (settings.isOn('MasterControlOn') ? { ...silentlyDone, sends: 'subDevices' } : unknownCommand),
  ],
  [0x0e, ({ settings }) => (settings.supports(24) || settings.supports(25) ? silentlyDone : unknownCommand)],
  [0x0f, cancelElevatorEmergency],
  [0x10, resetCounter],
  [0x11, (parts, _operands, bytes) => elevator(parts, bytes, false)],
  [0x12, (parts, _operands, bytes) => elevator(parts, bytes, true)],
]);

/** Carries out `AABBCCDD[EE]`; codes this panel does not have answer -13, doors it does not have -11. */
export function control(parts: ControlParts, bytes: readonly number[]): ControlOutcome {
  const [code, b, c, d] = bytes;
  if (code === undefined || b === undefined || c === undefined || d === undefined) return wrongParameter;
  const needed = needs[code];
  if (needed !== undefined && !parts.settings.supports(needed)) return unknownCommand;
  return controls.get(code)?.(parts, [b, c, d], bytes) ?? unknownCommand;
}

function output(parts: ControlParts, [b, c, d]: Operands): ControlOutcome {
  if (c === 1 && isGate(parts) && d > 0 && d < 0xff) return letThrough(parts, b, d);
  if (c === 1) return eachDoor(parts, b, (door) => pulse(parts, door, d));
  return c === 2 ? auxiliary(parts, b, d) : wrongParameter;
}

function pulse({ doors, wall }: ControlParts, door: number, seconds: number): number {
  if (seconds === 0) {
    doors.close(door);
    return event.closed;
  }
  doors.open(door, seconds === 0xff ? 'hold' : seconds, wall);
  return event.opened;
}

const isGate = ({ settings }: ControlParts) => settings.get('PassWayWorkMode') !== undefined;

/**
 * A gate has a lock for each direction, in turn for in and out; a gate with a single lock accepts both numbers for it.
 */
function letThrough(parts: ControlParts, operand: number, seconds: number): ControlOutcome {
  const { doors, peripherals } = parts;
  const locks = doors.count === 1 && operand === 2 ? [1] : doors.meant(operand);
  if (locks.length === 0) return wrongParameter;
  const inOut = operand > 0 && operand % 2 === 0 ? 1 : 0;
  peripherals.gate.runs += 1;
  peripherals.gate[inOut === 0 ? 'in' : 'out'] += 1;
  const events = locks.map((door) => ({ event: pulse(parts, door, seconds), door, inOut }));
  return { code: 0, events, sends: 'counters' };
}

function auxiliary({ doors, settings, wall }: ControlParts, output: number, seconds: number): ControlOutcome {
  if (output < 1 || output > settings.number('AuxOutCount')) return wrongParameter;
  if (seconds === 0) return { code: 0, events: [{ event: event.auxiliaryOff, door: output }] };
  doors.auxOpened.push({ door: output, seconds: seconds === 0xff ? 'hold' : seconds, at: wall });
  return { code: 0, events: [{ event: event.auxiliaryOn, door: output }] };
}

function cancelAlarm(parts: ControlParts, [b]: Operands): ControlOutcome {
  const done = eachDoor(parts, b, (door) => {
    parts.doors.alarm(door, 0);
    return event.alarmCancelled;
  });
  if (parts.settings.get('PassWayWorkMode') === undefined) return done;
  return { ...done, events: done.events.map((one) => ({ ...one, more: gateAlarm })) };
}

function schedule(parts: ControlParts, [b, c]: Operands): ControlOutcome {
  return eachDoor(parts, b, (door) => {
    parts.doors.schedule(door, c === 1);
    return c === 1 ? event.scheduleOn : event.scheduleOff;
  });
}

function lock(parts: ControlParts, [b, c]: Operands): ControlOutcome {
  return eachDoor(parts, b, (door) => {
    parts.doors.lock(door, c === 1);
    return c === 1 ? event.locked : event.unlocked;
  });
}

function emergency(parts: ControlParts, [b]: Operands): ControlOutcome {
  if (b !== 1 && b !== 2) return wrongParameter;
  parts.peripherals.emergency = b === 1 ? 'dual-on' : 'dual-off';
  return eachDoor(parts, 0, (door) => {
    pulse(parts, door, b === 1 ? 0xff : 0);
    return b === 1 ? event.dualOn : event.dualOff;
  });
}

function wiegandTest({ peripherals }: ControlParts, [b]: Operands): ControlOutcome {
  if (b !== 1 && b !== 2) return wrongParameter;
  peripherals.wiegandTest = b === 1;
  return silentlyDone;
}

function readerLight({ peripherals }: ControlParts): ControlOutcome {
  peripherals.readerLights += 1;
  return silentlyDone;
}

const networks = [undefined, '4G', 'Wi-Fi', 'wired', 'wired'] as const;
const arrivals = { '4G': event.onMobile, 'Wi-Fi': event.onWifi, wired: event.onCable } as const;

/** Wi-Fi needs the name of a network first (TempWirelessSSID); [24] is Wi-Fi, [25] 4G. */
function switchNetwork({ peripherals, settings }: ControlParts, [b]: Operands): ControlOutcome {
  const network = networks[b];
  if (network === undefined) return wrongParameter;
  const wanted = b === 1 || b === 3 ? 25 : 24;
  if (!settings.supports(wanted)) return unknownCommand;
  if (network === 'Wi-Fi' && (settings.get('TempWirelessSSID') ?? '') === '') return wrongParameter;
  peripherals.network = network;
  return { code: 0, events: [{ event: arrivals[network], door: 0 }] };
}

function idCardMode({ doors, peripherals }: ControlParts, [b, c, d]: Operands): ControlOutcome {
  if (b > 1 || doors.meant(c).length === 0) return wrongParameter;
  peripherals.idCardMode = b === 1 ? { door: c, seconds: d } : null;
  return silentlyDone;
}

function cancelElevatorEmergency({ peripherals }: ControlParts): ControlOutcome {
  peripherals.elevatorEmergency = false;
  return { code: 0, events: [{ event: event.elevatorEmergencyCancelled, door: 0 }] };
}

const counters = [[], ['out'], ['in'], ['alarms'], ['in', 'out', 'alarms', 'runs']] as const;

function resetCounter({ peripherals, settings }: ControlParts, [b]: Operands): ControlOutcome {
  if (settings.get('PassWayWorkMode') === undefined) return unknownCommand;
  const chosen = counters[b];
  if (chosen === undefined || chosen.length === 0) return wrongParameter;
  for (const name of chosen) peripherals.gate[name] = 0;
  return { ...silentlyDone, sends: 'counters' };
}

/** After the code, 32 bytes of floors and one of seconds. */
function elevator({ peripherals }: ControlParts, bytes: readonly number[], forEverybody: boolean): ControlOutcome {
  const seconds = bytes[33];
  const floors = floorsOf(bytes.slice(1));
  if (seconds === undefined || floors.length === 0) return wrongParameter;
  peripherals.floors.push({ floors, seconds, forEverybody });
  return { code: 0, events: [{ event: seconds === 0 ? event.elevatorOff : event.elevatorOn, door: 0 }] };
}

function oneOf(operand: number, most: number): ControlOutcome {
  return operand >= 1 && operand <= most ? silentlyDone : wrongParameter;
}

function eachDoor({ doors }: ControlParts, operand: number, act: (door: number) => number): ControlOutcome {
  const meant = doors.meant(operand);
  if (meant.length === 0) return wrongParameter;
  return { code: 0, events: meant.map((door) => ({ event: act(door), door })) };
}
