import { Header, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CameraService, type CameraAndRecorder } from '../../modules/camera/camera.service.js';
import type { Span } from '../../modules/camera/stream-addresses.js';
import { VideoService } from '../../modules/camera/video.service.js';
import { timeOfEventId } from '../../modules/transaction/event-id.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { AdminResource, Read } from '../common/admin.js';
import { keysInside } from '../../platform/operator/bounds.js';
import { boundsOf, mayHaveAccount } from './camera-sight.js';
import { EventVideosView, toStreamView } from './camera.dto.js';

/** Before and after the event. */
const aroundMs = 30_000;

/** What cameras recorded while an event happened. */
@AdminResource('events/:id')
export class EventVideoController {
  constructor(
    private readonly cameras: CameraService,
    private readonly video: VideoService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('video', 'Addresses of what the cameras of its door recorded, from 30 seconds before it to 30 after it', {
    of: EventVideosView,
  })
  @Header('Cache-Control', 'private, no-store')
  async list(@Param('id') id: string, @Req() request: FastifyRequest): Promise<EventVideosView> {
    const tx = this.unitOfWork.manager;
    const time = timeOfEventId(id);
    const rows: { happenedAt: Date; doorId: string | null; pin: string }[] =
      time === null
        ? []
        : await tx.query(
            'SELECT happened_at AS "happenedAt", door_id AS "doorId", pin FROM event WHERE event_time = $1 AND id = $2',
            [time, id],
          );
    const [event] = rows;
    if (!event) throw new Failure('notFound', `there is no event ${id}`);
    const { happenedAt, doorId, pin } = event;
    const bounds = boundsOf(request);
    // Who is to be seen may be of another department, as with pictures.
    if (bounds && pin !== '' && !(await keysInside(tx, bounds, 'person', [pin])).has(pin))
      throw new Failure('notFound', `there is no event ${id}`);
    const span = { start: new Date(+happenedAt - aroundMs), end: new Date(+happenedAt + aroundMs) };
    const all = doorId === null ? [] : await this.cameras.ofDoor(tx, doorId);
    const ids = all.map(({ camera }) => camera.id);
    const inside = bounds ? await keysInside(tx, bounds, 'camera', ids) : new Set(ids);
    const seen = all.filter(({ camera }) => inside.has(camera.id));
    return {
      start: span.start.toISOString(),
      end: span.end.toISOString(),
      items: await Promise.all(seen.map((camera) => this.one(camera, span, mayHaveAccount(request)))),
    };
  }

  /** A camera that does not answer hides no other one. */
  private async one(seen: CameraAndRecorder, span: Span, isTold: boolean) {
    const { id: cameraId, name } = seen.camera;
    try {
      const streams = (await this.video.playback(seen, span, isTold)).map(toStreamView);
      return { cameraId, name, streams, fault: null };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { cameraId, name, streams: [], fault: error.message };
    }
  }
}
