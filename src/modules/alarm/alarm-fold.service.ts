import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { AlarmKindService } from './alarm-kind.service.js';
import { signalsBehind, type Signal } from './alarm-signals.js';
import { end, raise, tell, type AlarmPlace, type Told } from './alarm-store.js';
import { awayForLong, endOver } from './alarm-sweep.js';

/** Feed entries in one transaction. */
const mostAtOnce = 2_000;
/** What comes within this time is looked at together: an alarm is there half a second after its event. */
const gatherMs = 100;
const everyMs = 1_000;
/** What is over by itself, and devices that are away. */
const sweepMs = 2_000;

/**
 * Makes alarms of what the feed says. Every gateway tries, one at a time does it: the cursor moves in the transaction that
 * writes the alarms, so an event counts once, whatever ends meanwhile.
 */
@Injectable()
export class AlarmFoldService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly job: PeriodicJob;
  private gathering: NodeJS.Timeout | null = null;
  private sweptAt = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly kinds: AlarmKindService,
    jobs: PeriodicJobService,
    notifications: Notifications,
  ) {
    const failure = 'alarms could not be made of the feed and will be next time';
    this.job = jobs.add({ name: 'alarms', everyMs, failure }, () => this.fold());
    notifications.on('feed', () => this.soon());
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  onModuleDestroy(): void {
    if (this.gathering) clearTimeout(this.gathering);
  }

  async fold(): Promise<void> {
    while (!this.job.isStopped) {
      const isFull = await this.unitOfWork.run((tx) => this.once(tx));
      if (!isFull) return;
    }
  }

  private soon(): void {
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      this.job.soon();
    }, gatherMs).unref();
  }

  /** @returns whether there is more; false also if another gateway is doing it */
  private async once(tx: EntityManager): Promise<boolean> {
    const [cursor]: { position: number }[] = await tx.query('SELECT position FROM alarm_folded FOR UPDATE SKIP LOCKED');
    if (!cursor) return false;
    const part = await signalsBehind(tx, cursor.position, mostAtOnce);
    const told = await this.take(tx, part.signals);
    if (!part.isFull && Date.now() - this.sweptAt >= sweepMs) {
      this.sweptAt = Date.now();
      told.push(...(await endOver(tx)));
      told.push(...(await this.take(tx, await awayForLong(tx))));
    }
    if (part.position !== cursor.position) await tx.query('UPDATE alarm_folded SET position = $1', [part.position]);
    await tell(tx, told);
    return part.isFull;
  }
  private async take(tx: EntityManager, signals: readonly Signal[]): Promise<Told[]> {
    if (signals.length === 0) return [];
    const kinds = await this.kinds.of(tx);
    const told: Told[] = [];
    for (const signal of signals) {
      const settings = kinds.get(signal.kind);
      if (signal.does === 'end') told.push(...(await endAt(tx, signal)));
      else if (settings && !settings.off) told.push(await raise(tx, signal, settings.priority));
    }
    return told;
  }
}

const endAt = (tx: EntityManager, { kind, place }: AlarmPlace) =>
  end(tx, 'a.kind = $1 AND a.place = $2', [kind, place]);
