import { readCommand, splitCommands, type SentCommand, type Verb } from '../../protocol/access-push/command-reader.js';
import { controlCodes } from '../../protocol/access-push/command-control.js';
import type { WireCommand, WireParams, WireWords } from './wire-line.js';

/** More of a command is rows, which are only counted. */
const longestHead = 2_000;

const lock = 1;
const staysOpen = 0xff;

const ofVerbs: Readonly<Record<Exclude<Verb, 'control' | 'other'>, WireCommand>> = {
  update: 'update',
  delete: 'delete',
  count: 'count',
  query: 'query',
  setOptions: 'setOptions',
  getOptions: 'getOptions',
  adScreen: 'setOptions',
  account: 'account',
  testHost: 'testHost',
  upgrade: 'upgrade',
  enrollInfo: 'enroll',
  enrollBio: 'enroll',
};

/** Words that only terminals know (Attendance PUSH 12). */
const ofTerminals: readonly (readonly [begin: RegExp, command: WireCommand, params?: WireParams])[] = [
  [/^AC_UNLOCK\b/i, 'openDoor', { door: '1' }],
  [/^AC_UNALARM\b/i, 'cancelAlarm', { door: '1' }],
  [/^REBOOT\b/i, 'restart'],
  [/^SET OPTION\b/i, 'setOptions'],
  [/^GET OPTION\b|^INFO\b/i, 'getOptions'],
  [/^ENROLL_/i, 'enroll'],
  [/^UPGRADE/i, 'upgrade'],
];

const rowsIn = (text: string) => text.split('\n').filter((line) => line.trim() !== '').length;

/** What an output does (9.4): the lock of a door, or an auxiliary one. */
function outputWords(kind: number, time: number): WireCommand {
  if (kind !== lock) return 'auxOutput';
  if (time === staysOpen) return 'holdDoorOpen';
  return time === 0 ? 'closeDoor' : 'openDoor';
}

const ofControls: ReadonlyMap<number, WireCommand> = new Map<number, WireCommand>([
  [controlCodes.cancelAlarm, 'cancelAlarm'],
  [controlCodes.lockDown, 'lockDoor'],
]);

/** The words of `CONTROL DEVICE`: which of its numbers is the door depends on its code. */
function controlWords(code: number, [door = 0, kind = 0, time = 0]: readonly number[]): WireParams {
  if (code === controlCodes.restart) return { command: 'restart' };
  const command = code === controlCodes.output ? outputWords(kind, time) : ofControls.get(code);
  return command === undefined ? { command: 'control', what: String(code) } : { command, door: String(door) };
}

function paramsOf(text: string): WireParams {
  const [, command, params] = ofTerminals.find(([begin]) => begin.test(text)) ?? [];
  if (command !== undefined) return { command, ...params };
  const { verb, table, control } = readCommand(text.slice(0, longestHead));
  if (control) return controlWords(control.code, control.bytes);
  // Of an unknown one only the first word is told: the rest may be anything.
  if (verb === 'other' || verb === 'control') return { command: 'other', what: /^[\w-]{0,40}/.exec(text)?.[0] ?? '' };
  return { command: ofVerbs[verb], ...dataWords(verb, table, text) };
}

function dataWords(verb: Verb, table: string, text: string): WireParams {
  if (table === '') return {};
  const rows = verb === 'update' || verb === 'delete' ? { rows: String(rowsIn(text)) } : {};
  return { table: table.slice(0, 40), ...rows };
}

const idOf = ({ id }: SentCommand) => id.slice(0, 20);

/** What an answer to a poll hands out; null if it hands out nothing. */
export function commandWords(answer: string): WireWords | null {
  const commands = splitCommands(answer);
  const [first] = commands;
  if (!first) return null;
  if (commands.length === 1) return { code: 'command', params: { id: idOf(first), ...paramsOf(first.text.trim()) } };
  return { code: 'commands', params: { count: String(commands.length), id: idOf(first) } };
}
