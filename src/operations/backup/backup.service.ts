import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { DATABASE_URL } from '../../platform/database/frozen-database.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { CONFIG } from '../../platform/tokens.js';
import type { Opener } from './age.js';
import { lastGood, listRuns, type BackupRun } from './backup-runs.js';
import { BackupScheduleService } from './backup-schedule.service.js';
import { backupSettings, folderOf, saveBackupSettings, type BackupSettings } from './backup-settings.js';
import { BackupFault, type Manifest } from './format.js';
import { fileNameAt } from './keep.js';
import { streamBackup } from './perform-backup.js';
import { readBackup } from './read-backup.js';
import { sealingKey } from './sealing-key.js';

export interface BackupState {
  /** The folder of the files is the one that is used. */
  readonly settings: BackupSettings & { readonly dir: string };
  readonly lastBackup: BackupRun | null;
  readonly lastRehearsal: BackupRun | null;
}

/** What came of reading a file. */
export type Verdict = { readonly manifest: Manifest } | { readonly reason: string };

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
    };
  }

  list(tx: EntityManager, limit: number): Promise<BackupRun[]> {
    return listRuns(tx, limit);
  }

  async set(tx: EntityManager, changed: Partial<BackupSettings>): Promise<void> {
    const before = await backupSettings(tx);
    const settings = { ...before, ...changed };
    if (settings.at !== null && settings.recipient === null) {
      throw new Failure('invalid', 'recipient is needed: the public key that may read the files', {
        errors: [{ field: 'recipient', code: 'missing', message: 'recipient is needed' }],
      });
    }
    await saveBackupSettings(tx, settings);
  }

  /** Behind the commit of the settings. */
  soon(): void {
    this.schedule.soon();
  }

  /**
   * A backup as it is made, sealed with a passphrase. One that is under way is waited for, so many seconds.
   * @param gone ends it: whoever asked for it went away
   * @throws Failure conflict if another one is still being made then
   */
  async open(
    passphrase: string,
    wait: number,
    gone: AbortSignal,
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
    return { name, bytes: Readable.from(behind(first, parts), { objectMode: false }) };
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
): AsyncGenerator<Uint8Array> {
  try {
    if (!first.done) yield first.value;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
