import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { startOf } from './process-identity.js';

interface Holder {
  pid: number;
  start: string;
}

/**
 * Makes this process the only gateway of `dataDir`, until `release()`. A lock that a killed gateway left is taken over.
 * @throws Error of one line that names the other gateway's process.
 */
export async function takeGatewayLock(dataDir: string): Promise<{ release: () => Promise<void> }> {
  const path = join(dataDir, 'gateway.lock');
  const mine = JSON.stringify({ pid: process.pid, start: await startOf(process.pid) });
  for (let attempt = 0; attempt < 10; attempt++) {
    if (await create(path, mine)) return { release: () => rm(path, { force: true }) };
    const found = await readFile(path, 'utf8').catch(() => undefined);
    if (found === undefined) continue;
    const holder = await livingHolder(found);
    if (holder) {
      throw new Error(
        `DATA_DIR ${dataDir} is in use by another gateway (process ${holder.pid}); ` +
          'give this one its own DATA_DIR, or share one server with DATABASE_URL',
      );
    }
    await removeStale(path, found);
  }
  throw new Error(`the lock ${path} could not be taken: other gateways keep starting on this DATA_DIR`);
}

/** The file appears complete or not at all: link(2) fails if the name exists, and never shows half a content. */
async function create(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, content, { mode: 0o644 });
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function livingHolder(content: string): Promise<Holder | undefined> {
  try {
    const holder = JSON.parse(content) as Holder;
    return (await startOf(holder.pid)) === holder.start ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** Two gateways may find the same stale lock; the slower one must not delete the new lock of the faster one. */
async function removeStale(path: string, seen: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== seen) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}
