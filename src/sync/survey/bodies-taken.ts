import type { EntityManager } from 'typeorm';

/** What persons get of a panel that they do not have here: the panel sends it behind the take-over. */
export interface BodiesTaken {
  readonly fingers: number;
  /** People with a face. */
  readonly faces: number;
  /** Palms, veins and the like. */
  readonly others: number;
  /** People with a photo, of the person or for comparison. */
  readonly photos: number;
}

export const noBodies: BodiesTaken = { fingers: 0, faces: 0, others: 0, photos: 0 };

/** 16 added to the number of a finger means duress; a photo of type 0 is one of a face (docs/rules.md 10). */
const bodies = `SELECT s.sn, s.created_at AS read_at, r.row ->> 'pin' AS pin, r.table_name = 'userpic' AS is_user_pic,
    CASE r.table_name WHEN 'biophoto' THEN 'photo' ELSE 'template' END AS kind,
    CASE r.table_name WHEN 'templatev10' THEN 1 WHEN 'biophoto' THEN coalesce(nullif((r.row ->> 'type')::int, 0), 9)
      ELSE (r.row ->> 'type')::int END AS bio_type,
    coalesce((r.row ->> 'fingerId')::int % 16, (r.row ->> 'no')::int, 0) AS no,
    coalesce((r.row ->> 'index')::int, 0) AS index
  FROM survey s JOIN survey_row r ON r.survey_id = s.id
  WHERE s.sn = $1 AND r.standing <> 'missing' AND r.table_name IN ('templatev10', 'biodata', 'biophoto', 'userpic')`;

const samePlace = (one: string) => `${one}.kind = b.kind AND ${one}.bio_type = b.bio_type AND ${one}.no = b.no
  AND ${one}.index = b.index`;

/** Nothing that was deleted here since the reading, or of a person who is older than that. */
export async function bodiesOf(tx: EntityManager, sn: string, pins: ReadonlySet<string>): Promise<BodiesTaken> {
  const [counted]: BodiesTaken[] = await tx.query(
    `SELECT count(DISTINCT (b.pin, b.no)) FILTER (WHERE b.kind = 'template' AND b.bio_type = 1)::int AS fingers,
       count(DISTINCT b.pin) FILTER (WHERE b.kind = 'template' AND b.bio_type IN (2, 9))::int AS faces,
       count(DISTINCT (b.pin, b.bio_type, b.no))
         FILTER (WHERE b.kind = 'template' AND b.bio_type NOT IN (1, 2, 9))::int AS others,
       count(DISTINCT b.pin) FILTER (WHERE b.kind = 'photo' OR b.is_user_pic)::int AS photos
     FROM (${bodies}) b LEFT JOIN person p ON p.pin = b.pin
     WHERE b.pin = ANY($2)
       AND CASE WHEN b.is_user_pic THEN p.photo_name IS NULL
         ELSE NOT EXISTS (SELECT 1 FROM bio_template t WHERE t.person_id = p.id AND ${samePlace('t')})
           AND NOT EXISTS (SELECT 1 FROM bio_tombstone t WHERE t.pin = b.pin AND ${samePlace('t')}
             AND t.at >= least(b.read_at, p.created_at)) END`,
    [sn, [...pins]],
  );
  return counted ?? noBodies;
}

/**
 * What was deleted with a person does not count against the one who has the pin since, for what this panel was found to
 * hold after that. What was deleted later does.
 */
export async function forgetOldDeletions(tx: EntityManager, sn: string): Promise<void> {
  await tx.query(
    `DELETE FROM bio_tombstone t USING (${bodies}) b JOIN person p ON p.pin = b.pin
     WHERE t.pin = b.pin AND ${samePlace('t')} AND t.at < least(b.read_at, p.created_at)`,
    [sn],
  );
}
