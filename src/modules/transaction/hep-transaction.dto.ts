import { ApiProperty } from '@nestjs/swagger';
import type { EventNames } from './event-name.service.js';
import type { StoredEvent } from './stored-event.js';
import { transactionDto } from './transaction.dto.js';

const text = { type: String, nullable: true } as const;
const states = ['Normal', 'Abnormal', 'Unmeasured'] as const;

export class HepTransactionDto {
  @ApiProperty({ description: 'Empty in the monitor' }) id!: string;
  @ApiProperty({ example: '2020-05-22 17:01:50' }) eventTime!: string;
  @ApiProperty() pin!: string;
  @ApiProperty() name!: string;
  @ApiProperty() lastName!: string;
  @ApiProperty() deptName!: string;
  @ApiProperty() areaName!: string;
  @ApiProperty({ ...text, description: 'Null without a card' }) cardNo!: string | null;
  @ApiProperty() devSn!: string;
  @ApiProperty() verifyModeName!: string;
  @ApiProperty() eventName!: string;
  @ApiProperty() eventPointName!: string;
  @ApiProperty() readerName!: string;
  @ApiProperty(text) accZone!: string | null;
  @ApiProperty() devName!: string;
  @ApiProperty({ description: "The device's index" }) logId!: number;
  @ApiProperty({ description: "The device's index, as text", example: '511' }) eventNumber!: string;
  @ApiProperty({ ...text, description: 'Path of the picture that was taken; null where none was' })
  photoPath!: string | null;
  @ApiProperty({ ...text, description: '0 without a mask, 1 with one, null where nobody looked' })
  maskFlag!: string | null;
  @ApiProperty({ type: Number, nullable: true, example: 36.6 }) temperature!: number | null;
  @ApiProperty({ enum: states }) status!: (typeof states)[number];
}

/** The default if the site has no setting. */
export const usualTemperatureLimit = 37.3;
const tooHot = 68;

function statusOf({ eventNo, temperatureLimit }: StoredEvent, degrees: number | null): (typeof states)[number] {
  if (eventNo === tooHot) return 'Abnormal';
  if (degrees === null) return 'Unmeasured';
  return degrees >= (temperatureLimit ?? usualTemperatureLimit) ? 'Abnormal' : 'Normal';
}

const degreesOf = ({ temperature }: StoredEvent) =>
  /^\d{1,3}(\.\d+)?$/.test(temperature) ? Number(temperature) : null;

export function hepTransactionDto(event: StoredEvent, names: EventNames) {
  const { id, eventTime, pin, name, lastName, deptName, areaName, devSn, ...more } = transactionDto(event, names);
  const { cardNo, verifyModeName, eventName, eventPointName, readerName, accZone, devName, logId } = more;
  const temperature = degreesOf(event);
  return {
    ...{ id, eventTime, pin, name, lastName, deptName, areaName, cardNo: cardNo || null, devSn },
    ...{ verifyModeName, eventName, eventPointName, readerName, accZone, devName, logId },
    eventNumber: String(logId),
    photoPath: names.photoPath(event),
    maskFlag: event.maskFlag || null,
    temperature,
    status: statusOf(event, temperature),
  };
}

/** The vendor reports these events before they are stored, so they have no id. */
export const hepMonitorDto = (event: StoredEvent, names: EventNames) => ({
  ...hepTransactionDto(event, names),
  id: '',
});
