import { choice, contact, keypad, line, onOff, resistor, seconds, verification, whole, zone } from './kinds.js';
import { needs, type Parameters, saidNo } from './parameter.js';

const rex = saidNo('REXInputFunOn', ({ rexInput }) => rexInput);
const largest = 0x7fff_ffff;

/** Appendix 10. Ranges that are not printed there are those of the vendor's own software: lock times are one byte. */
export const doorParameterTable: Parameters = {
  DoorAutoMatch: { kind: onOff, meaning: 'Wiegand formats are matched by themselves' },
  DoorDrivertime: { kind: seconds, meaning: 'seconds that the lock is driven' },
  DoorKeepOpenTimeZone: { kind: zone, meaning: 'time zone in which the door stands open, 0 = never' },
  DoorCancelKeepOpenDelay: {
    kind: whole(0, largest),
    meaning: 'day on which it does not: (year - 1900) * 10000 + (month - 1) * 100 + day',
  },
  DoorValidTZ: { kind: zone, meaning: 'time zone in which the door works' },
  DoorSupperPassWord: { kind: keypad(8), meaning: 'emergency password', secret: true },
  DoorIntertime: { kind: seconds, meaning: 'seconds between two cards' },
  DoorVerifyType: { kind: verification, meaning: 'how to verify' },
  DoorSensorType: { kind: contact, meaning: 'door sensor' },
  DoorDetectortime: { kind: seconds, meaning: 'seconds the door may stand open, 0 = no alarm' },
  DoorCloseAndLock: { kind: onOff, meaning: 'locks as soon as the door is closed' },
  DoorReaderType: { kind: whole(0, 255), meaning: 'kinds of readers as a sum of bits' },
  DoorForcePassWord: { kind: keypad(6), meaning: 'duress password', secret: true },
  DoorInTimeAPB: {
    kind: whole(0, 86_400),
    meaning: 'seconds of anti-passback after an entry',
    lacks: saidNo('TimeAPBFunOn', ({ timeAPB }) => timeAPB),
  },
  DoorREXInput: {
    kind: choice({ locks: 0, doesNotLock: 1 }),
    meaning: 'what the exit button does to the door',
    lacks: rex,
  },
  DoorREXTimeOut: { kind: seconds, meaning: 'seconds after the exit button has locked the door', lacks: rex },
  WiegandIDIn: { kind: whole(0, 255), meaning: 'what comes in by Wiegand' },
  WiegandID: { kind: whole(0, 255), meaning: 'what goes out by Wiegand' },
  DoorDelayOpenTime: {
    kind: seconds,
    meaning: 'seconds between verification and opening',
    lacks: saidNo('DelayOpenDoorFunOn', ({ delayOpenDoor }) => delayOpenDoor),
  },
  ExtDoorDelayDrivertime: {
    kind: seconds,
    meaning: 'further seconds for who needs longer',
    lacks: saidNo('UserOpenDoorDelayFunOn', ({ userOpenDoorDelay }) => userOpenDoorDelay),
  },
  DoorMultiCardInterTime: {
    kind: seconds,
    meaning: 'seconds between the cards of a group',
    lacks: saidNo('MultiCardInterTimeFunOn', ({ multiCardInterTime }) => multiCardInterTime),
  },
  DoorFirstCardOpenDoor: {
    kind: choice({ off: 0, normallyOpen: 1, activates: 2 }),
    meaning: 'what the first card does',
  },
  DoorMultiCardOpenDoor: { kind: onOff, meaning: 'several cards open the door' },
  DoorDisable: { kind: choice({ disabled: 0, enabled: 1 }), meaning: 'whether the door works' },
  DoorInOutAntiPassback: {
    kind: choice({ none: 0, in: 1, out: 2, both: 3 }),
    meaning: 'anti-passback between the two sides of the door',
  },
  DoorMaskFlag: { kind: onOff, meaning: 'the door is locked', lacks: needs(2) },
  doorREXButtonType: { kind: contact, meaning: 'exit button' },
  doorREXButtonInputMode: { kind: line, meaning: "exit button's line" },
  doorREXButtonSupervisedResistor: { kind: resistor, meaning: "resistor of the exit button's line" },
  doorSensorInputMode: { kind: line, meaning: "door sensor's line" },
  doorSensorSupervisedResistor: { kind: resistor, meaning: "resistor of the door sensor's line" },
};

/** Parameters that a panel has once, and not for each door (9.5.1). */
const withoutDoor = new Set(['WiegandIDIn', 'WiegandID']);

/**
 * Names in SET OPTIONS for a parameter of a door: the number follows `Door`; matching of formats is an option of the
 * readers (9.5.1, docs/field-notes.md g).
 * @param readers numbers of the door's readers; if none is known, the door's own
 */
export function doorOptionNames(name: string, door: number, readers: readonly number[] = []): readonly string[] {
  if (withoutDoor.has(name)) return [name];
  if (name === 'DoorAutoMatch')
    return (readers.length === 0 ? [door] : readers).map((reader) => `Reader${reader}AutoMatch`);
  return [name.replace(/^((?:Ext)?door)/i, `$1${door}`)];
}

/** The parameter, and the door, that an option such as `Door1Drivertime` is about; null for any other option. */
export function doorOfOption(option: string): { readonly name: string; readonly door: number } | null {
  const [, head = '', door = '', tail = ''] = /^~?((?:ext)?door)(\d{1,3})(\w+)$/i.exec(option) ?? [];
  const wanted = `${head}${tail}`.toLowerCase();
  const name = Object.keys(doorParameterTable).find((known) => known.toLowerCase() === wanted);
  return name === undefined ? null : { name, door: Number(door) };
}
