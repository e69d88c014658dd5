import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Failure } from '../../platform/errors.js';
import { ParkingPlate } from './parking.entity.js';
import { plateOf } from './parking-words.js';
import { lock } from '../../platform/database/locks.js';

export interface PlateFacts {
  /** 0 allow, 1 deny. */
  readonly type: 0 | 1;
  /** `yyyy-MM-dd`, both days included; null = no limit on that side. */
  readonly fromDate: string | null;
  readonly toDate: string | null;
}

const noPlate = (carNumber: string) =>
  new Failure('carPlateInvalid', `"${carNumber.slice(0, 40)}" is no license plate`);

/** @throws Failure carPlateInvalid */
export function checkedPlate(carNumber: string): string {
  const plate = plateOf(carNumber);
  if (plate === null) throw noPlate(carNumber);
  return plate;
}

/** Whether two texts are the same plate. @throws Failure carPlateInvalid */
export const isSamePlate = (one: string, other: string): boolean => checkedPlate(one) === checkedPlate(other);

/** Which cars a car park lets in, and which it does not. A plate is on one list at most. */
@Injectable()
export class ParkingListService {
  /** @throws Failure carPlateInvalid for text that is no plate, or a plate on no list */
  async get(tx: EntityManager, carNumber: string): Promise<ParkingPlate> {
    const found = await tx.findOneBy(ParkingPlate, { plate: checkedPlate(carNumber) });
    if (!found)
      throw new Failure('carPlateInvalid', `the plate ${carNumber} is neither on the allow nor on the deny list`);
    return found;
  }

  /**
   * Puts a plate on a list; if it is there already, its days change (API manual 2.3.1).
   * @throws Failure carPlateInvalid, timeParameterInvalid, operationInvalid if it is on the other list: adding a car
   * does not let in a car that is denied
   */
  async add(tx: EntityManager, carNumber: string, facts: PlateFacts): Promise<void> {
    const plate = checkedPlate(carNumber);
    checkDays(facts);
    await lock(tx, 'parkingPlates');
    const known = await tx.findOneBy(ParkingPlate, { plate });
    if (known && known.type !== facts.type) {
      throw new Failure('operationInvalid', `the plate ${carNumber} is on the ${listName(known.type)} list: edit it`);
    }
    await tx.save(ParkingPlate, { plate, carNumber, ...facts });
  }

  /** Puts a plate on a list whether it is on one already or not. @throws Failure carPlateInvalid, timeParameterInvalid */
  async put(tx: EntityManager, carNumber: string, facts: PlateFacts): Promise<ParkingPlate> {
    const plate = checkedPlate(carNumber);
    checkDays(facts);
    await lock(tx, 'parkingPlates');
    return tx.save(ParkingPlate, { plate, carNumber, ...facts });
  }

  /**
   * Changes an entry, also its plate (API manual 2.3.3).
   * @throws Failure carPlateInvalid, timeParameterInvalid, operationInvalid if the new plate has an entry already
   */
  async edit(tx: EntityManager, oldCarNumber: string, carNumber: string, facts: PlateFacts): Promise<void> {
    const plate = checkedPlate(carNumber);
    checkDays(facts);
    await lock(tx, 'parkingPlates');
    const old = await this.get(tx, oldCarNumber);
    if (plate !== old.plate) {
      if (await tx.existsBy(ParkingPlate, { plate })) {
        throw new Failure('operationInvalid', `the plate ${carNumber} is on a list already`);
      }
      await tx.delete(ParkingPlate, { plate: old.plate });
    }
    await tx.save(ParkingPlate, { plate, carNumber, ...facts });
  }

  /** @throws Failure carPlateInvalid */
  async remove(tx: EntityManager, carNumber: string): Promise<void> {
    await lock(tx, 'parkingPlates');
    const { plate } = await this.get(tx, carNumber);
    await tx.delete(ParkingPlate, { plate });
  }

  /** The list that has a plate on a day; null = none. */
  async typeOn(tx: EntityManager, plate: string, day: string): Promise<0 | 1 | null> {
    const entry = await tx.findOneBy(ParkingPlate, { plate });
    if (!entry) return null;
    const { type, fromDate, toDate } = entry;
    return (fromDate === null || fromDate <= day) && (toDate === null || day <= toDate) ? type : null;
  }
}

export const listName = (type: 0 | 1) => (type === 0 ? ('allow' as const) : ('deny' as const));

function checkDays({ fromDate, toDate }: PlateFacts): void {
  if (fromDate !== null && toDate !== null && fromDate > toDate) {
    throw new Failure('timeParameterInvalid', `fromTime ${fromDate} is later than toTime ${toDate}`);
  }
}
