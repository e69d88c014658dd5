import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Reader } from '../door/reader.entity.js';
import { ParkingEntrance } from './parking-site.entity.js';
import type { BarrierKind } from './parking-words.js';
import { ParkingArea } from './parking.entity.js';

/** A lane in or out of an area, with its plate reader. */
@Entity()
export class ParkingChannel {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text', { unique: true }) name!: string;
  @Index() @Column('varchar', { length: 64 }) areaId!: string;
  @ManyToOne(() => ParkingArea) @JoinColumn({ name: 'area_id' }) area?: Relation<ParkingArea>;
  /** Its direction: see channelStates. */
  @Column('int') state!: number;
  @Index('parking_channel_by_entrance')
  @Column('varchar', { length: 64, nullable: true })
  entranceId!: string | null;
  @ManyToOne(() => ParkingEntrance)
  @JoinColumn({ name: 'entrance_id', foreignKeyConstraintName: 'parking_channel_entrance' })
  entrance?: Relation<ParkingEntrance> | null;
  /** What lets a car through. */
  @Column('text', { default: 'none' }) barrier!: BarrierKind;
  /** Of the door or the auxiliary output. */
  @Column('varchar', { length: 64, nullable: true }) barrierId!: string | null;
  /** How long it is held open. */
  @Column('int', { default: 5 }) barrierSeconds!: number;
  /** Of the site's own controller. */
  @Column('text', { nullable: true }) barrierUrl!: string | null;
  /** What signs the requests to it, sealed. */
  @Column('bytea', { nullable: true }) barrierSecret!: Buffer | null;
  /** The reader of a device that gives plates as card numbers. */
  @Index('parking_channel_by_reader') @Column('varchar', { length: 64, nullable: true }) readerId!: string | null;
  @ManyToOne(() => Reader, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'reader_id', foreignKeyConstraintName: 'parking_channel_reader' })
  reader?: Relation<Reader> | null;
  /** Null = as its area. */
  @Column('boolean', { nullable: true }) admitsTemporary!: boolean | null;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
