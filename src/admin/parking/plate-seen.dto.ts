import type { ParkingRead } from '../../modules/parking/read/parking-read.entity.js';
import type { SeenPlate } from '../../modules/parking/read/plate-read.service.js';
import { passing, leaving, readReasons, type ReadReason } from '../../modules/parking/read/plate-verdict.js';
import { OneOf, Shown, Text } from '../common/fields.js';
import { instant, instantOf } from '../common/instant.js';
import { SearchQuery } from '../common/search-page.js';
import { longestPicture, pictureOf } from './parking-record.dto.js';

const given = { optional: true } as const;

export class PlateSeenBody {
  @Text('The plate as it was read', { min: 1, max: 40 }) plate!: string;
  @Text('Id or name of the channel', { min: 1, max: 255 }) channelId!: string;
  @Text('When it was read; left out = now. What is older than 30 seconds opens nothing', {
    ...given,
    pattern: instant,
    example: '2026-05-31T08:30:00Z',
  })
  at?: string;
  @Text('A JPEG or PNG in base64', { ...given, max: longestPicture }) picture?: string;
  @Text('Id of the read at the camera: a report that comes again opens nothing again', { ...given, min: 1, max: 100 })
  id?: string;
}

export class PlatesSeenQuery extends SearchQuery {
  @Text('Only of this plate', { ...given, max: 40 }) plate?: string;
  @Text('Only at this channel', { ...given, max: 64 }) channelId?: string;
  @OneOf('Only where the barrier was told to open, or only where not', ['true', 'false'], given)
  opened?: 'true' | 'false';
}

const maybeText = { nullable: true, type: String } as const;

export class PlateSeenView {
  @Shown('Id') id!: string;
  @Shown('What the camera calls it') key!: string;
  @Shown('Id of the channel') channelId!: string;
  @Shown('Name of the channel, as it was') channelName!: string;
  @Shown('The plate as plates are compared') plate!: string;
  @Shown('The plate as it was read') carNumber!: string;
  @Shown('When it was read') at!: string;
  @Shown('When the report was received') receivedAt!: string;
  @Shown('Whether the barrier was told to open') opened!: boolean;
  @Shown('Whether the car may pass') allowed!: boolean;
  @Shown('Why', { enum: [...readReasons] }) reason!: string;
  @Shown('What went wrong at the barrier; empty = nothing') detail!: string;
  @Shown('Whose car it is: pin; empty = nobody that is known') pin!: string;
  @Shown('Id of its parking record; null = it did not pass', maybeText) recordId!: string | null;
  @Shown('The command that opens the barrier; null = no device does', { nullable: true, type: Number })
  commandId!: number | null;
}

const allowing: ReadonlySet<string> = new Set<ReadReason>([
  ...passing,
  ...leaving,
  'openedByDevice',
  'opening',
  'barrierOffline',
  'barrierMissing',
  'barrierRefused',
  'barrierSilent',
]);

export const toPlateSeenView = (read: ParkingRead): PlateSeenView => ({
  id: read.id,
  key: read.readKey,
  channelId: read.channelId,
  channelName: read.channelName,
  plate: read.plate,
  carNumber: read.carNumber,
  at: read.at.toISOString(),
  receivedAt: read.receivedAt.toISOString(),
  opened: read.opened,
  allowed: allowing.has(read.reason),
  reason: read.reason,
  detail: read.detail,
  pin: read.pin,
  recordId: read.recordId,
  commandId: read.commandId,
});

export const seenOf = ({ plate, channelId, at, picture, id }: PlateSeenBody): SeenPlate => ({
  carNumber: plate.trim(),
  channel: channelId,
  key: id,
  at: instantOf('at', at),
  picture: picture === undefined ? undefined : pictureOf(picture),
});
