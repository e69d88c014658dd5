import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { Device } from '../device/device.entity.js';

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
}
