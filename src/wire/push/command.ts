import type { Dialect } from './dialect.js';
import { scrub } from './field.js';
import { type AnyRow, type AnyTable, encodeRow } from './table.js';

/** The text of a command, without the `C:<id>:` that the queue puts before it (Access PUSH 8.1). */
export type CommandText = string & { readonly __command: unique symbol };

const command = (text: string) => text as CommandText;

const byte = (value: number): string => {
  if (!Number.isInteger(value) || value < 0 || value > 0xff) throw new RangeError(`not a byte: ${value}`);
  return value.toString(16).padStart(2, '0').toUpperCase();
};

/** Two hex digits of the numbers that 9.4 prints in decimal. */
const control = (...bytes: [code: number, b: number, c: number, d: number]) =>
  command(`CONTROL DEVICE ${bytes.map(byte).join('')}`);

const Control = { output: 1, cancelAlarm: 2, restart: 3, normalOpen: 4, lockDown: 6 } as const;
const Output = { lock: 1, auxiliary: 2 } as const;
const stayOpen = 0xff;

/** 0 and 255 are no pulse: they close the door for good or leave it open. */
function pulse(seconds: number): number {
  if (seconds < 1 || seconds >= stayOpen) throw new RangeError(`a pulse takes 1 to 254 seconds, not ${seconds}`);
  return seconds;
}

/** Opens a door (0 = all) for 1 to 254 seconds; RangeError otherwise (9.4). */
export const openDoor = (door: number, seconds: number) => control(Control.output, door, Output.lock, pulse(seconds));
export const closeDoor = (door: number) => control(Control.output, door, Output.lock, 0);
export const holdDoorOpen = (door: number) => control(Control.output, door, Output.lock, stayOpen);
/** Auxiliary output: 0 off, 1 to 254 seconds, 255 on until switched off. */
export const auxOutput = (output: number, seconds: number) =>
  control(Control.output, output, Output.auxiliary, seconds);
export const cancelAlarm = (door: number) => control(Control.cancelAlarm, door, 0, 0);
export const restart = () => control(Control.restart, 0, 0, 0);
/** Switches the normally-open time zone of today on or off. */
export const normalOpenSchedule = (door: number, on: boolean) => control(Control.normalOpen, door, on ? 1 : 0, 0);
export const lockDoor = (door: number, locked: boolean) => control(Control.lockDown, door, locked ? 1 : 0, 0);

const optionName = /^~?[A-Za-z_][\w.-]*$/;

function optionText([name, value]: readonly [string, string | number]): string {
  const text = String(value);
  if (!optionName.test(name)) throw new RangeError(`not the name of an option: "${name}"`);
  // A comma would begin an option of its own; the protocol has no way to quote one.
  if (text.includes(',')) throw new RangeError(`a comma in the value of ${name}`);
  return `${name}=${scrub(text)}`;
}

/** `SET OPTIONS a=1,b=2` (9.5.1); RangeError for a name or value that would read as something else. */
export const setOptions = (options: Readonly<Record<string, string | number>>) =>
  command(`SET OPTIONS ${Object.entries(options).map(optionText).join(',')}`);

/** @param packed appendix 5 seconds of the device's local time at the moment of hand-out */
export const setTime = (packed: number) => setOptions({ DateTime: packed });

/** `GET OPTIONS a,b` (9.5.2). */
export function getOptions(names: readonly string[]): CommandText {
  const wrong = names.find((name) => !optionName.test(name));
  if (wrong !== undefined) throw new RangeError(`not the name of an option: "${wrong}"`);
  return command(`GET OPTIONS ${names.join(',')}`);
}

/** `DATA UPDATE table row<LF>row` (9.1.1). */
export const updateRows = (table: AnyTable, rows: readonly AnyRow[], dialect: Dialect) =>
  command(`DATA UPDATE ${table.name} ${rows.map((row) => encodeRow(table, row, dialect)).join('\n')}`);

/** `DATA DELETE table unit<LF>unit` with the texts of unitOf; one `*` swallows the others (9.1.2). */
export const deleteUnits = ({ name }: AnyTable, units: readonly string[]) =>
  command(`DATA DELETE ${name} ${units.includes('*') ? '*' : [...new Set(units)].join('\n')}`);

/** `DATA COUNT table`; the manual's condition `x` is a misprint of `*`, nothing means the whole table (9.1.3). */
export const count = (tableName: string, condition = '') =>
  command(`DATA COUNT ${tableName}${condition === '' ? '' : ` ${condition}`}`);

/** `DATA QUERY` of a table; the rows come by querydata (9.1.4). */
export const query = (tableName: string, fields = '*', filter = '*') =>
  command(`DATA QUERY tablename=${tableName},fielddesc=${fields},filter=${filter}`);

const newCommand = /^(?:C:[^:\s]*:|DataType=)/i;

/**
 * A text from outside, as it is, without the line ends behind it. RangeError when it is empty, holds NUL, or holds a
 * line that would be a command of its own; only the rows of DATA go over several lines.
 */
export function raw(text: string): CommandText {
  const trimmed = text.replace(/[\r\n]+$/, '');
  const [first = '', ...more] = trimmed.split(/[\r\n]+/);
  if (first.trim() === '') throw new RangeError('an empty command');
  if (trimmed.includes('\0')) throw new RangeError('a command with NUL');
  if (more.length > 0 && !/^DATA\s+(?:UPDATE|DELETE)\s/i.test(first)) {
    throw new RangeError('only DATA UPDATE and DATA DELETE have several lines');
  }
  if ([first, ...more].some((line) => newCommand.test(line))) throw new RangeError('a command within a command');
  return command(trimmed);
}

/** `C:<id>:<text>`, or with CmdFormat 1 the same behind appendix 14's prefix, which names the device. */
export function encodeCommand(
  id: number | string,
  text: CommandText,
  dialect?: Pick<Dialect, 'cmdFormat'>,
  sn = '',
): string {
  const line = `C:${id}:${text}`;
  return dialect?.cmdFormat === 1 ? `DataType=1,SN=${sn},Priority=0,CmdID=${id},CmdDesc=${line}` : line;
}
