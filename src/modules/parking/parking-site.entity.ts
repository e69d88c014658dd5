import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { ParkingArea } from './parking.entity.js';
import type { DiscountKind } from './parking-words.js';

/** A place for one car. */
@Entity()
@Unique('parking_space_name', ['areaId', 'name'])
export class ParkingSpace {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  @Column('varchar', { length: 64 }) areaId!: string;
  @ManyToOne(() => ParkingArea)
  @JoinColumn({ name: 'area_id', foreignKeyConstraintName: 'parking_space_area' })
  area?: Relation<ParkingArea>;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** A kind of car: fixed vehicles have one, and tariffs may be for one. */
@Entity()
@Unique('parking_car_type_name', ['name'])
export class ParkingCarType {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** What a bill is reduced by. */
@Entity()
@Unique('parking_discount_name', ['name'])
export class ParkingDiscount {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  @Column('text') kind!: DiscountKind;
  /** In the smallest unit of the currency, in percent or in minutes; 0 where all is free. */
  @Column('int') value!: number;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** Where cars come into an area and leave it: its lanes are channels. */
@Entity()
@Unique('parking_entrance_name', ['name'])
export class ParkingEntrance {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  @Index('parking_entrance_by_area') @Column('varchar', { length: 64 }) areaId!: string;
  @ManyToOne(() => ParkingArea)
  @JoinColumn({ name: 'area_id', foreignKeyConstraintName: 'parking_entrance_area' })
  area?: Relation<ParkingArea>;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
