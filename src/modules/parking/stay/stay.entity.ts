import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { Discount } from '../tariff/discount.js';
import type { Tariff } from '../tariff/tariff.js';

/** How a stay ended. `enteredAgain`: nobody saw the car leave, and it came again. */
export const stayEnds = ['left', 'byHand', 'enteredAgain'] as const;
export type StayEnd = (typeof stayEnds)[number];

/** A discount as it was when it was given. */
export interface GivenDiscount extends Discount {
  readonly id: string;
  readonly name: string;
}

/** A tariff as it was when the stay was paid for first. */
export interface KeptTariff {
  readonly id: string;
  readonly name: string;
  readonly tariff: Tariff;
}

/** A car in a car park, from its entry to its exit. The names are those of its entry. */
@Entity()
@Index('parking_stay_open', ['plate'], { unique: true, where: `left_at IS NULL AND plate <> ''` })
@Index('parking_stay_by_plate', ['plate', 'enteredAt'])
@Index('parking_stay_by_entry', ['enteredAt', 'id'])
@Index('parking_stay_by_exit', ['leftAt'])
@Index('parking_stay_by_pin', ['pin'])
export class ParkingStay {
  @PrimaryColumn('varchar', { length: 32 }) id!: string;
  @Column('text') plate!: string;
  @Column('text') carNumber!: string;
  /** The person of the car; empty = unknown. */
  @Column('text') pin!: string;
  @Column('varchar', { length: 64 }) areaId!: string;
  @Column('text') areaName!: string;
  /** Where it came in; null = by hand. */
  @Column('varchar', { length: 64, nullable: true }) channelId!: string | null;
  @Column('varchar', { length: 64, nullable: true }) carTypeId!: string | null;
  @Column('timestamptz') enteredAt!: Date;
  @Column('timestamptz', { nullable: true }) leftAt!: Date | null;
  @Column('varchar', { length: 64, nullable: true }) exitChannelId!: string | null;
  /** Null = it is there. */
  @Column('text', { nullable: true }) ended!: StayEnd | null;
  @Column('jsonb', { default: [] }) discounts!: readonly GivenDiscount[];
  /** From the first payment on a change of the tariff does not change what the stay costs. */
  @Column('jsonb', { nullable: true }) tariff!: KeptTariff | null;
  /** In the smallest unit of the currency. */
  @Column('bigint', { default: 0 }) paid!: number;
  /** What is paid lets the car out until then. */
  @Column('timestamptz', { nullable: true }) coveredUntil!: Date | null;
  /** What was left to pay at its end. */
  @Column('bigint', { default: 0 }) owed!: number;
}

/** What somebody was told that a stay costs; `paidAt` makes it a payment. A stay has one for each sum that was asked for. */
@Entity()
@Index('parking_bill_of_stay', ['stayId'])
@Index('parking_bill_by_payment', ['paidAt'])
export class ParkingBill {
  /** `recordId` of the facade. */
  @PrimaryColumn('varchar', { length: 32 }) id!: string;
  @Column('varchar', { length: 32 }) stayId!: string;
  @ManyToOne(() => ParkingStay, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'stay_id' })
  stay?: Relation<ParkingStay>;
  /** In the smallest unit of the currency. */
  @Column('bigint') amount!: number;
  /** Empty where no tariff counts. */
  @Column('text') currency!: string;
  /** When it was asked for last. */
  @Column('timestamptz') billedAt!: Date;
  @Column('timestamptz', { nullable: true }) paidAt!: Date | null;
  /** As whoever took the money calls it, such as `cash`. */
  @Column('text', { nullable: true }) paymentType!: string | null;
}
