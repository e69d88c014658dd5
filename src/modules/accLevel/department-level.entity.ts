import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Department } from '../department/department.entity.js';
import { AccLevel } from './acc-level.entity.js';

/** Levels of a department: a person who enters it gets them, and loses them when leaving it. */
@Entity()
export class DepartmentLevel {
  @PrimaryColumn('varchar', { length: 64 }) departmentId!: string;
  @PrimaryColumn('varchar', { length: 64 }) @Index() levelId!: string;
  @ManyToOne(() => Department, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'department_id' })
  department!: Relation<Department>;
  @ManyToOne(() => AccLevel, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'level_id' }) level!: Relation<AccLevel>;
}
