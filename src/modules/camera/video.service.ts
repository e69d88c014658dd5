import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { instantOf, wallClockOf } from '../../platform/database/zone-time.js';
import { Failure } from '../../platform/errors.js';
import { CONFIG } from '../../platform/tokens.js';
import { CameraService, type CameraAndRecorder } from './camera.service.js';
import { OnvifService } from './onvif.service.js';
import { RecorderService } from './recorder.service.js';
import {
  liveAddress,
  mainStream,
  playbackAddress,
  rtspUrl,
  subStream,
  type Account,
  type Span,
  type Stream,
} from './stream-addresses.js';

export interface StreamAddress {
  readonly stream: Stream;
  readonly url: string;
}

/** A recording, by the clock of the site. */
export interface Recording {
  readonly startTime: string;
  readonly endTime: string;
}

const streams = [mainStream, subStream] as const;

/** Addresses of what cameras see and saw, and lists of what was recorded. */
@Injectable()
export class VideoService {
  constructor(
    private readonly cameras: CameraService,
    private readonly recorders: RecorderService,
    private readonly onvif: OnvifService,
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws Failure deviceUnsupported where nobody has told any address */
  live(seen: CameraAndRecorder, isTold: boolean, wanted: readonly Stream[] = streams): StreamAddress[] {
    const account = this.account(seen, isTold);
    const found = wanted.flatMap((stream) =>
      addressed(stream, liveAddress(seen.recorder, seen.camera, stream, account)),
    );
    if (found.length === 0) throw unknownAddress(seen);
    return found;
  }

  /**
   * Addresses of a recording. Where the make has no form for times, the recorder is asked which recording it is.
   * @throws Failure deviceOffline, deviceUnsupported; notFound where nothing was recorded then
   */
  async playback(seen: CameraAndRecorder, span: Span, isTold: boolean): Promise<StreamAddress[]> {
    const { recorder, camera } = seen;
    const account = this.account(seen, isTold);
    const zone = this.recorders.zoneOf(recorder);
    const found = streams.flatMap((stream) =>
      addressed(stream, playbackAddress(recorder, camera, stream, span, zone, account)),
    );
    if (found.length > 0) return found;
    const uri = await this.onvif.talk(recorder, 'short', async (session) => {
      const [recording] = await session.recordings(camera.sourceToken, span);
      if (!recording) throw new Failure('timeRangeInvalid', `${camera.name} has recorded nothing in that time`);
      return session.replayUri(recording.token);
    });
    if (uri === null) throw unknownAddress(seen);
    return [{ stream: mainStream, url: rtspUrl(recorder, uri, account) }];
  }

  /** @throws Failure deviceOffline, deviceUnsupported */
  async recordings({ recorder, camera }: CameraAndRecorder, span: Span): Promise<Recording[]> {
    const found = await this.onvif.talk(recorder, 'short', (session) => session.recordings(camera.sourceToken, span));
    const clock = (at: Date) => wallClockOf(at, this.config.siteTimeZone);
    return found.map(({ start, end }) => ({ startTime: clock(start), endTime: clock(end) }));
  }

  /** Asks a recorder for its channels. The transaction is the caller's, because nothing may wait in one. */
  async discovered(recorderId: string) {
    const recorder = await this.recorders.get(this.unitOfWork.manager, recorderId);
    return this.onvif.talk(recorder, 'long', (session) => session.channels());
  }

  /** @param start `yyyy-MM-dd HH:mm:ss` by the clock of the site */
  spanOf(start: string, end: string): Span {
    const zone = this.config.siteTimeZone;
    return { start: instantOf(start, zone), end: instantOf(end, zone) };
  }

  find(tx: EntityManager, cameraId: string): Promise<CameraAndRecorder> {
    return this.cameras.withRecorder(tx, cameraId);
  }

  private account({ recorder }: CameraAndRecorder, isTold: boolean): Account | null {
    return isTold || recorder.viewerName !== '' ? this.recorders.viewer(recorder) : null;
  }
}

const addressed = (stream: Stream, url: string | null): StreamAddress[] => (url === null ? [] : [{ stream, url }]);

const unknownAddress = ({ camera }: CameraAndRecorder) =>
  new Failure('deviceUnsupported', `no address of ${camera.name} is known: discover the channels, or give one by hand`);
