import { asCommand, type CommandText } from './command.js';

/** The codes of CONTROL DEVICE (9.4), which the manual prints in decimal. */
export const controlCodes = {
  output: 1,
  cancelAlarm: 2,
  restart: 3,
  normalOpen: 4,
  battery: 5,
  lockDown: 6,
  emergency: 7,
  zigbee: 8,
  wiegandTest: 9,
  readerLight: 10,
  switchNetwork: 11,
  idCardMode: 12,
  querySubDevices: 13,
  testNetwork: 14,
  cancelElevatorEmergency: 15,
  resetCounter: 16,
  elevatorOutput: 17,
  elevatorNormallyOpen: 18,
} as const;

type Control = keyof typeof controlCodes;

const outputs = { lock: 1, auxiliary: 2 } as const;
const stayOpen = 0xff;

/** The values of BB, in the manual's order. */
export const emergencyModes = { dualOn: 1, dualOff: 2 } as const;
export const zigbeeModes = { renetwork: 1, stopRenetworking: 2, allowAccess: 3, stopAccess: 4 } as const;
export const networkSwitches = { wiredTo4g: 1, wiredToWifi: 2, '4gToWired': 3, wifiToWired: 4 } as const;
export const counters = { out: 1, in: 2, alarms: 3, all: 4 } as const;

type EmergencyMode = keyof typeof emergencyModes;
type ZigbeeMode = keyof typeof zigbeeModes;
type NetworkSwitch = keyof typeof networkSwitches;
type Counter = keyof typeof counters;

const byte = (value: number): string => {
  if (!Number.isInteger(value) || value < 0 || value > 0xff) throw new RangeError(`not a byte: ${value}`);
  return value.toString(16).padStart(2, '0').toUpperCase();
};

/** Two hex digits for each byte; the fifth byte, the operator, is in no example and is left out. */
const control = (code: Control, b = 0, c = 0, d = 0) =>
  asCommand(`CONTROL DEVICE ${[controlCodes[code], b, c, d].map(byte).join('')}`);

/** 0 and 255 are no pulse: they close the door for good or leave it open. */
function pulse(seconds: number): number {
  if (seconds < 1 || seconds >= stayOpen) throw new RangeError(`a pulse takes 1 to 254 seconds, not ${seconds}`);
  return seconds;
}

/** Opens a door (0 = all) for 1 to 254 seconds; RangeError otherwise. */
export const openDoor = (door: number, seconds: number) => control('output', door, outputs.lock, pulse(seconds));
export const closeDoor = (door: number) => control('output', door, outputs.lock, 0);
export const holdDoorOpen = (door: number) => control('output', door, outputs.lock, stayOpen);
/** Auxiliary output: 0 off, 1 to 254 seconds, 255 on until switched off. */
export const auxOutput = (output: number, seconds: number) => control('output', output, outputs.auxiliary, seconds);
export const cancelAlarm = (door: number) => control('cancelAlarm', door);
/** @param slave a device behind this one; 0 = this one */
export const restart = (slave = 0) => control('restart', slave);
/** Switches the normally-open time zone of today on or off. */
export const normalOpenSchedule = (door: number, on: boolean) => control('normalOpen', door, on ? 1 : 0);
export const battery = () => control('battery');
export const lockDoor = (door: number, locked: boolean) => control('lockDown', door, locked ? 1 : 0);
export const emergency = (mode: EmergencyMode) => control('emergency', emergencyModes[mode]);
export const zigbee = (mode: ZigbeeMode) => control('zigbee', zigbeeModes[mode]);
/** The cards that the device reads meanwhile come as `table=testdata`. */
export const wiegandTest = (on: boolean) => control('wiegandTest', on ? 1 : 2);
export const readerLight = () => control('readerLight');
/** `wiredToWifi` uses the network that SET OPTIONS TempWirelessSSID, TempWirelessKey named before. */
export const switchNetwork = (mode: NetworkSwitch) => control('switchNetwork', networkSwitches[mode]);
/** @param seconds how long the device waits for an identity card */
export const idCardMode = (on: boolean, door: number, seconds: number) =>
  control('idCardMode', on ? 1 : 0, door, seconds);
export const querySubDevices = () => control('querySubDevices');
export const testNetwork = () => control('testNetwork');
export const cancelElevatorEmergency = () => control('cancelElevatorEmergency');
export const resetCounter = (counter: Counter) => control('resetCounter', counters[counter]);

const floorBytes = 32;
/** Floors that one command can name, numbered from 1. */
export const mostFloors = floorBytes * 8;

