import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Tariff } from './tariff.js';

/** What parking costs: in an area and those within it, for cars of a type. */
@Entity()
export class ParkingTariff {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text', { unique: true }) name!: string;
  /** Null = everywhere. */
  @Column('varchar', { length: 64, nullable: true }) areaId!: string | null;
  /** Null = every car. */
  @Column('varchar', { length: 64, nullable: true }) carTypeId!: string | null;
  @Column('jsonb') tariff!: Tariff;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
