import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Reader } from '../door/reader.entity.js';

/** A part of the site that people come into and leave through readers. */
@Entity()
export class AccZone {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text', { unique: true }) code!: string;
  @Column('text') name!: string;
  /** People who came in before this time do not count. */
  @Column('timestamptz', { nullable: true }) clearedAt!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** A reader that leads into a zone (0) or out of it (1); it may do so for several zones. */
@Entity()
export class AccZoneReader {
  @PrimaryColumn('varchar', { length: 64 }) zoneId!: string;
  @ManyToOne(() => AccZone, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'zone_id' }) zone!: Relation<AccZone>;
  @Index() @PrimaryColumn('varchar', { length: 64 }) readerId!: string;
  @ManyToOne(() => Reader, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'reader_id' }) reader!: Relation<Reader>;
  @Column('int') direction!: number;
}
