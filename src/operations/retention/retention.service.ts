import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { AuditRetentionService, type FileSealing } from '../../platform/auth/audit-retention.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LOG } from '../../platform/tokens.js';
import { VisitorService } from '../../modules/visitor/visitor.service.js';
import { encrypted } from '../backup/age.js';
import { backupSettings } from '../backup/backup-settings.js';
import { bite, deleteRows } from './bites.js';
import { deletesNothingUntil } from './clock-guard.js';
import { dropOldEvents } from './event-retention.js';
import { dropOldFeed } from './feed-retention.js';
import { leftovers } from './leftovers.js';
import { readRetention } from './retention-settings.js';
import { retention, retentionSettings, tooOld, type Retention } from './retention.js';

type IsStopped = () => boolean;

/** Visitors of whom nothing is left but themselves. */
const formerVisitors = (before: string) => `SELECT p.pin FROM visitor v JOIN person p ON p.id = v.person_id
  WHERE v.created_at < ${before} AND p.updated_at < ${before}
    AND NOT EXISTS (SELECT 1 FROM visit o WHERE o.pin = p.pin)
    AND NOT EXISTS (SELECT 1 FROM visit_reservation r WHERE r.cert_hash = v.cert_hash AND r.cert_type = v.cert_type)
  ORDER BY p.pin LIMIT ${bite}`;

/** Deletes what is older than the installation wants to keep it. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditRetentionService,
    private readonly visitors: VisitorService,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** What cannot be deleted keeps nothing else. @throws the first error, after the rest */
  async clean(isStopped: IsStopped): Promise<void> {
    const until = await deletesNothingUntil(this.unitOfWork.manager);
    if (until !== null) {
      this.log.warn({ until }, 'the clock went forward by more than a week: nothing is deleted until then');
      return;
    }
    const kept = await readRetention(this.unitOfWork.manager);
    const steps = retentionSettings.flatMap((name) => {
      const keep = kept[name];
      return keep === null ? [] : [() => this.ways[retention[name].how](retention[name], keep, isStopped)];
    });
    const errors: unknown[] = [];
    // Leftovers come last: they follow the horizon of events.
    for (const step of [...steps, ...leftovers.map((rows) => () => deleteRows(this.unitOfWork, rows, isStopped))]) {
      if (isStopped()) break;
      await step().catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) throw errors[0];
  }

  private readonly ways: Readonly<
    Record<Retention['how'], (of: Retention, keep: number, isStopped: IsStopped) => Promise<void>>
  > = {
    months: (_of, keep, isStopped) => dropOldEvents(this.unitOfWork, keep, isStopped),
    partitions: (_of, keep) => dropOldFeed(this.unitOfWork, keep),
    bites: async (of, keep, isStopped) => {
      if (of.told) await this.unitOfWork.manager.query(of.told(tooOld(keep, of), keep));
      for (const { table, where } of of.old) {
        await deleteRows(this.unitOfWork, { table, where: where(tooOld(keep, of)) }, isStopped);
      }
      if (of.what === retention.visitMonths.what) await this.forgetVisitors(tooOld(keep, of), isStopped);
    },
    prefix: async (of, keep, isStopped) =>
      this.audit.removeBefore(tooOld(keep, of), isStopped, await this.sealingOfFiles()),
    files: (of, keep) => this.audit.removeFiles(tooOld(keep, of)),
  };

  /** What leaves the database is for whoever may read backups, where that was said; undefined = it was not. */
  private async sealingOfFiles(): Promise<FileSealing | undefined> {
    const { recipient } = await backupSettings(this.unitOfWork.manager);
    if (recipient === null) return undefined;
    return { ending: '.age', sealed: (plain) => encrypted(plain, { recipients: [recipient] }) };
  }

  /** Whoever comes again is a new visitor. Devices are told, so each has a transaction. */
  private async forgetVisitors(before: string, isStopped: IsStopped): Promise<void> {
    const former: { pin: string }[] = await this.unitOfWork.manager.query(formerVisitors(before));
    for (const { pin } of former) {
      if (isStopped()) return;
      await this.unitOfWork.run((tx) => this.visitors.remove(tx, pin));
    }
  }
}
