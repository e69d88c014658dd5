import { ApiProperty } from '@nestjs/swagger';
import { Raw, Text, Wall } from '../api/fields.js';
import { PageQuery } from '../api/page.js';
import { verifyModeName } from '../wire/push/codes/verify.js';
import { eventOf } from '../wire/push/codes/events.js';
import type { StoredEvent } from './stored-event.js';

class TimesQuery extends PageQuery {
  @Wall('From, inclusive; a date alone is its beginning', 'start') startDate?: string | null;
  @Wall('To, inclusive; a date alone is its end', 'end') endDate?: string | null;
}

export class DeviceTransactionsQuery extends TimesQuery {
  @Text('Serial number of the device', { missing: 'snMissing', aliases: ['sn', 'devSn'] }) deviceSn!: string;
}

export class PersonTransactionsQuery extends TimesQuery {
  @Text('Person number', { missing: 'pinMissing', aliases: ['personPin'] }) pin!: string;
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

const none = { type: Object, nullable: true, example: null };

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
  @ApiProperty(none) accZone!: null;
  @ApiProperty() devName!: string;
  @ApiProperty({ description: "The device's index; -1 for what the gateway itself noticed" }) logId!: number;
  @ApiProperty() eventNo!: number;
  @ApiProperty({ description: '0 normal, 1 warning, 2 alarm' }) eventLevel!: number;
  @ApiProperty() doorName!: string;
  @ApiProperty() capturePhotoBase64!: string;
}

/** What the vendor calls a reader that an event does not name. */
const noReader = 'Other';

export const transactionDto = (event: StoredEvent) => ({
  id: event.id,
  eventTime: event.eventTime,
  pin: event.pin,
  name: event.name,
  lastName: event.lastName,
  deptName: event.deptName,
  areaName: event.areaName,
  cardNo: event.cardNo,
  devSn: event.sn,
  verifyModeName: verifyModeName(event.verifyType, event.eventNo),
  eventName: eventOf(event.eventNo).name,
  eventPointName: event.pointName,
  readerName: event.readerName || noReader,
  accZone: null,
  devName: event.devName,
  logId: event.logId,
  eventNo: event.eventNo,
  eventLevel: event.eventLevel,
  doorName: event.doorName,
  capturePhotoBase64: '',
});

/** The monitor prints a device with its serial number (API manual 2.18.5). */
export const monitorDto = (event: StoredEvent) => ({
  ...transactionDto(event),
  devName: `${event.devName}(${event.sn})`,
});
