import { Column, Entity, PrimaryColumn } from 'typeorm';

export const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'hol1', 'hol2', 'hol3'] as const;
export type DayName = (typeof dayNames)[number];

/** Up to three periods a day, each [from, to] as "HH:mm". Days not named are closed. */
export type Periods = Partial<Record<DayName, [string, string][]>>;

/** The id is the wire's TimezoneId. */
@Entity()
export class TimeZone {
  @PrimaryColumn('int') id!: number;
  @Column('text', { unique: true }) name!: string;
  @Column('jsonb') periods!: Periods;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** Open round the clock, on every device, fixed (docs/rules.md 5). */
export const alwaysTimeZoneId = 1;
