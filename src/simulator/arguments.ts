import { parseArgs } from 'node:util';
import { profileNames, type ProfileName } from './profile.js';

/** What the command line asks for. */
export interface Arguments {
  readonly sn: string;
  readonly url: string;
  /** Undefined leaves it to the profile. */
  readonly doors: number | undefined;
  readonly devices: number;
  readonly eventsPerMinute: number;
  readonly profile: ProfileName;
  readonly zone: string;
  readonly pollSeconds: number | undefined;
}

export const usage = `Plays one or many access controllers against a Postern (or any Security PUSH server).

  npm run simulate -- [options]

  --sn SN                 serial number; with --devices N the panels are SN1 to SNN   (SIM)
  --url URL               the server                                                  (http://127.0.0.1:8088)
  --doors N               doors of a panel, 1 to 16                                   (as the profile has)
  --profile NAME          c3-200, inbio260, inbio5, speedface-v5l, senseface, turnstile,
                          or one without quirks: controller, terminal                 (controller)
  --devices N             so many panels, 1 to 5000                                   (1)
  --events-per-minute N   events that each panel makes by itself                      (0)
  --poll SECONDS          in place of the interval that the server asks for
  --zone ZONE             time zone of the panels' clocks                             (that of this computer)
  --help                  this text

Lines read from the keyboard or a pipe (of the first panel):
  b CARD DOOR             hold a card before the reader of a door
  e EVENT DOOR [PIN]      send an event of appendix 2, such as 202 for the exit button
  s                       send the state of the doors
  u                       list the users the panel holds
  r                       reboot
  q                       quit
`;

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

/** Reads the command line; `'help'` when help is asked for. Throws BadArguments. */
export function readArguments(line: readonly string[]): Arguments | 'help' {
  const given = parse(line);
  if (given.help === true) return 'help';
  const values = { ...standard, ...given };
  const profile = oneOf('profile', values.profile, profileNames);
  return {
    sn: matching('sn', values.sn, /^[\w-]{1,58}$/, 'letters, digits, - and _, at most 58'),
    url: url(values.url),
    doors: values.doors === undefined ? undefined : within('doors', values.doors, 1, 16),
    devices: within('devices', values.devices, 1, 5000),
    eventsPerMinute: within('events-per-minute', values['events-per-minute'], 0, 6000),
    profile,
    zone: zone(values.zone),
    pollSeconds: values.poll === undefined ? undefined : within('poll', values.poll, 0.1, 3600),
  };
}

function parse(line: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...line],
      options: {
        sn: text,
        url: text,
        doors: text,
        devices: text,
        'events-per-minute': text,
        profile: text,
        zone: text,
        poll: text,
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new BadArguments(error instanceof Error ? error.message.split('. ')[0] : 'unreadable command line');
  }
}

function within(name: string, value: string, least: number, most: number): number {
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most && (Number.isInteger(number) || least % 1 !== 0)) return number;
  throw new BadArguments(`--${name} is a number from ${least} to ${most}, not '${value}'`);
}

function oneOf<T extends string>(name: string, value: string, words: readonly T[]): T {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new BadArguments(`--${name} is ${words.join(' or ')}, not '${value}'`);
  return word;
}

function matching(name: string, value: string, pattern: RegExp, wanted: string): string {
  if (pattern.test(value)) return value;
  throw new BadArguments(`--${name} is made of ${wanted}, not '${value}'`);
}

function url(value: string): string {
  if (/^https?:\/\//.test(value) && URL.canParse(value)) return value;
  throw new BadArguments(`--url is an address that begins with http:// or https://, not '${value}'`);
}

function zone(value: string): string {
  try {
    Intl.DateTimeFormat('en', { timeZone: value });
    return value;
  } catch {
    throw new BadArguments(`--zone is a time zone such as Europe/Berlin, not '${value}'`);
  }
}
