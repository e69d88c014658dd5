import { Inject, Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import type { Config } from '../../../platform/config.js';
import { newId } from '../../../platform/database/id.js';
import { lockKeys } from '../../../platform/database/locks.js';
import { wallClockOf } from '../../../platform/database/zone-time.js';
import { Failure } from '../../../platform/errors.js';
import { CONFIG } from '../../../platform/tokens.js';
import { checkedPlate } from '../parking-list.service.js';
import { ParkingPlaceService } from '../parking-place.service.js';
import { driverOf } from '../parking-record.service.js';
import { checkCarType } from '../tariff/car-type.js';
import { ParkingTariffService } from '../tariff/tariff.service.js';
import { StayCostService } from './stay-cost.service.js';
import { ParkingStay, type StayEnd } from './stay.entity.js';

export interface Entry {
  readonly plate: string;
  /** Null = by hand. */
  readonly channelId: string | null;
  readonly areaId: string;
  readonly carTypeId?: string | null | undefined;
  readonly at: Date;
}

export interface Exit {
  readonly plate: string;
  /** Null = by hand. */
  readonly channelId: string | null;
  readonly at: Date;
}

/**
 * notEntered: nobody saw the car come in, and cars pay here. noTariff: nothing is to be paid here. free: it costs
 * nothing (yet). fixed: a fixed vehicle. paid: it may leave until the grace ends. unpaid: there is something to pay.
 */
export type LeaveReason = 'notEntered' | 'noTariff' | 'free' | 'fixed' | 'paid' | 'unpaid';

export interface MayLeave {
  readonly free: boolean;
  /** In the smallest unit of the currency. */
  readonly due: number;
  readonly currency: string;
  readonly reason: LeaveReason;
}

/** Cars that are there. A car has one stay at a time, whatever areas it passes within the car park. */
@Injectable()
export class ParkingStayService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly places: ParkingPlaceService,
    private readonly tariffs: ParkingTariffService,
    private readonly costs: StayCostService,
  ) {}

  /**
   * A stay begins. One that has not ended goes on if the car comes into an area within its own; else nobody saw the car
   * leave, and it ends now.
   * @throws Failure carPlateInvalid, notFound for the area, invalid for the kind of car
   */
  async enter(tx: EntityManager, entry: Entry): Promise<ParkingStay> {
    const { plate: carNumber, channelId, areaId, carTypeId = null, at } = entry;
    const plate = checkedPlate(carNumber);
    await lockKeys(tx, 'parkingStay', [plate]);
    const area = await this.places.area(tx, areaId);
    await checkCarType(tx, carTypeId);
    const open = await tx.findOneBy(ParkingStay, { plate, leftAt: IsNull() });
    if (open && (at <= open.enteredAt || (await isWithin(tx, areaId, open.areaId)))) return open;
    if (open) await this.end(tx, open, { channelId: null, at, ended: 'enteredAgain' });
    const { pin } = await driverOf(tx, plate, wallClockOf(at, this.config.siteTimeZone).slice(0, 10));
    const id = newId();
    const facts = { id, plate, carNumber, pin, areaId, areaName: area.name, channelId, carTypeId, enteredAt: at };
    await tx.insert(ParkingStay, facts);
    return tx.findOneByOrFail(ParkingStay, { id });
  }

  /** @param channelId where it wants to leave @throws Failure carPlateInvalid */
  async mayLeave(
    tx: EntityManager,
    { plate: carNumber, at, channelId }: { plate: string; at: Date; channelId?: string | undefined },
  ): Promise<MayLeave> {
    const plate = checkedPlate(carNumber);
    await lockKeys(tx, 'parkingStay', [plate]);
    const open = await tx.findOneBy(ParkingStay, { plate, leftAt: IsNull() });
    if (open) return this.leaveOf(tx, open, at);
    const areaId = channelId === undefined ? null : (await this.places.channel(tx, channelId)).areaId;
    const tariff = await this.tariffs.find(tx, areaId, null);
    const reason = tariff ? 'notEntered' : 'noTariff';
    return { free: !tariff, due: 0, currency: tariff?.tariff.currency ?? '', reason };
  }

  /**
   * A stay ends, paid or not: the car is gone.
   * @returns null if the car was not there
   * @throws Failure carPlateInvalid
   */
  async leave(tx: EntityManager, { plate: carNumber, channelId, at }: Exit): Promise<ParkingStay | null> {
    const plate = checkedPlate(carNumber);
    await lockKeys(tx, 'parkingStay', [plate]);
    const open = await tx.findOneBy(ParkingStay, { plate, leftAt: IsNull() });
    // What is told late may be of the stay before.
    if (!open || at < open.enteredAt) return null;
    return this.end(tx, open, { channelId, at, ended: channelId === null ? 'byHand' : 'left' });
  }

  /** The stay of a car that is there. @throws Failure carPlateInvalid */
  async openOf(tx: EntityManager, carNumber: string): Promise<ParkingStay> {
    const plate = checkedPlate(carNumber);
    const open = await tx.findOneBy(ParkingStay, { plate, leftAt: IsNull() });
    if (!open) throw new Failure('carPlateInvalid', `no car with the plate ${carNumber} is parked`);
    return open;
  }

  private async leaveOf(tx: EntityManager, stay: ParkingStay, at: Date): Promise<MayLeave> {
    const { due, currency, isFixed, tariff, total } = await this.costs.of(tx, stay, at);
    const why = (): LeaveReason => {
      if (due > 0) return 'unpaid';
      if (!tariff) return 'noTariff';
      if (total > 0) return 'paid';
      return isFixed ? 'fixed' : 'free';
    };
    return { free: due === 0, due, currency, reason: why() };
  }

  private async end(
    tx: EntityManager,
    stay: ParkingStay,
    { channelId, at, ended }: { channelId: string | null; at: Date; ended: StayEnd },
  ): Promise<ParkingStay> {
    const { due } = await this.costs.of(tx, stay, at);
    const { id } = stay;
    await tx.update(ParkingStay, { id }, { leftAt: at, exitChannelId: channelId, ended, owed: due });
    return tx.findOneByOrFail(ParkingStay, { id });
  }
}

/** Whether an area is another one or lies within it. */
async function isWithin(tx: EntityManager, areaId: string, outer: string): Promise<boolean> {
  const [row]: { n: number }[] = await tx.query(
    `WITH RECURSIVE above AS (
       SELECT id, parent_id FROM parking_area WHERE id = $1
       UNION ALL SELECT a.id, a.parent_id FROM parking_area a JOIN above ON a.id = above.parent_id
     )
     SELECT count(*)::int AS n FROM above WHERE id = $2 AND $1 <> $2`,
    [areaId, outer],
  );
  return row !== undefined && row.n > 0;
}
