import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Device } from '../device/device.entity.js';
import { StoredFile } from '../file/stored-file.entity.js';

/** Which sides of a channel show it. */
export const mediaSides = ['in', 'out', 'both'] as const;
export type MediaSide = (typeof mediaSides)[number];

/** A picture or a video that screens show. */
@Entity()
export class Media {
  @PrimaryColumn('varchar', { length: 32 }) id!: string;
  @Column('text', { unique: true }) name!: string;
  /** 1 picture, 2 video. */
  @Column('int') type!: 1 | 2;
  /** The type by content, not by name. */
  @Column('text') suffix!: string;
  @Column('text') contentType!: string;
  @Column('bigint') size!: number;
  @Column('varchar', { length: 32 }) fileId!: string;
  @ManyToOne(() => StoredFile) @JoinColumn({ name: 'file_id' }) file?: Relation<StoredFile>;
  /**
   * Name of the path at which everybody may fetch it: 128 random bits, which are its authorisation (docs/rules.md 5).
   */
  @Column('text', { unique: true }) pathName!: string;
  @Column('text', { default: 'both' }) side!: MediaSide;
  /** Number of the screen's area, from 1. */
  @Column('int', { default: 1 }) area!: number;
  /** The part of the screen that the area takes. */
  @Column('int', { default: 100 }) range!: number;
  /** Seconds until the screen shows the next one. */
  @Column('int', { default: 5 }) interval!: number;
  /** Serial numbers of the devices that show it; null = all that have a screen. */
  @Column('text', { array: true, nullable: true }) devices!: string[] | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

export type PushStatus = 'waiting' | 'sent' | 'done' | 'failed';

/** The state of a media on one side of one device's screen. */
@Entity()
export class MediaPush {
  @PrimaryColumn('varchar', { length: 32 }) mediaId!: string;
  @PrimaryColumn('text') sn!: string;
  @PrimaryColumn('text') side!: 'in' | 'out';
  @ManyToOne(() => Media, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'media_id' }) media?: Relation<Media>;
  @ManyToOne(() => Device, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'sn' }) device?: Relation<Device>;
  /** The file and its place: if they change, it is sent again. */
  @Column('text') version!: string;
  @Index() @Column('text', { default: 'waiting' }) status!: PushStatus;
  @Index() @Column('int', { nullable: true }) commandId!: number | null;
  /** The return code of the last answer. */
  @Column('int', { nullable: true }) returnCode!: number | null;
  /** How often it was refused or not answered. */
  @Column('int', { default: 0 }) failures!: number;
  @Column('timestamptz', { nullable: true }) retryAt!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
