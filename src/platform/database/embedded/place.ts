import { chmod, chown, cp, lstat, mkdir, readdir, readlink, rename, rm, stat, symlink } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { isRoot } from './account.js';
import { type Account, run } from './run.js';

/** Where root keeps the database of a DATA_DIR that PostgreSQL's user cannot reach. */
const REACHABLE = '/var/lib/postern';

/** The name in DATA_DIR: the cluster itself, or a symbolic link to its real place. */
export function clusterName(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/**
 * The folder of the cluster: `DATA_DIR/postgres`. If `account` may not enter it (DATA_DIR or a parent has mode 0700),
 * it is a folder outside, to which `DATA_DIR/postgres` then links. An existing cluster is moved there.
 * @throws Error of one line if the link leads nowhere, because a new empty database would hide the loss
 */
export async function placeCluster(
  dataDir: string,
  account: Account | undefined,
  log: (line: string) => void,
): Promise<string> {
  const name = clusterName(dataDir);
  const linked = await readlink(name).catch(() => undefined);
  if (linked !== undefined) {
    if (await exists(join(linked, 'PG_VERSION'))) return linked;
    throw new Error(
      `the database of ${dataDir} was kept in ${linked}, where it is no more; restore it or remove ${name}`,
    );
  }
  if (!account || (await canEnter(dataDir, account))) return name;
  return moveOut(dataDir, account, log);
}

async function moveOut(dataDir: string, account: Account, log: (line: string) => void): Promise<string> {
  const name = clusterName(dataDir);
  const outside = join(REACHABLE, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  const target = join(outside, 'postgres');
  await mkdir(outside, { recursive: true });
  await chmod(REACHABLE, 0o755);
  await chmod(outside, 0o755);
  if (!(await canEnter(outside, account))) {
    throw new Error(`user ${account.name}, as whom PostgreSQL runs, can reach neither ${dataDir} nor ${outside}`);
  }
  if (await exists(join(target, 'PG_VERSION'))) {
    throw new Error(`${outside} holds a database of ${dataDir} that ${name} does not link to; link or remove it`);
  }
  if (await exists(name)) await copyCluster(name, target, account);
  log(`user ${account.name}, as whom PostgreSQL runs, cannot enter ${dataDir}; the database is in ${target}`);
  return target;
}

/** The old place is only given up once the copy is complete and `linkCluster` has made the link. */
async function copyCluster(from: string, to: string, account: Account): Promise<void> {
  const draft = `${to}.moving`;
  await rm(draft, { recursive: true, force: true });
  await cp(from, draft, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  await run('chown', ['-R', `${account.uid}:${account.gid}`, draft]);
  await chmod(draft, 0o700);
  await rename(draft, to);
  await rename(from, `${from}.moved`);
  await symlink(to, from);
  await rm(`${from}.moved`, { recursive: true, force: true });
}

/** Makes the link in DATA_DIR; called when the cluster at `place` is complete. */
export async function linkCluster(dataDir: string, place: string): Promise<void> {
  const name = clusterName(dataDir);
  if (place !== name && !(await lstat(name).catch(() => undefined))) await symlink(place, name);
}

/** An empty folder that belongs to the user of PostgreSQL. */
export async function ownFolder(path: string, account: Account | undefined): Promise<void> {
  await mkdir(path, { mode: 0o700 });
  await chmod(path, 0o700);
  if (account) await chown(path, account.uid, account.gid);
}

/**
 * Deletes what a killed initdb has left beside the cluster. An initdb that outlived its gateway may still be writing
 * there, so there are several tries; without its folder it gives up.
 */
export async function removeLeftovers(folder: string, prefix: string): Promise<void> {
  const leftovers = (await readdir(folder)).filter((entry) => entry.startsWith(prefix));
  for (const entry of leftovers) {
    await rm(join(folder, entry), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function canEnter(folder: string, account: Account): Promise<boolean> {
  return !isRoot() || (await run('test', ['-x', folder], account)).status === 0;
}
