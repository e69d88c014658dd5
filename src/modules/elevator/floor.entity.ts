import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { Device } from '../device/device.entity.js';

/** A floor that an elevator controller has an output for. */
@Entity()
@Unique(['deviceSn', 'number'])
export class Floor {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  @Column('text') deviceSn!: string;
  @ManyToOne(() => Device, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'device_sn' }) device!: Relation<Device>;
  /** Number of the floor on its controller, from 1. */
  @Column('int') number!: number;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
