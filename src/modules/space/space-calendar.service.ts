import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { reservationSql, type StoredReservation } from './reservation-list.js';
import { calendarOf } from './space-calendar.js';
import { spaceSql, type StoredSpace } from './space-list.js';
import { SpaceService } from './space.service.js';

const pastDays = 90;
const most = 5_000;

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** The calendars of rooms, for programs that subscribe to them. */
@Injectable()
export class SpaceCalendarService {
  constructor(private readonly spaces: SpaceService) {}

  /** All that is to come and what was in the last months; the newest where there is too much. */
  async text(tx: EntityManager, space: StoredSpace): Promise<string> {
    const rows: StoredReservation[] = await tx.query(
      `${reservationSql} WHERE r.space_id = $1 AND r.ends_at > clock_timestamp() - make_interval(days => ${pastDays})
       ORDER BY r.starts_at DESC, r.id DESC LIMIT ${most}`,
      [space.id],
    );
    return calendarOf(space, rows.reverse());
  }

  /** Only its hash is kept. @param secret null = the room has no address any more */
  publish(tx: EntityManager, id: string, secret: string | null): Promise<void> {
    return this.spaces.setCalendar(tx, id, secret === null ? null : hashOf(secret));
  }

  /** The calendar behind a secret address; null = there is none. */
  async behind(tx: EntityManager, secret: string): Promise<string | null> {
    const rows: StoredSpace[] = await tx.query(
      `SELECT x.* FROM (${spaceSql}) x JOIN space y ON y.id = x.id WHERE y.calendar_hash = $1`,
      [hashOf(secret)],
    );
    const [space] = rows;
    return space ? this.text(tx, space) : null;
  }
}