/** 32 bytes, floor 1 the highest bit of the first one; the printed string of floors 1 3 5 7 9 has a digit too many. */
export function floorDigits(floors: readonly number[]): string {
  const bytes = new Uint8Array(floorBytes);
  for (const floor of floors) {
    if (!Number.isInteger(floor) || floor < 1 || floor > mostFloors) throw new RangeError(`not a floor: ${floor}`);
    const at = Math.floor((floor - 1) / 8);
    bytes[at] = (bytes[at] ?? 0) | (0x80 >> ((floor - 1) % 8));
  }
  return [...bytes].map(byte).join('');
}

/** The floors of these bytes, in their order; bytes after the 32nd are ignored. */
export const floorsOf = (bytes: readonly number[]): number[] =>
  bytes
    .slice(0, floorBytes)
    .flatMap((value, at) =>
      [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => value & (0x80 >> bit)).map((bit) => at * 8 + bit + 1),
    );

const elevator = (code: Control, floors: readonly number[], seconds: number): CommandText =>
  asCommand(`CONTROL DEVICE ${byte(controlCodes[code])}${floorDigits(floors)}${byte(seconds)}`);

/** Lets the buttons of floors work: 0 off, 1 to 254 seconds, 255 until switched off. */
export const elevatorOutput = (floors: readonly number[], seconds: number) =>
  elevator('elevatorOutput', floors, seconds);
/** Keeps floors open to everybody, with the same seconds. */
export const elevatorNormallyOpen = (floors: readonly number[], seconds: number) =>
  elevator('elevatorNormallyOpen', floors, seconds);

/** The parameters of each control. */
interface Controls {
  readonly openDoor: { readonly door: number; readonly seconds: number };
  readonly closeDoor: { readonly door: number };
  readonly holdDoorOpen: { readonly door: number };
  readonly cancelAlarm: { readonly door: number };
  readonly lockDoor: { readonly door: number; readonly locked: boolean };
  readonly normalOpenSchedule: { readonly door: number; readonly on: boolean };
  /** 0 off, 1 to 254 seconds, 255 on until switched off; output 0 is all of them. */
  readonly auxOutput: { readonly output: number; readonly seconds: number };
  /** `slave` is a device behind this one. */
  readonly restart: { readonly slave?: number };
  readonly battery: object;
  readonly emergency: { readonly mode: EmergencyMode };
  readonly zigbee: { readonly mode: ZigbeeMode };
  readonly wiegandTest: { readonly on: boolean };
  readonly readerLight: object;
  readonly switchNetwork: { readonly mode: NetworkSwitch };
  readonly idCardMode: { readonly on: boolean; readonly door: number; readonly seconds: number };
  readonly querySubDevices: object;
  readonly testNetwork: object;
  readonly cancelElevatorEmergency: object;
  readonly resetCounter: { readonly counter: Counter };
  /** Seconds as of auxOutput. */
  readonly elevatorOutput: { readonly floors: readonly number[]; readonly seconds: number };
  readonly elevatorNormallyOpen: { readonly floors: readonly number[]; readonly seconds: number };
}

export type ControlType = keyof Controls;

/** A control as the command queue holds it. */
export type ControlOrder = { readonly [T in ControlType]: { readonly type: T } & Controls[T] }[ControlType];

/** The bytes of each control; a new control is declared here and nowhere else. */
export const controlWriters: { readonly [T in ControlType]: (order: Controls[T]) => CommandText } = {
  openDoor: ({ door, seconds }) => openDoor(door, seconds),
  closeDoor: ({ door }) => closeDoor(door),
  holdDoorOpen: ({ door }) => holdDoorOpen(door),
  cancelAlarm: ({ door }) => cancelAlarm(door),
  lockDoor: ({ door, locked }) => lockDoor(door, locked),
  normalOpenSchedule: ({ door, on }) => normalOpenSchedule(door, on),
  auxOutput: ({ output, seconds }) => auxOutput(output, seconds),
  restart: ({ slave }) => restart(slave),
  battery,
  emergency: ({ mode }) => emergency(mode),
  zigbee: ({ mode }) => zigbee(mode),
  wiegandTest: ({ on }) => wiegandTest(on),
  readerLight,
  switchNetwork: ({ mode }) => switchNetwork(mode),
  idCardMode: ({ on, door, seconds }) => idCardMode(on, door, seconds),
  querySubDevices,
  testNetwork,
  cancelElevatorEmergency,
  resetCounter: ({ counter }) => resetCounter(counter),
  elevatorOutput: ({ floors, seconds }) => elevatorOutput(floors, seconds),
  elevatorNormallyOpen: ({ floors, seconds }) => elevatorNormallyOpen(floors, seconds),
};

export const controlTypes = Object.keys(controlWriters) as readonly ControlType[];
