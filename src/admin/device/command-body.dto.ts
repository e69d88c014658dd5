import type { Order } from '../../core/command/order.js';
import type { AccountRange } from '../../protocol/access-push/command-account.js';
import {
  controlTypes,
  emergencyModes,
  networkSwitches,
  zigbeeModes,
} from '../../protocol/access-push/command-control.js';
import { Flag, Int, Ints, OneOf, Text, Texts, Values, wallClock } from '../common/fields.js';
import { invalidField } from '../common/invalid.js';

/** Their order is that of the document. */
const commandTypes = [
  ...controlTypes,
  'setTime',
  'setOptions',
  'getOptions',
  'adScreen',
  'testHost',
  'count',
  'query',
  'accessPoints',
  'account',
  'upgrade',
  'enrollInfo',
  'enrollBio',
] as const;

type CommandType = (typeof commandTypes)[number];

const oneLine = { is: /^[^\r\n\0]*$/, says: 'one line' };
const pin = { is: /^[^\s,=\0]+$/, says: 'a pin' };
/** An address ends at a comma or a blank, so it may have neither. */
const address = { is: /^[^\s,\0]+$/, says: 'an address without blanks and commas' };
const hostAndPort = { is: /^[^\s,=:]+:\d{1,5}$/, says: 'host:port' };
const hex = { is: /^[0-9A-Fa-f]{32}$/, says: '32 hexadecimal digits' };
const serialNumber = { is: /^[\w-]+$/, says: 'a serial number' };

const given = { optional: true } as const;

export class CommandBody {
  @Text('Raw text, as it is sent after C:<id>:', { ...given, max: 65_536, pattern: oneLine })
  command?: string;

  @OneOf('What is meant, instead of raw text', commandTypes, given) type?: CommandType;
  @Int('Seconds to wait for the end', { ...given, max: 25 }) wait?: number;
  @Text('A controller behind the device, which passes the command on; CmdFormat=1 only', {
    ...given,
    min: 1,
    max: 64,
    pattern: serialNumber,
  })
  subSn?: string;
  @Int('Number of the door on its device, 0 = all of them', { ...given, max: 255 }) door?: number;
  @Int('openDoor: 1 to 254. auxOutput, elevator: 0 off, 255 on until switched off. idCardMode: time to wait', {
    ...given,
    max: 255,
  })
  seconds?: number;
  @Flag('lockDoor: false takes the lock back', given) locked?: boolean;
  @Flag('normalOpenSchedule, wiegandTest, idCardMode: on or off', given) on?: boolean;
  @Int('auxOutput: number of the output, 0 = all of them', { ...given, max: 255 }) output?: number;
  @Int('restart: number of a device behind this one, 0 = this one', { ...given, max: 255 }) slave?: number;
  @Text(
    'emergency: dualOn, dualOff. zigbee: renetwork, stopRenetworking, allowAccess, stopAccess. ' +
      'switchNetwork: wiredTo4g, wiredToWifi, 4gToWired, wifiToWired',
    given,
  )
  mode?: string;
  @OneOf('resetCounter: which', ['out', 'in', 'alarms', 'all'], given) counter?: 'out' | 'in' | 'alarms' | 'all';
  @Ints('elevatorOutput, elevatorNormallyOpen: floors, from 1', { ...given, min: 1, max: 256 }) floors?: number[];
  @Values('setOptions: values by name', given) options?: Record<string, unknown>;
  @Texts('getOptions: names', given) names?: string[];
  @OneOf('adScreen: which side', ['in', 'out'], given) side?: 'in' | 'out';
  @Int('adScreen: area of the screen', { ...given, min: 1, max: 255 }) area?: number;
  @OneOf('adScreen: what is shown', ['video', 'picture', 'text', 'firmware'], given)
  content?: 'video' | 'picture' | 'text' | 'firmware';
  @Int('adScreen: size of the area', { ...given, max: 65_535 }) range?: number;
  @Int('adScreen: seconds between two contents', { ...given, max: 65_535 }) interval?: number;
  @Text('adScreen, upgrade: where the device fetches the file', { ...given, min: 1, max: 2_048, pattern: address })
  url?: string;
  @Text('testHost: host:port', { ...given, pattern: hostAndPort }) address?: string;
  @Text('count, query: name of the table', given) table?: string;
  @Text('query: columns, separated by tabs; left out = all', { ...given, pattern: oneLine }) fields?: string;
  @Text('count, query: which rows, as Name=value separated by tabs', { ...given, pattern: oneLine }) filter?: string;
  @Int('account: records after this index; 0 = all', given) maxIndex?: number;
  @Flag('account with maxIndex: in one package by querydata, for PULL SDK devices', given) packed?: boolean;
  @Int('account: from this index', given) startIndex?: number;
  @Int('account: to this index', given) endIndex?: number;
  @Text("account: from this time, by the device's clock", { ...given, pattern: wallClock }) startTime?: string;
  @Text('account: to this time', { ...given, pattern: wallClock }) endTime?: string;
  @OneOf('upgrade: 1 base64 text, 2 the file, 3 the file in parts', [1, 2, 3], given) method?: 1 | 2 | 3;
  @Text('upgrade: MD5 of the file, before any base64', { ...given, pattern: hex }) checksum?: string;
  @Int('upgrade: bytes of the file, before any base64', { ...given, min: 1 }) size?: number;
  @Text('enrollInfo, enrollBio: whose', { ...given, min: 1, max: 24, pattern: pin }) pin?: string;
  @Int('enrollInfo, enrollBio: further tries where the device could not read', { ...given, max: 99 }) retry?: number;
  @Flag('enrollInfo, enrollBio: the device keeps what it reads, too', given) keep?: boolean;
  @Int('enrollBio: 1 finger, 2 face (infrared), 7 finger vein, 8 palm, 9 face, 10 palm (visible light) ...', {
    ...given,
    max: 10,
  })
  bioType?: number;
  @Int('enrollBio: which finger, eye or hand', { ...given, max: 9 }) no?: number;
  @Flag('enrollBio: what is there already is replaced', given) overwrite?: boolean;
}

