import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { lockDevice } from '../../core/command/command.store.js';
import { LOG } from '../../platform/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { Failure } from '../../platform/errors.js';
import { DeviceCache } from '../push/device-cache.js';
import type { CachedDevice } from '../push/cached-device.js';
import { ReconciliationFailureService } from './reconciliation-failure.service.js';
import { PunchAccountService } from './punch-account.service.js';
import { reconciliations, type Reconciliation } from './reconciliation.js';
import { knowsAccount, ReconciliationService } from './reconciliation.service.js';

const everyMs = 60_000;
const packageSeconds = 600;
/** Wall clock hours of the device in which few people use the doors. */
const night = { from: '02', to: '05' } as const;
const nightlyDays = 2;
/** What a device had not sent yet when the backup was made. */
const beforeBackupMs = 2 * 60 * 60 * 1_000;
const dayMs = 24 * 60 * 60 * 1_000;

/** Begins comparisons that are due, and ends those that wait in vain. */
@Injectable()
export class ReconciliationScheduleService {
  private lookedAt = 0;

  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly deviceCache: DeviceCache,
    private readonly service: ReconciliationService,
    private readonly failures: ReconciliationFailureService,
    private readonly punches: PunchAccountService,
  ) {}

  async look(now = Date.now()): Promise<void> {
    if (await this.isAnyOpen()) {
      await this.punches.look();
      await this.giveUp();
      await this.startWaiting();
    }
    if (now - this.lookedAt < everyMs) return;
    this.lookedAt = now;
    for (const known of this.deviceCache.all()) if (this.isNight(known, now)) await this.startNightly(known, now);
  }

  /** Usually there is none, and one look at a small index shows that. */
  private async isAnyOpen(): Promise<boolean> {
    const open: unknown[] = await this.unitOfWork.manager.query(
      `SELECT 1 FROM reconciliation WHERE status IN ('waiting', 'running', 'received') LIMIT 1`,
    );
    return open.length > 0;
  }

  /** Incomplete answers whose rest does not come (docs/rules.md 10: ten minutes from package to package). */
  private async giveUp(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const late: { id: number; sn: string }[] = await tx.query(
        `SELECT r.id, r.sn FROM reconciliation r LEFT JOIN command c ON c.id = r.command_id AND c.sn = r.sn
         WHERE r.status = 'running' AND coalesce(r.last_at, r.created_at) < clock_timestamp() - $1 * interval '1 second'
           AND coalesce(c.status NOT IN ('queued', 'sent'), true)
         ORDER BY r.id LIMIT 100 FOR UPDATE OF r SKIP LOCKED`,
        [packageSeconds],
      );
      for (const one of late) await this.failures.fail(tx, one, 'not all of its packages came');
    });
  }

  private async startWaiting(): Promise<void> {
    const due = await reconciliations(
      this.unitOfWork.manager,
      `r.status = 'waiting' AND r.due_at <= clock_timestamp()`,
      [],
      20,
    );
    for (const { id, sn } of due) {
      await this.unitOfWork.run(async (tx) => {
        await lockDevice(tx, sn);
        const [waiting] = await reconciliations(tx, `r.id = $1 AND r.status = 'waiting'`, [id]);
        if (waiting) await this.startOne(waiting, tx);
      });
    }
  }

  /** Late events have come unasked by now; a device that is away is asked when it is back. */
  private async startOne(waiting: Reconciliation, tx: Parameters<typeof lockDevice>[0]): Promise<void> {
    const { id, sn } = waiting;
    const known = await this.deviceCache.get(sn);
    if (known?.status !== 'approved') {
      await tx.query('DELETE FROM reconciliation WHERE id = $1', [id]);
      return;
    }
    const busy = await reconciliations(tx, `r.sn = $1 AND r.status IN ('running', 'received')`, [sn]);
    if (!this.deviceCache.pulse(sn).online || busy.length > 0) {
      await tx.query(`UPDATE reconciliation SET due_at = clock_timestamp() + interval '1 minute' WHERE id = $1`, [id]);
      return;
    }
    if (waiting.cause === 'restore') return this.startRestored(waiting, known.timeZone, tx);
    return this.startMissing(waiting, tx);
  }

  /** What a gap in the index stands for. */
  private async startMissing(waiting: Reconciliation, tx: Parameters<typeof lockDevice>[0]): Promise<void> {
    const { id, sn, range } = waiting;
    if (!('startIndex' in range)) {
      await tx.query('DELETE FROM reconciliation WHERE id = $1', [id]);
      return;
    }
    const [there] = await tx.query<{ n: number }[]>(
      `SELECT count(DISTINCT log_id)::int AS n FROM event
       WHERE sn = $1 AND log_id BETWEEN $2 AND $3 AND event_time >= $4::timestamp - interval '7 days'`,
      [sn, range.startIndex, range.endIndex, range.since ?? '2000-01-01'],
    );
    if ((there?.n ?? 0) > range.endIndex - range.startIndex) {
      await tx.query('DELETE FROM reconciliation WHERE id = $1', [id]);
      return;
    }
    await this.service.startWaiting(tx, waiting);
  }

  /** Everything since the backup that the database was restored from: it stands in the device's log. */
  private async startRestored(
    { id, sn, range, cause }: Reconciliation,
    timeZone: string,
    tx: Parameters<typeof lockDevice>[0],
  ): Promise<void> {
    await tx.query('DELETE FROM reconciliation WHERE id = $1', [id]);
    const from = new Date(Date.parse(range.since ?? '') - beforeBackupMs);
    await this.service.start(tx, sn, { from: wallClockOf(from, timeZone) }, cause);
  }

  private isNight({ sn, status, device, timeZone }: CachedDevice, now: number): boolean {
    if (device.reconcile !== 'nightly' || status !== 'approved' || !this.deviceCache.pulse(sn).online) return false;
    const hour = wallClockOf(new Date(now), timeZone).slice(11, 13);
    return hour >= night.from && hour < night.to && (knowsAccount(device) || device.link === 'push-att');
  }

  private async startNightly({ sn, timeZone }: CachedDevice, now: number): Promise<void> {
    try {
      await this.unitOfWork.run(async (tx) => {
        await lockDevice(tx, sn);
        const recent = await reconciliations(
          tx,
          `r.sn = $1 AND r.cause = 'nightly' AND r.created_at > clock_timestamp() - interval '20 hours'`,
          [sn],
        );
        if (recent.length > 0) return;
        const wall = (at: number) => wallClockOf(new Date(at), timeZone);
        await this.service.start(tx, sn, { from: wall(now - nightlyDays * dayMs), to: wall(now) }, 'nightly');
      });
    } catch (error) {
      // The device is away or already busy with a comparison: the next night will do.
      if (!(error instanceof Failure)) throw error;
      this.log.debug({ sn, err: error }, 'no nightly reconciliation');
    }
  }
}
