#!/usr/bin/env node
import 'reflect-metadata';
import { CommanderError } from 'commander';
import { endEarly } from '../interrupt.js';
import { newProgram } from './program.js';

/** A second signal does not wait. */
let isEnding = false;

function leave(code: number): void {
  if (isEnding) process.exit(code);
  isEnding = true;
  void endEarly().then(() => process.exit(code));
}

// A shell tells 128 and the number of the signal for whoever died of one.
process.on('SIGINT', () => leave(130));
process.on('SIGTERM', () => leave(143));
/** Nobody reads the output any more, as after `| head -1`. */
process.stdout.on('error', () => leave(1));

try {
  await newProgram((code) => (process.exitCode = code)).parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(`postern: ${(error as Error).message.split('\n')[0] ?? ''}\n`);
    process.exitCode = 2;
  }
}