/** Seconds that a lock stays open by default. */
const usualSeconds = 5;
const longestPulse = 254;
const usualRetries = 3;

type Field = keyof CommandBody;

function needed<F extends Field>(body: CommandBody, field: F): NonNullable<CommandBody[F]> {
  const value = body[field];
  if (value === undefined) throw invalidField(field, `is needed for ${body.type ?? 'this'}`, 'missing');
  return value;
}

/** Names are put into the text of a command unescaped. */
function nameIn(field: Field, name: string): string {
  if (!/^~?\w{1,64}$/.test(name))
    throw invalidField(field, `must be made of letters, digits and underscores: "${name}"`);
  return name;
}

/** A comma or a line end would begin another option. */
const optionValue = /^[^,\t\r\n\0]{0,255}$/;

function optionsOf(body: CommandBody): Record<string, string> {
  const entries = Object.entries(needed(body, 'options'));
  if (entries.length === 0) throw invalidField('options', 'is empty', 'missing');
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const text = typeof value === 'string' || typeof value === 'number' ? String(value) : null;
      if (text === null || !optionValue.test(text)) {
        throw invalidField(`options.${name}`, 'must be text without commas, tabs and line ends');
      }
      return [nameIn('options', name), text];
    }),
  );
}

function namesOf(body: CommandBody): string[] {
  const names = needed(body, 'names');
  if (names.length === 0) throw invalidField('names', 'is empty', 'missing');
  return names.map((name) => nameIn('names', name));
}

/** 0 and 255 would close the door for good or leave it open: for these there are closeDoor and holdDoorOpen. */
function pulseOf({ seconds = usualSeconds }: CommandBody): number {
  if (seconds < 1 || seconds > longestPulse) throw invalidField('seconds', `must be 1 to ${longestPulse}`);
  return seconds;
}

function modeOf<M extends string>(body: CommandBody, modes: Readonly<Record<M, number>>): M {
  const mode = needed(body, 'mode');
  if (!Object.hasOwn(modes, mode)) throw invalidField('mode', `must be one of ${Object.keys(modes).join(', ')}`);
  return mode as M;
}

function ordered<V>(from: V, to: V, field: Field): void {
  if (from > to) throw invalidField(field, 'must not be before the beginning');
}

const fullTime = (time: string) => `${time.replace('T', ' ')}${time.length === 16 ? ':00' : ''}`;

/** One of three ways: everything after an index, a range of indexes, a range of times. */
function rangeOf(body: CommandBody): AccountRange {
  const given = (['maxIndex', 'startIndex', 'startTime'] as const).filter((field) => body[field] !== undefined);
  const [first = 'maxIndex', another] = given;
  if (another !== undefined) throw invalidField(another, `and ${first} exclude each other`);
  if (first === 'maxIndex') return { maxIndex: needed(body, 'maxIndex'), packed: body.packed ?? false };
  if (body.packed) throw invalidField('packed', 'goes with maxIndex alone');
  if (first === 'startIndex') {
    const range = { startIndex: needed(body, 'startIndex'), endIndex: needed(body, 'endIndex') };
    ordered(range.startIndex, range.endIndex, 'endIndex');
    return range;
  }
  const range = { startTime: fullTime(needed(body, 'startTime')), endTime: fullTime(needed(body, 'endTime')) };
  ordered(range.startTime, range.endTime, 'endTime');
  return range;
}

const elevatorOf = (body: CommandBody) => ({ floors: needed(body, 'floors'), seconds: needed(body, 'seconds') });

const enrolmentOf = (body: CommandBody) => ({
  pin: needed(body, 'pin'),
  retry: body.retry ?? usualRetries,
  keep: body.keep ?? true,
});

