import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { Operator } from './operator.entity.js';

/** Filters of a page of the console under a name. */
@Entity()
@Unique(['owner', 'page', 'name'])
export class SavedView {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  /** Whose it is: an operator, or a token. */
  @Column('text') owner!: string;
  /** With an operator go its views. */
  @Index() @Column('varchar', { length: 64, nullable: true }) operatorId!: string | null;
  @ManyToOne(() => Operator, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'operator_id' })
  operator!: Relation<Operator> | null;
  @Column('text') page!: string;
  @Column('text') name!: string;
  /** What stands in the address of the page. */
  @Column('jsonb') query!: Readonly<Record<string, string>>;
  /** All may read it. */
  @Column('boolean', { default: false }) shared!: boolean;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
