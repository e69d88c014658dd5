import type { EntityManager } from 'typeorm';
import type { Bounds } from '../../platform/operator/bounds.js';

/** What gives a level to people by itself. */
export const levelUseKinds = ['department', 'setting'] as const;

export interface LevelUse {
  readonly kind: (typeof levelUseKinds)[number];
  /** Of a department its code; of a setting its name. */
  readonly id: string;
  readonly name: string;
}

/** By the ids of the levels; departments first. @param bounds null = everything */
export async function usesOfLevels(
  tx: EntityManager,
  ids: readonly string[],
  bounds: Bounds | null,
): Promise<ReadonlyMap<string, readonly LevelUse[]>> {
  const rows: { level: string; uses: LevelUse[] }[] = await tx.query(
    `SELECT u.level, json_agg(json_build_object('kind', u.kind, 'id', u.id, 'name', u.name)
         ORDER BY u.place, u.name, u.id) AS uses
     FROM (SELECT 1 AS place, 'department' AS kind, d.code AS id, d.name, x.level_id AS level
         FROM department_level x JOIN department d ON d.id = x.department_id
         WHERE x.level_id = ANY($1) AND ($2::text[] IS NULL OR d.code = ANY($2))
       UNION ALL SELECT 2, 'setting', 'visitorLevelIds', 'visitorLevelIds', l.id
         FROM setting s, jsonb_array_elements_text(s.value -> 'levelIds') AS l (id)
         WHERE s.key = 'visitor' AND l.id = ANY($1)) u
     GROUP BY u.level`,
    [ids, bounds?.departments ?? null],
  );
  return new Map(rows.map(({ level, uses }) => [level, uses]));
}
