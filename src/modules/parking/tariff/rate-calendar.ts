import { latestClockOf, reachedAt } from '../../../platform/database/zone-time.js';
import { weekdays, type DayName, type Night, type Rate, type Site, type Tariff } from './tariff.js';

/** What counts at an instant, and until when nothing of it changes. */
export interface Moment {
  /** `yyyy-MM-dd` by the clock of the site. */
  readonly day: string;
  readonly rate: Rate;
  /** The day on which the night that it is began; null = it is no night. */
  readonly nightOf: string | null;
  /** Milliseconds, behind the instant. */
  readonly until: number;
}

const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Days, holidays and nights by the clock of the site. */
export class RateCalendar {
  private readonly starts = new Map<string, number>();

  constructor(
    private readonly tariff: Tariff,
    private readonly site: Site,
  ) {}

  /** Where a clock goes back, what was over stays over: no day and no night comes twice. */
  at(instant: number): Moment {
    const day = latestClockOf(new Date(instant), this.site.timeZone).slice(0, 10);
    const rate = this.rateOf(day);
    const until = this.instantOf(dayAfter(day), '00:00');
    if (!rate.night) return { day, rate, nightOf: null, until };
    const edges = [dayAfter(day, -1), day].flatMap((of) => this.nightOf(rate.night, of));
    const night = edges.find(({ from, to }) => from <= instant && instant < to);
    const ahead = edges.flatMap(({ from, to }) => [from, to]).filter((edge) => edge > instant);
    return { day, rate, nightOf: night?.day ?? null, until: Math.min(until, ...ahead) };
  }

  private rateOf(day: string): Rate {
    const { otherDays } = this.tariff;
    if (otherDays.length === 0) return this.tariff;
    const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sun';
    const isHoliday = this.site.isHoliday(day);
    const counts = (name: DayName) => name === weekday || (name === 'hol' && isHoliday);
    return otherDays.find(({ days }) => days.some(counts)) ?? this.tariff;
  }

  private nightOf(night: Night | null, day: string): { day: string; from: number; to: number }[] {
    if (!night) return [];
    const lastDay = night.to > night.from ? day : dayAfter(day);
    return [{ day, from: this.instantOf(day, night.from), to: this.instantOf(lastDay, night.to) }];
  }

  private instantOf(day: string, time: string): number {
    const clock = `${day} ${time}:00`;
    const known = this.starts.get(clock);
    if (known !== undefined) return known;
    const at = reachedAt(clock, this.site.timeZone).getTime();
    this.starts.set(clock, at);
    return at;
  }
}
