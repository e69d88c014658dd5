import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { fieldError } from '../../platform/errors.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { dayIn } from '../person/site-day.js';
import { Holiday } from '../timeZone/holiday.entity.js';
import type { HolidayDate } from '../timeZone/open-at.js';
import { AttRecordService, type PunchedDay } from './att-record.service.js';
import { ShiftService } from './shift.service.js';
import { workingMinutes, type WorkingHours } from './working-time.js';

/** Which days of whom; both days are of the sheet. */
export interface SheetFilter {
  readonly from: string;
  readonly to: string;
  /** This department, and those below it. */
  readonly deptCode?: string | undefined;
  readonly pin?: string | undefined;
}

/** A day of a person. Minutes are of the wall clock. */
export interface SheetDay {
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
  readonly deptCode: string;
  readonly deptName: string;
  readonly date: string;
  /** `HH:mm:ss`; null = there was none. */
  readonly firstPunch: string | null;
  readonly lastPunch: string | null;
  readonly punches: number;
  /** What the shift asks for; null = there is no shift. */
  readonly plannedMinutes: number | null;
  /** Of the shift, between the first punch and the last; all of the time where there is no shift. */
  readonly workedMinutes: number;
  readonly leaveMinutes: number;
  readonly overtimeMinutes: number;
  /** Planned, and neither worked nor leave; null while the day is not over, and without a shift. */
  readonly missingMinutes: number | null;
}

interface SheetPerson extends Pick<SheetDay, 'pin' | 'name' | 'lastName' | 'deptCode' | 'deptName'> {
  readonly id: string;
  readonly departmentId: string;
}

interface Absence {
  readonly personId: string;
  readonly kind: 'leave' | 'overtime';
  readonly startTime: string;
  readonly endTime: string;
}

/** What all days of a page are reckoned from. */
interface Known {
  readonly hours: ReadonlyMap<string, WorkingHours>;
  readonly holidays: readonly HolidayDate[];
  readonly punched: ReadonlyMap<string, PunchedDay>;
  readonly absences: readonly Absence[];
  readonly today: string;
}

/** The longest sheet: a month. */
export const mostSheetDays = 31;
const dayMs = 86_400_000;

const keyOf = (pin: string, date: string) => `${date} ${pin}`;
const beginOf = (date: string) => `${date} 00:00:00`;
const endOf = (date: string) => `${date} 23:59:59`;

/** What people worked, by day: punches, against the shift of the department, with leave and overtime. */
@Injectable()
export class DaySheetService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly records: AttRecordService,
    private readonly shifts: ShiftService,
  ) {}

  /**
   * By pin, then by day. Whose working time is not recorded is not in it.
   * @param page of persons: a person's days are never torn apart
   * @throws Failure invalid
   */
  async list(
    tx: EntityManager,
    filter: SheetFilter,
    page: { readonly after: string; readonly persons: number },
  ): Promise<{ readonly days: SheetDay[]; readonly next: string | null }> {
    const dates = datesOf(filter);
    const found = await this.persons(tx, filter, page);
    const persons = found.slice(0, page.persons);
    const known = await this.known(tx, filter, persons);
    return {
      days: persons.flatMap((person) => dates.map((date) => dayOf(person, date, known))),
      next: found.length > page.persons ? (persons.at(-1)?.pin ?? null) : null,
    };
  }

  private persons(
    tx: EntityManager,
    { from, deptCode, pin }: SheetFilter,
    { after, persons }: { readonly after: string; readonly persons: number },
  ): Promise<SheetPerson[]> {
    return tx.query(
      `WITH RECURSIVE below AS (
         SELECT id, code FROM department WHERE code = $3
         UNION SELECT d.id, d.code FROM department d JOIN below ON d.parent_code = below.code)
       SELECT p.id, p.pin, p.name, p.last_name AS "lastName", d.code AS "deptCode", d.name AS "deptName",
         p.department_id AS "departmentId"
       FROM person p JOIN department d ON d.id = p.department_id
         LEFT JOIN module_person m ON m.person_id = p.id AND m.module = 'att'
       WHERE p.pin > $1 AND NOT p.is_visitor AND coalesce(m.is_attendance, true)
         AND (p.leave_date IS NULL OR p.leave_date > $2) AND ($4::text IS NULL OR p.pin = $4)
         AND ($3::text IS NULL OR p.department_id IN (SELECT id FROM below))
       ORDER BY p.pin LIMIT $5`,
      [after, from, deptCode ?? null, pin ?? null, persons + 1],
    );
  }

  private async known(tx: EntityManager, { from, to }: SheetFilter, persons: readonly SheetPerson[]): Promise<Known> {
    const pins = persons.map(({ pin }) => pin);
    const punched = await this.records.punchedDays(tx, pins, beginOf(from), endOf(to));
    const absences: Absence[] = await tx.query(
      `SELECT person_id AS "personId", kind, start_time AS "startTime", end_time AS "endTime" FROM att_application
       WHERE person_id = ANY($1) AND kind IN ('leave', 'overtime') AND state = 'approved'
         AND start_time <= $3 AND end_time >= $2`,
      [persons.map(({ id }) => id), beginOf(from), endOf(to)],
    );
    return {
      hours: await this.shifts.hoursOf(
        tx,
        persons.map(({ departmentId }) => departmentId),
      ),
      holidays: await tx.find(Holiday),
      punched: new Map(punched.map((day) => [keyOf(day.pin, day.date), day])),
      absences,
      today: dayIn(this.config.siteTimeZone),
    };
  }
}

/** @throws Failure invalid */
function datesOf({ from, to }: SheetFilter): string[] {
  const [first, last] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)];
  if (last < first) throw fieldError('to', 'must not be before from');
  const count = Math.round((last - first) / dayMs) + 1;
  if (count > mostSheetDays) throw fieldError('to', `must be at most ${mostSheetDays} days after from`);
  return Array.from({ length: count }, (_, at) => new Date(first + at * dayMs).toISOString().slice(0, 10));
}

const later = (a: string, b: string) => (a > b ? a : b);
const earlier = (a: string, b: string) => (a < b ? a : b);

const punchesOf = (said: PunchedDay | undefined) =>
  said
    ? { firstPunch: said.first.slice(11), lastPunch: said.last.slice(11), punches: said.punches }
    : { firstPunch: null, lastPunch: null, punches: 0 };

function dayOf(person: SheetPerson, date: string, { hours, holidays, punched, absences, today }: Known): SheetDay {
  const { id, departmentId, ...shown } = person;
  const own = hours.get(departmentId) ?? null;
  const said = punched.get(keyOf(person.pin, date));
  const minutes = (kind: Absence['kind'], counted: WorkingHours | null) =>
    absences
      .filter((one) => one.personId === id && one.kind === kind)
      .map((one) => [later(one.startTime, beginOf(date)), earlier(one.endTime, endOf(date))] as const)
      .filter(([start, end]) => start <= end)
      .reduce((sum, [start, end]) => sum + workingMinutes(counted, holidays, start, end), 0);
  const planned = own ? workingMinutes(own, holidays, beginOf(date), endOf(date)) : null;
  const worked = said ? workingMinutes(own, holidays, said.first, said.last) : 0;
  const leave = minutes('leave', own);
  return {
    ...shown,
    date,
    ...punchesOf(said),
    plannedMinutes: planned,
    workedMinutes: worked,
    leaveMinutes: leave,
    overtimeMinutes: minutes('overtime', null),
    missingMinutes: planned === null || date >= today ? null : Math.max(0, planned - worked - leave),
  };
}
