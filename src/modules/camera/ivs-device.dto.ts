import { ApiProperty } from '@nestjs/swagger';
import { Choice, Text, Wall } from '../../facade/fields.js';
import { PageQuery } from '../../facade/page.js';
import type { Camera, Recorder } from './camera.entity.js';
import { addressesOf } from './makes.js';
import type { StreamAddress } from './video.service.js';

export class ParentDevQuery extends PageQuery {}

export class DevListQuery extends PageQuery {
  @Text('Id of the recorder', { missing: 'deviceNotFound', aliases: ['[parentId]'] }) parentId!: string;
}

class ChannelQuery {
  @Text('Id of the channel (channelId of getDevList)', { missing: 'deviceNotFound' }) channelId!: string;
}

export const allStreams = 0;

export class DeviceRtspQuery extends ChannelQuery {
  @Choice('0 all streams, 1 the main stream, 2 the sub stream', [allStreams, 1, 2], { missing: 'invalid', example: 0 })
  rtspType!: number;
}

export class RecordedQuery extends ChannelQuery {
  @Wall('From, by the clock of the site', 'start', { missing: 'timeInvalid' }) startTime!: string;
  @Wall('To, by the clock of the site', 'end', { missing: 'timeInvalid' }) endTime!: string;
}

export class ParentDevDto {
  @ApiProperty() id!: string;
  @ApiProperty({ example: '192.168.1.64' }) ip!: string;
  @ApiProperty({ description: '1 online, 0 not', example: '1' }) status!: string;
  @ApiProperty() userName!: string;
  @ApiProperty({ description: 'Always empty: passwords are not handed out' }) passWord!: string;
  @ApiProperty({ example: '80' }) port!: string;
  @ApiProperty({ description: 'Number of its make', example: '1' }) type!: string;
}

export class CameraDto {
  @ApiProperty() id!: string;
  @ApiProperty() cameraName!: string;
  @ApiProperty({ example: 'DOME' }) cameraType!: string;
  @ApiProperty({ description: '1 online, 0 not', example: '1' }) status!: string;
  @ApiProperty({ description: 'Number of the channel', example: '1' }) channel!: string;
  @ApiProperty({ description: 'Number of the make of its recorder', example: '1' }) parentType!: string;
  @ApiProperty({ description: 'Id of the recorder, and the channel' }) channelCode!: string;
  @ApiProperty({ description: 'Id of the recorder' }) vidParentDeviceId!: string;
  @ApiProperty({ description: 'What other calls know it by' }) channelId!: string;
}

class RtspUrlDto {
  @ApiProperty({ description: 'With a user name and a password in it' }) rtspUrl!: string;
  @ApiProperty({ type: 'integer', description: '1 main stream, 2 sub stream', example: 1 }) type!: number;
}

class LiveUrlDto extends RtspUrlDto {
  @ApiProperty({ type: 'integer', description: 'Number of the make of the recorder', example: 1 }) parentType!: number;
}

class LiveUrlsDto {
  @ApiProperty({ type: [LiveUrlDto] }) rtspUrls!: LiveUrlDto[];
}

export class DeviceRtspDto {
  @ApiProperty({ description: 'Always 0', example: '0' }) resultCode!: string;
  @ApiProperty({ type: LiveUrlsDto }) content!: LiveUrlsDto;
}

class VideoItemDto {
  @ApiProperty({ example: '2024-05-31 08:30:00' }) startTime!: string;
  @ApiProperty({ example: '2024-05-31 09:30:00' }) endTime!: string;
  @ApiProperty({ description: 'PLAN: recorders do not tell by ONVIF what made them record', example: 'PLAN' })
  type!: string;
}

export class VideoListDto {
  @ApiProperty({ type: [VideoItemDto], description: 'Oldest first' }) videoItemList!: VideoItemDto[];
}

export class RtspPlayBackDto {
  @ApiProperty({ description: 'Always empty: the addresses have it' }) passWord!: string;
  @ApiProperty({ description: 'The first of the addresses' }) rtspUrl!: string;
  @ApiProperty({ description: 'Id of the recorder' }) vidParentDeviceId!: string;
  @ApiProperty({ type: [RtspUrlDto] }) rtspUrls!: RtspUrlDto[];
  @ApiProperty({ description: 'Number of the make of the recorder', example: '1' }) type!: string;
  @ApiProperty({ description: 'The account in the addresses' }) userName!: string;
  @ApiProperty({ description: 'Id of the recorder, and the channel' }) channelCode!: string;
}

const statusOf = ({ online }: Recorder) => (online === true ? '1' : '0');
const codeOf = ({ make }: Recorder) => addressesOf(make).code;
const channelCodeOf = ({ recorderId, channel }: Camera) => `${recorderId}-${channel}`;

export const toParentDev = (recorder: Recorder): ParentDevDto => ({
  id: recorder.id,
  ip: recorder.host,
  status: statusOf(recorder),
  userName: recorder.userName,
  passWord: '',
  port: String(recorder.port),
  type: String(codeOf(recorder)),
});

export const toCameraDto = (camera: Camera, recorder: Recorder): CameraDto => ({
  id: camera.id,
  cameraName: camera.name,
  cameraType: camera.type,
  status: statusOf(recorder),
  channel: String(camera.channel),
  parentType: String(codeOf(recorder)),
  channelCode: channelCodeOf(camera),
  vidParentDeviceId: recorder.id,
  channelId: camera.id,
});

export const toDeviceRtsp = (found: readonly StreamAddress[], recorder: Recorder): DeviceRtspDto => ({
  resultCode: '0',
  content: { rtspUrls: found.map(({ url, stream }) => ({ rtspUrl: url, type: stream, parentType: codeOf(recorder) })) },
});

export const toRtspPlayBack = (
  found: readonly StreamAddress[],
  recorder: Recorder,
  camera: Camera,
  userName: string,
): RtspPlayBackDto => ({
  passWord: '',
  rtspUrl: found[0]?.url ?? '',
  vidParentDeviceId: recorder.id,
  rtspUrls: found.map(({ url, stream }) => ({ rtspUrl: url, type: stream })),
  type: String(codeOf(recorder)),
  userName,
  channelCode: channelCodeOf(camera),
});
