import { createInterface } from 'node:readline';
import { Line } from '../../devices/standalone/client/line.js';
import { PullError } from '../../devices/standalone/client/pull-error.js';
import { decodeLine } from '../../protocol/standalone/decode.js';
import { UnknownLayout } from '../../protocol/standalone/punch-table.js';
import { ownCommand } from '../../platform/own-command.js';
import { version } from '../../platform/version.js';
import { BadArguments, BadFile, readCommandLine, terminalOf, type ParsedOptions } from './arguments.js';
import { commands, printDiscovered } from './commands.js';

/** Where the tool reads and prints. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly out: (text: string) => unknown;
  readonly err: (text: string) => unknown;
  /** `err` is a screen. */
  readonly isScreen?: boolean;
  readonly signal?: AbortSignal;
}

/** Lines `tcp <hex>` or `udp <hex>` in, one line of JSON out for each. */
async function decode({ input, out }: Terminal): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() !== '') out(`${JSON.stringify(decodeLine(line))}\n`);
  }
}

const usage = `Speaks with terminals on port 4370.

  ${ownCommand('zk')} COMMAND --host ADDRESS [options]

${Object.entries(commands)
  .map(([name, { does }]) => `  ${name.padEnd(17)}${does}`)
  .join('\n')}
  discover         terminals of this network; --host another broadcast address
  decode           lines 'tcp HEX' or 'udp HEX' of a captured stream on stdin, a line of JSON out for each

  --port N             (4370)
  --key N              the comm key of the terminal's menu                 (0 = none)
  --transport WHAT     auto, tcp or udp                                    (auto)
  --timeout SECONDS    for an answer                                       (5)
  --encoding NAME      of names: utf-8, gbk, big5, windows-1256 ...        (utf-8)
  --tolerant           reads answers with a wrong checksum or reply id, too
  --unlock-unit WHAT   tenths or seconds: what the terminal counts         (tenths)
  --format WHAT        json or csv                                         (json)
  --out FILE           in place of the screen

Ends with 0 when it is done, 1 when the terminal says no or is away, 2 when the command line makes no sense.
`;

async function ask(command: string, given: ParsedOptions, terminal: Terminal): Promise<void> {
  const described = commands[command];
  if (!described) throw new BadArguments(`there is no command '${command}'`);
  const line = new Line(terminalOf(given));
  const { out: print, err: tell, isScreen = false, signal = new AbortController().signal } = terminal;
  const work = async () => described.run({ line, given, print, tell, isScreen, signal }, await line.terminal());
  try {
    await (described.endsItself === true ? work() : untilStopped(work(), signal));
  } finally {
    await goodBye(line);
  }
}

/** The user pressed Ctrl-C, or the reader has closed the pipe. */
class Stopped extends Error {}

function untilStopped(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((_, reject) => {
    const stop = () => reject(new Stopped());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, stopped]);
}

const goodByeMs = 2_000;

/** A terminal that is in the middle of an answer is not waited for. */
async function goodBye(line: Line): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, goodByeMs);
  });
  await Promise.race([line.close(), late]);
  clearTimeout(timer);
  line.end();
}

function obey(command: string, given: ParsedOptions, terminal: Terminal): Promise<void> {
  if (command === 'decode') return decode(terminal);
  if (command === 'discover') return printDiscovered(given, terminal.out);
  return ask(command, given, terminal);
}

/** @returns the exit code: 0 done, 1 the terminal said no or is away, 2 the command line makes no sense, 130 stopped */
export async function run(line: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { command, given } = readCommandLine(line);
    if (command === 'help') terminal.out(usage);
    else if (command === 'version') terminal.out(`${version}\n`);
    else await obey(command, given, terminal);
    return 0;
  } catch (error) {
    return failed(error, terminal);
  }
}

function failed(error: unknown, { err }: Terminal): number {
  if (error instanceof Stopped) return 130;
  if (error instanceof BadArguments || error instanceof RangeError) {
    err(`zk: ${error.message}; --help lists what there is\n`);
    return 2;
  }
  if (error instanceof BadFile) {
    err(`zk: ${error.message}\n`);
    return 2;
  }
  if (error instanceof PullError) {
    err(`zk: ${error.message} (${error.fault})\n`);
    return 1;
  }
  if (error instanceof UnknownLayout) {
    err(`zk: ${error.message}\nits first bytes, to be sent along with a report:\n${error.sample.toString('hex')}\n`);
    return 1;
  }
  throw error;
}
