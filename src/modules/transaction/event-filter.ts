import type { EntityManager } from 'typeorm';
import { grants, refusals, type Outcome } from '../../protocol/access-push/codes/outcomes.js';
import { containing } from '../../platform/database/like.js';
import { fieldError } from '../../platform/errors.js';
import { withChildren, type Bounds } from '../../platform/operator/bounds.js';
import { timeOfEventId } from './event-id.js';

/** What is chosen by the facts that an event holds itself; a missing one selects everything. */
interface Facts {
  readonly sn?: string | undefined;
  readonly pin?: string | undefined;
  readonly doorId?: string | undefined;
  /** 0 normal, 1 warning, 2 alarm. */
  readonly level?: number | undefined;
  /** Wall clock of the device, `yyyy-MM-dd HH:mm:ss`, both ends included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Codes as they are in the event. */
  readonly deptCodes?: readonly string[] | undefined;
  readonly cardNo?: string | undefined;
  readonly eventNos?: readonly number[] | undefined;
  readonly outcome?: Outcome | undefined;
  /** Part of a name, pin, card, or name of a door or device. */
  readonly q?: string | undefined;
}

/** What a reader asks for. */
export interface WantedEvents extends Facts {
  /** With the areas below it. */
  readonly areaCode?: string | undefined;
  readonly readerId?: string | undefined;
  /** Id of an event: those near it in time. */
  readonly around?: string | undefined;
}

/** What of it the statements need. */
export interface EventFilter extends Facts {
  readonly areaCodes?: readonly string[] | undefined;
  readonly reader?: { readonly doorId: string; readonly readerNo: number; readonly side: number } | undefined;
  /** A time of a device; two minutes before and after it. */
  readonly near?: string | undefined;
  /** Of the operator who asks; null = all. */
  readonly bounds: Bounds | null;
}

/** @throws Failure invalid for an area, a department, a reader or an event that does not exist */
export async function eventFilter(
  tx: EntityManager,
  { areaCode, readerId, around, ...facts }: WantedEvents,
  bounds: Bounds | null,
): Promise<EventFilter> {
  return {
    ...facts,
    areaCodes: areaCode === undefined ? undefined : await areasOf(tx, areaCode),
    deptCodes: facts.deptCodes && (await departments(tx, facts.deptCodes)),
    reader: readerId === undefined ? undefined : await readerOf(tx, readerId),
    near: around === undefined ? undefined : await timeOf(tx, around),
    bounds,
  };
}

async function areasOf(tx: EntityManager, code: string): Promise<readonly string[]> {
  const codes = (await withChildren(tx, 'area', [code])) ?? [];
  if (codes.length === 0) throw fieldError('areaCode', 'is the code of no area');
  return codes;
}

async function departments(tx: EntityManager, codes: readonly string[]): Promise<readonly string[]> {
  const found: unknown[] = await tx.query('SELECT 1 FROM department WHERE code = ANY($1)', [codes]);
  if (codes.length === 0 || found.length < new Set(codes).size)
    throw fieldError('deptCode', 'is made of codes of departments, with commas');
  return codes;
}

async function readerOf(tx: EntityManager, id: string): Promise<EventFilter['reader']> {
  const [reader]: NonNullable<EventFilter['reader']>[] = await tx.query(
    'SELECT door_id AS "doorId", reader_no AS "readerNo", reader_state AS side FROM reader WHERE id = $1',
    [id],
  );
  if (!reader) throw fieldError('readerId', 'is the id of no reader');
  return reader;
}

async function timeOf(tx: EntityManager, id: string): Promise<string> {
  const at = timeOfEventId(id);
  const found: unknown[] =
    at === null ? [] : await tx.query('SELECT 1 FROM event WHERE event_time = $1 AND id = $2', [at, id]);
  if (at === null || found.length === 0) throw fieldError('around', 'is the id of no event');
  return at;
}

/** Puts a value among the parameters of a statement and returns its place: `$3`. */
export type Put = (value: unknown) => string;

export const putInto =
  (parameters: unknown[]): Put =>
  (value) =>
    `$${parameters.push(value)}`;

