import type { Holiday } from '../../modules/timeZone/holiday.entity.js';
import { ChangedAt, day, Flag, OneOf, Shown, Text } from '../common/fields.js';

const types = [1, 2, 3] as const;
type HolidayType = (typeof types)[number];

export class HolidayBody {
  @Text('Name', { min: 1 }) name!: string;
  @Text('yyyy-MM-dd', { pattern: day }) date!: string;
  @OneOf('Which holiday periods of a time zone count: hol1, hol2 or hol3', types, { optional: true })
  type?: HolidayType;
  @Flag('Every year on that day', { optional: true }) everyYear?: boolean;
}

export class HolidayPatch {
  @Text('Name', { optional: true, min: 1 }) name?: string;
  @Text('yyyy-MM-dd', { optional: true, pattern: day }) date?: string;
  @OneOf('Which holiday periods of a time zone count: hol1, hol2 or hol3', types, { optional: true })
  type?: HolidayType;
  @Flag('Every year on that day', { optional: true }) everyYear?: boolean;
}

export class HolidayView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('yyyy-MM-dd') date!: string;
  @Shown('1, 2 or 3') type!: number;
  @Shown('Every year on that day') everyYear!: boolean;
  @ChangedAt() updatedAt!: Date;
}

export const toHolidayView = ({ id, name, date, type, everyYear, updatedAt }: Holiday): HolidayView => ({
  id,
  name,
  date,
  type,
  everyYear,
  updatedAt,
});
