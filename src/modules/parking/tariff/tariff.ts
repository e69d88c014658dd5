/** Amounts are whole numbers of the smallest unit of the currency: 250 is 2.50 EUR, and 250 JPY. */
export interface Period {
  readonly minutes: number;
  readonly amount: number;
}

/** A part of the day by the clock of the site, `HH:mm`; where `to` is not later than `from`, it ends on the next day. */
export interface Night {
  readonly from: string;
  readonly to: string;
  /** Once for each night that the stay touches; null = by periods. */
  readonly flat: number | null;
  /** Each period that begins; null = by the night's one amount, or free. */
  readonly each: Period | null;
  /** The most for one night. */
  readonly maximum: number | null;
}

/** What a day costs. */
export interface Rate {
  /** The first periods of a stay, one after the other. */
  readonly steps: readonly Period[];
  /** Each period that begins after them; null = no more is charged. */
  readonly each: Period | null;
  /** The most for one day. */
  readonly dayMaximum: number | null;
  readonly night: Night | null;
}

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** `hol` is a holiday of the site, whatever its weekday. */
export const dayNames = [...weekdays, 'hol'] as const;
export type DayName = (typeof dayNames)[number];

/** A rate of its own for some days. */
export interface OtherDays extends Rate {
  readonly days: readonly DayName[];
}

export const dayKinds = ['calendar', '24h'] as const;
/** Whether a day of the maximum ends at midnight, or 24 hours after the stay began. */
export type DayKind = (typeof dayKinds)[number];

/** What parking costs, as a declaration. docs/parking-tariffs.md says how it is read. */
export interface Tariff extends Rate {
  /** ISO 4217. */
  readonly currency: string;
  /** A stay up to this long is free; of a fixed vehicle, what is charged of it. */
  readonly freeMinutes: number;
  /** Whether a longer stay is charged from the end of the free minutes on, and not from its beginning. */
  readonly deductFreeMinutes: boolean;
  /** To leave after the payment. */
  readonly graceMinutes: number;
  readonly dayBy: DayKind;
  /** Whether the steps begin again with each day. */
  readonly stepsEachDay: boolean;
  /** The first that has the day counts; on other days the tariff's own rate does. */
  readonly otherDays: readonly OtherDays[];
}

export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** Where and when a tariff is applied. */
export interface Site {
  readonly timeZone: string;
  /** @param day `yyyy-MM-dd` */
  readonly isHoliday: (day: string) => boolean;
}
