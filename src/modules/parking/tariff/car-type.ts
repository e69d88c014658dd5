import type { EntityManager } from 'typeorm';
import { fieldError } from '../../../platform/errors.js';
import { ParkingCarType } from '../parking-site.entity.js';

/** @throws Failure invalid */
export async function checkCarType(tx: EntityManager, id: string | null): Promise<void> {
  if (id === null || (await tx.existsBy(ParkingCarType, { id }))) return;
  throw fieldError('carTypeId', `is no kind of car: ${id}`);
}
