import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Person } from '../person/person.entity.js';
import { ParkingCarType, ParkingEntrance, ParkingSpace } from './parking-site.entity.js';
import { ParkingArea } from './parking.entity.js';

/** A car that may come in through some entrances of an area within its days, paid by the month. */
@Entity()
export class ParkingFixedVehicle {
  /** The plate in the form for comparisons. */
  @PrimaryColumn('text') plate!: string;
  /** As it was given. */
  @Column('text') carNumber!: string;
  @Index('parking_fixed_vehicle_by_person') @Column('varchar', { length: 64 }) personId!: string;
  @ManyToOne(() => Person, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'parking_fixed_vehicle_person' })
  person?: Relation<Person>;
  @Index('parking_fixed_vehicle_by_car_type') @Column('varchar', { length: 64 }) carTypeId!: string;
  @ManyToOne(() => ParkingCarType)
  @JoinColumn({ name: 'car_type_id', foreignKeyConstraintName: 'parking_fixed_vehicle_car_type' })
  carType?: Relation<ParkingCarType>;
  @Index('parking_fixed_vehicle_by_area') @Column('varchar', { length: 64 }) areaId!: string;
  @ManyToOne(() => ParkingArea)
  @JoinColumn({ name: 'area_id', foreignKeyConstraintName: 'parking_fixed_vehicle_area' })
  area?: Relation<ParkingArea>;
  /** Null = any space. */
  @Index('parking_fixed_vehicle_by_space') @Column('varchar', { length: 64, nullable: true }) spaceId!: string | null;
  @ManyToOne(() => ParkingSpace)
  @JoinColumn({ name: 'space_id', foreignKeyConstraintName: 'parking_fixed_vehicle_space' })
  space?: Relation<ParkingSpace> | null;
  /** What was paid for these days, in the smallest unit of the currency. */
  @Column('int', { default: 0 }) amount!: number;
  /** `yyyy-MM-dd`, both days included. */
  @Column('text') startDate!: string;
  @Column('text') endDate!: string;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** An entrance that a fixed vehicle may use. */
@Entity()
export class ParkingFixedVehicleEntrance {
  @PrimaryColumn('text') plate!: string;
  @ManyToOne(() => ParkingFixedVehicle, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plate', foreignKeyConstraintName: 'parking_fixed_vehicle_entrance_vehicle' })
  vehicle?: Relation<ParkingFixedVehicle>;
  @Index('parking_fixed_vehicle_entrance_by_entrance')
  @PrimaryColumn('varchar', { length: 64 })
  entranceId!: string;
  @ManyToOne(() => ParkingEntrance)
  @JoinColumn({ name: 'entrance_id', foreignKeyConstraintName: 'parking_fixed_vehicle_entrance_entrance' })
  entrance?: Relation<ParkingEntrance>;
}