/** The types that an operator may request; only sync writes rows of tables. */
const orders = {
  openDoor: (body) => ({ type: 'openDoor', door: needed(body, 'door'), seconds: pulseOf(body) }),
  closeDoor: (body) => ({ type: 'closeDoor', door: needed(body, 'door') }),
  holdDoorOpen: (body) => ({ type: 'holdDoorOpen', door: needed(body, 'door') }),
  cancelAlarm: (body) => ({ type: 'cancelAlarm', door: needed(body, 'door') }),
  lockDoor: (body) => ({ type: 'lockDoor', door: needed(body, 'door'), locked: body.locked ?? true }),
  normalOpenSchedule: (body) => ({ type: 'normalOpenSchedule', door: needed(body, 'door'), on: needed(body, 'on') }),
  auxOutput: (body) => ({ type: 'auxOutput', output: needed(body, 'output'), seconds: needed(body, 'seconds') }),
  restart: ({ slave }) => ({ type: 'restart', ...(slave === undefined ? {} : { slave }) }),
  battery: () => ({ type: 'battery' }),
  emergency: (body) => ({ type: 'emergency', mode: modeOf(body, emergencyModes) }),
  zigbee: (body) => ({ type: 'zigbee', mode: modeOf(body, zigbeeModes) }),
  wiegandTest: (body) => ({ type: 'wiegandTest', on: needed(body, 'on') }),
  readerLight: () => ({ type: 'readerLight' }),
  switchNetwork: (body) => ({ type: 'switchNetwork', mode: modeOf(body, networkSwitches) }),
  idCardMode: (body) => ({
    type: 'idCardMode',
    on: needed(body, 'on'),
    door: body.door ?? 0,
    seconds: body.seconds ?? 0,
  }),
  querySubDevices: () => ({ type: 'querySubDevices' }),
  testNetwork: () => ({ type: 'testNetwork' }),
  cancelElevatorEmergency: () => ({ type: 'cancelElevatorEmergency' }),
  resetCounter: (body) => ({ type: 'resetCounter', counter: needed(body, 'counter') }),
  elevatorOutput: (body) => ({ type: 'elevatorOutput', ...elevatorOf(body) }),
  elevatorNormallyOpen: (body) => ({ type: 'elevatorNormallyOpen', ...elevatorOf(body) }),
  setTime: () => ({ type: 'setTime' }),
  setOptions: (body) => ({ type: 'setOptions', options: optionsOf(body) }),
  getOptions: (body) => ({ type: 'getOptions', names: namesOf(body) }),
  adScreen: (body) => ({
    type: 'adScreen',
    side: needed(body, 'side'),
    area: needed(body, 'area'),
    content: needed(body, 'content'),
    range: needed(body, 'range'),
    url: needed(body, 'url'),
    interval: needed(body, 'interval'),
  }),
  testHost: (body) => ({ type: 'testHost', address: needed(body, 'address') }),
  count: (body) => ({
    type: 'count',
    table: nameIn('table', needed(body, 'table')),
    ...(body.filter === undefined ? {} : { condition: body.filter }),
  }),
  query: (body) => ({
    type: 'query',
    table: nameIn('table', needed(body, 'table')),
    ...(body.fields === undefined ? {} : { fields: body.fields }),
    ...(body.filter === undefined ? {} : { filter: body.filter }),
  }),
  accessPoints: () => ({ type: 'accessPoints' }),
  account: (body) => ({ type: 'account', range: rangeOf(body) }),
  upgrade: (body) => ({
    type: 'upgrade',
    method: needed(body, 'method'),
    url: needed(body, 'url'),
    checksum: needed(body, 'checksum').toLowerCase(),
    size: needed(body, 'size'),
  }),
  enrollInfo: (body) => ({ type: 'enrollInfo', ...enrolmentOf(body) }),
  enrollBio: (body) => ({
    type: 'enrollBio',
    ...enrolmentOf(body),
    bioType: needed(body, 'bioType'),
    no: body.no ?? 0,
    overwrite: body.overwrite ?? false,
  }),
} as const satisfies Record<CommandType, (body: CommandBody) => Order>;

/** The order that a request means: raw text, or a type with its parameters. Refusals name the field. */
export function orderOf(body: CommandBody): Order {
  const { command, type, subSn } = body;
  if (command !== undefined && type !== undefined) throw invalidField('command', 'and type exclude each other');
  if (command === undefined && type === undefined) throw invalidField('command', 'or type is needed', 'missing');
  const order: Order = type === undefined ? { type: 'raw', text: rawText(command ?? '') } : orders[type](body);
  return subSn === undefined ? order : { ...order, subSn };
}

function rawText(command: string): string {
  const text = command.trim();
  if (text === '') throw invalidField('command', 'is empty', 'missing');
  if (/^C:\d+:/i.test(text)) throw invalidField('command', 'is the text behind C:<id>:, without it');
  return text;
}
