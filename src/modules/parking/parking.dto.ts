import { ApiProperty } from '@nestjs/swagger';
import { dayOf } from '../../facade/dates.js';
import { Text, Wall } from '../../facade/fields.js';
import { PageQuery } from '../../facade/page.js';
import { Failure } from '../../platform/errors.js';
import type { PlateFacts } from './parking-list.service.js';
import type { ListedRecord } from './parking-record.service.js';
import { eventWords, stateWords } from './parking-words.js';

export class CarNumberParams {
  @Text('License plate', { missing: 'carPlateInvalid', example: 'A32212' }) carNumber!: string;
}

export class PlateParams extends CarNumberParams {
  @Text('0 allow list (white), 1 deny list (black)', { missing: 'listTypeInvalid', example: '0' }) type!: string;
  @Text('First day', { example: '2018-08-17' }) fromTime?: string;
  @Text('Last day', { example: '2019-08-16' }) toTime?: string;
}

export class PlateEditParams extends PlateParams {
  @Text('The plate that is on the list; left out = it stays the same', { example: 'A32212' }) oldCarNumber?: string;
}

/**
 * The entry that a call describes.
 * @param needsDays an entry of the allow list must name its days (API manual 2.3.3)
 * @throws Failure listTypeInvalid, timeParameterInvalid
 */
export function plateFacts({ type, fromTime, toTime }: PlateParams, needsDays: boolean): PlateFacts {
  if (type !== '0' && type !== '1')
    throw new Failure('listTypeInvalid', 'type must be 0 (allow list) or 1 (deny list)');
  const facts = {
    type: type === '0' ? (0 as const) : (1 as const),
    fromDate: dayParameter('fromTime', fromTime),
    toDate: dayParameter('toTime', toTime),
  };
  const missing = facts.fromDate === null ? 'fromTime' : facts.toDate === null ? 'toTime' : null;
  if (needsDays && facts.type === 0 && missing !== null) {
    throw new Failure('timeParameterInvalid', `${missing} is required for the allow list`);
  }
  return facts;
}

/** Null for an empty text. @throws Failure timeParameterInvalid */
export function dayParameter(name: string, text = ''): string | null {
  try {
    return dayOf(text);
  } catch {
    throw new Failure('timeParameterInvalid', `${name} must be a date such as 2018-08-17`);
  }
}

export class ParkRecordsQuery extends PageQuery {
  @Text('License plate; empty = all', { example: 'A32212' }) carNumber?: string;
  @Wall('From; empty = the oldest', 'start') startDate?: string | null;
  @Wall('To; empty = the newest', 'end') endDate?: string | null;
}

export class ParkPictureQuery {
  @Text('Id of the record', { missing: 'invalid' }) recordId!: string;
  @Text('1 entry, 2 exit', { missing: 'invalid', example: '1' }) recordType!: string;
}

class ParkRecordDto {
  @ApiProperty({ example: '402856aa6c1778b3016c1a695c860016' }) id!: string;
  @ApiProperty() parkAreaName!: string;
  @ApiProperty({ description: 'The same as parkAreaName' }) parkingAreaName!: string;
  @ApiProperty({ description: 'Driver; empty = nobody that is known' }) name!: string;
  @ApiProperty() carNumber!: string;
  @ApiProperty() carTypeName!: string;
  @ApiProperty() channelName!: string;
  @ApiProperty({ description: 'Where the channel leads: words in the list, the code (1 to 6) in the page' })
  channelState!: string;
  @ApiProperty({ description: 'What it was: words in the list, the code (1 to 12) in the page' }) eventType!: string;
}

export class ParkRecordInDto extends ParkRecordDto {
  @ApiProperty({ example: '2024-05-31 08:30:00' }) checkInTime!: string;
}

export class ParkRecordOutDto extends ParkRecordDto {
  @ApiProperty({ example: '2024-05-31 17:30:00' }) checkOutTime!: string;
  @ApiProperty({ description: 'How long the car was there, "d HH:mm:ss"; "-" = not known', example: '0 09:00:00' })
  parkingTime!: string;
}

/** `list` uses words, `page` uses codes and tenths of seconds, as the manual prints them. */
export type Form = 'list' | 'page';

function common(record: ListedRecord, form: Form): Pick<ParkRecordDto, keyof ParkRecordDto> {
  return {
    id: record.id,
    parkAreaName: record.areaName,
    parkingAreaName: record.areaName,
    name: record.name,
    carNumber: record.carNumber,
    carTypeName: record.carTypeName,
    channelName: record.channelName,
    channelState: form === 'list' ? stateWords(record.channelState) : String(record.channelState),
    eventType: form === 'list' ? eventWords(record.eventType) : String(record.eventType),
  };
}

const timeIn = (time: string, form: Form) => (form === 'list' ? time : `${time}.0`);

export const toRecordIn = (record: ListedRecord, form: Form): ParkRecordInDto => ({
  ...common(record, form),
  checkInTime: timeIn(record.time, form),
});

export const toRecordOut = (record: ListedRecord, form: Form): ParkRecordOutDto => ({
  ...common(record, form),
  checkOutTime: timeIn(record.time, form),
  parkingTime: parkingTime(record),
});

const asUtc = (wallClock: string) => Date.parse(`${wallClock.replace(' ', 'T')}Z`);

function parkingTime({ cameAt, time }: ListedRecord): string {
  if (cameAt === null) return '-';
  const length = asUtc(time) - asUtc(cameAt);
  const days = Math.floor(length / 86_400_000);
  return `${days} ${new Date(length - days * 86_400_000).toISOString().slice(11, 19)}`;
}
