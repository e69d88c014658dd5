import type { PlaybackClock, Recorder } from '../../modules/camera/camera.entity.js';
import { makeNames, type Make } from '../../modules/camera/makes.js';
import { ChangedAt, Flag, Int, OneOf, OwnId, Shown, Text } from '../common/fields.js';

const clocks: readonly PlaybackClock[] = ['local', 'utc'];

const words = {
  name: 'Name, one of its kind',
  make: 'Whose addresses it has; onvif and generic have none of their own',
  host: 'Its name or IP address in the network of the site',
  port: 'Port of its web pages, of ONVIF and of pictures; left out = 80, or 443 with https',
  https: 'It is called by HTTPS; its certificate is not checked',
  rtspPort: 'Port of its streams; left out = 554',
  userName: 'The account that the gateway calls it with',
  password: 'Its password; empty = none. It is stored encrypted and never shown',
  viewerName:
    'An account that may only watch, which stands in addresses that are handed out; empty = the account above',
  viewerPassword: 'Its password; empty = none',
  areaCode: 'Code of its area',
  timeZone: 'Zone of its own clock; null = that of the site',
  playbackClock: 'Which clock times in addresses of recordings are of; null = as its make has it',
} as const;

const some = { optional: true } as const;
const orNull = { optional: true, nullable: true } as const;
const portRange = { ...some, min: 1, max: 65_535 } as const;

class RecorderSettings {
  @Int(words.port, portRange) port?: number;
  @Flag(words.https, some) https?: boolean;
  @Int(words.rtspPort, portRange) rtspPort?: number;
  @Text(words.userName, { ...some, max: 64 }) userName?: string;
  @Text(words.password, { ...some, max: 128 }) password?: string;
  @Text(words.viewerName, { ...some, max: 64 }) viewerName?: string;
  @Text(words.viewerPassword, { ...some, max: 128 }) viewerPassword?: string;
  @Text(words.areaCode, { ...some, min: 1 }) areaCode?: string;
  @Text(words.timeZone, { ...orNull, max: 64, example: 'Europe/Madrid' }) timeZone?: string | null;
  @OneOf(words.playbackClock, clocks, orNull) playbackClock?: PlaybackClock | null;
}

export class RecorderBody extends RecorderSettings {
  @Text(words.name, { min: 1, max: 100 }) name!: string;
  @OneOf(words.make, makeNames) make!: Make;
  @Text(words.host, { min: 1, max: 253, example: '192.168.1.64' }) host!: string;
  @OwnId() id?: string;
}

export class RecorderPatch extends RecorderSettings {
  @Text(words.name, { ...some, min: 1, max: 100 }) name?: string;
  @OneOf(words.make, makeNames, some) make?: Make;
  @Text(words.host, { ...some, min: 1, max: 253 }) host?: string;
}

export class RecorderView {
  @Shown('Id') id!: string;
  @Shown(words.name) name!: string;
  @Shown(words.make, { enum: [...makeNames] }) make!: Make;
  @Shown(words.host) host!: string;
  @Shown(words.port) port!: number;
  @Shown(words.https) https!: boolean;
  @Shown(words.rtspPort) rtspPort!: number;
  @Shown(words.userName) userName!: string;
  @Shown('It has a password') hasPassword!: boolean;
  @Shown(words.viewerName) viewerName!: string;
  @Shown('The account for watching has a password') hasViewerPassword!: boolean;
  @Shown(words.areaCode) areaCode!: string;
  @Shown(words.timeZone, { nullable: true, type: String }) timeZone!: string | null;
  @Shown(words.playbackClock, { nullable: true, enum: [...clocks], type: String }) playbackClock!: PlaybackClock | null;
  @Shown('Whether it answers; null = nobody has looked yet', { nullable: true, type: Boolean }) online!: boolean | null;
  @Shown('Since when', { nullable: true, type: String, format: 'date-time' }) onlineSince!: string | null;
  @Shown('When it was looked for last', { nullable: true, type: String, format: 'date-time' }) checkedAt!:
    string | null;
  @Shown('Why it did not answer', { nullable: true, type: String }) fault!: string | null;
  @ChangedAt() updatedAt!: string;
}

export class DiscoveredChannelsView {
  @Shown('Channels that it told') channels!: number;
  @Shown('Cameras that were new') added!: number;
}

export const toRecorderView = (recorder: Recorder): RecorderView => ({
  id: recorder.id,
  name: recorder.name,
  make: recorder.make,
  host: recorder.host,
  port: recorder.port,
  https: recorder.https,
  rtspPort: recorder.rtspPort,
  userName: recorder.userName,
  hasPassword: recorder.password !== null,
  viewerName: recorder.viewerName,
  hasViewerPassword: recorder.viewerPassword !== null,
  areaCode: recorder.areaCode,
  timeZone: recorder.timeZone,
  playbackClock: recorder.playbackClock,
  online: recorder.online,
  onlineSince: recorder.onlineSince?.toISOString() ?? null,
  checkedAt: recorder.checkedAt?.toISOString() ?? null,
  fault: recorder.fault,
  updatedAt: recorder.updatedAt.toISOString(),
});
