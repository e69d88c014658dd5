import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Person } from '../person/person.entity.js';

/** How a visit ended: by signing out, by its time alone, or because the visitor was put on the block list. */
export type VisitEnd = 'exit' | 'expired' | 'blocked';

/**
 * One visit, with all facts of that time: the history stays when the visitor is deleted. Wall clock times are text
 * without a zone, like those of persons.
 */
@Entity()
@Index(['startTime', 'id'])
@Index('visit_by_card', ['cardNo'], { where: "card_no <> ''" })
// Nobody can have two open visits.
@Index('visit_open', ['personId'], { unique: true, where: 'exit_time IS NULL' })
export class Visit {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  /** Null: the visitor was deleted. */
  @Index() @Column('varchar', { length: 64, nullable: true }) personId!: string | null;
  @ManyToOne(() => Person, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'person_id' })
  person!: Relation<Person> | null;
  @Index() @Column('text') pin!: string;
  @Column('text') name!: string;
  @Column('text', { default: '' }) lastName!: string;
  @Column('text', { default: '' }) phone!: string;
  @Column('text', { default: '' }) email!: string;
  @Column('text', { default: '' }) company!: string;
  @Column('text', { default: '' }) carPlate!: string;
  @Column('text') certType!: string;
  @Column('bytea') certNumber!: Buffer;
  @Index() @Column('text') certHash!: string;
  @Column('text') hostPin!: string;
  @Column('text', { default: '' }) hostName!: string;
  /** Name of the host's department. */
  @Column('text', { default: '' }) hostDeptName!: string;
  /** Code of the department that is visited, if it was given. */
  @Column('text', { nullable: true }) deptCode!: string | null;
  @Column('text') visitReason!: string;
  @Column('int', { default: 1 }) visitorCount!: number;
  @Column('text') startTime!: string;
  /** The planned end. */
  @Column('text') endTime!: string;
  @Column('text', { default: '' }) cardNo!: string;
  @Column('text', { array: true, default: '{}' }) levelIds!: string[];
  @Column('text', { nullable: true }) enterPlaceId!: string | null;
  /** When it ended, by the site's clock; null = it is still open, even if its time is over. */
  @Column('text', { nullable: true }) exitTime!: string | null;
  @Column('text', { nullable: true }) endedBy!: VisitEnd | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** A photo that was taken at the entrance. */
export const visitPhotoKinds = ['face', 'cert', 'signature', 'enterGoods'] as const;
export type VisitPhotoKind = (typeof visitPhotoKinds)[number];

@Entity()
export class VisitPhoto {
  /** 128 random bits: the name of its path, and the authorisation to read it (docs/rules.md 5). */
  @PrimaryColumn('text') name!: string;
  @Index() @Column('varchar', { length: 64 }) visitId!: string;
  @ManyToOne(() => Visit, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'visit_id' }) visit!: Relation<Visit>;
  @Column('text') kind!: VisitPhotoKind;
  /** A JPEG, sealed. */
  @Column('bytea', { select: false }) content!: Buffer;
}
