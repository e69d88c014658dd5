import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  searchedRows,
  type FoundRows,
  type Search,
  type SearchedRows,
} from '../../../platform/database/searched-rows.js';
import { Failure } from '../../../platform/errors.js';
import { checkedPlate } from '../parking-list.service.js';
import { ParkingStay, type ParkingBill } from './stay.entity.js';

export interface StayFilter {
  readonly carNumber?: string | undefined;
  readonly areaId?: string | undefined;
  /** Whether the car is there. */
  readonly isOpen?: boolean | undefined;
}

/** A payment with the car that it was for. */
export interface ListedPayment extends Pick<ParkingBill, 'id' | 'stayId' | 'amount' | 'currency'> {
  readonly paidAt: Date;
  readonly paymentType: string;
  readonly plate: string;
  readonly carNumber: string;
  readonly areaName: string;
}

const ofStay = `s.id, s.plate, s.car_number AS "carNumber", s.pin, s.area_id AS "areaId", s.area_name AS "areaName",
  s.channel_id AS "channelId", s.car_type_id AS "carTypeId", s.entered_at AS "enteredAt", s.left_at AS "leftAt",
  s.exit_channel_id AS "exitChannelId", s.ended, s.discounts, s.tariff, s.paid, s.covered_until AS "coveredUntil", s.owed`;

const ofPayment = `b.id, b.stay_id AS "stayId", b.amount, b.currency, b.paid_at AS "paidAt",
  b.payment_type AS "paymentType", s.plate, s.car_number AS "carNumber", s.area_name AS "areaName"`;

/** Lists of stays and payments. */
@Injectable()
export class StayListService {
  /** @throws Failure notFound */
  async get(tx: EntityManager, id: string): Promise<ParkingStay> {
    const found = await tx.findOneBy(ParkingStay, { id });
    if (!found) throw new Failure('notFound', `there is no parking stay ${id}`);
    return found;
  }

  /** The newest entry comes first. @throws Failure carPlateInvalid */
  async stays(tx: EntityManager, filter: StayFilter, search: Search): Promise<FoundRows<ParkingStay>> {
    const { carNumber, areaId = null, isOpen = null } = filter;
    const listed: SearchedRows<ParkingStay> = {
      sql: `SELECT ${ofStay} FROM parking_stay s WHERE ($1::text IS NULL OR s.plate = $1)
        AND ($2::text IS NULL OR s.area_id = $2) AND ($3::boolean IS NULL OR (s.left_at IS NULL) = $3)`,
      parameters: [carNumber === undefined ? null : checkedPlate(carNumber), areaId, isOpen],
      by: 'id',
      texts: ['plate', 'carNumber', 'pin', 'areaName'],
      others: ['enteredAt', 'paid', 'owed'],
      usual: '-enteredAt',
    };
    return searchedRows(tx, listed, search);
  }

  /** The newest comes first. @throws Failure carPlateInvalid */
  async payments(tx: EntityManager, filter: PaymentFilter, search: Search): Promise<FoundRows<ListedPayment>> {
    const { carNumber, stayId = null } = filter;
    const listed: SearchedRows<ListedPayment> = {
      sql: `SELECT ${ofPayment} FROM parking_bill b JOIN parking_stay s ON s.id = b.stay_id
        WHERE b.paid_at IS NOT NULL AND ($1::text IS NULL OR s.plate = $1) AND ($2::text IS NULL OR s.id = $2)`,
      parameters: [carNumber === undefined ? null : checkedPlate(carNumber), stayId],
      by: 'id',
      texts: ['plate', 'carNumber', 'paymentType', 'areaName'],
      others: ['paidAt', 'amount'],
      usual: '-paidAt',
    };
    return searchedRows(tx, listed, search);
  }
}

export interface PaymentFilter {
  readonly carNumber?: string | undefined;
  readonly stayId?: string | undefined;
}
