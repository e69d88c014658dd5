import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class Department {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text', { unique: true }) code!: string;
  @Column('text') name!: string;
  /** Null at the root. */
  @Column('text', { nullable: true }) parentCode!: string | null;
  @Column('int', { default: 0 }) sortNo!: number;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** The built-in department of every installation. Persons without another one belong to it (docs/rules.md 5). */
export const defaultDepartmentCode = '1';
