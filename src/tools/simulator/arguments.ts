import { parseArgs, type ParseArgsConfig } from 'node:util';
import { attFaultNames, isAttFault, type AttFaults } from './attendance-push/faults.js';
import { attProfileNames, isAttProfile, type AttProfileName } from './attendance-push/profile.js';
import type { PanelOptions } from './panel-options.js';
import { terminalProfileNames, terminalProfiles, type Pace, type TerminalProfile } from './standalone/profile.js';
import { profileNames, type ProfileName } from './profile.js';
import { commandRefusalOf, readRefusal, refusalOf } from './refusals.js';

/** The options of the command line. */
export interface Arguments {
  readonly sn: string;
  readonly url: string;
  /** Undefined: the profile decides. */
  readonly doors: number | undefined;
  readonly devices: number;
  readonly eventsPerMinute: number;
  readonly profile: ProfileName;
  /** Instead of the profile: a terminal that speaks Attendance PUSH. */
  readonly attProfile?: AttProfileName;
  readonly attFaults?: AttFaults;
  readonly zone: string;
  readonly pollSeconds: number | undefined;
  /** All other options of a panel that were given. */
  readonly panel?: Partial<PanelOptions>;
  /** It also answers on port 4370; several panels use the ports after it. */
  readonly pull?: {
    readonly port: number;
    readonly host: string;
    readonly commKey: number;
    readonly profile?: TerminalProfile;
    readonly pace?: Pace;
    readonly gapMs?: number;
  };
  readonly record?: string;
  readonly replay?: { readonly file: string; readonly sn: string | undefined; readonly keepTokens: boolean };
}

/** The command line makes no sense; the message says why, in one line. */
export class BadArguments extends Error {}

const standard = {
  sn: 'SIM',
  url: 'http://127.0.0.1:8088',
  devices: '1',
  'events-per-minute': '0',
  profile: 'controller',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};

const text = { type: 'string' } as const;
const several = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

