import type { EntityManager } from 'typeorm';
import type { Belonging } from '../../modules/person/validity.js';
import type { HolidayDate } from '../../modules/timeZone/open-at.js';
import type { Periods } from '../../modules/timeZone/time-zone.entity.js';
import type { Sight } from './explain.service.js';

/** A door that a level leads to. */
export interface LedDoor {
  readonly id: string;
  readonly sn: string;
}

export interface LevelRights {
  readonly timeZoneId: number;
  readonly doors: readonly LedDoor[];
}

export interface PersonRights extends Belonging {
  /** Ids of levels with commas between them, in one order. */
  readonly levels: string;
}

/** Who may pass which doors, and when. */
export interface Rights {
  readonly people: ReadonlyMap<string, PersonRights>;
  readonly levels: ReadonlyMap<string, LevelRights>;
  readonly zones: ReadonlyMap<number, Periods>;
  readonly holidays: readonly HolidayDate[];
  /** Devices that are served. */
  readonly sns: readonly string[];
}

/** All that an operator may see of it: four queries, whatever there is. */
export async function rightsIn(tx: EntityManager, sight: Sight): Promise<Rights> {
  const { areas, departments } = sight ?? { areas: null, departments: null };
  const people: (PersonRights & { pin: string })[] = await tx.query(
    `SELECT p.pin, p.is_disabled AS disabled, p.acc_start_time AS "validFrom", p.acc_end_time AS "validTo",
       p.leave_date AS "leaveDate", coalesce(m.levels, '') AS levels
     FROM person p LEFT JOIN department d ON d.id = p.department_id
       LEFT JOIN (SELECT person_id, string_agg(level_id, ',' ORDER BY level_id) AS levels FROM acc_level_person
         GROUP BY person_id) m ON m.person_id = p.id
     WHERE $1::text[] IS NULL OR d.code = ANY($1)`,
    [departments],
  );
  const levels: (LevelRights & { id: string })[] = await tx.query(
    `SELECT l.id, l.time_zone_id AS "timeZoneId",
       (SELECT coalesce(json_agg(DISTINCT jsonb_build_object('id', d.id, 'sn', d.device_sn)), '[]')
        FROM level_place o JOIN door d ON d.device_sn = o.sn AND d.number = o.number
          JOIN device v ON v.sn = d.device_sn
        WHERE o.level_id = l.id AND o.kind <> 'floor' AND ($1::text[] IS NULL OR v.area_code = ANY($1))) AS doors
     FROM acc_level l`,
    [areas],
  );
  const zones: { id: number; periods: Periods }[] = await tx.query('SELECT id, periods FROM time_zone');
  const [rest]: { holidays: HolidayDate[]; sns: string[] }[] = await tx.query(
    `SELECT (SELECT coalesce(json_agg(json_build_object('date', date, 'type', type, 'everyYear', every_year)
         ORDER BY date), '[]') FROM holiday) AS holidays,
       (SELECT coalesce(json_agg(sn ORDER BY sn), '[]') FROM device WHERE registered_at IS NOT NULL
         AND status IN ('approved', 'disabled') AND ($1::text[] IS NULL OR area_code = ANY($1))) AS sns`,
    [areas],
  );
  return {
    people: new Map(people.map(({ pin, ...person }) => [pin, person])),
    levels: new Map(levels.map(({ id, ...level }) => [id, level])),
    zones: new Map(zones.map(({ id, periods }) => [id, periods])),
    holidays: rest?.holidays ?? [],
    sns: rest?.sns ?? [],
  };
}
