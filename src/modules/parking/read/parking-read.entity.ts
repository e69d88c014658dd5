import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** A plate that was read at a channel, and what came of it: cars that were turned away have no parking record. */
@Entity()
@Unique('parking_read_key', ['channelId', 'readKey'])
@Index('parking_read_by_plate', ['plate', 'receivedAt'])
@Index('parking_read_by_age', ['receivedAt', 'id'])
export class ParkingRead {
  @PrimaryColumn('varchar', { length: 32 }) id!: string;
  @Column('varchar', { length: 64 }) channelId!: string;
  @Column('text') channelName!: string;
  /** The reader's own id of the read: the same read opens once. */
  @Column('text') readKey!: string;
  @Column('text') plate!: string;
  @Column('text') carNumber!: string;
  /** When it was read. */
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) receivedAt!: Date;
  /** Whether the barrier was told to open. */
  @Column('boolean') opened!: boolean;
  /** See readReasons. */
  @Column('text') reason!: string;
  /** The person of the car; empty = nobody. */
  @Column('text') pin!: string;
  /** What went wrong at the barrier; empty = nothing. */
  @Column('text', { default: '' }) detail!: string;
  @Column('varchar', { length: 32, nullable: true }) recordId!: string | null;
  /** The number of the command on the wire; null where the barrier is not a device's. */
  @Column('int', { nullable: true }) commandId!: number | null;
}
