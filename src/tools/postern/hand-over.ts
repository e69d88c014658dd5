import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Command } from 'commander';

/**
 * Becomes another program of this package: its options, its help, its signals and its exit code are its own.
 * @param program imports it; it begins to work by that
 */
export async function handOver(args: readonly string[], program: () => Promise<unknown>): Promise<void> {
  process.stdout.removeAllListeners('error');
  process.argv = [...process.argv.slice(0, 2), ...args];
  await program();
}

/** A command that takes whatever follows its name as it is. */
export const takesAll = (command: Command): Command =>
  command.helpOption(false).allowUnknownOption().passThroughOptions().argument('[options...]', 'its own options');

/**
 * The same in a process of its own, for what Node itself must be told. If this process is killed, the other one notices.
 * @returns its exit code
 */
export function inProcess(nodeOptions: readonly string[], file: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...nodeOptions, file, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
