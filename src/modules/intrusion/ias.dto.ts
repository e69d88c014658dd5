import { ApiProperty } from '@nestjs/swagger';
import { Text, Wall } from '../../facade/fields.js';
import { PageQuery } from '../../facade/page.js';
import type { Doing } from '../../protocol/dc09/alarm-event.js';
import type { IntrusionEvent } from './intrusion-list.service.js';

export class IasQuery extends PageQuery {
  @Text('Name of the panel; empty = all', { aliases: ['deivceName'] }) deviceName?: string;
  @Text('Name of the partition; empty = all') partitionName?: string;
  @Text('Name of the point; empty = all') pointName?: string;
  @Wall('From; empty = the oldest', 'start') startTime?: string | null;
  @Wall('To; empty = the newest', 'end') endTime?: string | null;
}

const alwaysNull = { type: String, nullable: true, enum: [null], description: 'Always null' } as const;

export class IntrusionEventDto {
  @ApiProperty(alwaysNull) sortName!: null;
  @ApiProperty(alwaysNull) sortOrder!: null;
  @ApiProperty({ description: 'Always false' }) equals!: boolean;
  @ApiProperty() id!: string;
  @ApiProperty({ description: 'Name of the panel' }) deviceName!: string;
  @ApiProperty({ description: 'Where its message came from' }) deviceIp!: string;
  @ApiProperty({ description: 'By the clock of the site', example: '2024-05-31 08:30:00' }) eventTime!: string;
  @ApiProperty() eventName!: string;
  @ApiProperty() areaName!: string;
  @ApiProperty() partitionName!: string;
  @ApiProperty() pointName!: string;
  @ApiProperty() eventContent!: string;
  @ApiProperty({ description: 'Contact ID', example: '1130' }) eventCid!: string;
  @ApiProperty({ example: 'Alarm' }) eventTypeName!: string;
}

const typeNames: Readonly<Record<Doing, string>> = {
  alarm: 'Alarm',
  trouble: 'Trouble',
  restore: 'Restore',
  opening: 'Disarm',
  closing: 'Arm',
  bypass: 'Bypass',
  unbypass: 'Bypass restore',
  test: 'Test',
  other: 'Other',
};

export const toIntrusionEvent = (event: IntrusionEvent): IntrusionEventDto => ({
  sortName: null,
  sortOrder: null,
  equals: false,
  id: event.id,
  deviceName: event.deviceName,
  deviceIp: event.deviceIp,
  eventTime: event.time,
  eventName: event.name,
  areaName: event.areaName,
  partitionName: event.partitionName,
  pointName: event.pointName,
  eventContent: event.content,
  eventCid: event.code,
  eventTypeName: typeNames[event.does],
});
