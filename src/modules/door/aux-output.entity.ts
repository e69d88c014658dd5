import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { Device } from '../device/device.entity.js';

/** A relay of a device that belongs to no door: a siren, a barrier, a light. */
@Entity()
@Unique(['deviceSn', 'number'])
export class AuxOutput {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  @Column('text') deviceSn!: string;
  @ManyToOne(() => Device, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'device_sn' }) device!: Relation<Device>;
  /** Number of the output on its device, from 1. */
  @Column('int') number!: number;
  @Column('jsonb', { default: {} }) settings!: Record<string, string | number | boolean>;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
