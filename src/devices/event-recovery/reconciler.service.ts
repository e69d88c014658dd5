import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { Notifications } from '../../platform/database/notifications.js';
import { LOG } from '../../platform/tokens.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { looseRecords } from '../../protocol/access-push/uploads/loose.js';
import { AccEventHandler } from '../access-push/acc-events.js';
import { DeviceCache } from '../push/device-cache.js';
import { QuarantineService } from '../push/quarantine.service.js';
import { AccountPackageService } from './account-package.service.js';
import { textOf } from '../push/request.js';
import { inSlices } from '../push/slices.js';
import { Unreadable, unpackedBytes, type PackageFormat } from './packing.js';
import { ReconciliationFailureService } from './reconciliation-failure.service.js';
import { finish, reconciliations } from './reconciliation.js';
import { ReconciliationService } from './reconciliation.service.js';
import { ReconciliationScheduleService } from './reconciliation-schedule.service.js';

/** Another gateway may take over if one has shown no sign of life for so long. */
const leaseSeconds = 120;

interface Stored {
  readonly packet: number;
  readonly format: PackageFormat;
  readonly body: Buffer;
}

/**
 * Stores the events that devices have sent, once all of them are there. This runs after the answer to the last package,
 * which is sent once the bytes are stored. Storing twice is harmless: events have natural keys.
 */
@Injectable()
export class ReconcilerService implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> = Promise.resolve();
  private busy = false;
  private wanted = false;
  private stopped = false;

  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
    private readonly notifications: Notifications,
    private readonly deviceCache: DeviceCache,
    private readonly events: AccEventHandler,
    private readonly quarantine: QuarantineService,
    private readonly registrations: DeviceRegistrationService,
    private readonly schedule: ReconciliationScheduleService,
    private readonly service: ReconciliationService,
    private readonly failures: ReconciliationFailureService,
    packages: AccountPackageService,
  ) {
    packages.onReceived = () => this.wake();
  }

  onApplicationBootstrap(): void {
    this.tick();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.working;
  }

  /** This is not a periodic job: packages wake it. This look is for what is due or was left by another gateway. */
  private tick(): void {
    if (this.stopped) return;
    this.wake();
    this.timer = setTimeout(() => this.tick(), this.notifications.recheckMs);
  }

  private wake(): void {
    if (this.stopped) return;
    this.wanted = true;
    if (this.busy) return;
    this.busy = true;
    this.working = this.drain().finally(() => {
      this.busy = false;
    });
  }

  private async drain(): Promise<void> {
    try {
      while (this.wanted) {
        this.wanted = false;
        while (await this.storeNext());
        await this.schedule.look();
      }
    } catch (error) {
      this.log.warn({ err: error }, 'reconciliations could not be processed');
    }
  }

  /** @returns whether there was something to store */
  private async storeNext(): Promise<boolean> {
    if (this.stopped) return false;
    const [claimed]: [{ id: number; sn: string }[], number] = await this.unitOfWork.manager.query(
      `UPDATE reconciliation SET leased_until = clock_timestamp() + $1 * interval '1 second' WHERE id = (
         SELECT id FROM reconciliation
         WHERE status = 'received' AND (leased_until IS NULL OR leased_until < clock_timestamp())
         ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, sn`,
      [leaseSeconds],
    );
    const next = claimed[0];
    if (!next) return false;
    await this.store(next.id, next.sn);
    return true;
  }

  private async store(id: number, sn: string): Promise<void> {
    const packets: { packet: number }[] = await this.unitOfWork.manager.query(
      'SELECT packet FROM account_package WHERE reconciliation_id = $1 AND stored IS NULL ORDER BY packet',
      [id],
    );
    // All of it can be read, or nothing of it is stored.
    for (const { packet } of packets) if (!(await this.isReadable(id, sn, packet))) return;
    for (const { packet } of packets) {
      if (this.stopped) return;
      await this.storePackage(id, sn, packet);
    }
    await this.finish(id, sn);
  }

  private async isReadable(id: number, sn: string, packet: number): Promise<boolean> {
    const { format, body } = await this.read(id, packet);
    try {
      await unpackedBytes(body, format);
      return true;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const query = new Map([['fileseq', String(packet)]]);
      await this.quarantine.keep({ sn, path: '/iclock/file', query, body }, error.message);
      await this.unitOfWork.run((tx) => this.unreadable(tx, id, `package ${packet}: ${error.message}`));
      return false;
    }
  }

  /** A package damaged in transit is good the second time. One damaged in the device is not, so an operator is told. */
  private async unreadable(tx: EntityManager, id: number, reason: string): Promise<void> {
    const [reconciliation] = await reconciliations(tx, 'r.id = $1', [id]);
    if (!reconciliation || (await this.service.askAgain(tx, reconciliation))) return;
    await this.failures.fail(tx, reconciliation, reason);
  }

  private async read(id: number, packet: number): Promise<Stored> {
    const rows: { format: PackageFormat; body: Buffer }[] = await this.unitOfWork.manager.query(
      'SELECT format, body FROM account_package WHERE reconciliation_id = $1 AND packet = $2',
      [id, packet],
    );
    if (!rows[0]) throw new Error(`package ${packet} of reconciliation ${id} vanished`);
    return { packet, format: rows[0].format, body: this.sealedBox.open(rows[0].body) };
  }

  private async storePackage(id: number, sn: string, packet: number): Promise<void> {
    const known = await this.deviceCache.get(sn);
    if (!known) throw new Error(`there is no device ${sn} any more`);
    const { format, body } = await this.read(id, packet);
    const rows = await unpackedBytes(body, format);
    const tally = { records: 0, stored: 0, unreadable: 0 };
    await inSlices(rows, async (slice) => {
      const records = looseRecords(textOf(slice));
      const query = new Map([['fileseq', String(packet)]]);
      const { stored, unreadable } = await this.events.storeRecords(
        { sn, path: '/iclock/file', query, body: Buffer.alloc(0) },
        known,
        records,
      );
      tally.records += records.length;
      tally.stored += stored;
      tally.unreadable += unreadable;
      await this.prolong(id);
    });
    await this.unitOfWork.manager.query(
      `UPDATE account_package SET body = NULL, records = $3, stored = $4, unreadable = $5
       WHERE reconciliation_id = $1 AND packet = $2`,
      [id, packet, tally.records, tally.stored, tally.unreadable],
    );
  }

  private async prolong(id: number): Promise<void> {
    await this.unitOfWork.manager.query(
      `UPDATE reconciliation SET leased_until = clock_timestamp() + $2 * interval '1 second' WHERE id = $1`,
      [id, leaseSeconds],
    );
  }

  private async finish(id: number, sn: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const [done] = await reconciliations(tx, 'r.id = $1', [id]);
      if (!done) return;
      await finish(tx, id, 'done');
      const { stored } = done;
      this.log.info({ sn, id, records: done.records, stored }, 'events were reconciled');
      if (stored > 0 && done.cause !== 'command') {
        await this.registrations.alert(tx, sn, `${stored} of its events were missing and have been stored`);
      }
    });
  }
}
