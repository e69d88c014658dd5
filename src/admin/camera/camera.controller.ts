import { Body, Header, Inject, Param, Query, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { CameraAlarmService } from '../../modules/camera/camera-alarm.service.js';
import { Camera } from '../../modules/camera/camera.entity.js';
import { CameraService } from '../../modules/camera/camera.service.js';
import { SnapshotService } from '../../modules/camera/snapshot.service.js';
import { VideoService } from '../../modules/camera/video.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import type { Config } from '../../platform/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { instantOf } from '../../platform/database/zone-time.js';
import { Failure } from '../../platform/errors.js';
import { keysInside, type Bounds } from '../../platform/operator/bounds.js';
import { CONFIG } from '../../platform/tokens.js';
import { AdminResource, Create, Patch, Read, Remove } from '../common/admin.js';
import { searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import { boundsOf, mayHaveAccount } from './camera-sight.js';
import {
  CameraAlarmBody,
  CameraAlarmView,
  CameraBody,
  CameraPatch,
  CamerasQuery,
  CameraView,
  StreamsView,
  toAlarmView,
  toCameraView,
  toStreamView,
} from './camera.dto.js';

const listed: Listed<Camera> = {
  entity: Camera,
  by: 'id',
  texts: ['name', 'type'],
  others: ['channel', 'createdAt', 'recorderId'],
};

/** Cameras, the doors that they see, and what they tell. */
@AdminResource('cameras')
export class CameraController {
  constructor(
    private readonly cameras: CameraService,
    private readonly video: VideoService,
    private readonly snapshots: SnapshotService,
    private readonly alarms: CameraAlarmService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Read('', 'Cameras by id or in another order', { of: CameraView, as: 'page' })
  async list(@Query() query: CamerasQuery, @Req() request: FastifyRequest): Promise<CountedPage<CameraView>> {
    const tx = this.unitOfWork.manager;
    const where = query.recorderId === undefined ? {} : { recorderId: query.recorderId };
    const page = await searchPage(tx, listed, query, (camera) => camera, where);
    return { ...page, items: await this.views(tx, page.items, boundsOf(request)) };
  }

  @Create('', 'Add a camera to a recorder', { of: CameraView })
  create(
    @Body() body: CameraBody,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<CameraView> {
    return this.audited.run(caller, async (tx) =>
      this.view(tx, await this.cameras.create(tx, body), boundsOf(request)),
    );
  }

  @Read(':id', 'One camera', { of: CameraView })
  async get(@Param('id') id: string, @Req() request: FastifyRequest): Promise<CameraView> {
    const tx = this.unitOfWork.manager;
    return this.view(tx, await this.cameras.get(tx, id), boundsOf(request));
  }

  @Patch(':id', 'Given values change; doors are replaced as a whole', { of: CameraView })
  patch(
    @Param('id') id: string,
    @Body() body: CameraPatch,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<CameraView> {
    const bounds = boundsOf(request);
    return this.audited.run(caller, async (tx) => {
      const hidden = await this.hiddenDoors(tx, id, bounds);
      return this.view(tx, await this.cameras.patch(tx, id, body, hidden), bounds);
    });
  }

  @Remove(':id', 'Remove a camera; pictures of events stay')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.cameras.remove(tx, id));
  }

  @Read(':id/streams', 'Addresses of what it sees now', { of: StreamsView })
  @Header('Cache-Control', 'private, no-store')
  async streams(@Param('id') id: string, @Req() request: FastifyRequest): Promise<StreamsView> {
    const seen = await this.video.find(this.unitOfWork.manager, id);
    return { items: this.video.live(seen, mayHaveAccount(request)).map(toStreamView) };
  }

  @Read(':id/snapshot', 'A picture of what it sees now, as JPEG')
  @Header('Cache-Control', 'private, no-store')
  async snapshot(@Param('id') id: string): Promise<StreamableFile> {
    const seen = await this.video.find(this.unitOfWork.manager, id);
    const picture = await this.snapshots.look(seen).catch((error: unknown) => {
      if (error instanceof Failure) throw error;
      const reason = error instanceof Error ? error.message : 'unknown';
      throw new Failure('deviceOffline', `${seen.camera.name} gave no picture: ${reason}`);
    });
    return new StreamableFile(picture, { type: 'image/jpeg' });
  }

  @Create(
    ':id/alarms',
    'Tell of an alarm of a camera, or of its end: it goes to the alarms, to webhooks and the feed',
    {
      of: CameraAlarmView,
    },
  )
  async alarm(
    @Param('id') id: string,
    @Body() { code, state = 'begin', text = '', time }: CameraAlarmBody,
    @CurrentCaller() caller: Caller,
  ): Promise<CameraAlarmView> {
    const at = time === undefined ? new Date() : instantOf(wholeClock(time), this.config.siteTimeZone);
    return toAlarmView(await this.audited.run(caller, (tx) => this.alarms.take(tx, id, { code, state, text, at })));
  }

  private async hiddenDoors(tx: EntityManager, id: string, bounds: Bounds | null): Promise<string[]> {
    if (bounds === null) return [];
    const doorIds = (await this.cameras.doorsOf(tx, [id])).get(id) ?? [];
    const seen = await keysInside(tx, bounds, 'door', doorIds);
    return doorIds.filter((doorId) => !seen.has(doorId));
  }

  private async view(tx: EntityManager, camera: Camera, bounds: Bounds | null): Promise<CameraView> {
    const [view] = await this.views(tx, [camera], bounds);
    return view ?? toCameraView(camera, []);
  }

  private async views(tx: EntityManager, cameras: readonly Camera[], bounds: Bounds | null): Promise<CameraView[]> {
    const doors = await this.cameras.doorsOf(
      tx,
      cameras.map(({ id }) => id),
    );
    const ids = [...doors.values()].flat();
    const seen = bounds === null ? new Set(ids) : await keysInside(tx, bounds, 'door', ids);
    return cameras.map((camera) =>
      toCameraView(
        camera,
        (doors.get(camera.id) ?? []).filter((doorId) => seen.has(doorId)),
      ),
    );
  }
}

/** `yyyy-MM-dd HH:mm:ss`, from a text with or without T and seconds. */
const wholeClock = (text: string): string => `${text.replace('T', ' ')}${text.length < 19 ? ':00' : ''}`;
