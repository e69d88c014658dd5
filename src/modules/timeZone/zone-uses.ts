import type { EntityManager } from 'typeorm';

/** What cannot do without a time zone. */
export interface ZoneUse {
  readonly kind: 'level' | 'rule' | 'door';
  readonly id: string;
  readonly name: string;
}

/** By the numbers of the zones; levels first. */
export async function usesOfZones(
  tx: EntityManager,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly ZoneUse[]>> {
  const rows: { zone: number; uses: ZoneUse[] }[] = await tx.query(
    `SELECT u.zone, json_agg(json_build_object('kind', u.kind, 'id', u.id, 'name', u.name)
         ORDER BY u.place, u.name, u.id) AS uses
     FROM (SELECT 1 AS place, 'level' AS kind, id, name, time_zone_id AS zone FROM acc_level WHERE time_zone_id = ANY($1)
       UNION ALL SELECT 2, 'rule', id, kind || ' ' || id, time_zone_id FROM access_rule WHERE time_zone_id = ANY($1)
       UNION ALL SELECT DISTINCT 3, 'door', d.id, d.name, z.id FROM door d JOIN unnest($1::int[]) AS z (id)
         ON z.id::text IN (d.settings ->> 'DoorValidTZ', d.settings ->> 'DoorKeepOpenTimeZone')) u
     GROUP BY u.zone`,
    [ids],
  );
  return new Map(rows.map(({ zone, uses }) => [zone, uses]));
}

/** The same in words, for the refusal of its removal. */
const words: Readonly<Record<ZoneUse['kind'], (name: string) => string>> = {
  level: (name) => `the access level "${name}"`,
  rule: (name) => name,
  door: (name) => `the settings of door "${name}"`,
};
export const sayUse = ({ kind, name }: ZoneUse): string => words[kind](name);
