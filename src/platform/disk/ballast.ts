import { randomFillSync } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { clusterName } from '../database/embedded/place.js';
import { spaceAt, type DiskLimits } from './disk-space.js';

const megabyte = 1024 * 1024;

/** Beside the cluster: DATA_DIR may be on another disk. */
const ballastOf = async (dataDir: string) =>
  join(dirname(await realpath(clusterName(dataDir)).catch(() => clusterName(dataDir))), 'ballast');

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/**
 * A file that is good for nothing but to be removed when the disk of the embedded database is full: then PostgreSQL can
 * start, and old rows can be deleted. Only the gateway that holds the lock of DATA_DIR may call it.
 * @returns false where there is no room for it
 */
export async function makeBallast(
  dataDir: string,
  { ballast, least }: DiskLimits,
  stopped: AbortSignal,
): Promise<boolean> {
  const path = await ballastOf(dataDir);
  if (ballast === 0 || (await sizeOf(path)) >= ballast) return ballast > 0;
  const draft = `${path}.draft`;
  await rm(draft, { force: true });
  if ((await spaceAt(dirname(path))).free - ballast < 2 * least) return false;
  try {
    await fill(draft, ballast, stopped);
    await rename(draft, path);
    return true;
  } catch {
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Bytes that no file system compresses, and none leaves out as zeros. */
async function fill(path: string, bytes: number, stopped: AbortSignal): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    for (let written = 0; written < bytes; written += megabyte) {
      stopped.throwIfAborted();
      await file.write(randomFillSync(Buffer.alloc(Math.min(megabyte, bytes - written))));
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Removes the ballast; the next start makes it again if there is room. @returns the bytes that became free */
export async function freeBallast(dataDir: string): Promise<number> {
  const path = await ballastOf(dataDir);
  const size = await sizeOf(path);
  await rm(path, { force: true });
  return size;
}
