import type { EntityManager } from 'typeorm';

/** The resource of the admin API where rows that are not taken over can be made by hand. */
const madeAt: Readonly<Record<string, string>> = {
  inoutfun: '/linkages',
  cambindinfo: '/camera-bindings',
  antipassback: '/anti-passback-rules',
  interlock: '/interlock-rules',
  triggerlist: '/anti-passback-rules or /interlock-rules',
  multimcard: '/person-groups and /multi-card-rules',
  outrelaysetting: '/scheduled-outputs',
  inputiosetting: '/input-schedules',
  gatepassrule: '/gate-pass-rules',
  difftimezonevs: '/verification-schedules',
  doorvstimezone: '/door-verification-rules',
  personalvstimezone: '/person-verification-rules',
  usereleauthorize: '/elevator-levels',
  defaultwgformat: '/wiegand-formats',
  wgformat: '/wiegand-formats',
  readerwgformat: '/reader-wiegand-formats',
  ntpserverlist: '/ntp-servers',
  extboardproperty: '/expansion-boards',
  extboardrelationlist: '/expansion-boards',
  devparameters: '/device-parameters',
  doorparameters: '/doors/{id}',
  options: '/doors/{id} or /device-parameters',
  contact_info: '/contacts',
  contact_number_list: '/contacts',
  contact_number_pattern_list: '/contact-number-patterns',
  deviceauthorize: '/devices/{sn}/sub-devices',
};

export interface NotTaken {
  readonly table: string;
  readonly rows: number;
  /** Why it has to be made by hand. */
  readonly why: string;
  /** Where, in the admin API; null = nowhere, it is the device's own. */
  readonly where: string | null;
}

const rightsOfRules: ReadonlySet<string> = new Set(['usereleauthorize']);

function whyOf(table: string): string {
  if (madeAt[table] === undefined) return 'nothing here writes such rows';
  if (rightsOfRules.has(table))
    return 'rights to floors are levels of the elevator module, with other doors on each panel';
  return 'its numbers have a meaning only together with other tables of the panel: what it is for has to be known';
}

/** What a survey found that is not taken over, by table. */
export async function notTaken(
  tx: EntityManager,
  surveyId: number,
  taken: readonly string[],
  places: readonly string[],
): Promise<NotTaken[]> {
  const rows: { table: string; rows: number }[] = await tx.query(
    `SELECT table_name AS "table", count(*)::int AS rows FROM survey_row
     WHERE survey_id = $1 AND standing = 'foreign' AND NOT table_name = ANY($2)
       AND NOT (table_name || E'\\n' || key) = ANY($3) GROUP BY 1 ORDER BY 1`,
    [surveyId, taken, places],
  );
  return rows.map((one) => ({ ...one, why: whyOf(one.table), where: madeAt[one.table] ?? null }));
}

export interface FoundHoliday {
  /** yyyy-MM-dd */
  readonly date: string;
  readonly type: number;
  readonly everyYear: boolean;
}

export const foundHolidays = (tx: EntityManager, surveyId: number): Promise<FoundHoliday[]> =>
  tx.query(
    `SELECT row ->> 'holiday' AS date, (row ->> 'holidayType')::int AS type, (row ->> 'loop')::int = 1 AS "everyYear"
     FROM survey_row WHERE survey_id = $1 AND table_name = 'holiday' AND standing = 'foreign' ORDER BY 1`,
    [surveyId],
  );

/** People who open a door for others, or pass it whatever its rules are. */
export interface FoundPrivilege {
  readonly door: number;
  /** 0 where it has none. */
  readonly timeZoneId: number;
  readonly pins: readonly string[];
}

export const foundPrivileges = (
  tx: EntityManager,
  surveyId: number,
  table: 'firstcard' | 'superauthorize',
): Promise<FoundPrivilege[]> =>
  tx.query(
    `SELECT (row ->> 'doorId')::int AS door, coalesce((row ->> 'timezoneId')::int, 0) AS "timeZoneId",
       array_agg(DISTINCT row ->> 'pin' ORDER BY row ->> 'pin') AS pins
     FROM survey_row WHERE survey_id = $1 AND table_name = $2 AND standing = 'foreign' GROUP BY 1, 2 ORDER BY 1, 2`,
    [surveyId, table],
  );

/** What the first card does at a door: it stays open, or others may verify from then on (2). */
export async function firstCardActivates(tx: EntityManager, surveyId: number, door: number): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `SELECT 1 FROM survey_row WHERE survey_id = $1 AND row ->> 'value' = '2' AND (
       (table_name = 'doorparameters' AND row ->> 'name' = 'DoorFirstCardOpenDoor' AND (row ->> 'id')::int = $2)
       OR (table_name = 'options' AND row ->> 'name' = $3))`,
    [surveyId, door, `Door${door}FirstCardOpenDoor`],
  );
  return rows.length > 0;
}
