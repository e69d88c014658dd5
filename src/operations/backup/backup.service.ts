import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { DATABASE_URL } from '../../platform/database/frozen-database.service.js';
import { releaseHold, restoreHold } from '../../core/ledger/restore-hold.js';
import { recordChange } from '../../core/outbox/outbox.js';
import { lock } from '../../platform/database/locks.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { CONFIG } from '../../platform/tokens.js';
import type { Opener } from './age.js';
import { lastGood, listRuns, type BackupRun } from './backup-runs.js';
import { whyUnwritable } from './backup-file.js';
import { BackupScheduleService } from './backup-schedule.service.js';
import { backupSettings, folderOf, saveBackupSettings, type BackupSettings } from './backup-settings.js';
import { BackupFault, type Manifest } from './format.js';
import { fileNameAt } from './keep.js';
import { restoredState, type RestoredState } from './restored.js';
import { streamBackup } from './perform-backup.js';
import { readBackup } from './read-backup.js';
import { sealingKey } from './sealing-key.js';

export interface BackupState {
  /** The folder of the files is the one that is used. */
  readonly settings: BackupSettings & { readonly dir: string };
  readonly lastBackup: BackupRun | null;
  readonly lastRehearsal: BackupRun | null;
  /** Null = nothing waits to be given because of a restore. */
  readonly restored: RestoredState | null;
}

/** What came of reading a file. */
export type Verdict = { readonly manifest: Manifest } | { readonly reason: string };

const readerPatienceMs = 5 * 60_000;

/** Backups for the admin API. */
@Injectable()
export class BackupService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE_URL) private readonly url: string,
    private readonly unitOfWork: UnitOfWork,
    private readonly schedule: BackupScheduleService,
  ) {}

  async state(tx: EntityManager): Promise<BackupState> {
    const settings = await backupSettings(tx);
    return {
      settings: { ...settings, dir: folderOf(settings, this.config) },
      lastBackup: await lastGood(tx, 'backup'),
      lastRehearsal: await lastGood(tx, 'rehearsal'),
      restored: await restoredState(tx),
    };
  }

  list(tx: EntityManager, limit: number): Promise<BackupRun[]> {
    return listRuns(tx, limit);
  }

  async set(tx: EntityManager, changed: Partial<BackupSettings>): Promise<void> {
    await lock(tx, 'settings');
    const before = await backupSettings(tx);
    const settings = { ...before, ...changed };
    if (settings.at !== null && settings.recipient === null) {
      throw new Failure('invalid', 'recipient is needed: the public key that may read the files', {
        errors: [{ field: 'recipient', code: 'missing', message: 'recipient is needed' }],
      });
    }
    if (settings.at !== null) await this.refuseUnwritable(folderOf(settings, this.config));
    await saveBackupSettings(tx, settings);
  }

  /** At night nobody would see it. */
  private async refuseUnwritable(folder: string): Promise<void> {
    const why = await whyUnwritable(folder);
    if (why === null) return;
    const message = `dir cannot be written by this gateway (${why})`;
    throw new Failure('invalid', message, { errors: [{ field: 'dir', code: 'invalid', message }] });
  }

  /** After a restore somebody has looked: devices are given what they lack. */
  async release(tx: EntityManager): Promise<void> {
    if ((await restoreHold(tx)) === null)
      throw new Failure('conflict', 'nothing waits to be given because of a restore');
    await recordChange(tx, 'device', await releaseHold(tx));
  }

  /** Behind the commit of the settings. */
  soon(): void {
    this.schedule.soon();
  }

  /**
   * A backup as it is made, sealed with a passphrase. One that is under way is waited for, so many seconds.
   * @param gone ends it: whoever asked for it went away
   * @param patienceMs a reader who takes nothing for so long is cut off: until its end a backup holds one moment of the
   *   database, and no other is made
   * @throws Failure conflict if another one is still being made then
   */
  async open(
    passphrase: string,
    wait: number,
    gone: AbortSignal,
    patienceMs = readerPatienceMs,
  ): Promise<{ readonly name: string; readonly bytes: Readable }> {
    const name = fileNameAt(new Date());
    const key = await sealingKey(this.config);
    const order = { url: this.url, key, events: 'all', photos: true, signal: gone } as const;
    const parts = streamBackup(this.unitOfWork.manager, order, {
      name,
      readers: { passphrase },
      waitMs: 1_000 * wait,
    });
    // What is refused is refused before anything is sent.
    const first = await parts.next().catch((error: unknown) => {
      throw error instanceof BackupFault ? new Failure('conflict', error.message) : error;
    });
    return { name, bytes: takenInTime(first, parts, patienceMs) };
  }

  /** Reads a file to its end; nothing of it is kept. */
  async check(source: AsyncIterable<Uint8Array>, opener: Opener): Promise<Verdict> {
    try {
      return { manifest: (await readBackup(source, opener)).manifest };
    } catch (error) {
      if (error instanceof BackupFault) return { reason: error.message };
      throw error;
    }
  }
}

async function* behind(
  first: IteratorResult<Uint8Array, unknown>,
  rest: AsyncGenerator<Uint8Array>,
  waits: (isWaiting: boolean) => void,
): AsyncGenerator<Uint8Array> {
  for (let part = first; !part.done; part = await rest.next()) {
    waits(true);
    yield part.value;
    waits(false);
  }
}

/** A stream that ends with an error when its reader takes nothing for so long, also if it never begins. */
function takenInTime(
  first: IteratorResult<Uint8Array, unknown>,
  rest: AsyncGenerator<Uint8Array>,
  patienceMs: number,
): Readable {
  let timer: NodeJS.Timeout | undefined;
  const waits = (isWaiting: boolean) => {
    clearTimeout(timer);
    if (isWaiting) timer = setTimeout(cutOff, patienceMs).unref();
  };
  const stream = Readable.from(behind(first, rest, waits), { objectMode: false });
  const cutOff = () => stream.destroy(new Error('the reader took nothing for too long'));
  // Not by a `finally` of the generator: one that was never begun does not come to it.
  stream.once('close', () => {
    waits(false);
    void rest.return(undefined).catch(() => undefined);
  });
  waits(true);
  return stream;
}
