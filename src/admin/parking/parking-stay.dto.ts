import type { DiscountKind } from '../../modules/parking/parking-words.js';
import type { ListedPayment } from '../../modules/parking/stay/stay-list.service.js';
import {
  stayEnds,
  type GivenDiscount,
  type ParkingStay,
  type StayEnd,
} from '../../modules/parking/stay/stay.entity.js';
import { decimalOf } from '../../modules/parking/tariff/money.js';
import { instant } from '../common/instant.js';
import { Int, OneOf, Shown, Text } from '../common/fields.js';
import { SearchQuery } from '../common/search-page.js';
import { kindsOfDiscount, ParkingCostView } from './parking-bill.dto.js';

const plate = 'License plate; blanks, dashes and case are of no importance';
const inUnits = 'in the smallest unit of the currency';
const at = { optional: true, pattern: instant, example: '2026-05-31T08:30:00Z' } as const;

export class ParkingStaysQuery extends SearchQuery {
  @Text(plate, { optional: true, min: 1, max: 40 }) plate?: string;
  @Text('Id of the parking area', { optional: true, min: 1, max: 64 }) areaId?: string;
  @OneOf('true: only cars that are there; false: only those that have left', ['true', 'false'], { optional: true })
  open?: 'true' | 'false';
}

export class ParkingPaymentsQuery extends SearchQuery {
  @Text(plate, { optional: true, min: 1, max: 40 }) plate?: string;
  @Text('Id of the stay', { optional: true, min: 1, max: 64 }) stayId?: string;
}

export class ParkingStayBody {
  @Text(plate, { min: 1, max: 40, example: 'A 322-12' }) plate!: string;
  @Text('Id of the parking area', { min: 1, max: 64 }) areaId!: string;
  @Text('Id of the kind of car', { optional: true, nullable: true, min: 1, max: 64 }) carTypeId?: string | null;
  @Text('When it came in; left out = now', at) at?: string;
}

export class ParkingLeaveBody {
  @Text('When it left; left out = now', at) at?: string;
}

export class ParkingDiscountGivenBody {
  @Text('Id of a discount; left out = kind and value say what it is', { optional: true, min: 1, max: 64 })
  discountId?: string;
  @OneOf('What it is: free, an amount, minutes or percent', kindsOfDiscount, { optional: true }) kind?: DiscountKind;
  @Int(`How much: ${inUnits}, minutes or percent`, { optional: true, max: 1_000_000_000 }) value?: number;
}

export class ParkingPaymentBody {
  @Text('How it was paid, as you name it', { min: 1, max: 64, example: 'cash' }) paymentType!: string;
}

export class GivenDiscountView {
  @Shown('Id of what was given') id!: string;
  @Shown('Name of the discount; empty = given by hand') name!: string;
  @Shown('What it is', { enum: kindsOfDiscount }) kind!: DiscountKind;
  @Shown(`How much: ${inUnits}, minutes or percent`) value!: number;
}

export class ParkingStayView {
  @Shown('Id') id!: string;
  @Shown('The plate as plates are compared') plate!: string;
  @Shown('As it was read') carNumber!: string;
  @Shown('Pin of its person; empty = unknown') pin!: string;
  @Shown('Id of the parking area') areaId!: string;
  @Shown('Its name at the entry') areaName!: string;
  @Shown('Id of the channel of the entry; null = by hand', { type: String, nullable: true }) channelId!: string | null;
  @Shown('Id of the kind of car', { type: String, nullable: true }) carTypeId!: string | null;
  @Shown('When it came in', { type: String, format: 'date-time' }) enteredAt!: Date;
  @Shown('When it left; null = it is there', { type: String, format: 'date-time', nullable: true })
  leftAt!: Date | null;
  @Shown('Id of the channel of the exit', { type: String, nullable: true }) exitChannelId!: string | null;
  @Shown('How it ended; enteredAgain = nobody saw it leave', { type: String, enum: stayEnds, nullable: true })
  ended!: StayEnd | null;
  @Shown('Discounts that were given', { type: () => [GivenDiscountView] }) discounts!: readonly GivenDiscount[];
  @Shown(`What was paid, ${inUnits}`) paid!: number;
  @Shown('Until when it may leave for what was paid', { type: String, format: 'date-time', nullable: true })
  coveredUntil!: Date | null;
  @Shown(`What was left to pay when it left, ${inUnits}`) owed!: number;
}

export class ParkingStayCostView extends ParkingStayView {
  @Shown('What it costs: until now, or until it left', { type: () => ParkingCostView }) cost!: ParkingCostView;
}

export const toStayView = (stay: ParkingStay): Pick<ParkingStayView, keyof ParkingStayView> => ({
  id: stay.id,
  plate: stay.plate,
  carNumber: stay.carNumber,
  pin: stay.pin,
  areaId: stay.areaId,
  areaName: stay.areaName,
  channelId: stay.channelId,
  carTypeId: stay.carTypeId,
  enteredAt: stay.enteredAt,
  leftAt: stay.leftAt,
  exitChannelId: stay.exitChannelId,
  ended: stay.ended,
  discounts: stay.discounts,
  paid: stay.paid,
  coveredUntil: stay.coveredUntil,
  owed: stay.owed,
});

export class ParkingPaymentView {
  @Shown('Id of the bill: recordId of the facade') id!: string;
  @Shown('Id of the stay') stayId!: string;
  @Shown('The plate as plates are compared') plate!: string;
  @Shown('As it was read') carNumber!: string;
  @Shown('Name of the parking area at the entry') areaName!: string;
  @Shown(`What was paid, ${inUnits}`) amount!: number;
  @Shown('ISO 4217') currency!: string;
  @Shown('The amount in units of the currency', { example: '2.50' }) text!: string;
  @Shown('How it was paid') paymentType!: string;
  @Shown('When', { type: String, format: 'date-time' }) paidAt!: Date;
}

export const toPaymentView = (row: ListedPayment): ParkingPaymentView => ({
  id: row.id,
  stayId: row.stayId,
  plate: row.plate,
  carNumber: row.carNumber,
  areaName: row.areaName,
  amount: row.amount,
  currency: row.currency,
  text: decimalOf(row.amount, row.currency),
  paymentType: row.paymentType,
  paidAt: row.paidAt,
});
