import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class Holiday {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  /** yyyy-MM-dd; devices hold one holiday for each date. */
  @Column('text', { unique: true }) date!: string;
  @Column('int') type!: 1 | 2 | 3;
  @Column('boolean', { default: false }) everyYear!: boolean;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
