#!/usr/bin/env node
import 'reflect-metadata';
import { CommanderError } from 'commander';
import { endUnread } from '../interrupt.js';
import { newProgram } from './program.js';

endUnread();
try {
  await newProgram((code) => (process.exitCode = code)).parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(`postern: ${(error as Error).message.split('\n')[0] ?? ''}\n`);
    process.exitCode = 2;
  }
}
