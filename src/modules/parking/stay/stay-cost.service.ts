import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../../platform/config.js';
import { CONFIG } from '../../../platform/tokens.js';
import { Holiday } from '../../timeZone/holiday.entity.js';
import { sumOf, type Charge } from '../tariff/charge.js';
import { billOf, type Span } from '../tariff/discount.js';
import type { Site } from '../tariff/tariff.js';
import { ParkingTariffService } from '../tariff/tariff.service.js';
import { chargedSpans } from './charged-spans.js';
import type { KeptTariff, ParkingStay } from './stay.entity.js';

/** What a stay costs at an instant. Amounts are in the smallest unit of the currency. */
export interface StayCost {
  /** Null = nothing is to be paid there. */
  readonly tariff: KeptTariff | null;
  /** Empty without a tariff. */
  readonly currency: string;
  readonly charges: readonly Charge[];
  readonly total: number;
  readonly paid: number;
  /** What is to be paid before the car may leave. */
  readonly due: number;
  /** Whether all of the stay was in days for which the vehicle is fixed. */
  readonly isFixed: boolean;
}

@Injectable()
export class StayCostService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly tariffs: ParkingTariffService,
  ) {}

  async of(tx: EntityManager, stay: ParkingStay, at: Date): Promise<StayCost> {
    const tariff = stay.tariff ?? (await this.tariffs.find(tx, stay.areaId, stay.carTypeId));
    const { paid, coveredUntil } = stay;
    const spans = chargedSpans({ from: stay.enteredAt, to: at }, await this.fixedSpans(tx, stay));
    const isFixed = spans.length === 0;
    if (!tariff) return { tariff, currency: '', charges: [], total: 0, paid, due: 0, isFixed };
    const charges = billOf(tariff.tariff, spans, stay.discounts, await this.site(tx));
    const total = sumOf(charges);
    const isCovered = coveredUntil !== null && at <= coveredUntil;
    const due = isCovered ? 0 : Math.max(0, total - paid);
    const { id, name, tariff: declaration } = tariff;
    return {
      tariff: { id, name, tariff: declaration },
      currency: declaration.currency,
      charges,
      total,
      paid,
      due,
      isFixed,
    };
  }

  /** The clock and the holidays by which tariffs are read. */
  async site(tx: EntityManager): Promise<Site> {
    const holidays = await tx.find(Holiday);
    const days = new Set(holidays.map(({ date }) => date));
    const yearly = new Set(holidays.filter(({ everyYear }) => everyYear).map(({ date }) => date.slice(5)));
    return { timeZone: this.config.siteTimeZone, isHoliday: (day) => days.has(day) || yearly.has(day.slice(5)) };
  }

  private async fixedSpans(_tx: EntityManager, _stay: ParkingStay): Promise<readonly Span[]> {
    return Promise.resolve([]);
  }
}
