import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../../../platform/database/id.js';
import { lockKeys } from '../../../platform/database/locks.js';
import { Failure, faulty } from '../../../platform/errors.js';
import { ParkingDiscount } from '../parking-site.entity.js';
import type { Discount } from '../tariff/discount.js';
import { ParkingStay } from './stay.entity.js';

/** A stay has so many: more would be a mistake of whoever gives them. */
const most = 20;

/** @throws Failure invalid, which names the field */
export function checkDiscount({ kind, value }: Discount, field: string): void {
  const fault = (message: string) => faulty({ field, code: 'invalid', message: `${field} ${message}` });
  if (kind === 'percent' && value > 100) throw fault('must not be more than 100 percent');
  if (kind !== 'free' && value < 1) throw fault('must be at least 1');
}

/** Discounts that were given for a stay. They keep what they are worth, whatever becomes of the discount. */
@Injectable()
export class StayDiscountService {
  /** @throws Failure notFound, conflict */
  async give(tx: EntityManager, stayId: string, discount: string | Discount): Promise<ParkingStay> {
    const stay = await this.locked(tx, stayId);
    if (stay.leftAt !== null) throw new Failure('conflict', `the car ${stay.carNumber} has left`);
    if (stay.discounts.length >= most) throw new Failure('conflict', `the stay has ${most} discounts already`);
    const given = { id: newId(), ...(await this.worthOf(tx, discount)) };
    await tx.update(ParkingStay, { id: stayId }, { discounts: [...stay.discounts, given] });
    return tx.findOneByOrFail(ParkingStay, { id: stayId });
  }

  /** @throws Failure notFound */
  async takeBack(tx: EntityManager, stayId: string, givenId: string): Promise<ParkingStay> {
    const stay = await this.locked(tx, stayId);
    const discounts = stay.discounts.filter(({ id }) => id !== givenId);
    if (discounts.length === stay.discounts.length)
      throw new Failure('notFound', `the stay has no discount ${givenId}`);
    await tx.update(ParkingStay, { id: stayId }, { discounts });
    return tx.findOneByOrFail(ParkingStay, { id: stayId });
  }

  private async worthOf(tx: EntityManager, discount: string | Discount): Promise<Discount & { readonly name: string }> {
    if (typeof discount !== 'string') return { name: '', kind: discount.kind, value: discount.value };
    const found = await tx.findOneBy(ParkingDiscount, { id: discount });
    if (!found) {
      const message = `there is no parking discount ${discount}`;
      throw faulty({ field: 'discountId', code: 'notFound', message }, 'notFound');
    }
    return { name: found.name, kind: found.kind, value: found.value };
  }

  private async locked(tx: EntityManager, id: string): Promise<ParkingStay> {
    const known = await tx.findOneBy(ParkingStay, { id });
    if (!known) throw new Failure('notFound', `there is no parking stay ${id}`);
    await lockKeys(tx, 'parkingStay', [known.plate]);
    return tx.findOneByOrFail(ParkingStay, { id });
  }
}
