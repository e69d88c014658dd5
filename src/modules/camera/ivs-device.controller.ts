import { checkRange } from '../../facade/dates.js';
import { Read, Resource } from '../../facade/endpoint.js';
import { pageOf, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { CameraService, type CameraAndRecorder } from './camera.service.js';
import {
  allStreams,
  CameraDto,
  DeviceRtspDto,
  DeviceRtspQuery,
  DevListQuery,
  ParentDevDto,
  ParentDevQuery,
  RecordedQuery,
  RtspPlayBackDto,
  toCameraDto,
  toDeviceRtsp,
  toParentDev,
  toRtspPlayBack,
  VideoListDto,
} from './ivs-device.dto.js';
import { RecorderService } from './recorder.service.js';
import type { Span, Stream } from './stream-addresses.js';
import { VideoService } from './video.service.js';

/** Recorders and cameras. The last call of the family is in src/outbound/webhook. */
@Resource('ivsDevice')
export class IvsDeviceController {
  constructor(
    private readonly recorders: RecorderService,
    private readonly cameras: CameraService,
    private readonly video: VideoService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('ivsDevice/getParentDevList', 'List the recorders', { section: 'v1.2:2.11.1.1', of: ParentDevDto, as: 'page' })
  async parents(@Params() query: ParentDevQuery): Promise<Page<ParentDevDto>> {
    const slice = sliceOf(query);
    const { rows, total } = await this.recorders.list(this.unitOfWork.manager, slice);
    return pageOf(rows.map(toParentDev), total, slice);
  }

  @Read('ivsDevice/getDevList', 'List the cameras of a recorder', {
    section: 'v1.2:2.11.1.2',
    of: CameraDto,
    as: 'page',
    fails: ['deviceNotFound'],
  })
  async channels(@Params() query: DevListQuery): Promise<Page<CameraDto>> {
    const slice = sliceOf(query);
    const tx = this.unitOfWork.manager;
    const recorder = await known(this.recorders.get(tx, withoutBrackets(query.parentId)));
    const { rows, total } = await this.cameras.listOf(tx, recorder.id, slice);
    const shown = rows.map((camera) => toCameraDto(camera, recorder));
    return pageOf(shown, total, slice);
  }

  @Read('ivsDevice/getDeviceRtsp', 'Addresses of what a camera sees now', {
    section: 'v1.2:2.11.1.3',
    of: DeviceRtspDto,
    fails: ['deviceNotFound', 'deviceUnsupported'],
  })
  async live(@Params() { channelId, rtspType }: DeviceRtspQuery): Promise<DeviceRtspDto> {
    const seen = await this.find(channelId);
    const found =
      rtspType === allStreams ? this.video.live(seen, true) : this.video.live(seen, true, [rtspType as Stream]);
    return toDeviceRtsp(found, seen.recorder);
  }

  @Read('ivsDevice/getVideoList', 'What a camera has recorded', {
    section: 'v1.2:2.11.1.4',
    of: VideoListDto,
    fails: ['deviceNotFound', 'deviceOffline', 'deviceUnsupported', 'timeRangeInvalid'],
  })
  async recordings(@Params() query: RecordedQuery): Promise<VideoListDto> {
    const span = this.spanOf(query);
    const found = await this.video.recordings(await this.find(query.channelId), span);
    return { videoItemList: found.map((one) => ({ ...one, type: 'PLAN' })) };
  }

  @Read('ivsDevice/getRtspPlayBack', 'Addresses of what a camera has recorded', {
    section: 'v1.2:2.11.1.5',
    of: RtspPlayBackDto,
    fails: ['deviceNotFound', 'deviceOffline', 'deviceUnsupported', 'timeRangeInvalid'],
  })
  async playback(@Params() query: RecordedQuery): Promise<RtspPlayBackDto> {
    const span = this.spanOf(query);
    const seen = await this.find(query.channelId);
    const found = await this.video.playback(seen, span, true);
    return toRtspPlayBack(found, seen.recorder, seen.camera, this.recorders.viewer(seen.recorder).name);
  }

  private find(channelId: string): Promise<CameraAndRecorder> {
    return known(this.video.find(this.unitOfWork.manager, channelId));
  }

  private spanOf({ startTime, endTime }: RecordedQuery): Span {
    checkRange(startTime, endTime);
    return this.video.spanOf(startTime, endTime);
  }
}

/** The manual prints the id of a recorder in square brackets. */
const withoutBrackets = (id: string): string => id.replace(/^\[(.*)\]$/, '$1');

/** The facade has a code of its own for a device that is not there. */
async function known<T>(found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Failure && error.reason === 'notFound') throw new Failure('deviceNotFound', error.message);
    throw error;
  }
}