const options = {
  sn: text,
  url: text,
  doors: text,
  devices: text,
  'events-per-minute': text,
  profile: text,
  zone: text,
  poll: text,
  set: several,
  'sub-devices': text,
  'max-users': text,
  'ask-server': flag,
  'asks-encryption': flag,
  refuse: several,
  'lose-answers': text,
  'lose-uploads': text,
  drift: text,
  'drift-per-day': text,
  'reboot-every': text,
  'pull-port': text,
  'pull-key': text,
  'pull-pace': text,
  'pull-profile': text,
  seed: text,
  fault: several,
  record: text,
  replay: text,
  'keep-tokens': flag,
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

/** Reads the command line; `'help'` or `'version'` when that is asked for. Throws BadArguments. */
export function readArguments(line: readonly string[]): Arguments | 'help' | 'version' {
  const given = parse(line);
  if (given.help === true) return 'help';
  if (given.version === true) return 'version';
  const values = { ...standard, ...given };
  const devices = within('devices', values.devices, 1, 5000);
  const panel = panelOf(given);
  return {
    sn: serial('sn', values.sn),
    url: url(values.url),
    doors: values.doors === undefined ? undefined : within('doors', values.doors, 1, 16),
    devices,
    eventsPerMinute: within('events-per-minute', values['events-per-minute'], 0, 6000),
    ...profileOf(values.profile),
    ...attFaultsOf(given),
    zone: zone(values.zone),
    pollSeconds: values.poll === undefined ? undefined : within('poll', values.poll, 0.1, 3600),
    ...(Object.keys(panel).length === 0 ? {} : { panel }),
    ...pullOf(given),
    ...conversation(given, devices),
  };
}

type ParsedOptions = ReturnType<typeof parse>;

function profileOf(name: string): Pick<Arguments, 'profile' | 'attProfile'> {
  if (isAttProfile(name)) return { profile: 'terminal', attProfile: name };
  return { profile: oneOf('profile', name, [...profileNames, ...attProfileNames]) as ProfileName };
}

function parse(line: readonly string[]) {
  try {
    return parseArgs({ args: [...line], options }).values;
  } catch (error) {
    throw new BadArguments(error instanceof Error ? error.message.split('. ')[0] : 'unreadable command line');
  }
}

/** The value of an option, if it was given, read by the function. */
type Readers = readonly (readonly [name: keyof ParsedOptions, read: (value: string) => Partial<PanelOptions>])[];

const percent = (name: string, value: string) => within(name, value, 0.1, 100) / 100;

const readers: Readers = [
  ['max-users', (value) => ({ maxUsers: within('max-users', value, 1, 1_000_000) })],
  ['drift', (value) => ({ drift: seconds('drift', value) })],
  ['drift-per-day', (value) => ({ driftPerDay: seconds('drift-per-day', value) })],
  ['reboot-every', (value) => ({ rebootSeconds: within('reboot-every', value, 1, 86_400) })],
  ['seed', (value) => ({ seed: within('seed', value, 0, 4_294_967_295) })],
  ['sub-devices', (value) => ({ subDevices: value.split(',').map((sn) => serial('sub-devices', sn)) })],
];

function panelOf(given: ParsedOptions): Partial<PanelOptions> {
  const single = readers.flatMap(([name, read]) => {
    const value = given[name];
    return typeof value === 'string' ? [read(value)] : [];
  });
  const rules = (given.refuse ?? []).map(refusal);
  const merged = [
    ...single,
    rules.length === 0 ? {} : { refuse: refusalOf(rules), refuseCommands: commandRefusalOf(rules) },
    given.set === undefined ? {} : { options: Object.fromEntries(given.set.map(parameter)) },
    given['ask-server'] === true ? { remoteIdentification: true } : {},
    given['asks-encryption'] === true ? { asksEncryption: true } : {},
    faultsOf(given),
  ];
  return Object.assign({}, ...merged) as Partial<PanelOptions>;
}

function faultsOf(given: ParsedOptions): Partial<PanelOptions> {
  const [answers, uploads] = [given['lose-answers'], given['lose-uploads']];
  if (answers === undefined && uploads === undefined) return {};
  return {
    faults: {
      ...(answers === undefined ? {} : { lostAnswers: percent('lose-answers', answers) }),
      ...(uploads === undefined ? {} : { lostUploads: percent('lose-uploads', uploads) }),
    },
  };
}

function attFaultsOf({ fault: names = [], drift }: ParsedOptions): Pick<Arguments, 'attFaults'> {
  const unknown = names.find((name) => !isAttFault(name));
  if (unknown !== undefined) oneOf('fault', unknown, attFaultNames);
  const seconds = drift === undefined ? 0 : Number(drift);
  if (names.length === 0 && seconds === 0) return {};
  return { attFaults: { names: names.filter(isAttFault), drift: seconds } };
}

function pullOf(given: ParsedOptions): Pick<Arguments, 'pull'> {
  const port = given['pull-port'];
  if (port === undefined) {
    const other = (['pull-key', 'pull-pace', 'pull-profile'] as const).find((option) => given[option] !== undefined);
    if (other !== undefined) throw new BadArguments(`--${other} goes with --pull-port`);
    return {};
  }
  const name = oneOf('pull-profile', given['pull-profile'] ?? 'k40', terminalProfileNames);
  const commKey = within('pull-key', given['pull-key'] ?? '0', 0, 4_294_967_295);
  const profile = terminalProfiles[name];
  const gapMs = within('pull-pace', given['pull-pace'] ?? '10', 0, 1_000);
  const pace = gapMs === 0 ? 'glued' : 'paced';
  return { pull: { port: within('pull-port', port, 1, 65_535), host: '0.0.0.0', commKey, profile, pace, gapMs } };
}

function conversation(given: ParsedOptions, devices: number): Pick<Arguments, 'record' | 'replay'> {
  if (given.record !== undefined && devices > 1) throw new BadArguments('--record is for one panel, not for --devices');
  const { record, replay, sn } = given;
  return {
    ...(record === undefined ? {} : { record }),
    ...(replay === undefined
      ? {}
      : {
          replay: {
            file: replay,
            sn: sn === undefined ? undefined : serial('sn', sn),
            keepTokens: given['keep-tokens'] === true,
          },
        }),
  };
}

function refusal(value: string) {
  const rule = readRefusal(value);
  if (rule === undefined) throw new BadArguments(`--refuse is like user=-12 or upgrade=-720, not '${value}'`);
  return rule;
}

function parameter(value: string): [string, string] {
  const [, name = '', rest = ''] = /^(~?[A-Za-z][\w]*)=([^,]*)$/.exec(value) ?? [];
  if (name === '') throw new BadArguments(`--set is like LockCount=2, without a comma, not '${value}'`);
  return [name, rest];
}

function within(name: string, value: string, least: number, most: number): number {
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most && (Number.isInteger(number) || least % 1 !== 0)) return number;
  throw new BadArguments(`--${name} is a number from ${least} to ${most}, not '${value}'`);
}

function seconds(name: string, value: string): number {
  if (/^-?\d{1,9}$/.test(value)) return Number(value);
  throw new BadArguments(`--${name} is a number of seconds, not '${value}'`);
}

function oneOf<T extends string>(name: string, value: string, words: readonly T[]): T {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new BadArguments(`--${name} is ${words.join(' or ')}, not '${value}'`);
  return word;
}

function serial(name: string, value: string): string {
  if (/^[\w-]{1,58}$/.test(value)) return value;
  throw new BadArguments(`--${name} is made of letters, digits, - and _, at most 58, not '${value}'`);
}

function url(value: string): string {
  // Devices have a host and a port, but no setting for the path of /iclock.
  if (/^https?:\/\/[^/?#]+\/?$/.test(value) && URL.canParse(value)) return value;
  throw new BadArguments(`--url is like http://host:8088 or https://host:8088, without a path, not '${value}'`);
}

function zone(value: string): string {
  try {
    Intl.DateTimeFormat('en', { timeZone: value });
    return value;
  } catch {
    throw new BadArguments(`--zone is a time zone such as Europe/Berlin, not '${value}'`);
  }
}
