import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../../platform/config.js';
import { DATABASE_URL } from '../../platform/database/frozen-database.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { CONFIG, LOG } from '../../platform/tokens.js';
import { prune } from './backup-file.js';
import { backupSettings, folderOf, restoredAt, type BackupSettings } from './backup-settings.js';
import { OtherBackup } from './format.js';
import { fileNameAt, scheduledFile } from './keep.js';
import { performBackup } from './perform-backup.js';
import { lastDue } from './schedule.js';
import { sealingKey } from './sealing-key.js';

const everyMs = 60_000;
const lookMs = 250;

/**
 * None that is good was made since it was due, and none was begun in the last hour: one that failed is tried again then.
 * Files that are made by hand do not count, and none of a clock that was ahead: there would be no other until then.
 */
const isDue = `SELECT NOT EXISTS (
  SELECT 1 FROM backup_run WHERE kind = 'backup' AND starts_with(file, $2) AND file ~ $3
    AND started_at >= $1
    AND started_at < clock_timestamp() + interval '1 hour'
    AND (ok OR started_at > clock_timestamp() - interval '1 hour')) AS due`;

/** Makes the backup of the day, by whichever gateway gets the lock of backups, and deletes old ones. */
@Injectable()
export class BackupScheduleService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
    @Inject(DATABASE_URL) private readonly url: string,
    private readonly unitOfWork: UnitOfWork,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add({ name: 'backup', everyMs, failure: 'the backup failed and will be tried again' }, () =>
      this.look(),
    );
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  /** The settings were changed. */
  soon(): void {
    this.job.soon();
  }

  async look(now = new Date()): Promise<void> {
    const settings = await backupSettings(this.unitOfWork.manager);
    const { at, recipient } = settings;
    if (at === null || recipient === null) return;
    const folder = folderOf(settings, this.config);
    const isWanted = () => this.isWanted(lastDue(at, now, this.config.siteTimeZone), folder);
    if (await isWanted()) await this.make({ settings, folder, recipient, isWanted });
  }

  private async isWanted(since: Date, folder: string): Promise<boolean> {
    const [row]: { due: boolean }[] = await this.unitOfWork.manager.query(isDue, [
      since,
      join(folder, '/'),
      scheduledFile,
    ]);
    return row?.due === true;
  }

  private async make({ settings, folder, recipient, isWanted }: Wanted): Promise<void> {
    const ending = new AbortController();
    const watch = setInterval(() => this.job.isStopped && ending.abort(), lookMs).unref();
    try {
      const key = await sealingKey(this.config);
      const order = { url: this.url, key, events: 'all', photos: true, signal: ending.signal, isWanted } as const;
      const file = join(folder, fileNameAt(new Date()));
      const made = await performBackup(this.unitOfWork.manager, order, { file, recipients: [recipient] });
      const deleted = await prune(folder, settings.keep, await restoredAt(this.unitOfWork.manager));
      this.log.info({ file, bytes: made.bytes, deleted: deleted.length }, 'a backup was made and read again');
    } catch (error) {
      // Another gateway has made it, or makes one.
      if (!(error instanceof OtherBackup)) throw error;
    } finally {
      clearInterval(watch);
    }
  }
}

interface Wanted {
  readonly settings: BackupSettings;
  readonly folder: string;
  readonly recipient: string;
  readonly isWanted: () => Promise<boolean>;
}
