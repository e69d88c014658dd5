import { parseRecords, type Rec } from '../../protocol/access-push/records.js';
import type { LiveEvent } from '../../protocol/standalone/realtime.js';

/** A punch, from the log or at the moment it happens: both give the same row, so it is stored once. */
export interface SeenPunch {
  readonly userId: string;
  readonly time: string | null;
  readonly verify: number;
  readonly state: number;
  readonly workCode?: number;
}

/** Verification modes, by the numbers of the other protocol (appendix 3). Unknown ones are reported as they are. */
const verifyTypes: Readonly<Record<number, number>> = { 0: 3, 1: 1, 2: 4, 3: 3, 4: 4, 15: 15 };

/** In, and back after a break or for overtime; out; or not given. */
const directions: Readonly<Record<number, number>> = { 0: 0, 1: 1, 2: 1, 3: 0, 4: 0, 5: 1 };

const none = 2;
/** The door opens normally after verification. */
const passed = 0;
const onlyDoor = 1;

const clean = (text: string) => text.replace(/[\t\r\n\0]/g, ' ');

export function punchRow({ userId, time, verify, state, workCode = 0 }: SeenPunch): Rec[] {
  const fields = [
    `time=${time ?? 'unreadable'}`,
    `pin=${clean(userId)}`,
    'cardno=',
    `eventaddr=${onlyDoor}`,
    `event=${passed}`,
    `inoutstatus=${directions[state] ?? none}`,
    `verifytype=${verifyTypes[verify] ?? verify}`,
    `index=0`,
    // In the words of the terminal.
    `attverify=${verify}`,
    `attstate=${state}`,
    `workcode=${workCode}`,
  ];
  return parseRecords(fields.join('\t'));
}

/** Alarms of a terminal, as events of its door. */
const alarmEvents: Readonly<Record<number, number>> = { 51: 200, 50: 201, 53: 202, 54: 102, 55: 100, 32: 101 };

/** Null for an alarm that is no event in the other protocol. */
export function alarmRow(event: Extract<LiveEvent, { kind: 'alarm' }>, wall: string): Rec[] | null {
  const number = alarmEvents[event.alarm ?? -1];
  if (number === undefined) return null;
  return parseRecords(
    [
      `time=${wall}`,
      'pin=0',
      'cardno=0',
      `eventaddr=${onlyDoor}`,
      `event=${number}`,
      `inoutstatus=${none}`,
      'verifytype=200',
      'index=0',
    ].join('\t'),
  );
}
