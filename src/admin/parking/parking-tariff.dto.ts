import { dayKinds, dayNames, type DayKind, type DayName, type Tariff } from '../../modules/parking/tariff/tariff.js';
import type { ParkingTariff } from '../../modules/parking/tariff/tariff.entity.js';
import { ChangedAt, Flag, Int, Items, OneOf, OwnId, Part, Shown, Text, Texts } from '../common/fields.js';

const most = 1_000_000_000;
const inUnits = 'in the smallest unit of the currency';
const clock = { is: /^([01]\d|2[0-3]):[0-5]\d$/, says: 'a time as HH:mm' } as const;
const longest = { min: 1, max: 525_600 } as const;

export class PeriodBody {
  @Int('Its length in minutes', { ...longest, example: 60 }) minutes!: number;
  @Int(`What it costs, ${inUnits}`, { max: most, example: 200 }) amount!: number;
}

export class NightBody {
  @Text('When it begins, by the clock of the site', { pattern: clock, example: '20:00' }) from!: string;
  @Text('When it ends; where it is not later than from, on the next day', { pattern: clock, example: '06:00' })
  to!: string;
  @Int(`Once for each night that the stay touches, ${inUnits}; null = by periods`, {
    optional: true,
    nullable: true,
    max: most,
  })
  flat?: number | null;
  @Part('Each period that begins in the night; null without flat = it is free', () => PeriodBody, {
    optional: true,
    nullable: true,
  })
  each?: PeriodBody | null;
  @Int(`The most for one night, ${inUnits}; null = no limit`, { optional: true, nullable: true, max: most })
  maximum?: number | null;
}

const steps = 'The first periods of a stay, one after the other';
const each = 'Each period that begins after them; null = no more is charged';
const dayMaximum = `The most for one day, ${inUnits}; null = no limit`;
const night = 'A part of the day with a rate of its own; null = none';

class RateBody {
  @Items(steps, () => PeriodBody, { optional: true, most: 50 }) steps?: PeriodBody[];
  @Part(each, () => PeriodBody, { optional: true, nullable: true }) each?: PeriodBody | null;
  @Int(dayMaximum, { optional: true, nullable: true, max: most }) dayMaximum?: number | null;
  @Part(night, () => NightBody, { optional: true, nullable: true }) night?: NightBody | null;
}

export class OtherDaysBody extends RateBody {
  @Texts(`For which days: ${dayNames.join(', ')}; hol = a holiday of the site (\`/holidays\`)`) days!: DayName[];
}

const areaId = 'Id of the parking area in which it counts, and in those within it; null = everywhere';
const carTypeId = 'Id of the kind of cars for which it counts; null = every car';
const freeMinutes = 'A stay up to this long is free';
const deduct = 'Whether a longer stay is charged from the end of the free minutes on; false = from its beginning';
const grace = 'Minutes to leave after the payment';
const dayBy = 'Whether a day ends at midnight (calendar) or 24 hours after the stay began (24h)';
const stepsEachDay = 'Whether the steps begin again with each day';
const otherDays = 'Rates of their own for some days; the first that has the day counts';
const currency = { min: 3, max: 3, example: 'EUR' } as const;

class TariffFields extends RateBody {
  @Text(areaId, { optional: true, nullable: true, min: 1, max: 64 }) areaId?: string | null;
  @Text(carTypeId, { optional: true, nullable: true, min: 1, max: 64 }) carTypeId?: string | null;
  @Int(freeMinutes, { optional: true, max: 525_600 }) freeMinutes?: number;
  @Flag(deduct, { optional: true }) deductFreeMinutes?: boolean;
  @Int(grace, { optional: true, max: 1_440 }) graceMinutes?: number;
  @OneOf(dayBy, dayKinds, { optional: true }) dayBy?: DayKind;
  @Flag(stepsEachDay, { optional: true }) stepsEachDay?: boolean;
  @Items(otherDays, () => OtherDaysBody, { optional: true, most: 20 }) otherDays?: OtherDaysBody[];
}

export class ParkingTariffBody extends TariffFields {
  @Text('Name, one of its kind', { min: 1, example: 'Visitors' }) name!: string;
  @Text('Currency by ISO 4217', currency) currency!: string;
  @OwnId() id?: string;
}

