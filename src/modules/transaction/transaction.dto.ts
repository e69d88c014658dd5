import { ApiProperty } from '@nestjs/swagger';
import { Raw, Text, Wall } from '../../facade/fields.js';
import { AnyPageQuery } from '../../facade/page.js';
import type { EventNames } from './event-name.service.js';
import type { StoredEvent } from './stored-event.js';

class TimesQuery extends AnyPageQuery {
  @Wall('From, inclusive; a date alone is its beginning', 'start') startDate?: string | null;
  @Wall('To, inclusive; a date alone is its end', 'end') endDate?: string | null;
}

export class DeviceTransactionsQuery extends TimesQuery {
  @Text('Serial number of the device', { missing: 'snMissing', aliases: ['sn', 'devSn'] }) deviceSn!: string;
}

export class PersonTransactionsQuery extends TimesQuery {
  @Text('Person number', { missing: 'pinMissing', aliases: ['personPin'] }) pin!: string;
}

/** The later form of the call lists all persons if none is named. */
export class AnyPersonTransactionsQuery extends TimesQuery {
  @Text('Person number; left out = all', { aliases: ['personPin'] }) pin?: string;
}

export class TransactionsQuery extends TimesQuery {
  @Text('Person number', { aliases: ['pin'] }) personPin?: string;
}

export class MonitorQuery {
  @Raw('Milliseconds; the same for all calls of a session', { example: 1494467276539 }) timestamp?: string;
}

export class TransactionIdQuery {
  @Text('Transaction id', { missing: 'notFound' }) id!: string;
}

export class TransactionDto {
  @ApiProperty({ example: '8a888e2385a383f80185a4ccbe870037' }) id!: string;
  @ApiProperty({ description: "The device's wall clock", example: '2023-01-12 15:05:56' }) eventTime!: string;
  @ApiProperty() pin!: string;
  @ApiProperty() name!: string;
  @ApiProperty() lastName!: string;
  @ApiProperty() deptName!: string;
  @ApiProperty() areaName!: string;
  @ApiProperty() cardNo!: string;
  @ApiProperty() devSn!: string;
  @ApiProperty({ example: 'Face' }) verifyModeName!: string;
  @ApiProperty({ example: 'Normal Verify Open' }) eventName!: string;
  @ApiProperty({ example: '10.8.14.210-1' }) eventPointName!: string;
  @ApiProperty({ example: '10.8.14.210-1-Out' }) readerName!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Access zone that was entered, else that was left' })
  accZone!: string | null;
  @ApiProperty() devName!: string;
  @ApiProperty({ description: "The device's index; -1 for what the gateway itself noticed" }) logId!: number;
  @ApiProperty() eventNo!: number;
  @ApiProperty({ description: '0 normal, 1 warning, 2 alarm' }) eventLevel!: number;
  @ApiProperty() doorName!: string;
  @ApiProperty() capturePhotoBase64!: string;
}

/** The row of the later calls (v1.2). */
export class TransactionRowDto extends TransactionDto {
  @ApiProperty({ type: Number, nullable: true, description: '0 entry, 1 exit; null where no reader has a part in it' })
  readerState!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Number of the door on its device; null where it is none' })
  doorNumber!: number | null;
}

export const transactionDto = (event: StoredEvent, names: EventNames) => ({
  id: event.id,
  eventTime: event.eventTime,
  pin: event.pin,
  name: event.name,
  lastName: event.lastName,
  deptName: event.deptName,
  areaName: event.areaName,
  cardNo: event.cardNo,
  devSn: event.sn,
  verifyModeName: names.verifyMode(event.verifyType, event.eventNo),
  eventName: names.event(event.eventNo),
  eventPointName: event.pointName,
  readerName: names.reader(event.readerName),
  accZone: event.accZone,
  devName: event.devName,
  logId: event.logId,
  eventNo: event.eventNo,
  eventLevel: event.eventLevel,
  doorName: event.doorName,
  capturePhotoBase64: '',
});

export const transactionRowDto = (event: StoredEvent, names: EventNames) => ({
  ...transactionDto(event, names),
  readerState: event.inOut === 0 || event.inOut === 1 ? event.inOut : null,
  doorNumber: event.pointType === 'door' ? event.pointNo : null,
});

/** The monitor shows a device with its serial number (API manual 2.18.5). */
export const monitorDto = (event: StoredEvent, names: EventNames) => ({
  ...transactionDto(event, names),
  devName: `${event.devName}(${event.sn})`,
});
