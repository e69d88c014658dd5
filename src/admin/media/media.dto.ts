import { mediaPath } from '../../modules/media/media.dto.js';
import {
  mediaSides,
  type Media,
  type MediaPush,
  type MediaSide,
  type PushStatus,
} from '../../modules/media/media.entity.js';
import { returnMeaning } from '../../protocol/access-push/codes/returns.js';
import { Int, OneOf, Shown, Text, Texts } from '../common/fields.js';

const given = { optional: true } as const;

export class MediaUploadQuery {
  @Text('Name; needed where the body is the file itself', { ...given, max: 100 }) name?: string;
}

export class MediaPatch {
  @OneOf('Which sides of a channel show it', mediaSides, given) side?: MediaSide;
  @Int('Number of the area of the screen', { ...given, min: 1, max: 255 }) area?: number;
  @Int('The part of the screen that the area takes', { ...given, min: 1, max: 65_535 }) range?: number;
  @Int('Seconds until the screen shows the next one', { ...given, min: 1, max: 65_535 }) interval?: number;
  @Texts('Serial numbers of the devices that show it; null = all that have a screen', { ...given, nullable: true })
  devices?: string[] | null;
}

class MediaScreens {
  @Shown('Wait for their device, or for another try') waiting!: number;
  @Shown('Have the command and fetch the file') sent!: number;
  @Shown('Have it') done!: number;
  @Shown('Were given up') failed!: number;
}

export class MediaView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('What it is', { enum: ['picture', 'video'] }) kind!: 'picture' | 'video';
  @Shown('What the file is, whatever it was called') suffix!: string;
  @Shown('Bytes') size!: number;
  @Shown('Where everybody who knows it may fetch the file') path!: string;
  @Shown('Which sides of a channel show it', { enum: [...mediaSides] }) side!: MediaSide;
  @Shown('Number of the area of the screen') area!: number;
  @Shown('The part of the screen that the area takes') range!: number;
  @Shown('Seconds until the screen shows the next one') interval!: number;
  @Shown('Serial numbers of the devices that show it; null = all that have a screen', {
    type: [String],
    nullable: true,
  })
  devices!: string[] | null;
  @Shown('How far the screens are; each side of a device counts', { type: MediaScreens }) screens!: MediaScreens;
  @Shown('Made at') createdAt!: string;
  @Shown('Changed at') updatedAt!: string;
}

export const toMediaView = (media: Media, screens: MediaScreens): MediaView => ({
  id: media.id,
  name: media.name,
  kind: media.type === 1 ? 'picture' : 'video',
  suffix: media.suffix,
  size: media.size,
  path: mediaPath(media),
  side: media.side,
  area: media.area,
  range: media.range,
  interval: media.interval,
  devices: media.devices,
  screens,
  createdAt: media.createdAt.toISOString(),
  updatedAt: media.updatedAt.toISOString(),
});

export class MediaScreenView {
  @Shown('Serial number') sn!: string;
  @Shown('Which side of the channel', { enum: ['in', 'out'] }) side!: 'in' | 'out';
  @Shown('How far it is', { enum: ['waiting', 'sent', 'done', 'failed'] }) status!: PushStatus;
  @Shown('Number of the last command', { nullable: true, type: Number }) commandId!: number | null;
  @Shown('What the screen answered last', { nullable: true, type: Number }) returnCode!: number | null;
  @Shown('The same in words', { nullable: true, type: String }) returnMeaning!: string | null;
  @Shown('Refused, or without an answer, so many times') failures!: number;
  @Shown('When it is tried again', { nullable: true, type: String }) retryAt!: string | null;
  @Shown('Since when it has this state') updatedAt!: string;
}

export const toMediaScreenView = (push: MediaPush): MediaScreenView => ({
  sn: push.sn,
  side: push.side,
  status: push.status,
  commandId: push.commandId,
  returnCode: push.returnCode,
  returnMeaning: push.returnCode === null ? null : returnMeaning(push.returnCode),
  failures: push.failures,
  retryAt: push.retryAt?.toISOString() ?? null,
  updatedAt: push.updatedAt.toISOString(),
});