export class ParkingTariffPatch extends TariffFields {
  @Text('Name, one of its kind', { optional: true, min: 1 }) name?: string;
  @Text('Currency by ISO 4217', { ...currency, optional: true }) currency?: string;
}

const nobody: Tariff = {
  currency: '',
  freeMinutes: 0,
  deductFreeMinutes: false,
  graceMinutes: 15,
  dayBy: 'calendar',
  stepsEachDay: false,
  otherDays: [],
  steps: [],
  each: null,
  dayMaximum: null,
  night: null,
};

type Given = Partial<Omit<ParkingTariffPatch, 'name' | 'areaId' | 'carTypeId'>>;

/** @param before what stays where the body says nothing */
export function tariffOf(given: Given, before: Tariff = nobody): Tariff {
  const {
    currency: code = before.currency,
    freeMinutes: minutes = before.freeMinutes,
    deductFreeMinutes = before.deductFreeMinutes,
    graceMinutes = before.graceMinutes,
    dayBy: kind = before.dayBy,
    stepsEachDay: isAnew = before.stepsEachDay,
    otherDays: others,
  } = given;
  return {
    ...rateOf(given, before),
    ...{ currency: code, freeMinutes: minutes, deductFreeMinutes, graceMinutes, dayBy: kind, stepsEachDay: isAnew },
    otherDays: others?.map(({ days, ...rate }) => ({ days, ...rateOf(rate, nobody) })) ?? before.otherDays,
  };
}

type Rate = Pick<Tariff, 'steps' | 'each' | 'dayMaximum' | 'night'>;

const plain = ({ minutes, amount }: PeriodBody) => ({ minutes, amount });

function rateOf(given: Partial<RateBody>, before: Rate): Rate {
  return {
    steps: given.steps?.map(plain) ?? before.steps,
    each: given.each === undefined ? before.each : given.each && plain(given.each),
    dayMaximum: given.dayMaximum === undefined ? before.dayMaximum : given.dayMaximum,
    night: given.night === undefined ? before.night : given.night && nightOf(given.night),
  };
}

const nightOf = ({ from, to, flat = null, each: period = null, maximum = null }: NightBody) => ({
  ...{ from, to, flat, maximum },
  each: period && plain(period),
});

export class PeriodView {
  @Shown('Its length in minutes') minutes!: number;
  @Shown(`What it costs, ${inUnits}`) amount!: number;
}

export class NightView {
  @Shown('When it begins') from!: string;
  @Shown('When it ends') to!: string;
  @Shown('Once for each night', { type: Number, nullable: true }) flat!: number | null;
  @Shown('Each period', { type: () => PeriodView, nullable: true }) each!: PeriodView | null;
  @Shown('The most for one night', { type: Number, nullable: true }) maximum!: number | null;
}

class RateView {
  @Shown(steps, { type: () => [PeriodView] }) steps!: readonly PeriodView[];
  @Shown(each, { type: () => PeriodView, nullable: true }) each!: PeriodView | null;
  @Shown(dayMaximum, { type: Number, nullable: true }) dayMaximum!: number | null;
  @Shown(night, { type: () => NightView, nullable: true }) night!: NightView | null;
}

export class OtherDaysView extends RateView {
  @Shown('For which days', { enum: dayNames, isArray: true }) days!: readonly DayName[];
}

export class ParkingTariffView extends RateView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown(areaId, { type: String, nullable: true }) areaId!: string | null;
  @Shown(carTypeId, { type: String, nullable: true }) carTypeId!: string | null;
  @Shown('Currency by ISO 4217') currency!: string;
  @Shown(freeMinutes) freeMinutes!: number;
  @Shown(deduct) deductFreeMinutes!: boolean;
  @Shown(grace) graceMinutes!: number;
  @Shown(dayBy, { enum: dayKinds }) dayBy!: DayKind;
  @Shown(stepsEachDay) stepsEachDay!: boolean;
  @Shown(otherDays, { type: () => [OtherDaysView] }) otherDays!: readonly OtherDaysView[];
  @ChangedAt() updatedAt!: Date;
}

export const toParkingTariffView = (row: ParkingTariff): ParkingTariffView => ({
  id: row.id,
  name: row.name,
  areaId: row.areaId,
  carTypeId: row.carTypeId,
  ...row.tariff,
  updatedAt: row.updatedAt,
});
