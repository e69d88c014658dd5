import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A picture of an application for leave, such as a doctor's note. */
@Entity()
export class LeaveImage {
  /** 128 random bits in hex. */
  @PrimaryColumn('varchar', { length: 32 }) name!: string;
  /** Day of the upload, `yyyy-MM-dd`, which is in its path. */
  @Column('text') day!: string;
  /** The picture as JPEG, sealed. */
  @Column('bytea', { select: false }) image!: Buffer;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
}
