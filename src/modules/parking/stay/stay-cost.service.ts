import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../../platform/config.js';
import { reachedAt } from '../../../platform/database/zone-time.js';
import { CONFIG } from '../../../platform/tokens.js';
import { Holiday } from '../../timeZone/holiday.entity.js';
import { sumOf, type Charge } from '../tariff/charge.js';
import { billOf } from '../tariff/discount.js';
import type { Site, Span } from '../tariff/tariff.js';
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

  /** The days for which a vehicle is fixed in the area of the stay, or in one above it. */
  private async fixedSpans(tx: EntityManager, { plate, areaId }: ParkingStay): Promise<readonly Span[]> {
    const days: { first: string; behind: string }[] = await tx.query(
      `WITH RECURSIVE above AS (
         SELECT id, parent_id FROM parking_area WHERE id = $2
         UNION ALL SELECT a.id, a.parent_id FROM parking_area a JOIN above ON a.id = above.parent_id
       )
       SELECT start_date AS first, (end_date::date + 1)::text AS behind
       FROM parking_fixed_vehicle WHERE plate = $1 AND area_id IN (SELECT id FROM above)`,
      [plate, areaId],
    );
    const startOf = (day: string) => reachedAt(`${day} 00:00:00`, this.config.siteTimeZone);
    return days.map(({ first, behind }) => ({ from: startOf(first), to: startOf(behind) }));
  }
}
