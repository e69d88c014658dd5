import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Failure } from '../../platform/errors.js';
import { pageOfDays, type DayCount } from './day-pages.js';
import { eventHorizon } from './event-horizon.js';
import { timeOfEventId } from './event-id.js';
import { families, type FamilyName } from './family.js';
import { storedEvent, type StoredEvent } from './stored-event.js';
import type { Slice } from '../../platform/slice.js';
import { containing } from '../../platform/database/like.js';

/** The events of which person or device, and the period on the devices' clocks. */
export interface EventFilter {
  /** Events of any of these families; no event may be in two of them. */
  readonly of: readonly FamilyName[];
  readonly sn?: string | undefined;
  /** Of any of these devices. */
  readonly sns?: readonly string[] | undefined;
  readonly pin?: string | undefined;
  /** `yyyy-MM-dd HH:mm:ss`, both inclusive. */
  readonly start?: string | null | undefined;
  readonly end?: string | null | undefined;
}

/** Filters for which there are no counters. */
export interface RareFilter extends EventFilter {
  /** Part of the pin or of a name. */
  readonly filter?: string | undefined;
  readonly eventLevel?: number | undefined;
  readonly eventNo?: number | undefined;
}

export interface Listed {
  readonly events: StoredEvent[];
  readonly total: number;
}

const newestFirst = 'ORDER BY e.event_time DESC, e.id DESC';

/** Lists of events, newest first, with exact totals (docs/rules.md 6). */
@Injectable()
export class TransactionListService {
  /** A total is the whole days by the counters and what they do not hold yet, plus a count of the days at the edges. */
  async list(tx: EntityManager, filter: EventFilter, slice: Slice): Promise<Listed> {
    const days = await this.days(tx, filter);
    const total = days.reduce((sum, { n }) => sum + n, 0);
    const page = pageOfDays(days, slice);
    if (!page) return { events: [], total };
    const span = conditions({ ...filter, start: later(filter.start, page.from), end: earlier(filter.end, page.to) });
    const events = await this.read(tx, span, { offset: page.offset, limit: slice.limit });
    return { events, total };
  }

  /** With filters for which there are no counters, an index is counted. */
  async listRare(tx: EntityManager, filter: RareFilter, slice: Slice): Promise<Listed> {
    const isRare = Boolean(filter.filter) || filter.eventLevel !== undefined || filter.eventNo !== undefined;
    if (!isRare && !(filter.sn && filter.pin)) return this.list(tx, filter, slice);
    const where = conditions(filter);
    return { events: await this.read(tx, where, slice), total: await this.count(tx, where) };
  }

  /** @param id 32 hex characters. @throws Failure notFound */
  async get(tx: EntityManager, id: string): Promise<StoredEvent> {
    const time = timeOfEventId(id);
    const rows: StoredEvent[] = time
      ? await tx.query(`SELECT ${storedEvent} FROM event e WHERE e.event_time = $1 AND e.id = $2`, [time, id])
      : [];
    if (!rows[0]) throw new Failure('notFound', `there is no transaction ${id}`);
    return rows[0];
  }

  /** @throws Failure deviceNotFound */
  async checkDevice(tx: EntityManager, sn: string): Promise<void> {
    const found: unknown[] = await tx.query('SELECT 1 FROM device WHERE sn = $1', [sn]);
    if (found.length === 0) throw new Failure('deviceNotFound', `there is no device ${sn}`);
  }

  /** How many events each day has, newest first; for a list that merges them with other rows. */
  async days(tx: EntityManager, filter: EventFilter): Promise<DayCount[]> {
    if ((filter.sn || filter.sns) && filter.pin) throw new Error('no counter knows days by device and person');
    const [view, whose, key] = counterOf(filter);
    const parameters = [
      key,
      filter.of.map((name) => families[name].name),
      filter.start?.slice(0, 10) ?? null,
      filter.end?.slice(0, 10) ?? null,
    ];
    const counters = `SELECT day, n FROM ${view} WHERE ${whose} AND family = ANY($2)
      AND ($3::date IS NULL OR day >= $3) AND ($4::date IS NULL OR day <= $4)`;
    const sources = await this.withinHorizon(tx, filter, counters, parameters);
    const days: DayCount[] = await tx.query(
      `SELECT day, sum(n)::bigint AS n FROM (${sources}) d GROUP BY day ORDER BY day DESC`,
      parameters,
    );
    return Promise.all(days.map((day) => this.atEdge(tx, filter, day)));
  }

