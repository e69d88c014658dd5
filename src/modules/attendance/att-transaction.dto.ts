import { ApiProperty } from '@nestjs/swagger';
import type { EventNames } from '../transaction/event-name.service.js';
import type { StoredEvent } from '../transaction/stored-event.js';

export class AttTransactionDto {
  @ApiProperty({ example: '402856aa6c3c5063016c3cb5a88f001b' }) id!: string;
  @ApiProperty({ description: "The device's wall clock", example: '2017-08-04 15:59:12' }) eventTime!: string;
  @ApiProperty() pin!: string;
  @ApiProperty() name!: string;
  @ApiProperty() lastName!: string;
  @ApiProperty() deptName!: string;
  @ApiProperty() areaName!: string;
  @ApiProperty() cardNo!: string;
  @ApiProperty({ description: 'Empty for a punch from an application' }) devSn!: string;
  @ApiProperty() verifyModeName!: string;
  @ApiProperty({ type: Object, nullable: true, enum: [null], description: 'Always null' }) eventName!: null;
  @ApiProperty() eventPointName!: string;
  @ApiProperty() readerName!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the area of the device; null where there is none',
  })
  accZone!: string | null;
  @ApiProperty() devName!: string;
  @ApiProperty({ type: 'integer', description: "The device's index; -1 where no device has one" }) logId!: number;
}

export const attTransactionDto = (
  event: StoredEvent,
  names: EventNames,
  areaCode: string | null,
): AttTransactionDto => ({
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
  eventName: null,
  eventPointName: event.pointName,
  readerName: names.reader(event.readerName),
  accZone: areaCode,
  devName: event.devName,
  logId: event.logId,
});
