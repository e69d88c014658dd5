import { encodeSeconds } from '../../protocol/access-push/time.js';
import type { PanelMemory, PanelRow } from './memory.js';
import type { PanelSettings } from './settings.js';

/** StartTime and EndTime as appendix 5 seconds, 0 without limit. */
export function withinSeconds(row: PanelRow, wall: string): boolean {
  const now = encodeSeconds(wall);
  const end = Number(row.get('endtime') ?? 0);
  return Number(row.get('starttime') ?? 0) <= now && (end === 0 || now <= end);
}

/** Seconds with DateFmtFunOn=1, else whole days as YYYYMMDD. */
export function withinUserDates(user: PanelRow, settings: PanelSettings, wall: string): boolean {
  if (settings.isOn('DateFmtFunOn')) return withinSeconds(user, wall);
  const today = Number(wall.slice(0, 10).replaceAll('-', ''));
  const end = Number(user.get('endtime') ?? 0);
  return Number(user.get('starttime') ?? 0) <= today && (end === 0 || today <= end);
}

/** Zone 1 is the factory's 24-hour zone as long as it is not overwritten; zone 0 is never. */
export function withinZone(memory: PanelMemory, settings: PanelSettings, id: string, wall: string): boolean {
  const zone = memory.rows('timezone').find((row) => row.get('timezoneid') === id);
  if (zone === undefined) return id === '1';
  if (settings.supports(60) && !withinSeconds(zone, wall)) return false;
  const day = dayOf(memory, wall);
  return [1, 2, 3].some((n) => withinPeriod(zone.get(`${day}time${n}`) ?? '0', wall));
}

/** (HHMM of the start) << 16 + (HHMM of the end); the minute of the end is included, 0 is no period. */
export function withinPeriod(packed: string, wall: string): boolean {
  const period = Number(packed);
  const now = Number(wall.slice(11, 16).replace(':', ''));
  return period !== 0 && period >> 16 <= now && now <= (period & 0xffff);
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The columns of a zone that apply today: a holiday's replace those of the weekday. */
export function dayOf(memory: PanelMemory, wall: string): string {
  const today = wall.slice(0, 10).replaceAll('-', '');
  const holiday = memory.rows('holiday').find((row) => {
    const date = row.get('holiday') ?? '';
    return row.get('loop') === '1' ? date.slice(4) === today.slice(4) : date === today;
  });
  if (holiday !== undefined) return `hol${holiday.get('holidaytype') ?? '1'}`;
  return weekdays[new Date(`${wall.slice(0, 10)}T00:00:00Z`).getUTCDay()] ?? 'sun';
}
