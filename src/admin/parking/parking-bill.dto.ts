import { discountKinds, type DiscountKind } from '../../modules/parking/parking-words.js';
import type { StayCost } from '../../modules/parking/stay/stay-cost.service.js';
import { chargeKinds, sumOf, type Charge, type ChargeKind } from '../../modules/parking/tariff/charge.js';
import { decimalOf } from '../../modules/parking/tariff/money.js';
import { instant } from '../common/instant.js';
import { Int, Items, OneOf, Shown, Text } from '../common/fields.js';

export const kindsOfDiscount = Object.keys(discountKinds) as readonly DiscountKind[];
const inUnits = 'in the smallest unit of the currency';

export class DiscountValueBody {
  @OneOf('What it is: free, an amount, minutes or percent', kindsOfDiscount) kind!: DiscountKind;
  @Int(`How much: ${inUnits}, minutes or percent; left out for free`, { optional: true, max: 1_000_000_000 })
  value?: number;
}

export class ParkingQuoteBody {
  @Text('Id of the tariff', { min: 1, max: 64 }) tariffId!: string;
  @Text('When the car comes in', { pattern: instant, example: '2026-05-31T08:30:00Z' }) from!: string;
  @Text('When it leaves', { pattern: instant, example: '2026-05-31T11:00:00Z' }) to!: string;
  @Items('Discounts', () => DiscountValueBody, { optional: true, most: 20 }) discounts?: DiscountValueBody[];
}

export class ChargeView {
  @Shown('What it is', { enum: chargeKinds }) kind!: ChargeKind;
  @Shown('From', { type: String, format: 'date-time' }) from!: Date;
  @Shown('To', { type: String, format: 'date-time' }) to!: Date;
  @Shown('How many periods') count!: number;
  @Shown(`Of all of them, ${inUnits}; less than 0 for what a maximum or a discount takes off`) amount!: number;
  @Shown('The same in units of the currency', { example: '2.50' }) text!: string;
}

export class ParkingQuoteView {
  @Shown('ISO 4217') currency!: string;
  @Shown(`The sum, ${inUnits}`) total!: number;
  @Shown('The sum in units of the currency', { example: '2.50' }) text!: string;
  @Shown('How it comes about', { type: () => [ChargeView] }) lines!: readonly ChargeView[];
}

export class ParkingCostView extends ParkingQuoteView {
  @Shown('Id of the tariff; null = nothing is to be paid there', { type: String, nullable: true })
  tariffId!: string | null;
  @Shown('Its name', { type: String, nullable: true }) tariffName!: string | null;
  @Shown(`What was paid, ${inUnits}`) paid!: number;
  @Shown('The same in units of the currency', { example: '0.00' }) paidText!: string;
  @Shown(`What is to be paid before the car may leave, ${inUnits}`) due!: number;
  @Shown('The same in units of the currency', { example: '2.50' }) dueText!: string;
  @Shown('Whether all of the stay is in the days of a fixed vehicle') isFixed!: boolean;
}

export const toQuoteView = (
  currency: string,
  lines: readonly Charge[],
): Pick<ParkingQuoteView, keyof ParkingQuoteView> => ({
  currency,
  total: sumOf(lines),
  text: decimalOf(sumOf(lines), currency),
  lines: lines.map((line) => ({ ...line, text: decimalOf(line.amount, currency) })),
});

export const toCostView = ({ tariff, currency, charges, paid, due, isFixed }: StayCost): ParkingCostView => ({
  ...toQuoteView(currency, charges),
  tariffId: tariff?.id ?? null,
  tariffName: tariff?.name ?? null,
  paid,
  paidText: decimalOf(paid, currency),
  due,
  dueText: decimalOf(due, currency),
  isFixed,
});
