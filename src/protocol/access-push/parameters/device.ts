import { choice, contact, ipv4, line, offset, onOff, resistor, whole } from './kinds.js';
import { needs, type Parameters, saidNo } from './parameter.js';

const dst = saidNo('DSTFunOn', ({ dst: told }) => told);
const zoneSetting = ({ machineTz }: { readonly machineTz: boolean }) => (machineTz ? null : 'MachineTZFunOn');

/** Values of anti-passback (appendix 8): doors, and for the readers of doors 1 to 4 the sum of 16, 32, 64 and 128. */
export const passbackValues: Readonly<Record<number, string>> = {
  0: 'none',
  1: 'doors 1 and 2',
  2: 'doors 3 and 4',
  3: 'doors 1 and 2, doors 3 and 4',
  4: 'doors 1 or 2 and doors 3 or 4',
  5: 'door 1 and doors 2 or 3',
  6: 'door 1 and doors 2, 3 or 4',
  16: 'readers of door 1',
  32: 'readers of door 2',
  48: 'readers of doors 1 and 2',
  64: 'readers of door 3',
  80: 'readers of doors 1 and 3',
  96: 'readers of doors 2 and 3',
  112: 'readers of doors 1, 2 and 3',
  128: 'readers of door 4',
  144: 'readers of doors 1 and 4',
  160: 'readers of doors 2 and 4',
  176: 'readers of doors 1, 2 and 4',
  192: 'readers of doors 3 and 4',
  208: 'readers of doors 1, 3 and 4',
  224: 'readers of doors 2, 3 and 4',
  240: 'readers of doors 1, 2, 3 and 4',
};

/** Values of interlocks (appendix 9). */
export const interlockValues: Readonly<Record<number, string>> = {
  0: 'none',
  1: 'doors 1 and 2',
  2: 'doors 3 and 4',
  3: 'doors 1, 2 and 3',
  4: 'doors 1 and 2, doors 3 and 4',
  5: 'doors 1, 2, 3 and 4',
};

const listed = (values: Readonly<Record<number, string>>) =>
  choice(Object.fromEntries(Object.entries(values).map(([value, name]) => [name, Number(value)])));

/** Appendix 12, and IsSupportReaderEncrypt of the example in 9.1.1. */
export const deviceParameterTable: Parameters = {
  DSTOn: { kind: onOff, meaning: 'daylight saving', lacks: dst },
  CurTimeMode: { kind: choice({ daylightSaving: 1, standard: 2 }), meaning: 'which of the two it is now', lacks: dst },
  DLSTMode: { kind: choice({ date: 0, week: 1 }), meaning: 'how the change is told', lacks: dst },
  IPAddress: { kind: ipv4, meaning: 'its address' },
  GATEIPAddress: { kind: ipv4, meaning: 'its gateway' },
  NetMask: { kind: ipv4, meaning: 'its network mask' },
  BackupTime: { kind: whole(0, 23), meaning: 'hour at which events are backed up' },
  DelRecord: { kind: whole(0, 1_000_000), meaning: 'events deleted at once when there are too many' },
  MachineTZ: { kind: offset, meaning: 'offset of its clock', lacks: zoneSetting },
  AntiPassback: { kind: listed(passbackValues), meaning: 'anti-passback' },
  InterLock: { kind: listed(interlockValues), meaning: 'interlock' },
  NtpFunOn: { kind: onOff, meaning: 'time servers', lacks: needs(61) },
  fireAlarmType: { kind: contact, meaning: 'fire alarm input' },
  fireAlarmRunMode: {
    kind: choice({ opensByItself: 0, doesNotOpenByItself: 1 }),
    meaning: 'what the controller does about the alarm when its firmware fails',
  },
  fireAlarmInputMode: { kind: line, meaning: "fire alarm input's line" },
  fireAlarmSupervisedResistor: { kind: resistor, meaning: "resistor of the fire alarm input's line" },
  IsSupportReaderEncrypt: { kind: onOff, meaning: 'readers may be encrypted' },
};
