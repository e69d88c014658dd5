import type { EntityManager } from 'typeorm';
import { eventOf } from '../../protocol/access-push/codes/events.js';
import { outcomeOf, type Outcome } from '../../protocol/access-push/codes/outcomes.js';
import { putInto, type Put } from './event-filter.js';

export const countSteps = ['hour', 'day', 'weekhour'] as const;
export type CountStep = (typeof countSteps)[number];
export const countKeys = ['outcome', 'family', 'door', 'sn', 'eventNo', 'area'] as const;
export type CountKey = (typeof countKeys)[number];

export interface WantedCounts {
  /** Where an hour begins, in the zone. */
  readonly from: Date;
  readonly to: Date;
  readonly timeZone: string;
  readonly step: CountStep;
  readonly by: CountKey;
  /** Keys with the most events; the others are counted together. */
  readonly top: number;
  readonly outcome?: Outcome | undefined;
  readonly sn?: string | undefined;
  readonly doorId?: string | undefined;
  readonly areaCodes?: readonly string[] | undefined;
  /** Areas beyond which the reader sees nothing; null = all. */
  readonly bounds: readonly string[] | null;
}

export interface Count {
  /** Hours since `from`; the day as yyyy-MM-dd; hours since Monday. */
  readonly bucket: string;
  /** Empty for events that have none; null for all beyond the top. */
  readonly key: string | null;
  readonly n: number;
}

/** Codes have six digits at most. */
const mostOfTables = 10_000;

/** The codes with an outcome as ranges: codes that no table knows are judged by the range that they are in. */
function rangesOf(outcome: Outcome): string {
  const ranges: [number, number][] = [];
  for (let code = 0; code < mostOfTables; code++) {
    if (outcomeOf(code, eventOf(code).level) !== outcome) continue;
    const last = ranges.at(-1);
    if (last?.[1] === code - 1) last[1] = code;
    else ranges.push([code, code]);
  }
  const isOpen = outcomeOf(mostOfTables, eventOf(mostOfTables).level) === outcome;
  const sql = ranges.map(([from, to]) =>
    isOpen && to === mostOfTables - 1 ? `c.event_no >= ${from}` : `c.event_no BETWEEN ${from} AND ${to}`,
  );
  return `(${sql.join(' OR ')})`;
}

const ofOutcome: Readonly<Record<Exclude<Outcome, 'other'>, string>> = {
  granted: rangesOf('granted'),
  refused: rangesOf('refused'),
  alarm: rangesOf('alarm'),
};
const otherwise = `NOT (${Object.values(ofOutcome).join(' OR ')})`;
const isOutcome = (outcome: Outcome) => (outcome === 'other' ? otherwise : ofOutcome[outcome]);

const keys: Readonly<Record<CountKey, string>> = {
  outcome: `CASE WHEN ${ofOutcome.granted} THEN 'granted' WHEN ${ofOutcome.refused} THEN 'refused'
    WHEN ${ofOutcome.alarm} THEN 'alarm' ELSE 'other' END`,
  family: `coalesce(d.module, '')`,
  door: 'c.door_id',
  sn: 'c.sn',
  eventNo: 'c.event_no::text',
  area: `coalesce(d.area_code, '')`,
};

const buckets: Readonly<Record<CountStep, (from: string, zone: string) => string>> = {
  hour: (from) => `floor(extract(epoch FROM c.hour - ${from}::timestamptz) / 3600)::int::text`,
  day: (_, zone) => `to_char(c.hour AT TIME ZONE ${zone}, 'YYYY-MM-DD')`,
  weekhour: (_, zone) => `((extract(isodow FROM c.hour AT TIME ZONE ${zone}) - 1) * 24
    + extract(hour FROM c.hour AT TIME ZONE ${zone}))::int::text`,
};

/** Whether a counter is of a place in these areas: the device, and the door where there is one. */
const placeIsInside = (codes: string) => `c.sn IN (SELECT i.sn FROM device i WHERE i.area_code = ANY(${codes}::text[]))
  AND (c.door_id = '' OR c.door_id IN (
    SELECT t.id FROM door t JOIN device i ON i.sn = t.device_sn WHERE i.area_code = ANY(${codes}::text[])))`;

function conditionsOf({ outcome, sn, doorId, areaCodes, bounds }: WantedCounts, put: Put): string[] {
  return [
    ...(outcome === undefined ? [] : [isOutcome(outcome)]),
    ...(sn === undefined ? [] : [`c.sn = ${put(sn)}`]),
    ...(doorId === undefined ? [] : [`c.door_id = ${put(doorId)}`]),
    ...(areaCodes === undefined
      ? []
      : [`c.sn IN (SELECT a.sn FROM device a WHERE a.area_code = ANY(${put(areaCodes)}::text[]))`]),
    ...(bounds === null ? [] : [placeIsInside(put(bounds))]),
  ];
}

/** What the counters say, and the events that are not folded into them yet. Only buckets with events come. */
export function countEvents(tx: EntityManager, wanted: WantedCounts): Promise<Count[]> {
  const { from, to, timeZone, step, by, top } = wanted;
  const parameters: unknown[] = [];
  const put = putInto(parameters);
  const [first, end] = [put(from), put(to)];
  const zone = step === 'hour' ? '' : `${put(timeZone)}::text`;
  const conditions = [`c.hour >= ${first}`, `c.hour < ${end}`, ...conditionsOf(wanted, put)];
  return tx.query(
    `WITH hits AS (
       SELECT ${buckets[step](first, zone)} AS bucket, ${keys[by]} AS key, sum(c.n) AS n
       FROM event_total_by_hour c ${by === 'family' || by === 'area' ? 'LEFT JOIN device d ON d.sn = c.sn' : ''}
       WHERE ${conditions.join(' AND ')} GROUP BY 1, 2),
     ranked AS (SELECT key, row_number() OVER (ORDER BY sum(n) DESC, key) <= ${put(top)}::int AS counts FROM hits GROUP BY key)
     SELECT h.bucket, CASE WHEN r.counts THEN h.key END AS key, sum(h.n)::float8 AS n
     FROM hits h JOIN ranked r USING (key) GROUP BY 1, 2`,
    parameters,
  );
}

const tables = {
  door: 'SELECT id AS key, name FROM door WHERE id = ANY($1)',
  sn: 'SELECT sn AS key, name FROM device WHERE sn = ANY($1)',
  area: 'SELECT code AS key, name FROM area WHERE code = ANY($1)',
} as const;

/** What keys are called today; what is gone has no name. */
export async function namesOf(
  tx: EntityManager,
  by: keyof typeof tables,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows: { key: string; name: string }[] = await tx.query(tables[by], [wanted]);
  return new Map(rows.map(({ key, name }) => [key, name]));
}
