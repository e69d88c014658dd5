import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AlarmEvent } from '../../protocol/dc09/alarm-event.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { AlarmKindService } from '../alarm/alarm-kind.service.js';
import { raise, tell, type Raise } from '../alarm/alarm-store.js';
import { IntrusionEventService, type Origin } from './intrusion-event.service.js';
import { endAlarmsOf } from './intrusion-alarms.js';

const everyMs = 2_000;

/** A panel that is to be heard now and then. */
export interface WatchedPanel {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly areaCode: string | null;
}

const polling = { category: 'other', partition: 0, point: 0, isOfUser: false, isRepeated: false } as const;
/** Its alarm is that of a device that is away: the category raises none of its own. */
const lost: AlarmEvent = { ...polling, code: '1356', contactId: '1356', does: 'trouble', name: 'Loss of polling' };
const heard: AlarmEvent = { ...polling, code: '3356', contactId: '3356', does: 'restore', name: 'Polling, restored' };

/** Panels that have not been heard for longer than they may be silent. */
@Injectable()
export class IntrusionWatchService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;
  private readonly startedAt = steadyMs();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: IntrusionEventService,
    private readonly kinds: AlarmKindService,
    jobs: PeriodicJobService,
  ) {
    const failure = 'intrusion panels could not be looked at and will be next time';
    this.job = jobs.add({ name: 'intrusionWatch', everyMs, failure }, () => this.look());
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  /** While no gateway ran, no panel could be heard. */
  async look(): Promise<void> {
    const seconds = Math.floor((steadyMs() - this.startedAt) / 1_000);
    const silent: { id: string }[] = await this.unitOfWork.manager.query(
      `SELECT id FROM intrusion_panel WHERE poll_seconds > 0 AND poll_seconds <= $1 AND silent_since IS NULL
         AND coalesce(last_seen_at, created_at) < clock_timestamp() - make_interval(secs => poll_seconds)`,
      [seconds],
    );
    for (const { id } of silent) await this.unitOfWork.run((tx) => this.miss(tx, id));
  }

  /** A panel is heard again. Call it last in its transaction, under the lock of the panel. */
  async back(tx: EntityManager, panel: WatchedPanel): Promise<void> {
    await this.note(tx, panel, heard);
    await endAlarmsOf(tx, panel.id, 'offline');
  }

  private async miss(tx: EntityManager, id: string): Promise<void> {
    const [[panel]]: [(WatchedPanel & { since: Date })[], number] = await tx.query(
      `UPDATE intrusion_panel SET silent_since = coalesce(last_seen_at, created_at)
       WHERE id = $1 AND silent_since IS NULL AND poll_seconds > 0
         AND coalesce(last_seen_at, created_at) < clock_timestamp() - make_interval(secs => poll_seconds)
       RETURNING id, name, address, area_code AS "areaCode", silent_since AS since`,
      [id],
    );
    if (!panel) return;
    await this.note(tx, panel, lost);
    const settings = (await this.kinds.of(tx)).get('offline');
    if (!settings || settings.off) return;
    const alarm: Raise = {
      ...({ kind: 'offline', place: id, sn: '', doorId: null, code: 'offline', params: {}, eventId: null } as const),
      ...{ times: 1, firstAt: panel.since, lastAt: panel.since, intrusionPanelId: id },
    };
    await tell(tx, [await raise(tx, alarm, settings.priority)]);
  }

  private async note(
    tx: EntityManager,
    { id, name, address, areaCode }: WatchedPanel,
    event: AlarmEvent,
  ): Promise<void> {
    const origin: Origin = {
      ...{ panelId: id, sn: '', thing: id, name, address, areaCode, protocol: 'NULL', sequence: '' },
      ident: `${id} ${event.code}`,
    };
    await this.events.store(tx, origin, [{ event, partitionName: '', pointName: '' }], new Date());
  }
}
