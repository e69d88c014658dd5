/** What an alarm is about, and what comes with it until somebody sets it otherwise. The console has words for each. */
interface Declared {
  /** 1 is the most urgent. */
  readonly priority: Priority;
  /** Bits of what a door reports (Access PUSH 7.3): the cause is over once none of them is on. */
  readonly bits?: number;
  /** It is about the whole device, also where an event names a door. */
  readonly ofDevice?: true;
  /** Something tells when the cause is over. The others are over once they are acknowledged. */
  readonly endsItself?: true;
}

export type Priority = 1 | 2 | 3 | 4;

const declared = {
  duress: { priority: 1 },
  burglary: { priority: 1 },
  panic: { priority: 1 },
  medical: { priority: 1 },
  fire: { priority: 1, ofDevice: true, endsItself: true },
  forced: { priority: 2, bits: 0x01, endsItself: true },
  technical: { priority: 2 },
  tamper: { priority: 2, bits: 0x82, endsItself: true },
  heldOpen: { priority: 3, bits: 0x10, endsItself: true },
  offline: { priority: 3, ofDevice: true, endsItself: true },
  mains: { priority: 3, bits: 0x20, ofDevice: true, endsItself: true },
  battery: { priority: 4, bits: 0x40, ofDevice: true, endsItself: true },
  camera: { priority: 3 },
  part: { priority: 4 },
  line: { priority: 4 },
  network: { priority: 4, ofDevice: true },
  invalidCard: { priority: 4 },
  elevator: { priority: 4 },
  capacity: { priority: 4, ofDevice: true },
  sync: { priority: 4, ofDevice: true, endsItself: true },
  clock: { priority: 4, ofDevice: true, endsItself: true },
  holdNotEnded: { priority: 4, endsItself: true },
  other: { priority: 4 },
} as const satisfies Record<string, Declared>;

export type AlarmKind = keyof typeof declared;
export const alarmKinds = Object.keys(declared) as readonly AlarmKind[];
export const declarationOf = (kind: AlarmKind): Declared => declared[kind];
export const kindOf = (name: string): AlarmKind | undefined => alarmKinds.find((kind) => kind === name);

/** Kinds that a report of a door can end, with their bits. */
export const kindsOfDoors: readonly (readonly [AlarmKind, number])[] = alarmKinds.flatMap((kind) => {
  const { bits } = declarationOf(kind);
  return bits === undefined ? [] : [[kind, bits] as const];
});

/** Events that raise an alarm, by the kind. Any other event of level 2 is `other`. */
const raising: Readonly<Partial<Record<AlarmKind, readonly number[]>>> = {
  duress: [101, 103],
  fire: [6000, 6013],
  forced: [102],
  tamper: [100, 109, 6012],
  // An exception for devices, and something to go and look at for a guard.
  heldOpen: [28],
  mains: [107, 111, 6008],
  battery: [106, 6010],
  part: [108, 110, 112, 6011],
  line: [114, 115, 116, 117, 118, 119, 120, 121, 150, 151, 152, 153, 154, 155, 6006, 6007, 6014],
  network: [105],
  invalidCard: [104],
  elevator: [132, 133, 134],
  capacity: [6005],
};

/** Events that tell that a cause is over. 7 cancels what a door reports. */
const ending: Readonly<Record<number, readonly AlarmKind[]>> = {
  7: ['forced', 'tamper', 'heldOpen', 'duress'],
  201: ['forced', 'heldOpen'],
  4000: ['fire'],
  4007: ['mains'],
  4014: ['fire'],
  4015: ['part'],
  6009: ['mains'],
};

const kindOfEvent = new Map(
  Object.entries(raising).flatMap(([kind, events]) => events.map((event) => [event, kind as AlarmKind] as const)),
);

/** Events below level 2 that matter here. */
export const furtherEvents: readonly number[] = [28, ...Object.keys(ending).map(Number)];

export const endedBy = (eventNo: number): readonly AlarmKind[] => ending[eventNo] ?? [];

/** @returns null for an event that raises none */
export function raisedBy(eventNo: number, level: number): AlarmKind | null {
  if (eventNo in ending) return null;
  return kindOfEvent.get(eventNo) ?? (level === 2 ? 'other' : null);
}
