import { weekdays, type ClockSpan, type WeekPeriods } from '../../modules/attendance/shift.entity.js';
import type { ListedShift } from '../../modules/attendance/shift.service.js';
import { ChangedAt, Flag, List, OwnId, Shown, Text, Values } from '../common/fields.js';

const span = { type: 'array', minItems: 2, maxItems: 2, items: { type: 'string', example: '09:00' } } as const;
const spans = { type: 'array', items: span } as const;
const schema = { properties: Object.fromEntries(weekdays.map((day) => [day, spans])), additionalProperties: false };
const example = { mon: [['09:00', '18:00']] };
const aboutPeriods =
  'Working hours, ["HH:mm", "HH:mm"] each; a span whose end is not after its beginning ends on the next day; days not named are free';
const aboutBreaks = 'What of it is no work, ["HH:mm", "HH:mm"] each';
const aboutDepartment = 'Code of the department; those below it without a shift of their own work like it';

export class ShiftPatch {
  @Text('Name', { optional: true, min: 1 }) name?: string;
  @Text(aboutDepartment, { optional: true, min: 1 }) deptCode?: string;
  @Values(aboutPeriods, { optional: true, schema, example }) periods?: WeekPeriods;
  @List(aboutBreaks, span, { optional: true }) breaks?: ClockSpan[];
  @Flag('Holidays are days like others', { optional: true }) worksHolidays?: boolean;
}

export class ShiftBody {
  @Text('Name', { min: 1 }) name!: string;
  @Text(aboutDepartment, { min: 1 }) deptCode!: string;
  @Values(aboutPeriods, { schema, example }) periods!: WeekPeriods;
  @List(aboutBreaks, span, { optional: true }) breaks?: ClockSpan[];
  @Flag('Holidays are days like others', { optional: true }) worksHolidays?: boolean;
  @OwnId() id?: string;
}

export class ShiftView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown(aboutDepartment) deptCode!: string;
  @Shown(aboutPeriods, { type: 'object', ...schema } as object) periods!: WeekPeriods;
  @Shown(aboutBreaks, spans) breaks!: readonly ClockSpan[];
  @Shown('Holidays are days like others') worksHolidays!: boolean;
  @ChangedAt() updatedAt!: Date;
}

export const toShiftView = ({
  id,
  name,
  deptCode,
  periods,
  breaks,
  worksHolidays,
  updatedAt,
}: ListedShift): ShiftView => ({
  id,
  name,
  deptCode,
  periods,
  breaks,
  worksHolidays,
  updatedAt,
});
