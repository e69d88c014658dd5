/** What a setting may be, as the gateway has it (src/modules/door/setting-rules.ts; test/console holds them together). */
export type Kind =
  | { readonly is: 'number'; readonly min: number; readonly max: number }
  /** Hours by their number; 0 = none. */
  | { readonly is: 'hours' }
  | { readonly is: 'day' }
  | { readonly is: 'onOff' }
  /** The gateway's words with the number of each. */
  | { readonly is: 'choice'; readonly of: Readonly<Record<string, number>> }
  | { readonly is: 'verification' }
  | { readonly is: 'digits' | 'text'; readonly max: number; readonly isSecret?: true }
  | { readonly is: 'ip' };

export interface Setting {
  readonly kind: Kind;
  /** An option of the device that says 0 where it does not have this. */
  readonly needs?: string;
  /** A place of AccSupportFunList. */
  readonly place?: number;
  /** Of texts for the values, where those of other settings do not fit. */
  readonly words?: Readonly<Record<string, string>>;
  /** The number is a sum of kinds of readers. */
  readonly isSumOfKinds?: true;
}

type Group = Readonly<Record<string, Setting>>;

const number = (min: number, max: number): Kind => ({ is: 'number', min, max });
const choice = (of: Readonly<Record<string, number>>): Kind => ({ is: 'choice', of });
const seconds: Setting = { kind: number(0, 254) };
const byte: Setting = { kind: number(0, 255) };
const onOff: Setting = { kind: { is: 'onOff' } };
const hours: Setting = { kind: { is: 'hours' } };
const verification: Setting = { kind: { is: 'verification' } };
const contact: Setting = { kind: choice({ none: 0, normallyOpen: 1, normallyClosed: 2 }) };
const line: Setting = { kind: choice({ normal: 0, supervised: 1 }) };
const resistor: Setting = { kind: choice({ '1.2K': 1, '2.2K': 2, '4.7K': 3, '10K': 4 }) };
const ip: Setting = { kind: { is: 'ip' } };

export const doorGroups = {
  lock: {
    DoorDrivertime: seconds,
    ExtDoorDelayDrivertime: { ...seconds, needs: 'UserOpenDoorDelayFunOn' },
    DoorDelayOpenTime: { ...seconds, needs: 'DelayOpenDoorFunOn' },
    DoorCloseAndLock: onOff,
    relay: { kind: number(1, 255) },
  },
  sensor: {
    DoorSensorType: contact,
    DoorDetectortime: seconds,
    doorSensorInputMode: line,
    doorSensorSupervisedResistor: resistor,
  },
  exit: {
    doorREXButtonType: contact,
    DoorREXInput: { kind: choice({ locks: 0, doesNotLock: 1 }), needs: 'REXInputFunOn' },
    DoorREXTimeOut: { ...seconds, needs: 'REXInputFunOn' },
    doorREXButtonInputMode: line,
    doorREXButtonSupervisedResistor: resistor,
  },
  verify: {
    DoorVerifyType: verification,
    DoorIntertime: seconds,
    DoorFirstCardOpenDoor: {
      kind: choice({ off: 0, normallyOpen: 1, activates: 2 }),
      words: { normallyOpen: 'holdsOpen' },
    },
    DoorMultiCardOpenDoor: onOff,
    DoorMultiCardInterTime: { ...seconds, needs: 'MultiCardInterTimeFunOn' },
    DoorSupperPassWord: { kind: { is: 'digits', max: 8, isSecret: true } },
    DoorForcePassWord: { kind: { is: 'digits', max: 6, isSecret: true } },
  },
  hours: { DoorValidTZ: hours, DoorKeepOpenTimeZone: hours, DoorCancelKeepOpenDelay: { kind: { is: 'day' } } },
  passback: {
    DoorInOutAntiPassback: { kind: choice({ none: 0, in: 1, out: 2, both: 3 }) },
    DoorInTimeAPB: { kind: number(0, 86_400), needs: 'TimeAPBFunOn' },
  },
  wiegand: {
    DoorReaderType: byte,
    DoorAutoMatch: onOff,
    WiegandIDIn: byte,
    WiegandID: byte,
  },
  state: {
    DoorDisable: { kind: choice({ disabled: 0, enabled: 1 }) },
    disabled: onOff,
    DoorMaskFlag: { ...onOff, place: 2 },
  },
} as const satisfies Record<string, Group>;

export const readerGroups = {
  verify: {
    verifyType: verification,
    IdentityCardVerifyMode: { kind: choice({ normal: 0, identityCard: 1 }) },
  },
  line: {
    type: { kind: number(0, 15), isSumOfKinds: true },
    busType: { kind: number(0, 1) },
    address: byte,
    ipAddress: ip,
    port: { kind: number(0, 65_535) },
    mac: { kind: { is: 'text', max: 17 } },
    multicast: ip,
    readerChannelSecureType: { kind: choice({ plain: 0, installation: 1, encrypted: 2 }), place: 1 },
    readerChannelSecurePassword: { kind: { is: 'text', max: 32, isSecret: true }, place: 1 },
  },
  state: { disabled: onOff, offlineRefuse: onOff, MaskFlag: { ...onOff, place: 0 } },
} as const satisfies Record<string, Group>;

export type Groups = Readonly<Record<string, Group>>;

export const settingsOf = (groups: Groups): Readonly<Record<string, Setting>> =>
  Object.assign({}, ...Object.values(groups)) as Record<string, Setting>;

/** Whether the device says that it does not have a setting; one that says nothing answers itself. */
export function isLacking({ needs, place }: Setting, capabilities: Readonly<Record<string, unknown>>): boolean {
  const said = (option: string) =>
    Object.entries(capabilities).find(([name]) => name.replace(/^~/, '').toLowerCase() === option.toLowerCase())?.[1];
  const functions = said('AccSupportFunList');
  if (needs !== undefined && said(needs) === '0') return true;
  return place !== undefined && typeof functions === 'string' && functions !== '' && functions[place] !== '1';
}
