import { ApiProperty, OmitType } from '@nestjs/swagger';
import type { EventNames } from './event-name.service.js';
import type { StoredEvent } from './stored-event.js';
import { TransactionDto, transactionDto } from './transaction.dto.js';

export class PsgTransactionDto extends OmitType(TransactionDto, [
  'accZone',
  'eventLevel',
  'doorName',
  'capturePhotoBase64',
]) {
  @ApiProperty({ description: '0 unknown, 1 tripod turnstile, 2 flap barrier, 3 swing barrier' }) gateType!: number;
}

export class PsgMonitorDto extends OmitType(PsgTransactionDto, ['id']) {
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the vendor has not stored it yet' })
  id!: null;
}

/** The passage type that the channel controller reports; the vendor has 1 to 3, and 0 for all others. */
const gateTypeOf = ({ passWayType }: StoredEvent) => (/^[123]$/.test(passWayType ?? '') ? Number(passWayType) : 0);

export function psgTransactionDto(event: StoredEvent, names: EventNames) {
  const { id, eventTime, pin, name, lastName, deptName, areaName, cardNo, devSn, ...rest } = transactionDto(
    event,
    names,
  );
  const { verifyModeName, eventName, eventPointName, readerName, devName, logId, eventNo } = rest;
  return {
    ...{ id, eventTime, pin, name, lastName, deptName, areaName, cardNo, devSn },
    ...{ verifyModeName, eventName, eventPointName, readerName, devName, logId, eventNo },
    gateType: gateTypeOf(event),
  };
}

export const psgMonitorDto = (event: StoredEvent, names: EventNames) => ({
  ...psgTransactionDto(event, names),
  id: null,
});
