import { Inject, Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { noteChange } from '../../platform/auth/audit-change.js';
import { lock } from '../../platform/database/locks.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import type { Config } from '../../platform/config.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { Failure, fieldError } from '../../platform/errors.js';
import { CONFIG } from '../../platform/tokens.js';
import { PersonService } from '../person/person.service.js';
import { standingOf, type Belonging } from '../person/validity.js';
import { ParkingFixedVehicle, ParkingFixedVehicleEntrance } from './fixed-vehicle.entity.js';
import { checkedPlate } from './parking-list.service.js';
import { checkArea, ParkingSiteService } from './parking-site.service.js';
import { ParkingEntrance } from './parking-site.entity.js';

export interface FixedVehicleFacts {
  readonly pin: string;
  readonly areaId: string;
  readonly carTypeId: string;
  /** Null = any. */
  readonly spaceId: string | null;
  /** Empty = all of the area. */
  readonly entranceIds: readonly string[];
  /** In the smallest unit of the currency. */
  readonly amount: number;
  /** `yyyy-MM-dd`, both days included. */
  readonly startDate: string;
  readonly endDate: string;
}

/** A fixed vehicle as lists show it. */
export interface ListedVehicle extends FixedVehicleFacts {
  readonly plate: string;
  readonly carNumber: string;
  readonly name: string;
  readonly updatedAt: Date;
}

export interface OneVehicle {
  readonly vehicle: ListedVehicle;
  readonly isAllowed: boolean;
}

interface OneRow extends ListedVehicle, Belonging {
  readonly isNow: boolean;
  readonly isDenied: boolean;
}

const listed = `SELECT v.plate, v.car_number AS "carNumber", p.pin, trim(p.name || ' ' || p.last_name) AS name,
    v.area_id AS "areaId", v.car_type_id AS "carTypeId", v.space_id AS "spaceId", v.amount,
    v.start_date AS "startDate", v.end_date AS "endDate", v.updated_at AS "updatedAt",
    ARRAY(SELECT e.entrance_id::text FROM parking_fixed_vehicle_entrance e WHERE e.plate = v.plate ORDER BY 1) AS "entranceIds"
  FROM parking_fixed_vehicle v JOIN person p ON p.id = v.person_id`;

/** Cars that are paid by the month. */
@Injectable()
export class FixedVehicleService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly people: PersonService,
    private readonly sites: ParkingSiteService,
  ) {}

  /** Null = the plate is none's. @throws Failure carPlateInvalid */
  async find(tx: EntityManager, carNumber: string): Promise<ListedVehicle | null> {
    const [found] = await tx.query<ListedVehicle[]>(`${listed} WHERE v.plate = $1`, [checkedPlate(carNumber)]);
    return found ?? null;
  }

  /** @throws Failure carPlateInvalid also where it is none */
  async get(tx: EntityManager, carNumber: string): Promise<ListedVehicle> {
    const found = await this.find(tx, carNumber);
    if (!found) throw noVehicle(carNumber);
    return found;
  }

  /**
   * A fixed vehicle, and whether it may come in today: one that may, if there are several.
   * @param carNumber empty = whatever the person has
   * @param pin empty = whosever
   * @throws Failure carPlateInvalid
   */
  async one(tx: EntityManager, carNumber: string, pin: string): Promise<OneVehicle | null> {
    const plate = carNumber === '' ? null : checkedPlate(carNumber);
    const clock = wallClockOf(new Date(), this.config.siteTimeZone);
    const [found] = await tx.query<OneRow[]>(
      `SELECT v.*, l.type IS NOT DISTINCT FROM 1 AS "isDenied", p.is_disabled AS disabled,
         p.acc_start_time AS "validFrom", p.acc_end_time AS "validTo", p.leave_date AS "leaveDate",
         v."startDate" <= $3 AND $3 <= v."endDate" AS "isNow"
       FROM (${listed}) v JOIN person p ON p.pin = v.pin LEFT JOIN parking_plate l ON l.plate = v.plate
         AND (l.from_date IS NULL OR l.from_date <= $3) AND (l.to_date IS NULL OR $3 <= l.to_date)
       WHERE ($1::text IS NULL OR v.plate = $1) AND ($2 = '' OR v.pin = $2)
       ORDER BY "isNow" DESC, "isDenied", v.plate LIMIT 1`,
      [plate, pin, clock.slice(0, 10)],
    );
    if (!found) return null;
    const isAllowed = found.isNow && !found.isDenied && standingOf(found, clock) === 'valid';
    return { vehicle: found, isAllowed };
  }

  search(tx: EntityManager, areaId: string | null, search: Search): Promise<FoundRows<ListedVehicle>> {
    return searchedRows<ListedVehicle>(
      tx,
      {
        sql: `${listed} WHERE $1::text IS NULL OR v.area_id = $1`,
        parameters: [areaId],
        by: 'plate',
        texts: ['plate', 'carNumber', 'pin', 'name'],
        others: ['startDate', 'endDate', 'amount', 'updatedAt'],
      },
      search,
    );
  }

  /**
   * A fixed vehicle from now on, or with other days, another space and so on.
   * @throws Failure pinMissing, personNotFound, carPlateInvalid also for the vehicle of another person,
   * timeParameterInvalid, invalid
   */
  async put(tx: EntityManager, carNumber: string, facts: FixedVehicleFacts): Promise<ListedVehicle> {
    const plate = checkedPlate(carNumber);
    const { areaId, carTypeId, spaceId, amount, startDate, endDate } = facts;
    if (startDate > endDate) {
      throw new Failure('timeParameterInvalid', `startTime ${startDate} is later than endTime ${endDate}`);
    }
    // In this order: whoever decides about a car has the lock of the plates before that of the person.
    await lock(tx, 'parkingPlates');
    const { id: personId } = await this.people.hold(tx, facts.pin);
    const known = await this.find(tx, carNumber);
    if (known && known.pin !== facts.pin) {
      throw new Failure('carPlateInvalid', `the plate ${carNumber} is a fixed vehicle of the person ${known.pin}`);
    }
    const entranceIds = [...new Set(facts.entranceIds)];
    await this.checkPlaces(tx, { ...facts, entranceIds });
    const row = { plate, carNumber, personId, carTypeId, areaId, spaceId, amount, startDate, endDate };
    await tx.save(ParkingFixedVehicle, row);
    await this.replaceEntrances(tx, plate, entranceIds, known?.entranceIds ?? []);
    const stored = await this.get(tx, plate);
    if (known) noteChange(tx, known, stored);
    return stored;
  }

  /**
   * @param pin whose it is to be; null = whosever
   * @throws Failure carPlateInvalid where it is no fixed vehicle of that person
   */
  async remove(tx: EntityManager, carNumber: string, pin: string | null): Promise<void> {
    await lock(tx, 'parkingPlates');
    const known = await this.get(tx, carNumber);
    if (pin !== null && known.pin !== pin) throw noVehicle(carNumber);
    await tx.delete(ParkingFixedVehicle, { plate: known.plate });
  }

  private async replaceEntrances(
    tx: EntityManager,
    plate: string,
    wanted: readonly string[],
    known: readonly string[],
  ): Promise<void> {
    const gone = known.filter((id) => !wanted.includes(id));
    const added = wanted.filter((id) => !known.includes(id));
    if (gone.length > 0) await tx.delete(ParkingFixedVehicleEntrance, { plate, entranceId: In(gone) });
    if (added.length > 0) {
      await tx.insert(
        ParkingFixedVehicleEntrance,
        added.map((entranceId) => ({ plate, entranceId })),
      );
    }
  }

  private async checkPlaces(tx: EntityManager, facts: FixedVehicleFacts): Promise<void> {
    const { areaId, carTypeId, spaceId, entranceIds } = facts;
    await checkArea(tx, areaId);
    const exists = async (kind: 'carType' | 'space', field: string, id: string) => {
      const found = await this.sites.get(tx, kind, id).catch(() => null);
      if (!found) throw fieldError(field, `names nothing that there is: ${id}`);
      return found;
    };
    await exists('carType', 'carTypeId', carTypeId);
    if (spaceId !== null) {
      const space = await exists('space', 'spaceId', spaceId);
      if ('areaId' in space && !(await isWithin(tx, space.areaId, areaId)))
        throw fieldError('spaceId', `is no space of the parking area ${areaId}`);
    }
    if (entranceIds.length === 0) return;
    const entrances = await tx.findBy(ParkingEntrance, { id: In([...entranceIds]) });
    const unknown = entranceIds.find((id) => !entrances.some((one) => one.id === id));
    if (unknown !== undefined) throw fieldError('entranceIds', `names no entrance: ${unknown}`);
    for (const entrance of entrances) {
      if (!(await isWithin(tx, entrance.areaId, areaId)) && !(await isWithin(tx, areaId, entrance.areaId)))
        throw fieldError('entranceIds', `names an entrance of another parking area: ${entrance.id}`);
    }
  }
}

/** Whether an area is another one or lies in it. */
export async function isWithin(tx: EntityManager, areaId: string, outer: string): Promise<boolean> {
  const [row]: { is: boolean }[] = await tx.query(
    `WITH RECURSIVE above AS (
       SELECT id, parent_id FROM parking_area WHERE id = $1
       UNION SELECT a.id, a.parent_id FROM parking_area a JOIN above ON a.id = above.parent_id)
     SELECT EXISTS (SELECT 1 FROM above WHERE id = $2) AS is`,
    [areaId, outer],
  );
  return row?.is === true;
}

const noVehicle = (carNumber: string) =>
  new Failure('carPlateInvalid', `the plate ${carNumber.slice(0, 40)} is no fixed vehicle`);
