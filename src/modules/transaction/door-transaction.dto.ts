import { ApiProperty } from '@nestjs/swagger';
import { Int, Text, Wall } from '../../facade/fields.js';
import { AnyPageQuery, pageClass, type Page } from '../../facade/page.js';
import { Failure } from '../../platform/errors.js';
import type { EventNames } from './event-name.service.js';
import type { StoredEvent } from './stored-event.js';
import { TransactionDto } from './transaction.dto.js';

export class DoorTransactionsParams extends AnyPageQuery {
  @Text('Page number; the manual has both names', { example: '1' }) page?: string;
  @Text('Serial number of the device', { aliases: ['deviceSn', 'sn'] }) devSn?: string;
  @Wall('From, inclusive', 'start', { aliases: ['startDate'] }) startTime?: string | null;
  @Wall('To, inclusive', 'end', { aliases: ['endDate'] }) endTime?: string | null;
  @Text('Part of a name or of the person number') filter?: string;
  @Text('normal, warning or alarm', { example: 'normal' }) type?: string;
  @Int('Event number', { min: 0, max: 1_000_000 }) eventNo?: number;
  @Text('Person number', { aliases: ['pin'] }) personPin?: string;
}

export class DoorTransactionDto {
  @ApiProperty() id!: string;
  @ApiProperty({ example: 8 }) eventNo!: number;
  @ApiProperty({ example: 'Remote Opening' }) eventName!: string;
  @ApiProperty({ example: '2019-03-08 16:52:38' }) eventTime!: string;
  @ApiProperty() doorName!: string;
  @ApiProperty() personPin!: string;
  @ApiProperty() personName!: string;
  @ApiProperty() areaName!: string;
  @ApiProperty() personLastName!: string;
  @ApiProperty({ description: '"0" normal, "1" warning, "2" alarm' }) eventLevel!: string;
}

export class DoorTransactionDetailDto extends DoorTransactionDto {
  @ApiProperty() devName!: string;
  @ApiProperty() cardNo!: string;
  @ApiProperty() readerName!: string;
  @ApiProperty() verifyModeName!: string;
}

/** The other form of an answer (API manual 2.18.10). */
export class Answer {
  @ApiProperty({ enum: ['ok'] }) ret!: string;
  @ApiProperty() msg!: string;
  @ApiProperty({ type: Object, nullable: true }) i18nArgs!: null;
  @ApiProperty() success!: boolean;
}

export class DoorTransactionsAnswer extends Answer {
  @ApiProperty({ type: [DoorTransactionDto] }) data!: DoorTransactionDto[];
  @ApiProperty({ description: 'From 1' }) page!: number;
  @ApiProperty() pageSize!: number;
  @ApiProperty() total!: number;
}

export class TransactionPageAnswer extends Answer {
  @ApiProperty({ type: pageClass(TransactionDto) }) data!: Page<TransactionDto>;
}

export class DoorTransactionDetailAnswer extends Answer {
  @ApiProperty({ type: DoorTransactionDetailDto }) data!: DoorTransactionDetailDto;
}

export const doorTransactionDto = (event: StoredEvent, names: EventNames) => ({
  id: event.id,
  eventNo: event.eventNo,
  eventName: names.event(event.eventNo),
  eventTime: event.eventTime,
  doorName: event.doorName,
  personPin: event.pin,
  personName: event.name,
  areaName: event.areaName,
  personLastName: event.lastName,
  eventLevel: String(event.eventLevel),
});

export const doorTransactionDetailDto = (event: StoredEvent, names: EventNames) => ({
  ...doorTransactionDto(event, names),
  devName: event.devName,
  cardNo: event.cardNo,
  readerName: names.reader(event.readerName),
  verifyModeName: names.verifyMode(event.verifyType, event.eventNo),
});

const levels: readonly (readonly [RegExp, number])[] = [
  [/^(0|normal.*)$/i, 0],
  [/^(1|warning.*|exception.*|abnormal.*)$/i, 1],
  [/^(2|alarm.*)$/i, 2],
];

/** @throws Failure invalid */
export function levelOfType(type: string | undefined): number | undefined {
  if (!type) return undefined;
  const level = levels.find(([words]) => words.test(type))?.[1];
  if (level === undefined) throw new Failure('invalid', 'type must be normal, warning or alarm');
  return level;
}
