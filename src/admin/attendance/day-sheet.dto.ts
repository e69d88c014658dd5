import { day, Shown, Text } from '../common/fields.js';
import { ListQuery } from '../common/page.js';

export class DaySheetQuery extends ListQuery {
  @Text('First day', { pattern: day, example: '2026-11-01' }) from!: string;
  @Text('Last day; at most 31 days in all', { pattern: day, example: '2026-11-30' }) to!: string;
  @Text('Of this department, and those below it', { optional: true, min: 1 }) deptCode?: string;
  @Text('Of this person', { optional: true, min: 1 }) pin?: string;
}

const nullable = { nullable: true, type: Number } as const;

export class DaySheetView {
  @Shown('Pin') pin!: string;
  @Shown('First name') name!: string;
  @Shown('Last name') lastName!: string;
  @Shown('Code of the department') deptCode!: string;
  @Shown('Its name') deptName!: string;
  @Shown('The day, yyyy-MM-dd') date!: string;
  @Shown('First punch, HH:mm:ss', { nullable: true, type: String }) firstPunch!: string | null;
  @Shown('Last punch', { nullable: true, type: String }) lastPunch!: string | null;
  @Shown('How many punches, those by hand included') punches!: number;
  @Shown('Minutes that the shift asks for; null = there is no shift', nullable) plannedMinutes!: number | null;
  @Shown('Minutes of the shift between the first punch and the last; without a shift all of them')
  workedMinutes!: number;
  @Shown('Minutes of the shift that are approved leave') leaveMinutes!: number;
  @Shown('Minutes of approved overtime') overtimeMinutes!: number;
  @Shown('Planned, and neither worked nor leave; null while the day is not over, and without a shift', nullable)
  missingMinutes!: number | null;
}
