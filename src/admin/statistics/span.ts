import { instantOf, wallClockOf } from '../../platform/database/zone-time.js';
import { invalidField } from '../common/invalid.js';

/** Years that the database and every calendar know. */
export const moment = {
  is: /^(19[7-9]\d|2\d{3})-\d\d-\d\d([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/,
  says: 'a day, a time of the site as yyyy-MM-dd HH:mm:ss, or an instant',
  begins: 'day',
} as const;

/** Whole hours of the site; `to` is where the last ends. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const mostRows = 400;

const dayBehind = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** Where the hour of an instant begins, by a clock in that zone. */
function hourBegin(at: Date, timeZone: string): Date {
  const [, minutes, seconds] = wallClockOf(at, timeZone).slice(11).split(':').map(Number);
  return new Date(Math.floor(at.getTime() / 1_000) * 1_000 - ((minutes ?? 0) * 60 + (seconds ?? 0)) * 1_000);
}

/** A day is its first moment, or, as an end, its last. @throws Failure invalid */
function momentOf(field: 'from' | 'to', text: string, timeZone: string): Date {
  const [day, time] = [text.slice(0, 10), text.slice(11)];
  if (time === '') return instantOf(`${field === 'from' ? day : dayBehind(day, 1)} 00:00:00`, timeZone);
  const at = /(Z|[+-]\d\d:\d\d)$/.test(time)
    ? new Date(text.replace(' ', 'T'))
    : instantOf(`${day} ${time.slice(0, 8).padEnd(8, ':00')}`, timeZone);
  if (Number.isNaN(at.getTime())) throw invalidField(field, 'is no instant of the calendar');
  return at;
}

/**
 * What is asked for, in whole hours.
 * @param usual how it begins where that is left out: an hour or a day of the site before the end
 */
export function spanOf(
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
  usual: { readonly hours: number } | { readonly days: number },
  timeZone: string,
): Span {
  const now = hourBegin(new Date(), timeZone);
  const end = asked.to === undefined ? new Date(now.getTime() + hourMs) : momentOf('to', asked.to, timeZone);
  const last = hourBegin(new Date(end.getTime() - 1), timeZone);
  const to = new Date(last.getTime() + hourMs);
  const from =
    asked.from === undefined
      ? usualFrom(last, usual, timeZone)
      : hourBegin(momentOf('from', asked.from, timeZone), timeZone);
  if (from >= to) throw invalidField('to', 'is behind from');
  return { from, to };
}

function usualFrom(last: Date, usual: { hours: number } | { days: number }, timeZone: string): Date {
  if ('hours' in usual) return new Date(last.getTime() - (usual.hours - 1) * hourMs);
  const day = wallClockOf(last, timeZone).slice(0, 10);
  return instantOf(`${dayBehind(day, 1 - usual.days)} 00:00:00`, timeZone);
}

/** Whether all of it is in the last day: what Home shows to everybody who watches. */
export const isLastDay = ({ from }: Span, timeZone: string): boolean =>
  from.getTime() >= hourBegin(new Date(), timeZone).getTime() - dayMs;

/** An hour as it is written on a clock of the site, with its distance from UTC: in autumn one comes twice. */
function clockWithOffset(at: Date, timeZone: string): string {
  const clock = wallClockOf(at, timeZone).replace(' ', 'T');
  const minutes = Math.round((Date.parse(`${clock}Z`) - at.getTime()) / 60_000);
  const two = (n: number) => String(n).padStart(2, '0');
  const distance = Math.abs(minutes);
  return `${clock}${minutes < 0 ? '-' : '+'}${two(Math.floor(distance / 60))}:${two(distance % 60)}`;
}

/** @throws Failure invalid for more rows than a chart can show */
function checkRows(count: number): void {
  if (count > mostRows)
    throw invalidField('from', `and to make ${count} rows: ${mostRows} at most, so take a larger step`);
}

/** The beginnings of all hours. @throws Failure invalid */
export function hoursOf({ from, to }: Span, timeZone: string): string[] {
  const count = Math.ceil((to.getTime() - from.getTime()) / hourMs);
  checkRows(count);
  return Array.from({ length: count }, (_, hour) =>
    clockWithOffset(new Date(from.getTime() + hour * hourMs), timeZone),
  );
}

/** All days that it touches. @throws Failure invalid */
export function daysOf({ from, to }: Span, timeZone: string): string[] {
  checkRows(Math.floor((to.getTime() - from.getTime()) / dayMs));
  const end = wallClockOf(new Date(to.getTime() - 1), timeZone).slice(0, 10);
  const days = [wallClockOf(from, timeZone).slice(0, 10)];
  while ((days.at(-1) ?? end) < end) days.push(dayBehind(days.at(-1) ?? end, 1));
  checkRows(days.length);
  return days;
}

const hoursOfWeek = 168;
export const weekHours = (): number[] => Array.from({ length: hoursOfWeek }, (_, hour) => hour);
