import type { Camera } from '../../modules/camera/camera.entity.js';
import type { TakenAlarm } from '../../modules/camera/camera-alarm.service.js';
import { mainStream } from '../../modules/camera/stream-addresses.js';
import type { StreamAddress } from '../../modules/camera/video.service.js';
import { ChangedAt, Int, OneOf, OwnId, Shown, Text, Texts, wallClock } from '../common/fields.js';
import { SearchQuery } from '../common/search-page.js';

const words = {
  name: 'Name',
  recorderId: 'Id of its recorder',
  channel: 'Number of its channel, from 1; left out = the next',
  type: 'Its kind, such as DOME or BULLET; left out = DOME',
  mainUri: 'Address of the main stream, or its path; null = as the make has it',
  subUri: 'Address of the sub stream, or its path; null = as the make has it',
  playbackUri:
    'Address of recordings, or its path, with {start} and {end}, and if need be {channel} and {stream}; null = as the make has it',
  snapshotUri: 'Address of a picture of what it sees now, or its path; null = as the make has it',
  doorIds: 'Ids of the doors that it sees, all of them; doors outside of your areas are not shown, and stay',
} as const;

const some = { optional: true } as const;
const uri = { optional: true, nullable: true, min: 1, max: 1_000 } as const;
const kind = {
  ...some,
  max: 32,
  pattern: { is: /^[A-Z][A-Z0-9_]*$/, says: 'a word in capital letters' },
} as const;

class CameraSettings {
  @Int(words.channel, { ...some, min: 1, max: 1_024 }) channel?: number;
  @Text(words.type, kind) type?: string;
  @Text(words.mainUri, uri) mainUri?: string | null;
  @Text(words.subUri, uri) subUri?: string | null;
  @Text(words.playbackUri, uri) playbackUri?: string | null;
  @Text(words.snapshotUri, uri) snapshotUri?: string | null;
  @Texts(words.doorIds, some) doorIds?: string[];
}

export class CameraBody extends CameraSettings {
  @Text(words.name, { min: 1, max: 100 }) name!: string;
  @Text(words.recorderId, { min: 1, max: 64 }) recorderId!: string;
  @OwnId() id?: string;
}

export class CameraPatch extends CameraSettings {
  @Text(words.name, { ...some, min: 1, max: 100 }) name?: string;
}

export class CamerasQuery extends SearchQuery {
  @Text('Only of this recorder', { ...some, min: 1, max: 64 }) recorderId?: string;
}

export class CameraView {
  @Shown('Id') id!: string;
  @Shown(words.name) name!: string;
  @Shown(words.recorderId) recorderId!: string;
  @Shown('Number of its channel') channel!: number;
  @Shown('Its kind') type!: string;
  @Shown(words.mainUri, { nullable: true, type: String }) mainUri!: string | null;
  @Shown(words.subUri, { nullable: true, type: String }) subUri!: string | null;
  @Shown(words.playbackUri, { nullable: true, type: String }) playbackUri!: string | null;
  @Shown(words.snapshotUri, { nullable: true, type: String }) snapshotUri!: string | null;
  @Shown(words.doorIds) doorIds!: string[];
  @ChangedAt() updatedAt!: string;
}

export class StreamView {
  @Shown('Which stream', { enum: ['main', 'sub'] }) stream!: 'main' | 'sub';
  @Shown(
    'RTSP address, with the account for watching. Without one, only those who may change recorders get the account',
  )
  url!: string;
}

export class StreamsView {
  @Shown('The main stream first', { type: [StreamView] }) items!: StreamView[];
}

export class CameraAlarmBody {
  @Text('What it is, as the camera calls it: webhooks and setPushSetting choose by it', {
    min: 1,
    max: 64,
    example: 'VMD',
    pattern: { is: /^[\x21-\x2b\x2d-\x7e]+$/, says: 'visible characters without commas' },
  })
  code!: string;
  @OneOf('begin, or end when the cause is over; left out = begin', ['begin', 'end'], some) state?: 'begin' | 'end';
  @Text('What the camera says of it', { ...some, max: 200 }) text?: string;
  @Text('When, by the clock of the site; left out = now', { ...some, pattern: wallClock }) time?: string;
}

export class CameraAlarmView {
  @Shown('The camera') cameraId!: string;
  @Shown('The door that it sees; null where none is linked', { nullable: true, type: String }) doorId!: string | null;
  @Shown('What it is') code!: string;
  @Shown('begin or end', { enum: ['begin', 'end'] }) state!: 'begin' | 'end';
  @Shown('What the camera says of it') text!: string;
  @Shown('When it happened', { type: String, format: 'date-time' }) at!: string;
}

class EventVideoView {
  @Shown('Id of the camera') cameraId!: string;
  @Shown('Its name') name!: string;
  @Shown('Addresses of the recording, empty where there is none; the main stream first', { type: [StreamView] })
  streams!: StreamView[];
  @Shown('Why there is no address', { nullable: true, type: String }) fault!: string | null;
}

export class EventVideosView {
  @Shown('Beginning of the recording, 30 seconds before the event', { type: String, format: 'date-time' })
  start!: string;
  @Shown('Its end, 30 seconds after it', { type: String, format: 'date-time' }) end!: string;
  @Shown('Cameras that see the door of the event', { type: [EventVideoView] }) items!: EventVideoView[];
}

export const toStreamView = ({ stream, url }: StreamAddress): StreamView => ({
  stream: stream === mainStream ? 'main' : 'sub',
  url,
});

export const toAlarmView = ({ cameraId, doorId, code, state, text, at }: TakenAlarm): CameraAlarmView => ({
  ...{ cameraId, doorId, code, state, text },
  at: at.toISOString(),
});

export const toCameraView = (camera: Camera, doorIds: readonly string[]): CameraView => ({
  id: camera.id,
  name: camera.name,
  recorderId: camera.recorderId,
  channel: camera.channel,
  type: camera.type,
  mainUri: camera.mainUri,
  subUri: camera.subUri,
  playbackUri: camera.playbackUri,
  snapshotUri: camera.snapshotUri,
  doorIds: [...doorIds],
  updatedAt: camera.updatedAt.toISOString(),
});
