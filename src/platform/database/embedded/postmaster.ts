import { chmod, chown, mkdtemp, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { probe } from './connection.js';
import { fullDiskWords } from './full-disk.js';
import { exists } from './place.js';
import { argumentsOf, isAlive } from './process-identity.js';
import { type Account, reasonIn, run } from './run.js';

/** Everything the steps of a postmaster's life need to know about its cluster. */
export interface Cluster {
  pgData: string;
  binaries: Binaries;
  account: Account | undefined;
  unsafeForTests: boolean;
}

export interface Postmaster {
  pid: number;
  socketDir: string;
}

const LOG_LIMIT = 10 * 1024 * 1024;
const START_SECONDS = 60;

/** Given at each start, and stronger than postgresql.conf: without them acknowledged events could be lost. */
const DURABLE = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on'];
/**
 * A commit still reaches the operating system, so killed processes lose nothing; only a crash of the machine does. More
 * connections, because several workers of the tests have several gateways each.
 */
const UNSAFE = ['fsync=off', 'synchronous_commit=on', 'full_page_writes=off', 'max_connections=200'];

/**
 * The postmaster that already runs on this cluster, because a gateway was killed and its PostgreSQL survived; returned
 * once it answers. Otherwise undefined, and everything that would prevent a start is removed: a pid file of a process
 * that is something else by now, a postmaster whose socket was deleted.
 */
export async function adoptPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const found = await readPidFile(cluster.pgData);
  if (!found) return undefined;
  const deadline = Date.now() + START_SECONDS * 1000;
  while (await isPostmaster(found.pid, cluster.pgData)) {
    const state = await probe(found.socketDir);
    if (state === 'ready') return found;
    if (state === 'nobody' || Date.now() > deadline) await stopPostmaster(cluster, found);
    else await sleep(100);
  }
  await rm(pidFile(cluster.pgData), { force: true });
  await removeSocketDir(found.socketDir);
  return undefined;
}

/**
 * Starts the postmaster and waits until it accepts connections. pg_ctl gives it a session of its own, so that a signal
 * to the gateway's process group does not end it.
 * @throws Error of one line with PostgreSQL's own reason
 */
export async function startPostmaster(cluster: Cluster): Promise<Postmaster> {
  const socketDir = await makeSocketDir(cluster.account);
  try {
    return await startOn(cluster, socketDir);
  } catch (error) {
    await removeSocketDir(socketDir);
    throw error;
  }
}

/** Starts one to replace one that died, on the same socket, so that a URL which was given out stays valid. */
export async function restartPostmaster(cluster: Cluster, socketDir: string): Promise<Postmaster> {
  await rm(pidFile(cluster.pgData), { force: true });
  return startOn(cluster, socketDir);
}

async function startOn(cluster: Cluster, socketDir: string): Promise<Postmaster> {
  const settings = [
    "listen_addresses=''",
    'port=5432',
    `unix_socket_directories=${socketDir}`,
    'unix_socket_permissions=0700',
    ...(cluster.unsafeForTests ? UNSAFE : DURABLE),
  ];
  const options = settings.map((setting) => `-c ${setting}`).join(' ');
  const log = join(cluster.pgData, 'postgres.log');
  await limitLog(log);
  const reason = await startWhenFree(cluster, ['-l', log, '-o', options]);
  const started = await readPidFile(cluster.pgData);
  if (reason === undefined && started) return started;
  const why = `${reason ?? 'it ended again at once'}${await fullDiskWords(cluster.pgData)}`;
  throw new Error(`the embedded PostgreSQL in ${cluster.pgData} did not start: ${why}`);
}

/** Stops it as PostgreSQL's documentation says for a restart: fast, and if that takes too long, immediately. */
export async function stopPostmaster(cluster: Cluster, { socketDir }: Postmaster): Promise<void> {
  const stop = (mode: string, seconds: number): Promise<unknown> =>
    pgCtl(cluster, ['stop', '-m', mode, '-w', '-t', String(seconds)]);
  await stop('fast', 7);
  if (await exists(pidFile(cluster.pgData))) await stop('immediate', 5);
  await removeSocketDir(socketDir);
}

/**
 * The children of a killed postmaster free their resources within moments; only for this reason is a start tried again.
 */
async function startWhenFree(cluster: Cluster, args: string[]): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    const logged = await logSize(cluster);
    const { status, output } = await pgCtl(cluster, ['start', '-w', '-t', String(START_SECONDS), ...args]);
    if (status === 0) return undefined;
    const said = (await readFile(join(cluster.pgData, 'postgres.log')).catch(() => Buffer.alloc(0))).subarray(logged);
    const reason = reasonIn(said.length > 0 ? said.toString() : output);
    if (attempt === 20 || !/shared memory block|lock file/.test(reason)) return reason;
    await sleep(250);
  }
}

async function pgCtl(cluster: Cluster, [action = '', ...args]: string[]): ReturnType<typeof run> {
  return run(cluster.binaries.pgCtl, [action, '-D', cluster.pgData, ...args], cluster.account);
}

/** postmaster.pid, by line: process id, data directory, start, port, socket directory (PostgreSQL, "pidfile.h"). */
async function readPidFile(pgData: string): Promise<Postmaster | undefined> {
  const text = await readFile(pidFile(pgData), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  return { pid: Number(lines[0]), socketDir: lines[4] ?? '' };
}

/** pg_ctl starts it as `.../postgres -D <data directory> ...`; the command line is open to every user, unlike the rest. */
async function isPostmaster(pid: number, pgData: string): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  const [program = '', ...args] = await argumentsOf(pid);
  if (!/(^|\/)(postgres|postmaster)$/.test(program)) return false;
  const folder = args[args.indexOf('-D') + 1] ?? '';
  const real = (path: string): Promise<string> => realpath(path).catch(() => path);
  return (await real(folder)) === (await real(pgData));
}

/**
 * Short, because the path of a socket may have 107 bytes, and closed to all others, because whoever can enter is
 * trusted.
 */
async function makeSocketDir(account: Account | undefined): Promise<string> {
  const folder = await mkdtemp('/tmp/postern-');
  await chmod(folder, 0o700);
  if (account) await chown(folder, account.uid, account.gid);
  return folder;
}

async function removeSocketDir(folder: string): Promise<void> {
  if (folder.startsWith('/tmp/postern-')) await rm(folder, { recursive: true, force: true });
}

function pidFile(pgData: string): string {
  return join(pgData, 'postmaster.pid');
}

async function logSize(cluster: Cluster): Promise<number> {
  return stat(join(cluster.pgData, 'postgres.log')).then(
    (found) => found.size,
    () => 0,
  );
}

async function limitLog(log: string): Promise<void> {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT) await rename(log, `${log}.1`);
}
