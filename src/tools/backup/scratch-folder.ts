import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { clusterName } from '../../platform/database/embedded/place.js';
import { isAlive } from '../../platform/database/embedded/process-identity.js';
import { setClusterAside } from '../../platform/database/embedded/set-aside.js';
import { atInterrupt } from '../interrupt.js';

const prefix = 'postern-rehearsal-';

export interface ScratchFolder {
  /** The DATA_DIR of a rehearsal. */
  readonly dataDir: string;
  readonly remove: () => Promise<void>;
}

/** A folder that goes again, also if the command ends early: all that the site knows is readable in it. */
export async function scratchFolder(parent: string): Promise<ScratchFolder> {
  await removeLeft(parent);
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  const remove = () => removeFolder(folder);
  const offList = atInterrupt(remove);
  return { dataDir: dataDirOf(folder), remove: () => remove().finally(offList) };
}

const dataDirOf = (folder: string) => join(folder, 'data');
const forGood = { recursive: true, force: true, maxRetries: 3 } as const;

/** Where PostgreSQL's user may not enter the folder, the cluster stands elsewhere. */
async function removeFolder(folder: string): Promise<void> {
  const elsewhere = await readlink(clusterName(dataDirOf(folder))).catch(() => null);
  if (elsewhere !== null) await rm(dirname(elsewhere), forGood);
  await rm(folder, forGood);
}

/** What a rehearsal that was killed has left, and its PostgreSQL, which still runs. What cannot be removed stays. */
async function removeLeft(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const [, pid] = new RegExp(`^${prefix}(\\d+)-`).exec(name) ?? [];
    if (pid !== undefined && !(await isAlive(Number(pid)))) await removeOne(join(parent, name)).catch(() => undefined);
  }
}

async function removeOne(folder: string): Promise<void> {
  const cluster = await setClusterAside(dataDirOf(folder), 'left', () => undefined);
  if (cluster !== null && !cluster.startsWith(join(folder, '/'))) await rm(dirname(cluster), forGood);
  await rm(folder, forGood);
}
