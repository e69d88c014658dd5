import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Department } from '../department/department.entity.js';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** From and to as `HH:mm`; a span whose end is not after its beginning ends on the next day. */
export type ClockSpan = readonly [from: string, to: string];

/** Days that are not named are free. */
export type WeekPeriods = Partial<Record<Weekday, readonly ClockSpan[]>>;

/** The working hours of a department. Departments below it without a shift of their own have the same. */
@Entity()
export class Shift {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  @Column('varchar', { length: 64 }) departmentId!: string;
  @OneToOne(() => Department, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'department_id' })
  department!: Relation<Department>;
  @Column('jsonb') periods!: WeekPeriods;
  /** Parts of the periods that are no work. */
  @Column('jsonb', { default: [] }) breaks!: readonly ClockSpan[];
  @Column('boolean', { default: false }) worksHolidays!: boolean;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
