import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/database/id.js';
import { DepartmentService } from '../department/department.service.js';
import { Failure } from '../../platform/errors.js';
import type { Person } from '../person/person.entity.js';
import { PersonService } from '../person/person.service.js';
import { AttApplication, type ApplicationKind, type ApplicationState } from './att-application.entity.js';
import { AttendanceSettingsService } from './attendance-settings.service.js';
import { LeaveImageService } from './leave-image.service.js';
import { LeaveTypeService } from './leave-type.service.js';

/** An application in a request; times are `yyyy-MM-dd HH:mm:ss`. */
export interface ApplicationRequest {
  readonly kind: ApplicationKind;
  readonly startTime: string;
  /** Null for a punch. */
  readonly endTime: string | null;
  readonly leaveTypeNo?: string | undefined;
  readonly leaveImagePath?: string | undefined;
  readonly remark?: string | undefined;
}

/** An application with the pin of its person, in the form of lists. */
export interface ListedApplication extends Omit<AttApplication, 'person' | 'leaveType' | 'personId' | 'imageName'> {
  readonly pin: string;
}

export interface ApplicationFilter {
  readonly kind?: ApplicationKind | undefined;
  readonly state?: ApplicationState | undefined;
  readonly pin?: string | undefined;
}

const listed = `
  SELECT a.id, a.kind, p.pin, a.name, a.last_name AS "lastName", a.dept_code AS "deptCode", a.dept_name AS "deptName",
    a.start_time AS "startTime", a.end_time AS "endTime", a.leave_type_no AS "leaveTypeNo", a.remark,
    a.leave_image_path AS "leaveImagePath", a.state, a.decided_by AS "decidedBy", a.decided_at AS "decidedAt", a.comment,
    a.created_at AS "createdAt"
  FROM att_application a JOIN person p ON p.id = a.person_id`;

const mostYears = 10;

/** Applications of persons about their attendance: forgotten punches, overtime, leave. */
@Injectable()
export class AttApplicationService {
  constructor(
    private readonly persons: PersonService,
    private readonly departments: DepartmentService,
    private readonly leaveTypes: LeaveTypeService,
    private readonly images: LeaveImageService,
    private readonly settings: AttendanceSettingsService,
  ) {}

  /**
   * A repeated request is the same application: a client that got no answer sends it again.
   * @throws Failure pinMissing, personNotFound, timeRangeInvalid, invalid
   */
  async apply(tx: EntityManager, pin: string, asked: ApplicationRequest): Promise<ListedApplication> {
    // Locked, so that two equal requests at once run one after the other.
    const person = await this.persons.hold(tx, pin);
    await this.check(tx, asked);
    const known = await this.known(tx, person, asked);
    const id = known ?? (await this.create(tx, person, asked));
    const { leaveImagePath, remark } = asked;
    if (leaveImagePath !== undefined) {
      const imageName = await this.images.nameIn(tx, leaveImagePath);
      await tx.update(AttApplication, { id }, { leaveImagePath, imageName });
    }
    if (remark !== undefined) await tx.update(AttApplication, { id }, { remark });
    return this.get(tx, id);
  }

  /** Checks the time of an application before it is made. @throws as apply */
  async check(tx: EntityManager, { startTime, endTime, leaveTypeNo }: ApplicationRequest): Promise<void> {
    if (endTime !== null) checkRange(startTime, endTime);
    if (leaveTypeNo !== undefined) await this.leaveTypes.check(tx, leaveTypeNo);
  }

  /** Newest first. @param before the last id of the previous page */
  list(
    tx: EntityManager,
    { kind, state, pin }: ApplicationFilter,
    { before, limit }: { before?: string | undefined; limit: number },
  ): Promise<ListedApplication[]> {
    return tx.query(
      `${listed} WHERE ($1::text IS NULL OR a.kind = $1) AND ($2::text IS NULL OR a.state = $2)
         AND ($3::text IS NULL OR p.pin = $3) AND ($4::text IS NULL OR a.id < $4) ORDER BY a.id DESC LIMIT $5`,
      [kind ?? null, state ?? null, pin ?? null, before ?? null, limit],
    );
  }

  /** @throws Failure notFound */
  async get(tx: EntityManager, id: string): Promise<ListedApplication> {
    const rows: ListedApplication[] = await tx.query(`${listed} WHERE a.id = $1`, [id]);
    if (!rows[0]) throw new Failure('notFound', `there is no application ${id}`);
    return rows[0];
  }

  /** A decision may be changed later. @throws Failure notFound */
  async decide(
    tx: EntityManager,
    id: string,
    { state, by, comment = '' }: { state: ApplicationState; by: string; comment?: string | undefined },
  ): Promise<ListedApplication> {
    await this.get(tx, id);
    await tx.update(AttApplication, { id }, { state, comment, decidedBy: by, decidedAt: new Date() });
    return this.get(tx, id);
  }

  /** A punch is no record any more. @throws Failure notFound */
  async remove(tx: EntityManager, id: string): Promise<void> {
    await this.get(tx, id);
    await tx.delete(AttApplication, { id });
  }

  /** An equal application that was not rejected. */
  private async known(tx: EntityManager, { id: personId }: Person, asked: ApplicationRequest): Promise<string | null> {
    const rows: { id: string }[] = await tx.query(
      `SELECT id FROM att_application WHERE person_id = $1 AND kind = $2 AND start_time = $3
         AND end_time IS NOT DISTINCT FROM $4 AND leave_type_no IS NOT DISTINCT FROM $5 AND state <> 'rejected'`,
      [personId, asked.kind, asked.startTime, asked.endTime, asked.leaveTypeNo ?? null],
    );
    return rows[0]?.id ?? null;
  }

  private async create(tx: EntityManager, person: Person, asked: ApplicationRequest): Promise<string> {
    const { kind, startTime, endTime, leaveTypeNo = null } = asked;
    const { id: personId, name, lastName, departmentId } = person;
    const { code: deptCode, name: deptName } = await this.departments.byId(tx, departmentId);
    const id = newId();
    const state = await this.settings.firstState(tx);
    const who = { personId, name, lastName, deptCode, deptName };
    await tx.insert(AttApplication, { id, kind, startTime, endTime, leaveTypeNo, state, ...who });
    return id;
  }
}

function checkRange(start: string, end: string): void {
  if (start > end) {
    throw new Failure('timeRangeInvalid', `startDatetime ${start} is later than endDatetime ${end}`);
  }
  if (Number(end.slice(0, 4)) - Number(start.slice(0, 4)) > mostYears) {
    throw new Failure('invalid', `endDatetime is more than ${mostYears} years later than startDatetime`);
  }
}
