import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Department } from '../department/department.entity.js';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** From and to as `HH:mm`; a span that does not end behind its beginning ends on the next day. */
export type ClockSpan = readonly [from: string, to: string];

/** Days that are not named are free. */
export type WeekPeriods = Partial<Record<Weekday, readonly ClockSpan[]>>;

/** When a department works. Departments below it that have no shift of their own work like it. */
@Entity()
export class Shift {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  @Column('varchar', { length: 64 }) departmentId!: string;
  @OneToOne(() => Department, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'department_id' })
  department!: Relation<Department>;
  @Column('jsonb') periods!: WeekPeriods;
  /** What of the periods is no work. */
  @Column('jsonb', { default: [] }) breaks!: readonly ClockSpan[];
  @Column('boolean', { default: false }) worksHolidays!: boolean;
}
