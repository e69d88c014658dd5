import type { EntityManager } from 'typeorm';
import type { Periods } from '../timeZone/time-zone.entity.js';
import { anyOf, bothOf, periodsOf } from '../timeZone/week.js';

/** When a person's levels open a door. */
export interface DoorWeek {
  readonly doorId: string;
  readonly name: string;
  readonly sn: string;
  readonly levelIds: readonly string[];
  readonly timeZoneIds: readonly number[];
  /** The hours of the levels together, as far as those of the door itself allow. */
  readonly week: Periods;
}

interface Zone {
  readonly id: number;
  readonly periods: Periods;
}

interface Row extends Omit<DoorWeek, 'week' | 'timeZoneIds'> {
  readonly zones: readonly Zone[];
  /** The hours of the door itself; null = it has none. */
  readonly own: Zone | null;
}

/** The doors that a person has levels for, by name, each with the week that results. */
export async function personWeeks(tx: EntityManager, pin: string): Promise<DoorWeek[]> {
  const rows: Row[] = await tx.query(
    `SELECT d.id AS "doorId", d.name, d.device_sn AS sn, array_agg(DISTINCT l.id ORDER BY l.id) AS "levelIds",
       jsonb_agg(DISTINCT jsonb_build_object('id', z.id, 'periods', z.periods)) AS zones,
       (SELECT jsonb_build_object('id', o.id, 'periods', o.periods) FROM time_zone o
         WHERE o.id::text = d.settings ->> 'DoorValidTZ') AS own
     FROM person p JOIN acc_level_person m ON m.person_id = p.id JOIN acc_level l ON l.id = m.level_id
       JOIN time_zone z ON z.id = l.time_zone_id JOIN level_place e ON e.level_id = l.id AND e.kind <> 'floor'
       JOIN door d ON d.device_sn = e.sn AND d.number = e.number
     WHERE p.pin = $1 GROUP BY d.id ORDER BY d.name COLLATE natural_order, d.id`,
    [pin],
  );
  return rows.map(({ zones, own, ...door }) => {
    const open = anyOf(zones.map(({ id, periods }) => periodsOf(id, periods)));
    return {
      ...door,
      timeZoneIds: zones.map(({ id }) => id).sort((a, b) => a - b),
      week: own ? bothOf(open, periodsOf(own.id, own.periods)) : open,
    };
  });
}
