import type { EntityManager } from 'typeorm';
import type { Bounds } from '../../platform/operator/bounds.js';

/** Why a level opens nothing, for nobody or at no time. */
export const levelWarnings = ['noPlaces', 'noPeople', 'noHours'] as const;
export type LevelWarning = (typeof levelWarnings)[number];

export interface LevelCounts {
  readonly doorCount: number;
  readonly personCount: number;
  readonly warnings: readonly LevelWarning[];
}

interface Row {
  readonly id: string;
  readonly doorCount: number;
  readonly personCount: number;
  readonly leads: boolean;
  readonly hasHours: boolean;
}

/** How large levels are, as far as these bounds reach: one query for all of them. @param bounds null = everything */
export async function levelCounts(
  tx: EntityManager,
  ids: readonly string[],
  bounds: Bounds | null,
): Promise<ReadonlyMap<string, LevelCounts>> {
  const rows: Row[] = await tx.query(
    `SELECT l.id,
       (SELECT count(*)::int FROM acc_level_door x JOIN door d ON d.id = x.door_id JOIN device v ON v.sn = d.device_sn
        WHERE x.level_id = l.id AND ($2::text[] IS NULL OR v.area_code = ANY($2))) AS "doorCount",
       (SELECT count(*)::int FROM acc_level_person m JOIN person p ON p.id = m.person_id
          LEFT JOIN department d ON d.id = p.department_id
        WHERE m.level_id = l.id AND ($3::text[] IS NULL OR d.code = ANY($3))) AS "personCount",
       EXISTS (SELECT 1 FROM acc_level_door x WHERE x.level_id = l.id)
         OR EXISTS (SELECT 1 FROM acc_level_floor x WHERE x.level_id = l.id)
         OR EXISTS (SELECT 1 FROM acc_level_gate x WHERE x.level_id = l.id) AS leads,
       EXISTS (SELECT 1 FROM time_zone z, jsonb_each(z.periods) AS day (name, periods)
         WHERE z.id = l.time_zone_id AND jsonb_array_length(day.periods) > 0) AS "hasHours"
     FROM acc_level l WHERE l.id = ANY($1)`,
    [ids, bounds?.areas ?? null, bounds?.departments ?? null],
  );
  return new Map(rows.map((row) => [row.id, countsOf(row)]));
}

function countsOf({ doorCount, personCount, leads, hasHours }: Row): LevelCounts {
  const holds = { noPlaces: !leads, noPeople: personCount === 0, noHours: !hasHours };
  return { doorCount, personCount, warnings: levelWarnings.filter((warning) => holds[warning]) };
}
