import { readdir, readFile } from 'node:fs/promises';

/** Clock ticks a second; Linux has had 100 on every machine for decades. */
const ticks = 100;

interface Times {
  readonly pid: number;
  readonly parent: number;
  /** Its own, and that of children that have ended. */
  readonly seconds: number;
}

async function timesOf(pid: number): Promise<Times | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // The name in parentheses may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const sum = [11, 12, 13, 14].reduce((all, index) => all + Number(fields[index]), 0);
  return { pid, parent: Number(fields[1]), seconds: sum / ticks };
}

/** Processor time of a process and of all that hang below it, in seconds. Needs Linux. */
export async function processorTime(roots: readonly number[]): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = (await Promise.all(pids.map(timesOf))).filter((times) => times !== null);
  const counted = new Set(roots);
  // A process is listed after its parent in most cases; a few sweeps find the others.
  for (let before = -1; before !== counted.size;) {
    before = counted.size;
    for (const { pid, parent } of all) if (counted.has(parent)) counted.add(pid);
  }
  return all.reduce((sum, { pid, seconds }) => sum + (counted.has(pid) ? seconds : 0), 0);
}

/** Memory of one process that is not shared with others, in MB. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
