import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Visit } from './visit.entity.js';

/** A visit that is expected. */
@Entity()
@Index(['visitDate', 'id'])
export class VisitReservation {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') hostPin!: string;
  @Column('text') certType!: string;
  @Column('bytea') certNumber!: Buffer;
  @Index() @Column('text') certHash!: string;
  @Column('text') name!: string;
  @Column('text', { default: '' }) phone!: string;
  @Column('text', { default: '' }) email!: string;
  @Column('text', { default: '' }) company!: string;
  @Column('text', { default: '' }) carPlate!: string;
  @Column('text') visitReason!: string;
  /** Wall clock of the site. */
  @Column('text') visitDate!: string;
  @Column('text') visitEndDate!: string;
  @Column('text', { nullable: true }) deptCode!: string | null;
  /** The visit that was made from it; null = none yet. */
  @Column('varchar', { length: 64, nullable: true }) visitId!: string | null;
  @ManyToOne(() => Visit, { onDelete: 'SET NULL' }) @JoinColumn({ name: 'visit_id' }) visit!: Relation<Visit> | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
}
