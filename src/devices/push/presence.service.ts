import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { tryLockCall } from '../../platform/database/locks.js';
import { notify, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { offlineAfter } from '../../modules/device/request-delay.js';
import { IngestService } from '../../modules/transaction/ingest.service.js';
import { logDoorsOf } from '../../modules/door/feed-door-state.js';
import { madeEvent } from '../access-push/event-rows.js';
import { lastSeen } from '../../modules/device/device.entity.js';
import { DeviceCache } from './device-cache.js';
import type { CachedDevice, Pulse } from './cached-device.js';

/** Events that only the gateway writes (docs/rules.md 1). */
const connectionAbort = 700;
const connectedToServer = 214;
const waitForConnectedSeconds = 60;

/** Seconds after the start in which no device is called offline: devices had no chance to call yet. */
const graceMs = 60_000;
const saveEveryMs = 15_000;
/** Another gateway may think a device offline a minute after the last call that was written. */
const mustSaveMs = 30_000;

const isLate = `coalesce(${lastSeen('d')}, d.created_at) < clock_timestamp() - ${offlineAfter}`;
/**
 * It has not called since the start: it is offline for every order, but this is reported only after it had a chance to
 * call.
 */
const isUnheard = `NOT d.online AND d.offline_since IS NULL AND ${lastSeen('d')} IS NOT NULL`;
const isLeaving = `(d.online OR ${isUnheard}) AND ${isLate}`;
/** Looked for each second: only devices that nobody has heard for a minute are looked at more closely. */
const leaving = `SELECT d.sn FROM device_seen s JOIN device d ON d.sn = s.sn
  WHERE (s.seen_at IS NULL OR s.seen_at < clock_timestamp() - interval '60 seconds') AND ${isLeaving} LIMIT 200`;
/**
 * In one statement, so that no gateway that is stopped in between keeps the lock. A later call that another gateway has
 * written stays, unless it comes from a clock that was set back.
 */
const saveSeen = `WITH turn AS MATERIALIZED (SELECT ${tryLockCall('devicesSeen')} AS free),
  saved AS (UPDATE device_seen s SET seen_at = n.at
    FROM turn, (SELECT sn, clock_timestamp() - ago * interval '1 millisecond' AS at
                FROM unnest($1::text[], $2::float8[]) AS h (sn, ago)) n
    WHERE turn.free AND s.sn = n.sn AND (s.seen_at IS NULL OR s.seen_at < n.at OR s.seen_at > clock_timestamp()))
  SELECT free FROM turn`;

interface Heard {
  readonly sn: string;
  readonly pulse: Pulse;
}

/** Knows which devices are online. Any request counts; the change is written at once, last-seen times in batches. */
@Injectable()
export class PresenceService {
  private readonly startedAt = Date.now();
  private savedAt = 0;
  private readonly returning = new Map<string, Promise<void>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deviceCache: DeviceCache,
    private readonly ingest: IngestService,
  ) {}

  /** Records a request. @returns false if the device has to be set online first */
  touch({ sn }: CachedDevice): boolean {
    const pulse = this.deviceCache.pulse(sn);
    pulse.seenAt = Date.now();
    pulse.unsaved = true;
    return pulse.online;
  }

  async seen(known: CachedDevice): Promise<void> {
    if (this.touch(known)) return;
    const { sn } = known;
    const coming = this.returning.get(sn) ?? this.comeBack(sn).finally(() => this.returning.delete(sn));
    this.returning.set(sn, coming);
    await coming;
  }

  /** What the last start knew of devices is worth no more than when they were last heard. */
  async begin(): Promise<void> {
    await this.unitOfWork.manager.query(
      `UPDATE device d SET online = false, offline_since = NULL WHERE d.online AND ${isLate}`,
    );
  }

  /** If another gateway has set devices offline that call here, their next request sets them online again. */
  async recheck(now = Date.now()): Promise<void> {
    const isTime = now - this.savedAt > saveEveryMs;
    const heard: Heard[] = [];
    for (const { sn, device } of this.deviceCache.all()) {
      const pulse = this.deviceCache.pulse(sn);
      if (pulse.online && !device.online) pulse.online = false;
      if (pulse.unsaved && (isTime || now - pulse.savedAt > mustSaveMs)) heard.push({ sn, pulse });
    }
    if (isTime) this.savedAt = now;
    await this.write(heard, now);
    if (now - this.startedAt > graceMs) await this.findAbsent();
    await this.makeUpConnected();
  }

  /** Writes all last-seen times that are not written yet. */
  async save(now = Date.now()): Promise<void> {
    const devices = [...this.deviceCache.all()].map(({ sn }) => ({ sn, pulse: this.deviceCache.pulse(sn) }));
    this.savedAt = now;
    await this.write(
      devices.filter(({ pulse }) => pulse.unsaved),
      now,
    );
  }

  /** What cannot be written now, as another gateway is writing, is written at the next look. */
  private async write(heard: readonly Heard[], now: number): Promise<void> {
    if (heard.length === 0) return;
    const times = heard.map(({ pulse }) => pulse.seenAt);
    for (const { pulse } of heard) pulse.unsaved = false;
    let isDone = false;
    try {
      const [turn]: { free: boolean }[] = await this.unitOfWork.manager.query(saveSeen, [
        heard.map(({ sn }) => sn),
        times.map((at) => now - at),
      ]);
      isDone = turn?.free === true;
    } finally {
      heard.forEach(({ pulse }, index) => {
        if (isDone) pulse.savedAt = times[index] ?? 0;
        else pulse.unsaved = true;
      });
    }
  }

  private async comeBack(sn: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const [back]: [{ isNews: boolean }[], number] = await tx.query(
        // Its trigger writes device_seen.
        `UPDATE device d SET online = true, last_seen_at = clock_timestamp(), offline_since = NULL,
           returned_at = CASE WHEN d.offline_since IS NULL THEN d.returned_at ELSE clock_timestamp() END
         FROM (SELECT sn, NOT (${isUnheard}) AS "isNews" FROM device d WHERE sn = $1 FOR UPDATE) o
         WHERE d.sn = o.sn AND NOT d.online RETURNING o."isNews"`,
        [sn],
      );
      if (back.length > 0) await tell(tx, sn, back.some(({ isNews }) => isNews) ? 'online' : null);
    });
    const pulse = this.deviceCache.pulse(sn);
    pulse.online = true;
    pulse.savedAt = Date.now();
    this.deviceCache.lower(sn);
    await this.deviceCache.refresh(sn);
  }

  /** The edge to offline: whichever gateway's UPDATE finds the row writes event 700 in the same transaction. */
  private async findAbsent(): Promise<void> {
    const late: { sn: string }[] = await this.unitOfWork.manager.query(leaving);
    for (const { sn } of late) await this.goOffline(sn);
  }

  private async goOffline(sn: string): Promise<void> {
    const known = await this.deviceCache.get(sn);
    const gone = await this.unitOfWork.run(async (tx) => {
      const edge: [unknown[], number] = await tx.query(
        `UPDATE device d SET online = false, offline_since = clock_timestamp(), returned_at = NULL
         WHERE d.sn = $1 AND ${isLeaving} RETURNING d.sn`,
        [sn],
      );
      if (edge[1] === 0) return false;
      if (known) await this.ingest.storeIn(tx, [madeEvent(known, connectionAbort, new Date())]);
      await tell(tx, sn, 'offline');
      return true;
    });
    if (gone) this.deviceCache.pulse(sn).online = false;
  }

  /** A device that comes back sends event 214 itself; the gateway writes one only if none came within a minute. */
  private async makeUpConnected(): Promise<void> {
    const due: { sn: string; returned_at: Date }[] = await this.unitOfWork.manager.query(
      `SELECT sn, returned_at FROM device WHERE returned_at < clock_timestamp() - $1 * interval '1 second' LIMIT 200`,
      [waitForConnectedSeconds],
    );
    for (const { sn, returned_at } of due) {
      const known = await this.deviceCache.get(sn);
      await this.unitOfWork.run(async (tx) => {
        const mine: [unknown[], number] = await tx.query(
          // A Date has no microseconds.
          `UPDATE device SET returned_at = NULL
           WHERE sn = $1 AND date_trunc('milliseconds', returned_at) = $2 RETURNING sn`,
          [sn, returned_at],
        );
        if (mine[1] === 0 || !known) return;
        const told: unknown[] = await tx.query(
          `SELECT 1 FROM event WHERE sn = $1 AND event_no = $2 AND received_at >= $3::timestamptz - interval '5 seconds' LIMIT 1`,
          [sn, connectedToServer, returned_at],
        );
        if (told.length === 0) await this.ingest.storeIn(tx, [madeEvent(known, connectedToServer, returned_at)]);
      });
    }
  }
}

/** @param edge null = clients know it as it is now */
async function tell(tx: EntityManager, sn: string, edge: 'online' | 'offline' | null): Promise<void> {
  notify(tx, 'device', sn);
  await logDoorsOf(tx, sn);
  if (edge === null) return;
  await tx.query('SELECT feed_append($1, $2, $2)', [edge, sn]);
  notify(tx, 'feed');
}
