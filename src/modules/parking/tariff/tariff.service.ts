import { Injectable } from '@nestjs/common';
import { IsNull, Not, type EntityManager } from 'typeorm';
import { newId } from '../../../platform/database/id.js';
import { lock } from '../../../platform/database/locks.js';
import { Failure, fieldError, taken } from '../../../platform/errors.js';
import { ParkingArea } from '../parking.entity.js';
import type { Tariff } from './tariff.js';
import { ParkingTariff } from './tariff.entity.js';
import { checkCarType } from './car-type.js';
import { checkTariff } from './tariff-check.js';

export interface TariffFacts {
  readonly name: string;
  /** Null = everywhere. */
  readonly areaId: string | null;
  /** Null = every car. */
  readonly carTypeId: string | null;
  readonly tariff: Tariff;
}

/** Tariffs, and which of them counts. */
@Injectable()
export class ParkingTariffService {
  async get(tx: EntityManager, id: string): Promise<ParkingTariff> {
    const found = await tx.findOneBy(ParkingTariff, { id });
    if (!found) throw new Failure('notFound', `there is no parking tariff ${id}`);
    return found;
  }

  /** @throws Failure invalid, conflict */
  async add(tx: EntityManager, facts: TariffFacts, id = newId()): Promise<ParkingTariff> {
    await lock(tx, 'parkingTariffs');
    if (await tx.existsBy(ParkingTariff, { id })) throw taken('id', id, `the id ${id} is taken`);
    await this.check(tx, id, facts);
    await tx.insert(ParkingTariff, { id, ...facts });
    return this.get(tx, id);
  }

  /** @throws Failure notFound, invalid, conflict */
  async patch(tx: EntityManager, id: string, facts: Partial<TariffFacts>): Promise<ParkingTariff> {
    await lock(tx, 'parkingTariffs');
    const { name, areaId, carTypeId, tariff } = await this.get(tx, id);
    const changed = { name, areaId, carTypeId, tariff, ...facts };
    await this.check(tx, id, changed);
    await tx.update(ParkingTariff, { id }, changed);
    return this.get(tx, id);
  }

  /** Stays that were paid for keep it. */
  async remove(tx: EntityManager, id: string): Promise<void> {
    await this.get(tx, id);
    await tx.delete(ParkingTariff, { id });
  }

  /**
   * The one that counts for a car in an area: the nearest area has priority, then that for the type of the car.
   * @param areaId null = only those that count everywhere
   */
  async find(tx: EntityManager, areaId: string | null, carTypeId: string | null): Promise<ParkingTariff | null> {
    const [row]: { id: string }[] = await tx.query(
      `WITH RECURSIVE above AS (
         SELECT id, parent_id, 0 AS distance FROM parking_area WHERE id = $1
         UNION ALL SELECT a.id, a.parent_id, above.distance + 1 FROM parking_area a JOIN above ON a.id = above.parent_id
       )
       SELECT t.id FROM parking_tariff t LEFT JOIN above ON above.id = t.area_id
       WHERE (t.area_id IS NULL OR above.id IS NOT NULL) AND (t.car_type_id IS NULL OR t.car_type_id = $2)
       ORDER BY above.distance NULLS LAST, t.car_type_id NULLS LAST LIMIT 1`,
      [areaId, carTypeId],
    );
    return row ? this.get(tx, row.id) : null;
  }

  private async check(tx: EntityManager, id: string, { name, areaId, carTypeId, tariff }: TariffFacts): Promise<void> {
    checkTariff(tariff);
    const other = await tx.findOneBy(ParkingTariff, { id: Not(id), name });
    if (other) throw taken('name', other.id, `there is a parking tariff "${name}" already`);
    if (areaId !== null && !(await tx.existsBy(ParkingArea, { id: areaId }))) {
      throw fieldError('areaId', `is no parking area: ${areaId}`);
    }
    await checkCarType(tx, carTypeId);
    const twin = await tx.findOneBy(ParkingTariff, {
      id: Not(id),
      areaId: areaId ?? IsNull(),
      carTypeId: carTypeId ?? IsNull(),
    });
    if (twin) {
      const field = areaId === null && carTypeId !== null ? 'carTypeId' : 'areaId';
      throw taken(field, twin.id, `the parking tariff "${twin.name}" counts for these cars already`);
    }
  }
}
