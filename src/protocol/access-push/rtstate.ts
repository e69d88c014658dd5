import type { Rec } from './records.js';

/** Position of a door: no sensor, closed, open; 3 is not defined; null is unknown. */
export type DoorSensor = 0 | 1 | 2 | 3 | null;

/** What a device says about one door (Access PUSH 7.3). */
export interface DoorState {
  door: number;
  sensor: DoorSensor;
  /** 0 released, 1 energised; the manual's sentence says the opposite of what devices do. */
  relay: 0 | 1 | null;
  /** Bits of `alarmBits`, null unknown. */
  alarm: number | null;
}

export interface RtState {
  /** The device's clock as sent, '' without. */
  time: string;
  doors: DoorState[];
}

/** Door words of the REST API (`door/allDoorState`). */
export interface DoorWords {
  sensor: 'unknown' | 'no sensor' | 'off' | 'open';
  relay: 'unknown' | 'off' | 'open';
  alarm: string;
}

/** Byte `position` of a hex text, from the left; null if the text is shorter or no hex. */
function byteAt(hex: string, position: number): number | null {
  const pair = hex.slice(position * 2, position * 2 + 2);
  return /^[0-9a-f]{2}$/i.test(pair) ? Number.parseInt(pair, 16) : null;
}

/** `width` bits of a door, door 1 in the lowest bits of the first byte. */
function bitsOf(hex: string, door: number, width: 1 | 2 | 8): number | null {
  const perByte = 8 / width;
  const byte = byteAt(hex, Math.floor((door - 1) / perByte));
  if (byte === null) return null;
  return (byte >> (((door - 1) % perByte) * width)) & ((1 << width) - 1);
}

/**
 * Reads a state row for the given doors (numbers from 1): sensor 2 bits, relay 1 bit, alarm 1 byte for each door, bytes
 * from the left. Surplus bytes are ignored, missing ones mean unknown.
 */
export function decodeRtstate(rec: Rec, doors: readonly number[]): RtState {
  const text = (name: string): string => (rec.fields.get(name) ?? '').trim();
  const [sensor, relay, alarm] = [text('sensor'), text('relay'), text('alarm')];
  return {
    time: text('time').slice(0, 32),
    doors: doors.map((door) => ({
      door,
      sensor: bitsOf(sensor, door, 2) as DoorSensor,
      relay: bitsOf(relay, door, 1) as 0 | 1 | null,
      alarm: bitsOf(alarm, door, 8),
    })),
  };
}

/** Words of the alarm bits, lowest first: forced, tamper, duress password, duress finger, held open, mains, battery, reader. */
const alarmBits: readonly string[] = [
  'be opened accidentally',
  'tampering',
  'duress password opening',
  'duress fingerprint opening',
  'timeout',
  'backup power',
  'low battery voltage',
  'tampering',
];

export const doorAlarms = ['forced', 'tamper', 'duress', 'heldOpen', 'mains', 'battery', 'reader'] as const;
export type DoorAlarm = (typeof doorAlarms)[number];

/** Short names of the alarm bits, lowest first. */
const alarmNames: readonly DoorAlarm[] = [
  'forced',
  'tamper',
  'duress',
  'duress',
  'heldOpen',
  'mains',
  'battery',
  'reader',
];

/** The alarms that are on, each once. */
export const alarmsOf = (alarm: number): DoorAlarm[] => [
  ...new Set(alarmNames.filter((_, bit) => (alarm & (1 << bit)) !== 0)),
];

function alarmWord(alarm: number | null): string {
  if (alarm === null) return 'unknown';
  const words = alarmBits.filter((_, bit) => (alarm & (1 << bit)) !== 0);
  return words.length === 0 ? 'none' : [...new Set(words)].join(',');
}

const sensorWords = ['no sensor', 'off', 'open', 'unknown'] as const;
const relayWords = ['off', 'open'] as const;

/** The words that show a door state; no value is inferred from another one. */
export function doorWords(state: Omit<DoorState, 'door'>): DoorWords {
  return {
    sensor: state.sensor === null ? 'unknown' : sensorWords[state.sensor],
    relay: state.relay === null ? 'unknown' : relayWords[state.relay],
    alarm: alarmWord(state.alarm),
  };
}
