import { Injectable } from '@nestjs/common';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { RtlogEvent } from '../../protocol/access-push/rtlog.js';
import { GapWatchService } from '../event-recovery/gap-watch.service.js';
import { DeviceCache } from '../push/device-cache.js';
import type { CachedDevice } from '../push/cached-device.js';

interface Last {
  index: number;
  time: string;
}

/**
 * Follows the index that a device gives its events. If the index falls back while the clock goes on, the device was
 * reset. That opens a new epoch, and what the device holds is no longer known (docs/rules.md 1 and 3).
 */
@Injectable()
export class EventIndexService {
  private readonly last = new Map<string, Last>();
  private readonly unsaved = new Set<string>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deviceCache: DeviceCache,
    private readonly registrations: DeviceRegistrationService,
    private readonly gaps: GapWatchService,
  ) {}

  async follow(known: CachedDevice, events: readonly RtlogEvent[], wasReset: boolean): Promise<void> {
    const { sn, device } = known;
    const last = this.last.get(sn) ?? { index: device.lastEventIndex, time: device.lastEventTime ?? '' };
    let fellBack = wasReset;
    for (const { index, wallClock } of events) {
      if (index <= 0) continue;
      // A device that was away sends old events again; their time is old, too.
      if (index < last.index && wallClock > last.time) fellBack = true;
      else if (index <= last.index) continue;
      else this.gaps.note(known, last, index);
      last.index = index;
      last.time = wallClock;
      this.unsaved.add(sn);
    }
    this.last.set(sn, last);
    if (!fellBack) return;
    await this.unitOfWork.run((tx) =>
      this.registrations.noteReset(tx, sn, wasReset ? 'it was reset to factory settings' : 'its event index fell back'),
    );
    await this.deviceCache.refresh(sn);
  }

  /**
   * Written only now and then: after a crash the last events of a device correct it. Rows that somebody is changing are
   * left for the next time. A statement over many devices that waited for one would hold the others, and whoever has that
   * one may wait for them: a deadlock.
   */
  async save(): Promise<void> {
    await this.gaps.save();
    const sns = [...this.unsaved];
    if (sns.length === 0) return;
    const lasts = sns.map((sn) => ({ ...this.last.get(sn) }));
    const [saved]: [{ sn: string }[], number] = await this.unitOfWork.manager.query(
      `WITH free AS (SELECT sn FROM device WHERE sn = ANY($1) FOR NO KEY UPDATE SKIP LOCKED)
       UPDATE device d SET last_event_index = s.index, last_event_time = s.time
       FROM unnest($1::text[], $2::bigint[], $3::text[]) AS s (sn, index, time) JOIN free USING (sn) WHERE d.sn = s.sn
       RETURNING d.sn`,
      [sns, lasts.map(({ index = 0 }) => index), lasts.map(({ time = '' }) => time)],
    );
    const written = new Set(saved.map(({ sn }) => sn));
    sns.forEach((sn, place) => {
      const isGone = !this.deviceCache.find(sn);
      // More may have come meanwhile.
      const isLast = this.last.get(sn)?.index === lasts[place]?.index;
      if (isGone || (written.has(sn) && isLast)) this.unsaved.delete(sn);
    });
  }
}
