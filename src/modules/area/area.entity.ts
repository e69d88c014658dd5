import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class Area {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text', { unique: true }) code!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) parentCode!: string | null;
  /**
   * Areas whose devices teach the terminals of this area about people. None = no device, null = every device that knows
   * the person.
   */
  @Column('text', { array: true, nullable: true }) learnsFrom!: string[] | null;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** The built-in area of every installation (docs/rules.md 5). */
export const builtInAreaCode = '1';
