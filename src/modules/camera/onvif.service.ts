import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Failure } from '../../platform/errors.js';
import { LOG } from '../../platform/tokens.js';
import type { Recorder } from './camera.entity.js';
import { NoService, OnvifSession } from './onvif-session.js';
import { RecorderService } from './recorder.service.js';

/** Talks with recorders at the same time: each may hold an answer of a megabyte. */
const mostAtOnce = 8;
/** Of a whole talk, from the name of the host to the last answer. */
const limits = { short: 6_000, long: 30_000 } as const;
/** Faults are shown to people: a device may say anything. */
const longestReason = 300;

/** What recorders are asked by ONVIF. */
@Injectable()
export class OnvifService {
  private underWay = 0;

  constructor(
    private readonly recorders: RecorderService,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * @param length short where a client waits for it; long for many channels
   * @throws Failure deviceOffline if it does not answer; deviceUnsupported if it has no such service; tooMany
   */
  async talk<T>(
    recorder: Recorder,
    length: keyof typeof limits,
    use: (session: OnvifSession) => Promise<T>,
  ): Promise<T> {
    if (this.underWay >= mostAtOnce)
      throw new Failure('unavailable', 'too many recorders are asked at once: try again');
    this.underWay++;
    const signal = AbortSignal.timeout(limits[length]);
    try {
      return await use(await OnvifSession.open(this.recorders.target(recorder), signal));
    } catch (error) {
      if (error instanceof Failure) throw error;
      const reason = signal.aborted ? `no answer within ${limits[length] / 1_000} seconds` : reasonOf(error);
      this.log.info({ recorder: recorder.id, reason }, 'a recorder did not answer by ONVIF');
      if (error instanceof NoService) throw new Failure('deviceUnsupported', `${recorder.name}: ${reason}`);
      throw new Failure('deviceOffline', `${recorder.name} did not answer: ${reason}`);
    } finally {
      this.underWay--;
    }
  }
}

/** Without anything that a password could stand in. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : 'unknown').replace(/[\p{Cc}\s]+/gu, ' ').slice(0, longestReason);