/** Whether an index of events finds them by it, so that a list reads no others; `time` is the column of the time. */
export function keyConditions({ sn, pin, level, outcome, ...filter }: EventFilter, put: Put, time: string): string[] {
  const { from, to, near } = filter;
  const isException = (level ?? 0) > 0 || outcome === 'alarm' || outcome === 'refused';
  return [
    ...given(sn, (value) => `e.sn = ${put(value)}`),
    // The indexes are partial, so the conditions must say so.
    ...given(pin, (value) => `e.pin = ${put(value)}${value === '' ? '' : ` AND e.pin <> ''`}`),
    ...(isException ? ['e.event_level > 0'] : []),
    ...given(from, (value) => `${time} >= ${put(value)}::timestamp`),
    ...given(to, (value) => `${time} <= ${put(value)}::timestamp`),
    ...given(near, (value) => {
      const at = `${put(value)}::timestamp`;
      return `${time} BETWEEN ${at} - interval '2 minutes' AND ${at} + interval '2 minutes'`;
    }),
  ];
}

/** The others: events are read and looked at. */
export function otherConditions(filter: EventFilter, put: Put): string[] {
  const { doorId, level, areaCodes, deptCodes, reader, cardNo, eventNos, outcome, q, bounds } = filter;
  // A parameter that the statement does not use would be refused.
  const shown = () => (bounds?.departments ? personIsShown(put(bounds.departments)) : 'true');
  return [
    ...given(doorId, (value) => `e.door_id = ${put(value)}`),
    ...given(level, (value) => `e.event_level = ${put(value)}`),
    ...given(
      areaCodes,
      (value) => `e.sn IN (SELECT d.sn FROM device d WHERE d.area_code = ANY(${put(value)}::text[]))`,
    ),
    ...given(deptCodes, (value) => `e.dept_code = ANY(${put(value)}::text[]) AND ${shown()}`),
    ...given(reader, ({ doorId: door, readerNo, side }) => {
      const atSide = `e.point_type = 'door' AND e.in_out = ${put(side)}`;
      const itself = `e.point_type = 'reader' AND e.point_no = ${put(readerNo)}`;
      return `e.door_id = ${put(door)} AND (${atSide} OR ${itself})`;
    }),
    ...given(cardNo, (value) => `e.card_no = ${put(value)} AND ${shown()}`),
    ...given(eventNos, (value) => `e.event_no = ANY(${put(value)}::int[])`),
    ...given(outcome, (value) => outcomeConditions[value](put)),
    ...given(q, (value) => {
      const like = `ILIKE ${put(containing(value))}`;
      const has = (columns: readonly string[]) => columns.map((column) => `${column} ${like}`).join(' OR ');
      return `(${has(ofPlace)} OR (${has(ofPerson)}) AND ${shown()})`;
    }),
    ...given(bounds?.areas ?? undefined, (value) => placeIsInside(`${put(value)}::text[]`)),
  ];
}

const ofPlace = ['e.door_name', 'e.dev_name'];
const ofPerson = ['e.pin', 'e.card_no', 'e.name', 'e.last_name', `(e.name || ' ' || e.last_name)`];

const outcomeConditions: Readonly<Record<Outcome, (put: Put) => string>> = {
  alarm: () => 'e.event_level = 2',
  granted: (put) => `e.event_level < 2 AND e.event_no = ANY(${put(grants)}::int[])`,
  refused: (put) => `e.event_level = 1 AND e.event_no = ANY(${put(refusals)}::int[])`,
  other: (put) => `e.event_level < 2 AND e.event_no <> ALL(${put(grants)}::int[])
    AND NOT (e.event_level = 1 AND e.event_no = ANY(${put(refusals)}::int[]))`,
};

/** An event at a door inside is shown without a person who is outside, so it is not found by them either. */
const personIsShown = (codes: string) => `(e.dept_code = '' OR e.dept_code = ANY(${codes}::text[]))
  AND (e.pin = '' AND NOT EXISTS (SELECT 1 FROM card k JOIN person p ON p.id = k.person_id
      LEFT JOIN department o ON o.id = p.department_id
      WHERE k.card_no = e.card_no AND (o.code = ANY(${codes}::text[])) IS NOT TRUE)
    OR EXISTS (SELECT 1 FROM person p JOIN department o ON o.id = p.department_id
      WHERE p.pin = e.pin AND o.code = ANY(${codes}::text[])))`;

const placeIsInside = (codes: string) => `e.sn IN (SELECT d.sn FROM device d WHERE d.area_code = ANY(${codes}))
  AND (coalesce(e.door_id, '') = '' OR e.door_id IN (
    SELECT t.id FROM door t JOIN device d ON d.sn = t.device_sn WHERE d.area_code = ANY(${codes})))`;

const given = <V>(value: V | undefined, sql: (value: V) => string): string[] =>
  value === undefined ? [] : [`(${sql(value)})`];
