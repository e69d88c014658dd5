import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { Person } from '../person/person.entity.js';

/** A template, or the photo from which devices make one. */
export type BioKind = 'template' | 'photo';

/**
 * A template or comparison photo of a person. Types are those of the wire (Access PUSH, appendix 18): 1 finger, 2
 * near-infrared face, 7 finger vein, 8 palm, 9 visible light face, 10 visible light palm ... A person may have
 * templates of several algorithms, because a device only accepts its own.
 */
@Entity()
@Unique(['personId', 'kind', 'bioType', 'no', 'index', 'majorVer'])
export class BioTemplate {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('varchar', { length: 64 }) personId!: string;
  @ManyToOne(() => Person, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'person_id' }) person!: Relation<Person>;
  @Column('text', { default: 'template' }) kind!: BioKind;
  @Column('int') bioType!: number;
  /** Which finger, hand or eye; 0 for faces. */
  @Column('int', { default: 0 }) no!: number;
  /** Several templates may be made of one finger. */
  @Column('int', { default: 0 }) index!: number;
  /** Version of the algorithm; 0 for photos. */
  @Column('text', { default: '0' }) majorVer!: string;
  @Column('text', { default: '0' }) minorVer!: string;
  /** For fingers: 0 ZK, 1 ISO, 2 ANSI. */
  @Column('int', { default: 0 }) format!: number;
  @Column('boolean', { default: true }) valid!: boolean;
  @Column('boolean', { default: false }) duress!: boolean;
  /** Base64 as the device sent it, sealed. */
  @Column('bytea', { select: false }) content!: Buffer;
  /** Characters of base64. */
  @Column('int') size!: number;
  /** Keyed hash of pin, type and content: a repeated upload has the same. */
  @Column('text') hash!: string;
  /** Keyed hash of type and content, the same for every person; null = stored before this hash existed. */
  @Index() @Column('text', { nullable: true }) contentHash!: string | null;
  /** The device that learnt it; null = a client sent it. */
  @Column('text', { nullable: true }) sourceSn!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) learntAt!: Date;
}
