import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { pageOfDays, type DayCount, type DaysOfPage } from '../transaction/day-pages.js';
import { storedEvent, type StoredEvent } from '../transaction/stored-event.js';
import type { FamilyName } from '../transaction/family.js';
import {
  conditions,
  TransactionListService,
  type EventFilter,
  type Listed,
  type Where,
} from '../transaction/transaction-list.service.js';
import type { Slice } from '../../platform/slice.js';

/** Filters for records: person, and period; clocks are `yyyy-MM-dd HH:mm:ss`, both inclusive. */
export interface RecordFilter {
  readonly pin?: string | undefined;
  readonly start?: string | null | undefined;
  readonly end?: string | null | undefined;
}

/** The punches of a person on one day; wall clocks. */
export interface PunchedDay {
  readonly pin: string;
  readonly date: string;
  readonly first: string;
  readonly last: string;
  readonly punches: number;
}

interface Sources extends RecordFilter {
  readonly others: EventFilter | null;
}

const of: readonly FamilyName[] = ['punch'];
const otherFamilies: readonly FamilyName[] = ['passed'];

/** The event number of a punch from an application: no device sends this number. */
export const signEventNo = -1;

/** A punch from an application, as the statement returns it. */
type Sign = Pick<StoredEvent, 'id' | 'eventTime' | 'pin' | 'name' | 'lastName' | 'deptCode' | 'deptName'>;

const signColumns = `json_build_object('id', a.id, 'eventTime', a.start_time, 'pin', p.pin, 'name', a.name,
  'lastName', a.last_name, 'deptCode', a.dept_code, 'deptName', a.dept_name)`;

/** Attendance records: people who passed at attendance devices, and punches from applications. */
@Injectable()
export class AttRecordService {
  constructor(private readonly transactions: TransactionListService) {}

  /** Newest first. Whole days are skipped by their counts, as in lists that contain only events (docs/rules.md 6). */
  async list(tx: EntityManager, filter: RecordFilter, slice: Slice): Promise<Listed> {
    const others = await this.others(tx, filter);
    const signDays = await this.signDays(tx, filter);
    if (others === null && signDays.length === 0) return this.transactions.list(tx, { of, ...filter }, slice);
    const eventDays = await this.transactions.days(tx, { of, ...filter });
    const days = together(eventDays, others ? await this.otherDays(tx, others) : [], signDays);
    const total = days.reduce((sum, { n }) => sum + n, 0);
    const page = pageOfDays(days, slice);
    return { events: page ? await this.read(tx, { ...filter, others }, page, slice.limit) : [], total };
  }

  /** Days on which these persons punched, from one wall clock to another; both inclusive. */
  async punchedDays(tx: EntityManager, pins: readonly string[], start: string, end: string): Promise<PunchedDay[]> {
    const others = await this.others(tx, { start, end });
    const parts: string[] = [];
    const parameters: unknown[] = [pins];
    for (const filter of [{ of, start, end }, ...(others ? [others] : [])]) {
      const part = conditions(filter, parameters.length);
      parts.push(
        `SELECT e.pin, e.event_time AS at FROM event e WHERE e.pin <> '' AND e.pin = ANY($1) AND ${part.where}`,
      );
      parameters.push(...part.parameters);
    }
    const [from, to] = [`$${parameters.length + 1}`, `$${parameters.length + 2}`];
    parts.push(`SELECT p.pin, a.start_time::timestamp AS at FROM att_application a JOIN person p ON p.id = a.person_id
      WHERE a.kind = 'sign' AND a.state = 'approved' AND p.pin = ANY($1) AND a.start_time >= ${from} AND a.start_time <= ${to}`);
    const clock = (value: string) => `to_char(${value}, 'YYYY-MM-DD HH24:MI:SS')`;
    return tx.query(
      `SELECT pin, to_char(at, 'YYYY-MM-DD') AS date, ${clock('min(at)')} AS first, ${clock('max(at)')} AS last,
         count(*)::int AS punches FROM (${parts.join(' UNION ALL ')}) every GROUP BY 1, 2`,
      [...parameters, start, end],
    );
  }

  /** Code of the area of each of these devices; importers join records with areas by it. */
  async areaCodes(tx: EntityManager, events: readonly StoredEvent[]): Promise<ReadonlyMap<string, string>> {
    const rows: { sn: string; code: string }[] = await tx.query(
      'SELECT sn, area_code AS code FROM device WHERE sn = ANY($1)',
      [[...new Set(events.map(({ sn }) => sn))]],
    );
    return new Map(rows.map(({ sn, code }) => [sn, code]));
  }

