import type { EntityManager } from 'typeorm';
import type { LevelBusiness } from './level-places.js';

/** The levels of a person in their own right. The caller holds the persons and has checked that the levels exist. */
export interface LevelSet {
  readonly personId: string;
  readonly levelIds: readonly string[];
}

const pairsOf = (sets: readonly LevelSet[]) => {
  const pairs = sets.flatMap(({ personId, levelIds }) => levelIds.map((levelId) => ({ personId, levelId })));
  return [pairs.map(({ personId }) => personId), pairs.map(({ levelId }) => levelId)];
};

const given =
  'given AS (SELECT DISTINCT person_id, level_id FROM unnest($1::text[], $2::text[]) g (person_id, level_id))';

/** Levels that the person already has are not touched. */
const put = `
  INSERT INTO acc_level_person (level_id, person_id)
  SELECT g.level_id, g.person_id FROM given g WHERE NOT EXISTS (
    SELECT 1 FROM acc_level_person m WHERE m.level_id = g.level_id AND m.person_id = g.person_id AND m.granted)
  ORDER BY g.level_id, g.person_id
  ON CONFLICT (level_id, person_id) DO UPDATE SET granted = true RETURNING person_id`;

const idsOf = (rows: readonly { person_id: string }[]): ReadonlySet<string> =>
  new Set(rows.map(({ person_id }) => person_id));

/** @returns the ids of persons who did not have all of them */
export async function giveLevels(tx: EntityManager, sets: readonly LevelSet[]): Promise<ReadonlySet<string>> {
  return idsOf(await tx.query(`WITH ${given} ${put}`, pairsOf(sets)));
}

/** Also levels of their department. @returns the ids of persons who had one of them */
export async function takeLevels(tx: EntityManager, sets: readonly LevelSet[]): Promise<ReadonlySet<string>> {
  const [rows]: [{ person_id: string }[], number] = await tx.query(
    `DELETE FROM acc_level_person m USING unnest($1::text[], $2::text[]) g (person_id, level_id)
     WHERE m.person_id = g.person_id AND m.level_id = g.level_id RETURNING m.person_id`,
    pairsOf(sets),
  );
  return idsOf(rows);
}

/** These levels of the business and no others of it; those of their department stay. @returns the ids of those who had others */
export async function replaceLevels(
  tx: EntityManager,
  business: LevelBusiness,
  sets: readonly LevelSet[],
): Promise<ReadonlySet<string>> {
  const other = `m.person_id = ANY($3) AND l.id = m.level_id AND l.business = $4
    AND NOT EXISTS (SELECT 1 FROM given g WHERE g.person_id = m.person_id AND g.level_id = m.level_id)`;
  const rows: { person_id: string }[] = await tx.query(
    `WITH ${given},
       taken AS (DELETE FROM acc_level_person m USING acc_level l WHERE ${other} AND NOT m.inherited RETURNING m.person_id),
       inherited AS (UPDATE acc_level_person m SET granted = false FROM acc_level l
         WHERE ${other} AND m.inherited AND m.granted RETURNING m.person_id),
       put AS (${put})
     SELECT person_id FROM taken UNION ALL SELECT person_id FROM inherited UNION ALL SELECT person_id FROM put`,
    [...pairsOf(sets), sets.map(({ personId }) => personId), business],
  );
  return idsOf(rows);
}

/**
 * Leaves out what persons have by their department alone: a client that writes back what it has read grants nothing.
 * Call it before the department of a person changes.
 */
export async function withoutInherited<S extends LevelSet>(tx: EntityManager, sets: readonly S[]): Promise<S[]> {
  const rows: { personId: string; levelId: string }[] = await tx.query(
    `SELECT person_id AS "personId", level_id AS "levelId" FROM acc_level_person
     WHERE person_id = ANY($1) AND inherited AND NOT granted`,
    [sets.map(({ personId }) => personId)],
  );
  const inherited = new Set(rows.map(({ personId, levelId }) => `${personId} ${levelId}`));
  return sets.map((set) => ({
    ...set,
    levelIds: set.levelIds.filter((levelId) => !inherited.has(`${set.personId} ${levelId}`)),
  }));
}
