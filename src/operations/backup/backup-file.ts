import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { newKeyPair } from './age.js';
import { BackupFault, type Manifest } from './format.js';
import { readBackup } from './read-backup.js';
import type { Snapshot } from './snapshot.js';
import { writeBackup, type BackupPlan } from './write-backup.js';
import type { KeyState } from '../../platform/crypto/key-ring.js';
import { erasedFile, erasedLines, keyLine, type ErasedPin } from './erasures.js';
import { outdated } from './keep.js';
import type { Keep } from './backup-settings.js';

const partial = '.partial';

export interface MadeBackup {
  readonly file: string;
  readonly bytes: number;
  readonly manifest: Manifest;
}

/**
 * Writes a backup and reads it again to its end, from the disk. Only then has the file its name: one that broke off is
 * never taken for a backup. It can be read here because the file is also for a key that exists in memory alone and is
 * forgotten afterwards.
 */
export async function makeBackupFile(
  snapshot: Snapshot,
  file: string,
  plan: Omit<BackupPlan, 'readers'> & { readonly recipients: readonly string[] },
): Promise<MadeBackup> {
  const own = await newKeyPair();
  const draft = `${file}${partial}`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    const bytes = await written(
      draft,
      writeBackup(snapshot, { ...plan, readers: { recipients: [...plan.recipients, own.recipient] } }),
    );
    const { manifest } = await readBackup(createReadStream(draft), { identities: [own.identity] });
    await rename(draft, file);
    await synced(dirname(file));
    return { file, bytes, manifest };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function written(path: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'w', 0o600).catch((error: unknown) => {
    throw new BackupFault(`${path} cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  });
  let bytes = 0;
  try {
    for await (const part of source) {
      for (let at = 0; at < part.length;) at += (await file.write(part, at)).bytesWritten;
      bytes += part.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return bytes;
}

/** Makes the folder, and a file in it that goes again. @returns the code of the error; null = it can be written */
export async function whyUnwritable(folder: string): Promise<string | null> {
  const trial = join(folder, `.postern-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(trial, '', { mode: 0o600, flag: 'wx' });
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  } finally {
    await rm(trial, { force: true }).catch(() => undefined);
  }
}

/** A new name is there after a crash, too. */
async function synced(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}

/** Deletes backups that are not kept, and what broke off. Called by whoever holds the lock of backups. */
export async function prune(folder: string, keep: Keep, restoredAt: Date | null): Promise<string[]> {
  const names = await readdir(folder);
  const drafts = names.filter((name) => name.startsWith('postern-') && name.endsWith(`.tar.age${partial}`));
  const old = outdated(names, keep, restoredAt);
  for (const name of [...drafts, ...old]) await rm(join(folder, name), { force: true });
  return old;
}

/** Who was erased, for a restore of an older file. A disk that is full, or a crash, leaves the list as it was. */
export async function noteErased(file: string, erased: readonly ErasedPin[], key: KeyState): Promise<void> {
  if (erased.length === 0) return;
  const list = join(dirname(file), erasedFile);
  const draft = `${list}${partial}`;
  try {
    await written(draft, Readable.from([Buffer.from(keyLine(key) + erasedLines(erased))]));
    await rename(draft, list);
    await synced(dirname(list));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
