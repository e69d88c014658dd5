import type { EntityManager } from 'typeorm';
import { dayNames, type Periods } from '../../modules/timeZone/time-zone.entity.js';

/** A user of a panel as its survey has them, with cards. */
export interface FoundUser {
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
  readonly isVisitor: boolean;
  readonly extendedPass: boolean;
  /** Of the person's own; 0 = that of the door. */
  readonly verifyMode: number;
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly privilege: number | null;
  readonly disabled: boolean;
  /** Sealed. */
  readonly password: Buffer | null;
  /** The main card first. */
  readonly cards: readonly FoundCard[];
}

export interface FoundCard {
  readonly cardNo: string;
  readonly lost: boolean;
}

/** Few panels mark visitors. Servers give visitors numbers of eight digits from 80000001 on, and a visit has an end. */
const longestVisit = '31 days';

/**
 * FunSwitch of `extuser`: bit 0 is a longer passage, bit 1 a visitor (9.1.1). A card of `mulcarduser` counts before that
 * of the user. Where all rights of a user have the same limits, these are the user's.
 */
export const foundUsers = (
  tx: EntityManager,
  surveyId: number,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<FoundUser[]> =>
  tx.query(
    `WITH page AS MATERIALIZED (SELECT row, secret, row ->> 'pin' AS pin FROM survey_row
       WHERE survey_id = $1 AND table_name = 'user' AND standing <> 'missing' AND row ->> 'pin' > $2
       ORDER BY row ->> 'pin' LIMIT $3),
     held AS MATERIALIZED (SELECT table_name, key, row FROM survey_row
       WHERE survey_id = $1 AND table_name IN ('mulcarduser', 'userauthorize', 'extuser') AND standing <> 'missing'
         AND row ->> 'pin' = ANY(ARRAY(SELECT pin FROM page))),
     cards AS (
       SELECT row ->> 'pin' AS pin, jsonb_agg(jsonb_build_object('cardNo', row ->> 'cardNo',
           'lost', coalesce((row ->> 'lossCardFlag')::boolean, false)) ORDER BY (row ->> 'cardType')::int, key) AS cards
       FROM held WHERE table_name = 'mulcarduser' AND coalesce(row ->> 'cardNo', '') NOT IN ('', '0') GROUP BY 1),
     limits AS (
       SELECT row ->> 'pin' AS pin, min(row ->> 'startTime') AS start, min(row ->> 'endTime') AS stop
       FROM held WHERE table_name = 'userauthorize' GROUP BY 1
       HAVING count(DISTINCT coalesce(row ->> 'startTime', '') || '/' || coalesce(row ->> 'endTime', '')) = 1)
     SELECT u.row ->> 'pin' AS pin, coalesce(nullif(e.row ->> 'firstName', ''), u.row ->> 'name', '') AS name,
       coalesce(e.row ->> 'lastName', '') AS "lastName",
       coalesce((e.row ->> 'funSwitch')::int, 0) & 2 > 0 OR (u.row ->> 'pin' ~ '^8[0-9]{7}$'
         AND coalesce(u.row ->> 'endTime', a.stop)::timestamp - coalesce(u.row ->> 'startTime', a.start)::timestamp
           <= interval '${longestVisit}') AS "isVisitor",
       coalesce((e.row ->> 'funSwitch')::int, 0) & 1 > 0 AS "extendedPass",
       coalesce((e.row ->> 'personalVS')::int, 0) AS "verifyMode",
       coalesce(u.row ->> 'startTime', a.start) AS "startTime", coalesce(u.row ->> 'endTime', a.stop) AS "endTime", (u.row ->> 'privilege')::int AS privilege,
       coalesce((u.row ->> 'disable')::boolean, false) AS disabled, u.secret AS password,
       coalesce(c.cards, CASE WHEN coalesce(u.row ->> 'cardNo', '') IN ('', '0') THEN '[]'::jsonb
         ELSE jsonb_build_array(jsonb_build_object('cardNo', u.row ->> 'cardNo', 'lost', false)) END) AS cards
     FROM page u LEFT JOIN held e ON e.table_name = 'extuser' AND e.row ->> 'pin' = u.row ->> 'pin'
       LEFT JOIN cards c ON c.pin = u.row ->> 'pin' LEFT JOIN limits a ON a.pin = u.row ->> 'pin'
     ORDER BY u.pin`,
    [surveyId, after, limit],
  );

/** The first user who holds a card, by card. A card of `mulcarduser` counts before that of the user. */
export async function firstHolders(
  tx: EntityManager,
  surveyId: number,
  cards: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows: { card: string; pin: string }[] = await tx.query(
    `SELECT r.row ->> 'cardNo' AS card, min(r.row ->> 'pin') AS pin FROM survey_row r
     WHERE r.survey_id = $1 AND r.table_name IN ('user', 'mulcarduser') AND r.row ->> 'cardNo' = ANY($2)
       AND r.standing <> 'missing' AND (r.table_name = 'mulcarduser' OR NOT EXISTS (
         SELECT 1 FROM survey_row m WHERE m.survey_id = $1 AND m.table_name = 'mulcarduser' AND m.standing <> 'missing'
           AND m.row ->> 'pin' = r.row ->> 'pin' AND coalesce(m.row ->> 'cardNo', '') NOT IN ('', '0')))
     GROUP BY 1`,
    [surveyId, cards],
  );
  return new Map(rows.map(({ card, pin }) => [card, pin]));
}

/** A row that opens doors, which nothing here wants. */
export interface FoundAuthority {
  readonly pin: string;
  readonly timeZoneId: number;
  readonly doors: readonly number[];
  /** Its limits, if all of its rows have the same. */
  readonly startTime: string | null;
  readonly endTime: string | null;
  /** Its rows have different limits. */
  readonly isMixed: boolean;
}

/** Rows for one door each, of one person in one zone, are one. */
export const foundAuthorities = (
  tx: EntityManager,
  surveyId: number,
  pins: readonly string[],
): Promise<FoundAuthority[]> =>
  tx.query(
    `SELECT r.row ->> 'pin' AS pin, (r.row ->> 'timezoneId')::int AS "timeZoneId",
       array_agg(DISTINCT d.door::int ORDER BY d.door::int) AS doors,
       min(r.row ->> 'startTime') AS "startTime", min(r.row ->> 'endTime') AS "endTime",
       count(DISTINCT coalesce(r.row ->> 'startTime', '') || '/' || coalesce(r.row ->> 'endTime', '')) > 1 AS "isMixed"
     FROM survey_row r, jsonb_array_elements_text(r.row -> 'doors') d (door)
     WHERE r.survey_id = $1 AND r.table_name = 'userauthorize' AND r.standing = 'foreign' AND r.row ->> 'pin' = ANY($2)
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [surveyId, pins],
  );

export interface Door {
  readonly id: string;
  readonly name: string;
  readonly number: number;
}

/** Doors of a device by their numbers. */
export async function doorsOf(tx: EntityManager, sn: string): Promise<ReadonlyMap<number, Door>> {
  const rows: Door[] = await tx.query('SELECT id, name, number FROM door WHERE device_sn = $1', [sn]);
  return new Map(rows.map((door) => [door.number, door]));
}

export interface FoundZone {
  readonly timeZoneId: number;
  readonly periods: Periods;
}

export async function foundZones(tx: EntityManager, surveyId: number): Promise<FoundZone[]> {
  const rows: { timeZoneId: number; periods: Readonly<Record<string, readonly string[]>> }[] = await tx.query(
    `SELECT (row ->> 'timezoneId')::int AS "timeZoneId", row -> 'periods' AS periods FROM survey_row
     WHERE survey_id = $1 AND table_name = 'timezone' AND standing <> 'missing' ORDER BY 1`,
    [surveyId],
  );
  return rows.map(({ timeZoneId, periods }) => ({ timeZoneId, periods: periodsOf(periods) }));
}

/** `HH:mm-HH:mm` as pairs; a day without periods is not named. */
function periodsOf(texts: Readonly<Record<string, readonly string[]>>): Periods {
  const days = dayNames.map((day) => {
    const pairs = (texts[day] ?? []).map((text): [string, string] => [text.slice(0, 5), text.slice(6)]);
    return [day, pairs.sort(([one], [other]) => (one < other ? -1 : 1))] as const;
  });
  return Object.fromEntries(days.filter(([, pairs]) => pairs.length > 0));
}

/** Zones with the same text are open at the same times. */
export const contentOf = (periods: Periods): string =>
  JSON.stringify(dayNames.map((day) => [...(periods[day] ?? [])].sort(([one], [other]) => (one < other ? -1 : 1))));
