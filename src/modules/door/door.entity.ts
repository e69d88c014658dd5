import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { Device } from '../device/device.entity.js';

/** `unknown` if an order was handed out and not answered. */
export type LockDown = 'none' | 'locked' | 'unknown';

@Entity()
@Unique(['deviceSn', 'number'])
export class Door {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text', { unique: true }) name!: string;
  @Column('text') deviceSn!: string;
  @ManyToOne(() => Device, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'device_sn' }) device!: Relation<Device>;
  /** Number of the door on its device, from 1. */
  @Column('int') number!: number;
  @Column('jsonb', { default: {} }) settings!: Record<string, string | number | boolean>;
  /** As the device last acknowledged it, and by which command. */
  @Column('text', { default: 'none' }) lockDown!: LockDown;
  @Column('int', { default: 0 }) lockDownCommand!: number;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
