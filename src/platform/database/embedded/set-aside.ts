import { lstat, readlink, rename, rm } from 'node:fs/promises';
import { postgresAccount } from './account.js';
import { findBinaries } from './binaries.js';
import { takeGatewayLock } from './gateway-lock.js';
import { clusterName, exists } from './place.js';
import { adoptPostmaster, stopPostmaster } from './postmaster.js';

/**
 * Moves the cluster of `dataDir` out of the way, so that the next start makes a new one. A PostgreSQL that a killed
 * gateway left behind is stopped first.
 * @returns where it is now; null if there was none
 * @throws Error of one line if a gateway runs on it
 */
export async function setClusterAside(
  dataDir: string,
  suffix: string,
  log: (line: string) => void,
): Promise<string | null> {
  const name = clusterName(dataDir);
  if ((await lstat(name).catch(() => undefined)) === undefined) return null;
  const lock = await takeGatewayLock(dataDir);
  try {
    const link = await readlink(name).catch(() => undefined);
    const pgData = link ?? name;
    const account = await postgresAccount(dataDir, name);
    const binaries = await findBinaries(account, dataDir, log);
    const cluster = { pgData, binaries, account, unsafeForTests: false };
    const left = await adoptPostmaster(cluster);
    if (left) await stopPostmaster(cluster, left);
    const target = `${pgData}.${suffix}`;
    if (await exists(pgData)) await rename(pgData, target);
    if (link !== undefined) await rm(name);
    return target;
  } finally {
    await lock.release();
  }
}
