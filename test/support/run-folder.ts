import { chmod, mkdtemp, readdir, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argumentsOf, isAlive } from '../../src/platform/database/embedded/process-identity.js';

const prefix = 'postern-test-';
const memory = '/dev/shm';
const enoughBytes = 4 * 1024 ** 3;

/**
 * A folder for the databases of one run, which removes it at its end. Each spec makes a database of a thousand files
 * and drops it: in memory that costs a tenth less of a whole run.
 */
export async function makeRunFolder(): Promise<string> {
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }));
  const parent = bavail * bsize > enoughBytes ? memory : tmpdir();
  await removeLeft(parent);
  // The name has the process of the run, so that a later run sees whether it has ended.
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  // mkdtemp gives it mode 0700, which would keep PostgreSQL's user out if the tests run as root.
  await chmod(folder, 0o755);
  return folder;
}

/** A run that is killed leaves its databases, and the PostgreSQL that works on them. */
export async function removeLeft(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const [, pid] = /^postern-test-(\d+)-\w+$/.exec(name) ?? [];
    if (pid === undefined || (await isAlive(Number(pid)))) continue;
    const folder = join(parent, name);
    for (const cluster of await clustersIn(folder)) await endPostgres(cluster);
    // PostgreSQL may still be writing for a moment, and another run may be removing it at the same time.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

/** The server of the run, and those of its gateways. */
async function clustersIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return [folder, ...names.map((name) => join(folder, name))].map((place) => join(place, 'postgres'));
}

async function endPostgres(cluster: string): Promise<void> {
  const pid = Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
  // By now the number may belong to another process.
  if (!(pid > 0) || !(await argumentsOf(pid)).includes(cluster)) return;
  try {
    // SIGQUIT is its "immediate shutdown": it ends its children too.
    process.kill(pid, 'SIGQUIT');
  } catch (error) {
    // It, or another run, was faster.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
