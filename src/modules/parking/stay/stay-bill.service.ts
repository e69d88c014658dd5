import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { newId } from '../../../platform/database/id.js';
import { lockKeys } from '../../../platform/database/locks.js';
import { Failure } from '../../../platform/errors.js';
import { checkedPlate } from '../parking-list.service.js';
import { StayCostService, type StayCost } from './stay-cost.service.js';
import { ParkingBill, ParkingStay } from './stay.entity.js';
import { ParkingStayService } from './stay.service.js';

type Bill = Pick<ParkingBill, keyof ParkingBill>;

const changed = (bill: Bill, change: Partial<Bill>): Bill => ({ ...bill, ...change });

export interface Billed {
  readonly stay: ParkingStay;
  readonly cost: StayCost;
  readonly bill: Bill;
}

export interface Payment {
  readonly carNumber: string;
  /** The id of the bill. */
  readonly recordId: string;
  /** As whoever took the money calls it. */
  readonly paymentType: string;
  readonly at: Date;
}

/** What was asked for a stay, and what was paid. */
@Injectable()
export class StayBillService {
  constructor(
    private readonly stays: ParkingStayService,
    private readonly costs: StayCostService,
  ) {}

  /**
   * The bill of a car that is there. It stays the same one until it is paid or more is to be paid: then there is another
   * one, and the one of before can still be paid, for what it said. As long as the car may leave for what was paid, it is
   * the one that was paid, and nothing is to be paid.
   * @throws Failure carPlateInvalid
   */
  async bill(tx: EntityManager, carNumber: string, at: Date): Promise<Billed> {
    await lockKeys(tx, 'parkingStay', [checkedPlate(carNumber)]);
    return this.billOf(tx, await this.stays.openOf(tx, carNumber), at);
  }

  /** Another transaction must not bill or pay the same stay: its plate is locked. */
  async billOf(tx: EntityManager, stay: ParkingStay, at: Date): Promise<Billed> {
    const cost = await this.costs.of(tx, stay, at);
    const { due: amount, currency } = cost;
    const open = await tx.findOneBy(ParkingBill, { stayId: stay.id, amount, currency, paidAt: IsNull() });
    if (open) {
      await tx.update(ParkingBill, { id: open.id }, { billedAt: at });
      return { stay, cost, bill: changed(open, { billedAt: at }) };
    }
    const paid = amount > 0 ? null : await this.lastPaid(tx, stay.id);
    if (paid) return { stay, cost, bill: changed(paid, { amount }) };
    const bill = { id: newId(), stayId: stay.id, amount, currency, billedAt: at, paidAt: null, paymentType: null };
    await tx.insert(ParkingBill, bill);
    return { stay, cost, bill };
  }

  /**
   * A bill is paid, with what it said; a second notice changes nothing.
   * @returns false if it was paid before, or there was nothing to pay
   * @throws Failure carPlateInvalid for another plate than the bill's, notFound for the bill
   */
  async pay(tx: EntityManager, { carNumber, recordId, paymentType, at }: Payment): Promise<boolean> {
    const plate = checkedPlate(carNumber);
    await lockKeys(tx, 'parkingStay', [plate]);
    const bill = await tx.findOneBy(ParkingBill, { id: recordId });
    if (!bill) throw new Failure('notFound', `there is no bill ${recordId}`);
    const stay = await tx.findOneByOrFail(ParkingStay, { id: bill.stayId });
    if (stay.plate !== plate)
      throw new Failure('carPlateInvalid', `the bill ${recordId} is not of the car ${carNumber}`);
    // Nothing was paid, so the time to leave has not begun.
    if (bill.paidAt !== null || bill.amount === 0) return false;
    await this.settle(tx, stay, bill, paymentType, at);
    return true;
  }

  /**
   * All that is due is paid, also of a car that has left.
   * @throws Failure conflict if nothing is due
   */
  async payAll(tx: EntityManager, { id, plate }: ParkingStay, paymentType: string, at: Date): Promise<ParkingStay> {
    await lockKeys(tx, 'parkingStay', [plate]);
    const stay = await tx.findOneByOrFail(ParkingStay, { id });
    const { bill } = await this.billOf(tx, stay, stay.leftAt ?? at);
    if (bill.amount === 0) throw new Failure('conflict', `nothing is due for the car ${stay.carNumber}`);
    await this.settle(tx, stay, changed(bill, { billedAt: at }), paymentType, at);
    return tx.findOneByOrFail(ParkingStay, { id });
  }

  private async settle(
    tx: EntityManager,
    stay: ParkingStay,
    { id, amount, billedAt }: Bill,
    paymentType: string,
    at: Date,
  ): Promise<void> {
    await tx.update(ParkingBill, { id }, { paidAt: at, paymentType });
    const { tariff } = await this.costs.of(tx, stay, at);
    const graceMs = (tariff?.tariff.graceMinutes ?? 0) * 60_000;
    // A bill is good for as long as the grace lasts: nobody stays all day for what the first hour cost.
    const counted = Math.min(at.getTime(), billedAt.getTime() + graceMs);
    const coveredUntil = new Date(Math.max(counted + graceMs, stay.coveredUntil?.getTime() ?? 0));
    const owed = Math.max(0, stay.owed - amount);
    await tx.update(ParkingStay, { id: stay.id }, { paid: stay.paid + amount, coveredUntil, tariff, owed });
  }

  private lastPaid(tx: EntityManager, stayId: string): Promise<ParkingBill | null> {
    return tx
      .createQueryBuilder(ParkingBill, 'b')
      .where('b.stayId = :stayId AND b.paidAt IS NOT NULL', { stayId })
      .orderBy('b.paidAt', 'DESC')
      .getOne();
  }
}
