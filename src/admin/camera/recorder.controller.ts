import { Body, Param, Query } from '@nestjs/common';
import { Recorder } from '../../modules/camera/camera.entity.js';
import { CameraService } from '../../modules/camera/camera.service.js';
import { RecorderService } from '../../modules/camera/recorder.service.js';
import { VideoService } from '../../modules/camera/video.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Action, AdminResource, Create, Patch, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import { DiscoveredChannelsView, RecorderBody, RecorderPatch, RecorderView, toRecorderView } from './recorder.dto.js';

const listed: Listed<Recorder> = {
  entity: Recorder,
  by: 'id',
  texts: ['name', 'host', 'make'],
  others: ['createdAt', 'checkedAt'],
};

/** Recorders of video, and cameras that stand alone. */
@AdminResource('recorders')
export class RecorderController {
  constructor(
    private readonly recorders: RecorderService,
    private readonly cameras: CameraService,
    private readonly video: VideoService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Recorders by id or in another order', { of: RecorderView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<RecorderView>> {
    return searchPage(this.unitOfWork.manager, listed, query, toRecorderView);
  }

  @Create('', 'Add a recorder, or a camera that stands alone', { of: RecorderView })
  async create(@Body() body: RecorderBody, @CurrentCaller() caller: Caller): Promise<RecorderView> {
    return toRecorderView(await this.audited.run(caller, (tx) => this.recorders.create(tx, body)));
  }

  @Read(':id', 'One recorder', { of: RecorderView })
  async get(@Param('id') id: string): Promise<RecorderView> {
    return toRecorderView(await this.recorders.get(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Given values change; passwords have to be given anew where the host is another one', {
    of: RecorderView,
  })
  async patch(
    @Param('id') id: string,
    @Body() body: RecorderPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<RecorderView> {
    return toRecorderView(await this.audited.run(caller, (tx) => this.recorders.patch(tx, id, body)));
  }

  @Remove(':id', 'Remove a recorder with its cameras; pictures of events stay')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.recorders.remove(tx, id));
  }

  @Action(':id/discover', 'Ask it by ONVIF for its channels: new ones become cameras, known ones get its addresses', {
    of: DiscoveredChannelsView,
  })
  async discover(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<DiscoveredChannelsView> {
    const channels = await this.video.discovered(id);
    const added = await this.audited.run(
      caller,
      (tx) => this.cameras.take(tx, id, channels),
      (count) => ({ added: count }),
    );
    return { channels: channels.length, added };
  }
}
