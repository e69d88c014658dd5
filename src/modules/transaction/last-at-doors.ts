import type { EntityManager } from 'typeorm';

/** The newest event of a door that a person or a card caused. */
export interface LastAtDoor {
  readonly doorId: string;
  readonly eventId: string;
  readonly eventNo: number;
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
  readonly deptCode: string;
  readonly cardNo: string;
  readonly happenedAt: Date;
}

/** Events have no index by door. So of each device the newest events are looked at, and no more than these. */
const newest = 500;

export function lastAtDoors(
  tx: EntityManager,
  doors: readonly { readonly id: string; readonly sn: string }[],
): Promise<LastAtDoor[]> {
  return tx.query(
    `SELECT DISTINCT ON (e.door_id) e.door_id AS "doorId", replace(e.id::text, '-', '') AS "eventId",
       e.event_no AS "eventNo", e.pin, e.name, e.last_name AS "lastName", e.dept_code AS "deptCode",
       e.card_no AS "cardNo", e.happened_at AS "happenedAt"
     FROM unnest($1::text[]) AS s (sn) CROSS JOIN LATERAL (
       SELECT * FROM event o WHERE o.sn = s.sn ORDER BY o.event_time DESC, o.id DESC LIMIT ${newest}) e
     WHERE e.door_id = ANY($2) AND (e.pin <> '' OR e.card_no <> '')
     ORDER BY e.door_id, e.event_time DESC, e.id DESC`,
    [[...new Set(doors.map(({ sn }) => sn))], doors.map(({ id }) => id)],
  );
}
