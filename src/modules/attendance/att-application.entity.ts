import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Person } from '../person/person.entity.js';
import { LeaveType } from './leave-type.entity.js';

/** A forgotten punch, overtime, or leave. */
export const applicationKinds = ['sign', 'overtime', 'leave'] as const;
export type ApplicationKind = (typeof applicationKinds)[number];

export const applicationStates = ['pending', 'approved', 'rejected'] as const;
export type ApplicationState = (typeof applicationStates)[number];

/**
 * An application of a person about their attendance. Times are wall clock, `yyyy-MM-dd HH:mm:ss`; the names are those
 * of that time.
 */
@Entity()
@Index(['startTime', 'id'], { where: `kind = 'sign' AND state = 'approved'` })
export class AttApplication {
  @PrimaryColumn('varchar', { length: 32 }) id!: string;
  @Column('text') kind!: ApplicationKind;
  @Index() @Column('varchar', { length: 64 }) personId!: string;
  @ManyToOne(() => Person, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'person_id' }) person!: Relation<Person>;
  /** The time of the punch, or the beginning of the work or leave. */
  @Column('text') startTime!: string;
  /** Null for a punch. */
  @Column('text', { nullable: true }) endTime!: string | null;
  @Index() @Column('text', { nullable: true }) leaveTypeNo!: string | null;
  @ManyToOne(() => LeaveType) @JoinColumn({ name: 'leave_type_no' }) leaveType!: Relation<LeaveType> | null;
  @Column('text', { default: '' }) remark!: string;
  /** As the client sent it: a client may store its pictures elsewhere. */
  @Column('text', { default: '' }) leaveImagePath!: string;
  /** The picture, if the path is one of ours. */
  @Index() @Column('varchar', { length: 32, nullable: true }) imageName!: string | null;
  @Column('text') name!: string;
  @Column('text') lastName!: string;
  @Column('text') deptCode!: string;
  @Column('text') deptName!: string;
  @Column('text') state!: ApplicationState;
  /** Who decided, and the remark with it; null until the decision. */
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { default: '' }) comment!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) createdAt!: Date;
}
