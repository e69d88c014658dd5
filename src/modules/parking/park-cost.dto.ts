import { ApiProperty } from '@nestjs/swagger';
import { Text } from '../../facade/fields.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { CarNumberParams } from './parking.dto.js';
import type { Billed } from './stay/stay-bill.service.js';
import { decimalOf } from './tariff/money.js';

export class PayNotifyParams extends CarNumberParams {
  @Text('How it was paid, as the caller names it', { missing: 'invalid', max: 64, example: 'cash' })
  paymentType!: string;
  @Text('recordId of vehicleBilling', { missing: 'invalid', example: '019b12f3a0d40000c3d1f5b2a7e96c40' })
  recordId!: string;
}

export class ParkingBillDto {
  @ApiProperty({ example: 'A32212' }) carNumber!: string;
  @ApiProperty({ description: 'The bill, for payNotify' }) recordId!: string;
  @ApiProperty({ description: 'temp, or fixed for a fixed vehicle within its days', enum: ['temp', 'fixed'] })
  carAuth!: string;
  @ApiProperty({
    description: 'What is to be paid now, in units of the currency with its decimals',
    example: '2.50',
  })
  finalAmount!: string;
  @ApiProperty({ description: 'tempCharge, or fixedCharge for a fixed vehicle', enum: ['tempCharge', 'fixedCharge'] })
  chargeType!: string;
  @ApiProperty({ example: '2026-05-31 08:30:00' }) checkInTime!: string;
  @ApiProperty({ description: 'How long the car has been there, "d HH:mm:ss"', example: '0 01:30:00' })
  parkingTime!: string;
}

export class ParkingPaymentDto {
  @ApiProperty({ example: 'A32212' }) carNumber!: string;
  @ApiProperty() recordId!: string;
  @ApiProperty({ example: 'cash' }) paymentType!: string;
}

export function toParkingBill({ stay, cost, bill }: Billed, at: Date, timeZone: string): ParkingBillDto {
  const { carNumber, enteredAt } = stay;
  return {
    carNumber,
    recordId: bill.id,
    carAuth: cost.isFixed ? 'fixed' : 'temp',
    finalAmount: decimalOf(bill.amount, bill.currency),
    chargeType: cost.isFixed ? 'fixedCharge' : 'tempCharge',
    checkInTime: wallClockOf(enteredAt, timeZone),
    parkingTime: lengthOf(enteredAt, at),
  };
}

/** Real time: where the clock changes, it is not the difference of two clock times. */
function lengthOf(from: Date, to: Date): string {
  const wholeSeconds = (at: Date) => Math.floor(at.getTime() / 1_000);
  const seconds = Math.max(0, wholeSeconds(to) - wholeSeconds(from));
  const days = Math.floor(seconds / 86_400);
  return `${days} ${new Date((seconds - days * 86_400) * 1_000).toISOString().slice(11, 19)}`;
}
