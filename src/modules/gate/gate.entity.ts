import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { Device } from '../device/device.entity.js';

/** An entrance channel (turnstile, flap barrier) of a channel controller. */
@Entity()
@Unique(['deviceSn', 'number'])
export class Gate {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  @Column('text') deviceSn!: string;
  @ManyToOne(() => Device, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'device_sn' }) device!: Relation<Device>;
  /** Number on the device, from 1. */
  @Column('int') number!: number;
  /** Numbers of the locks that let in and out, on the device; null = it cannot be opened remotely in that direction. */
  @Column('int', { default: 1 }) entryLock!: number;
  @Column('int', { nullable: true, default: 2 }) exitLock!: number | null;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
