import { statSync } from 'node:fs';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { keyPath, readKeys, readKeyState } from '../platform/auth/encryption-key.js';
import type { Config } from '../platform/config.js';
import { fingerprintOf } from '../platform/crypto/key-ring.js';
import { SealedBox } from '../platform/crypto/sealed-box.js';
import { removeGateway, tellEveryMs, writeGateway } from '../platform/database/gateway-row.js';
import { lock } from '../platform/database/locks.js';
import { Notifications } from '../platform/database/notifications.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../platform/schedule/periodic-job.service.js';
import { steadyMs } from '../platform/steady-clock.js';
import { CONFIG, GATEWAY_ID, LOG } from '../platform/tokens.js';

const everyMs = 1_000;
const usualRecheckMs = 1_000;

/**
 * Says in the database that this gateway runs and which keys it holds, and seals with the key that the database names:
 * so a key can be changed while gateways run (docs/key-rotation.md).
 */
@Injectable()
export class GatewayRegistryService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly job: PeriodicJob;
  private told = '';
  private toldAt = -Infinity;
  /** Of the file with the keys, when it was read last, and which key was looked for; '' = it was not read here yet. */
  private readFor = '';
  private complaint = '';

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(GATEWAY_ID) private readonly id: string,
    @Inject(LOG) private readonly log: Logger,
    private readonly seal: SealedBox,
    private readonly unitOfWork: UnitOfWork,
    private readonly hints: Notifications,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add(
      { name: 'gateways', everyMs, failure: 'this gateway could not say that it runs; it will try again' },
      () => this.look(),
    );
  }

  /**
   * Under the lock of a rotation: one that begins later waits for this gateway, and what an earlier one did since the
   * keys were read is seen here.
   */
  async onApplicationBootstrap(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await lock(tx, 'encryptionKey');
      await this.lookAt(tx);
    });
    this.job.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.job.stop();
    await removeGateway(this.unitOfWork.manager, this.id).catch(() => undefined);
  }

  /** One look at the keys: which of them seals, as the database says, and those of the file. */
  async look(): Promise<void> {
    await this.lookAt(this.unitOfWork.manager);
  }

  private async lookAt(tx: EntityManager): Promise<void> {
    const state = await readKeyState(tx);
    // Not the key that this gateway seals with: while it could not be reached, a rotation may have come to its end.
    const isRead = this.readAgain(state.sealing ?? this.seal.fingerprint);
    // The file loses a key after the database has said that it is not needed any more.
    const missing = this.seal.follow(isRead ? await readKeyState(tx) : state);
    if (missing !== null) {
      this.complain(`the encryption key ${missing} is in use and is not held here: restart this gateway with it`);
    }
    const hints = this.hints.recheckMs === usualRecheckMs;
    const now = JSON.stringify([this.seal.fingerprint, this.seal.fingerprints, hints]);
    if (now === this.told && steadyMs() - this.toldAt < tellEveryMs) return;
    await writeGateway(tx, this.id, this.seal, hints);
    this.told = now;
    this.toldAt = steadyMs();
  }

  /**
   * A file without the key that seals is a mistake: what is held stays.
   * @param sealing its fingerprint
   * @returns whether the file was read
   */
  private readAgain(sealing: string): boolean {
    const changedAt = this.fileTime();
    const readFor = `${changedAt} ${sealing}`;
    if (changedAt === null || readFor === this.readFor) return false;
    this.readFor = readFor;
    try {
      const keys = readKeys(this.config) ?? [];
      if (keys.some((key) => fingerprintOf(key) === sealing)) this.seal.hold(keys);
      else this.complain('the file of the encryption key changed and lacks the key in use: it is not taken');
    } catch (error) {
      this.complain((error as Error).message);
    }
    return true;
  }

  private fileTime(): number | null {
    const path = keyPath(this.config);
    return path === null ? null : (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null);
  }

  private complain(complaint: string): void {
    if (complaint === this.complaint) return;
    this.complaint = complaint;
    this.log.error(complaint);
  }
}
