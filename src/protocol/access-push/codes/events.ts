import { type EventRow, eventRows } from './event-table.js';

/** 0 normal, 1 exception, 2 alarm, as the REST API's `eventLevel` counts. */
export type EventLevel = 0 | 1 | 2;

export interface EventInfo {
  code: number;
  level: EventLevel;
  name: string;
  /** The name under SimpleEventType=1. */
  merged: string;
  /** Lowest code of the group that shares the merged name; the code itself where nothing is merged. */
  group: number;
  known: boolean;
}

export type PointType = 'door' | 'reader' | 'auxIn' | 'auxOut' | 'device' | 'floor' | 'none';

/** The place of an event. `number` is 0 for the device itself and for no place. */
export interface EventPoint {
  type: PointType;
  number: number;
}

/** Door state report: moves the door state, never becomes a transaction (Access PUSH appendix 2). */
export const EVENT_DOOR_STATUS = 255;
/** Made by the server when a device falls silent; no device sends it. */
export const EVENT_CONNECTION_ABORT = 700;
/** Their `verifytype` is the triggering event instead of a verification mode (Access PUSH appendix 2). */
export const LINKAGE_EVENTS: ReadonlySet<number> = new Set([6, 231]);

/**
 * A person verified and could pass: by any credential, in a normal open period, by password, under duress, as one of
 * several, or after the server was asked. A person who only asks, waits for others or is refused does not pass.
 */
export const passages: readonly number[] = [
  0, 1, 2, 3, 4, 14, 15, 16, 17, 18, 19, 67, 101, 103, 203, 207, 208, 215, 216, 218, 222, 232,
];
const passed: ReadonlySet<number> = new Set(passages);

export const isPassage = (code: number): boolean => passed.has(code);

const infoOf = ([code, level, name, merged, group]: EventRow): EventInfo => ({
  code,
  level,
  name,
  merged: merged ?? name,
  group: group ?? code,
  known: true,
});

const byCode: ReadonlyMap<number, EventInfo> = new Map(eventRows.map((row) => [row[0], infoOf(row)]));

/** Every event of the tables, in ascending order of code. */
export const events: readonly EventInfo[] = [...byCode.values()];

/** First code of a range and its level (Access PUSH 7.2 and the grouping of appendix 2), for codes newer than the tables. */
const rangeLevels: readonly (readonly [from: number, level: EventLevel])[] = [
  [6000, 2],
  [5000, 1],
  [4000, 0],
  [256, 1],
  [200, 0],
  [100, 2],
  [20, 1],
];

const levelOf = (code: number): EventLevel => rangeLevels.find(([from]) => code >= from)?.[1] ?? 0;

/** The event of a code; a code the tables do not know is named `Unknown event (n)` and levelled by its range. */
export function eventOf(code: number): EventInfo {
  const name = `Unknown event (${code})`;
  return byCode.get(code) ?? { code, level: levelOf(code), name, merged: name, group: code, known: false };
}

/** Events whose address does not count doors; all others happen at a door. */
const pointEvents: readonly (readonly [type: PointType, codes: readonly number[]])[] = [
  ['auxIn', [65, 116, 117, 220, 221, 225, 226, 6014]],
  ['auxOut', [12, 13, 229, 230]],
  ['reader', [66, 109, 110, 235, 236, 237, 6006, 6007]],
  ['device', [105, 106, 107, 108, 111, 112, 113, 114, 115, 206, 214, 217, 243, 244, 245, 246, 247, 248]],
  ['device', [4008, 6000, 6005, 6008, 6009, 6010, 6013, 6015, 6016]],
  ['floor', [80, 249, 250, 251, 252]],
  ['none', [EVENT_CONNECTION_ABORT]],
];

const pointTypes: ReadonlyMap<number, PointType> = new Map(
  pointEvents.flatMap(([type, codes]) => codes.map((code) => [code, type] as const)),
);

/** The place of an event: the event decides what `eventaddr` counts; address 0 is no place. */
export function pointOf(event: number, eventAddr: number): EventPoint {
  const type = pointTypes.get(event) ?? 'door';
  if (type === 'device') return { type, number: 0 };
  if (type === 'none' || eventAddr <= 0) return { type: 'none', number: 0 };
  return { type, number: eventAddr };
}
