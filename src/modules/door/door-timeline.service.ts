import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { conditionOf, type DoorCondition } from './door-condition.js';
import type { DoorSigns } from './door-facts.js';

/** What was known of a door from a moment on. */
export interface TimelineEntry {
  readonly at: Date;
  readonly condition: DoorCondition;
  readonly until: Date | null;
}

interface LoggedSigns extends DoorSigns {
  readonly at: Date;
}

const columns = 'at, id, status, online, sensor, relay, alarm, lock_down AS "lockDown", hold, until';

/** The states that a door had, from the log that is written where they are learned. */
@Injectable()
export class DoorTimelineService {
  /**
   * The first entry is the state that the door was in when the time began, if that is known.
   * @param most entries; the newest are left out where there are more
   */
  async read(
    tx: EntityManager,
    doorId: string,
    { from, to, most }: { from: Date; to: Date; most: number },
  ): Promise<TimelineEntry[]> {
    const rows: LoggedSigns[] = await tx.query(
      `(SELECT ${columns} FROM door_state_log WHERE door_id = $1 AND at <= $2 ORDER BY at DESC, id DESC LIMIT 1)
       UNION ALL
       (SELECT ${columns} FROM door_state_log WHERE door_id = $1 AND at > $2 AND at <= $3 ORDER BY at, id LIMIT $4)
       ORDER BY at, id LIMIT $4`,
      [doorId, from, to, most],
    );
    return rows.map((row) => ({
      at: row.at,
      condition: conditionOf(row),
      until: row.hold === null ? null : row.until,
    }));
  }
}
