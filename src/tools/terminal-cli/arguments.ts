import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { TerminalOptions } from '../../devices/standalone/client/terminal-options.js';
import { encodings, type Encoding } from '../../protocol/standalone/text.js';

/** The command line makes no sense; the message says why, in one line. */
export class BadArguments extends Error {}

/** The named file cannot be written. */
export class BadFile extends Error {}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const options = {
  host: text,
  port: text,
  key: text,
  transport: text,
  timeout: text,
  encoding: text,
  tolerant: flag,
  'unlock-unit': text,
  format: text,
  out: text,
  from: text,
  to: text,
  clear: flag,
  uid: text,
  sn: text,
  id: text,
  name: text,
  password: text,
  card: text,
  privilege: text,
  group: text,
  finger: text,
  seconds: text,
  set: text,
  line: text,
  text,
  value: text,
  'wait-ms': text,
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

export type ParsedOptions = ReturnType<typeof parse>['values'];

export interface CommandLine {
  readonly command: string;
  readonly given: ParsedOptions;
}

function parse(line: readonly string[]) {
  try {
    return parseArgs({ args: [...line], options, allowPositionals: true });
  } catch (error) {
    throw new BadArguments(error instanceof Error ? (error.message.split('. ')[0] ?? '') : 'unreadable command line');
  }
}

/** @throws BadArguments */
export function readCommandLine(line: readonly string[]): CommandLine {
  const { values, positionals } = parse(line);
  const [command = 'help', ...others] = positionals;
  if (others.length > 0) throw new BadArguments(`what is '${others.join(' ')}'?`);
  if (values.help === true) return { command: 'help', given: values };
  return { command: values.version === true ? 'version' : command, given: values };
}

/** A whole number within limits. */
export function wholeNumber(name: string, value: string, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new BadArguments(`--${name} is a whole number from ${least} to ${most}, not '${value}'`);
}

export function oneOf<T extends string>(name: string, value: string, words: readonly T[]): T {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new BadArguments(`--${name} is ${words.join(' or ')}, not '${value}'`);
  return word;
}

export function needed(name: keyof ParsedOptions, given: ParsedOptions): string {
  const value = given[name];
  if (typeof value !== 'string' || value === '') throw new BadArguments(`--${name} is missing`);
  return value;
}

const moment = /^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?$/;

/** `yyyy-MM-dd`, with a time of day or the default one. */
export function momentOf(name: string, value: string, timeOfDay: string): string {
  if (!moment.test(value))
    throw new BadArguments(`--${name} is like 2026-01-31 or '2026-01-31 08:00:00', not '${value}'`);
  return value.length === 10 ? `${value} ${timeOfDay}` : value;
}

const transports = ['auto', 'tcp', 'udp'] as const;

/** How to reach the terminal that the command line names. */
export function terminalOf(given: ParsedOptions): TerminalOptions {
  const { port, key, transport, timeout, encoding, tolerant } = given;
  const factor = given['unlock-unit'];
  return {
    host: needed('host', given),
    port: port === undefined ? undefined : wholeNumber('port', port, 1, 65_535),
    commKey: key === undefined ? undefined : wholeNumber('key', key, 0, 4_294_967_295),
    transport: transport === undefined ? undefined : oneOf('transport', transport, transports),
    tolerant,
    ...timesOf(timeout),
    encoding: encoding === undefined ? undefined : oneOf<Encoding>('encoding', encoding, encodings),
    unlockFactor: factor === undefined ? undefined : { tenths: 10, seconds: 1 }[oneOf('unlock-unit', factor, units)],
  };
}

const units = ['tenths', 'seconds'] as const;

function timesOf(timeout: string | undefined): Pick<TerminalOptions, 'timeoutMs' | 'connectMs'> {
  if (timeout === undefined) return {};
  const ms = wholeNumber('timeout', timeout, 1, 600) * 1_000;
  return { timeoutMs: ms, connectMs: ms };
}
