import type { EntityManager } from 'typeorm';
import { contentOf, foundZones } from '../../sync/survey/found-access.js';
import type { Periods } from '../../modules/timeZone/time-zone.entity.js';
import type { Questions } from './answers.js';

type LevelQuestion = Questions['levels'][number];

/** Doors of a panel in one of its time zones that exactly the members of a level may pass. */
interface Match {
  readonly levelId: string;
  readonly surveyId: number;
  readonly sn: string;
  readonly timeZoneId: number;
  /** Old ids of the doors. */
  readonly doors: readonly string[];
}

/** Levels of the old server that lead nowhere here, with their old ids. */
const doorless = (tx: EntityManager): Promise<{ id: string; oldId: string; name: string }[]> =>
  tx.query(
    `SELECT l.id, s.old_id AS "oldId", l.name FROM import_source s JOIN acc_level l ON l.id = s.new_key
     WHERE s.kind = 'levels acc' AND NOT EXISTS (SELECT 1 FROM level_place p WHERE p.level_id = l.id) ORDER BY l.name`,
  );

/**
 * The doors that, by the panels' surveys, exactly the members of a level may pass. Two sets of people are equal if
 * their sizes and the sums of their hashes are equal.
 */
const matches = (tx: EntityManager, levelIds: readonly string[]): Promise<Match[]> =>
  tx.query(
    `WITH rights AS (
       SELECT DISTINCT v.id AS survey_id, v.sn, d.door::int AS number, (r.row ->> 'timezoneId')::int AS zone, r.row ->> 'pin' AS pin
       FROM survey v JOIN survey_row r ON r.survey_id = v.id AND r.table_name = 'userauthorize' AND r.standing <> 'missing',
         jsonb_array_elements_text(r.row -> 'doors') d (door) WHERE v.status = 'done'),
     held AS (
       SELECT survey_id, sn, number, zone, count(*) AS n, bit_xor(hashtextextended(pin, 0)) AS mark FROM rights
       GROUP BY 1, 2, 3, 4),
     member AS (
       SELECT m.level_id, count(*) AS n, bit_xor(hashtextextended(p.pin, 0)) AS mark FROM acc_level_person m
         JOIN person p ON p.id = m.person_id WHERE m.level_id = ANY($1) GROUP BY 1)
     SELECT m.level_id AS "levelId", h.survey_id AS "surveyId", h.sn, h.zone AS "timeZoneId",
       array_agg(coalesce(s.old_id, o.id) ORDER BY h.number) AS doors
     FROM member m JOIN held h USING (n, mark) JOIN door o ON o.device_sn = h.sn AND o.number = h.number
       LEFT JOIN import_source s ON s.kind = 'doors' AND s.new_key = o.id
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 3, 4`,
    [levelIds],
  );

/** What a person has to answer about levels, with proposals from the panels. */
export async function levelQuestions(tx: EntityManager): Promise<LevelQuestion[]> {
  const levels = await doorless(tx);
  if (levels.length === 0) return [];
  const found = await matches(
    tx,
    levels.map(({ id }) => id),
  );
  const zones = await zonesHere(tx, [...new Set(found.map(({ surveyId }) => surveyId))]);
  return levels.map(({ id, oldId, name }) => {
    const own = found.filter(({ levelId }) => levelId === id);
    const numbers = new Set(own.map((match) => zones.get(`${match.surveyId} ${match.timeZoneId}`) ?? null));
    const [zone = null] = numbers;
    const timeZone = numbers.size === 1 ? zone : null;
    return { id: oldId, name, doors: own.flatMap(({ doors }) => doors), timeZone, note: noteOf(own, numbers) };
  });
}

const unasked = 'no panel that was read has doors that its members have, and nobody else';

function noteOf(own: readonly Match[], numbers: ReadonlySet<number | null>): string {
  if (own.length === 0) return unasked;
  const where = own.map(({ sn, timeZoneId }) => `${sn} in its time zone ${timeZoneId}`).join(', ');
  const said = `its members have these doors on ${where}, and nobody else does`;
  if (numbers.size > 1) return `${said}; the time zones differ: make two levels of it`;
  return numbers.has(null) ? `${said}; make that time zone here first` : said;
}

/** The zones here with the content of those on the panels, by survey and number there. */
async function zonesHere(tx: EntityManager, surveyIds: readonly number[]): Promise<ReadonlyMap<string, number>> {
  const here: { id: number; periods: Periods }[] = await tx.query('SELECT id, periods FROM time_zone ORDER BY id DESC');
  const byContent = new Map(here.map(({ id, periods }) => [contentOf(periods), id]));
  const zones = new Map<string, number>();
  for (const surveyId of surveyIds) {
    // Zone 1 is always open on every panel.
    zones.set(`${surveyId} 1`, 1);
    for (const { timeZoneId, periods } of await foundZones(tx, surveyId)) {
      const id = byContent.get(contentOf(periods));
      if (id !== undefined) zones.set(`${surveyId} ${timeZoneId}`, id);
    }
  }
  return zones;
}
