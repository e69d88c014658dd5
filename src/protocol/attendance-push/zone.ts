import { offsetMinutes } from '../access-push/time.js';

const mostHours = 12;

/**
 * The value of `TimeZone` (Attendance PUSH 14): whole hours as hours, everything else in minutes. 13 and 14 hours are
 * also in minutes, because a device would not take them for hours.
 */
export function timeZoneValue(instant: Date, timeZone: string): string {
  const minutes = offsetMinutes(instant, timeZone);
  const hours = minutes / 60;
  return String(Number.isInteger(hours) && Math.abs(hours) <= mostHours ? hours : minutes);
}

/** Terminals of the US line read `-05:00` (Attendance PUSH 14). */
export function timeZoneOffset(instant: Date, timeZone: string): string {
  const minutes = offsetMinutes(instant, timeZone);
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
