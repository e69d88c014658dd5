import { readFile } from 'node:fs/promises';
import { run } from './run.js';

/**
 * The start time of a process, as text that is only ever compared; undefined if no such process runs. A process id
 * alone says nothing after a crash: ids are used again, in a container even the same one at every start.
 */
export async function startOf(pid: number): Promise<string | undefined> {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (process.platform !== 'linux') {
    const { status, output } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return status === 0 && output !== '' ? output : undefined;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // proc(5): the name, field 2, may hold blanks and brackets, so fields are counted from after its last bracket.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended; if the gateway is process 1, nobody may ever collect it.
  if (state === 'Z' || state === 'X') return undefined;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${boot.trim()}/${rest[18] ?? ''}`;
}

/** True while the process runs. */
export async function isAlive(pid: number): Promise<boolean> {
  return (await startOf(pid)) !== undefined;
}

/** The command line of a process, its arguments in order; empty if it cannot be read. */
export async function argumentsOf(pid: number): Promise<string[]> {
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return line.split('\0').filter((argument) => argument !== '');
  }
  const { output } = await run('ps', ['-o', 'command=', '-p', String(pid)]);
  return output.split(/\s+/);
}
