import { listName } from '../../modules/parking/parking-list.service.js';
import type { Direction, Passage, ListedRecord } from '../../modules/parking/parking-record.service.js';
import { eventTypes, eventWords, stateWords, type EventType } from '../../modules/parking/parking-words.js';
import { formatOf } from '../../modules/file/sniff.js';
import { wholeClock } from '../common/clock-text.js';
import { invalidField } from '../common/invalid.js';
import { Int, OneOf, Shown, Text, wallClock } from '../common/fields.js';
import { SearchQuery } from '../common/search-page.js';

const directions = ['in', 'out'] as const;
const given = { optional: true } as const;
/** The longest base64 that a body may have. */
export const longestPicture = 10 * 1024 * 1024;

const events = Object.entries(eventTypes)
  .map(([type, words]) => `${type} ${words}`)
  .join(', ');

export class ParkingRecordBody {
  @Text('Id of the passage at the reader: a repeated report is stored once', { min: 1, max: 100 }) key!: string;
  @Text('The plate as it was read', { min: 1, max: 40 }) plate!: string;
  @Text('Id or name of the channel', { min: 1 }) channel!: string;
  @OneOf('Which way; left out = as the channel leads', directions, given) direction?: Direction;
  @Text('When, by the clock of the site; left out = now', { ...given, pattern: wallClock }) time?: string;
  @Text('Kind of car', { ...given, max: 100 }) carTypeName?: string;
  @Int(`What it was; left out = 1: ${events}`, { ...given, min: 1, max: Object.keys(eventTypes).length })
  eventType?: EventType;
  @Text('A JPEG or PNG in base64', { ...given, max: longestPicture }) picture?: string;
}

export class ParkingRecordsQuery extends SearchQuery {
  @Text('Only of this plate', { ...given, max: 40 }) plate?: string;
  @OneOf('Only this way', directions, given) direction?: Direction;
  @Text('From this time on, by the clock of the site', { ...given, pattern: wallClock }) from?: string;
  @Text('Up to this time', { ...given, pattern: wallClock }) to?: string;
}

export class ParkingRecordView {
  @Shown('Id') id!: string;
  @Shown('What the reader calls it') key!: string;
  @Shown('Which way', { enum: [...directions] }) direction!: Direction;
  @Shown('The plate as plates are compared') plate!: string;
  @Shown('The plate as it was read') carNumber!: string;
  @Shown('On which list the plate was that day; null = on none', {
    enum: ['allow', 'deny'],
    type: String,
    nullable: true,
  })
  list!: 'allow' | 'deny' | null;
  @Shown('Whose car it is: pin; empty = nobody that is known') pin!: string;
  @Shown('Whose car it is: name') name!: string;
  @Shown('Name of the parking area, as it was') areaName!: string;
  @Shown('Id of the channel') channelId!: string;
  @Shown('Name of the channel, as it was') channelName!: string;
  @Shown('Where the channel leads') channelState!: string;
  @Shown('Kind of car') carTypeName!: string;
  @Shown('What it was') eventType!: number;
  @Shown('The same in words') eventName!: string;
  @Shown('When, by the clock of the site') time!: string;
  @Shown('Of a way out: when the car had come in; null = not known', { nullable: true, type: String })
  cameAt!: string | null;
  @Shown('Whether there is a picture, at `{id}/picture`') hasPicture!: boolean;
  @Shown('When the report was received') receivedAt!: string;
}

export const toParkingRecordView = (record: ListedRecord): ParkingRecordView => ({
  id: record.id,
  key: record.readerKey,
  direction: record.direction,
  plate: record.plate,
  carNumber: record.carNumber,
  list: record.listType === null ? null : listName(record.listType),
  pin: record.pin,
  name: record.name,
  areaName: record.areaName,
  channelId: record.channelId,
  channelName: record.channelName,
  channelState: stateWords(record.channelState),
  carTypeName: record.carTypeName,
  eventType: record.eventType,
  eventName: eventWords(record.eventType),
  time: record.time,
  cameAt: record.cameAt,
  hasPicture: record.hasPicture,
  receivedAt: record.receivedAt.toISOString(),
});

export const passageOf = ({ plate, picture, time, ...others }: ParkingRecordBody): Passage => ({
  ...others,
  carNumber: plate.trim(),
  time: time && wholeClock(time),
  picture: picture === undefined ? undefined : pictureOf(picture),
});

const pictures: ReadonlySet<string> = new Set(['jpg', 'png']);

export function pictureOf(text: string): Buffer {
  const base64 = text.replace(/^data:[^,]{0,100},/i, '').replace(/\s/g, '');
  const bytes = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : Buffer.alloc(0);
  if (!pictures.has(formatOf(bytes)?.suffix ?? '')) throw invalidField('picture', 'must be a JPEG or PNG in base64');
  return bytes;
}
