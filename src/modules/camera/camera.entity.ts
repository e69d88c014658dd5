import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import type { Make } from './makes.js';

/** Which clock the times of a playback address are of. */
export type PlaybackClock = 'local' | 'utc';

/** A recorder with its cameras as channels, or a camera that stands alone: a recorder of one channel. */
@Entity()
export class Recorder {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text', { unique: true }) name!: string;
  @Column('text') make!: Make;
  @Column('text') host!: string;
  /** Of its web pages, ONVIF and pictures. */
  @Column('int') port!: number;
  @Column('boolean', { default: false }) https!: boolean;
  @Column('int') rtspPort!: number;
  @Column('text', { default: '' }) userName!: string;
  /** Sealed, as is the next. */
  @Column('bytea', { nullable: true }) password!: Buffer | null;
  /** The account in addresses that are handed out; empty = the one above. */
  @Column('text', { default: '' }) viewerName!: string;
  @Column('bytea', { nullable: true }) viewerPassword!: Buffer | null;
  @Column('text') areaCode!: string;
  /** Of its own clock; null = that of the site. */
  @Column('text', { nullable: true }) timeZone!: string | null;
  /** Null = as its make does it. */
  @Column('text', { nullable: true }) playbackClock!: PlaybackClock | null;
  /** Null = nobody has looked yet. */
  @Column('boolean', { nullable: true }) online!: boolean | null;
  @Column('timestamptz', { nullable: true }) checkedAt!: Date | null;
  /** Since when it is as it is. */
  @Column('timestamptz', { nullable: true }) onlineSince!: Date | null;
  /** Why it did not answer. */
  @Column('text', { nullable: true }) fault!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** A channel of a recorder; `camera_door` has the doors that it sees. */
@Entity()
@Unique('camera_recorder_id_channel_key', ['recorderId', 'channel'])
export class Camera {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  @Column('varchar', { length: 64 }) recorderId!: string;
  @ManyToOne(() => Recorder, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'recorder_id', foreignKeyConstraintName: 'camera_recorder_id_fkey' })
  recorder?: Relation<Recorder>;
  @Column('int') channel!: number;
  @Column('text') type!: string;
  /** Addresses that the recorder told by ONVIF or an operator gave, without an account; null = as its make has them. */
  @Column('text', { nullable: true }) mainUri!: string | null;
  @Column('text', { nullable: true }) subUri!: string | null;
  @Column('text', { nullable: true }) playbackUri!: string | null;
  @Column('text', { nullable: true }) snapshotUri!: string | null;
  /** Of its video source by ONVIF: recordings are found by it. */
  @Column('text', { nullable: true }) sourceToken!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
