import { controlTypes } from '../../protocol/access-push/command-control.js';
import { Flag, Int, Ints, OneOf, Text, Texts, Values, wallClock } from '../common/fields.js';

/** Their order is that of the document; command.order has what each type needs. */
export const commandTypes = [
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

export type CommandType = (typeof commandTypes)[number];

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
