import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A picture of a place; `plan_door` has the places of the doors on it. */
@Entity()
export class Plan {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  @Column('text') areaCode!: string;
  /** Of the stored file; null = there is no picture yet. */
  @Column('varchar', { length: 32, nullable: true }) fileId!: string | null;
  /** Of the picture, in pixels. */
  @Column('int', { nullable: true }) width!: number | null;
  @Column('int', { nullable: true }) height!: number | null;
  @Column('timestamptz', { nullable: true }) pictureAt!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
