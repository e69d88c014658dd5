import { dayNameAt } from '../../modules/timeZone/open-at.js';
import { dayNames, type DayName } from '../../modules/timeZone/time-zone.entity.js';
import type { Rights } from './rights.repository.js';

const minutesADay = 24 * 60;
const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

export interface Difference {
  readonly gains: boolean;
  readonly loses: boolean;
}

/**
 * Compares what time zones open before and after a change, on each kind of day that comes: the days of the week, and the
 * dates that are holidays before or after.
 */
export class HoursComparison {
  private readonly days: readonly (readonly [DayName, DayName])[];
  private readonly known = new Map<string, Difference>();
  private readonly minutes = [new Map<string, Uint8Array>(), new Map<string, Uint8Array>()] as const;

  constructor(
    private readonly before: Rights,
    private readonly after: Rights,
    today: string,
  ) {
    const weekdays = dayNames.slice(0, 7).map((name): [DayName, DayName] => [name, name]);
    const dates = [...before.holidays, ...after.holidays].flatMap(({ date, everyYear }) =>
      nextOf(date, everyYear, today),
    );
    const onDates = [...new Set(dates)].map((date): [DayName, DayName] => [
      dayNameAt(`${date} 00:00:00`, before.holidays),
      dayNameAt(`${date} 00:00:00`, after.holidays),
    ]);
    const all = new Map([...weekdays, ...onDates].map((pair) => [pair.join(), pair]));
    this.days = [...all.values()];
  }

  /** @param zones ids with commas between them; '' = no right at all */
  of(zones: string, then: string): Difference {
    const key = `${zones}|${then}`;
    const known = this.known.get(key);
    if (known) return known;
    const found = this.compare(zones, then);
    this.known.set(key, found);
    return found;
  }

  private compare(zones: string, then: string): Difference {
    let [gains, loses] = [false, false];
    for (const [one, other] of this.days) {
      const [was, will] = [this.open(0, zones, one), this.open(1, then, other)];
      for (let minute = 0; minute < minutesADay && !(gains && loses); minute++) {
        gains ||= will[minute] === 1 && was[minute] !== 1;
        loses ||= was[minute] === 1 && will[minute] !== 1;
      }
    }
    return { gains, loses };
  }

  private open(side: 0 | 1, zones: string, day: DayName): Uint8Array {
    const key = `${zones} ${day}`;
    const known = this.minutes[side].get(key);
    if (known) return known;
    const all = new Uint8Array(minutesADay);
    const { zones: periods } = side === 0 ? this.before : this.after;
    for (const id of zones === '' ? [] : zones.split(','))
      for (const [from, to] of periods.get(Number(id))?.[day] ?? []) all.fill(1, minuteOf(from), minuteOf(to) + 1);
    this.minutes[side].set(key, all);
    return all;
  }
}

/** The next time that it is a holiday; none if it is over. */
function nextOf(date: string, everyYear: boolean, today: string): string[] {
  if (!everyYear) return date >= today ? [date] : [];
  const thisYear = today.slice(0, 4) + date.slice(4);
  return [thisYear >= today ? thisYear : String(Number(today.slice(0, 4)) + 1) + date.slice(4)];
}