  /** People who passed at devices of other businesses that an operator has named; null if there are none. */
  private async others(tx: EntityManager, { pin, start, end }: RecordFilter): Promise<EventFilter | null> {
    const devices: { sn: string }[] = await tx.query(
      `SELECT sn FROM device WHERE attendance AND module <> 'att' ORDER BY sn`,
    );
    if (devices.length === 0) return null;
    return { of: otherFamilies, sns: devices.map(({ sn }) => sn), pin, start, end };
  }

  /** There are counters for days by device or by person, not by both: a person's events are counted by index. */
  private async otherDays(tx: EntityManager, others: EventFilter): Promise<DayCount[]> {
    if (!others.pin) return this.transactions.days(tx, others);
    const { where, parameters } = conditions(others);
    return tx.query(
      `SELECT to_char(e.event_time, 'YYYY-MM-DD') AS day, count(*)::int AS n FROM event e WHERE ${where} GROUP BY 1`,
      [...parameters],
    );
  }

  private signDays(tx: EntityManager, filter: RecordFilter): Promise<DayCount[]> {
    const { where, parameters } = signsOf(filter);
    return tx.query(
      `SELECT left(a.start_time, 10) AS day, count(*)::int AS n FROM att_application a WHERE ${where} GROUP BY 1`,
      [...parameters],
    );
  }

  private async read(tx: EntityManager, filter: Sources, page: DaysOfPage, limit: number): Promise<StoredEvent[]> {
    const { pin, others } = filter;
    const start = filter.start && filter.start > page.from ? filter.start : page.from;
    const end = filter.end && filter.end < page.to ? filter.end : page.to;
    const parts = [signsOf({ pin, start, end })];
    const parameters = [...(parts[0]?.parameters ?? [])];
    for (const events of [{ of, pin, start, end }, ...(others ? [{ ...others, start, end }] : [])]) {
      const part = conditions(events, parameters.length);
      parts.push(part);
      parameters.push(...part.parameters);
    }
    const [ofSigns, ...ofEvents] = parts.map(({ where }) => where);
    const rows: (StoredEvent & { sign: Sign | null })[] = await tx.query(
      `SELECT r.sign, ${storedEvent} FROM (
         SELECT * FROM (
           SELECT a.start_time::timestamp(0) AS at, a.id::uuid AS key, ${signColumns} AS sign
             FROM att_application a JOIN person p ON p.id = a.person_id WHERE ${ofSigns}
           ${ofEvents.map((where) => `UNION ALL SELECT e.event_time, e.id, NULL::json FROM event e WHERE ${where}`).join(' ')}
         ) every ORDER BY at DESC, key DESC LIMIT $${parameters.length + 1} OFFSET $${parameters.length + 2}
       ) r LEFT JOIN event e ON r.sign IS NULL AND e.event_time = r.at AND e.id = r.key ORDER BY r.at DESC, r.key DESC`,
      [...parameters, limit, page.offset],
    );
    return rows.map(({ sign, ...event }) => (sign ? punch(sign) : event));
  }
}

/** Fields that a punch without a device does not have are empty. */
const punch = (sign: Sign): StoredEvent => ({
  ...sign,
  sn: '',
  devName: '',
  logId: -1,
  eventNo: signEventNo,
  eventLevel: 0,
  areaName: '',
  cardNo: '',
  verifyType: '',
  pointName: '',
  doorName: '',
  readerName: '',
  pointType: 'none',
  pointNo: 0,
  inOut: null,
  accZone: null,
  maskFlag: '',
  temperature: '',
  passWayType: null,
  photoId: null,
  temperatureLimit: null,
});

/** The condition has the same words as their partial index. */
function signsOf({ pin, start, end }: RecordFilter): Where {
  const asked: readonly (readonly [value: string | null | undefined, part: (parameter: string) => string])[] = [
    [pin, (value) => `a.person_id = (SELECT id FROM person WHERE pin = ${value})`],
    [start, (value) => `a.start_time >= ${value}`],
    [end, (value) => `a.start_time <= ${value}`],
  ];
  const said = asked.filter(([value]) => value);
  return {
    where: [`a.kind = 'sign' AND a.state = 'approved'`, ...said.map(([, part], index) => part(`$${index + 1}`))].join(
      ' AND ',
    ),
    parameters: said.map(([value]) => value),
  };
}

/** Newest first. */
function together(...lists: readonly (readonly DayCount[])[]): DayCount[] {
  const counts = new Map<string, number>();
  for (const { day, n } of lists.flat()) counts.set(day, (counts.get(day) ?? 0) + n);
  return [...counts].map(([day, n]) => ({ day, n })).sort((a, b) => (a.day < b.day ? 1 : -1));
}
