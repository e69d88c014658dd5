import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { CameraService } from '../../modules/camera/camera.service.js';
import { SnapshotService } from '../../modules/camera/snapshot.service.js';
import { timeOfEventId } from '../../modules/transaction/event-id.js';
import { EventPhotoService } from '../../modules/transaction/event-photo.service.js';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { SharedRun } from '../../platform/schedule/shared-run.js';
import { LOG } from '../../platform/tokens.js';
import type { FeedEntry } from '../feed/feed-entry.js';
import { FeedTailService } from '../feed/feed-tail.service.js';
import { SnapshotQueue } from './snapshot-queue.js';

/** Pictures that wait; a camera that is slow must not fill the memory. */
const mostWaiting = 64;
const atOnce = 4;
/** Later the picture shows somebody else. */
const oldestMs = 60_000;
const part = 500;
const longestWaitMs = 25_000;
/** After a failure, such as a database that is away. */
const restMs = 1_000;

interface SeenEvent {
  readonly id: string;
  readonly sn: string;
  readonly logId: number;
  readonly eventTime: string;
  readonly pin: string;
  readonly doorId: string;
  readonly happenedAt: Date;
}

/** Somebody passed or tried to, or it is a warning or an alarm. A clock that is wrong does not tell how old it is. */
const seen = `SELECT replace(e.id::text, '-', '') AS id, e.sn, e.log_id AS "logId", e.event_time::text AS "eventTime", e.pin,
    e.door_id AS "doorId", e.happened_at AS "happenedAt"
  FROM unnest($1::timestamp[], $2::uuid[]) k (event_time, id) JOIN event e ON e.event_time = k.event_time AND e.id = k.id
  WHERE e.door_id = ANY($3) AND NOT e.doubtful AND (e.event_level > 0 OR e.pin <> '' OR e.card_no <> '')`;

/**
 * Takes a picture with the cameras of a door when something happens there. It follows the feed, so no device waits for a
 * camera; where no camera is linked to a door it does nothing at all.
 */
@Injectable()
export class EventSnapshotService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly queue: SnapshotQueue;
  private readonly looks = new SharedRun(() => this.look());
  private readonly stopped = new AbortController();
  /** Cameras of each door that has some. */
  private doors: ReadonlyMap<string, readonly string[]> = new Map();
  private isKnown = false;
  private following: Promise<void> | null = null;

  constructor(
    private readonly tail: FeedTailService,
    private readonly cameras: CameraService,
    private readonly snapshots: SnapshotService,
    private readonly photos: EventPhotoService,
    private readonly unitOfWork: UnitOfWork,
    notifications: Notifications,
    @Inject(LOG) private readonly log: Logger,
  ) {
    const reason = (error: unknown) => (error instanceof Error ? error.message : 'unknown');
    this.queue = new SnapshotQueue(mostWaiting, atOnce, (error) => {
      this.log.info({ reason: reason(error) }, 'a camera gave no picture of an event');
    });
    notifications.on('camera', () => this.changed());
  }

  get totals(): Readonly<SnapshotQueue['totals']> {
    return this.queue.totals;
  }

  onApplicationBootstrap(): void {
    void this.changed();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.queue.stop();
    await this.following;
  }

  /** Which cameras see which doors may be another matter now. Resolves when it is known, and followed. */
  async changed(): Promise<void> {
    this.isKnown = false;
    await this.looks.run().catch((error: unknown) => {
      if (!this.stopped.signal.aborted) this.log.warn({ err: error }, 'the cameras of doors could not be read');
    });
  }

  private async look(): Promise<void> {
    if (this.stopped.signal.aborted) return;
    this.isKnown = true;
    const rows: { doorId: string; cameraIds: string[] }[] = await this.unitOfWork.manager.query(
      'SELECT door_id AS "doorId", array_agg(camera_id ORDER BY camera_id) AS "cameraIds" FROM camera_door GROUP BY door_id',
    );
    this.doors = new Map(rows.map(({ doorId, cameraIds }) => [doorId, cameraIds]));
    if (this.doors.size === 0 || this.following) return;
    const after = await this.tail.last();
    this.following = this.follow(after).finally(() => {
      this.following = null;
    });
  }

  /** As long as some door has a camera. Never rejects. */
  private async follow(from: number): Promise<void> {
    const { signal } = this.stopped;
    for (let at = from; !signal.aborted && this.doors.size > 0;) {
      try {
        const page = await this.tail.read(at, part);
        await this.take(page.entries);
        at = page.position;
        if (!page.isFull) await this.tail.wait(at, longestWaitMs, signal);
      } catch (error) {
        if (this.stopped.signal.aborted) return;
        this.log.warn({ err: error }, 'events could not be read for pictures of cameras');
        await sleep(restMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async take(entries: readonly FeedEntry[]): Promise<void> {
    const newest = Date.now() - oldestMs;
    const found = entries.filter(({ kind, at }) => kind === 'event' && at.getTime() >= newest);
    if (found.length === 0) return;
    if (!this.isKnown) await this.looks.run();
    const ids = found.map(({ ref }) => ref);
    const events: SeenEvent[] = await this.unitOfWork.manager.query(seen, [
      ids.map(timeOfEventId),
      ids,
      [...this.doors.keys()],
    ]);
    for (const event of events) {
      if (isOld(event)) continue;
      for (const cameraId of this.doors.get(event.doorId) ?? []) this.queue.add(() => this.picture(event, cameraId));
    }
  }

  private async picture(event: SeenEvent, cameraId: string): Promise<'taken' | 'dropped' | 'not mine'> {
    if (isOld(event)) return 'dropped';
    const tx = this.unitOfWork.manager;
    // All gateways see the event; one takes the picture.
    const claimed: unknown[] = await tx.query(
      'INSERT INTO event_snapshot (event_id, camera_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
      [event.id, cameraId],
    );
    if (claimed.length === 0) return 'not mine';
    const camera = await this.cameras.withRecorder(tx, cameraId);
    const content = await this.snapshots.take(camera);
    const { sn, logId, eventTime, pin } = event;
    const name = `${camera.camera.name} ${eventTime}`;
    const index = logId > 0 ? logId : null;
    await this.unitOfWork.run((own) =>
      this.photos.store(own, { sn, kind: 'linkage', logId: index, eventTime, pin, name, video: '', content }),
    );
    return 'taken';
  }
}

const isOld = ({ happenedAt }: SeenEvent): boolean => Date.now() - happenedAt.getTime() > oldestMs;
