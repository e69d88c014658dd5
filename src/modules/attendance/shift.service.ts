import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/database/id.js';
import { DepartmentService } from '../department/department.service.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import { PersonService } from '../person/person.service.js';
import { Holiday } from '../timeZone/holiday.entity.js';
import { Shift, weekdays, type ClockSpan, type WeekPeriods } from './shift.entity.js';
import { workingMinutes, type WorkingHours } from './working-time.js';

/** A shift in an operator's request. */
export interface ShiftFacts {
  readonly name?: string | undefined;
  readonly deptCode?: string | undefined;
  readonly periods?: WeekPeriods | undefined;
  readonly breaks?: readonly ClockSpan[] | undefined;
  readonly worksHolidays?: boolean | undefined;
}

export interface NewShift extends ShiftFacts {
  readonly id?: string | undefined;
  readonly name: string;
  readonly deptCode: string;
  readonly periods: WeekPeriods;
}

/** A shift with the code of its department, in the form of lists. */
export interface ListedShift extends Omit<Shift, 'department' | 'departmentId'> {
  readonly deptCode: string;
}

const listed = `
  SELECT s.id, s.name, d.code AS "deptCode", s.periods, s.breaks, s.works_holidays AS "worksHolidays",
    s.updated_at AS "updatedAt"
  FROM shift s JOIN department d ON d.id = s.department_id`;

const mostSpans = 8;
const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The working hours of departments, and the minutes of work in a period. */
@Injectable()
export class ShiftService {
  constructor(
    private readonly departments: DepartmentService,
    private readonly persons: PersonService,
  ) {}

  /** A page of them in any order. */
  search(tx: EntityManager, search: Search): Promise<FoundRows<ListedShift>> {
    const texts = ['name', 'deptCode'] as const;
    return searchedRows<ListedShift>(tx, { sql: listed, by: 'id', texts, others: ['updatedAt'] }, search);
  }

  /** @throws Failure notFound */
  async get(tx: EntityManager, id: string): Promise<ListedShift> {
    const rows: ListedShift[] = await tx.query(`${listed} WHERE s.id = $1`, [id]);
    if (!rows[0]) throw new Failure('notFound', `there is no shift ${id}`);
    return rows[0];
  }

  /** @throws Failure invalid, conflict, departmentNotFound */
  async create(tx: EntityManager, { id = newId(), deptCode, ...facts }: NewShift): Promise<ListedShift> {
    checkFacts(facts);
    if (await tx.existsBy(Shift, { id })) throw taken('id', id, `the id ${id} is taken`);
    const departmentId = await this.departmentFor(tx, deptCode, id);
    const { name, periods, breaks = [], worksHolidays = false } = facts;
    await tx.insert(Shift, { id, name, departmentId, periods, breaks, worksHolidays });
    return this.get(tx, id);
  }

  /** Lists are replaced as a whole. @throws Failure notFound, invalid, conflict, departmentNotFound */
  async patch(tx: EntityManager, id: string, { deptCode, ...facts }: ShiftFacts): Promise<ListedShift> {
    await this.get(tx, id);
    checkFacts(facts);
    const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    const moved = deptCode === undefined ? {} : { departmentId: await this.departmentFor(tx, deptCode, id) };
    if (Object.keys({ ...given, ...moved }).length > 0) await tx.update(Shift, { id }, { ...given, ...moved });
    return this.get(tx, id);
  }

  /** @throws Failure notFound */
  async remove(tx: EntityManager, id: string): Promise<void> {
    await this.get(tx, id);
    await tx.delete(Shift, { id });
  }

  /**
   * Minutes of work between two wall clocks, by the shift of the person's department, or of the next department above
   * that has one. If none has a shift, all of the time counts. @throws Failure pinMissing, personNotFound
   */
  async minutesOf(tx: EntityManager, pin: string, start: string, end: string): Promise<number> {
    const { departmentId } = await this.persons.get(tx, pin);
    const known = departmentId === null ? [] : [departmentId];
    const hours = await this.hoursOf(tx, known);
    const [own = null] = known.map((id) => hours.get(id));
    return workingMinutes(own, await tx.find(Holiday), start, end);
  }

  /** The hours of each of these departments: its own, or those of the next one above; without any it is not in it. */
  async hoursOf(tx: EntityManager, departmentIds: readonly string[]): Promise<ReadonlyMap<string, WorkingHours>> {
    const rows: (WorkingHours & { departmentId: string })[] = await tx.query(
      `WITH RECURSIVE above AS (
         SELECT id AS of, id, parent_code, 0 AS height FROM department WHERE id = ANY($1)
         UNION ALL SELECT above.of, d.id, d.parent_code, above.height + 1 FROM department d
           JOIN above ON d.code = above.parent_code WHERE above.height < 100)
       SELECT DISTINCT ON (above.of) above.of AS "departmentId", s.periods, s.breaks,
         s.works_holidays AS "worksHolidays"
       FROM above JOIN shift s ON s.department_id = above.id ORDER BY above.of, above.height`,
      [[...new Set(departmentIds)]],
    );
    return new Map(rows.map(({ departmentId, ...hours }) => [departmentId, hours]));
  }

  /** A department has one shift. */
  private async departmentFor(tx: EntityManager, deptCode: string, shiftId: string): Promise<string> {
    const { id: departmentId } = await this.departments.get(tx, deptCode);
    await tx.query('SELECT 1 FROM department WHERE id = $1 FOR NO KEY UPDATE', [departmentId]);
    const other = await tx.findOneBy(Shift, { departmentId });
    if (other && other.id !== shiftId) {
      throw taken('deptCode', other.name, `department ${deptCode} has a shift already: "${other.name}"`);
    }
    return departmentId;
  }
}

const days: ReadonlySet<string> = new Set(weekdays);

function checkFacts({ periods, breaks }: ShiftFacts): void {
  for (const [day, spans] of Object.entries(periods ?? {})) {
    if (!days.has(day)) throw fieldError(`periods.${day}`, 'is no day of the week');
    checkSpans(`periods.${day}`, spans);
  }
  if (breaks !== undefined) checkSpans('breaks', breaks);
}

function checkSpans(field: string, spans: unknown): void {
  if (!Array.isArray(spans)) throw fieldError(field, 'must be a list of periods');
  if (spans.length > mostSpans) throw fieldError(field, `must not hold more than ${mostSpans} periods`);
  const wrong = spans.findIndex((span) => !isSpan(span));
  if (wrong >= 0) throw fieldError(`${field}.${wrong}`, 'must be ["HH:mm", "HH:mm"]');
}

/** The value comes from outside and may be anything. */
const isSpan = (span: unknown): boolean =>
  Array.isArray(span) && span.length === 2 && span.every((end) => typeof end === 'string' && clock.test(end));
