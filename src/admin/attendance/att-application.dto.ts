import { applicationKinds, applicationStates } from '../../modules/attendance/att-application.entity.js';
import type { ApplicationKind, ApplicationState } from '../../modules/attendance/att-application.entity.js';
import type { ApplicationRequest, ListedApplication } from '../../modules/attendance/att-application.service.js';
import { OneOf, Shown, Text, wallClock } from '../common/fields.js';
import { invalidField } from '../common/invalid.js';
import { ListQuery } from '../common/page.js';

export class ApplicationQuery extends ListQuery {
  @OneOf('A forgotten punch, overtime, or leave', applicationKinds, { optional: true }) kind?: ApplicationKind;
  @OneOf('The state', applicationStates, { optional: true }) state?: ApplicationState;
  @Text('Of this person', { optional: true }) pin?: string;
}

export class ApplicationBody {
  @OneOf('A forgotten punch, overtime, or leave', applicationKinds) kind!: ApplicationKind;
  @Text('Of this person', { min: 1 }) pin!: string;
  @Text('When the punch was, or the work or leave begins', { pattern: wallClock }) startTime!: string;
  @Text('When it ends; not of a punch', { optional: true, pattern: wallClock }) endTime?: string;
  @Text('Number of the leave type; of leave alone', { optional: true, min: 1 }) leaveTypeNo?: string;
  @Text('Remark', { optional: true, max: 1_000 }) remark?: string;
}

export class DecisionBody {
  @Text('Why', { optional: true, max: 1_000 }) comment?: string;
}

export class ApplicationView {
  @Shown('Id') id!: string;
  @Shown('A forgotten punch, overtime, or leave', { enum: applicationKinds }) kind!: ApplicationKind;
  @Shown('Who asks') pin!: string;
  @Shown('First name, as it was then') name!: string;
  @Shown('Last name') lastName!: string;
  @Shown('Code of the department') deptCode!: string;
  @Shown('Its name') deptName!: string;
  @Shown('When the punch was, or the work or leave begins: yyyy-MM-dd HH:mm:ss') startTime!: string;
  @Shown('When it ends; null for a punch', { nullable: true, type: String }) endTime!: string | null;
  @Shown('Number of the leave type', { nullable: true, type: String }) leaveTypeNo!: string | null;
  @Shown('Remark of the person') remark!: string;
  @Shown('Path of a picture; GET it with a token') leaveImagePath!: string;
  @Shown('The state', { enum: applicationStates }) state!: ApplicationState;
  @Shown('Who decided; null while nobody has', { nullable: true, type: String }) decidedBy!: string | null;
  @Shown('When', { nullable: true, type: String, format: 'date-time' }) decidedAt!: string | null;
  @Shown('The remark of the decision') comment!: string;
  @Shown('When it was asked', { type: String, format: 'date-time' }) createdAt!: string;
}

export const toApplicationView = ({ decidedAt, createdAt, ...application }: ListedApplication): ApplicationView => ({
  ...application,
  decidedAt: decidedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});

/** What has to be said of each kind beside the beginning. */
const wanted: Readonly<Record<ApplicationKind, readonly ('endTime' | 'leaveTypeNo')[]>> = {
  sign: [],
  overtime: ['endTime'],
  leave: ['endTime', 'leaveTypeNo'],
};
const special = ['endTime', 'leaveTypeNo'] as const;

const wholeClock = (text: string): string => `${text.replace('T', ' ')}${text.length < 19 ? ':00' : ''}`;

/** @throws Failure invalid */
export function requestOf(body: ApplicationBody): ApplicationRequest {
  const { kind, startTime, endTime, leaveTypeNo, remark } = body;
  for (const name of special) {
    const isWanted = wanted[kind].includes(name);
    if (isWanted && body[name] === undefined) throw invalidField(name, `must be said of ${kind}`);
    if (!isWanted && body[name] !== undefined) throw invalidField(name, `is not of ${kind}`);
  }
  const end = endTime === undefined ? null : wholeClock(endTime);
  const start = wholeClock(startTime);
  if (end !== null && end <= start) throw invalidField('endTime', 'must be later than startTime');
  return { kind, startTime: start, endTime: end, leaveTypeNo, remark };
}