  /**
   * Counters stay when their events go. So none is asked for a day before the horizon: what is left of such days are
   * events of wrong clocks, which are few and in no month, and are counted.
   */
  private async withinHorizon(
    tx: EntityManager,
    filter: EventFilter,
    counters: string,
    parameters: unknown[],
  ): Promise<string> {
    const horizon = await eventHorizon(tx);
    if (horizon === null) return counters;
    const left = conditions(filter, parameters.length);
    parameters.push(...left.parameters, horizon);
    const before = `$${parameters.length}::timestamp`;
    return `${counters} AND day >= ${before}
      UNION ALL SELECT e.event_time::date, 1 FROM event_default e WHERE ${left.where} AND e.event_time < ${before}`;
  }

  /** If only a part of a day is wanted, that part is counted. */
  private async atEdge(tx: EntityManager, filter: EventFilter, { day, n }: DayCount): Promise<DayCount> {
    const first = `${day} 00:00:00`;
    const last = `${day} 23:59:59`;
    const start = later(filter.start, first);
    const end = earlier(filter.end, last);
    if (start === first && end === last) return { day, n };
    return { day, n: await this.count(tx, conditions({ ...filter, start, end })) };
  }

  private async count(tx: EntityManager, { where, parameters }: Where): Promise<number> {
    const rows: { n: number }[] = await tx.query(`SELECT count(*) AS n FROM event e WHERE ${where}`, parameters);
    return rows[0]?.n ?? 0;
  }

  private read(tx: EntityManager, { where, parameters }: Where, { offset, limit }: Slice): Promise<StoredEvent[]> {
    // Pictures are only looked up for rows that are shown, not for skipped ones.
    return tx.query(
      `SELECT ${storedEvent} FROM (SELECT e.* FROM event e WHERE ${where} ${newestFirst}
         LIMIT $${parameters.length + 1} OFFSET $${parameters.length + 2}) e ${newestFirst}`,
      [...parameters, limit, offset],
    );
  }
}

function counterOf({
  pin,
  sn,
  sns,
}: EventFilter): readonly [view: string, whose: string, key: string | readonly string[]] {
  if (sns) return ['event_total_by_sn', 'sn = ANY($1)', sns];
  if (pin) return ['event_total_by_pin', 'pin = $1', pin];
  return sn ? ['event_total_by_sn', 'sn = $1', sn] : ['event_total_by_family', '$1::text IS NOT NULL', ''];
}

const later = (given: string | null | undefined, edge: string) => (given && given > edge ? given : edge);
const earlier = (given: string | null | undefined, edge: string) => (given && given < edge ? given : edge);

export interface Where {
  readonly where: string;
  readonly parameters: readonly unknown[];
}

/**
 * The statement only contains the conditions that are used, so that the planner sees which index fits.
 * @param before parameters that the statement has before these
 */
export function conditions(
  { of, sn, sns, pin, start, end, filter, eventLevel, eventNo }: RareFilter,
  before = 0,
): Where {
  const like = filter ? containing(filter) : undefined;
  const asked: readonly (readonly [value: unknown, part: (parameter: string) => string])[] = [
    [sn, (value) => `e.sn = ${value}`],
    [sns, (value) => `e.sn = ANY(${value}::text[])`],
    // The index is partial, so the condition must say that the pin is not empty.
    [pin, (value) => `e.pin <> '' AND e.pin = ${value}`],
    [start, (value) => `e.event_time >= ${value}::timestamp`],
    [end, (value) => `e.event_time <= ${value}::timestamp`],
    [like, (value) => `(e.pin ILIKE ${value} OR e.name ILIKE ${value} OR e.last_name ILIKE ${value})`],
    [eventLevel, (value) => `e.event_level = ${value}`],
    [eventNo, (value) => `e.event_no = ${value}`],
  ];
  const said = asked.filter(([value]) => value !== undefined && value !== null && value !== '');
  const family = of.map((name) => families[name].where).join(' OR ');
  return {
    where: [`(${family})`, ...said.map(([, part], index) => part(`$${before + index + 1}`))].join(' AND '),
    parameters: said.map(([value]) => value),
  };
}
