import type { EntityManager } from 'typeorm';
import { tables, type TableName } from '../../protocol/access-push/tables/all.js';
import { settingTables } from '../desired/table-order.js';
import type { Standing, Survey } from './survey.js';

/** What a panel holds, in numbers. */
export interface SurveyPeople {
  readonly users: number;
  readonly known: number;
  readonly cards: number;
  readonly passwords: number;
  readonly fingers: number;
  readonly faces: number;
  readonly authorities: number;
  readonly timeZones: number;
  readonly rules: number;
  readonly parameters: number;
}

const rights = ['userauthorize', 'usereleauthorize', 'superauthorize'] as const satisfies TableName[];

/** Tables about people, times and the device itself; the others are rules. */
const noRules = [
  ...rights,
  ...settingTables,
  ...(['user', 'extuser', 'mulcarduser', 'identitycard', 'templatev10', 'biodata', 'biophoto'] as const),
  ...(['userpic', 'timezone', 'holiday', 'dstsetting', 'wgformat', 'defaultwgformat', 'readerwgformat'] as const),
  ...(['ntpserverlist', 'extboardproperty', 'extboardrelationlist', 'deviceauthorize'] as const),
] satisfies readonly string[];

const ruleTables: readonly string[] = Object.keys(tables).filter((name) => !noRules.includes(name));
const parameterTables = ['devparameters', 'doorparameters', 'readerparameters', 'readerparameter', 'options'];

/** Of a user's row the card, of `mulcarduser` each; 0 and an empty one are none (docs/rules.md 10). */
const cardsOf = `SELECT r.row ->> 'pin' AS pin, r.row ->> 'cardNo' AS card FROM survey_row r
  WHERE r.survey_id = $1 AND r.table_name IN ('user', 'mulcarduser') AND r.standing <> 'missing'
    AND coalesce(r.row ->> 'cardNo', '') NOT IN ('', '0')`;
const isFinger = `(table_name = 'templatev10' OR (table_name = 'biodata' AND row ->> 'type' = '1'))`;
/** Near infrared and visible light (appendix 18). */
const isFace = `(table_name = 'biodata' AND row ->> 'type' IN ('2', '9'))`;
const finger = `coalesce(row ->> 'fingerId', row ->> 'no')`;

export async function surveyHolds(tx: EntityManager, { id }: Pick<Survey, 'id'>): Promise<SurveyPeople> {
  const [counted]: SurveyPeople[] = await tx.query(
    `SELECT count(*) FILTER (WHERE table_name = 'user')::int AS users,
       count(*) FILTER (WHERE table_name = 'user' AND EXISTS (SELECT 1 FROM person p WHERE p.pin = row ->> 'pin'))::int
         AS known,
       (SELECT count(DISTINCT c.card)::int FROM (${cardsOf}) c) AS cards,
       count(*) FILTER (WHERE table_name = 'user' AND 'Password' = ANY(hidden))::int AS passwords,
       count(DISTINCT (row ->> 'pin', ${finger})) FILTER (WHERE ${isFinger})::int AS fingers,
       count(DISTINCT row ->> 'pin') FILTER (WHERE ${isFace})::int AS faces,
       count(*) FILTER (WHERE table_name = ANY($2))::int AS authorities,
       count(*) FILTER (WHERE table_name = 'timezone')::int AS "timeZones",
       count(*) FILTER (WHERE table_name = ANY($3))::int AS rules,
       count(*) FILTER (WHERE table_name = ANY($4))::int AS parameters
     FROM survey_row WHERE survey_id = $1 AND standing <> 'missing'`,
    [id, rights, ruleTables, parameterTables],
  );
  if (!counted) throw new Error('a count without a row');
  return counted;
}

/** A row that opens something for a user. */
export interface Authority {
  readonly table: string;
  readonly places: readonly number[];
  readonly timeZoneId: number | null;
}

/** A user of a panel with all rows that depend on the user. */
export interface SurveyPerson {
  readonly pin: string;
  readonly name: string;
  readonly known: boolean;
  readonly nameHere: string | null;
  readonly standing: Standing;
  readonly cards: readonly string[];
  readonly password: boolean;
  readonly fingers: number;
  readonly face: boolean;
  readonly authorities: readonly Authority[];
}

/** By pin, beginning behind `after`. */
export const surveyPersons = (
  tx: EntityManager,
  surveyId: number,
  { after = '', limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<SurveyPerson[]> =>
  tx.query(
    `WITH held AS MATERIALIZED (
       SELECT row ->> 'pin' AS pin, coalesce(row ->> 'name', '') AS name, standing, 'Password' = ANY(hidden) AS password
       FROM survey_row WHERE survey_id = $1 AND table_name = 'user' AND standing <> 'missing' AND row ->> 'pin' > $2
       ORDER BY 1 LIMIT $3),
     cards AS (
       SELECT c.pin, array_agg(DISTINCT c.card ORDER BY c.card) AS cards FROM (${cardsOf}) c
       WHERE c.pin IN (SELECT pin FROM held) GROUP BY 1),
     bodies AS (
       SELECT row ->> 'pin' AS pin, count(DISTINCT ${finger}) FILTER (WHERE ${isFinger})::int AS fingers,
         bool_or(${isFace}) AS face
       FROM survey_row WHERE survey_id = $1 AND table_name IN ('templatev10', 'biodata') AND standing <> 'missing'
         AND row ->> 'pin' IN (SELECT pin FROM held) GROUP BY 1),
     opened AS (
       SELECT row ->> 'pin' AS pin, jsonb_agg(jsonb_build_object('table', table_name,
           'places', coalesce(row -> 'doors', row -> 'floors', jsonb_build_array(row -> 'doorId')),
           'timeZoneId', (row ->> 'timezoneId')::int) ORDER BY table_name, key) AS authorities
       FROM survey_row WHERE survey_id = $1 AND table_name = ANY($4) AND standing <> 'missing'
         AND row ->> 'pin' IN (SELECT pin FROM held) GROUP BY 1)
     SELECT h.pin, h.name, p.pin IS NOT NULL AS known, p.name AS "nameHere", h.standing, h.password,
       coalesce(c.cards, '{}') AS cards, coalesce(b.fingers, 0) AS fingers, coalesce(b.face, false) AS face,
       coalesce(o.authorities, '[]') AS authorities
     FROM held h LEFT JOIN person p ON p.pin = h.pin LEFT JOIN cards c ON c.pin = h.pin
       LEFT JOIN bodies b ON b.pin = h.pin LEFT JOIN opened o ON o.pin = h.pin ORDER BY h.pin`,
    [surveyId, after, limit, rights],
  );
