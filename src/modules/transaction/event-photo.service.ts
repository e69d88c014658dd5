import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DiskService } from '../../platform/disk/disk.service.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { timeOfEventId } from './event-id.js';
import { photoOfEvent } from './stored-event.js';

/** A picture that belongs to an event: the device's own snapshot, or one of a camera that the event triggered. */
export interface NewEventPhoto {
  readonly sn: string;
  readonly kind: 'snapshot' | 'linkage';
  /** The device's index of the event, if the picture names it. */
  readonly logId: number | null;
  /** `yyyy-MM-dd HH:mm:ss` by the device's clock, if the picture names it. */
  readonly eventTime: string | null;
  readonly pin: string;
  readonly name: string;
  /** Channel and seconds before and after of a recording; empty without. */
  readonly video: string;
  /** Null if there is only a recording. */
  readonly content: Buffer | null;
}

export interface EventPhoto {
  readonly id: number;
  readonly kind: 'snapshot' | 'linkage';
  readonly name: string;
  readonly video: string;
  readonly size: number;
  readonly receivedAt: Date;
}

const ofEvent = `FROM event e JOIN event_photo p ON ${photoOfEvent} WHERE e.event_time = $1 AND e.id = $2`;

/** Pictures of events, sealed. They may come before their event or after it. */
@Injectable()
export class EventPhotoService {
  constructor(
    private readonly sealedBox: SealedBox,
    private readonly disk: DiskService,
  ) {}

  /**
   * @returns whether it is new; a repetition is stored once
   * @throws PictureRefused
   */
  async store(tx: EntityManager, photo: NewEventPhoto): Promise<boolean> {
    if (photo.content) this.disk.checkPicture();
    const { sn, kind, logId, eventTime, pin, name, video, content } = photo;
    const rows: unknown[] = await tx.query(
      `INSERT INTO event_photo (sn, kind, log_id, event_time, pin, name, video, content, size, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING id`,
      [
        sn,
        kind,
        logId,
        eventTime,
        pin,
        name,
        video,
        content && this.sealedBox.seal(content),
        content?.length ?? 0,
        createHash('sha256')
          .update(`${logId ?? ''} ${video} `)
          .update(content ?? '')
          .digest('hex'),
      ],
    );
    return rows.length > 0;
  }

  /** Whose event it is; empty where it is nobody's, or where there is none. */
  async pinOf(tx: EntityManager, eventId: string): Promise<string> {
    const at = timeOfEventId(eventId);
    if (at === null) return '';
    const [event] = await tx.query<{ pin: string }[]>('SELECT pin FROM event WHERE event_time = $1 AND id = $2', [
      at,
      eventId,
    ]);
    return event?.pin ?? '';
  }

  /** Oldest first; null if there is no such event. */
  async list(tx: EntityManager, eventId: string): Promise<EventPhoto[] | null> {
    const at = timeOfEventId(eventId);
    if (at === null) return null;
    const events: unknown[] = await tx.query('SELECT 1 FROM event WHERE event_time = $1 AND id = $2', [at, eventId]);
    if (events.length === 0) return null;
    return tx.query(
      `SELECT p.id, p.kind, p.name, p.video, p.size, p.received_at AS "receivedAt" ${ofEvent} ORDER BY p.id`,
      [at, eventId],
    );
  }

  /** One picture by its number, of that device. */
  async byNumber(tx: EntityManager, sn: string, id: number): Promise<Buffer | null> {
    const [row] = await tx.query<{ content: Buffer }[]>(
      'SELECT content FROM event_photo WHERE sn = $1 AND id = $2 AND content IS NOT NULL',
      [sn, id],
    );
    return row ? this.sealedBox.open(row.content) : null;
  }

  /** One picture of an event, the first if no id is given. */
  async content(tx: EntityManager, eventId: string, photoId: number | null): Promise<Buffer | null> {
    const at = timeOfEventId(eventId);
    if (at === null) return null;
    const [row] = await tx.query<{ content: Buffer }[]>(
      `SELECT p.content ${ofEvent} AND p.content IS NOT NULL AND ($3::bigint IS NULL OR p.id = $3) ORDER BY p.id LIMIT 1`,
      [at, eventId, photoId],
    );
    return row ? this.sealedBox.open(row.content) : null;
  }
}
