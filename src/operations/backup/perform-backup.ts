import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { readKeyState } from '../../platform/auth/encryption-key.js';
import { tryLockCall } from '../../platform/database/locks.js';
import { steadyMs } from '../../platform/steady-clock.js';
import type { Readers } from './age.js';
import { makeBackupFile, noteErased, type MadeBackup } from './backup-file.js';
import { beginRun, endBroken, endRun } from './backup-runs.js';
import { erasedIn } from './erasures.js';
import { BackupFault, OtherBackup, type EventsKept } from './format.js';
import { Snapshot } from './snapshot.js';
import { writeBackup, type Progress } from './write-backup.js';

type Queries = Pick<EntityManager, 'query'>;

export interface BackupOrder {
  readonly url: string;
  /** The text of the sealing key; null = without. */
  readonly key: string | null;
  readonly events: EventsKept;
  readonly photos: boolean;
  readonly onProgress?: (progress: Progress) => void;
  /** Breaks it off. */
  readonly signal?: AbortSignal;
  /** Asked when no other backup can be under way any more; false = it was made meanwhile. */
  readonly isWanted?: () => Promise<boolean>;
}

/**
 * Makes a backup as a file, and notes it.
 * @param tx the same database; it is written to
 * @throws BackupFault if it cannot be made
 */
export async function performBackup(
  tx: Queries,
  { url, signal, isWanted, ...plan }: BackupOrder,
  to: { readonly file: string; readonly recipients: readonly string[] },
): Promise<MadeBackup> {
  if (existsSync(to.file)) throw new BackupFault(`${to.file} is there already`);
  return noted(tx, { url, signal, isWanted, name: to.file }, async (snapshot) => {
    const made = await makeBackupFile(snapshot, to.file, { ...plan, recipients: to.recipients });
    await noteErased(to.file, await erasedIn(tx), await readKeyState(tx));
    return made;
  });
}

interface Download {
  readonly name: string;
  readonly readers: Readers;
  /** How long it waits for another one to end. */
  readonly waitMs?: number;
}

/** The bytes of a backup that goes elsewhere. It is noted when its last byte is taken. */
export async function* streamBackup(
  tx: Queries,
  { url, signal, ...plan }: BackupOrder,
  to: Download,
): AsyncGenerator<Uint8Array> {
  const snapshot = await openWhenFree(url, to.waitMs ?? 0, signal);
  const id = await begin(tx, to.name).catch(async (error: unknown) => {
    await snapshot.close();
    throw error;
  });
  let bytes = 0;
  let isWhole = false;
  let failure: unknown;
  try {
    for await (const part of writeBackup(snapshot, { ...plan, readers: to.readers })) {
      bytes += part.length;
      yield part;
    }
    isWhole = true;
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    const message = isWhole ? null : failure ? lineOf(failure) : 'whoever asked for it went away';
    // First: whoever gets the lock takes a run without an end for one that broke off.
    await end(tx, id, { ok: isWhole, bytes: isWhole ? bytes : null, message });
    await snapshot.close();
  }
}

interface Noted {
  readonly url: string;
  readonly name: string;
  readonly signal: AbortSignal | undefined;
  readonly isWanted: (() => Promise<boolean>) | undefined;
}

async function noted(
  tx: Queries,
  { url, name, signal, isWanted }: Noted,
  work: (snapshot: Snapshot) => Promise<MadeBackup>,
): Promise<MadeBackup> {
  const snapshot = await Snapshot.open(url, tryLockCall('backup'), signal);
  try {
    if (isWanted && !(await isWanted())) throw new OtherBackup('another gateway has made it');
    const id = await begin(tx, name);
    try {
      const made = await work(snapshot);
      await end(tx, id, { ok: true, bytes: made.bytes, message: null });
      return made;
    } catch (error) {
      await end(tx, id, { ok: false, bytes: null, message: lineOf(error) });
      throw error;
    }
  } finally {
    await snapshot.close();
  }
}

const lookMs = 250;

/** @throws OtherBackup if another one is still under way when the time is over */
async function openWhenFree(url: string, waitMs: number, signal: AbortSignal | undefined): Promise<Snapshot> {
  const until = steadyMs() + waitMs;
  for (;;) {
    try {
      return await Snapshot.open(url, tryLockCall('backup'), signal);
    } catch (error) {
      if (!(error instanceof OtherBackup) || steadyMs() >= until || signal?.aborted) throw error;
      await pause(Math.min(lookMs, waitMs));
    }
  }
}

const lineOf = (error: unknown) => (error as Error).message.split('\n')[0] ?? '';

/** A database that was not brought up to date has no place for it: its backup is made all the same. */
async function begin(tx: Queries, name: string): Promise<number | null> {
  const [row]: { there: boolean }[] = await tx.query(`SELECT to_regclass('backup_run') IS NOT NULL AS there`);
  if (row?.there !== true) return null;
  await endBroken(tx);
  return beginRun(tx, 'backup', name);
}

/** A backup that was made is one, also where that cannot be noted. */
async function end(tx: Queries, id: number | null, fate: Parameters<typeof endRun>[2]): Promise<void> {
  if (id !== null) await endRun(tx, id, fate).catch(() => undefined);
}
