import { chmod, realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolve } from 'node:path';
import { makeFolder } from './make-folder.js';
import { isRoot, postgresAccount } from './account.js';
import { findBinaries } from './binaries.js';
import { ensureCluster } from './cluster.js';
import { ensureDatabase, socketUrl } from './connection.js';
import { fullDiskWords } from './full-disk.js';
import { takeGatewayLock } from './gateway-lock.js';
import { clusterName, linkCluster, placeCluster } from './place.js';
import {
  adoptPostmaster,
  type Cluster,
  type Postmaster,
  restartPostmaster,
  startPostmaster,
  stopPostmaster,
} from './postmaster.js';
import { isAlive } from './process-identity.js';

export const DATABASE = 'postern';

export interface EmbeddedPostgres {
  /** The URL of the database `postern`, on a unix socket. */
  url: string;
  /** Stops PostgreSQL and unlocks DATA_DIR; may be called again. */
  stop: () => Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** DATA_DIR; it is made if it is missing. */
  dataDir: string;
  /** Receives a line for the operator whenever something is unusual. */
  log: (line: string) => void;
  /** Never waits for the disk: a test's database must survive kill -9, but not a crash of the machine. */
  unsafeForTests?: boolean;
}

/**
 * Starts the PostgreSQL of the npm package in `dataDir`, as a user that is not root, or takes over the one that a
 * killed gateway left running there. If it dies it is started again, on the same socket.
 * @throws Error of one line: DATA_DIR in use, another major version, no usable place or user
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32')
    throw new Error('the embedded PostgreSQL does not run on Windows; set DATABASE_URL');
  const dataDir = await makeDataDir(options.dataDir);
  const lock = await takeGatewayLock(dataDir).catch(onFullDisk(dataDir));
  try {
    const cluster = await prepareCluster(dataDir, options);
    const postmaster = await adoptOrStart(cluster, options.log);
    await ensureDatabase(postmaster.socketDir, DATABASE);
    const endWatch = watch(cluster, postmaster, options.log);
    let stopping: Promise<void> | undefined;
    return {
      url: socketUrl(postmaster.socketDir, DATABASE),
      stop: () =>
        (stopping ??= endWatch()
          .then(() => stopPostmaster(cluster, postmaster))
          .finally(lock.release)),
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** The first file that a start writes something into. */
const onFullDisk = (dataDir: string) => async (error: unknown) => {
  if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  throw new Error(`DATA_DIR ${dataDir} cannot be written to${await fullDiskWords(dataDir)}`, { cause: error });
};

async function makeDataDir(path: string): Promise<string> {
  try {
    const made = makeFolder(resolve(path));
    // Independent of the umask: PostgreSQL's user must be able to pass through. Secret files in it have mode 0600.
    if (made && isRoot()) await chmod(path, 0o755);
    return await realpath(path);
  } catch (error) {
    throw new Error(`DATA_DIR ${path} cannot be made or entered: ${(error as Error).message}`, { cause: error });
  }
}

async function prepareCluster(dataDir: string, options: EmbeddedPostgresOptions): Promise<Cluster> {
  const account = await postgresAccount(dataDir, clusterName(dataDir));
  const binaries = await findBinaries(account, dataDir, options.log);
  const pgData = await placeCluster(dataDir, account, options.log);
  await ensureCluster(pgData, binaries, account);
  await linkCluster(dataDir, pgData);
  return { pgData, binaries, account, unsafeForTests: options.unsafeForTests ?? false };
}

async function adoptOrStart(cluster: Cluster, log: (line: string) => void): Promise<Postmaster> {
  const adopted = await adoptPostmaster(cluster);
  if (!adopted) return startPostmaster(cluster);
  log(`PostgreSQL was still running on ${cluster.pgData} (process ${adopted.pid}); going on with it`);
  return adopted;
}

/**
 * Checks once a second whether the postmaster runs, and starts it again if not. So an out-of-memory kill costs seconds
 * and no restart of the gateway. Returns a function that ends this and waits for a start under way.
 */
function watch(cluster: Cluster, { pid, socketDir }: Postmaster, log: (line: string) => void): () => Promise<void> {
  const ended = new AbortController();
  const watching = (async (): Promise<void> => {
    let current = pid;
    while (await pause(1000, ended.signal)) {
      if (await isAlive(current)) continue;
      log('PostgreSQL is gone; starting it again');
      current = await restartPostmaster(cluster, socketDir).then(
        (started) => started.pid,
        (error: unknown) => (log((error as Error).message), 0),
      );
    }
  })();
  return async () => {
    ended.abort();
    await watching;
  };
}

/** False if it was ended meanwhile; does not keep the process alive. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return sleep(milliseconds, true, { signal, ref: false }).catch(() => false);
}
