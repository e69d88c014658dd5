import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { version } from '../../platform/version.js';
import { BadArguments, readArguments, type Arguments } from './arguments.js';
import { usage } from './usage.js';
import { startAttFleet } from './attendance-push/fleet.js';
import { startFleet } from './fleet.js';
import { press } from './keyboard.js';
import { readRecord } from './record.js';
import { replay } from './replay.js';

function print(line: string): void {
  console.log(line);
}

interface Played {
  /** @returns true if the line ends the simulator */
  press(line: string): boolean | Promise<boolean>;
  stop(): Promise<void>;
}

function started(asked: Arguments): Played {
  const { attProfile, panel } = asked;
  if (attProfile !== undefined) {
    const { lostUploads } = panel?.faults ?? {};
    return startAttFleet({ ...asked, profile: attProfile, lostUploads, faults: asked.attFaults }, print);
  }
  const fleet = startFleet(asked, print);
  return { press: (line) => press(fleet.first, line, print), stop: () => fleet.stop() };
}

/** Runs the panels until `q`, SIGINT or SIGTERM; a closed pipe does not end them. */
function simulate(asked: Arguments): void {
  const fleet = started(asked);
  const lines = createInterface({ input: process.stdin });
  let leaving = false;
  const leave = (): void => {
    if (leaving) process.exit(1);
    leaving = true;
    lines.close();
    void fleet.stop().then(() => process.exit());
  };
  let turn: Promise<unknown> = Promise.resolve();
  lines.on('line', (line) => {
    turn = turn.then(async () => {
      if (!leaving && (await fleet.press(line))) leave();
    });
  });
  process.on('SIGINT', leave);
  process.on('SIGTERM', leave);
}

/** Sends a recorded conversation again; ends with 1 if answers differ. */
async function again(url: string, { file, sn, keepTokens }: NonNullable<Arguments['replay']>): Promise<void> {
  const recorded = await readFile(file, 'utf8').then(readRecord);
  const { requests, differences } = await replay(recorded, { url, sn, keepTokens });
  for (const difference of differences) print(difference);
  print(`${requests} requests, ${differences.length} differences`);
  process.exitCode = differences.length === 0 ? 0 : 1;
}

try {
  const asked = readArguments(process.argv.slice(2));
  if (asked === 'help') process.stdout.write(usage);
  else if (asked === 'version') print(version);
  else if (asked.replay === undefined) simulate(asked);
  else {
    again(asked.url, asked.replay).catch((error: unknown) => {
      process.stderr.write(`simulate: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 2;
    });
  }
} catch (error) {
  if (!(error instanceof BadArguments)) throw error;
  process.stderr.write(`simulate: ${error.message}; --help lists what there is\n`);
  process.exitCode = 2;
}
