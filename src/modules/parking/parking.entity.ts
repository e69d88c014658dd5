import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';

/** A car park, or a part of one. */
@Entity()
export class ParkingArea {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text', { unique: true }) name!: string;
  /** Null at the top. */
  @Index() @Column('varchar', { length: 64, nullable: true }) parentId!: string | null;
  @ManyToOne(() => ParkingArea) @JoinColumn({ name: 'parent_id' }) parent?: Relation<ParkingArea> | null;
  /** Whether cars of which nothing is known are let in, and pay. */
  @Column('boolean', { default: false }) admitsTemporary!: boolean;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** A plate on the allow list or on the deny list. */
@Entity()
export class ParkingPlate {
  /** The plate in the form for comparisons: capital letters and digits only. */
  @PrimaryColumn('text') plate!: string;
  /** As it was given. */
  @Column('text') carNumber!: string;
  /** 0 allow, 1 deny. */
  @Column('int') type!: 0 | 1;
  /** `yyyy-MM-dd`, both days included; null = no limit on that side. */
  @Column('text', { nullable: true }) fromDate!: string | null;
  @Column('text', { nullable: true }) toDate!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** A car that passed a channel. The names are those of that moment. */
@Entity()
@Unique(['channelId', 'readerKey'])
@Index(['direction', 'time', 'id'])
@Index(['plate', 'time'])
@Index('parking_record_by_age', ['receivedAt'])
export class ParkingRecord {
  @PrimaryColumn('varchar', { length: 32 }) id!: string;
  @Column('text') direction!: 'in' | 'out';
  /** The reader's own id of the passage: the same passage is stored once. */
  @Column('text') readerKey!: string;
  @Column('varchar', { length: 64 }) channelId!: string;
  @Column('text') channelName!: string;
  @Column('int') channelState!: number;
  @Column('text') areaName!: string;
  @Column('text') plate!: string;
  @Column('text') carNumber!: string;
  @Column('text') carTypeName!: string;
  /** See eventTypes. */
  @Column('int') eventType!: number;
  /** The person of the car; empty = unknown. */
  @Column('text') pin!: string;
  @Column('text') name!: string;
  /** The list that had the plate on that day; null = none. */
  @Column('int', { nullable: true }) listType!: 0 | 1 | null;
  /** Wall clock of the site, `yyyy-MM-dd HH:mm:ss`. */
  @Column('text') time!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) receivedAt!: Date;
}

/** The picture of a passage, sealed. */
@Entity()
export class ParkingPicture {
  @PrimaryColumn('varchar', { length: 32 }) recordId!: string;
  @ManyToOne(() => ParkingRecord, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'record_id' })
  record?: Relation<ParkingRecord>;
  @Column('bytea') content!: Buffer;
}
