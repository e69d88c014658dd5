/* What was asked for, and who may open a door because of it: without a word of how it comes to panels. */

export interface Person {
  readonly pin: string;
  card: string;
  readonly levels: Set<Level>;
  disabled: boolean;
}

export interface Zone {
  readonly id: number;
  periods: Readonly<Partial<Record<Day, readonly [string, string]>>>;
}

export interface Level {
  readonly id: string;
  zone: Zone;
  doors: ReadonlySet<number>;
}

export const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Day = (typeof days)[number];

/** Monday to Sunday, at hours in and out of every zone. */
export const moments = [
  '2026-11-16 09:00',
  '2026-11-17 12:30',
  '2026-11-18 17:45',
  '2026-11-19 23:00',
  '2026-11-21 10:15',
  '2026-11-22 05:30',
].map((wall) => ({
  wall: `${wall}:00`,
  day: days[new Date(`${wall}:00Z`).getUTCDay()] ?? 'sun',
  time: wall.slice(11),
}));

export const windows = [
  ['08:00', '18:00'],
  ['05:00', '10:30'],
  ['12:00', '23:59'],
  ['00:00', '06:00'],
] as const;

/** @param door its place among the doors of the site */
export const mayPass = ({ disabled, levels }: Person, door: number, day: Day, time: string): boolean =>
  !disabled && [...levels].some(({ doors, zone }) => doors.has(door) && isWithin(zone.periods[day], time));

const isWithin = (window: readonly [string, string] | undefined, time: string): boolean =>
  window !== undefined && window[0] <= time && time <= window[1];
